from __future__ import annotations

import datetime as dt
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from msgspec import structs

from fichas_desktop.domain.ficha import Draft, Revision, Status, UnplacedText
from fichas_desktop.domain.partial_date import UnfinishedDate
from fichas_desktop.domain.values import AnswerSet, DraftId
from fichas_desktop.errors import EnvironmentFailedError, InputError
from fichas_desktop.export.portable import portable_bytes
from fichas_desktop.receipt.portable import read_portable
from fichas_desktop.services.drafts import Drafts
from fichas_desktop.services.importing import Importer
from fichas_desktop.services.portable import NO_TIME
from fichas_desktop.services.program import Program
from fichas_desktop.storage.draft_store import Saved
from fichas_desktop.storage.memory_drafts import MemoryDraftStore
from tests.builders import (
    BOGOTA,
    FICHAS,
    NOW,
    PROPERTY,
    FakeClock,
    all_forms,
    answers_of,
    complete_answers,
    complete_values,
    counted_ids,
    draft_of,
    drafts,
    synthetic_catalog,
    synthetic_form,
    write_answers_file,
)

FORM = synthetic_form()
LATER = dt.datetime(2024, 6, 1, 10, 11, 13, tzinfo=BOGOTA)
EXAMPLES = sorted(path.name for path in FICHAS.iterdir())


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def here(tmp_path: Path) -> Program:
    forms = all_forms(tmp_path / "forms")
    return Program(tmp_path / "here", forms=forms, clock=FakeClock(), new_id=counted_ids())


@pytest.fixture
def there(tmp_path: Path, here: Program) -> Program:
    """Another computer, later in the day."""
    return Program(tmp_path / "there", forms=tmp_path / "forms", clock=FakeClock(LATER))


def kept(program: Program, name: str) -> Draft:
    """A ficha of the test data as a draft with everything that a draft can have besides answers."""
    draft_id = program.importer.import_file(FICHAS / name / "respuestas.json")
    draft = program.drafts.load(draft_id)
    form = program.catalog.get(draft.form.code, draft.form.version)
    changed = structs.replace(
        draft,
        modified_at=LATER,
        unfinished={form.date_field: UnfinishedDate("3", "", "20x")},
        section=form.sections[-1].key,
        revisions=(Revision(1, "1" * 64, NOW), Revision(2, "2" * 64, LATER)),
    )
    program.drafts.save(changed)
    program.drafts.close(draft_id)
    return program.drafts.load(draft_id)


def copy_of(program: Program, draft: Draft, folder: Path) -> Path:
    return program.portable_exporter.export(program.origins.from_draft(draft), folder, replace=False).path


def files_of(program: Program, draft: Draft) -> dict[str, bytes | None]:
    return {file.sha256: program.drafts.read_file(draft.id, file) for file in draft.answers.files()}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_draft_is_the_same_on_another_computer(
    here: Program, there: Program, tmp_path: Path, name: str
) -> None:
    draft = kept(here, name)
    taken = there.importer.take_in(copy_of(here, draft, tmp_path / "out"))
    assert (taken.id, taken.beside) == (draft.id, False)
    assert there.drafts.load(taken.id) == draft
    assert files_of(there, draft) == files_of(here, draft)
    assert None not in files_of(there, draft).values()


def test_the_examples_hand_in_files() -> None:
    assert sum(any((FICHAS / name).glob("anexos/*")) for name in EXAMPLES) >= 2


def test_a_copy_that_went_out_and_came_back_has_the_same_bytes(
    here: Program, there: Program, tmp_path: Path
) -> None:
    draft = kept(here, "sintetica")
    first = copy_of(here, draft, tmp_path / "out")
    again = copy_of(there, there.drafts.load(there.importer.import_file(first)), tmp_path / "back")
    origin = there.origins.find(str(first))
    straight = there.portable_exporter.export(origin, tmp_path / "x", replace=False).path
    assert first.name == again.name == straight.name
    assert first.read_bytes() == again.read_bytes() == straight.read_bytes()


