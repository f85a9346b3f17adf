"""One of the three boxes of a date."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_COMMAND_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


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

    def will_be_empty(self) -> bool:
        """Tell whether the next character stands alone: nothing here, or all of it marked."""
        return self.selectedText() == self.text()

    def enter(self) -> None:
        """Take the keyboard as the next box of the same date, its text marked."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
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
        text = event.text()
        if text and text.isprintable() and not event.modifiers() & _COMMAND_KEYS:
            if not self._take_typed(self, text):
                super().keyPressEvent(event)
                self._look_if_filled()
            return
        if text or event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.interrupted.emit()
        if event.key() == Qt.Key.Key_Backspace and not self.text():
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
        if event.reason() != Qt.FocusReason.OtherFocusReason:
            self.interrupted.emit()

    def _look_if_filled(self) -> None:
        text = self.text()
        if len(text) == self._digits and text.isdecimal() and self.cursorPosition() == self._digits:
            self.filled.emit()
