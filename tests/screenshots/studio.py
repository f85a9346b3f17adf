"""Where the pictures are taken: programs on invented drafts at a fixed time, and windows of one size."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from msgspec import structs
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QThread
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from fichas_desktop.app import show_first
from fichas_desktop.domain.preferences import Preferences
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.services.example import example_draft
from fichas_desktop.services.program import Program
from fichas_desktop.storage.draft_lock import DraftLock
from fichas_desktop.ui.dialogs import Dialogs, question_box
from fichas_desktop.ui.filling_view import FillingView
from fichas_desktop.ui.main_window import MainWindow
from tests.builders import BOGOTA, FakeClock, counted_ids

DAY = dt.datetime(2025, 5, 16, 10, 42, tzinfo=BOGOTA)
PATIENCE_MS = 60_000


class PicturedDialogs(Dialogs):
    """Shows the question and goes on, as if the answer were no."""

    def __init__(self) -> None:
        self.box: QMessageBox | None = None

    def confirm(self, parent: QWidget, question: str, details: str, yes: str, no: str = "Cancelar") -> bool:
        self.box = question_box(parent, question, details, yes, no)
        self.box.show()
        return False


class Studio:
    """One look.

    Args:
        folder: For the drafts.
        size: Of every window.
        wanted: Colours and text size.
    """

    def __init__(self, folder: Path, size: tuple[int, int], wanted: Preferences) -> None:
        self._folder = folder
        self._size = size
        self._wanted = wanted
        self.clock = FakeClock(DAY)
        self.dialogs = PicturedDialogs()

    def program(self, name: str) -> Program:
        """Return a program on a folder of its own, at the fixed time."""
        self.clock.moment = DAY
        folder = self._folder / name
        program = Program(folder, settings_files=(), clock=self.clock, new_id=counted_ids())
        # underlines and advice come when the machine has time
        program.preferences.change(
            colours=self._wanted.colours, text_size=self._wanted.text_size, spelling=False, advice=False
        )
        return program

    def window(self, program: Program, target: str | None = None) -> MainWindow:
        """Return a window as a start shows it."""
        window = MainWindow(program, self.dialogs)
        show_first(window, program, target)
        window.resize(*self._size)
        window.show()
        window.activateWindow()
        settle()
        return window

    def with_example(self, name: str) -> tuple[Program, DraftId]:
        """Return a program that keeps the shipped example."""
        program = self.program(name)
        kept = example_draft(program.catalog.latest(), program.importer, program.drafts)
        program.close()
        return program, kept

    def keep(self, program: Program, titles: tuple[str, ...], example: DraftId) -> None:
        """Keep some more drafts, each older and less complete than the one before."""
        form = program.catalog.latest()
        answers = program.drafts.load(example).answers
        keys = [field.key for field in form.fields()]
        for number, title in enumerate(titles, start=1):
            self.clock.moment = DAY - dt.timedelta(days=3 * number, minutes=97 * number)
            missing = 6 * number % len(keys)
            for key in keys[len(keys) - missing :]:
                answers = answers.with_answer(key, None)
            draft = program.drafts.begin(form, answers.with_answer(form.title_field, title or None))
            program.drafts.save(draft)
        program.close()  # else the last one would be taken for interrupted
        self.clock.moment = DAY

    def change(self, program: Program, kept: DraftId, *, minutes: float, **lines: str) -> None:
        """Change lines of a draft some minutes later, and keep a version as it was before."""
        self.clock.advance(minutes=minutes)
        draft = program.drafts.open(kept).draft
        program.drafts.keep_saved(draft)
        answers = draft.answers
        for key, words in lines.items():
            answers = answers.with_answer(key, words or None)
        program.drafts.save(structs.replace(draft, answers=answers, modified_at=self.clock()))
        program.close()

    def interrupted(self, name: str) -> Program:
        """Return a program that finds a draft as a power cut leaves it."""
        program, kept = self.with_example(f"{name}-antes")
        draft = program.drafts.open(kept).draft
        answers = draft.answers.with_answer("directivo", "Aurora Ficticia de Montealegre")
        program.drafts.note(structs.replace(draft, answers=answers, modified_at=self.clock()))
        shutil.copytree(self._folder / f"{name}-antes", self._folder / name)
        program.close()
        return self.program(name)

    def in_conflict(self, name: str) -> tuple[Program, DraftId]:
        """Return a program with a draft that two windows wrote at the same time."""
        program, kept = self.with_example(name)
        draft = program.drafts.load(kept)
        with patch.object(DraftLock, "acquire", lambda _self, _now: True):
            first, second = self.program(name), self.program(name)
            for one in (first, second):
                one.drafts.open(kept)
            here = draft.answers.with_answer("equipo", "Equipo de servicios al barrio")
            second.drafts.save(structs.replace(draft, answers=here, modified_at=self.clock()))
            other = draft.answers.with_answer("equipo", "Equipo de servicios al barrio y al campo")
            self.clock.advance(minutes=9)
            later = structs.replace(draft, answers=other, modified_at=self.clock())
            try:
                first.drafts.save(later)
            except EnvironmentFailedError:
                return self.program(name), kept
        raise AssertionError("nothing was in conflict")


def view_of(window: MainWindow) -> FillingView:
    """Return the ficha on the screen."""
    assert window.view is not None
    return window.view


def settle(pause_ms: int = 400) -> None:
    """Let everything that waits for the event loop be done, a pause in typing included."""
    deadline = QDeadlineTimer(pause_ms)
    until(deadline.hasExpired)


def until(is_so: Callable[[], bool]) -> None:
    """Run the event loop until something is so."""
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not is_so():
        if deadline.hasExpired():
            raise TimeoutError
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QThread.msleep(5)
