"""Where the keyboard is after each move: on what was asked for, on the screen, never a step ahead."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from fichas_desktop.services.program import Program
from fichas_desktop.ui.commands import MENUS, Command
from tests.ui.programs import invented_program, keep_complete, shipped_program
from tests.ui.test_export_flow import ask, name_folder, until_written
from tests.ui.window_driver import WindowDriver, open_window

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return invented_program(tmp_path / "datos")


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget is not None else ""


def enabled(driver: WindowDriver, *commands: Command) -> list[bool]:
    return [driver.window.menus.action(command).isEnabled() for command in commands]


# --- the end page -----------------------------------------------------------------------------------


@pytest.mark.parametrize("is_large", [False, True])
def test_the_end_page_is_a_step_like_the_others(
    qtbot: QtBot, program: Program, tmp_path: Path, is_large: bool
) -> None:
    with open_window(qtbot, program, keep_complete(program)) as driver:
        driver.go_to_step(1)
        driver.click("resumen")
        if is_large:
            driver.key(Qt.Key.Key_F11)
            assert not driver.view.steps.isVisible()
        driver.window.menus.action(Command.EXPORT_DRAFT).trigger()
        name_folder(driver, tmp_path / "salida")
        until_written(driver)
        assert driver.view.pages.large_frame is None
        assert driver.view.steps.isVisible()
        assert focused() == "end.folder"
        assert enabled(driver, Command.NEXT_STEP, Command.PREVIOUS_STEP) == [False, True]
        assert driver.exists("previous")
        assert not driver.exists("next")
        driver.click("previous")
        assert driver.view.row == driver.view.review_row - 1


def test_after_another_export_from_the_end_page_enter_opens_the_folder(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    with open_window(qtbot, program, keep_complete(program)) as driver:
        wanted: list[object] = []
        driver.view.open_requested.disconnect()
        driver.view.open_requested.connect(wanted.append)
        ask(driver, tmp_path / "una", "export.draft")
        until_written(driver)
        first = driver.find("end.folder")
        shown: list[bool] = []

        def note() -> None:  # a window that wakes now gives the keyboard to nothing that is not shown yet
            target = driver.window.focusWidget()
            shown.append(target is not None and target.objectName() == "end.folder" and target.isVisible())

        driver.view.step_shown.connect(note)
        driver.window.menus.action(Command.EXPORT_DRAFT).trigger()
        folder = driver.find("export.folder")
        assert isinstance(folder, QLineEdit)
        folder.clear()
        name_folder(driver, tmp_path / "otra")
        qtbot.waitUntil(lambda: driver.named("end.folder") not in ([], [first]), timeout=30_000)
        assert shown == [True]
        driver.wake()
        assert focused() == "end.folder"
        driver.key(Qt.Key.Key_Return)
        assert wanted == [tmp_path / "otra"]


# --- marks for later --------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["sede", "resumen"])
def test_the_keyboard_goes_from_a_note_that_is_taken_off_to_its_field(
    qtbot: QtBot, program: Program, key: str
) -> None:
    with open_window(qtbot, program, keep_complete(program)) as driver:
        driver.wake()
        driver.view.show_field(key)
        driver.key(Qt.Key.Key_D, CTRL_SHIFT)
        driver.type_here("preguntar")
        assert focused() == f"{key}.later_note"
        driver.key(Qt.Key.Key_D, CTRL_SHIFT)
        assert focused() == key
        driver.key(Qt.Key.Key_D, CTRL_SHIFT)
        driver.view.pages.field_input(key).focus_first()
        driver.key(Qt.Key.Key_D, CTRL_SHIFT)  # from the field itself it stays
        assert focused() == key


def test_on_the_review_each_press_takes_one_mark_off_and_none_exports(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program, keep_complete(program)) as driver:
        for key in ("sede", "tallerista", "resumen"):
            driver.view.bridge.set_later(key, "preguntar")
        driver.view.show_review()
        driver.wake()
        shown = [row.key for row in driver.view.review.page.later]
        driver.find(f"later.{shown[1]}.clear").setFocus()
        for landed in (f"later.{shown[2]}.clear", f"later.{shown[0]}.clear"):
            driver.key(Qt.Key.Key_Space)
            driver.wake()
            assert focused() == landed
            button = QApplication.focusWidget()
            assert button is not None
            assert not button.visibleRegion().isEmpty()
        driver.key(Qt.Key.Key_Space)
        driver.wake()
        assert driver.view.bridge.session.draft.later == {}
        assert focused() == "export.final"


# --- the letters of menus and buttons ---------------------------------------------------------------


def letter(words: str) -> str:
    return words[words.index("&") + 1].lower() if "&" in words else ""


def test_no_letter_is_that_of_a_menu_and_of_a_button(qtbot: QtBot, tmp_path: Path) -> None:
    menus = [letter(menu.words) for menu in MENUS]
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        for row in range(driver.view.review_row + 1):
            driver.view.show_step(row)
            driver.view.pages.commit()
            for is_from_review in (False, True):
                if is_from_review and row < driver.view.review_row:
                    driver.view.show_review()
                    section = driver.view.bridge.session.form.sections[row]
                    driver.view.show_field(driver.view.bridge.session.form.step_fields(section)[0].key)
                QApplication.processEvents()
                buttons = [
                    letter(button.text())
                    for button in driver.window.findChildren(QPushButton)
                    if button.isVisible() and letter(button.text())
                ]
                letters = menus + buttons
                assert len(set(letters)) == len(letters), (row, letters)


def test_alt_and_a_letter_opens_the_menu_on_a_section_and_goes_back_by_its_own(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.go_to_step(1)
        driver.key(Qt.Key.Key_A, ALT)
        assert driver.window.menus.menus["&Archivo"].isVisible()
        driver.window.menus.menus["&Archivo"].close()
        driver.wake()
        assert driver.view.row == 1
        driver.key(Qt.Key.Key_T, ALT)
        driver.qtbot.waitUntil(lambda: driver.view.row == 0)
