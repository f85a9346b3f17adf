"""A single line of text that wraps: one paragraph, shown on up to three lines."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QMimeData, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QResizeEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from fichas_desktop.domain.text import clean_line
from fichas_desktop.ui.prose_area import ProseArea

MOST_LINES = 3
_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PAGE_KEYS = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class TextLine(ProseArea, QPlainTextEdit):
    """Editor of one paragraph. Enter does nothing, a pasted line break becomes one space.

    Attributes:
        text_edited: The person changed the text; :meth:`set_text` does not emit it.
    """

    text_edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(4)
        self.textChanged.connect(self._edited)

    def text(self) -> str:
        """Return the text, cleaned for one line."""
        # toPlainText() would turn non-breaking spaces into plain ones
        return clean_line(self.document().toRawText())

    def set_text(self, text: str) -> None:
        """Show ``text``, its line breaks as spaces; forgets the undo history and never emits."""
        with QSignalBlocker(self):
            self.setPlainText(clean_line(text))
            self.moveCursor(QTextCursor.MoveOperation.End)
        self._fit()

    def replace_text(self, text: str) -> None:
        """Put ``text`` in place of all there is, as an edit that can be undone."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def sizeHint(self) -> QSize:
        """Return the height of the lines there are, at most three."""
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        """Return a small width and the height of the lines there are."""
        return QSize(self.fontMetrics().averageCharWidth() * 8, self._height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Swallow Enter; let the page keys scroll the page."""
        if event.key() in _ENTER_KEYS:
            event.accept()
        elif event.key() in _PAGE_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the text only when it has the keyboard, else the page."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the end of the text to whoever comes by keyboard."""
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.moveCursor(QTextCursor.MoveOperation.End)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew for the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the text size changes."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Refuse files: whoever drops them means the list of annexes, not this text."""
        return source.hasText() and not any(url.isLocalFile() for url in source.urls())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert pasted words; a line break, with the spaces around it, becomes one space."""
        if self.isReadOnly():
            return
        # the guards keep outer spaces, which matter inside a sentence
        self.textCursor().insertText(clean_line(f"|{source.text()}|")[1:-1])
        self.ensureCursorVisible()

    def _edited(self) -> None:
        self._fit()
        self.text_edited.emit()

    def _lines(self) -> int:
        return max(1, round(self.document().documentLayout().documentSize().height()))

    def _height(self) -> int:
        margins = self.contentsMargins()
        viewport = self.viewportMargins()
        chrome = margins.top() + margins.bottom() + viewport.top() + viewport.bottom()
        text = QFontMetricsF(self.font()).lineSpacing() * min(self._lines(), MOST_LINES)
        return math.ceil(text + 2 * self.document().documentMargin()) + chrome

    def _fit(self) -> None:
        policy = Qt.ScrollBarPolicy
        overflows = self._lines() > MOST_LINES
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOn if overflows else policy.ScrollBarAlwaysOff)
        if self._height() != self.height() or self.minimumHeight() != self._height():
            self.setFixedHeight(self._height())
            self.updateGeometry()
