"""The picture beside an annex: a small image of it, or a drawing of its kind with the end of its name."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from fichas_desktop.ui.icons import tinted_pixmap
from fichas_desktop.ui.theme import tokens_of

SIDE = 64
_RADIUS = 4


class AnnexTile(QWidget):
    """A square that says nothing that the words beside it do not say too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = ""
        self._ending = ""
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def image(self) -> QImage | None:
        """The small image shown, None where there is only the drawing."""
        return self._image

    def show_drawing(self, icon_name: str, ending: str) -> None:
        """Show a drawing.

        Args:
            icon_name: Drawing in ``resources/icons``.
            ending: Letters below it, empty for none.
        """
        self._icon_name, self._ending, self._image = icon_name, ending, None
        self.update()

    def show_image(self, image: QImage | None) -> None:
        """Show a small image of the annex instead of the drawing."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        """Return the square."""
        return QSize(SIDE, SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw image or drawing in a frame."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = QPainterPath()
        edge.addRoundedRect(frame, _RADIUS, _RADIUS)
        painter.fillPath(edge, QColor(tokens.surface))
        if self._image is not None:
            painter.setClipPath(edge)
            painter.drawImage(self._fitted(self._image.size()), self._image)
            painter.setClipping(False)
        else:
            self._paint_drawing(painter, tokens.guidance)
        painter.setPen(QPen(QColor(tokens.hairline), 1))
        painter.drawPath(edge)

    def _fitted(self, size: QSize) -> QRect:
        fitted = size.scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatio)
        return QRect(
            (SIDE - fitted.width()) // 2, (SIDE - fitted.height()) // 2, fitted.width(), fitted.height()
        )

    def _paint_drawing(self, painter: QPainter, colour: str) -> None:
        extent = 28
        top = 9 if self._ending else (SIDE - extent) // 2
        painter.drawPixmap(
            QRect((SIDE - extent) // 2, top, extent, extent), tinted_pixmap(self._icon_name, colour)
        )
        if self._ending:
            font = self.font()
            font.setPixelSize(12)
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(QRect(2, 40, SIDE - 4, 18), Qt.AlignmentFlag.AlignCenter, self._ending)
