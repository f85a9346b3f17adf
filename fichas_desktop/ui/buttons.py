"""Buttons as the whole window makes them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6 import QtCore
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from fichas_desktop.ui.after_paint import AfterFirstPaint
from fichas_desktop.ui.theme import Role, set_role, tokens_of
from fichas_desktop.ui.wrapping_row import WrappingRow


class PrimaryButton(QPushButton):
    """The strong button of a page, as long as that is its role: in its colour a ring is seen only inside."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        set_role(self, Role.PRIMARY)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, and a ring in it while the keyboard is here."""
        super().paintEvent(event)
        if self.hasFocus() and self.property("role") == Role.PRIMARY:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens_of(self).on_accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(4, 4, -4, -4), 2, 2)


def make_button(
    text: str, name: str, role: Role | None = None, on_click: Callable[[], object] | None = None
) -> QPushButton:
    """Return a button that Enter and the space bar press while it has the keyboard.

    Args:
        text: Its words; ``&`` marks the shortcut letter.
        name: Object name, for tests.
        role: PRIMARY, LINK, or None for a plain one.
        on_click: Called without arguments.
    """
    button = PrimaryButton(text) if role is Role.PRIMARY else QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(True)
    if role is not None:
        set_role(button, role)
    if role is Role.LINK:
        AfterFirstPaint(button, partial(_point_at, button))
    if on_click is not None:
        button.clicked.connect(lambda _checked=False: on_click())
    return button


def _point_at(button: QPushButton) -> None:
    button.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)


def button_row(*buttons: QPushButton) -> WrappingRow:
    """Return buttons side by side from the left, in as many lines as they need."""
    row = WrappingRow()
    for button in buttons:
        row.add_widget(button)
    return row
