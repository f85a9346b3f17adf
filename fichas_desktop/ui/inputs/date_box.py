"""One of the three boxes of a date."""

from __future__ import annotations

from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class DateBox(QLineEdit):
    """Box for a day, a month or a year; nothing typed or pasted is cut.

    Args:
        digits: How many digits fill the box.
        take_typed: Asked before each typed character; True means that it is dealt with.
        take_pasted: Asked before pasting; True means likewise.

    Attributes:
        filled: The last of the digits has just been typed.
        left_backwards: Backspace was pressed in the empty box.
        interrupted: The flow of typing ended: another key, the mouse, or coming from elsewhere.
    """

    filled = Signal()
    left_backwards = Signal()
    interrupted = Signal()

    def __init__(
        self,
        digits: int,
        take_typed: Callable[[DateBox, str], bool],
        take_pasted: Callable[[DateBox, str], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._digits = digits
        self._take_typed = take_typed
        self._take_pasted = take_pasted
        self._is_led_here = False

    def will_be_empty(self) -> bool:
        """Tell whether the next character stands alone: nothing here, or all of it marked."""
        return self.selectedText() == self.text()

    def enter(self) -> None:
        """Take the keyboard as the next box of the same date, its text marked."""
        self._is_led_here = True
        self.setFocus()
        self._is_led_here = False
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the date have typed and pasted text first."""
        if self.isReadOnly():
            super().keyPressEvent(event)
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.interrupted.emit()
            if not self._take_pasted(self, QGuiApplication.clipboard().text()):
                super().keyPressEvent(event)
            return
        text, key, modifier = event.text(), QtCore.Qt.Key, QtCore.Qt.KeyboardModifier
        command = modifier.ControlModifier | modifier.AltModifier
        if text and text.isprintable() and not event.modifiers() & command:
            if not self._take_typed(self, text):
                super().keyPressEvent(event)
                self._look_if_filled()
            return
        if text or event.key() in {key.Key_Left, key.Key_Right, key.Key_Home, key.Key_End}:
            self.interrupted.emit()
        if event.key() == key.Key_Backspace and not self.text():
            self.left_backwards.emit()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """End the flow of typing."""
        self.interrupted.emit()
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """End the flow of typing, unless it led here itself."""
        super().focusInEvent(event)
        if not self._is_led_here:
            self.interrupted.emit()

    def _look_if_filled(self) -> None:
        text = self.text()
        if len(text) == self._digits and text.isdecimal() and self.cursorPosition() == self._digits:
            self.filled.emit()
