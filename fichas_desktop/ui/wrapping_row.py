"""A row of widgets that goes on in a next line where the window is too narrow or the text too large."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_SPACING = 8


class WrappingRow(QWidget):
    """Puts its widgets side by side from the left; what does not fit goes on in the next line.

    A row in the row moves to a line of its own before it is broken.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        self._wide: QWidget | None = None
        self._pushed_from: int | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add_widget(self, widget: QWidget, *, is_wide: bool = False) -> None:
        """Add a widget at the end.

        Args:
            widget: The widget, which the row owns from now on.
            is_wide: True for the one that takes what the others leave of its line.
        """
        widget.setParent(self)
        self._widgets.append(widget)
        if is_wide:
            self._wide = widget

    def push_rest(self) -> None:
        """Let what is added from now on stand at the right of its line."""
        self._pushed_from = len(self._widgets)

    def row_width(self) -> int:
        """Return the least width in which all widgets stand side by side, in pixels."""
        widths = [_least_width(widget) for widget in self._shown()]
        return sum(widths) + _SPACING * max(len(widths) - 1, 0)

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        return QSize(self.row_width(), self._line_height())

    def minimumSizeHint(self) -> QSize:
        """Return the width of the widest widget, and the height of one line."""
        widths = (widget.minimumSizeHint().width() for widget in self._shown())
        return QSize(max(widths, default=0), self._line_height())

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower row is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return max((place.bottom() + 1 for _, place in self._places(width)), default=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines for the new width."""
        super().resizeEvent(event)
        self._put_in_place()

    def showEvent(self, event: QShowEvent) -> None:
        """Break the lines for what changed while nothing was seen."""
        super().showEvent(event)
        self._begin_anew()

    def changeEvent(self, event: QEvent) -> None:
        """Break the lines anew when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._begin_anew()

    def event(self, event: QEvent) -> bool:
        """Break the lines anew when one of the widgets needs more room, or less."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._begin_anew()
        return super().event(event)

    def _begin_anew(self) -> None:
        self._put_in_place()
        self.updateGeometry()

    def _put_in_place(self) -> None:
        for widget, place in self._places(self.width()):
            widget.setGeometry(place)

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]

    def _line_height(self) -> int:
        return max((_height(widget, _least_width(widget)) for widget in self._shown()), default=0)

    def _places(self, width: int) -> list[tuple[QWidget, QRect]]:
        places: list[tuple[QWidget, QRect]] = []
        top = 0
        for line in self._lines(width):
            sizes = [
                QSize(wide, _height(widget, wide))
                for widget, wide in zip(line, self._widths(line, width), strict=True)
            ]
            height = max(size.height() for size in sizes)
            free = width - sum(size.width() for size in sizes) - _SPACING * (len(line) - 1)
            pushed = None if self._pushed_from is None else self._widgets[self._pushed_from]
            left = 0
            for number, (widget, size) in enumerate(zip(line, sizes, strict=True)):
                if widget is pushed and number:
                    left += free
                middle = top + (height - size.height()) // 2
                places.append((widget, QRect(left, middle, size.width(), size.height())))
                left += size.width() + _SPACING
            top += height + _SPACING
        return places

    def _lines(self, width: int) -> list[list[QWidget]]:
        lines: list[list[QWidget]] = []
        left = 0
        for widget in self._shown():
            least = _least_width(widget)
            if lines and left + least <= width:
                lines[-1].append(widget)
            else:
                lines.append([widget])
                left = 0
            left += least + _SPACING
        return lines

    def _widths(self, line: list[QWidget], width: int) -> list[int]:
        widths = [min(_least_width(widget), width) for widget in line]
        free = width - sum(widths) - _SPACING * (len(line) - 1)
        for number, widget in enumerate(line):
            wanted = free if widget is self._wide else widget.sizeHint().width() - widths[number]
            more = max(min(wanted, free, widget.maximumWidth() - widths[number]), 0)
            widths[number] += more
            free -= more
        return widths


def _least_width(widget: QWidget) -> int:
    if isinstance(widget, WrappingRow):
        return widget.row_width()
    return min(max(widget.minimumSizeHint().width(), widget.minimumWidth()), widget.maximumWidth())


def _height(widget: QWidget, width: int) -> int:
    wanted = widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()
    return min(max(wanted, widget.minimumHeight()), widget.maximumHeight())
