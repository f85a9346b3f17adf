"""Makes the pictures of ``docs/screenshots`` and of the manual: ``python -m tests.screenshots``."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QThread, qInstallMessageHandler
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from fichas_desktop.app import make_application, show_first
from fichas_desktop.domain.values import DraftId
from fichas_desktop.services.example import example_draft
from fichas_desktop.services.program import Program
from fichas_desktop.ui.commands import Command
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.main_window import MainWindow
from fichas_desktop.ui.trash_dialog import TrashDialog

OUT = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
MANUAL = Path(__file__).resolve().parents[1] / "resources" / "manual"
IN_MANUAL = frozenset(("identificacion", "revision", "entrega"))
SIZE = (1366, 768)
COLOURS = 64  # enough for the window's few colours and the edges of its letters
PATIENCE_MS = 60_000
DAY = dt.datetime(2025, 5, 16, 10, 42, tzinfo=dt.timezone(dt.timedelta(hours=-5)))
OTHER_TITLES = ("Turnos por mensaje en la ventanilla", "", "Archivo de planos al alcance de todos")


class MovingClock:
    """A clock at a fixed day; each draft is made some minutes after the one before."""

    def __init__(self) -> None:
        self.moment = DAY

    def __call__(self) -> dt.datetime:
        return self.moment


def main() -> None:
    """Write every picture."""
    OUT.mkdir(parents=True, exist_ok=True)
    qInstallMessageHandler(lambda *_message: None)
    make_application()
    # from inside the folder, so that the pictures name nobody's and the same each time
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for name, window in pictures(Path(folder)):
            settle()
            save(window, OUT / f"{name}.png")
            if name in IN_MANUAL:
                shutil.copy(OUT / f"{name}.png", MANUAL)


def pictures(folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield each picture's name with the window that shows it."""
    clock = MovingClock()
    program = Program(folder / "datos", clock=clock)
    window = shown(program, None)
    yield "ficha-nueva", window
    assert window.view is not None
    window.view.show_review()
    yield "revision-con-problemas", window
    window.close()

    example = example_draft(program.catalog.latest(), program.importer, program.drafts)
    window = shown(program, example)
    view = window.view
    assert view is not None
    for row, section in enumerate(view.bridge.session.form.sections):
        view.show_step(row)
        yield section.key.replace("_", "-"), window
    view.show_review()
    yield "revision", window
    window.menus.action(Command.EXPORT).trigger()
    exporting = window.exports.dialog
    assert exporting is not None
    exporting.confirmed.emit(Path("Documentos") / "Buenas prácticas")
    problem = exporting.findChild(QLabel, "export.problem")
    assert isinstance(problem, QLabel)
    until(lambda: view.end.isVisible() or problem.isVisible())
    if not view.end.isVisible():
        raise RuntimeError(problem.text())
    yield "entrega", window
    window.close()

    keep_others(program, clock, example)
    program.close()
    window = shown(program, None)
    yield "sus-fichas", window
    delete_some(program, clock)
    window.show_trash()
    trash = window.findChild(TrashDialog)
    assert trash is not None
    yield "papelera", trash
    trash.reject()
    window.close()


def keep_others(program: Program, clock: MovingClock, example: DraftId) -> None:
    """Keep some more drafts, each less complete than the one before."""
    form = program.catalog.latest()
    answers = program.drafts.load(example).answers
    keys = [field.key for field in form.fields()]
    for number, title in enumerate(OTHER_TITLES, start=1):
        clock.moment = DAY - dt.timedelta(days=3 * number, minutes=97 * number)
        for key in keys[len(keys) - 6 * number :]:
            answers = answers.with_answer(key, None)
        draft = program.drafts.begin(form, answers.with_answer(form.title_field, title or None))
        program.drafts.save(draft)
    program.close()  # else the last one would be taken for interrupted
    clock.moment = DAY


def delete_some(program: Program, clock: MovingClock) -> None:
    """Delete what has no entrega, some days apart."""
    for days, summary in enumerate(program.drafts.summaries()[1:]):
        clock.moment = DAY - dt.timedelta(days=9 * days, minutes=41 * days)
        program.drafts.move_to_trash(summary.id)
    clock.moment = DAY


def shown(program: Program, target: str | None) -> MainWindow:
    """Return a window of the pictures' size, as a start shows it."""
    window = MainWindow(program, Dialogs())
    show_first(window, program, target)
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    settle()
    return window


def settle() -> None:
    """Let everything that waits for the event loop be done, a pause in typing included."""
    deadline = QDeadlineTimer(400)
    until(deadline.hasExpired)


def until(is_so: Callable[[], bool]) -> None:
    """Run the event loop until something is so."""
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not is_so():
        if deadline.hasExpired():
            raise TimeoutError
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QThread.msleep(5)


def save(window: QWidget, path: Path) -> None:
    """Write what the window shows, in few colours so that the file is small."""
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    if not image.save(str(path)):
        raise OSError(path)
    from PIL import Image  # noqa: PLC0415 - only here

    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    main()
