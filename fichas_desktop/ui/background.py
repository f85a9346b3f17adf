"""Work off the GUI thread: one worker, one job at a time, results back by signal."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue
from typing import TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from fichas_desktop.errors import EnvironmentFailedError, FichasError

Result = TypeVar("Result")


class BackgroundWorker(QObject):
    """Runs jobs one after the other in a thread of its own."""

    _ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._results: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._ended.connect(self._deliver)
        self._is_gone = threading.Event()
        self.destroyed.connect(partial(_end, self._pool, self._is_gone))

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
        self._pool.start(_Job(job, on_done, on_error, self._take))

    def settle(self) -> None:
        """Block until every started job has ended and its callback has been called.

        Jobs that a callback starts are waited for, too.
        """
        self._pool.waitForDone()
        while not self._results.empty():
            self._deliver()
            self._pool.waitForDone()

    def _take(self, callback: Callable[[], None]) -> None:
        # called in the worker's thread; the signal brings it over, unless settle() comes first
        if self._is_gone.is_set():
            return
        self._results.put(callback)
        self._ended.emit()

    def _deliver(self) -> None:
        while True:
            try:
                callback = self._results.get_nowait()
            except Empty:
                return
            callback()


def _end(pool: QThreadPool, is_gone: threading.Event) -> None:
    # a pool that Qt deletes waits for its jobs, too, but may keep Python from them: then none ever ends
    is_gone.set()
    pool.waitForDone()


class _Job(QRunnable):
    def __init__(
        self,
        job: Callable[[], Result],
        on_done: Callable[[Result], None],
        on_error: Callable[[FichasError], None],
        deliver: Callable[[Callable[[], None]], None],
    ) -> None:
        super().__init__()
        self._job = job
        self._on_done = on_done
        self._on_error = on_error
        self._deliver = deliver

    def run(self) -> None:
        """Do the job in the worker's thread."""
        try:
            result = self._job()
        except FichasError as error:
            self._deliver(partial(self._on_error, error))
        except Exception:  # noqa: BLE001 - the background runner's net: no traceback reaches a person
            self._deliver(partial(self._on_error, EnvironmentFailedError("unexpected")))
        else:
            self._deliver(partial(self._on_done, result))
