"""Brings what a person works on into view: of a text the line with the cursor, else the whole widget."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6 import QtWidgets  # each class of its that is named takes time to come into being
from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

_ROOM = 30
"""Pixels around a stop."""
_NEAR = 12


class Place(NamedTuple):
    """Where a widget is.

    Attributes:
        widget: Of a page.
        top: How far that page is scrolled.
    """

    widget: QWidget
    top: int


def place_of(widget: QWidget) -> Place:
    """Return where a widget is on its page now."""
    page = page_around(widget)
    return Place(widget, page.verticalScrollBar().value() if page is not None else 0)


def page_around(widget: QWidget) -> QScrollArea | None:
    """Return the page that a widget stands on, None where it stands on none."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around


def once_laid_out(widget: QWidget, action: Callable[[], object]) -> None:
    """Do something once all that waits to be laid out has its place, as long as the widget is there."""
    # a timer that is started comes after every posted event; QTimer.singleShot(0, …) is one of them
    timer = QTimer(widget, singleShot=True, interval=0)
    timer.timeout.connect(action)
    timer.timeout.connect(timer.deleteLater)
    timer.start()


def return_soon(place: Place) -> None:
    """Have a widget where it was, once its page is laid out."""
    once_laid_out(place.widget, partial(_return_to, place))


def bring_into_view(widget: QWidget) -> None:
    """Scroll every page around a widget so that it is seen."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            _show_in(parent, widget)
        parent = parent.parentWidget()


def bring_into_view_soon(widget: QWidget) -> None:
    """Bring a widget into view once its page is laid out."""
    once_laid_out(widget, partial(bring_into_view, widget))


def bring_start_into_view_soon(page: QScrollArea, widget: QWidget) -> None:
    """Bring the first line of a widget that has the keyboard into view, once its page is laid out."""
    once_laid_out(widget, partial(_bring_start_into_view, page, widget))


def bring_beside_keyboard_soon(widget: QWidget) -> None:
    """Bring a widget into view once its page is laid out, if the line with the cursor stays in view, too."""
    once_laid_out(widget, partial(_bring_beside_keyboard, widget))


def bring_with_keyboard_soon(widget: QWidget) -> None:
    """Bring a card into view once its page is laid out; of a high one, what has the keyboard."""
    once_laid_out(widget, partial(_bring_with_keyboard, widget))


def _return_to(place: Place) -> None:
    page = page_around(place.widget)
    if page is not None:
        page.verticalScrollBar().setValue(place.top)
        _show(page, _on_page(page, place.widget, _spot(place.widget)), 0)


def _bring_start_into_view(page: QScrollArea, widget: QWidget) -> None:
    # before the first paint: to ask a widget for its parents, or a page for its viewport, would make Python
    # meet classes that only Qt knows, and look for their names among all of Qt's
    ground = page.widget()
    if ground is not None and widget.hasFocus():
        half = min(widget.height(), 2 * widget.fontMetrics().lineSpacing()) // 2
        middle = widget.mapTo(ground, QPoint(0, half))
        page.ensureVisible(middle.x(), middle.y(), 0, _NEAR + half)


def _bring_beside_keyboard(widget: QWidget) -> None:
    page = page_around(widget)
    focused = page.focusWidget() if page is not None else None
    if page is None or focused is None or not widget.isVisible() or page_around(focused) is not page:
        return
    both = _on_page(page, widget, widget.rect()).united(_on_page(page, focused, _spot(focused)))
    room = (page.viewport().height() - both.height()) // 2
    if room >= 0:
        _show(page, both, min(room, _NEAR))


def _bring_with_keyboard(widget: QWidget) -> None:
    bring_into_view(widget)
    focused = widget.window().focusWidget()
    if focused is not None and widget.isAncestorOf(focused):
        bring_into_view(focused)


def _spot(widget: QWidget) -> QRect:
    if not isinstance(widget, QtWidgets.QTextEdit | QtWidgets.QPlainTextEdit):
        return widget.rect()
    widget.ensureCursorVisible()
    line = widget.cursorRect()
    return QRect(widget.viewport().mapTo(widget, line.topLeft()), line.size())


def _on_page(page: QScrollArea, widget: QWidget, spot: QRect) -> QRect:
    return QRect(widget.mapTo(page.viewport(), spot.topLeft()), spot.size())


def _show_in(page: QScrollArea, widget: QWidget) -> None:
    if widget.height() > page.viewport().height() // 2:
        page.ensureWidgetVisible(widget)  # of a long text the line with the cursor
        return
    _show(page, _on_page(page, widget, widget.rect()), _ROOM)


def _show(page: QScrollArea, spot: QRect, sides: int) -> None:
    middle = spot.center() + QPoint(page.horizontalScrollBar().value(), page.verticalScrollBar().value())
    page.ensureVisible(middle.x(), middle.y(), 0, sides + spot.height() // 2)
