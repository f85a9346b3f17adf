"""Files that are whole or absent: temporary file, fsync, atomic replace, fsync of the folder.

Own code because no maintained library in our licence range also syncs the folder and keeps modes 0600;
``tests/test_durable_file.py`` shows what it promises.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from fichas_desktop.errors import EnvironmentFailedError

_FULL = (errno.ENOSPC, errno.EDQUOT)


def write_durably(path: Path, data: bytes) -> None:
    """Replace ``path`` with ``data``; when this returns, the bytes survive a power cut.

    The file gets mode 0600. Whatever happens, the old content or the new one stands at ``path``, and no
    temporary file is left.

    Raises:
        EnvironmentFailedError: ``disk_full``, ``folder_missing`` or ``not_writable``.
    """
    with explained(path):
        temporary = write_beside(path, data)
        try:
            os.replace(temporary, path)  # noqa: PTH105 - the atomic replace is the point
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


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
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def sync_folder(folder: Path) -> None:
    """Make renames in ``folder`` durable; a no-op where the system cannot (Windows)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network file systems refuse it
            os.fsync(descriptor)
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
            ``not_writable``; ``folder`` names the folder.
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
            raise EnvironmentFailedError("name_too_long", folder=folder) from error
        raise EnvironmentFailedError("not_writable", folder=folder) from error
