"""The Tab key goes the way of reading, whatever was built or put in last.

Qt's own order is that of making: a strip over the page, a note or a field built later would come last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from PySide6 import QtCore
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QWidget,
)

from fichas_desktop.ui.in_view import bring_into_view

_WHOLE = (QComboBox, QLineEdit)
"""What holds parts that are no stops of their own."""


def go_by_tab(window: QWidget, *, forward: bool) -> bool:
    """Give the keyboard to the next or the previous stop of a window, and bring it into view.

    Returns:
        False where the keyboard is not in the window, which is then left to Qt.
    """
    focused = QApplication.focusWidget()
    if focused is None or not window.isAncestorOf(focused):
        return False
    stops = list(tab_stops(window, focused))
    if focused not in stops:
        return False
    target = stops[(stops.index(focused) + (1 if forward else -1)) % len(stops)]
    reason = QtCore.Qt.FocusReason
    target.setFocus(reason.TabFocusReason if forward else reason.BacktabFocusReason)
    bring_into_view(target)
    return True


def tab_stops(widget: QWidget, focused: QWidget | None = None) -> Iterator[QWidget]:
    """Yield where Tab stops below a widget, in the order in which its layouts show it.

    Args:
        widget: The window.
        focused: What has the keyboard; it counts although it may just have been hidden or disabled.
    """
    if widget is focused or _is_stop(widget):
        yield widget
    if isinstance(widget, _WHOLE):
        return
    for child in _in_order(widget):
        if child.isVisible() or child is focused or (focused is not None and child.isAncestorOf(focused)):
            yield from tab_stops(child, focused)


def _is_stop(widget: QWidget) -> bool:
    policy = widget.focusPolicy().value & QtCore.Qt.FocusPolicy.TabFocus.value
    return bool(policy) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def _in_order(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, QMainWindow | QScrollArea):
        inner = widget.centralWidget() if isinstance(widget, QMainWindow) else widget.widget()
        return [inner] if inner is not None else []
    if isinstance(widget, QAbstractScrollArea):
        return _children(widget.viewport())
    layout, children = widget.layout(), _children(widget)
    laid_out = list(_laid_out(layout, children)) if layout is not None else []
    return [*laid_out, *(child for child in children if child not in laid_out)]


def _children(widget: QWidget) -> list[QWidget]:
    option = QtCore.Qt.FindChildOption.FindDirectChildrenOnly
    return [child for child in widget.findChildren(QWidget, options=option) if not child.isWindow()]


def _laid_out(layout: QLayout, children: Sequence[QWidget]) -> Iterator[QWidget]:
    # never by itemAt(): PySide keeps an item that Qt has deleted, and takes what is made next at its address
    # for it, of which the program dies sooner or later
    parts: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(one), one) for one in children]
    parts += [(layout.indexOf(one), one) for one in layout.children() if isinstance(one, QLayout)]
    here = [(place, part) for place, part in parts if place >= 0]
    for _place, part in sorted(here, key=lambda placed: _cell(layout, placed[0])):
        if isinstance(part, QLayout):
            yield from _laid_out(part, children)
        else:
            yield part


def _cell(layout: QLayout, place: int) -> tuple[int, int]:
    if not isinstance(layout, QGridLayout):
        return place, 0
    row, column, *_span = cast("tuple[int, int, int, int]", layout.getItemPosition(place))
    return row, column
