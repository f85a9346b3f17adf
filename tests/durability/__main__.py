"""The long run of the durability harnesses, at most a few minutes.

Run: ``python -m tests.durability [--kills 200] [--cuts 40] [--mutations 500] [--pairs 300] [--races 100]``

- ``--kills``: a child that saves, notes typing and attaches files is killed (SIGKILL) at random times;
  and one that deletes, restores and purges drafts.
- ``--cuts``: the same child on ext4 in a loop file, which is cut off without flushing (EXT4_IOC_SHUTDOWN).
  Needs root and loop devices; where they are not to be had the reason is printed.
- ``--mutations``, ``--pairs``: one file, two files of a draft are damaged and the draft is opened.
- ``--races``: two processes without a lock save one draft at the same instant; with it, one is refused.
- a disk of 2 MB fills up, once pretended and once, with root, as a tmpfs.

Prints a line a harness; the exit code is 1 when one of them lost or broke something.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.durability import crashes, full_disk, mutations, trash, two_writers


def main(arguments: list[str]) -> int:
    """Run every harness."""
    parser = argparse.ArgumentParser(prog="python -m tests.durability")
    for name, count in (("kills", 200), ("cuts", 40), ("mutations", 500), ("pairs", 300), ("races", 100)):
        parser.add_argument(f"--{name}", type=int, default=count)
    counts = parser.parse_args(arguments)
    passed = [
        _in_scratch(lambda folder: _killed(folder, counts.kills)),
        _in_scratch(lambda folder: _killed_in_trash(folder, counts.kills)),
        _in_scratch(lambda _folder: _cut(counts.cuts)),
        _in_scratch(lambda folder: _mutated(folder, counts.mutations, 1)),
        _in_scratch(lambda folder: _mutated(folder, counts.pairs, 2)),
        _in_scratch(_filled),
        _in_scratch(lambda folder: _raced(folder, counts.races)),
        _in_scratch(lambda folder: _refused(folder, counts.races)),
    ]
    return 0 if all(passed) else 1


def _in_scratch(harness: Callable[[Path], bool]) -> bool:
    with tempfile.TemporaryDirectory() as scratch:
        return harness(Path(scratch))


def _killed(folder: Path, kills: int) -> bool:
    result = crashes.kill(folder, kills)
    _tell("kill -9", result)
    return result.is_good


def _killed_in_trash(folder: Path, kills: int) -> bool:
    result = trash.kill(folder, kills)
    _tell("kill -9 in the trash", result)
    return result.is_good


def _cut(cuts: int) -> bool:
    try:
        result = crashes.cut_power(cuts)
    except subprocess.CalledProcessError as error:
        _tell("power cut", f"not run: {' '.join(map(str, error.cmd))}: {error.stderr.decode().strip()}")
        return True
    except FileNotFoundError as error:
        _tell("power cut", f"not run: there is no {error.filename}")
        return True
    _tell("power cut", result)
    return result.is_good


def _mutated(folder: Path, rounds: int, files: int) -> bool:
    result = mutations.mutate(folder, rounds, files)
    _tell(f"{files} damaged", result)
    return result.wrong == 0 and (files > 1 or result.newest == rounds)


def _filled(folder: Path) -> bool:
    with full_disk.pretended_disk(folder) as in_use:
        result = full_disk.fill(folder, in_use)
    _tell("full disk, pretended", result)
    good = result.is_good
    real = folder / "real"
    real.mkdir()
    if not full_disk.can_mount(real):
        _tell("full disk, tmpfs", "not run: nobody may mount here")
        return good
    with full_disk.real_disk(real) as in_use:
        result = full_disk.fill(real, in_use)
    _tell("full disk, tmpfs", result)
    return good and result.is_good


def _raced(folder: Path, rounds: int) -> bool:
    result = two_writers.race(folder, rounds)
    _tell("two writers, no lock", dict(sorted(result.items())))
    return not two_writers.gone(result)


def _refused(folder: Path, rounds: int) -> bool:
    result = two_writers.refuse(folder, rounds)
    _tell("two writers, lock", dict(result))
    return dict(result) == {"refused, owner named": rounds, "taken over": rounds}


def _tell(harness: str, result: object) -> None:
    print(f"{harness}: {result}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
