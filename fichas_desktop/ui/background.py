"""Work off the GUI thread: one worker, one job at a time, results back by signal."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from fichas_desktop.errors import EnvironmentFailedError, FichasError

Result = TypeVar("Result")


class BackgroundWorker(QObject):
    """Runs jobs one after the other in a thread of its own.

    The thread is Python's, not of a QThreadPool: a pool that goes with its window waits for its jobs
    while it holds Python's lock, and a job that needs that lock never ends.
    """

    _ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = Lock()
        self._jobs: deque[Callable[[], None]] = deque()
        self._thread: Thread | None = None
        self._results: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._ended.connect(self._deliver)

    def run(
        self,
        job: Callable[[], Result],
        on_done: Callable[[Result], None],
        on_error: Callable[[FichasError], None],
    ) -> None:
        """Start a job; exactly one of the two callbacks is called later, in the GUI thread.

        Args:
            job: Does the work; touches no widget.
            on_done: Gets its result.
            on_error: Gets its error; anything unforeseen comes as ``unexpected``.
        """
        with self._lock:
            self._jobs.append(lambda: self._take(_outcome(job, on_done, on_error)))
            if self._thread is None:
                self._thread = Thread(target=self._work)
                self._thread.start()

    def settle(self) -> None:
        """Block until every started job has ended and its callback has been called.

        Jobs that a callback starts are waited for, too.
        """
        self._wait()
        while not self._results.empty():
            self._deliver()
            self._wait()

    def _wait(self) -> None:
        thread = self._thread
        if thread is not None:
            thread.join()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._jobs:
                    self._thread = None
                    return
                job = self._jobs.popleft()
            job()

    def _take(self, callback: Callable[[], None]) -> None:
        # called in the worker's thread; the signal brings it over, unless settle() comes first
        self._results.put(callback)
        with contextlib.suppress(RuntimeError):  # the window has gone meanwhile
            self._ended.emit()

    def _deliver(self) -> None:
        while True:
            try:
                callback = self._results.get_nowait()
            except Empty:
                return
            callback()


def _outcome(
    job: Callable[[], Result],
    on_done: Callable[[Result], None],
    on_error: Callable[[FichasError], None],
) -> Callable[[], None]:
    """Do a job and return what is to be called of its result."""
    try:
        return partial(on_done, job())
    except FichasError as error:
        return partial(on_error, error)
    except Exception:  # noqa: BLE001 - the background runner's net: no traceback reaches a person
        return partial(on_error, EnvironmentFailedError("unexpected"))
