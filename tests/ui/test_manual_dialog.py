"""The manual in the window: by key, by chapter, by search."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QTextBrowser
from pytestqt.qtbot import QtBot

from fichas_desktop.ui.commands import Command
from fichas_desktop.ui.manual_dialog import ManualDialog
from tests.ui.programs import shipped_program
from tests.ui.test_menus import CTRL
from tests.ui.window_driver import WindowDriver, open_window


def opened(driver: WindowDriver) -> tuple[ManualDialog, QTextBrowser, QListWidget]:
    driver.key(Qt.Key.Key_F1)
    dialog = driver.window.findChild(ManualDialog)
    assert dialog is not None
    page = dialog.findChild(QTextBrowser)
    chapters = dialog.findChild(QListWidget)
    assert page is not None
    assert chapters is not None
    return dialog, page, chapters


def test_f1_shows_it_once_beside_the_ficha(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        dialog, page, _ = opened(driver)
        assert dialog.isVisible()
        assert not dialog.isModal()
        assert "Diligenciar" in page.toPlainText()
        driver.window.menus.action(Command.MANUAL).trigger()
        assert len(driver.window.findChildren(ManualDialog)) == 1
        dialog.activateWindow()
        driver.key(Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: driver.window.findChild(ManualDialog) is None)


def test_a_chapter_is_shown_by_the_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        dialog, page, chapters = opened(driver)
        names = [chapters.item(row).text().strip() for row in range(chapters.count())]
        assert "Recuperar" in names
        assert "Para el área de TI" in names
        for _ in range(names.index("Recuperar")):
            qtbot.keyClick(chapters, Qt.Key.Key_Down)
        assert page.textCursor().block().text() == "Recuperar"
        shown = page.viewport().rect()
        assert QRect(shown).contains(page.cursorRect().center())
        dialog.close()


def test_the_search_goes_from_place_to_place_and_says_when_there_is_none(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        dialog, page, _ = opened(driver)
        search = dialog.findChild(QLineEdit, "manual.search")
        nothing = dialog.findChild(QLabel, "manual.nothing")
        assert search is not None
        assert nothing is not None
        qtbot.keyClick(page, Qt.Key.Key_F, CTRL)
        qtbot.waitUntil(search.hasFocus)
        qtbot.keyClicks(search, "papelera")
        qtbot.keyClick(search, Qt.Key.Key_Return)
        assert page.textCursor().selectedText().lower() == "papelera"
        first = page.textCursor().position()
        qtbot.keyClick(search, Qt.Key.Key_Return)
        assert page.textCursor().position() == first  # the only one: from the start again
        search.setText("dinosaurio")
        qtbot.keyClick(search, Qt.Key.Key_Return)
        assert nothing.text() == "No aparece en el manual."
        assert page.textCursor().position() == first
        assert dialog.isVisible()
        dialog.close()