def test_the_name_is_that_of_the_pair(here: Program, tmp_path: Path) -> None:
    draft = kept(here, "sintetica")
    origin = here.origins.from_draft(draft)
    pair = here.exporter.export(origin, tmp_path, status=Status.BORRADOR, replace=False)
    assert copy_of(here, draft, tmp_path).name == pair.pdf.stem.removesuffix("_BORRADOR") + ".ficha"


def test_an_archive_depends_on_the_draft_alone(here: Program, tmp_path: Path) -> None:
    with zipfile.ZipFile(copy_of(here, kept(here, "sintetica"), tmp_path)) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries][:2] == ["manifest.json", "draft.json"]
    names = [entry.filename for entry in entries][2:]
    assert (len(names), names) == (2, sorted(names))
    assert {entry.date_time for entry in entries} == {(2024, 6, 1, 10, 11, 12)}
    assert {(entry.external_attr >> 16, entry.create_system) for entry in entries} == {(0o100644, 3)}
    assert {(entry.compress_type, entry.extra, entry.comment) for entry in entries} == {(0, b"", b"")}


@pytest.mark.parametrize(
    ("year", "written"),
    [(1950, (1980, 1, 1, 0, 0, 0)), (1980, (1980, 6, 1, 10, 11, 12)), (2500, (2107, 1, 1, 0, 0, 0))],
)
def test_a_time_that_a_zip_does_not_know_becomes_its_nearest_year(
    tmp_path: Path, year: int, written: tuple[int, ...]
) -> None:
    draft = structs.replace(draft_of(complete_answers()), modified_at=LATER.replace(year=year))
    path = tmp_path / "x.ficha"
    path.write_bytes(portable_bytes(FORM, draft, {}, "1"))
    with zipfile.ZipFile(path) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {written}
    assert read_portable(path.read_bytes(), synthetic_catalog()).draft == draft


@PROPERTY
@given(drafts(FORM))
def test_every_draft_comes_back_and_always_in_the_same_bytes(draft: Draft) -> None:
    data = portable_bytes(FORM, draft, {}, "1")
    assert portable_bytes(FORM, draft, {}, "1") == data
    assert read_portable(data, synthetic_catalog()).draft == draft


def test_a_draft_of_the_same_id_stays_and_the_copy_gets_another(here: Program, tmp_path: Path) -> None:
    draft = kept(here, "sintetica")
    path = copy_of(here, draft, tmp_path)
    changed = structs.replace(draft, answers=AnswerSet(), modified_at=NOW)
    here.drafts.save(changed)
    taken = here.importer.take_in(path)
    assert taken.beside
    assert here.drafts.load(draft.id) == changed
    assert here.drafts.load(taken.id) == structs.replace(draft, id=taken.id)
    assert files_of(here, here.drafts.load(taken.id)) == files_of(here, draft)
    assert len(here.drafts.summaries()) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"later": {"sede": "Confirmar"}},
        {"unplaced": (UnplacedText("Sede", "En el salón"),)},
        {"unfinished": {}},
    ],
)
def test_a_copy_that_says_anything_else_is_kept_beside(
    here: Program, tmp_path: Path, changes: dict[str, object]
) -> None:
    draft = kept(here, "sintetica")
    path = copy_of(here, draft, tmp_path)
    assert here.importer.take_in(path).known
    here.drafts.save(structs.replace(draft, **changes))
    taken = here.importer.take_in(path)
    assert taken.beside
    assert here.drafts.load(taken.id).content() == draft.content()


def test_a_missing_annex_of_a_text_without_a_place_makes_no_second_draft(
    here: Program, there: Program, tmp_path: Path
) -> None:
    draft = kept(here, "sintetica")
    file = next(draft.files())
    placeless = structs.replace(
        draft, answers=AnswerSet(), unplaced=(UnplacedText("Pruebas", file.name, (file,)),)
    )
    here.drafts.save(placeless)
    (here.data_folder / "drafts" / draft.id / "files" / file.sha256).unlink()
    copy = here.portable_exporter.export(here.origins.from_draft(placeless), tmp_path / "out", replace=False)
    assert copy.missing == (file.name,)
    assert not there.importer.take_in(copy.path).known
    assert there.importer.take_in(copy.path).known


