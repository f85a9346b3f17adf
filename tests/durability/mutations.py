"""Files of a draft are damaged, one or two at a time, and the draft is opened again."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from fichas_desktop.errors import InputError
from tests.durability.workload import DRAFT_ID, number_of, numbered, open_store, write

_NEWEST = 23
_UNTOUCHED = {".lock", ".owner.json"}


class Mutations(Struct):
    """What was found.

    Attributes:
        newest: How many times the newest acknowledged draft came back.
        older: How many times an earlier one, or newer and older answers together.
        wrong: How many times an answer was shown that was never written.
        refused: How many times nothing was left to read.
    """

    newest: int = 0
    older: int = 0
    wrong: int = 0
    refused: int = 0


def make_draft(data_folder: Path) -> None:
    """Write a draft in several sessions, so that it has versions and a journal."""
    store = open_store(data_folder)
    store.save(numbered(0))
    for number in range(1, _NEWEST + 1):
        if number % 6 == 0:
            store.close(DRAFT_ID)
            store.open(DRAFT_ID)
        write(store, number)
    store.close(DRAFT_ID)
    assert _NEWEST % 4 == 3, "the last one is saved, not only noted"


def mutated(data: bytes, source: random.Random) -> bytes | None:
    """Return damaged bytes, None for a file that is gone."""
    size = max(len(data), 1)
    place = source.randrange(size)
    damages: tuple[Callable[[], bytes | None], ...] = (
        lambda: None,
        lambda: b"",
        lambda: data[:place],
        lambda: bytes(len(data)),
        lambda: data[:place] + bytes(len(data) - place),
        lambda: source.randbytes(len(data)),
        lambda: data[:place] + source.randbytes(40) + data[place:],
        lambda: data[:place] + data[place + source.randrange(1, 500) :],
        lambda: _flipped(data, [place]),
        lambda: _flipped(data, [source.randrange(size) for _ in range(5)]),
    )
    return source.choice(damages)()


def _flipped(data: bytes, places: list[int]) -> bytes:
    changed = bytearray(data)
    for place in places:
        changed[place] ^= 1 << place % 8
    return bytes(changed)


def mutate(scratch: Path, rounds: int, files: int, seed: int = 11) -> Mutations:
    """Damage so many files of one draft, so many times, each time beginning anew."""
    source, result = random.Random(seed), Mutations()
    whole, damaged = scratch / "whole", scratch / "damaged"
    make_draft(whole)
    answers = {
        key: {repr(numbered(number).answers.get(key)) for number in range(_NEWEST + 1)}
        for key in {key for number in range(_NEWEST + 1) for key in numbered(number).answers}
    }
    for _ in range(rounds):
        shutil.rmtree(damaged, ignore_errors=True)
        shutil.copytree(whole, damaged)
        folder = damaged / "drafts" / DRAFT_ID
        paths = [path for path in folder.rglob("*") if path.is_file() and path.name not in _UNTOUCHED]
        # the two files that everything hangs on are hit more often than chance would
        heavy = [path for path in paths if path.parent == folder]
        chosen = source.sample(heavy if source.random() < 0.6 and len(heavy) >= files else paths, files)
        for path in chosen:
            data = mutated(path.read_bytes(), source)
            path.unlink() if data is None else path.write_bytes(data)
        _judge(damaged, answers, result)
    return result


def _judge(data_folder: Path, answers: dict[str, set[str]], result: Mutations) -> None:
    store = open_store(data_folder)
    try:
        read = store.load(DRAFT_ID)
        opened = store.open(DRAFT_ID).draft
    except InputError:
        result.refused += 1
        return
    if read != opened or any(repr(value) not in answers[key] for key, value in opened.answers.items()):
        result.wrong += 1
    elif number_of(opened) == _NEWEST:
        result.newest += 1
    else:
        result.older += 1
    # and one goes on writing, whatever happened
    assert store.save(numbered(_NEWEST + 1)).trouble == ""
    store.close(DRAFT_ID)
    assert number_of(open_store(data_folder).load(DRAFT_ID)) == _NEWEST + 1
