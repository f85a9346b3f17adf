"""Draws a draft of the list as a card: title, subtitle, and how far it is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fichas_desktop.domain.draft_summary import DraftSummary
from fichas_desktop.ui.drafts_model import DraftRole, details_of, title_of
from fichas_desktop.ui.theme import Tokens, tokens_of

GAP = 10
"""Below each card."""

LEFT, TOP = 18, 12
_BETWEEN = 4
_NEAR_EDGE = 4
_BESIDE_WORDS = 16
_RADIUS = 6.0
_BAR = 4


class DraftCards(QStyledItemDelegate):
    """Cards of one height, so that a list of ten thousand is laid out at once.

    Attributes:
        buttons: Size of the buttons of the current card, beside how far the draft is.
    """

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self.buttons = QSize()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return room for three lines."""
        return QSize(0, self.card_height() + GAP)

    def card_height(self) -> int:
        """Return the height of a card."""
        return 2 * TOP + _bold(self._view.font()).lineSpacing() + self.lower_height() + _BETWEEN

    def lower_height(self) -> int:
        """Return the height of the two lines below the title."""
        return self._line_height() + _BETWEEN + self._last_height()

    def last_line(self, card: QRect, summary: DraftSummary) -> QRect:
        """Return where a card says how far its draft is, and has its buttons while it is the current one."""
        height = self._last_height()
        bottom = card.bottom() - TOP
        if summary.state.readable and not summary.subtitle:
            # two lines stand in the middle of a card that is made for three
            height = max(height, self.buttons.height())
            bottom -= (self.lower_height() - height) // 2
        return QRect(card.left() + LEFT, bottom - height + 1, card.width() - LEFT - TOP, height)

    def _line_height(self) -> int:
        return self._view.fontMetrics().lineSpacing()

    def _last_height(self) -> int:
        # the buttons are higher than a line: they may come near the edge of the card
        return max(self._line_height(), self.buttons.height() - 2 * _NEAR_EDGE)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a card."""
        summary = index.data(DraftRole.SUMMARY)
        if not isinstance(summary, DraftSummary):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRect(option.rect).adjusted(0, 0, 0, -GAP)
        state = option.state
        tokens = tokens_of(self._view)
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        has_focus = is_current and self._view.hasFocus()
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        _paint_ground(painter, card, tokens, is_current=is_current, has_focus=has_focus, hover=is_hovered)
        self._paint_words(painter, card, summary, is_current=is_current)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, card: QRect, summary: DraftSummary, *, is_current: bool
    ) -> None:
        tokens, plain = tokens_of(self._view), self._view.font()
        bold = QFont(plain)
        bold.setWeight(QFont.Weight.DemiBold)
        metrics, details = self._view.fontMetrics(), details_of(summary)
        last = self.last_line(card, summary)
        height = _bold(plain).lineSpacing()
        line = QRect(last.left(), card.top() + TOP, last.width(), height)
        if summary.state.readable and not summary.subtitle:
            line.moveBottom(last.top() - _BETWEEN)
        _paint_line(painter, line, bold, tokens.ink, title_of(summary))
        if is_current:
            last.setRight(last.right() - self.buttons.width() - _BESIDE_WORDS)
        if not summary.state.readable:
            last.setTop(line.bottom() + 1 + _BETWEEN)
            _paint_sentence(painter, last, plain, tokens.error, details[0])
            return
        if summary.subtitle:
            line = QRect(line.left(), line.bottom() + 1 + _BETWEEN, line.width(), metrics.lineSpacing())
            _paint_line(painter, line, plain, tokens.ink, summary.subtitle)
        fits = (words for words in details if metrics.horizontalAdvance(words) <= last.width())
        _paint_line(painter, last, plain, tokens.guidance, next(fits, details[-1]))


def _paint_ground(
    painter: QPainter, card: QRect, tokens: Tokens, *, is_current: bool, has_focus: bool, hover: bool
) -> None:
    edge = tokens.accent if is_current else tokens.border if hover else tokens.hairline
    width = 2.0 if has_focus else 1.0
    painter.setPen(QPen(QColor(edge), width))
    painter.setBrush(QColor(tokens.selection if is_current else tokens.ground))
    painter.drawRoundedRect(
        QRectF(card).adjusted(width / 2, width / 2, -width / 2, -width / 2), _RADIUS, _RADIUS
    )
    if is_current:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(
            QRectF(card.left() + 6, card.top() + TOP, _BAR, card.height() - 2 * TOP), 2, 2
        )


def _paint_line(painter: QPainter, line: QRect, font: QFont, colour: str, words: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _paint_sentence(painter: QPainter, room: QRect, font: QFont, colour: str, words: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap, words)


def _bold(font: QFont) -> QFontMetrics:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return QFontMetrics(bold)
