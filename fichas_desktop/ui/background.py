"""Work off the GUI thread: one worker, one job at a time, results back by signal."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import cached_property, partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from fichas_desktop.errors import EnvironmentFailedError, FichasError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Result = TypeVar("Result")


class BackgroundWorker(QObject):
    """Runs jobs one after the other in a thread of its own.

    The thread is Python's: Qt's pools wait for theirs where they are deleted, perhaps holding Python's lock,
    without which no job ends. What is being done when the worker is deleted is done to its end.
    """

    _ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: list[Future[None]] = []
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
        self._running = [one for one in self._running if not one.done()]
        self._running.append(self._thread.submit(self._work, job, on_done, on_error))

    def settle(self) -> None:
        """Block until every started job has ended and its callback has been called.

        Jobs that a callback starts are waited for, too.
        """
        self._wait()
        while not self._results.empty():
            self._deliver()
            self._wait()

    def _wait(self) -> None:
        for one in self._running:
            one.result()

    @cached_property
    def _thread(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - after the first paint

        return ThreadPoolExecutor(max_workers=1)

    def _work(
        self,
        job: Callable[[], Result],
        on_done: Callable[[Result], None],
        on_error: Callable[[FichasError], None],
    ) -> None:
        try:
            result = job()
        except FichasError as error:
            self._take(partial(on_error, error))
        except Exception:  # noqa: BLE001 - the background runner's net: no traceback reaches a person
            self._take(partial(on_error, EnvironmentFailedError("unexpected")))
        else:
            self._take(partial(on_done, result))

    def _take(self, callback: Callable[[], None]) -> None:
        # called in the worker's thread; the signal brings it over, unless settle() comes first
        self._results.put(callback)
        with contextlib.suppress(RuntimeError):  # deleted meanwhile: there is nobody to be told
            self._ended.emit()

    def _deliver(self) -> None:
        while True:
            try:
                callback = self._results.get_nowait()
            except Empty:
                return
            callback()
