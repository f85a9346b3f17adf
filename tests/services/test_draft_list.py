"""The list of drafts: what the index says at once, and what the files say after a look."""

from __future__ import annotations

import datetime as dt
import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from msgspec import structs

from fichas_desktop.domain.values import DraftId
from fichas_desktop.services.drafts import EARLIER_DRAFTS, Drafts
from fichas_desktop.services.program import Program
from fichas_desktop.storage.draft_index import INDEX
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from tests.builders import NOW, TEST_FORMS, FakeClock, complete_answers, counted_ids, draft_id, draft_of
from tests.ui.programs import invented_program, keep_complete

REAL_LOAD = TinyDbDraftStore.load


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "datos"


@pytest.fixture
def loaded() -> Iterator[list[DraftId]]:
    """Ids of the drafts that were read."""
    ids: list[DraftId] = []

    def load(store: TinyDbDraftStore, wanted: DraftId) -> object:
        ids.append(wanted)
        return REAL_LOAD(store, wanted)

    with patch.object(TinyDbDraftStore, "load", load):
        yield ids


def keep(drafts: Drafts, number: int, sede: str = "Salón") -> DraftId:
    drafts.save(draft_of(complete_answers().with_answer("sede", sede), number))
    drafts.close(draft_id(number))
    return draft_id(number)


def kept(folder: Path, count: int = 3) -> Program:
    """Return a program that has kept drafts and written their index."""
    program = invented_program(folder)
    for number in range(1, count + 1):
        keep(program.drafts, number)
    program.drafts.summaries()
    return program


def shown(program: Program) -> dict[str, str]:
    return {row.id: row.subtitle for row in program.drafts.listed.rows()}


def test_the_next_start_shows_the_list_without_reading_a_draft(folder: Path, loaded: list[DraftId]) -> None:
    rows = kept(folder).drafts.listed.rows()
    loaded.clear()
    again = invented_program(folder)
    assert again.drafts.listed.rows() == rows
    assert list(again.drafts.listed.check()) == []
    assert again.drafts.summaries() == rows
    assert loaded == []


def test_only_what_changed_behind_the_index_is_read(folder: Path, loaded: list[DraftId]) -> None:
    kept(folder)
    keep(invented_program(folder).drafts, 2, "Cambiada en otra parte")
    added = keep(invented_program(folder).drafts, 9, "Nueva en otra parte")
    invented_program(folder).drafts.move_to_trash(draft_id(1))
    program = invented_program(folder)
    assert shown(program) == dict.fromkeys((draft_id(1), draft_id(2), draft_id(3)), "Salón"), "stale at first"
    loaded.clear()
    assert list(program.drafts.listed.check()) == [None]
    assert sorted(loaded) == [draft_id(2), added]
    assert shown(program) == {
        draft_id(2): "Cambiada en otra parte",
        draft_id(3): "Salón",
        added: "Nueva en otra parte",
    }


def test_what_is_noted_but_not_saved_shows_too(folder: Path) -> None:
    kept(folder)
    other = invented_program(folder).drafts
    draft = other.reopen(draft_id(1)).session.draft
    other.note(structs.replace(draft, answers=draft.answers.with_answer("sede", "Solo anotada")))
    assert {row.id: row.subtitle for row in invented_program(folder).drafts.summaries()}[draft_id(1)] == (
        "Solo anotada"
    )


@pytest.mark.parametrize("spoiled", [None, b"", b"garbage", b'{"schema_version":7}'])
def test_a_lost_or_spoiled_index_is_made_anew(folder: Path, spoiled: bytes | None) -> None:
    rows = kept(folder).drafts.listed.rows()
    path = folder / INDEX
    path.unlink()
    if spoiled is not None:
        path.write_bytes(spoiled)
    program = invented_program(folder)
    assert program.drafts.listed.rows() == ()
    assert program.drafts.summaries() == rows
    assert invented_program(folder).drafts.listed.rows() == rows


def test_what_is_read_first_is_what_was_changed_last(folder: Path, loaded: list[DraftId]) -> None:
    kept(folder)
    (folder / INDEX).unlink()
    for number, moment in ((1, 500), (2, 900), (3, 700)):
        for path in (folder / "drafts" / draft_id(number)).iterdir():
            os.utime(path, (moment, moment))
    loaded.clear()
    invented_program(folder).drafts.summaries()
    assert loaded == [draft_id(2), draft_id(3), draft_id(1)]


def test_a_check_that_is_no_longer_wanted_ends(folder: Path, loaded: list[DraftId]) -> None:
    kept(folder)
    (folder / INDEX).unlink()
    loaded.clear()
    program = invented_program(folder)
    assert list(program.drafts.listed.check(lambda: len(loaded) < 1)) == []
    assert len(loaded) == 1


def test_a_date_stops_being_in_the_future_as_days_go_by(folder: Path) -> None:
    program = invented_program(folder)
    clock = program.clock
    assert isinstance(clock, FakeClock)
    keep_complete(program, dia_registro="2024-05-21")
    (before,) = program.drafts.summaries()
    clock.advance(days=1)
    (after,) = program.drafts.summaries()
    clock.advance(days=-1)
    (back,) = program.drafts.summaries()
    assert (before.state.to_correct, after.state.to_correct) == (1, 0)
    assert back == before


