"""A disk that fills up: a tmpfs of 2 MB where the machine lets us mount one, and one that is pretended."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

from msgspec import Struct

from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.messages import error_sentence
from tests.durability.workload import DRAFT_ID, number_of, numbered, open_store, temporary_files

ROOM = 2 * 1024 * 1024


class FullDisk(Struct):
    """What was found.

    Attributes:
        saved: Saves without trouble.
        warned: Saves that were durable in one place and said so.
        refused: Saves that failed.
        sentences: What a person reads of it.
        lost: Saves that were acknowledged and not there while the disk was full, or after.
        leftovers: Temporary files.
    """

    saved: int = 0
    warned: int = 0
    refused: int = 0
    sentences: frozenset[str] = frozenset()
    lost: int = 0
    leftovers: int = 0

    @property
    def is_good(self) -> bool:
        return bool(self.saved and self.refused and self.sentences) and not (self.lost or self.leftovers)


def fill(folder: Path, in_use: Callable[[], int]) -> FullDisk:
    """Save, with a growing file beside the drafts, until several saves in a row fail."""
    store, result = open_store(folder / "datos"), FullDisk()
    last = 0
    filler = folder / "filler"
    store.save(numbered(0))
    number = failed = 0
    while failed < 6:
        number += 1
        room = ROOM - in_use()
        with contextlib.suppress(OSError), filler.open("ab") as file:
            file.write(b"x" * min(30_000, max(room - number * 100 % 4000, 0)))
        try:
            trouble = store.save(numbered(number)).trouble
        except EnvironmentFailedError as error:
            result.refused += 1
            failed += 1
            result.sentences |= {error_sentence(error)}
        else:
            last, failed = number, 0
            result.warned += bool(trouble)
            result.saved += not trouble
    result.lost += _is_lost(folder, last)
    result.leftovers = len(temporary_files(folder))
    filler.unlink()
    result.lost += _is_lost(folder, last)
    store.save(numbered(number + 1))
    result.lost += _is_lost(folder, number + 1)
    store.close(DRAFT_ID)
    return result


def _is_lost(folder: Path, last: int) -> bool:
    number = number_of(open_store(folder / "datos").load(DRAFT_ID))
    return number is None or number < last


@contextlib.contextmanager
def real_disk(folder: Path) -> Iterator[Callable[[], int]]:
    """Mount a small tmpfs on a folder.

    Raises:
        subprocess.CalledProcessError: This machine lets nobody mount.
    """
    command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "none", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    try:
        yield lambda: ROOM - os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True, capture_output=True)


@contextlib.contextmanager
def pretended_disk(folder: Path) -> Iterator[Callable[[], int]]:
    """Pretend that a folder's disk is small: as on a network share, syncing says that it is full."""
    real_sync = os.fsync

    def in_use() -> int:
        return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

    def fsync(descriptor: int) -> None:
        if in_use() > ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real_sync(descriptor)

    with patch("os.fsync", fsync):
        yield in_use


def can_mount(folder: Path) -> bool:
    """Tell whether this machine lets us mount."""
    try:
        with real_disk(folder):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False
