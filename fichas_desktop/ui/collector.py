"""Python collects in the window's thread: in another one it could take Qt objects away from under it."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 250


class Collector(QObject):
    """Collects what is no longer needed, at the pace that Python itself keeps, between two events.

    Python's own way is to collect in whatever thread happens to allocate, and with a ring of references a Qt
    object may go there; Qt wants its objects to go in the thread they live in.

    Args:
        owner: The window or the application; while it lives nobody else collects.
    """

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        gc.disable()
        timer = QTimer(self, interval=EVERY_MS)
        timer.timeout.connect(self.collect)
        timer.start()

    def collect(self) -> None:
        """Collect the oldest generation whose turn it is, if there is one."""
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation]:
                gc.collect(generation)
                return