def test_an_annex_that_went_away_shows_without_reading_any_bytes(folder: Path) -> None:
    program = invented_program(folder)
    attachment = program.drafts.attach_bytes(draft_id(1), "nota.txt", b"nota")
    attachment = structs.replace(attachment, description="Una nota")
    answers = complete_answers().with_answer("legajo", (attachment,))
    program.drafts.save(draft_of(answers))
    program.drafts.close(draft_id(1))
    with patch.object(TinyDbDraftStore, "read_file", side_effect=AssertionError):
        (row,) = program.drafts.summaries()
        assert row.state.to_correct == 0
        (folder / "drafts" / draft_id(1) / "files" / attachment.sha256).unlink()
        (row,) = program.drafts.summaries()
        assert row.state.to_correct == 1


def test_a_purged_draft_is_gone_from_the_index_at_once(folder: Path) -> None:
    program = kept(folder)
    keep(program.drafts, 4, "Palabra que no debe quedar")
    program.drafts.summaries()
    assert "Palabra que no debe quedar" in (folder / INDEX).read_text(encoding="utf-8")
    name = program.drafts.move_to_trash(draft_id(4))
    assert draft_id(4) not in shown(program)
    program.trash.purge(name)
    assert "Palabra que no debe quedar" not in (folder / INDEX).read_text(encoding="utf-8")
    assert len(invented_program(folder).drafts.listed.rows()) == 3


def test_what_one_window_purged_another_one_does_not_write_again(folder: Path) -> None:
    program = kept(folder)
    keep(program.drafts, 4, "Palabra que no debe quedar")
    program.drafts.summaries()
    other = invented_program(folder)
    other.drafts.summaries()
    program.trash.purge(program.drafts.move_to_trash(draft_id(4)))
    keep(other.drafts, 5)
    other.drafts.listed.write()
    index = (folder / INDEX).read_text(encoding="utf-8")
    assert "Palabra que no debe quedar" not in index
    assert draft_id(5) in index


def test_a_draft_that_goes_to_the_trash_while_it_is_read_does_not_come_back(folder: Path) -> None:
    program = kept(folder)
    listed = program.drafts.listed
    summary = program.drafts.summary
    moved = threading.Event()

    def slow(wanted: DraftId) -> object:
        row = summary(wanted)
        if not moved.is_set():
            moved.set()
            program.drafts.move_to_trash(wanted)
        return row

    with patch.object(listed, "_summary", slow):
        listed.refresh(draft_id(2))
    assert draft_id(2) not in shown(program)


def test_duplicates_and_what_comes_back_from_the_trash_are_in_the_list_at_once(folder: Path) -> None:
    kept(folder)
    program = Program(folder, forms=TEST_FORMS, clock=FakeClock(NOW), new_id=counted_ids(50))
    copy = program.drafts.duplicate(draft_id(1))
    assert copy.id in shown(program)
    name = program.drafts.move_to_trash(draft_id(1))
    assert draft_id(1) not in shown(program)
    program.trash.restore(name)
    assert draft_id(1) in shown(program)


def test_an_index_that_cannot_be_written_hinders_nothing(folder: Path) -> None:
    kept(folder)
    (folder / INDEX).unlink()
    (folder / INDEX).mkdir()
    program = invented_program(folder)
    assert len(program.drafts.summaries()) == 3
    assert (folder / INDEX).is_dir()


def test_a_read_only_data_folder_is_listed(folder: Path) -> None:
    kept(folder)
    (folder / INDEX).unlink()
    refusal = PermissionError(errno.EROFS, "read-only")
    # nothing can be written there, said by the system itself: root may write where modes forbid it
    with patch("fichas_desktop.durable_file.write_beside", side_effect=refusal):
        assert len(invented_program(folder).drafts.summaries()) == 3
    assert not (folder / INDEX).exists()


def test_two_windows_heal_what_the_other_wrote(folder: Path) -> None:
    first, second = kept(folder), invented_program(folder)
    second.drafts.summaries()
    keep(first.drafts, 4)
    first.drafts.summaries()
    keep(second.drafts, 5)
    second.drafts.listed.write()  # knows nothing of 4
    assert draft_id(4) not in shown(invented_program(folder))
    assert len(invented_program(folder).drafts.summaries()) == 5
    assert len(invented_program(folder).drafts.listed.rows()) == 5


def test_earlier_answers_come_from_the_last_changed_drafts_only(folder: Path, loaded: list[DraftId]) -> None:
    program = invented_program(folder)
    old = structs.replace(
        draft_of(complete_answers().with_answer("sede", "La más vieja"), 999),
        modified_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
    )
    program.drafts.save(old)
    for number in range(1, EARLIER_DRAFTS + 1):
        program.drafts.save(draft_of(complete_answers(), number))
    program.close()
    program.drafts.summaries()
    loaded.clear()
    assert program.drafts.earlier_answers(["sede"]) == {"sede": ("Salón del Parque",)}
    assert len(loaded) == EARLIER_DRAFTS
    loaded.clear()
    assert program.drafts.earlier_answers(["sede"], lambda: False) == {"sede": ()}
    assert loaded == []
