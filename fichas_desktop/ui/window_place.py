"""Where the window stands: as it was left, but never beyond the screens there are now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from fichas_desktop.domain.preferences import WindowPlace

FIRST_SIZE = (1120, 760)
_TITLE_BAR = 32
_SMALLEST = 200


def put_in_place(window: QMainWindow, kept: WindowPlace | None) -> None:
    """Put a window where it was; before that was ever kept, the system finds a place."""
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    if kept is None or not screens:
        window.resize(first_size(window.screen().availableGeometry()))
        return
    window.setGeometry(place_within(QRect(kept.x, kept.y, kept.width, kept.height), screens))
    if kept.maximized:
        window.setWindowState(window.windowState() | window.windowState().WindowMaximized)


def first_size(screen: QRect) -> QSize:
    """Return the size of a window that was never seen before, with the foot of its pages on the screen, too.

    Args:
        screen: What it has free for windows.
    """
    width, height = FIRST_SIZE
    return QSize(min(width, screen.width()), min(height, screen.height() - _TITLE_BAR))


def place_of(window: QMainWindow) -> WindowPlace:
    """Return where a window is, or was before it was maximized."""
    rect = window.normalGeometry() if window.isMaximized() else window.geometry()
    return WindowPlace(rect.x(), rect.y(), rect.width(), rect.height(), window.isMaximized())


def place_within(wanted: QRect, screens: Sequence[QRect]) -> QRect:
    """Return the place next to ``wanted`` that lies whole on one screen, its title bar too.

    Args:
        wanted: The inside of the window.
        screens: What each screen has free for windows, the main one first; at least one.
    """

    def shared(screen: QRect) -> int:
        part = screen.intersected(wanted)
        return max(part.width(), 0) * max(part.height(), 0)

    screen = max(screens, key=shared).adjusted(0, _TITLE_BAR, 0, 0)
    width = min(max(wanted.width(), _SMALLEST), screen.width())
    height = min(max(wanted.height(), _SMALLEST), screen.height())
    x = min(max(wanted.x(), screen.left()), screen.left() + screen.width() - width)
    y = min(max(wanted.y(), screen.top()), screen.top() + screen.height() - height)
    return QRect(x, y, width, height)
