"""In a small window with large text, what has the keyboard is in view after each move."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.ui.commands import Command
from fichas_desktop.ui.pages import ColumnPage
from fichas_desktop.ui.quiet_notice import QuietNotice
from fichas_desktop.ui.section_page import SectionPage
from tests.ui.programs import keep_example, shipped_program
from tests.ui.window_driver import WindowDriver, open_window

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def driver(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowDriver]:
    program = shipped_program(tmp_path / "datos")
    with open_window(qtbot, program, keep_example(program)) as driver:
        driver.window.resize(1024, 600)
        driver.wake()
        yield driver
        driver.window.menus.action(Command.NORMAL_SIZE).trigger()


def settle() -> None:
    for _ in range(4):  # what is laid out scrolls, and may be laid out anew
        QApplication.processEvents()


def enlarge(driver: WindowDriver, steps: int = 1) -> None:
    for _ in range(steps):
        driver.key(Qt.Key.Key_Plus, CTRL)
        settle()


def in_view(widget: QWidget, spot: QRect) -> bool:
    return widget.visibleRegion().boundingRect().contains(spot)


def cursor_in_view() -> bool:
    text = QApplication.focusWidget()
    assert text is not None
    if not isinstance(text, (QTextEdit, QPlainTextEdit)):
        return in_view(text, text.rect())
    line = text.cursorRect()
    return in_view(text, QRect(text.viewport().mapTo(text, line.topLeft()), line.size()))


def page_of(driver: WindowDriver) -> SectionPage:
    return driver.view.pages.page(driver.view.row)


@pytest.mark.parametrize("row", [0, 2])
def test_a_change_of_the_text_size_keeps_the_field_in_view(driver: WindowDriver, row: int) -> None:
    driver.go_to_step(row)
    for key in list(page_of(driver).frames):
        driver.view.show_field(key)
        settle()
        for _ in range(2):
            enlarge(driver, 2)
            assert cursor_in_view(), key
        driver.window.menus.action(Command.NORMAL_SIZE).trigger()
        settle()
        assert cursor_in_view(), key


def test_a_change_of_the_text_size_moves_nobody_who_reads_elsewhere(driver: WindowDriver) -> None:
    driver.go_to_step(0)
    bar = page_of(driver).verticalScrollBar()
    bar.setValue(bar.maximum())
    settle()
    assert not cursor_in_view()
    enlarge(driver)
    assert not cursor_in_view()
    assert bar.value() > 0


def test_at_each_step_the_first_line_of_the_editor_is_in_view_with_large_text(driver: WindowDriver) -> None:
    enlarge(driver, 8)
    for row in range(driver.view.review_row):
        driver.view.show_step(row)
        settle()
        focused = QApplication.focusWidget()
        assert focused is not None
        line = QRect(0, 0, 1, min(focused.height(), focused.fontMetrics().lineSpacing()))
        assert in_view(focused, line), row
        for key in list(page_of(driver).frames):
            driver.view.show_field(key)
            settle()
            focused = QApplication.focusWidget()
            assert focused is not None
            assert in_view(focused, line), key


def test_with_text_of_the_usual_size_each_step_begins_with_its_title(driver: WindowDriver) -> None:
    for row in range(driver.view.review_row):
        driver.view.show_step(row)
        settle()
        assert page_of(driver).verticalScrollBar().value() == 0


@pytest.mark.parametrize("steps", [0, 4])
def test_after_a_paste_the_notice_is_in_view_and_so_is_the_cursor(driver: WindowDriver, steps: int) -> None:
    enlarge(driver, steps)
    driver.view.show_field("descripcion")
    driver.key(Qt.Key.Key_End, CTRL)
    settle()
    mime = QMimeData()
    mime.setHtml("<p>a</p><table><tr><td>b<td>c</table>")
    QApplication.clipboard().setMimeData(mime)
    driver.key(Qt.Key.Key_V, CTRL)
    driver.qtbot.waitUntil(lambda: driver.exists("rich_text_notice"))
    notice = driver.find("rich_text_notice")
    driver.qtbot.waitUntil(lambda: in_view(notice, notice.rect()))
    assert cursor_in_view()


@pytest.mark.parametrize(("between", "is_shown"), [(300, True), (2000, False)])
def test_a_notice_that_is_too_far_from_the_cursor_leaves_the_cursor_in_view(
    qtbot: QtBot, between: int, is_shown: bool
) -> None:
    page = ColumnPage()
    qtbot.addWidget(page)
    line, notice = QPlainTextEdit(), QuietNotice("notice")
    line.setFixedHeight(80)
    page.column.addWidget(line)
    page.column.addSpacing(between)
    page.column.addWidget(notice)
    page.column.addSpacing(between)
    page.resize(800, 300 + 150)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    line.setFocus()
    page.verticalScrollBar().setValue(0)
    notice.say("La tabla quedó en renglones.")
    settle()
    assert in_view(notice, notice.rect()) is is_shown
    assert cursor_in_view()
