"""Menus, shortcuts, text size and colours; Qt's own words in Spanish."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fichas_desktop.app import make_application
from fichas_desktop.ui.commands import MENUS, Command, Needs
from fichas_desktop.ui.dialogs import Dialogs, file_dialog, folder_dialog
from fichas_desktop.ui.later_mark import KEYS as LATER_KEYS
from fichas_desktop.ui.rich_text_edit import SHORTCUTS
from fichas_desktop.ui.rich_text_field import LARGE_KEYS
from fichas_desktop.ui.theme import DARK, LIGHT, base_size, tokens_of
from fichas_desktop.version import __version__
from tests.ui.programs import keep_titled, shipped_program
from tests.ui.window_driver import WindowDriver, open_window

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def actions(driver: WindowDriver) -> dict[str, QAction]:
    """Return what the menus offer now, by its words without shortcut marks."""
    menus = [action.menu() for action in driver.window.menuBar().actions()]
    return {
        action.text().replace("&", ""): action
        for menu in menus
        for action in menu.actions()  # type: ignore[attr-defined]
        if action.isVisible() and not action.isSeparator()
    }


def shortcuts(action: QAction) -> list[str]:
    return [one.toString(QKeySequence.SequenceFormat.PortableText) for one in action.shortcuts()]


def test_the_menus_are_named_and_each_has_a_letter(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        texts = [action.text() for action in driver.window.menuBar().actions()]
        assert [text.replace("&", "") for text in texts] == ["Archivo", "Edición", "Ir", "Ver", "Ayuda"]
        letters = [text[text.index("&") + 1].lower() for text in texts]
        assert len(set(letters)) == 5


def test_the_steps_are_in_the_menu_by_name(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        found = actions(driver)
        assert shortcuts(found["2. Identificación"]) == ["Ctrl+2"]
        found["5. Conclusiones"].trigger()
        assert driver.view.row == 4
        found["7. Revisar y generar"].trigger()
        assert driver.view.row == 6
        assert not any(text.startswith("8.") for text in found)


def test_what_needs_a_ficha_waits_for_one(qtbot: QtBot, tmp_path: Path) -> None:
    program = shipped_program(tmp_path)
    keep_titled(program, "Una")
    with open_window(qtbot, program) as driver:
        for words in ("Guardar ahora", "Generar PDF y datos…", "Generar copia de borrador…"):
            assert not actions(driver)[words].isEnabled(), words
        qtbot.waitUntil(lambda: driver.exists("drafts.new"))
        driver.click("drafts.new")
        for words in ("Guardar ahora", "Generar PDF y datos…", "Generar copia de borrador…"):
            assert actions(driver)[words].isEnabled(), words
        driver.key(Qt.Key.Key_O, CTRL)
        assert not actions(driver)["Guardar ahora"].isEnabled()
        assert "1. Información general" not in actions(driver)


def test_the_shortcuts_are_those_of_a_spanish_desktop(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        found = actions(driver)
        assert shortcuts(found["Guardar ahora"]) == ["Ctrl+S", "Ctrl+G"]
        assert shortcuts(found["Nueva ficha"]) == ["Ctrl+Shift+N"]
        assert shortcuts(found["Texto más grande"])[0] == "Ctrl++"


def test_no_key_is_both_a_menus_and_the_editors() -> None:
    menus = [keys for menu in MENUS for entry in menu.entries if entry is not None for keys in entry.keys]
    editor = [keys for several in SHORTCUTS.values() for keys in several]
    assert len(menus) == len(set(menus)) > 20
    assert set(menus) & {*editor, *LARGE_KEYS, LATER_KEYS} == set()


def test_a_new_ficha_by_its_shortcut_keeps_the_one_before(qtbot: QtBot, tmp_path: Path) -> None:
    program = shipped_program(tmp_path)
    with open_window(qtbot, program) as driver:
        driver.type_into("nombre", "La de antes")
        driver.key(Qt.Key.Key_N, CTRL | SHIFT)
        assert driver.view.bridge.session.answer("nombre") is None
    assert [one.title for one in program.drafts.summaries()] == ["La de antes"]


# --- size and colours -------------------------------------------------------------------------------


def test_looks_and_edits_leave_the_guidance_open(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        action = driver.window.menus.action
        entries = [entry for menu in MENUS for entry in menu.entries if entry is not None]
        looks = (Command.LARGER, Command.SMALLER, Command.NORMAL_SIZE, Command.DARK, Command.SYSTEM)
        for command in (*looks, *(entry.command for entry in entries if entry.needs is Needs.TEXT)):
            action(command).setEnabled(True)
            action(command).trigger()
        assert not folded(driver)
        action(Command.FOLD_GUIDANCE).trigger()
        assert folded(driver)
        action(Command.OPEN_GUIDANCE).trigger()
        assert not folded(driver)


def folded(driver: WindowDriver) -> tuple[str, ...]:
    return driver.program.preferences.current.folded


def test_the_text_grows_and_shrinks_by_key_between_80_and_160_percent(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        application = make_application()
        sizes = []
        for _ in range(8):
            driver.key(Qt.Key.Key_Plus, CTRL)
            sizes.append(application.font().pointSizeF())
        assert sizes[0] == pytest.approx(base_size(1.1))
        assert max(sizes) == pytest.approx(base_size(1.6))
        for _ in range(12):
            driver.key(Qt.Key.Key_Minus, CTRL)
        assert application.font().pointSizeF() == pytest.approx(base_size(0.8))
        driver.key(Qt.Key.Key_0, CTRL)
        assert application.font().pointSizeF() == pytest.approx(base_size(1.0))


def test_the_text_of_a_field_keeps_pace(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        qtbot.waitUntil(lambda: driver.exists("nombre"))  # it lies below the first field
        before = driver.find("nombre").height()
        driver.type_into("nombre", "Se queda")
        for _ in range(6):
            driver.key(Qt.Key.Key_Plus, CTRL)
        QApplication.processEvents()
        assert driver.find("nombre").height() > before * 1.2
        assert driver.view.pages.page(0).frames["nombre"].input.value() == "Se queda"


def test_dark_and_light_are_chosen_in_the_menu(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        assert tokens_of(driver.window) is LIGHT
        actions(driver)["Oscuro"].trigger()
        QApplication.processEvents()
        assert tokens_of(driver.window) is DARK
        assert actions(driver)["Oscuro"].isChecked()
        driver.key(Qt.Key.Key_Plus, CTRL)
        assert tokens_of(driver.window) is DARK
        actions(driver)["Claro"].trigger()
        QApplication.processEvents()
        assert tokens_of(driver.window) is LIGHT


# --- Qt's own words ---------------------------------------------------------------------------------


def test_the_context_menu_of_a_text_is_in_spanish(qtbot: QtBot) -> None:
    make_application()
    for edit in (QLineEdit(), QTextEdit()):
        qtbot.addWidget(edit)
        menu = edit.createStandardContextMenu()
        texts = {action.text().replace("&", "").split("\t")[0] for action in menu.actions()}
        assert {"Deshacer", "Rehacer", "Cortar", "Copiar", "Pegar", "Seleccionar todo"} <= texts
        menu.deleteLater()


def test_standard_buttons_are_in_spanish(qtbot: QtBot) -> None:
    make_application()
    box = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel,
        Qt.Orientation.Horizontal,
    )
    qtbot.addWidget(box)
    assert sorted(button.text().replace("&", "") for button in box.buttons()) == ["Cancelar", "Guardar"]


def dialog_words(dialog: QFileDialog) -> set[str]:
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    widgets: list[QWidget] = [*dialog.findChildren(QLabel), *dialog.findChildren(QPushButton)]
    return {str(widget.property("text")).replace("&", "") for widget in widgets} - {""}


def test_qts_own_file_dialogs_are_in_spanish(qtbot: QtBot, tmp_path: Path) -> None:
    make_application()
    parent = QWidget()
    qtbot.addWidget(parent)
    files = file_dialog(parent, "Agregar archivos", "Agregar")
    assert dialog_words(files) == {"Buscar en:", "Nombre:", "Tipo:", "Agregar", "Cancelar"}
    assert files.windowTitle() == "Agregar archivos"
    assert files.nameFilters() == ["Todos los archivos (*)"]
    folder = folder_dialog(parent, "Escoger la carpeta", tmp_path)
    assert dialog_words(folder) == {"Buscar en:", "Carpeta:", "Tipo:", "Escoger", "Cancelar"}
    assert Path(folder.directory().absolutePath()) == tmp_path


def test_the_dialogs_for_annexes_begin_in_the_folder_that_they_are_given(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_application()
    parent = QWidget()
    qtbot.addWidget(parent)
    begun: list[Path] = []

    def exec_(dialog: QFileDialog) -> int:
        begun.append(Path(dialog.directory().absolutePath()))
        return 0

    monkeypatch.setattr(QFileDialog, "exec", exec_)
    assert Dialogs().choose_annexes(parent, tmp_path) == []
    assert Dialogs().choose_file(parent, "Reemplazar el anexo", "Reemplazar", tmp_path) is None
    assert begun == [tmp_path, tmp_path]


def test_the_program_says_what_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        actions(driver)["Acerca de este programa"].trigger()
        box = QApplication.activeModalWidget()
        assert box is not None
        words = "\n".join(label.text() for label in box.findChildren(QLabel))
        for expected in (f"Versión {__version__}", "4202000-FT-1311, versión 01", "sin conexión", "LGPL-3.0"):
            assert expected in words
        assert str(tmp_path) in words
        (close,) = box.findChildren(QPushButton)
        assert close.text() == "Cerrar"
        close.click()
