"""Python holds no item of a layout longer than Qt does: it would take what lies there later for it."""

from __future__ import annotations

import gc
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLayout, QLayoutItem, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from fichas_desktop.ui.commands import Command
from tests.ui.programs import keep_example, shipped_program
from tests.ui.window_driver import open_window


def held_items() -> list[QLayoutItem]:
    """Return the items of layouts that Python holds; Qt deletes an item without telling it."""
    wrappers = Shiboken.getAllValidWrappers()
    return [one for one in wrappers if isinstance(one, QLayoutItem) and not isinstance(one, QLayout)]


def stale_items(window: QWidget) -> int:
    """Count the items that Python holds and that are in no layout any more; only once, for it names all."""
    gc.collect()
    held = {Shiboken.getCppPointer(one)[0] for one in held_items()}
    for layout in window.findChildren(QLayout):
        here = (layout.itemAt(number) for number in range(layout.count()))
        held -= {Shiboken.getCppPointer(item)[0] for item in here if item is not None}
    return len(held)


def test_an_item_that_outlived_its_widget_would_be_noticed(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row, label = QHBoxLayout(window), QLabel("Texto")
    row.addWidget(label)
    row.itemAt(0)
    label.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert stale_items(window) == 1


def test_the_way_through_the_window_leaves_no_item_behind(qtbot: QtBot, tmp_path: Path) -> None:
    program = shipped_program(tmp_path)
    draft_id = keep_example(program)
    with open_window(qtbot, program, draft_id) as driver:
        for step in range(7):
            driver.go_to_step(step)
            for _ in range(12):
                driver.key(Qt.Key.Key_Tab)
        driver.go_to_step(1)
        driver.key(Qt.Key.Key_F11)
        driver.key(Qt.Key.Key_Escape)
        driver.window.menus.action(Command.FIND).trigger()
        driver.type_here("feria")
        driver.key(Qt.Key.Key_Escape)
        driver.window.menus.action(Command.LARGER).trigger()
        driver.window.menus.action(Command.NORMAL_SIZE).trigger()
        driver.window.flows.show_drafts()
        QApplication.processEvents()
        for _ in range(12):
            driver.key(Qt.Key.Key_Tab)
        driver.window.flows.open_draft(draft_id)
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert stale_items(driver.window) == 0


def test_walking_the_stops_leaves_no_hold_on_what_qt_deletes_by_itself(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.go_to_step(2)
        before = len(held_items())
        for _ in range(5):
            driver.key(Qt.Key.Key_Tab)
        assert len(held_items()) == before
