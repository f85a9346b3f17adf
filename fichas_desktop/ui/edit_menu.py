"""The menu Edición: what it asks for is done by the text that has the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMenuBar, QPlainTextEdit, QTextEdit, QWidget

from fichas_desktop.ui.commands import MENUS, Command
from fichas_desktop.ui.menus import Menus

Text = QLineEdit | QTextEdit | QPlainTextEdit


class EditMenu(QObject):
    """Follows the keyboard from text to text, and enables what can be done there.

    Args:
        menus: Has the entries.
        parent: The window.
    """

    def __init__(self, menus: Menus, parent: QObject) -> None:
        super().__init__(parent)
        self._menus = menus
        self._text: Text | None = None
        menus.chosen.connect(self._do)
        for menu in MENUS:
            if any(entry is not None and entry.command is Command.UNDO for entry in menu.entries):
                menus.menus[menu.words].aboutToShow.connect(self.refresh)
                menus.menus[menu.words].aboutToHide.connect(self._let_keys_through)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        self._follow(None, QApplication.focusWidget())

    def refresh(self) -> None:
        """Enable what the text with the keyboard can do now."""
        able = _abilities(self._text) if self._text is not None else {}
        for command in _DOINGS:
            self._menus.action(command).setEnabled(able.get(command, False))

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, (QMenuBar, QMenu)):
            return  # the menu itself, opened by keyboard: the text waits behind it
        self._text = now if isinstance(now, (QLineEdit, QTextEdit, QPlainTextEdit)) else None
        self._let_keys_through()

    def _let_keys_through(self) -> None:
        # while the menu is closed nobody sees more, and a key may come right after a change
        for command in _DOINGS:
            self._menus.action(command).setEnabled(self._may(command))

    def _do(self, command: Command) -> None:
        if self._text is not None and command in _DOINGS and self._may(command):
            _DOINGS[command](self._text)

    def _may(self, command: Command) -> bool:
        # Qt's texts paste and cut when they are told to, also those that can only be read
        return self._text is not None and (command in _READING or not self._text.isReadOnly())


def paste_plain(text: Text) -> None:
    """Paste the clipboard's words without their look."""
    if isinstance(text, QLineEdit):
        text.paste()
        return
    words = QMimeData()
    words.setText(QGuiApplication.clipboard().text())
    text.insertFromMimeData(words)


def _abilities(text: Text) -> Mapping[Command, bool]:
    writable = not text.isReadOnly() and text.isEnabled()
    if isinstance(text, QLineEdit):
        undo, redo = text.isUndoAvailable(), text.isRedoAvailable()
        selected, filled = text.hasSelectedText(), bool(text.text())
    else:
        document = text.document()
        undo, redo = document.isUndoAvailable(), document.isRedoAvailable()
        selected, filled = text.textCursor().hasSelection(), not document.isEmpty()
    return {
        Command.UNDO: writable and undo,
        Command.REDO: writable and redo,
        Command.CUT: writable and selected,
        Command.COPY: selected,
        Command.PASTE: writable and _can_paste(text),
        Command.PASTE_PLAIN: writable and bool(QGuiApplication.clipboard().text()),
        Command.SELECT_ALL: filled,
    }


def _can_paste(text: Text) -> bool:
    if isinstance(text, QLineEdit):
        return bool(QGuiApplication.clipboard().text())
    return text.canPaste()


_READING = frozenset({Command.COPY, Command.SELECT_ALL})
_DOINGS: Mapping[Command, Callable[[Text], object]] = {
    Command.UNDO: lambda text: text.undo(),
    Command.REDO: lambda text: text.redo(),
    Command.CUT: lambda text: text.cut(),
    Command.COPY: lambda text: text.copy(),
    Command.PASTE: lambda text: text.paste(),
    Command.PASTE_PLAIN: paste_plain,
    Command.SELECT_ALL: lambda text: text.selectAll(),
}
