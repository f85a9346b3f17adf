"""Batches of annexes, taken in one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject

from fichas_desktop.domain.progress import Report
from fichas_desktop.errors import FichasError
from fichas_desktop.messages import error_sentence
from fichas_desktop.services.annexes import TakenIn
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.long_work import CANCELLED
from fichas_desktop.ui.noticed_work import NoticedWork
from fichas_desktop.ui.quiet_notice import QuietNotice


class Batch(NamedTuple):
    """What a person gave in one go.

    Attributes:
        notice: Where they are told of it.
        words: What is being done.
        cancelled: What is told once they have stopped it.
        begin: Called when its turn comes, in the GUI thread; returns the work to be done in the worker.
        show: Shows what came of it and returns what is to be told.
    """

    notice: QuietNotice
    words: str
    cancelled: str
    begin: Callable[[], Callable[[Report], TakenIn]]
    show: Callable[[TakenIn], Sequence[str]]


class AnnexQueue(QObject):
    """Begins a batch once the one before it is shown, so that each is judged against what there is then.

    Args:
        worker: Does the work; whoever settles it waits for all batches.
        parent: Owns this object.
    """

    def __init__(self, worker: BackgroundWorker, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._waiting: deque[Batch] = deque()
        self._work: NoticedWork | None = None
        self._told: dict[QuietNotice, list[str]] = {}

    def add(self, batch: Batch) -> None:
        """Take in a batch, after those that were given before."""
        self._waiting.append(batch)
        if self._work is None:
            self._told.clear()
            self._begin()

    def _begin(self) -> None:
        batch = self._waiting.popleft()
        if batch.notice not in self._told:
            self._told[batch.notice] = []
            batch.notice.dismiss()
        self._work = work = NoticedWork(batch.notice, batch.words, self)
        self._worker.run(
            partial(batch.begin(), work.report), partial(self._show, batch), partial(self._fail, batch)
        )

    def _show(self, batch: Batch, taken: TakenIn) -> None:
        self._end(batch, batch.show(taken))

    def _fail(self, batch: Batch, error: FichasError) -> None:
        self._end(batch, [batch.cancelled if error.code == CANCELLED else error_sentence(error)])

    def _end(self, batch: Batch, sentences: Sequence[str]) -> None:
        if self._work is not None:
            self._work.end()
            self._work = None
        told = self._told[batch.notice]
        told += sentences
        words = "\n".join(told)
        if words and words != batch.notice.words():
            batch.notice.say(words)
        if self._waiting:
            self._begin()