def test_a_missing_annex_is_missing_there_too(here: Program, there: Program, tmp_path: Path) -> None:
    draft = kept(here, "sintetica")
    gone, stays = [file.sha256 for file in draft.answers.files()]
    (here.data_folder / "drafts" / draft.id / "files" / gone).write_bytes(b"otra cosa")
    taken = there.importer.import_file(copy_of(here, draft, tmp_path))
    assert there.drafts.load(taken) == draft
    assert there.drafts.missing_files(draft) == {gone}
    assert stays != gone


def test_an_answers_file_becomes_a_draft_with_its_identity(
    here: Program, there: Program, tmp_path: Path
) -> None:
    source = FICHAS / "sintetica" / "respuestas.json"
    origin = here.origins.find(str(source))
    path = here.portable_exporter.export(origin, tmp_path / "out", replace=False).path
    copied = there.origins.find(str(path))
    assert copied.record(Status.FINAL, there.clock) == origin.record(Status.FINAL, here.clock)
    assert copied.missing_files() == frozenset()


def test_an_answers_file_without_a_date_has_a_fixed_time(here: Program, tmp_path: Path) -> None:
    values = complete_values()
    del values["dia_registro"]
    origin = here.origins.find(str(write_answers_file(tmp_path / "r.json", values)))
    path = here.portable_exporter.export(origin, tmp_path, replace=False).path
    draft = here.origins.find(str(path)).draft
    assert draft is not None
    assert (draft.created_at, draft.modified_at) == (NO_TIME, NO_TIME)


def test_a_pair_of_a_copy_freezes_nothing_and_is_always_the_same(
    here: Program, there: Program, tmp_path: Path
) -> None:
    values = complete_values()
    draft = here.drafts.begin(FORM, answers_of(FORM, **values))
    path = copy_of(here, draft, tmp_path / "out")
    before = path.read_bytes()
    pairs = []
    for clock in (FakeClock(NOW), FakeClock(LATER)):
        program = Program(tmp_path / "there", forms=tmp_path / "forms", clock=clock)
        origin = program.origins.find(str(path))
        pair = program.exporter.export(origin, tmp_path / "pair", status=Status.FINAL, replace=False)
        assert pair.draft is None
        pairs.append(pair.pdf.read_bytes())
        (found,) = program.verifier.verify(pair.sidecar, final_only=True)
        assert found.check.reasons == ()
    assert pairs[0] == pairs[1]
    sidecar = json.loads(pair.sidecar.read_text(encoding="utf-8"))
    assert sidecar["ficha"]["id"] == draft.id
    assert path.read_bytes() == before
    assert there.drafts.summaries() == ()
    assert not (tmp_path / "there").exists()


def test_a_draft_keeps_its_entrega_in_a_copy(here: Program, there: Program, tmp_path: Path) -> None:
    draft = here.drafts.begin(FORM, complete_answers())
    here.drafts.save(draft)
    origin = here.origins.from_draft(draft)
    pair = here.exporter.export(origin, tmp_path / "a", status=Status.FINAL, replace=False)
    path = copy_of(here, here.drafts.load(draft.id), tmp_path)
    origin = there.origins.find(str(path))
    again = there.exporter.export(origin, tmp_path / "b", status=Status.FINAL, replace=False)
    assert again.pdf.read_bytes() == pair.pdf.read_bytes()


@pytest.mark.parametrize("name", ["copia.ficha", "copia.FICHA", "copia.ficha.zip", "copia"])
def test_a_copy_is_known_by_its_name_or_its_first_bytes(here: Program, tmp_path: Path, name: str) -> None:
    draft = here.drafts.begin(FORM, complete_answers())
    path = copy_of(here, draft, tmp_path).rename(tmp_path / name)
    assert here.importer.import_file(path) == draft.id


