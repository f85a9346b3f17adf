"""A row of widgets that turns into a column where the window is too narrow or the text too large."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

_SPACING = 8


class WrappingRow(QWidget):
    """Puts its widgets side by side, or below one another when they do not fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(_SPACING)

    def add_widget(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a widget at the end."""
        self._widgets.append(widget)
        self._box.addWidget(widget, stretch)
        if not stretch:
            self._box.setAlignment(widget, QtCore.Qt.AlignmentFlag.AlignLeft)

    def add_stretch(self) -> None:
        """Let the rest of the row stay empty."""
        self._box.addStretch(1)

    def row_width(self) -> int:
        """Return the least width in which all widgets stand side by side, in pixels."""
        widths = (
            widget.row_width() if isinstance(widget, WrappingRow) else widget.minimumSizeHint().width()
            for widget in self._widgets
        )
        return sum(widths) + _SPACING * (len(self._widgets) - 1)

    def sizeHint(self) -> QSize:
        """Return the width of the row, whatever the widgets do now."""
        return QSize(self.row_width(), self._box.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the width of the widest widget."""
        width = max((widget.minimumSizeHint().width() for widget in self._widgets), default=0)
        return QSize(width, self._box.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between row and column for the new width."""
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """Choose anew when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._turn()

    def event(self, event: QEvent) -> bool:
        """Choose anew when one of the widgets needs more room, or less."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return super().event(event)

    def _turn(self) -> None:
        fits = self.row_width() <= self.width()
        for widget in self._widgets:
            if isinstance(widget, WrappingRow):
                widget.setMinimumWidth(widget.row_width() if fits else 0)
        direction = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if direction != self._box.direction():
            self._box.setDirection(direction)
            self.updateGeometry()
