"""A real child that writes drafts is killed, or its disk is cut off, at random times."""

from __future__ import annotations

import fcntl
import os
import random
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from fichas_desktop.errors import FichasError
from tests.builders import ROOT
from tests.durability.workload import (
    DRAFT_ID,
    attachment_bytes,
    faulty_files,
    number_of,
    numbered,
    open_store,
)

_SHUTDOWN = 0x8004587D
_NO_LOG_FLUSH = 2
_LONGEST = 0.15


class Crashes(Struct):
    """What was found after all crashes.

    Attributes:
        acknowledged: Saves, notes and files of which the child said that they are durable.
        lost: Of these, how many were not there.
        unreadable: How many times no draft, or one that was never written, was there.
        faulty: Attachments under a name that is not theirs, or named and not there.
        largest: Bytes of draft, journal and versions at most.
    """

    crashes: int = 0
    acknowledged: int = 0
    lost: int = 0
    unreadable: int = 0
    faulty: int = 0
    largest: int = 0

    @property
    def is_good(self) -> bool:
        return not self.lost and not self.unreadable and not self.faulty and self.acknowledged > 0


def begin(data_folder: Path) -> None:
    store = open_store(data_folder)
    store.add_file(DRAFT_ID, attachment_bytes(0))
    store.save(numbered(0))
    store.close(DRAFT_ID)


def write_until_crash(data_folder: Path, pause: float, cut: Callable[[], None] | None) -> list[int]:
    """Let a child write for a while, crash it, and return the numbers that it acknowledged."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.durability.writer", str(data_folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=environment,
    ) as child:
        assert child.stdout is not None
        told = child.stdout.readline().removeprefix(b"opened ")
        time.sleep(pause)
        if cut is not None:
            # what is told while the disk is being cut off may be an answer that holds no longer
            os.set_blocking(child.stdout.fileno(), False)
            told += child.stdout.read() or b""
            cut()
        child.send_signal(signal.SIGKILL)
        child.wait()
        if cut is None:
            told += child.stdout.read()
    return [int(line) for line in told.split(b"\n")[:-1] if line]


def check(data_folder: Path, acknowledged: list[int], result: Crashes) -> None:
    result.crashes += 1
    result.acknowledged += len(acknowledged)
    result.faulty += len(list(faulty_files(data_folder)))
    folder = data_folder / "drafts" / DRAFT_ID
    texts = (path for path in folder.rglob("*.j*") if path.is_file())
    result.largest = max(result.largest, sum(path.stat().st_size for path in texts))
    store = open_store(data_folder)
    try:
        number = number_of(store.load(DRAFT_ID))
    except FichasError:
        number = None
    if number is None or not acknowledged:
        result.unreadable += 1
    elif number < acknowledged[-1]:
        result.lost += acknowledged[-1] - number
    else:
        files = numbered(number).answers.files()
        result.faulty += sum(store.read_file(DRAFT_ID, file.sha256) is None for file in files)


def kill(data_folder: Path, kills: int, seed: int = 7) -> Crashes:
    """Kill a writing child (SIGKILL) so many times."""
    source, result = random.Random(seed), Crashes()
    begin(data_folder)
    for _ in range(kills):
        acknowledged = write_until_crash(data_folder, source.uniform(0, _LONGEST), None)
        check(data_folder, acknowledged, result)
    return result


def cut_power(cuts: int, seed: int = 7) -> Crashes:
    """Cut the disk of a writing child: ext4 in a loop file forgets all that was not flushed.

    Raises:
        subprocess.CalledProcessError: This machine lets nobody mount a loop file.
    """
    source, result = random.Random(seed), Crashes()
    with tempfile.TemporaryDirectory() as scratch:
        image, disk = Path(scratch) / "disk.img", Path(scratch) / "disk"
        disk.mkdir()
        _run("truncate", "-s", "128M", image)
        _run("mkfs.ext4", "-q", "-F", image)
        _run("mount", "-o", "loop", image, disk)
        try:
            begin(disk / "datos")
            os.sync()
            for _ in range(cuts):
                acknowledged = write_until_crash(
                    disk / "datos", source.uniform(0, _LONGEST), lambda: _shut_down(disk)
                )
                _run("umount", disk)
                _run("mount", "-o", "loop", image, disk)
                check(disk / "datos", acknowledged, result)
        finally:
            _run("umount", disk)
    return result


def _shut_down(disk: Path) -> None:
    descriptor = os.open(disk, os.O_RDONLY)
    try:
        fcntl.ioctl(descriptor, _SHUTDOWN, struct.pack("I", _NO_LOG_FLUSH))
    finally:
        os.close(descriptor)


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True)
