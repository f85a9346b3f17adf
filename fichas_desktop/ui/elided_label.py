"""A label for words that may not fit, such as file names: shortened in the middle, whole in the tooltip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class ElidedLabel(QLabel):
    """One line of plain text that never forces its surroundings to be wide.

    Args:
        least: Characters that must fit before the surroundings give way.
    """

    def __init__(self, parent: QWidget | None = None, *, least: int = 8) -> None:
        super().__init__(parent)
        self._least = least
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        """Show ``words``, as much of them as fits."""
        self._words = words
        self.setAccessibleName(words)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return the width of the characters that must fit."""
        width = min(self.fontMetrics().averageCharWidth() * self._least, self.sizeHint().width())
        return QSize(width, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Return the width of the whole words."""
        width = self.fontMetrics().horizontalAdvance(self._words) + 2
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Shorten anew when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideMiddle, max(self.width(), self.minimumSizeHint().width())
        )
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._words if shown != self._words else "")
