"""Which form a new ficha is of is asked with its name, code and version, and answered by key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.form_question import FormQuestion
from tests.builders import synthetic_form
from tests.ui.programs import shipped_program
from tests.ui.window_driver import WindowDriver, open_window


def two_forms(driver: WindowDriver) -> tuple[FormDefinition, ...]:
    return driver.program.catalog.latest(), synthetic_form()


def answered(
    driver: WindowDriver, qtbot: QtBot, answer: Callable[[FormQuestion], None]
) -> FormDefinition | None:
    """Ask as the program does, and answer once the question is on the screen."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FormQuestion)
        answer(dialog)

    QTimer.singleShot(50, act)
    return Dialogs().choose_form(driver.window, two_forms(driver))


def press(qtbot: QtBot, *keys: Qt.Key) -> Callable[[FormQuestion], None]:
    def act(dialog: FormQuestion) -> None:
        for key in keys:
            focused = dialog.focusWidget()
            assert focused is not None
            qtbot.keyClick(focused, key)

    return act


@pytest.mark.parametrize(
    ("keys", "number"),
    [
        ((Qt.Key.Key_Return,), 0),
        ((Qt.Key.Key_Down, Qt.Key.Key_Return), 1),
        ((Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Enter), 0),
        ((Qt.Key.Key_Down, Qt.Key.Key_Escape), None),
    ],
)
def test_arrows_enter_and_esc_answer(
    qtbot: QtBot, tmp_path: Path, keys: tuple[Qt.Key, ...], number: int | None
) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        found = answered(driver, qtbot, press(qtbot, *keys))
        assert found == (None if number is None else two_forms(driver)[number])


def test_the_buttons_say_what_they_do(qtbot: QtBot, tmp_path: Path) -> None:
    def click(words: str) -> Callable[[FormQuestion], None]:
        def act(dialog: FormQuestion) -> None:
            (button,) = (one for one in dialog.findChildren(QPushButton) if one.text() == words)
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

        return act

    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        assert answered(driver, qtbot, click("Empezar")) == two_forms(driver)[0]
        assert answered(driver, qtbot, click("Cancelar")) is None


def test_a_screen_reader_hears_name_code_and_version(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        dialog = FormQuestion(two_forms(driver), driver.window)
        qtbot.addWidget(dialog)
        dialog.open()
        (listed,) = dialog.findChildren(QListWidget)
        assert dialog.focusWidget() is listed
        assert listed.accessibleName() == "¿Qué formulario va a diligenciar?"
        assert "Entrar" in listed.accessibleDescription()
        spoken = QAccessible.queryAccessibleInterface(listed)
        rows = [spoken.child(row).text(QAccessible.Text.Name) for row in range(spoken.childCount())]
        for row, form in zip(rows, two_forms(driver), strict=True):
            assert row == f"{form.name}, {form.code}, versión {form.version}"


def test_with_one_form_nothing_is_asked(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        (form, _) = two_forms(driver)
        assert Dialogs().choose_form(driver.window, (form,)) is form
