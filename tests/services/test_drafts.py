from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from msgspec import structs

from fichas_desktop.codec.sidecar import answers_sha256
from fichas_desktop.domain.draft_summary import DraftState
from fichas_desktop.domain.ficha import Revision
from fichas_desktop.domain.partial_date import PartialDate, UnfinishedDate
from fichas_desktop.domain.values import AnswerSet, DraftId, FileAttachment
from fichas_desktop.errors import InputError
from fichas_desktop.services.drafts import Drafts, describe_file, read_annex
from fichas_desktop.storage.memory_drafts import MemoryDraftStore
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from tests.builders import (
    NOW,
    FakeClock,
    complete_answers,
    counted_ids,
    draft_id,
    draft_of,
    synthetic_catalog,
    synthetic_form,
)

FORM = synthetic_form()
DRAFT = draft_of(complete_answers())


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store() -> MemoryDraftStore:
    return MemoryDraftStore()


@pytest.fixture
def drafts(store: MemoryDraftStore, clock: FakeClock) -> Drafts:
    return Drafts(store, synthetic_catalog(), clock, counted_ids())


def state_of(drafts: Drafts, answers: AnswerSet, **changes: object) -> DraftState:
    drafts.save(structs.replace(draft_of(answers), **changes))
    return drafts.summary(draft_id(1)).state


def test_a_new_draft_starts_with_today_where_the_form_says_so_and_is_not_kept(drafts: Drafts) -> None:
    draft = drafts.begin(FORM)
    assert dict(draft.answers) == {"dia_registro": PartialDate(2024, 5, 20)}
    assert (draft.created_at, draft.modified_at) == (NOW, NOW)
    assert (draft.form.code, draft.form.version) == ("SINT-01", "01")
    assert drafts.summaries() == ()


def test_given_answers_are_taken_as_they_are(drafts: Drafts) -> None:
    answers = AnswerSet({"sede": "Salón"})
    draft = drafts.begin(FORM, answers, draft_id(50))
    assert (draft.id, draft.answers) == (draft_id(50), answers)


def test_each_new_draft_has_an_id_of_its_own(drafts: Drafts) -> None:
    assert drafts.begin(FORM).id != drafts.begin(FORM).id


def test_a_kept_draft_is_opened_with_its_answers_and_missing_files(drafts: Drafts) -> None:
    items = (FileAttachment("a", "b", 1, "0" * 64, "x"),)
    drafts.save(draft_of(complete_answers().with_answer("legajo", items)))
    session = drafts.open(draft_id(1))
    assert session.answer("sede") == "Salón del Parque"
    assert [issue.code for issue in session.issues()] == ["file_missing"]


def test_existing_drafts_are_told_from_other_words(drafts: Drafts) -> None:
    drafts.save(DRAFT)
    assert drafts.exists(DRAFT.id)
    assert not drafts.exists("ejemplo")
    assert len(drafts.summaries()) == 1


def test_a_summary_says_what_the_list_shows(drafts: Drafts) -> None:
    drafts.save(DRAFT)
    (row,) = drafts.summaries()
    assert (row.id, row.title, row.subtitle) == (DRAFT.id, "Tejer la memoria", "Salón del Parque")
    assert (row.answered, row.total, row.modified) == (12, 12, NOW)


def test_an_untitled_draft_has_an_empty_title(drafts: Drafts) -> None:
    drafts.save(draft_of(AnswerSet()))
    (row,) = drafts.summaries()
    assert (row.title, row.subtitle, row.answered) == ("", "", 0)


def test_the_last_changed_draft_comes_first_whatever_its_time_zone(drafts: Drafts) -> None:
    older = structs.replace(draft_of(AnswerSet(), 1), modified_at=NOW)
    newer = structs.replace(
        draft_of(AnswerSet(), 2), modified_at=(NOW + dt.timedelta(minutes=1)).astimezone(dt.UTC)
    )
    oldest = structs.replace(draft_of(AnswerSet(), 3), modified_at=NOW - dt.timedelta(days=1))
    for draft in (older, newer, oldest):
        drafts.save(draft)
    assert [row.id for row in drafts.summaries()] == [newer.id, older.id, oldest.id]


def test_the_state_counts_what_is_missing_and_what_is_wrong(drafts: Drafts) -> None:
    answers = complete_answers()
    assert state_of(drafts, answers) == DraftState()
    lacking = answers.with_answer("sede", None).with_answer("resumen", None)
    assert state_of(drafts, lacking) == DraftState(missing=2)
    wrong = lacking.with_answer("buzon", "x").with_answer("telefono_sede", "y")
    assert state_of(drafts, wrong) == DraftState(missing=2, to_correct=2)
    boxes = {"apertura": UnfinishedDate("1", "", "")}
    assert state_of(drafts, answers.with_answer("apertura", None), unfinished=boxes).to_correct == 1


def test_a_warning_changes_no_state(drafts: Drafts) -> None:
    assert state_of(drafts, complete_answers().with_answer("tallerista", None)) == DraftState()


