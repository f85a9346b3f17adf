"""One writer per draft: a lock of the operating system, a note on who holds it, a marker for the next start.

The kernel frees the lock when its process dies, so that a dead owner's lock is simply taken; the note only
makes the sentence for those who come second. The marker ``open/<id>`` is what a writer leaves behind that did
not end as it should: the next start finds it without looking into every draft.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import json
import os
import platform
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from fichas_desktop.codec.json_text import pretty_bytes, to_json
from fichas_desktop.durable_file import explained, make_folder, read_retrying, remove_retrying, sync_folder
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.storage.draft_folders import LOCK, OPEN, OWNER_NOTE
from fichas_desktop.storage.lock_owner import LockOwner


class DraftLock:
    """The lock of one draft's folder.

    Args:
        folder: The draft's folder ``<datos>/drafts/<id>``, made when it is missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._marker = folder.parent.parent / OPEN / folder.name
        # a soft lock would stay behind after a crash: the operating system's own, or none
        self._lock = FileLock(
            folder / LOCK, timeout=0, mode=0o600, thread_local=False, fallback_to_soft=False
        )

    @property
    def is_held(self) -> bool:
        """True while this object holds the lock."""
        return self._lock.is_locked

    def acquire(self, now: dt.datetime) -> bool:
        """Take the lock and leave marker and note; False when another process or window holds it.

        Raises:
            EnvironmentFailedError: The folder takes no lock file.
        """
        make_folder(self._folder)
        with explained(self._folder / LOCK):
            try:
                self._lock.acquire()
            except Timeout:
                return False
            except NotImplementedError as error:  # a file system without locks
                raise OSError(errno.ENOSYS, "no locks") from error
        owner = LockOwner(platform.node(), os.getpid(), now)
        # marker and note are courtesies, the lock is what counts
        with contextlib.suppress(OSError, EnvironmentFailedError):
            make_folder(self._marker.parent)
            _write_plainly(self._marker, b"")
            sync_folder(self._marker.parent)
        with contextlib.suppress(OSError):
            _write_plainly(self._folder / OWNER_NOTE, pretty_bytes(to_json(owner)))
        return True

    def release(self) -> None:
        """Give the lock back; nothing happens when it is not held."""
        if self._lock.is_locked:
            for courtesy in (self._folder / OWNER_NOTE, self._marker):
                with contextlib.suppress(OSError):
                    # left behind it would look like an abnormal end
                    remove_retrying(courtesy)
            self._lock.release()

    def owner(self) -> LockOwner | None:
        """Return what the note says of the owner, None when it says nothing readable."""
        try:
            return msgspec.convert(json.loads(read_retrying(self._folder / OWNER_NOTE)), LockOwner)
        except (OSError, ValueError, msgspec.ValidationError):
            return None


def _write_plainly(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(data)
