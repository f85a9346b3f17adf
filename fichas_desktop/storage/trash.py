"""The trash: ``<datos>/trash/<draft id>.<moment>-<number>``, a folder for each deleted draft.

When a draft was deleted is part of its folder's name: the one rename that deletes it makes that durable, too,
and what the draft's files have become does not matter. Each deletion has a folder of its own, so that a draft
that was deleted twice lies there twice.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from fichas_desktop.domain.values import DraftId
from fichas_desktop.durable_file import (
    explained,
    make_folder,
    remove_tree_retrying,
    replace_retrying,
    sync_folder,
)
from fichas_desktop.errors import EnvironmentFailedError, FichasError, InputError
from fichas_desktop.storage.draft_folders import DRAFTS, TRASH, is_draft_id

KEPT = dt.timedelta(days=30)
"""How long what was deleted is kept."""

EARLIEST = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
"""A clock that says an earlier time is wrong: nothing is dated by it, and nothing ends."""

_DELETED, _SEEN = "d", "s"
_MOMENT = "%Y%m%d%H%M%S"
_MARK = re.compile(r"(?:(?P<kind>[ds])(?P<moment>[0-9]{14})-)?[0-9a-f]{8}")
_PURGING, _RESTORING = ".purging-", ".restoring-"


class TrashEntry(Struct, frozen=True):
    """A draft in the trash.

    Attributes:
        name: By which it is restored or purged; it never changes its meaning.
        draft_id: Id of the draft.
        since: When it was deleted, UTC; or first seen there, when that is not known; None before that.
        is_deletion: Whether ``since`` is the moment of the deletion.
    """

    name: str
    draft_id: DraftId
    since: dt.datetime | None = None
    is_deletion: bool = False


def entry_name(draft_id: DraftId, moment: dt.datetime, *, is_deletion: bool = True) -> str:
    """Return a new name in the trash for a draft; it has no date when the clock is obviously wrong."""
    mark = secrets.token_hex(4)
    if moment < EARLIEST:
        return f"{draft_id}.{mark}"
    kind = _DELETED if is_deletion else _SEEN
    return f"{draft_id}.{kind}{moment.astimezone(dt.UTC):{_MOMENT}}-{mark}"


def entry_of(name: str) -> TrashEntry | None:
    """Return what a name in the trash tells, None when it is not the name of a draft there."""
    draft_id, dot, mark = name.partition(".")
    match = _MARK.fullmatch(mark)
    if not is_draft_id(draft_id) or (dot and match is None):
        return None
    since = None
    if match is not None and match["moment"]:
        with contextlib.suppress(ValueError):  # no such day: not known
            since = dt.datetime.strptime(match["moment"], _MOMENT).replace(tzinfo=dt.UTC)
    is_deletion = since is not None and match is not None and match["kind"] == _DELETED
    return TrashEntry(name, DraftId(draft_id), since, is_deletion)


def newest_first(entries: Iterable[TrashEntry]) -> tuple[TrashEntry, ...]:
    """Return entries in the order of a list: the last deleted first, those without a date last."""
    return tuple(sorted(entries, key=lambda one: (one.since or EARLIEST, one.name), reverse=True))


def is_expired(entry: TrashEntry, now: dt.datetime) -> bool:
    """Tell whether a draft's time in the trash is over.

    One whose date is not known, or in the future of a clock that was put back, stays.
    """
    return now >= EARLIEST and entry.since is not None and now - entry.since >= KEPT


class Trash:
    """The folders of deleted drafts.

    Args:
        data_folder: The folder of the person's data.
    """

    def __init__(self, data_folder: Path) -> None:
        self._folder = data_folder / TRASH
        self._drafts = data_folder / DRAFTS

    def entries(self) -> tuple[TrashEntry, ...]:
        """Return what lies in the trash, whether or not it can be read."""
        return newest_first(
            entry for path in self._folders() if (entry := entry_of(path.name)) is not None and path.is_dir()
        )

    def entry(self, name: str) -> TrashEntry:
        """Return an entry by its name; InputError ``no_such_draft``."""
        entry = entry_of(name)
        if entry is None or not (self._folder / name).is_dir():
            raise InputError("no_such_draft")
        return entry

    def folder(self, entry: TrashEntry) -> Path:
        """Return where the files of an entry are."""
        return self._folder / entry.name

    def take(self, draft_id: DraftId, now: dt.datetime) -> str:
        """Move a draft into the trash, and return its name there."""
        name = entry_name(draft_id, now)
        _move(self._drafts / draft_id, self._folder / name)
        return name

    def give_back(self, folder: Path, draft_id: DraftId) -> None:
        """Make a draft of a folder of the trash by renaming it; nobody else has its id."""
        _move(folder, self._drafts / draft_id)

    def new_stage(self) -> Path:
        """Return a new folder in which a draft is made ready to be given back."""
        stage = self._folder / f"{_RESTORING}{secrets.token_hex(4)}"
        make_folder(stage)
        return stage

    def purge(self, folder: Path) -> None:
        """Delete a folder of the trash for good.

        It is no draft any more from the first moment on; what is left of it when the program is killed
        meanwhile is deleted by :meth:`sweep`.

        Raises:
            InputError: ``no_such_draft``.
            EnvironmentFailedError: It cannot be deleted and stays; or ``not_erased``: some of its files are
                held by another program, so that it is gone from the trash but not yet from the disk.
        """
        doomed = self._folder / f"{_PURGING}{secrets.token_hex(4)}"
        _move(folder, doomed)
        try:
            _erase(doomed)
        except OSError as error:
            raise EnvironmentFailedError("not_erased") from error

    def sweep(self, now: dt.datetime) -> None:
        """End what was interrupted, date what has no date, and purge what is there for too long.

        What cannot be done now is left for the next time.
        """
        for path in self._folders():
            with contextlib.suppress(FichasError, OSError):
                if path.name.startswith(_PURGING):
                    _erase(path)
                elif path.name.startswith(_RESTORING):
                    self.purge(path)
        for entry in self.entries():
            with contextlib.suppress(FichasError):
                if is_expired(entry, now):
                    self.purge(self.folder(entry))
                elif entry.since is None and now >= EARLIEST:
                    name = entry_name(entry.draft_id, now, is_deletion=False)
                    _move(self.folder(entry), self._folder / name)

    def _folders(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        with explained(self._folder):
            return list(self._folder.iterdir())


def _move(source: Path, target: Path) -> None:
    if not source.is_dir():
        raise InputError("no_such_draft")
    make_folder(target.parent)
    with explained(target):
        replace_retrying(source, target)
        sync_folder(source.parent)
        if target.parent != source.parent:
            sync_folder(target.parent)


def _erase(folder: Path) -> None:
    remove_tree_retrying(folder)
    sync_folder(folder.parent)
