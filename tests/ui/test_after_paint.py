"""Work that waits for a paint is done once, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.ui.after_paint import AfterFirstPaint
from tests.ui.field_widgets import show
from tests.ui.programs import keep_titled, shipped_program
from tests.ui.window_driver import open_window


def test_it_is_done_once_and_after_the_paint(qtbot: QtBot) -> None:
    widget, done = QWidget(), []
    AfterFirstPaint(widget, lambda: done.append(widget.isVisible()))
    QTest.qWait(50)
    assert done == []
    show(qtbot, widget)
    qtbot.waitUntil(lambda: done == [True])
    widget.repaint()
    QTest.qWait(50)
    assert done == [True]


def test_a_window_that_was_closed_meanwhile_begins_nothing(qtbot: QtBot) -> None:
    widget, done = QWidget(), []
    AfterFirstPaint(widget, lambda: done.append(1), 50)
    show(qtbot, widget)
    widget.repaint()
    widget.close()
    qtbot.waitUntil(lambda: widget.findChildren(AfterFirstPaint) == [])
    assert done == []


def test_a_list_that_is_refreshed_again_and_again_keeps_nothing_of_it(qtbot: QtBot, tmp_path: Path) -> None:
    program = shipped_program(tmp_path)
    keep_titled(program, "Una", "Otra")
    with open_window(qtbot, program) as driver:
        page = driver.window.flows.drafts_page
        for _ in range(3):
            driver.window.flows.drafts_list.refresh()
            qtbot.waitUntil(lambda: page.findChildren(AfterFirstPaint) == [])