def test_a_draft_is_delivered_only_while_its_answers_are_those_of_the_last_entrega(drafts: Drafts) -> None:
    answers = complete_answers()
    revisions = (Revision(1, "ab" * 32, NOW), Revision(2, answers_sha256(FORM, answers), NOW))
    assert state_of(drafts, answers, revisions=revisions).delivered == 2
    changed = answers.with_answer("sede", "Otra")
    assert state_of(drafts, changed, revisions=revisions).delivered == 0
    assert state_of(drafts, answers, revisions=revisions[::-1]).delivered == 0


def test_a_duplicate_has_answers_and_files_but_no_entregas(
    drafts: Drafts, store: MemoryDraftStore, clock: FakeClock
) -> None:
    attachment = drafts.attach_bytes(draft_id(99), "nota.txt", b"nota")
    gone = FileAttachment("gone.txt", "text/plain", 1, "0" * 64)
    source = structs.replace(
        DRAFT,
        answers=DRAFT.answers.with_answer("legajo", (attachment, gone)),
        revisions=(Revision(1, "ab" * 32, NOW),),
        id=draft_id(99),
    )
    drafts.save(source)
    clock.advance(hours=1)
    copy = drafts.duplicate(source.id)
    assert copy.id != source.id
    assert (copy.answers, copy.revisions) == (source.answers, ())
    assert copy.created_at == copy.modified_at == clock()
    assert store.load(copy.id) == copy
    assert store.load(source.id) == source
    assert store.read_file(copy.id, attachment.sha256) == b"nota"
    assert drafts.missing_files(copy) == {gone.sha256}


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'{"draft": {"1": "x"}}', b'{"draft": {"1": {"schema_version": 9}}}']
)
def test_a_draft_that_cannot_be_read_is_shown_as_such_and_hides_no_other(tmp_path: Path, data: bytes) -> None:
    drafts = Drafts(
        TinyDbDraftStore(tmp_path, synthetic_catalog()), synthetic_catalog(), FakeClock(), counted_ids()
    )
    drafts.save(DRAFT)
    drafts.save(draft_of(complete_answers(), 2))
    folder = tmp_path / "drafts" / DRAFT.id
    for path in folder.glob("journal-*"):
        path.unlink()
    (folder / "draft.json").write_bytes(data)
    readable, unreadable = drafts.summaries()
    assert readable.id == draft_id(2)
    assert readable.state.readable
    assert (unreadable.id, unreadable.state.readable, unreadable.modified) == (DRAFT.id, False, None)
    assert drafts.earlier_answers(["tallerista"]) == {"tallerista": ("Ñusta Quimbaya Ejemplo",)}


def test_earlier_answers_are_told_each_once_in_order(drafts: Drafts) -> None:
    for number, sede in enumerate(("Zaguán", "Auditorio", "Zaguán"), start=1):
        drafts.save(draft_of(complete_answers().with_answer("sede", sede), number))
    drafts.save(draft_of(AnswerSet(), 9))
    assert drafts.earlier_answers(["sede", "modalidad"]) == {"sede": ("Auditorio", "Zaguán"), "modalidad": ()}


def test_a_file_is_attached_by_its_content_and_its_name(drafts: Drafts, tmp_path: Path) -> None:
    path = tmp_path / "mi nota.TXT"
    path.write_bytes(b"nota")
    attachment = drafts.attach_bytes(DRAFT.id, path.name, read_annex(path, 4))
    assert (attachment.name, attachment.media_type, attachment.size) == ("mi nota.TXT", "text/plain", 4)
    assert drafts.read_file(DRAFT.id, attachment) == b"nota"


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.png", "image/png"),
        ("a.JPG", "image/jpeg"),
        ("a.pdf", "application/pdf"),
        ("a", "application/octet-stream"),
        ("a.zzz", "application/octet-stream"),
        # of which Python 3.11 knows none
        ("a.webp", "image/webp"),
        ("a.jfif", "image/jpeg"),
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.png.gz", "application/octet-stream"),
        ("a.png\u200b", "image/png"),
    ],
)
def test_the_media_type_follows_from_the_name(name: str, media_type: str) -> None:
    assert describe_file(name, b"x").media_type == media_type


def test_the_name_of_a_file_is_cleaned_and_never_empty() -> None:
    assert describe_file("a\u202e\udcff.txt", b"").name == "a.txt"
    assert describe_file("\u200b", b"").name == "anexo"


def annex_error(path: Path, limit: int = 10) -> InputError:
    with pytest.raises(InputError) as caught:
        read_annex(path, limit)
    return caught.value


def test_an_annex_is_read_up_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 10)
    assert read_annex(path, 10) == b"x" * 10
    path.write_bytes(b"x" * 11)
    error = annex_error(path)
    assert (error.code, error.params) == ("annex_too_large", {"name": "a.txt", "limit": 10})


def test_a_missing_annex_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert annex_error(tmp_path / "no.txt").code == "annex_not_found"
    assert annex_error(tmp_path / "a\0b").code == "annex_not_found"
    assert annex_error(tmp_path).code == "annex_not_file"


def test_loading_a_draft_that_is_not_there_is_refused(drafts: Drafts) -> None:
    with pytest.raises(InputError) as caught:
        drafts.open(DraftId("x"))
    assert caught.value.code == "no_such_draft"
