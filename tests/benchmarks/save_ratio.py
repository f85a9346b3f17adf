"""Time of saving a draft, against a floor that only writes the same bytes durably.

The floor is a temporary file, fsync, rename, fsync of the folder. Beside it, in the same run and in turns: a
draft of which one field was typed, a stock TinyDB that keeps all drafts in one file, and SQLite (WAL, FULL).

Run: ``python -m tests.benchmarks.save_ratio [--all]``; ``--all`` goes up to 10,000 drafts.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import structs
from tinydb import TinyDB
from tinydb.table import Document

from fichas_desktop.codec.draft import encode_draft
from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.rich_text import Block, BlockKind, RichText, Run
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from tests.builders import complete_answers, draft_id, draft_of, synthetic_catalog, synthetic_form

GOAL = 3.0
ROUNDS = 60
STOCK_ROUNDS = {10: 60, 100: 30, 1_000: 6, 10_000: 2}
FORM = synthetic_form()
WORDS = (
    "práctica",
    "vereda",
    "municipio",
    "señal",
    "acción",
    "niñez",
    "año",
    "corazón",
    "según",
    "comunidad",
)


def draft(number: int, turn: int, *, typed: bool = False) -> Draft:
    """Return a draft of about 20 kB; each turn all its long texts differ, or one line only."""
    source = random.Random(number if typed else (number + 1) * 10_007 + turn)
    answers = complete_answers().with_answer("sede", f"Sede {turn}")
    for key in ("resumen", "hallazgos"):
        words = " ".join(source.choices(WORDS, k=1_150))
        answers = answers.with_answer(key, RichText((Block(BlockKind.PARAGRAPH, 0, 0, (Run(words),)),)))
    return structs.replace(draft_of(answers), id=draft_id(number + 1))


class Arms:
    """Everything that is measured, on one disk, with so many drafts."""

    def __init__(self, folder: Path, drafts: int) -> None:
        self.folder = folder
        self.store = TinyDbDraftStore(folder / "datos", synthetic_catalog())
        self.turn = 0
        first = encode_draft(FORM, draft(0, 0))
        for number in range(drafts):
            # the same texts under every id: what is measured does not look at them
            self.store.save(structs.replace(draft(0, 0), id=draft_id(number + 1)))
            self.store.close(draft_id(number + 1))
        self.store.open(draft_id(1))
        self.bytes = (folder / "datos" / "drafts" / draft_id(1) / "draft.json").read_bytes()
        tables = {"draft": {str(number): first for number in range(1, drafts + 1)}}
        (folder / "stock.json").write_text(json.dumps(tables), encoding="utf-8")
        self.stock = TinyDB(folder / "stock.json")
        self.database = sqlite3.connect(folder / "drafts.sqlite", isolation_level=None)
        self.database.execute("pragma journal_mode=wal")
        self.database.execute("pragma synchronous=full")
        self.database.execute("create table draft (id integer primary key, document text)")
        rows = ((number, json.dumps(first)) for number in range(drafts))
        self.database.execute("begin")
        self.database.executemany("insert into draft values (?, ?)", rows)
        self.database.execute("commit")

    def floor(self) -> Callable[[], object]:
        target, temporary = self.folder / "floor", self.folder / "floor.tmp"

        def write() -> None:
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            os.write(descriptor, self.bytes)
            os.fsync(descriptor)
            os.close(descriptor)
            os.replace(temporary, target)  # noqa: PTH105 - the floor is the plain call
            descriptor = os.open(self.folder, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)

        return write

    def save(self) -> Callable[[], object]:
        changed = draft(0, self._next())
        return lambda: self.store.save(changed)

    def save_typed(self) -> Callable[[], object]:
        changed = draft(0, self._next(), typed=True)
        self.store.save(changed)
        typed = structs.replace(changed, answers=changed.answers.with_answer("sede", f"Otra {self.turn}"))
        return lambda: self.store.save(typed)

    def note_typed(self) -> Callable[[], object]:
        changed = draft(0, self._next(), typed=True)
        self.store.save(changed)
        typed = structs.replace(changed, answers=changed.answers.with_answer("sede", f"Otra {self.turn}"))
        return lambda: self.store.note(typed)

    def stock_tinydb(self) -> Callable[[], object]:
        document = Document(encode_draft(FORM, draft(0, self._next())), doc_id=1)
        return lambda: self.stock.table("draft").upsert(document)

    def sqlite_full(self) -> Callable[[], object]:
        changed = draft(0, self._next())
        statement = "insert or replace into draft values (0, ?)"
        return lambda: self.database.execute(statement, (json.dumps(encode_draft(FORM, changed)),))

    def close(self) -> None:
        self.store.close(draft_id(1))
        self.stock.close()
        self.database.close()

    def _next(self) -> int:
        self.turn += 1
        return self.turn


def measure(
    arms: Mapping[str, Callable[[], Callable[[], object]]], rounds: Mapping[str, int]
) -> dict[str, float]:
    """Return the median seconds of each arm, run in turns in a random order."""
    times: dict[str, list[float]] = {name: [] for name in arms}
    source = random.Random(3)
    for turn in range(max(rounds.values())):
        names = [name for name in arms if turn < rounds[name]]
        for name in source.sample(names, len(names)):
            run = arms[name]()
            begin = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - begin)
    return {name: statistics.median(found) for name, found in times.items()}


def main(*, up_to: int = 1_000) -> float:
    """Print a line a number of drafts; return the largest ratio of a save to the floor."""
    worst = 0.0
    for drafts in (count for count in STOCK_ROUNDS if count <= up_to):
        with tempfile.TemporaryDirectory(dir=os.environ.get("FICHAS_BENCHMARK_FOLDER")) as scratch:
            arms = Arms(Path(scratch), drafts)
            named = {
                "floor": arms.floor,
                "save": arms.save,
                "one line typed and saved": arms.save_typed,
                "one line noted": arms.note_typed,
                "stock TinyDB": arms.stock_tinydb,
                "SQLite WAL FULL": arms.sqlite_full,
            }
            rounds = dict.fromkeys(named, ROUNDS) | {"stock TinyDB": STOCK_ROUNDS[drafts]}
            found = measure(named, rounds)
            arms.close()
        floor = found.pop("floor")
        worst = max(worst, found["save"] / floor)
        ratios = ", ".join(f"{name} {time_ / floor:.1f}" for name, time_ in found.items())
        size = len(arms.bytes) / 1000
        print(f"save of {size:.0f} kB among {drafts} drafts: floor {floor * 1000:.2f} ms; ratios: {ratios}")
    print(f"largest ratio of a save {worst:.2f} (goal: at most {GOAL})")
    return worst


if __name__ == "__main__":
    main(up_to=10_000 if "--all" in sys.argv[1:] else 1_000)