@pytest.mark.parametrize("data", [b"", b"{}", b"PK\x03\x04", b"\xff" * 100])
def test_what_cannot_be_read_leaves_nothing(here: Program, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.ficha"
    path.write_bytes(data)
    with pytest.raises(InputError):
        here.importer.take_in(path)
    assert not here.data_folder.exists()


def test_a_copy_with_a_damaged_annex_leaves_nothing(here: Program, there: Program, tmp_path: Path) -> None:
    draft = kept(here, "sintetica")
    path = copy_of(here, draft, tmp_path / "out")
    data = bytearray(path.read_bytes())
    last = data.rindex(b"PK\x03\x04")
    data[last + 30 + len("files/") + 64] ^= 1  # first byte of the last annex
    path.write_bytes(bytes(data))
    with pytest.raises(InputError) as caught:
        there.importer.take_in(path)
    assert caught.value.code == "portable_damaged"
    assert not there.data_folder.exists()


class FailingStore(MemoryDraftStore):
    """A disk that is full after some writes; notes in which order they came."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room
        self.writes: list[str] = []

    def add_file(self, draft_id: DraftId, data: bytes) -> str:
        self.write("file")
        return super().add_file(draft_id, data)

    def save(self, draft: Draft) -> Saved:
        self.write("draft")
        return super().save(draft)

    def write(self, what: str) -> None:
        if len(self.writes) == self.room:
            raise EnvironmentFailedError("disk_full", folder="x")
        self.writes.append(what)


@pytest.mark.parametrize("room", [0, 1, 2])
def test_a_disk_that_fills_up_leaves_no_half_of_a_draft(here: Program, tmp_path: Path, room: int) -> None:
    path = copy_of(here, kept(here, "sintetica"), tmp_path)
    drafts = Drafts(FailingStore(room), here.catalog, here.clock, here.new_id)
    with pytest.raises(EnvironmentFailedError):
        Importer(here.origins, drafts).take_in(path)
    assert drafts.summaries() == ()


def test_the_files_are_kept_before_the_draft_that_names_them(here: Program, tmp_path: Path) -> None:
    path = copy_of(here, kept(here, "sintetica"), tmp_path)
    store = FailingStore(9)
    Importer(here.origins, Drafts(store, here.catalog, here.clock, here.new_id)).take_in(path)
    assert store.writes == ["file", "file", "draft"]


def test_annexes_beyond_the_limit_are_refused_before_anything_is_written(
    here: Program, tmp_path: Path
) -> None:
    draft = here.drafts.begin(FORM)
    half = FORM.limits.attachments_bytes // 2
    items = tuple(
        here.drafts.attach_bytes(draft.id, "a.bin", bytes([number]) * (half + 1)) for number in (1, 2)
    )
    changed = structs.replace(draft, answers=draft.answers.with_answer("legajo", items))
    with pytest.raises(InputError) as caught:
        copy_of(here, changed, tmp_path / "out")
    assert caught.value.code == "annexes_too_large"
    assert not (tmp_path / "out").exists()


def test_a_copy_that_could_not_be_read_back_is_not_written(here: Program, tmp_path: Path) -> None:
    draft = structs.replace(here.drafts.begin(FORM), id=DraftId("no-es-un-id"))
    with pytest.raises(EnvironmentFailedError) as caught:
        copy_of(here, draft, tmp_path / "out")
    assert caught.value.code == "pair_not_verified"
    assert not (tmp_path / "out").exists()


def test_a_taken_name_is_success_with_the_same_bytes_only(here: Program, tmp_path: Path) -> None:
    draft = here.drafts.begin(FORM, complete_answers())
    path = copy_of(here, draft, tmp_path)
    assert copy_of(here, draft, tmp_path) == path
    good = path.read_bytes()
    path.write_bytes(b"otro")
    with pytest.raises(EnvironmentFailedError) as caught:
        copy_of(here, draft, tmp_path)
    assert (caught.value.code, path.read_bytes()) == ("name_taken", b"otro")
    here.portable_exporter.export(here.origins.from_draft(draft), tmp_path, replace=True)
    assert path.read_bytes() == good
    assert [one for one in everything_in(tmp_path) if one.endswith(".tmp")] == []
