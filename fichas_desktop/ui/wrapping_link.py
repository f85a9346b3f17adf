"""A link that wraps its words over several lines; a push button would cut them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from fichas_desktop.ui.theme import Role, Tokens, set_role, tokens_of

RING = 3
"""Pixels around the words, for the focus ring."""

_FLAGS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_ANY_HEIGHT = 10_000


class WrappingLink(QAbstractButton):
    """Underlined words that a click, Enter or the space bar follows.

    Args:
        text: The words, never markup.
        name: Object name, for tests.
        on_click: Called without arguments.
    """

    def __init__(
        self, text: str, name: str, on_click: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda _checked=False: on_click())

    def set_words(self, text: str) -> None:
        """Show other words."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower link is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words wrapped to a width."""
        return self._words_rect(width).height() + 2 * RING

    def sizeHint(self) -> QSize:
        """Return the size of the words on one line."""
        size = self.fontMetrics().size(Qt.TextFlag.TextSingleLine, self.text())
        return QSize(size.width() + 2 * RING + 2, size.height() + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        """Let the words wrap as far as the column asks."""
        return QSize(80, self.fontMetrics().height() + 2 * RING)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Follow the link with Enter too, as a push button does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the pointer is over the link."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show that the pointer has left."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words, and a ring while the keyboard is here."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        font = self.font()
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(QColor(self._colour(tokens)))
        painter.drawText(self._words_rect(self.width()), int(_FLAGS), self.text())
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 3, 3)

    def _colour(self, tokens: Tokens) -> str:
        return tokens.accent_strong if self.underMouse() else tokens.accent

    def _words_rect(self, width: int) -> QRect:
        room = QRect(RING, RING, max(width - 2 * RING, 40), _ANY_HEIGHT)
        return self.fontMetrics().boundingRect(room, int(_FLAGS), self.text())


class QuietLink(WrappingLink):
    """A small link in the colour of hints, for what may well be left alone."""

    def __init__(
        self, text: str, name: str, on_click: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(text, name, on_click, parent)
        set_role(self, Role.ADVICE)

    def _colour(self, tokens: Tokens) -> str:
        return tokens.accent if self.underMouse() or self.hasFocus() else tokens.guidance
