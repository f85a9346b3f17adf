"""A text area that is as high as its text, within bounds, and leaves the wheel to the page."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QTextDocument, QTextOption, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from fichas_desktop.ui.in_view import page_around
from fichas_desktop.ui.prose_area import ProseArea
from fichas_desktop.ui.rich_text_document import LINE_HEIGHT

FEWEST_LINES = 6
MOST_LINES = 18
_INDENT = 1.6  # heights of the font
_NO_LIMIT = 16_777_215  # Qt's own largest height
_CLEARANCE = 32  # pixels kept free around the cursor in the page


class GrowingTextEdit(ProseArea, QTextEdit):
    """Grows with its text from ``FEWEST_LINES`` to ``MOST_LINES`` and scrolls beyond that."""

    def __init__(self, document: QTextDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document.setParent(self)
        self.setDocument(document)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        document.documentLayout().documentSizeChanged.connect(self._fit_height)
        self._follow = QTimer(self, singleShot=True, interval=0)
        self._follow.timeout.connect(self._show_cursor_in_page)
        self.cursorPositionChanged.connect(self._show_cursor_soon)
        self._fills = False
        self._fit_to_font()

    def set_filling(self, fills: bool) -> None:
        """Take all the room there is instead of growing with the text, or grow again."""
        self._fills = fills
        vertical = QSizePolicy.Policy.Expanding if fills else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)
        if fills:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            self.setMinimumHeight(round(FEWEST_LINES * self.fontMetrics().lineSpacing()))
            self.setMaximumHeight(_NO_LIMIT)
        self._fit_height()
        if not fills:  # lower than it was, and back among other fields
            QTimer.singleShot(0, self, self._find_cursor_again)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew after a change of font or style."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit_to_font()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew: a narrower text is a higher one."""
        super().resizeEvent(event)
        self._fit_height()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll only when in use and higher than its bounds; otherwise the page scrolls."""
        if self._fills or (self.hasFocus() and self.verticalScrollBar().maximum() > 0):
            super().wheelEvent(event)
        else:
            event.ignore()

    def _fit_to_font(self) -> None:
        self.document().setIndentWidth(self.fontMetrics().height() * _INDENT)
        self._fit_height()

    def _fit_height(self) -> None:
        if self._fills:
            return
        edges = self.height() - self.viewport().height() + 2 * self.document().documentMargin()
        line = self.fontMetrics().lineSpacing() * LINE_HEIGHT / 100
        text = self.document().size().height() - 2 * self.document().documentMargin()
        highest = MOST_LINES * line
        if text < highest + line / 2:  # a scroll bar for less than a line would only be in the way
            highest = max(highest, text)
        fits = text <= highest
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if policy != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(policy)
        height = math.ceil(min(max(text, FEWEST_LINES * line), highest) + edges)
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
            self._show_cursor_soon()

    def _show_cursor_soon(self) -> None:
        # after the page has laid itself out for the new height
        if self.hasFocus():
            self._follow.start()

    def _find_cursor_again(self) -> None:
        if self.hasFocus():
            self.ensureCursorVisible()
            self._show_cursor_in_page()

    def _show_cursor_in_page(self) -> None:
        if self._fills or not self.hasFocus():
            return
        area = page_around(self)
        page = area.widget() if area is not None else None
        if area is not None and page is not None:
            spot = self.viewport().mapTo(page, self.cursorRect().center())
            area.ensureVisible(spot.x(), spot.y(), 0, _CLEARANCE)
