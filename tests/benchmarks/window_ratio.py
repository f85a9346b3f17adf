"""The window at work: a keystroke in a long text, turning to another section, and memory.

The floor of a keystroke is a plain QTextEdit with the same text in the same process, in turns; that of memory
a bare PySide6 window with one line.

Run: ``python -m tests.benchmarks.window_ratio``.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from fichas_desktop.app import make_application
from fichas_desktop.domain.definition import FieldType
from fichas_desktop.domain.rich_text import from_plain_text
from fichas_desktop.services.program import Program
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.main_window import MainWindow
from tests.benchmarks.start_ratio import BARE

CHARACTERS = 100_000
PARAGRAPH = 500
KEYS = 600
AT_ONCE = 20
TURNS = 6
MEDIAN_GOAL, P95_GOAL, RATIO_GOAL = 5, 16, 1.3
SECTION_GOAL = 100
WORDS = ("práctica", "vereda", "municipio", "señal", "acción", "niñez", "año", "corazón", "según")
RESIDENT = "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmRSS')))"


def main() -> None:
    """Print every figure of this module."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    make_application()
    with tempfile.TemporaryDirectory() as folder:
        measure_keys(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        measure_turning(Path(folder))
    bare = resident(BARE.replace("os._exit(0)", f"(exec({RESIDENT!r}), sys.stdout.flush(), os._exit(0))"))
    ours = resident("from tests.benchmarks.window_ratio import show_resident; show_resident()")
    print(f"memory: bare window {bare} MB, all pages of the long ficha {ours} MB, ratio {ours / bare:.2f}")


def measure_keys(folder: Path) -> None:
    """Print what a keystroke with its painting costs in a long text, beside its floor."""
    program = Program(folder)
    form = program.catalog.latest()
    field = next(field for field in form.fields() if field.type is FieldType.RICH_TEXT)
    session = program.new_session(form)
    paragraphs = long_text()
    session.set_answer(field.key, from_plain_text("\n\n".join(paragraphs)))
    program.drafts.save(session.draft)
    window = MainWindow(program, Dialogs())
    window.flows.open_draft(session.draft.id)
    window.show()
    assert window.view is not None
    window.view.show_field(field.key)
    settle()
    editor = QApplication.focusWidget()
    assert isinstance(editor, QTextEdit)
    plain = QTextEdit()
    plain.setPlainText("\n".join(paragraphs))
    plain.resize(editor.size())
    plain.show()
    settle()
    for one in (editor, plain):
        cursor = one.textCursor()
        cursor.setPosition(CHARACTERS // 2)
        one.setTextCursor(cursor)
    ours: list[float] = []
    ratios: list[float] = []
    for _ in range(KEYS // AT_ONCE):
        medians = []
        for target in (editor, plain):
            target.window().activateWindow()  # whoever is typed into has the keyboard
            target.setFocus()
            settle(0.3)  # a pause, in which what waits for one is done
            times = [key_time(target) for _ in range(AT_ONCE)]
            medians.append(statistics.median(times))
            ours.extend(times if target is editor else ())
        ratios.append(medians[0] / medians[1])
    plain.close()
    window.close()
    p95 = statistics.quantiles(ours, n=20)[-1]
    print(
        f"keystroke at {CHARACTERS:,} characters: "
        f"median {statistics.median(ours):.2f} ms (goal {MEDIAN_GOAL}), "
        f"p95 {p95:.2f} ms (goal {P95_GOAL}), "
        f"as a ratio to a plain QTextEdit in turns of {AT_ONCE} {statistics.median(ratios):.2f} "
        f"(goal {RATIO_GOAL})"
    )


def measure_turning(folder: Path) -> None:
    """Print the times of turning to another section of the long ficha, the first time and again."""
    window = open_long(folder)
    assert window.view is not None
    settle()
    rounds: list[list[float]] = []
    for _ in range(TURNS):
        rounds.append([])
        for row in (*range(1, window.view.review_row + 1), 0):
            begin = time.perf_counter()
            window.view.show_step(row)
            QApplication.processEvents()
            rounds[-1].append((time.perf_counter() - begin) * 1000)
    window.close()
    first, again = rounds[0], [value for one in rounds[1:] for value in one]
    print(
        f"turning to a section of the long ficha: first time median {statistics.median(first):.0f} ms, "
        f"longest {max(first):.0f} ms; again median {statistics.median(again):.0f} ms, "
        f"longest {max(again):.0f} ms (goal {SECTION_GOAL})"
    )


def show_resident() -> None:
    """Open the long ficha, turn all its pages and print the resident memory in kB."""
    make_application()
    with tempfile.TemporaryDirectory() as folder:
        window = open_long(Path(folder))
        assert window.view is not None
        for row in range(window.view.review_row + 1):
            window.view.show_step(row)
            QApplication.processEvents()
        exec(RESIDENT)  # noqa: S102 - the very line that the floor runs
        window.close()


def resident(code: str) -> int:
    """Return the megabytes that a program says it takes."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return int(done.stdout.split()[-1]) // 1024


def open_long(folder: Path) -> MainWindow:
    """Return a window on the long ficha."""
    program = Program(folder)
    answers = Path(__file__).parents[1] / "data" / "fichas" / "larga" / "respuestas.json"
    window = MainWindow(program, Dialogs())
    window.flows.open_draft(program.importer.take_in(answers).id)
    window.show()
    return window


def long_text() -> tuple[str, ...]:
    """Return ordinary paragraphs of so many characters together."""
    source = random.Random(1)
    found: list[str] = []
    while sum(map(len, found)) < CHARACTERS:
        words = source.choices(WORDS, k=PARAGRAPH // 8)
        found.append(" ".join(words) + ".")
    return tuple(found)


def key_time(target: QWidget) -> float:
    """Return the milliseconds from a key to the painted letter."""
    begin = time.perf_counter()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
        QApplication.sendEvent(target, event)
    target.repaint()
    QApplication.processEvents()
    return (time.perf_counter() - begin) * 1000


def settle(seconds: float = 1.0) -> None:
    """Let the event loop turn for a while."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.005)


if __name__ == "__main__":
    main()
