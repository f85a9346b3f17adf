"""Icons of the window: black drawings in ``resources/icons``, shown in the colours of the scheme."""

from __future__ import annotations

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from fichas_desktop.assets import asset_path
from fichas_desktop.ui.theme import Tokens, tokens_of

APP_ICON_SIZES = (16, 32, 64, 256)
_ICON_GAP = 4
_TRANSPARENT = QColor(0, 0, 0, 0)
_LOOK_CHANGES = (QEvent.Type.PaletteChange, QEvent.Type.FontChange)


def app_icon() -> QIcon:
    """Return the program's icon in all its sizes."""
    icon = QIcon()
    for size in APP_ICON_SIZES:
        icon.addFile(str(asset_path("resources", "icons", f"app-{size}.png")))
    return icon


def tinted_pixmap(name: str, colour: str) -> QPixmap:
    """Return the drawing ``name`` in one colour, large enough for screens of triple density."""
    key = f"{name} {colour}"
    pixmap = QPixmap()
    if QtGui.QPixmapCache.find(key, pixmap):
        return pixmap
    drawing = QPixmap(str(asset_path("resources", "icons", f"{name}.png")))
    pixmap = QPixmap(drawing.size())
    pixmap.fill(_TRANSPARENT)  # gives it an alpha channel, which filling in a colour keeps
    pixmap.fill(QColor(colour))
    painter = QtGui.QPainter(pixmap)
    painter.setCompositionMode(QtGui.QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.drawPixmap(0, 0, drawing)
    painter.end()
    QtGui.QPixmapCache.insert(key, pixmap)
    return pixmap


def icon_extent(widget: QWidget) -> int:
    """Return the side of an icon that stands beside the widget's text, in pixels."""
    return round(widget.fontMetrics().ascent() * 1.25)


class IconButton(QPushButton):
    """A button with an icon before its words; the icon follows the colours of the scheme.

    Args:
        icon_name: Drawing in ``resources/icons``.
        text: The button's words.
    """

    def __init__(self, icon_name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon_name = icon_name
        self.setAutoDefault(True)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew when colours or text size change."""
        super().changeEvent(event)
        if event.type() in _LOOK_CHANGES:
            self._draw()

    def _draw(self) -> None:
        tokens = tokens_of(self)
        extent = icon_extent(self)
        icon = QIcon(self._spaced(tokens.ink, extent))
        icon.addPixmap(self._spaced(tokens.guidance, extent), QIcon.Mode.Disabled)
        self.setIconSize(QSize(extent + _ICON_GAP, extent))
        self.setIcon(icon)

    def _spaced(self, colour: str, extent: int) -> QPixmap:
        """Return the drawing with some air after it: the style's own is too little."""
        drawing = tinted_pixmap(self._icon_name, colour)
        spaced = QPixmap(round(drawing.width() * (extent + _ICON_GAP) / extent), drawing.height())
        spaced.fill(_TRANSPARENT)
        painter = QtGui.QPainter(spaced)
        painter.drawPixmap(0, 0, drawing)
        painter.end()
        return spaced


class IconLabel(QLabel):
    """An icon beside a line of text; its meaning stands in the words next to it.

    Args:
        icon_name: Drawing in ``resources/icons``.
        colour: Name of the colour in :class:`~fichas_desktop.ui.theme.Tokens`.
    """

    def __init__(self, icon_name: str, colour: str = "guidance", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._colour = colour
        self.setScaledContents(True)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew when colours or text size change."""
        super().changeEvent(event)
        if event.type() in _LOOK_CHANGES:
            self._draw()

    def _draw(self) -> None:
        colour = _colour(tokens_of(self), self._colour)
        extent = icon_extent(self)
        self.setFixedSize(extent, extent)
        self.setPixmap(tinted_pixmap(self._icon_name, colour))
        self.setAlignment(QtCore.Qt.AlignmentFlag.AlignCenter)


def _colour(tokens: Tokens, name: str) -> str:
    colour: str = getattr(tokens, name)
    return colour
