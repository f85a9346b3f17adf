"""The menu Edición acts on the text with the keyboard; every menu's letters and shortcuts are told apart."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fichas_desktop.ui.commands import MENUS, Command
from fichas_desktop.ui.edit_menu import EditMenu
from fichas_desktop.ui.shortcuts_dialog import shortcut_groups
from tests.ui.programs import keep_titled, shipped_program
from tests.ui.window_driver import WindowDriver, open_window

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ENTRIES = [entry for menu in MENUS for entry in menu.entries if entry is not None]


def is_on(driver: WindowDriver, command: Command) -> bool:
    return driver.window.menus.action(command).isEnabled()


def choose(driver: WindowDriver, command: Command) -> None:
    """Choose from the open menu, as a person does."""
    menu = next(
        one
        for one in driver.window.menus.menus.values()
        if driver.window.menus.action(command) in one.actions()
    )
    menu.aboutToShow.emit()
    assert is_on(driver, command), command
    menu.aboutToHide.emit()
    driver.window.menus.action(command).trigger()
    QApplication.processEvents()


def shown(driver: WindowDriver, *commands: Command) -> dict[Command, bool]:
    # it begins with the first paint
    driver.qtbot.waitUntil(lambda: driver.window.findChild(EditMenu) is not None)
    """Return what is enabled in the open menu."""
    menu = driver.window.menus.menus["&Edición"]
    menu.aboutToShow.emit()
    found = {command: is_on(driver, command) for command in commands}
    menu.aboutToHide.emit()
    return found


def test_each_letter_chooses_one_entry_of_its_menu() -> None:
    for menu in MENUS:
        words = [entry.words for entry in menu.entries if entry is not None]
        assert all("&" in one for one in words)
        letters = Counter(one[one.index("&") + 1].lower() for one in words)
        digits = {str(number) for number in range(1, 10)} if menu.has_steps else set()
        assert max(letters.values()) == 1, (menu.words, letters)
        assert not digits & set(letters)


def test_no_shortcut_is_given_twice() -> None:
    keys = [QKeySequence(key).toString() for entry in ENTRIES for key in entry.keys]
    keys += [f"Ctrl+{number}" for number in range(1, 10)]
    assert [key for key, times in Counter(keys).items() if times > 1] == []


def test_every_command_is_in_the_menus_once() -> None:
    assert sorted(entry.command.value for entry in ENTRIES) == sorted(one.value for one in Command)


@pytest.mark.parametrize("key", ["nombre", "descripcion"])
def test_the_texts_take_what_the_menu_asks_for(qtbot: QtBot, tmp_path: Path, key: str) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.go_to_step(0 if key == "nombre" else 1)
        driver.type_into(key, "Uno dos")
        assert shown(driver, Command.CUT, Command.COPY, Command.UNDO, Command.REDO) == {
            Command.CUT: False,
            Command.COPY: False,
            Command.UNDO: True,
            Command.REDO: False,
        }
        choose(driver, Command.SELECT_ALL)
        choose(driver, Command.COPY)
        assert QGuiApplication.clipboard().text() == "Uno dos"
        choose(driver, Command.CUT)
        value = driver.view.pages.field_input(key).value
        assert not value()
        choose(driver, Command.PASTE)
        assert "Uno dos" in str(value())
        choose(driver, Command.UNDO)
        assert not value()
        choose(driver, Command.REDO)
        assert "Uno dos" in str(value())


def test_without_a_text_there_is_nothing_to_edit(qtbot: QtBot, tmp_path: Path) -> None:
    program = shipped_program(tmp_path)
    keep_titled(program, "Una")
    with open_window(qtbot, program) as driver:
        qtbot.waitUntil(lambda: driver.exists("drafts.new"))
        driver.find("drafts.new").setFocus()
        assert not any(shown(driver, Command.PASTE, Command.SELECT_ALL, Command.PASTE_PLAIN).values())
        assert not is_on(driver, Command.FIND)
        assert not is_on(driver, Command.CLOSE)
        assert not is_on(driver, Command.DUPLICATE)


def test_ctrl_shift_v_pastes_the_words_alone(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.go_to_step(1)
        mime = QMimeData()
        mime.setHtml("<p><b>Fuerte</b> y <i>suave</i></p>")
        mime.setText("Fuerte y suave")
        driver.click("descripcion")
        QGuiApplication.clipboard().setMimeData(mime)
        driver.key(Qt.Key.Key_V, CTRL | SHIFT)
        value = str(driver.view.pages.field_input("descripcion").value())
        assert "Fuerte y suave" in value
        assert "bold=True" not in value


def test_the_ficha_on_the_screen_is_duplicated_and_shown(qtbot: QtBot, tmp_path: Path) -> None:
    program = shipped_program(tmp_path)
    with open_window(qtbot, program) as driver:
        assert not is_on(driver, Command.DUPLICATE)
        driver.type_into("nombre", "La primera")
        qtbot.waitUntil(lambda: is_on(driver, Command.DUPLICATE))
        first = driver.view.bridge.session.draft.id
        driver.window.menus.action(Command.DUPLICATE).trigger()
        qtbot.waitUntil(lambda: driver.view.bridge.session.draft.id != first, timeout=10_000)
        assert len(program.drafts.summaries()) == 2
        qtbot.waitUntil(lambda: driver.exists("notice.duplicate"))
        words = driver.find("notice.duplicate").accessibleName()
        assert words.startswith("Se copió «La primera»: la copia es la del ")


def test_closing_the_ficha_shows_the_list(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.type_into("nombre", "Una")
        driver.key(Qt.Key.Key_W, CTRL)
        assert driver.window.view is None
        assert driver.exists("drafts.list")


def test_the_ends_of_the_steps_are_disabled(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        assert not is_on(driver, Command.PREVIOUS_STEP)
        driver.go_to_step(6)
        assert not is_on(driver, Command.NEXT_STEP)
        assert is_on(driver, Command.PREVIOUS_STEP)


def test_every_shortcut_is_told_in_spanish(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.window.menus.action(Command.SHORTCUTS).trigger()
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        words = "\n".join(label.text() for label in dialog.findChildren(QLabel))
        for entry in ENTRIES:
            if entry.keys:
                assert entry.words.replace("&", "").rstrip("…") in words
        assert "Ctrl+Mayús+N" in words
        assert "Shift" not in words
        assert "Negrita" in words
        dialog.close()
    assert len(shortcut_groups()) == 6


def test_the_data_folder_is_opened(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []

    def note(path: Path) -> bool:
        opened.append(path)
        return len(opened) == 1

    monkeypatch.setattr("fichas_desktop.ui.help_menu.open_path", note)
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.window.menus.action(Command.DATA_FOLDER).trigger()
        assert opened == [tmp_path]
        assert driver.dialogs.said == []
        driver.window.menus.action(Command.DATA_FOLDER).trigger()
        assert "no tiene con qué abrir la carpeta" in driver.dialogs.said[0]
