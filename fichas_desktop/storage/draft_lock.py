"""One writer per draft: a lock of the operating system and a note on who holds it.

The kernel frees the lock when its process dies, so that a dead owner's lock is simply taken; the note only
makes the sentence for those who come second.
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
from fichas_desktop.durable_file import explained, make_folder, read_retrying, remove_retrying
from fichas_desktop.storage.draft_folders import LOCK, OWNER_NOTE
from fichas_desktop.storage.lock_owner import LockOwner


class DraftLock:
    """The lock of one draft's folder.

    Args:
        folder: The draft's folder, made when it is missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # a soft lock would stay behind after a crash: the operating system's own, or none
        self._lock = FileLock(
            folder / LOCK, timeout=0, mode=0o600, thread_local=False, fallback_to_soft=False
        )

    @property
    def is_held(self) -> bool:
        """True while this object holds the lock."""
        return self._lock.is_locked

    def acquire(self, now: dt.datetime) -> bool:
        """Take the lock and leave a note; False when another process or window holds it.

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
        with contextlib.suppress(OSError):  # the note is a courtesy, the lock is what counts
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(self._folder / OWNER_NOTE, flags, 0o600), "wb") as file:
                file.write(pretty_bytes(to_json(owner)))
        return True

    def release(self) -> None:
        """Give the lock back; nothing happens when it is not held."""
        if self._lock.is_locked:
            with contextlib.suppress(OSError):
                # left behind it would look like an abnormal end
                remove_retrying(self._folder / OWNER_NOTE)
            self._lock.release()

    def owner(self) -> LockOwner | None:
        """Return what the note says of the owner, None when it says nothing readable."""
        try:
            return msgspec.convert(json.loads(read_retrying(self._folder / OWNER_NOTE)), LockOwner)
        except (OSError, ValueError, msgspec.ValidationError):
            return None
