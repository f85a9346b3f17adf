"""Typing as a keyboard does it, for texts that ``qtbot.keyClicks`` cannot type."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


def type_text(widget: QWidget, text: str) -> None:
    """Type any characters into a widget; ``keyClicks`` aborts the interpreter at ``á``, ``ñ`` and ``–``."""
    for character in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = Qt.Key.Key_unknown
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(widget, event)


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None, times: int = 1) -> None:
    """Press a key as the window system reports it: first offered as a shortcut, then to the widget."""
    held = modifiers or Qt.KeyboardModifier.NoModifier
    for _ in range(times):
        override = QKeyEvent(QEvent.Type.ShortcutOverride, key, held)
        override.ignore()
        QApplication.sendEvent(widget, override)
        QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, held))
        QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyRelease, key, held))
