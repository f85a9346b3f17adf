"""Long work that a notice tells of once it takes a while, with a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from fichas_desktop.ui.long_work import LongWork
from fichas_desktop.ui.quiet_notice import QuietNotice

SOON_MS = 400
"""What is done by then needs no words."""


class NoticedWork(LongWork):
    """One piece of work; whoever began it says when it has ended.

    Args:
        notice: Where it is told.
        words: What is being done.
        parent: Owns this object.
    """

    def __init__(self, notice: QuietNotice, words: str, parent: QObject) -> None:
        super().__init__(parent)
        self._notice = notice
        self._words = words
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._tell)
        self._soon.start()

    def end(self) -> None:
        """Tell of it no longer."""
        self._soon.stop()
        if self._notice.words() == self._words:
            self._notice.dismiss()
        self.deleteLater()

    def _tell(self) -> None:
        self._notice.say(self._words, ("Cancelar", self.cancel))
