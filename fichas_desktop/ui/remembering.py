"""Keeps what the window is to remember, off the GUI thread and not at every key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QTimer

from fichas_desktop.domain.preferences import Preferences
from fichas_desktop.errors import FichasError
from fichas_desktop.messages import error_sentence
from fichas_desktop.services.program import Program
from fichas_desktop.ui.background import BackgroundWorker

_PAUSE_MS = 400


class Remembering(QObject):
    """The window's preferences: read at once, written after a pause, all in one thread.

    Args:
        program: Has the preferences.
        tell: Says a sentence to the person; a failure is told once.
        parent: The window.
    """

    def __init__(self, program: Program, tell: Callable[[str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._program = program
        self._tell = tell
        self._told = False
        self._worker = BackgroundWorker(self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._save)

    @property
    def current(self) -> Preferences:
        """The preferences as they are now."""
        return self._program.preferences.current

    def change(self, **values: object) -> None:
        """Change some of them.

        Args:
            values: Fields of :class:`~fichas_desktop.domain.preferences.Preferences`.
        """
        self._program.preferences.change(**values)
        self._pause.start()

    def folder(self, name: str) -> Path:
        """Return a remembered folder while it is there, else that of the person's documents.

        Args:
            name: The field of the preferences that holds it.
        """
        kept = str(getattr(self.current, name))
        if kept and Path(kept).is_dir():
            return Path(kept)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(documents) or str(Path.home()))

    def settle(self) -> None:
        """Write what waits, and be through with it; whoever closes the window is told of no failure."""
        self._told = True
        if self._pause.isActive():
            self._save()
        self._worker.settle()

    def _save(self) -> None:
        self._pause.stop()
        self._worker.run(self._program.preferences.save, lambda _: None, self._fail)

    def _fail(self, error: FichasError) -> None:
        if not self._told:
            self._told = True
            self._tell(error_sentence(error))
