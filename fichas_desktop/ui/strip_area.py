"""Where strips stand over a page: each in its full height, and the page keeps its room."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

_SHARE = 0.4
"""Of the height around it; more strips than that are scrolled."""
_LEAST_LINES = 4
"""In a window so small that what is around the strips needs more."""


class StripArea(QScrollArea):
    """Strips below one another, the newest first; as high as they are, where that is not too much."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("focusPolicy", "NoFocus")
        self.setProperty("horizontalScrollBarPolicy", "ScrollBarAlwaysOff")
        self._around: QWidget | None = None
        self._ground = QWidget()
        self._column = QVBoxLayout(self._ground)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setWidget(self._ground)
        self._height = 0
        self.setMaximumHeight(0)

    def add_strip(self, strip: QWidget) -> None:
        """Show a strip over the others."""
        self._column.insertWidget(0, strip)
        self.verticalScrollBar().setValue(0)

    def strips(self) -> list[QWidget]:
        """Return the strips, the newest first."""
        direct = QtCore.Qt.FindChildOption.FindDirectChildrenOnly
        strips = self._ground.findChildren(QWidget, options=direct)
        return sorted(strips, key=self._column.indexOf)

    def sizeHint(self) -> QSize:
        """Return the height of the strips, as far as there is room for it."""
        return QSize(super().sizeHint().width(), self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width: narrow strips are higher."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Follow from now on the height of what is around the strips."""
        super().showEvent(event)
        around = self.parentWidget()
        if around is not None and around is not self._around:
            self._around = around
            around.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the strips, and the height of what is around them."""
        done = super().eventFilter(watched, event)
        wanted = QEvent.Type.Resize if watched is self._around else QEvent.Type.LayoutRequest
        if event.type() == wanted:
            self._fit()
        return done

    def _fit(self) -> None:
        room = int(self._around.height() * _SHARE) if self._around is not None else 0
        wanted = self._wanted(self.width())
        if wanted > room:
            wanted = self._wanted(self.width() - self.verticalScrollBar().sizeHint().width())
        self._ground.setMinimumHeight(wanted)
        self._height = min(wanted, room)
        self.setMaximumHeight(self._height)
        self.setMinimumHeight(min(self._height, self.fontMetrics().lineSpacing() * _LEAST_LINES))
        self.updateGeometry()

    def _wanted(self, width: int) -> int:
        layout = self._column
        return (
            layout.totalHeightForWidth(width)
            if layout.hasHeightForWidth()
            else layout.totalSizeHint().height()
        )
