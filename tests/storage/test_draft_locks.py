"""One writer per draft, and what becomes of the second one's text."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from msgspec import structs

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.storage.draft_lock import DraftLock
from fichas_desktop.storage.draft_store import DraftStore, Saved
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from fichas_desktop.storage.versions import VersionKind
from tests.builders import NOW, complete_answers, draft_of, synthetic_catalog

DRAFT = draft_of(complete_answers())
Start = Callable[[], TinyDbDraftStore]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Another window on the same data folder."""
    return lambda: TinyDbDraftStore(tmp_path, synthetic_catalog(), lambda: NOW)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "drafts" / DRAFT.id


def seat(text: str) -> Draft:
    return structs.replace(DRAFT, answers=DRAFT.answers.with_answer("sede", text))


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(EnvironmentFailedError) as caught:
        act()
    return caught.value.code


def conflict_texts(store: DraftStore) -> list[object]:
    return [
        store.read_version(DRAFT.id, version.name).answers["sede"]
        for version in store.history(DRAFT.id)
        if version.kind is VersionKind.CONFLICT
    ]


@contextmanager
def locks_that_do_nothing() -> Iterator[None]:
    with patch.object(DraftLock, "acquire", lambda _self, _now: True):
        yield


def test_a_second_window_gets_the_draft_for_reading_and_says_who_has_it(start: Start) -> None:
    first, second = start(), start()
    first.save(DRAFT)
    opened = second.open(DRAFT.id)
    assert (opened.draft, opened.read_only) == (DRAFT, True)
    assert opened.owner is not None
    assert (opened.owner.process, opened.owner.since) == (os.getpid(), NOW)
    for write in (second.save, second.note, lambda draft: second.keep_version(draft, VersionKind.SAVED)):
        assert code_of(lambda write=write: write(seat("b"))) == "locked"  # type: ignore[misc]
    assert code_of(lambda: second.move_to_trash(DRAFT.id)) == "locked"
    first.save(seat("a"))
    assert second.load(DRAFT.id) == seat("a")


def test_what_was_opened_for_reading_stays_so_until_it_is_opened_anew(start: Start) -> None:
    first, second = start(), start()
    first.save(DRAFT)
    second.open(DRAFT.id)
    first.save(seat("a"))
    first.close(DRAFT.id)
    # the draft is free now, but what this window shows is old
    assert code_of(lambda: second.save(seat("b"))) == "locked"
    opened = second.open(DRAFT.id)
    assert (opened.draft, opened.read_only) == (seat("a"), False)
    assert second.save(seat("b")) == Saved()


def test_a_lock_that_cannot_be_had_leaves_the_draft_readable(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start()
    first.save(DRAFT)
    first.close(DRAFT.id)
    for error in (OSError(30, "read-only"), NotImplementedError()):

        def refuse(*_arguments: object, error: Exception = error, **_named: object) -> None:
            raise error

        monkeypatch.setattr("filelock.BaseFileLock.acquire", refuse)
        opened = start().open(DRAFT.id)
        assert (opened.draft, opened.read_only, opened.owner) == (DRAFT, True, None)
        assert opened.trouble is not None
        assert opened.trouble.code == "not_writable"


def test_closing_frees_the_draft_and_takes_the_note_away(start: Start, folder: Path) -> None:
    first = start()
    first.save(DRAFT)
    assert (folder / ".owner.json").is_file()
    first.close(DRAFT.id)
    assert not (folder / ".owner.json").exists()
    assert not start().open(DRAFT.id).read_only


def test_the_note_of_a_dead_owner_hinders_nobody(start: Start, folder: Path) -> None:
    first = start()
    first.save(DRAFT)
    first.close(DRAFT.id)
    (folder / ".owner.json").write_bytes(b"garbage")
    opened = start().open(DRAFT.id)
    assert (opened.read_only, opened.owner) == (False, None)


def test_without_a_lock_the_second_writer_is_told_and_its_text_is_kept(start: Start) -> None:
    with locks_that_do_nothing():
        first, second = start(), start()
        first.save(DRAFT)
        second.open(DRAFT.id)
        first.save(seat("a"))
        assert code_of(lambda: second.save(seat("b"))) == "changed_elsewhere"
        assert conflict_texts(second) == ["b"]
        assert first.save(seat("aa")) == Saved()
    assert start().load(DRAFT.id) == seat("aa")


def test_a_writer_that_goes_on_in_spite_of_a_conflict_keeps_one_copy(start: Start) -> None:
    with locks_that_do_nothing():
        first, second = start(), start()
        first.save(DRAFT)
        second.open(DRAFT.id)
        first.save(seat("a"))
        for text in ("b", "bb", "bbb"):
            assert code_of(lambda text=text: second.save(seat(text))) == "changed_elsewhere"  # type: ignore[misc]
    assert conflict_texts(start()) == ["bbb"]


def test_lines_that_two_programs_noted_at_once_are_told_apart_and_kept(start: Start) -> None:
    with locks_that_do_nothing():
        first, second = start(), start()
        first.save(DRAFT)
        second.open(DRAFT.id)
        first.note(seat("a"))
        first.note(seat("aa"))
        second.note(seat("b"))
        second.save(seat("bb"))
        assert code_of(lambda: first.save(seat("aaa"))) == "changed_elsewhere"
    for _ in range(3):  # however often it is opened
        third = start()
        assert third.open(DRAFT.id).draft == seat("bb")
        third.close(DRAFT.id)
        assert sorted(map(str, conflict_texts(third))) == ["aa", "aaa"]


def test_a_copy_of_other_lines_is_kept_before_their_journal_goes(
    start: Start, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with locks_that_do_nothing():
        first, second = start(), start()
        first.save(DRAFT)
        second.open(DRAFT.id)
        first.note(seat("a"))
        second.save(seat("b"))
        monkeypatch.setattr("fichas_desktop.storage.journal.LARGEST", 3000)
        for number in range(60):
            second.note(seat(f"{number}" * 100))
    assert len(list(folder.glob("journal-*"))) == 2
    assert conflict_texts(start()) == ["a"]


def test_a_touched_file_with_the_same_draft_is_no_conflict(start: Start, folder: Path) -> None:
    store = start()
    store.save(DRAFT)
    path = folder / "draft.json"
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data)
    assert store.save(seat("a")) == Saved()


def test_whoever_writes_blindly_keeps_what_stood_there(start: Start) -> None:
    first = start()
    first.save(seat("a"))
    first.close(DRAFT.id)
    second = start()
    second.save(seat("b"))
    kept = [second.read_version(DRAFT.id, version.name) for version in second.history(DRAFT.id)]
    assert seat("a") in kept
