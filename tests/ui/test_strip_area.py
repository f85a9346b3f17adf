"""However many strips there are, each can be read and the page keeps its room."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.app import make_application
from fichas_desktop.ui.notice_strip import NoticeStrip
from fichas_desktop.ui.strip_area import StripArea
from fichas_desktop.ui.theme import Role, apply_theme
from tests.ui.programs import shipped_program
from tests.ui.window_driver import WindowDriver, open_window

SENTENCE = (
    "Hay dos versiones distintas de esta ficha: la que ve, de las 14:32, y otra que se escribió desde otra "
    "ventana u otro programa, de las 14:35. La que no use queda en el historial."
)
CHOICE = ("Comparar", "Usar la otra", "Quedarme con esta")
MANY = 8


def strips(number: int) -> list[NoticeStrip]:
    return [
        NoticeStrip(f"notice.{one}", SENTENCE, Role.WARN_STRIP, tuple((words, bool) for words in CHOICE))
        for one in range(number)
    ]


def add(driver: WindowDriver, area: str, number: int) -> list[NoticeStrip]:
    made = strips(number)
    for strip in made:
        if area == "page":
            driver.view.add_notice(strip)
        else:
            driver.window.strips.show_strip(strip.objectName(), strip)
    QApplication.processEvents()
    return made


def area_of(strip: QWidget) -> StripArea:
    parent = strip.parentWidget()
    while not isinstance(parent, StripArea):
        assert parent is not None
        parent = parent.parentWidget()
    return parent


@pytest.mark.parametrize("scale", [1.0, 1.6])
@pytest.mark.parametrize("area", ["page", "window"])
def test_no_strip_is_squeezed_and_the_page_keeps_its_room(
    qtbot: QtBot, tmp_path: Path, area: str, scale: float
) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        apply_theme(make_application(), "light", scale)
        driver.window.resize(800, 600)
        made = add(driver, area, MANY)
        shown = area_of(made[0])
        qtbot.waitUntil(lambda: shown.verticalScrollBar().maximum() > 0)
        for strip in made:
            assert strip.height() >= strip.heightForWidth(strip.width())
            for label in strip.findChildren(QLabel):
                assert label.height() >= label.heightForWidth(label.width())
            for button in strip.findChildren(QPushButton):
                assert button.height() >= button.sizeHint().height()
                assert button.mapTo(strip, button.rect().bottomRight()).x() < strip.width()
        around = shown.parentWidget()
        assert around is not None
        assert shown.height() <= around.height() * 0.4
        assert made[-1].mapTo(shown, made[-1].rect().topLeft()).y() == 0, "the newest is seen first"


def test_the_keyboard_reaches_what_is_scrolled_away(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.window.resize(800, 600)
        oldest = add(driver, "window", MANY)[0]
        shown = area_of(oldest)
        buttons = [button for strip in reversed(shown.strips()) for button in strip.findChildren(QPushButton)]
        qtbot.waitUntil(lambda: shown.verticalScrollBar().maximum() > 0)
        shown.strips()[0].findChildren(QPushButton)[0].setFocus()
        for _ in buttons[1:]:
            driver.key(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert oldest.isAncestorOf(focused)
        assert shown.viewport().rect().contains(focused.mapTo(shown.viewport(), focused.rect().center()))


def test_the_area_is_as_high_as_its_strips(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.window.resize(1366, 700)
        assert driver.window.strips.height() == 0
        (strip,) = add(driver, "window", 1)
        qtbot.waitUntil(lambda: driver.window.strips.height() == strip.height() > 0)
        wide = strip.height()
        driver.window.resize(800, 700)
        qtbot.waitUntil(lambda: driver.window.strips.height() == strip.height() > wide)
        strip.dismiss()
        qtbot.waitUntil(lambda: driver.window.strips.height() == 0)
        strips_again = add(driver, "window", MANY)
        driver.window.resize(800, 500)
        qtbot.waitUntil(lambda: driver.window.strips.height() <= driver.window.height() * 0.4)
        assert all(one.height() >= one.heightForWidth(one.width()) for one in strips_again)
