"""Killed between any two steps on the disk: a draft in the trash is whole, or gone, or still a draft."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import FileAttachment
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from fichas_desktop.storage.versions import VersionKind, read_version, versions
from tests.builders import FakeClock, complete_answers, draft_id, draft_of, synthetic_catalog

DRAFT = draft_of(complete_answers())
CHANGED = structs.replace(DRAFT, answers=DRAFT.answers.with_answer("sede", "Otra"))
SPARE = draft_id(900)
KINDS = (VersionKind.FINAL, VersionKind.SAVED)
STEPS = ("replace", "fsync", "unlink", "rmdir", "mkdir")


class Killed(BaseException):
    """What no ``except`` of the program catches."""


class Disk:
    """Counts what is done on the disk, and stops the program before a certain step."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = 10**9
        for name in STEPS:
            monkeypatch.setattr(os, name, self._counted(getattr(os, name)))

    def _counted(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            self.left -= 1
            if self.left < 0:
                raise Killed
            return real(*arguments, **named)

        return call


def store_in(folder: Path, clock: FakeClock) -> TinyDbDraftStore:
    return TinyDbDraftStore(folder, synthetic_catalog(), clock)


def keep(store: TinyDbDraftStore, draft: Draft) -> Draft:
    sha256 = store.add_file(draft.id, b"nota")
    file = FileAttachment("a.txt", "text/plain", 4, sha256)
    draft = structs.replace(draft, answers=draft.answers.with_answer("legajo", (file,)))
    store.save(draft)
    for kind in KINDS:
        store.keep_version(draft, kind)
    store.close(draft.id)
    return draft


def whole_drafts(folder: Path, store: TinyDbDraftStore) -> list[Draft]:
    """Return every draft, in the list and in the trash, after a look at all that belongs to it."""
    places = [(folder / "drafts" / one, store.load(one)) for one in store.ids()]
    places += [(folder / "trash" / one.name, store.load_trashed(one.name)) for one in store.trash()]
    for place, draft in places:
        (file,) = draft.answers.files()
        assert (place / "files" / file.sha256).read_bytes() == b"nota"
        kept = [one for one in versions(place) if one.kind in KINDS]
        assert [one.kind for one in kept] == [VersionKind.SAVED, VersionKind.FINAL]
        assert all(read_version(place, one.name)[0]["id"] == draft.id for one in kept)
    return [draft for _place, draft in places]


def delete(store: TinyDbDraftStore, _clock: FakeClock) -> None:
    store.move_to_trash(DRAFT.id)


def restore(store: TinyDbDraftStore, _clock: FakeClock) -> None:
    store.restore_from_trash(store.trash()[0].name, SPARE)


def purge(store: TinyDbDraftStore, _clock: FakeClock) -> None:
    store.purge(store.trash()[0].name)


def sweep(store: TinyDbDraftStore, clock: FakeClock) -> None:
    clock.advance(days=30)
    store.sweep_trash()


@pytest.mark.parametrize(
    ("act", "is_deleted", "is_taken", "may_be_gone"),
    [
        pytest.param(delete, False, False, False, id="delete"),
        pytest.param(restore, True, False, False, id="restore"),
        pytest.param(restore, True, True, False, id="restore beside another"),
        pytest.param(purge, True, False, True, id="purge"),
        pytest.param(sweep, True, False, True, id="let go"),
    ],
)
def test_a_kill_before_any_step_leaves_no_half_a_draft(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    act: Callable[[TinyDbDraftStore, FakeClock], None],
    is_deleted: bool,
    is_taken: bool,
    may_be_gone: bool,
) -> None:
    disk = Disk(monkeypatch)
    for steps in itertools.count():
        folder, clock = tmp_path / str(steps), FakeClock()
        store = store_in(folder, clock)
        draft = keep(store, DRAFT)
        if is_deleted:
            store.move_to_trash(DRAFT.id)
        other = [keep(store, CHANGED)] if is_taken else []
        disk.left, is_killed = steps, False
        try:
            act(store, clock)
        except Killed:
            is_killed = True
        disk.left = 10**9
        store.close_all()
        after = store_in(folder, FakeClock())
        found = [structs.replace(one, id=DRAFT.id) for one in whole_drafts(folder, after)]
        assert may_be_gone or draft in found
        assert all(one in found for one in other)
        entries = {entry.name for entry in after.trash()}
        after.sweep_trash()
        names = {path.name for path in (folder / "trash").glob("*")}
        assert names == entries
        assert {path.name for path in (folder / "drafts").glob("*")} == set(after.ids())
        if not is_killed:
            assert steps > 1
            break
