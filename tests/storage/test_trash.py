"""The trash on disk: what its names tell, what is left of an interruption, what Windows programs hold."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from fichas_desktop.errors import EnvironmentFailedError, FichasError, InputError
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from fichas_desktop.storage.trash import EARLIEST, KEPT, entry_name, entry_of, is_expired
from fichas_desktop.storage.versions import VersionKind
from tests.builders import (
    NOW,
    PROPERTY,
    FakeClock,
    complete_answers,
    draft_id,
    draft_of,
    moments,
    synthetic_catalog,
)
from tests.storage.held_files import held

DRAFT = draft_of(complete_answers())
CHANGED = structs.replace(DRAFT, answers=DRAFT.answers.with_answer("sede", "Otra"))
SPARE = draft_id(900)
OLD_NAMES = (DRAFT.id, f"{DRAFT.id}.0badcafe", f"{DRAFT.id}.d99999999999999-0badcafe")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> TinyDbDraftStore:
    return TinyDbDraftStore(tmp_path, synthetic_catalog(), clock)


def code_of(ask: Callable[[], object]) -> str:
    with pytest.raises(FichasError) as caught:
        ask()
    return caught.value.code


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def trashed(store: TinyDbDraftStore) -> str:
    store.save(DRAFT)
    store.add_file(DRAFT.id, b"nota")
    store.keep_version(DRAFT, VersionKind.FINAL)
    return store.move_to_trash(DRAFT.id)


# --- names ------------------------------------------------------------------------------------------


@PROPERTY
@given(moments(), st.booleans())
def test_a_name_tells_the_moment_whatever_its_zone(moment: dt.datetime, is_deletion: bool) -> None:
    entry = entry_of(entry_name(DRAFT.id, moment, is_deletion=is_deletion))
    assert entry is not None
    assert entry.draft_id == DRAFT.id
    if moment < EARLIEST:
        assert entry.since is None
    else:
        assert (entry.since, entry.is_deletion) == (moment, is_deletion)


@PROPERTY
@given(moments(), moments())
def test_nothing_ends_before_its_time_whatever_the_clock_says(deleted: dt.datetime, now: dt.datetime) -> None:
    entry = entry_of(entry_name(DRAFT.id, deleted))
    assert entry is not None
    is_over = deleted >= EARLIEST and now - deleted >= KEPT
    assert is_expired(entry, now) is is_over


@pytest.mark.parametrize(
    "name",
    ["", "notas", ".purging-0badcafe", f"{DRAFT.id}.", f"{DRAFT.id}.x", f"{DRAFT.id}/..", "x.0badcafe"],
)
def test_other_names_are_no_drafts(store: TinyDbDraftStore, tmp_path: Path, name: str) -> None:
    assert entry_of(name) is None
    if "/" not in name:
        (tmp_path / "trash" / name).mkdir(parents=True, exist_ok=True)
    assert store.trash() == ()
    assert code_of(lambda: store.purge(name)) == "no_such_draft"


# --- time -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OLD_NAMES)
def test_what_has_no_date_is_counted_from_when_it_is_first_seen(
    store: TinyDbDraftStore, tmp_path: Path, clock: FakeClock, name: str
) -> None:
    (tmp_path / "trash" / trashed(store)).rename(tmp_path / "trash" / name)
    (found,) = store.trash()
    assert (found.since, found.is_deletion) == (None, False)
    store.sweep_trash()
    (found,) = store.trash()
    assert (found.since, found.is_deletion) == (NOW, False)
    clock.advance(days=29)
    store.sweep_trash()
    assert store.load_trashed(found.name) == DRAFT
    clock.advance(days=1)
    store.sweep_trash()
    assert store.trash() == ()


def test_a_clock_without_battery_dates_nothing_and_ends_nothing(
    store: TinyDbDraftStore, clock: FakeClock
) -> None:
    dated = trashed(store)
    clock.moment = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
    undated = trashed(store)
    store.sweep_trash()
    assert {entry.name for entry in store.trash()} == {dated, undated}
    clock.moment = NOW + dt.timedelta(days=29)
    store.sweep_trash()
    assert sorted(str(entry.since) for entry in store.trash()) == [
        str(NOW.astimezone(dt.UTC)),
        str(clock().astimezone(dt.UTC)),
    ]


# --- purge ------------------------------------------------------------------------------------------


def test_a_purge_leaves_no_byte_of_the_draft(store: TinyDbDraftStore, tmp_path: Path) -> None:
    name = trashed(store)
    (tmp_path / "trash" / name / "quarantine").mkdir()
    (tmp_path / "trash" / name / "quarantine" / "00000001-draft.json").write_bytes(b"x")
    store.purge(name)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert names_in(tmp_path / "trash") == []


def test_what_a_kill_left_of_a_purge_or_a_restore_is_no_draft_and_is_swept(
    store: TinyDbDraftStore, tmp_path: Path
) -> None:
    name = trashed(store)
    for left in (".purging-0badcafe", ".restoring-0badcafe"):
        shutil.copytree(tmp_path / "trash" / name, tmp_path / "trash" / left)
    assert [entry.name for entry in store.trash()] == [name]
    assert store.ids() == ()
    store.sweep_trash()
    assert names_in(tmp_path / "trash") == [name]


def test_a_folder_that_cannot_be_deleted_whole_is_no_draft_any_more_and_is_finished_later(
    store: TinyDbDraftStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = trashed(store)
    with monkeypatch.context() as patch:
        patch.setattr("fichas_desktop.durable_file.shutil.rmtree", held(shutil.rmtree, 10**9, 32))
        patch.setattr("fichas_desktop.durable_file.time.sleep", lambda _pause: None)
        assert code_of(lambda: store.purge(name)) == "not_erased"
        store.sweep_trash()
    assert store.trash() == ()
    assert names_in(tmp_path / "trash") != []
    store.sweep_trash()
    assert names_in(tmp_path / "trash") == []


@pytest.mark.parametrize("code", [5, 32, 33])
def test_files_held_for_a_moment_are_waited_for(
    store: TinyDbDraftStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("fichas_desktop.durable_file.time.sleep", pauses.append)
    name = trashed(store)
    monkeypatch.setattr("fichas_desktop.durable_file.shutil.rmtree", held(shutil.rmtree, 3, code))
    # in the middle of the tree, too: the next try goes on with what is left
    monkeypatch.setattr("shutil.os.unlink", held(os.unlink, 2, code))
    monkeypatch.setattr("fichas_desktop.durable_file.os.replace", held(os.replace, 2, code))
    store.purge(name)
    assert len(pauses) == 7
    assert names_in(tmp_path / "trash") == []


def test_a_disk_that_refuses_leaves_the_draft_in_the_trash(
    store: TinyDbDraftStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = trashed(store)
    with monkeypatch.context() as patch:
        patch.setattr("fichas_desktop.durable_file.os.replace", held(os.replace, 9, 112))
        for ask in (lambda: store.purge(name), lambda: store.restore_from_trash(name, SPARE)):
            assert code_of(ask) == "not_writable"
    assert store.load_trashed(name) == DRAFT


# --- unreadable, and restored beside another --------------------------------------------------------


def make_unreadable(folder: Path) -> dict[str, bytes]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.startswith("."):
            path.write_bytes(b"{" + path.name.encode())
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_draft_that_cannot_be_read_is_deleted_listed_and_restored_byte_for_byte(
    store: TinyDbDraftStore, tmp_path: Path
) -> None:
    store.save(DRAFT)
    store.close(DRAFT.id)
    before = make_unreadable(tmp_path / "drafts" / DRAFT.id)
    name = store.move_to_trash(DRAFT.id)
    assert [entry.name for entry in store.trash()] == [name]
    assert code_of(lambda: store.load_trashed(name)) == "damaged_draft"
    assert store.restore_from_trash(name, SPARE) == DRAFT.id
    folder = tmp_path / "drafts" / DRAFT.id
    assert {
        str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    } == before
    store.purge(store.move_to_trash(DRAFT.id))
    assert store.trash() == ()


def test_one_that_cannot_be_read_stays_in_the_trash_while_its_id_is_taken(
    store: TinyDbDraftStore, tmp_path: Path
) -> None:
    name = trashed(store)
    make_unreadable(tmp_path / "trash" / name)
    store.save(CHANGED)
    assert code_of(lambda: store.restore_from_trash(name, SPARE)) == "id_taken"
    assert [entry.name for entry in store.trash()] == [name]
    assert names_in(tmp_path / "trash") == [name]
    store.move_to_trash(DRAFT.id)
    assert store.restore_from_trash(name, SPARE) == DRAFT.id


def test_what_was_only_typed_and_what_is_damaged_comes_along_under_the_other_id(
    store: TinyDbDraftStore, tmp_path: Path
) -> None:
    store.save(DRAFT)
    store.keep_version(DRAFT, VersionKind.SAVED)
    store.keep_version(DRAFT, VersionKind.FINAL)
    store.note(CHANGED)
    folder = tmp_path / "drafts" / DRAFT.id
    (saved,) = folder.glob("versions/*-saved.json")
    saved.write_bytes(b"{")
    (folder / "quarantine").mkdir()
    (folder / "quarantine" / "00000001-draft.json").write_bytes(b"roto")
    history = store.history(DRAFT.id)
    name = store.move_to_trash(DRAFT.id)
    store.save(DRAFT)
    assert store.restore_from_trash(name, SPARE) == SPARE
    assert store.load(SPARE) == structs.replace(CHANGED, id=SPARE)
    assert [(one.name, one.kept_at) for one in store.history(SPARE)] == [
        (one.name, one.kept_at) for one in history
    ]
    folder = tmp_path / "drafts" / SPARE
    assert (folder / "versions" / saved.name).read_bytes() == b"{"
    assert (folder / "quarantine" / "00000001-draft.json").read_bytes() == b"roto"
    opened = store.open(SPARE)
    assert (opened.damaged, opened.recovered, opened.read_only) == (False, False, False)
    assert store.trash() == ()


def test_a_full_disk_keeps_the_draft_in_the_trash_and_no_half_of_it_among_the_drafts(
    store: TinyDbDraftStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = trashed(store)
    store.save(CHANGED)
    writes = [0]

    def refuse(*_arguments: object, **_named: object) -> None:
        writes[0] += 1
        if writes[0] > 2:
            raise EnvironmentFailedError("disk_full", folder="")

    with monkeypatch.context() as patch:
        patch.setattr("fichas_desktop.storage.rehousing.write_durably", refuse)
        with pytest.raises(FichasError):
            store.restore_from_trash(name, SPARE)
    assert store.ids() == (DRAFT.id,)
    assert names_in(tmp_path / "trash") == [name]
    assert store.load_trashed(name) == DRAFT


def test_an_id_that_is_no_draft_id_never_becomes_a_path(store: TinyDbDraftStore) -> None:
    with pytest.raises(InputError):
        store.move_to_trash(structs.replace(DRAFT, id="..").id)
