"""The manual in the window: by key, by chapter, by search."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt, QUrl
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QTextBrowser
from pytestqt.qtbot import QtBot

from fichas_desktop.services.manual import manual_folder
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
        qtbot.keyClicks(search, "codigos de salida")  # whatever case and accents
        found: list[int] = []
        for _ in range(3):
            qtbot.keyClick(search, Qt.Key.Key_F3 if found else Qt.Key.Key_Return)
            assert page.textCursor().selectedText() == "Códigos de salida"
            found.append(page.textCursor().position())
        first = found[0]
        assert found[1] > first
        assert found[2] == first  # there are two: from the start again
        search.setText("dinosaurio")
        qtbot.keyClick(search, Qt.Key.Key_Return)
        assert nothing.text() == "No aparece en el manual."
        assert page.textCursor().position() == first
        assert dialog.isVisible()
        dialog.close()


def test_pictures_are_as_wide_as_the_page_and_told_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        dialog, page, _ = opened(driver)
        for width in (1200, 700, 560):
            dialog.resize(width, 560)
            qtbot.waitUntil(lambda: page.horizontalScrollBar().maximum() == 0)
        blocks = [page.document().findBlockByNumber(row) for row in range(page.document().blockCount())]
        pictures = [row for row, block in enumerate(blocks) if block.text() == "\ufffc"]
        assert len(pictures) == len(set(manual_folder().glob("*.png")))
        for row in pictures:
            image = page.document().resource(
                QTextDocument.ResourceType.ImageResource.value,
                QUrl(blocks[row].begin().fragment().charFormat().toImageFormat().name()),
            )
            assert 0 < image.width() / image.devicePixelRatio() <= page.viewport().width()
            assert blocks[row + 1].text().endswith(".")
        dialog.close()


def test_large_text_needs_no_scrolling_sideways(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.window.resize(1024, 600)
        for _ in range(6):
            driver.window.menus.action(Command.LARGER).trigger()
        _, page, _ = opened(driver)
        assert page.document().blockCount() > 50
        assert page.horizontalScrollBar().maximum() == 0


def test_headings_stay_larger_than_the_text_when_its_size_changes(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        _, page, _ = opened(driver)
        before = page.font().pointSizeF()
        for _ in range(4):
            driver.window.menus.action(Command.LARGER).trigger()
        qtbot.waitUntil(lambda: page.font().pointSizeF() > before)
        assert heading_size(page) == pytest.approx(page.font().pointSizeF() * 1.6)


def heading_size(page: QTextBrowser) -> float:
    """Return the size of the title of the manual."""
    cursor = QTextCursor(page.document().begin())
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
    return cursor.charFormat().fontPointSize()
