"""Brings what a person works on into view: of a text the line with the cursor, else the whole widget."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from fichas_desktop.ui.pages import ColumnPage

_SIDES = 60


class Place(NamedTuple):
    """Where a widget is.

    Attributes:
        widget: Of a page.
        top: How far that page is scrolled.
    """

    widget: QWidget
    top: int


def bring_into_view_soon(widget: QWidget) -> None:
    """Bring a widget into view once its page is laid out."""
    QTimer.singleShot(0, widget, partial(bring_into_view, widget))


def place_of(widget: QWidget) -> Place:
    """Return where a widget is on its page now."""
    page = _page_around(widget)
    return Place(widget, page.verticalScrollBar().value() if page is not None else 0)


def return_soon(place: Place) -> None:
    """Have a widget where it was, once its page is laid out."""
    QTimer.singleShot(0, place.widget, partial(_return_to, place))


def _return_to(place: Place) -> None:
    page = _page_around(place.widget)
    if page is not None:
        page.verticalScrollBar().setValue(place.top)
        bring_into_view(place.widget, 0)


def bring_into_view(widget: QWidget, sides: int = _SIDES) -> None:
    """Scroll the text of a widget and the page around it no further than is needed; on no page, do nothing.

    Args:
        widget: What is to be seen.
        sides: Room above and below it.
    """
    page = _page_around(widget)
    if page is None:
        return
    spot = _spot(widget)
    at = widget.mapTo(page.ground, QPoint(0, spot.center().y()))
    page.ensureVisible(at.x(), at.y(), 20, sides + spot.height() // 2)


def _page_around(widget: QWidget) -> ColumnPage | None:
    around: QWidget | None = widget
    while around is not None and not isinstance(around, ColumnPage):
        around = around.parentWidget()
    return around


def _spot(widget: QWidget) -> QRect:
    if not isinstance(widget, (QTextEdit, QPlainTextEdit)):
        return widget.rect()
    widget.ensureCursorVisible()
    line = widget.cursorRect()
    return QRect(widget.viewport().mapTo(widget, line.topLeft()), line.size())
