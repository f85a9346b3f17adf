"""A real child that deletes, restores and purges drafts is killed; every draft must be whole or gone.

Run: ``python -m tests.durability.trash DATA_FOLDER`` is the child.
"""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from msgspec import Struct, structs

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import FichasError
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from fichas_desktop.storage.versions import VersionKind, read_version, versions
from tests.builders import ROOT
from tests.durability.workload import attachment_bytes, numbered, open_store

_PURGED = DraftId(str(uuid.UUID(int=77)))
_LONGEST = 0.2


class Kills(Struct):
    """What was found after all kills.

    Attributes:
        steps: Deletions, restores and purges that the child told as done.
        lost: How often the draft that is never purged was nowhere.
        halves: Drafts, in the list or in the trash, of which something was missing.
        left: Folders that are neither, after the next start has swept.
    """

    kills: int = 0
    steps: int = 0
    lost: int = 0
    halves: int = 0
    left: int = 0

    @property
    def is_good(self) -> bool:
        return not self.lost and not self.halves and not self.left and self.steps > 0


def keep(store: TinyDbDraftStore, draft: Draft) -> None:
    """Keep a draft with an annex and a version."""
    store.add_file(draft.id, attachment_bytes(0))
    store.add_file(draft.id, attachment_bytes(5))
    store.save(draft)
    store.keep_version(draft, VersionKind.FINAL)
    store.close(draft.id)


def child(data_folder: Path) -> None:
    """Delete and restore one draft for ever, beside another of its id now and then; purge a second one."""
    store = open_store(data_folder)
    store.sweep_trash()
    _take_up(store)
    # once for the libraries, so that the kill comes while something is being done
    store.purge(store.move_to_trash(_kept(store, _PURGED)))
    os.write(1, b"begun\n")
    for step in itertools.count():
        _take_up(store)
        treasure, *extra = (one for one in store.ids() if is_treasure(store.load(one)))
        for one in (*extra, _kept(store, _PURGED)):
            store.purge(store.move_to_trash(one))
            os.write(1, b"purged\n")
        name = store.move_to_trash(treasure)
        os.write(1, b"deleted\n")
        if step % 2:
            _kept(store, treasure)
            store.restore_from_trash(name, DraftId(str(uuid.uuid4())))
            os.write(1, b"restored\n")
            store.purge(store.move_to_trash(treasure))


def _take_up(store: TinyDbDraftStore) -> None:
    """Begin with what a kill left: the treasure comes back, everything else goes."""
    for entry in store.trash():
        if is_treasure(store.load_trashed(entry.name)):
            store.restore_from_trash(entry.name, DraftId(str(uuid.uuid4())))
            os.write(1, b"restored\n")
        else:
            store.purge(entry.name)
    for draft_id in store.ids():
        if not is_treasure(store.load(draft_id)):
            store.purge(store.move_to_trash(draft_id))


def _kept(store: TinyDbDraftStore, draft_id: DraftId) -> DraftId:
    keep(store, structs.replace(numbered(0), id=draft_id))
    return draft_id


def is_treasure(draft: Draft) -> bool:
    return draft.answers == numbered(5).answers


def kill(data_folder: Path, kills: int, seed: int = 7) -> Kills:
    """Kill a child (SIGKILL) so many times."""
    source, result = random.Random(seed), Kills()
    store = open_store(data_folder)
    keep(store, numbered(5))
    for _ in range(kills):
        result.steps += _run_child(data_folder, source.uniform(0, _LONGEST))
        result.kills += 1
        _check(data_folder, result)
    return result


def _run_child(data_folder: Path, pause: float) -> int:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.durability.trash", str(data_folder)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        assert b"begun\n" in iter(process.stdout.readline, b"")
        time.sleep(pause)
        assert process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        return process.stdout.read().count(b"\n")


def _check(data_folder: Path, result: Kills) -> None:
    found = list(_found(data_folder, result))
    result.lost += not any(is_treasure(draft) for draft in found)
    store = open_store(data_folder)
    before = [entry.name for entry in store.trash()]
    store.sweep_trash()
    result.left += sorted(before) != sorted(path.name for path in (data_folder / "trash").glob("*"))


def _found(data_folder: Path, result: Kills) -> Iterator[Draft]:
    store = open_store(data_folder)
    places: list[tuple[Path, Callable[[], Draft]]] = [
        (data_folder / "drafts" / draft_id, partial(store.load, draft_id)) for draft_id in store.ids()
    ]
    places += [
        (data_folder / "trash" / entry.name, partial(store.load_trashed, entry.name))
        for entry in store.trash()
    ]
    for folder, load in places:
        try:
            draft = load()
        except FichasError:
            result.halves += 1
            continue
        # what is being begun when the kill comes has no version yet
        needs_version = folder.parent.name == "trash" or is_treasure(draft)
        result.halves += not _is_whole(folder, draft, needs_version=needs_version)
        yield draft


def _is_whole(folder: Path, draft: Draft, *, needs_version: bool) -> bool:
    sizes = {path.name: path.stat().st_size for path in (folder / "files").iterdir()}
    kept = [read_version(folder, one.name) for one in versions(folder) if one.kind is VersionKind.FINAL]
    has_files = all(sizes.get(file.sha256) == file.size for file in draft.answers.files())
    return has_files and (bool(kept) or not needs_version)


if __name__ == "__main__":
    child(Path(sys.argv[1]))
