"""Time until the list of drafts is painted with 10,000 drafts, against 10; and of the look behind it.

Each run is a fresh process on kept drafts: what counts begins with the window and ends with the first painted
list, its modules imported, in the order in which the program does it. Then the same process tells how long
the look at all drafts took in the background and the longest time in which the window answered nothing.

Run: ``python -m tests.benchmarks.list_ratio``.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from msgspec import structs

from fichas_desktop.codec.draft import encode_draft
from fichas_desktop.services.program import Program
from fichas_desktop.storage import journal
from fichas_desktop.storage.sealed_file import mark_of, sealed
from tests.builders import draft_id
from tests.ui.programs import keep_example, shipped_program

RUNS = 11
FEW, MANY = 10, 10_000
GOAL = 2.0
LONGEST_GAP_MS = 50
PROBE = """
import gc, json, os, sys, time
gc.disable()
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView
from fichas_desktop import app
from fichas_desktop.services.program import Program
from fichas_desktop.ui.after_paint import AfterFirstPaint
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.main_window import MainWindow

application = app.make_application()
program = Program(Path(sys.argv[1]))
begin = time.perf_counter()
window = MainWindow(program, Dialogs())
app.show_first(window, program, None)
AfterFirstPaint(window.pages, gc.enable)
found = {"gap": 0.0}

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, begin_to_watch)
        return False

def begin_to_watch():
    found["painted"] = found["last"] = time.perf_counter()
    found["first_rows"] = len(window.flows.drafts_page.cards.rows.shown)
    ticks.start(2)
    if sys.argv[2] == "paint":
        end()

def tick():
    now = time.perf_counter()
    found["gap"] = max(found["gap"], now - found["last"])
    found["last"] = now
    if "checked" in found:
        end()

def end():
    print(json.dumps({
        "paint": found["painted"] - begin,
        "check": time.perf_counter() - found["painted"],
        "gap": found["gap"],
        "first_rows": found["first_rows"],
        "rows": len(window.flows.drafts_page.cards.rows.shown),
    }), flush=True)
    os._exit(0)

write = program.drafts.listed.write

def watched_write():
    # the last thing that the look at the drafts does
    write()
    found["checked"] = True

program.drafts.listed.write = watched_write
painted = Painted()
window.flows.drafts_page.cards.viewport().installEventFilter(painted)
ticks = QTimer()
ticks.timeout.connect(tick)
window.show()
application.exec()
"""


def keep_drafts(folder: Path, count: int) -> None:
    """Keep copies of the shipped example under other ids and titles, in the very files of the store."""
    program = shipped_program(folder)
    example = keep_example(program)
    source = program.drafts.load(example)
    form = program.catalog.get(source.form.code, source.form.version)
    program.trash.purge(program.drafts.move_to_trash(example))
    for number in range(1, count + 1):
        answers = source.answers.with_answer(form.title_field, f"Práctica {number:05d} de ensayo en la plaza")
        document = encode_draft(form, structs.replace(source, id=draft_id(number), answers=answers))
        own = folder / "drafts" / draft_id(number)
        own.mkdir(parents=True)
        (own / "draft.json").write_bytes(sealed(document, 1))
        line = journal.line_of(journal.snapshot(document, 1, "", mark_of(document)))
        (own / "journal-00000001.jl").write_bytes(line)
    program.close()


def run(folder: Path, until: str) -> dict[str, float]:
    """Return what one fresh process measured; ``until`` is ``paint`` or ``check``."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(folder), until],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> float:
    """Print the ratio of the two lists, then how long the looks behind the large one take."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("FICHAS_BENCHMARK_FOLDER")) as scratch:
        folders = {count: Path(scratch) / str(count) for count in (FEW, MANY)}
        for count, folder in folders.items():
            keep_drafts(folder, count)
        rebuilt = run(folders[MANY], "check")
        for folder in folders.values():
            Program(folder).drafts.summaries()
        times: dict[int, list[float]] = {count: [] for count in folders}
        for _ in range(RUNS):
            for count, folder in folders.items():
                times[count].append(run(folder, "paint")["paint"])
        checked = [run(folders[MANY], "check") for _ in range(3)]
        begin = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "fichas_desktop", "--datos", str(folders[MANY]), "borradores"],
            check=True,
            capture_output=True,
        )
        listed = time.perf_counter() - begin
    few, many = (statistics.median(times[count]) for count in (FEW, MANY))
    ratio = many / few
    gap = max(one["gap"] for one in checked)
    print(
        f"list painted: {FEW} drafts {few * 1000:.0f} ms, {MANY} drafts {many * 1000:.0f} ms, "
        f"ratio {ratio:.2f} (goal {GOAL})"
    )
    print(
        f"look at {MANY} drafts in the background: "
        f"{statistics.median(one['check'] for one in checked):.2f} s, "
        f"longest gap of the window {gap * 1000:.0f} ms (goal {LONGEST_GAP_MS}); without index "
        f"{rebuilt['check']:.1f} s, {rebuilt['gap'] * 1000:.0f} ms, {rebuilt['rows']:.0f} rows; "
        f"`borradores` {listed:.2f} s"
    )
    return ratio


if __name__ == "__main__":
    main()
