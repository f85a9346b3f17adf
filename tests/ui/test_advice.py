"""Advice on plain writing below the counter: quiet, useful, and gone with one click."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.values import DraftId
from fichas_desktop.services.preferences import RememberedPreferences
from fichas_desktop.services.program import Program
from fichas_desktop.ui.advice_line import AdviceLine
from tests.builders import paragraph
from tests.ui.keys import type_text
from tests.ui.programs import invented_program, keep_complete
from tests.ui.window_driver import WindowDriver, open_window

LONG = "La " + " ".join(["casa"] * 26) + "."
ONE_LONG = "Una frase pasa de 25 palabras; pártala si puede."


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return invented_program(tmp_path / "datos")


@pytest.fixture
def draft(program: Program) -> DraftId:
    return keep_complete(
        program, resumen=paragraph(f"Corta 😀. {LONG} Y el MIPG."), hallazgos=paragraph(LONG)
    )


@pytest.fixture
def driver(qtbot: QtBot, program: Program, draft: DraftId) -> Iterator[WindowDriver]:
    with open_window(qtbot, program, draft) as opened:
        show_texts(opened)
        yield opened


def show_texts(driver: WindowDriver) -> None:
    form = driver.view.bridge.session.form
    driver.qtbot.waitUntil(lambda: driver.window.language is not None)
    driver.view.show_step(form.sections.index(form.section_of("resumen")))
    QApplication.processEvents()


def advice(driver: WindowDriver, key: str) -> tuple[str, ...]:
    if not driver.exists(f"{key}.advice"):
        return ()
    line = driver.find(f"{key}.advice")
    assert isinstance(line, AdviceLine)
    return line.sentences()


def text_area(driver: WindowDriver, key: str) -> QTextEdit:
    area = driver.find(key)
    assert isinstance(area, QTextEdit)
    return area


def test_a_text_that_was_there_is_advised_on_when_it_is_shown(driver: WindowDriver) -> None:
    assert advice(driver, "resumen") == (
        ONE_LONG,
        "La sigla MIPG no está explicada; escriba su nombre completo la primera vez.",
    )
    assert advice(driver, "hallazgos") == (ONE_LONG,)


def test_advice_follows_what_is_written_after_a_pause(driver: WindowDriver) -> None:
    area = text_area(driver, "hallazgos")
    area.selectAll()
    type_text(area, "Corto.")
    assert advice(driver, "hallazgos") == (ONE_LONG,)
    driver.qtbot.waitUntil(lambda: advice(driver, "hallazgos") == ())
    type_text(area, f" {LONG}")
    driver.qtbot.waitUntil(lambda: advice(driver, "hallazgos") == (ONE_LONG,))


def test_following_advice_selects_its_first_place_and_undoes_nothing(driver: WindowDriver) -> None:
    driver.click("resumen.advice.0")
    area = text_area(driver, "resumen")
    assert area.textCursor().selectedText() == LONG
    assert area.hasFocus()
    assert not area.document().isUndoAvailable()
    driver.click("resumen.advice.1")
    assert area.textCursor().selectedText() == "MIPG"


def test_advice_is_no_problem_of_the_ficha(driver: WindowDriver) -> None:
    assert driver.view.bridge.session.issues() == ()
    assert "Consejo" not in text_area(driver, "resumen").accessibleDescription()


def test_the_keyboard_reaches_advice_after_its_text_and_a_screen_reader_its_words(
    driver: WindowDriver,
) -> None:
    driver.click("resumen")
    driver.key(Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is driver.find("resumen.advice.0")
    interface = QAccessible.queryAccessibleInterface(focused)
    assert interface is not None
    name = interface.text(QAccessible.Text.Name)
    assert name.startswith("Consejo de redacción, ")
    assert name.endswith(ONE_LONG)
    driver.key(Qt.Key.Key_Return)
    assert text_area(driver, "resumen").textCursor().selectedText() == LONG


def test_one_click_hides_all_advice_and_that_is_remembered(
    qtbot: QtBot, tmp_path: Path, program: Program, draft: DraftId
) -> None:
    with open_window(qtbot, program, draft) as driver:
        show_texts(driver)
        action = driver.window.menus.advice_action
        assert action.isChecked()
        driver.click("resumen.advice.hide")
        assert advice(driver, "resumen") == advice(driver, "hallazgos") == ()
        assert not action.isChecked()
    assert RememberedPreferences(tmp_path / "datos").current.advice is False
    with open_window(qtbot, invented_program(tmp_path / "datos"), draft) as driver:
        show_texts(driver)
        assert advice(driver, "resumen") == ()
        assert not driver.window.menus.advice_action.isChecked()
        driver.window.menus.advice_action.trigger()
        assert advice(driver, "hallazgos") == (ONE_LONG,)
    assert RememberedPreferences(tmp_path / "datos").current.advice is True


def test_without_a_click_nothing_is_written(driver: WindowDriver, program: Program) -> None:
    assert advice(driver, "hallazgos") == (ONE_LONG,)
    assert not (program.data_folder / "preferencias.json").exists()
