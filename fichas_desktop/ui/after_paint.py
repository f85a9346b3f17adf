"""Work that waits until the person sees something."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

SOON = 10
"""Milliseconds after the paint for what belongs to the page that was painted."""

IDLE = 250
"""Milliseconds after the paint for what nobody waits for: what is typed at once is answered first."""


class AfterFirstPaint(QObject):
    """Calls back once, when a widget has been painted for the first time.

    Args:
        widget: The widget to wait for; it owns this object.
        callback: Called some time after the paint, so that the screen and the first keys come before it.
        pause: That time in milliseconds. What takes long stands apart from the rest.
    """

    def __init__(self, widget: QWidget, callback: Callable[[], object], pause: int = SOON) -> None:
        super().__init__(widget)
        self._widget = widget
        self._callback = callback
        self._pause = pause
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint event."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(self._pause, self, self._begin)
        return False

    def _begin(self) -> None:
        self.deleteLater()
        # a window that was closed meanwhile has put its affairs in order, and begins nothing new
        if self._widget.window().isVisible():
            self._callback()
