"""Draws strangers' PDF pages in a process of its own: one that hangs or crashes takes nothing along."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from fichas_desktop.export.pdf_pages import PdfPages, load_pages

PAGE_SECONDS = 30.0
"""Longest time that one page may take, far from what a page of any office takes."""

_MOST_MEMORY = 2 << 30
"""Bytes of address space of the process, where the system can be asked to keep to them."""
_LOOK_AGAIN = 0.1


class PageProcess:
    """Draws the pages of one file after the other; begun with the first, and anew after one that was ended.

    Args:
        seconds: Longest time for the start, and for each page.
    """

    def __init__(self, seconds: float = PAGE_SECONDS) -> None:
        self._seconds = seconds
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        """Nothing is begun before the first file."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process, whatever it is at."""
        self.end()

    def load(self, data: bytes, most: int, at_page: Callable[[int], None]) -> PdfPages | None:
        """Draw the first pages of a PDF as :func:`load_pages` does.

        Args:
            data: Bytes of the file as it was handed in; trusted in nothing.
            most: Pages to draw at most.
            at_page: Gets the number of the page being drawn, several times for one that takes long. What
                it raises ends the process, too.

        Returns:
            The pages, or None when they cannot be shown: also where the process died of them, or was
            ended because one took too long.
        """
        try:
            return self._answer(data, most, at_page)
        except (EOFError, OSError):
            self.end()
            return None
        except BaseException:
            self.end()
            raise

    def end(self) -> None:
        """End the process at once; another begins with the next file."""
        process, self._process = self._process, None
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        if process is not None:
            process.kill()
            process.join()
            process.close()

    @property
    def pid(self) -> int | None:
        """The system's number of the process, None while there is none."""
        return self._process.pid if self._process is not None else None

    def _answer(self, data: bytes, most: int, at_page: Callable[[int], None]) -> PdfPages | None:
        connection = self._connection if self._connection is not None else self._begin()
        connection.send(most)
        connection.send_bytes(data)
        page = 1
        limit = time.monotonic() + self._seconds
        while True:
            if connection.poll(_LOOK_AGAIN):
                answer = connection.recv()
                if not isinstance(answer, int):
                    return answer if isinstance(answer, PdfPages) else None
                page = answer
                limit = time.monotonic() + self._seconds
            elif time.monotonic() > limit:
                raise TimeoutError
            at_page(page)

    def _begin(self) -> Connection:
        # never forked: a copy of a process with threads may hang by itself
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._connection = ours
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        with _deaf_to_interruption():
            self._process.start()
        theirs.close()
        return ours


@contextlib.contextmanager
def _deaf_to_interruption() -> Iterator[None]:
    """Have a process begun that Ctrl+C does not reach: that is for the program, which then ends it."""
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker  # noqa: PLC0415 - not there on Windows

    resource_tracker.ensure_running()  # begun in between, it would open the way again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection) -> None:
    """Answer until the other end is closed: the number of each page, then all of them."""
    _limit_memory()
    with contextlib.suppress(EOFError, OSError):
        while True:
            most: int = connection.recv()
            data = connection.recv_bytes()
            connection.send(load_pages(data, most, connection.send))


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not there on Windows

        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
