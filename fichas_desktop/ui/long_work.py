"""One piece of long work as the window sees it: how far it is, and the wish that it stop."""

from __future__ import annotations

import time
from threading import Event

from PySide6.QtCore import QObject, Signal

from fichas_desktop.domain.progress import Stage, Step
from fichas_desktop.errors import RefusedError

CANCELLED = "cancelled"
_TELL_EVERY = 0.05
"""Seconds: more often nobody can read it."""


class LongWork(QObject):
    """Brings what a job in another thread reports to the window, and tells it to stop.

    Signals:
        advanced: The :class:`Step` that the job is at; not every single one.
    """

    advanced = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stopped = Event()
        self._told = 0.0

    @property
    def is_cancelled(self) -> bool:
        """Whether it was told to stop."""
        return self._stopped.is_set()

    def cancel(self) -> None:
        """Have the job end with ``cancelled`` where it reports the next time."""
        self._stopped.set()

    def report(self, step: Step) -> None:
        """Take in what the job says; called in its thread.

        Raises:
            RefusedError: ``cancelled``.
        """
        if self.is_cancelled:
            raise RefusedError(CANCELLED)
        now = time.monotonic()
        if now - self._told >= _TELL_EVERY:
            self._told = now
            self.advanced.emit(step)


def step_words(step: Step, doing: str) -> str:
    """Return a line that says how far work is.

    Args:
        step: Where it is.
        doing: What it does, as «Generando el PDF».
    """
    if step.stage is Stage.ANNEX:
        return f"{doing}… anexo {step.number} de {step.total}"
    if step.stage is Stage.PAGE:
        return f"{doing}… página {step.number}"
    if step.stage is Stage.CHECK:
        return "Verificando los archivos…"
    return f"{doing}…"
