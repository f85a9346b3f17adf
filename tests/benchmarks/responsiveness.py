"""The longest time in which the window answers nothing, while a person types and long work goes on.

A timer of 5 ms ticks in the window's own event loop, as keys and paints would come; a gap is the time between
two ticks. Every key is a real event, one each 40 ms; offscreen, in one process with what is measured.

Run: ``python -m tests.benchmarks.responsiveness``.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QTextEdit

from fichas_desktop.app import begin_collecting, make_application
from fichas_desktop.domain.definition import FieldType
from fichas_desktop.domain.values import FileAttachment
from fichas_desktop.services.program import Program
from fichas_desktop.ui.commands import Command
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.inputs.attachments_input import AttachmentsInput
from fichas_desktop.ui.main_window import MainWindow
from tests.benchmarks.window_ratio import settle
from tests.export.samples import pdf_of

GOAL = 50
TICK = 5
KEY_EVERY = 40
TYPING_SECONDS = 6.0
ANNEX_BYTES = 25_000_000
LONGEST = 60.0
LONG_FICHA = Path(__file__).parents[1] / "data" / "fichas" / "larga" / "respuestas.json"


class Gaps:
    """Ticks while something goes on, and remembers the longest times between two of them."""

    def __init__(self) -> None:
        self.found: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=TICK)
        self._timer.timeout.connect(self._tick)

    def during(self, start: Callable[[], object], is_done: Callable[[], bool]) -> str:
        """Start something, let the event loop turn until it is done, and say how long the gaps were."""
        self.found = []
        loop = QEventLoop()
        end = time.perf_counter() + LONGEST
        watch = QTimer(interval=TICK)
        watch.timeout.connect(lambda: loop.quit() if is_done() or time.perf_counter() > end else None)
        self._last = began = time.perf_counter()
        self._timer.start()
        watch.start()
        QTimer.singleShot(0, start)
        loop.exec()
        self._timer.stop()
        self._tick()
        if not is_done():
            raise TimeoutError
        longest = sorted(self.found, reverse=True)[:3]
        words = ", ".join(f"{gap:.0f}" for gap in longest)
        return f"{words} ms (goal {GOAL}); {time.perf_counter() - began:.1f} s in all"

    def _tick(self) -> None:
        now = time.perf_counter()
        self.found.append((now - self._last) * 1000)
        self._last = now


def main() -> None:
    """Print the longest gaps of each kind of work."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    make_application()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder))


def measure(folder: Path) -> None:
    """Print the gaps of a window on the long ficha with a large annex."""
    program = Program(folder / "datos")
    window = MainWindow(program, Dialogs())
    window.flows.open_draft(program.importer.take_in(LONG_FICHA).id)
    window.resize(1366, 768)
    window.show()
    settle()
    begin_collecting(window)  # as a start does
    view = window.view
    assert view is not None
    large, report = annex_files(folder)
    large.write_bytes(b"PK\x03\x04" + random.Random(1).randbytes(ANNEX_BYTES))
    report.write_bytes(pdf_of(40))
    show_first(window, FieldType.RICH_TEXT)
    settle(3)  # the spell check, too
    gaps = Gaps()
    keys = Keys(window)
    for said, start, is_done in (
        ("typing in the long ficha, with autosave", keys.start, keys.are_typed),
        ("saving by hand", window.menus.action(Command.SAVE).trigger, lambda: not busy(window)),
        (
            "annexes of 25 MB and of 40 pages added",
            lambda: add_annexes(window, folder),
            lambda: has_annexes(window),
        ),
    ):
        print(f"longest gaps, {said}: {gaps.during(start, is_done)}")
        settle(0.5)
        show_first(window, FieldType.ATTACHMENTS)
        settle(0.5)
    page = window.flows.previews.page.pages
    looked = gaps.during(
        window.menus.action(Command.PREVIEW).trigger, lambda: page.count > 0 and page.first_wanted() is None
    )
    print(f"longest gaps, preview with annexes: {looked}")
    turned = gaps.during(lambda: page.go_to(page.count - 3), lambda: page.first_wanted() is None)
    print(f"longest gaps, its last pages: {turned}")
    window.flows.previews.leave()
    settle(0.5)
    out = folder / "salida"

    def export() -> None:
        window.flows.exports.begin(view, final=False)
        dialog = window.flows.exports.dialog
        assert dialog is not None
        dialog.confirmed.emit(out)

    written = gaps.during(export, lambda: window.flows.exports.dialog is None)
    print(f"longest gaps, export with annexes: {written}")
    settle(0.5)
    copy = folder / "copia.ficha"
    draft = view.bridge.session.draft
    origin = program.origins.from_draft(draft)
    program.portable_exporter.export(origin, folder, replace=False, name=copy.name)
    window.close()
    program.close()
    elsewhere = MainWindow(Program(folder / "otro"), Dialogs())
    elsewhere.flows.start_new()
    elsewhere.show()
    settle()
    taken = gaps.during(
        lambda: elsewhere.flows.imports.begin([copy]),
        lambda: elsewhere.view is not None and elsewhere.view.bridge.session.draft.id == draft.id,
    )
    print(f"longest gaps, import of a copy with annexes, and its ficha opened: {taken}")
    elsewhere.close()


class Keys:
    """A person who types in the longest text of a ficha."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._left = round(TYPING_SECONDS * 1000 / KEY_EVERY)
        self._timer = QTimer(interval=KEY_EVERY)
        self._timer.timeout.connect(self._press)

    def start(self) -> None:
        """Begin."""
        self._timer.start()

    def are_typed(self) -> bool:
        """Tell whether all is typed and saved."""
        return self._left == 0 and not busy(self._window)

    def _press(self) -> None:
        editor = QApplication.focusWidget()
        assert isinstance(editor, QTextEdit)
        letter = " " if self._left % 7 == 0 else "a"
        key = Qt.Key.Key_Space if letter == " " else Qt.Key.Key_A
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(editor, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))
        self._left -= 1
        if not self._left:
            self._timer.stop()


def show_first(window: MainWindow, kind: FieldType) -> str:
    """Go to the first field of a kind and return its key."""
    assert window.view is not None
    field = next(field for field in window.view.bridge.session.form.fields() if field.type is kind)
    window.view.show_field(field.key)
    return field.key


def busy(window: MainWindow) -> bool:
    """Tell whether something is being saved."""
    view = window.view
    return view is not None and not view.save_status.label.text().startswith("Guardado")


def add_annexes(window: MainWindow, folder: Path) -> None:
    """Add a large file and a long PDF to the ficha, as if they had been chosen."""
    assert window.view is not None
    field_input = window.view.pages.field_input(show_first(window, FieldType.ATTACHMENTS))
    assert isinstance(field_input, AttachmentsInput)
    field_input.files_dropped.emit(annex_files(folder))


def annex_files(folder: Path) -> list[Path]:
    """Return a large file and a long PDF."""
    return [folder / "grande.zip", folder / "informe.pdf"]


def has_annexes(window: MainWindow) -> bool:
    """Tell whether both files are in the ficha."""
    assert window.view is not None
    answers = window.view.bridge.session.draft.answers
    sizes = [file.size for file in answers.files() if isinstance(file, FileAttachment)]
    return max(sizes, default=0) >= ANNEX_BYTES and len(sizes) >= 2


if __name__ == "__main__":
    main()
