"""Keys that come as soon as the first field has been painted, before the rest of the window is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.app import make_application, show_first
from fichas_desktop.services.program import Program
from fichas_desktop.ui.main_window import MainWindow
from tests.ui.programs import shipped_program
from tests.ui.window_driver import AnsweredDialogs


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return shipped_program(tmp_path)


class HastyPerson(QObject):
    """Presses keys within the very paint event of the field that has the keyboard."""

    def __init__(self, qtbot: QtBot, field: QWidget) -> None:
        super().__init__(field)
        self._window = field.window()
        self._qtbot = qtbot
        self.has_typed = False
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self.has_typed = True
            for _ in range(4):  # over the other boxes and the calendar
                self._press(Qt.Key.Key_Tab)
            for key in (Qt.Key.Key_O, Qt.Key.Key_L, Qt.Key.Key_A):
                self._press(key)
        return False

    def _press(self, key: Qt.Key) -> None:
        target = self._window.focusWidget()
        assert target is not None
        self._qtbot.keyClick(target, key)


def test_no_key_is_lost_right_after_the_first_paint(qtbot: QtBot, program: Program) -> None:
    make_application()
    window = MainWindow(program, AnsweredDialogs())
    show_first(window, program, None)
    qtbot.addWidget(window)
    assert window.view is not None
    page = window.view.pages.built_pages()[0]
    field = window.focusWidget()
    assert field is not None
    assert field.objectName() == "fecha_diligenciamiento.day"
    assert len(page.built_frames()) == 1
    person = HastyPerson(qtbot, field)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(page.is_whole)
    assert person.has_typed
    window.view.pages.commit()
    answers = window.view.bridge.session.draft.answers
    assert answers.get("nombre") == "ola"
    window.close()


def test_what_follows_the_first_paint_moves_nothing(qtbot: QtBot, program: Program) -> None:
    make_application()
    window = MainWindow(program, AnsweredDialogs())
    show_first(window, program, None)
    qtbot.addWidget(window)
    assert window.view is not None
    page = window.view.pages.built_pages()[0]
    with qtbot.waitExposed(window):
        window.show()
    first = page.built_frames()[0]
    before = [_place(window, label) for label in first.findChildren(QWidget) if label.isVisible()]
    assert len(before) > len(first.findChildren(QLabel))
    qtbot.waitUntil(lambda: page.is_whole() and window.view is not None and window.view.steps.isVisible())
    QTest.qWait(50)
    assert [_place(window, label) for label in first.findChildren(QWidget) if label.isVisible()] == before
    window.close()


def _place(window: QWidget, widget: QWidget) -> tuple[int, int, int]:
    corner = widget.mapTo(window, widget.rect().topLeft())
    return corner.x(), corner.y(), widget.height()
