"""The annexes in a draft's folder, ``files/<sha256>``: kept by content, dropped when nothing names them."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import re
from pathlib import Path

from fichas_desktop.durable_file import make_folder, read_retrying, remove_retrying, write_durably
from fichas_desktop.errors import InputError
from fichas_desktop.storage.draft_folders import FILE, FILES, JOURNALS, VERSIONS
from fichas_desktop.storage.quarantine import FOLDER as QUARANTINE
from fichas_desktop.storage.sealed_file import read_sealed
from fichas_desktop.storage.versions import read_version, versions

UNUSED_AFTER = dt.timedelta(days=1)
"""An annex that nothing names stays this long after it was last added."""

_SHA256 = re.compile(rb"[0-9a-f]{64}")


def keep_file(folder: Path, data: bytes) -> str:
    """Keep an annex of the draft in a folder, once for each content, and return its SHA-256.

    Raises:
        EnvironmentFailedError: As :func:`fichas_desktop.durable_file.write_durably`.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    path = folder / FILES / sha256
    if read_file(folder, sha256) is None:
        make_folder(path.parent)
        write_durably(path, data)
    else:
        with contextlib.suppress(OSError):  # added again just now: its day begins anew
            os.utime(path)
    return sha256


def read_file(folder: Path, sha256: str) -> bytes | None:
    """Return the bytes of an annex, or None when they are missing or altered."""
    try:
        data = read_retrying(folder / FILES / sha256)
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def drop_unused(folder: Path, now: dt.datetime) -> tuple[str, ...]:
    """Delete the annexes that neither the draft nor anything from which it may come back names.

    Whoever calls holds the draft's lock. Names are looked for in the bytes of checkpoint, journals and
    versions, so that no older state has to be understood. Where any of these is damaged, or once was,
    everything stays.

    Returns:
        The hashes that were deleted.
    """
    oldest = (now - UNUSED_AFTER).timestamp()
    try:
        unused = {path.name: path for path in (folder / FILES).iterdir() if _is_old(path, oldest)}
        if not unused or (folder / QUARANTINE).exists():
            return ()
        read_sealed(folder / FILE)
        for path in (folder / FILE, *folder.glob(JOURNALS)):
            _take_out_named(unused, path)
        for version in versions(folder) if unused else ():
            read_version(folder, version.name)
            _take_out_named(unused, folder / VERSIONS / version.name)
        for path in unused.values():
            if _is_old(path, oldest):
                remove_retrying(path)
    except (OSError, InputError):
        return ()
    return tuple(sorted(unused))


def _is_old(path: Path, oldest: float) -> bool:
    return _SHA256.fullmatch(os.fsencode(path.name)) is not None and path.stat().st_mtime < oldest


def _take_out_named(unused: dict[str, Path], path: Path) -> None:
    for name in _SHA256.findall(read_retrying(path)):
        unused.pop(name.decode(), None)
