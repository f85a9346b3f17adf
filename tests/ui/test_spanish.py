"""No English word is left in what Qt itself brings: context menus, file dialogs, names of keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextBrowser,
    QTextEdit,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fichas_desktop.app import make_application
from fichas_desktop.ui import dialogs
from fichas_desktop.ui.inputs.text_line import TextLine
from fichas_desktop.ui.key_words import keys_words
from fichas_desktop.ui.rich_text_edit import RichTextEdit
from tests.ui.screen_audit import english, not_spanish

TEXTS = (QLineEdit, QTextEdit, QPlainTextEdit, QTextBrowser, TextLine, RichTextEdit)
KEYS = (
    "Ctrl+Shift+N Del Return Enter Esc Backspace PgUp PgDown Home End Space Left Right Up Down Tab Ins Alt+F4"
)


def test_an_english_word_would_be_noticed(qtbot: QtBot) -> None:
    menu = QMenu("Archivo")
    qtbot.addWidget(menu)
    menu.addAction("&Guardar")
    assert not_spanish(menu) == []
    menu.addAction("Select &All")
    assert not_spanish(menu) == ["English: 'Select &All'", "English: 'Select All'"]


@pytest.mark.parametrize("kind", TEXTS)
def test_the_context_menus_of_texts_are_spanish(qtbot: QtBot, kind: type[QLineEdit]) -> None:
    make_application()
    text = kind()
    qtbot.addWidget(text)
    menu = text.createStandardContextMenu()
    assert menu is not None
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert len(words) >= 2
    assert [one for one in words if english(one)] == []
    menu.deleteLater()


@pytest.mark.parametrize(
    "make",
    [
        lambda parent: dialogs.file_dialog(parent, "Agregar archivos", "Agregar"),
        lambda parent: dialogs.copy_dialog(parent, Path("copia.ficha")),
        lambda parent: dialogs.folder_dialog(parent, "Escoger la carpeta", Path()),
    ],
    ids=["file", "copy", "folder"],
)
def test_the_file_dialogs_are_spanish(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[QWidget], QDialog]
) -> None:
    monkeypatch.chdir(tmp_path)
    make_application()
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.show()
    dialog = make(ground)
    dialog.show()
    assert dialog.windowTitle()
    assert not_spanish(dialog) == []
    view = dialog.findChild(QTreeView)
    assert isinstance(view, QTreeView)
    heads = [
        view.model().headerData(column, Qt.Orientation.Horizontal)
        for column in range(view.model().columnCount())
    ]
    assert len(heads) >= 4
    assert [head for head in heads if english(str(head))] == []
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_keys_are_called_as_on_the_keyboard() -> None:
    make_application()
    native = QKeySequence.SequenceFormat.NativeText
    words = [QKeySequence(key).toString(native) for key in KEYS.split()]
    assert words[:6] == ["Ctrl+Mayús+N", "Supr", "Entrar", "Entrar", "Esc", "Retroceso"]
    assert [one for one in words if english(one)] == []
    assert keys_words(("Ctrl+Shift+Z", "F3", "F4")) == "Ctrl+Mayús+Z o F3"
