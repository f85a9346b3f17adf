"""Files that are whole or absent: temporary file, fsync, atomic replace, fsync of the folder.

Own code because no maintained library in our licence range also syncs the folder and keeps modes 0600;
``tests/test_durable_file.py`` shows what it promises.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from fichas_desktop.errors import EnvironmentFailedError

_FULL = (errno.ENOSPC, errno.EDQUOT)

# what network file systems say that cannot sync a folder
_UNSYNCED = (
    errno.EINVAL,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.EBADF,
    errno.ENOSYS,
    errno.EACCES,
    errno.EPERM,
)

# Windows: access denied, sharing violation, lock violation; virus scanners and indexers hold files so
_HELD = (5, 32, 33)
_RETRIES = 9
_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 0.5

_TEMPORARY = r"\.[0-9a-f]{16}\.tmp"
"""Names of the temporary files, which nobody else gives."""

_YOUNG = 60
"""Seconds in which a temporary file may still be in use."""

Result = TypeVar("Result")


def write_durably(path: Path, data: bytes, check: Callable[[], None] | None = None) -> None:
    """Replace ``path`` with ``data``; when this returns, the bytes survive a power cut.

    The file gets mode 0600. Whatever happens, the old content or the new one stands at ``path``, and no
    temporary file is left.

    Args:
        path: What is replaced; its folder exists.
        data: The new content.
        check: Asked at the last moment; what it raises keeps the old content.

    Raises:
        EnvironmentFailedError: ``disk_full``, ``folder_missing`` or ``not_writable``.
    """
    with explained(path):
        temporary = write_beside(path, data)
        try:
            if check is not None:
                check()
            replace_retrying(temporary, path)
        except (OSError, EnvironmentFailedError):
            _let_go(temporary)
            raise
        sync_folder(path.parent)


def replace_retrying(source: Path, target: Path) -> None:
    """Rename a file over another, waiting for Windows programs that hold one of them for a moment.

    Raises:
        OSError: As the system says, at once or after about three seconds of sharing violations.
    """
    retrying(lambda: os.replace(source, target))  # noqa: PTH105 - the atomic replace is the point


def read_retrying(path: Path) -> bytes:
    """Return a file's bytes, waiting as :func:`replace_retrying` does; OSError as the system says."""
    return retrying(path.read_bytes)


def remove_retrying(path: Path) -> None:
    """Delete a file, which may be gone already, waiting as :func:`replace_retrying` does.

    Raises:
        OSError: As the system says.
    """
    retrying(lambda: path.unlink(missing_ok=True))


def remove_tree_retrying(folder: Path) -> None:
    """Delete a folder with all that is in it, waiting as :func:`replace_retrying` does.

    What another program deletes meanwhile is gone as wanted.

    Raises:
        OSError: As the system says; what was not deleted by then stays.
    """

    def go_on(
        _function: object, _path: str, failure: tuple[type[BaseException], BaseException, object]
    ) -> None:
        if not isinstance(failure[1], FileNotFoundError):
            raise failure[1]

    retrying(lambda: shutil.rmtree(folder, onerror=go_on))


def retrying(action: Callable[[], Result]) -> Result:
    """Do something with a file that Windows programs may hold for a moment.

    Raises:
        OSError: As :func:`replace_retrying`.
    """
    pause = _FIRST_PAUSE
    for _ in range(_RETRIES):
        try:
            return action()
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
    return action()


def write_beside(path: Path, data: bytes, mode: int = 0o600) -> Path:
    """Write ``data`` durably into a new hidden file in the folder of ``path`` and return that file.

    Raises:
        OSError: As the system says; the file is removed then.
    """
    temporary = path.parent / f".{os.urandom(8).hex()}.tmp"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        _let_go(temporary)
        raise
    return temporary


def remove_leftovers(folder: Path, young: float = _YOUNG) -> None:
    """Delete the temporary files of this program that were left in ``folder`` when it was killed.

    Args:
        folder: Where to look; not below it.
        young: Those of so many last seconds stay: another window may be writing them.
    """
    oldest = time.time() - young
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if re.fullmatch(_TEMPORARY, path.name) is not None:
                with contextlib.suppress(OSError):
                    if path.stat().st_mtime < oldest:
                        path.unlink()


def _let_go(temporary: Path) -> None:
    with contextlib.suppress(OSError):  # the error that led here is the one to tell
        remove_retrying(temporary)


def sync_folder(folder: Path) -> None:
    """Make renames in ``folder`` durable; a no-op where the system cannot (Windows)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _UNSYNCED:
            raise
    finally:
        os.close(descriptor)


def make_folder(folder: Path, mode: int = 0o700) -> None:
    """Create ``folder`` with its parents, for this person alone unless ``mode`` says otherwise.

    Raises:
        EnvironmentFailedError: As :func:`write_durably`, and ``not_a_folder``.
    """
    with explained(folder):
        missing = [part for part in (folder, *folder.parents) if not part.exists()]
        for part in reversed(missing):
            part.mkdir(mode=mode, exist_ok=True)
            sync_folder(part.parent)  # else what is written into it may vanish with it in a power cut
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "not a folder", str(folder))


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the system's error about ``path`` into one with a code that has a sentence.

    Raises:
        EnvironmentFailedError: ``disk_full``, ``not_a_folder``, ``folder_missing``, ``name_too_long`` or
            ``not_writable``; ``folder`` names the folder, or the path that is too long.
    """
    try:
        yield
    except OSError as error:
        folder = str(path.parent)
        if error.errno in _FULL:
            raise EnvironmentFailedError("disk_full", folder=folder) from error
        if error.errno in (errno.ENOTDIR, errno.EEXIST):
            raise EnvironmentFailedError("not_a_folder", folder=str(path)) from error
        if error.errno == errno.ENOENT:
            raise EnvironmentFailedError("folder_missing", folder=folder) from error
        if error.errno == errno.ENAMETOOLONG:
            raise EnvironmentFailedError("name_too_long", folder=str(path)) from error
        raise EnvironmentFailedError("not_writable", folder=folder) from error
