"""Keeps the draft without being asked: soon after the last key, and never long after the first."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QObject, QTimer, Signal

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.errors import FichasError
from fichas_desktop.ui.background import BackgroundWorker

PAUSE_MS = 1_000
"""A save starts this long after the last change."""

NOTE_MS = 1_000
"""What is being typed goes to the journal this long after the first change, also without a pause."""

LONGEST_MS = 10_000
"""A save starts at the latest this long after the first unsaved change."""


class SaveState(Enum):
    """What the footer says."""

    NOTHING = auto()
    WAITING = auto()
    SAVING = auto()
    SAVED = auto()
    FAILED = auto()


class Autosave(QObject):
    """Saves the newest draft in a worker thread.

    Args:
        save: Makes a draft durable; returns what failed beside it, or nothing.
        worker: Where saving runs.
        note: Makes what is being typed durable in a draft that was saved before.

    Signals:
        state_changed: ``(SaveState, FichasError | None)``; the error with FAILED, and with SAVED where the
            draft is kept in one place instead of two.
    """

    state_changed = Signal(object, object)

    def __init__(
        self,
        save: Callable[[Draft], FichasError | None],
        worker: BackgroundWorker,
        parent: QObject | None = None,
        *,
        note: Callable[[Draft], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._save = save
        self._note = note
        self._worker = worker
        self._waiting: Draft | None = None
        self._in_hand = 0
        self._error: FichasError | None = None
        self._typing = QTimer(self, singleShot=True, interval=NOTE_MS)
        self._typing.timeout.connect(self._note_now)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MS)
        self._pause.timeout.connect(self.save_now)
        self._longest.timeout.connect(self.save_now)

    def changed(self, draft: Draft) -> None:
        """Take note of a newer draft, to be saved soon."""
        self._waiting = draft
        self._pause.start()
        for timer in (self._longest, self._typing):
            if not timer.isActive():
                timer.start()
        self.state_changed.emit(SaveState.WAITING, None)

    def save_now(self) -> None:
        """Start saving what waits."""
        for timer in (self._pause, self._longest, self._typing):
            timer.stop()
        if self._waiting is None:
            return
        draft, self._waiting = self._waiting, None
        self._in_hand += 1
        self.state_changed.emit(SaveState.SAVING, None)
        self._worker.run(
            lambda: self._save(draft), self._on_saved, lambda error: self._on_failed(draft, error)
        )

    def flush(self) -> FichasError | None:
        """Save what waits and block until it is durable; return the error when that failed."""
        # a save under way may fail and its draft wait again: it is tried once more
        self._worker.settle()
        self.save_now()
        self._worker.settle()
        return self._error if self._waiting is not None else None

    def end(self) -> None:
        """Save nothing any more: the window goes, and none of its threads may be at work then."""
        for timer in (self._pause, self._longest, self._typing):
            timer.stop()
        self._waiting = None

    def _note_now(self) -> None:
        draft, note = self._waiting, self._note
        if draft is not None and note is not None:
            # a draft that cannot be noted, as one that was never saved, is saved instead
            self._worker.run(lambda: note(draft), lambda _: None, lambda _: self.save_now())

    def _on_saved(self, trouble: FichasError | None) -> None:
        self._in_hand -= 1
        if self._waiting is None and not self._in_hand:
            self.state_changed.emit(SaveState.SAVED, trouble)

    def _on_failed(self, draft: Draft, error: FichasError) -> None:
        self._in_hand -= 1
        self._error = error
        if self._waiting is None and not self._in_hand:
            self._waiting = draft
            self._longest.start()
        self.state_changed.emit(SaveState.FAILED, error)
