"""Items of a list in two lines: what a thing is called, and below it, quieter, what there is to know."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fichas_desktop.ui.theme import tokens_of

DETAIL_ROLE = Qt.ItemDataRole.UserRole + 1
_MARGIN_X, _MARGIN_Y, _GAP = 12, 8, 2
Index = QModelIndex | QPersistentModelIndex


class TwoLineItems(QStyledItemDelegate):
    """Draws items: the title shortened at the end where it does not fit, the details below it.

    Args:
        view: The list, which owns this object.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of two lines; the width is the list's."""
        line = QFontMetrics(_bold(self._view.font())).lineSpacing()
        return QSize(0, line + self._view.fontMetrics().lineSpacing() + 2 * _MARGIN_Y + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw an item."""
        tokens, rect = tokens_of(self._view), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.selection))
            if self._view.hasFocus():
                painter.setPen(QPen(QColor(tokens.accent), 2))
                painter.drawRect(rect.adjusted(1, 1, -1, -1))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tokens.hover))
        top = rect.top() + _MARGIN_Y
        for words, font, colour in (
            (index.data(Qt.ItemDataRole.DisplayRole), _bold(self._view.font()), tokens.ink),
            (index.data(DETAIL_ROLE), self._view.font(), tokens.guidance),
        ):
            metrics = QFontMetrics(font)
            line = QRect(rect.left() + _MARGIN_X, top, rect.width() - 2 * _MARGIN_X, metrics.lineSpacing())
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = metrics.elidedText(str(words or ""), Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            top += line.height() + _GAP
        painter.restore()


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold
