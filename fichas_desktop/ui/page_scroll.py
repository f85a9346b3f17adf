"""Pages one below the other: only those on the screen are drawn, and only some are kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollBar, QWidget

from fichas_desktop.domain.page_images import PageSize
from fichas_desktop.ui.page_layout import PageLayout, fitting_zoom, next_zoom
from fichas_desktop.ui.theme import Role, set_role, tokens_of

KEPT_BYTES = 96_000_000
"""Of drawn pages, beside those on the screen."""
_LINE = 60
_OVERLAP = 48
_PAPER = "#FFFFFF"


class PageScroll(QAbstractScrollArea):
    """Shows pages that somebody else draws.

    Signals:
        wanted: Something is to be drawn, see :meth:`first_wanted`.
        page_changed: Number of the page being read, from 0.
        zoom_changed: How large the pages are, 1 for their real size.
    """

    wanted = Signal()
    page_changed = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview.pages")
        self.setFrameShape(QFrame.Shape.NoFrame)
        set_role(self, Role.SCROLLED)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # a bar that comes and goes would change the width to which pages are fitted
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._pages: tuple[PageSize, ...] = ()
        self._layout = PageLayout((), 1.0)
        self._zoom: float | None = None
        self._images: dict[int, tuple[float, QImage]] = {}
        self._page = -1
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.wanted)

    @property
    def page(self) -> int:
        """The page being read, from 0."""
        return max(self._page, 0)

    @property
    def count(self) -> int:
        """Number of pages."""
        return len(self._pages)

    @property
    def kept_bytes(self) -> int:
        """Size of all drawn pages."""
        return sum(image.sizeInBytes() for _, image in self._images.values())

    def show_pages(self, pages: Sequence[PageSize]) -> None:
        """Show other pages, none of which is drawn yet."""
        self._pages = tuple(pages)
        self._images.clear()
        self._page = -1
        self._lay_out()
        self._follow()

    def go_to(self, page: int, part: float = 0.0) -> None:
        """Bring a place of a page to the top."""
        if not self._pages:
            return
        rect = self._layout.rect(min(max(page, 0), self.count - 1), 0)
        self.verticalScrollBar().setValue(round(rect.top() + part * rect.height()) - _LINE // 4)

    def fit_width(self) -> None:
        """Show the pages as wide as there is room, also when that changes."""
        self._set_zoom(None)

    def zoom_by(self, step: int) -> None:
        """Show the pages larger (1) or smaller (-1)."""
        self._set_zoom(next_zoom(self._layout.zoom, step))

    def first_wanted(self) -> tuple[int, float] | None:
        """Return the page to be drawn first, with its pixels per point; None where all is drawn."""
        scale = self._layout.scale * self.devicePixelRatioF()
        for page in self._near():
            if self._images.get(page, (0.0, None))[0] != scale:
                return page, scale
        return None

    def take_image(self, page: int, scale: float, image: QImage) -> None:
        """Take in a drawn page."""
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._images[page] = (scale, image)
        self._let_go()
        self.viewport().update()
        self._soon.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages with the keys that do so everywhere."""
        bar = self.verticalScrollBar()
        target = _moves(bar).get(Qt.Key(event.key()))
        if target is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            bar.setValue(target)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages anew."""
        super().resizeEvent(event)
        self._keep_place()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Show another part."""
        self.viewport().update()
        self._follow()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pages on the screen, those that are not there yet as empty sheets."""
        tokens = tokens_of(self)
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(tokens.hairline))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._seen():
            rect = self._rect(page)
            image = self._images.get(page)
            if image is None:
                painter.fillRect(rect, QColor(_PAPER))
            elif image[0] == self._layout.scale * self.devicePixelRatioF():
                painter.drawImage(rect.topLeft(), image[1])  # pixel for pixel, else letters blur
            else:
                painter.drawImage(rect, image[1])
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))

    def _rect(self, page: int) -> QRect:
        rect = self._layout.rect(page, self.viewport().width())
        return rect.translated(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _seen(self) -> range:
        if not self._pages:
            return range(0)
        top = self.verticalScrollBar().value()
        return self._layout.pages_between(top, top + self.viewport().height())

    def _near(self) -> list[int]:
        """Return the pages on the screen, then those to which the next key leads."""
        seen = self._seen()
        beside = (seen.stop, seen.start - 1) if seen else ()
        return [*seen, *(page for page in beside if 0 <= page < self.count)]

    def _let_go(self) -> None:
        near = set(self._near())
        for page in sorted(self._images, key=lambda page: -abs(page - self.page)):
            if self.kept_bytes <= KEPT_BYTES:
                return
            if page not in near:
                del self._images[page]

    def _set_zoom(self, zoom: float | None) -> None:
        self._zoom = zoom
        self._keep_place()

    def _keep_place(self) -> None:
        if not self._pages:
            return
        middle = self.viewport().height() // 3
        y = self.verticalScrollBar().value() + middle
        page = self._layout.page_at(y)
        rect = self._layout.rect(page, 0)
        part = (y - rect.top()) / max(rect.height(), 1)
        self._lay_out()
        rect = self._layout.rect(page, 0)
        self.verticalScrollBar().setValue(round(rect.top() + part * rect.height()) - middle)
        self._follow()

    def _lay_out(self) -> None:
        size = self.viewport().size()
        zoom = self._zoom if self._zoom is not None else fitting_zoom(self._pages, size.width())
        self._layout = PageLayout(self._pages, zoom)
        for bar, whole, seen in (
            (self.verticalScrollBar(), self._layout.height, size.height()),
            (self.horizontalScrollBar(), self._layout.width, size.width()),
        ):
            bar.setRange(0, max(whole - seen, 0))
            bar.setPageStep(max(seen - _OVERLAP, 1))
            bar.setSingleStep(_LINE)
        self.viewport().update()
        self.zoom_changed.emit(zoom)

    def _follow(self) -> None:
        self._soon.start()
        if not self._pages:
            return
        page = self._layout.page_at(self.verticalScrollBar().value() + self.viewport().height() // 3)
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)


def _moves(bar: QScrollBar) -> dict[Qt.Key, int]:
    """Return where each key that moves leads."""
    return {
        Qt.Key.Key_PageDown: bar.value() + bar.pageStep(),
        Qt.Key.Key_Space: bar.value() + bar.pageStep(),
        Qt.Key.Key_PageUp: bar.value() - bar.pageStep(),
        Qt.Key.Key_Down: bar.value() + _LINE,
        Qt.Key.Key_Up: bar.value() - _LINE,
        Qt.Key.Key_Home: bar.minimum(),
        Qt.Key.Key_End: bar.maximum(),
    }
