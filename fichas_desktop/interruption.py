"""Ctrl+C while Qt is loaded or at work: noted, and answered where nothing is half done.

Python throws it into whatever runs. Into the load of Qt's libraries that looks as if one were missing, and
out of a slot it ends in Qt, which goes on as if nothing were, or crashes.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import TracebackType
from typing import Self


class Interruption:
    """Holds Ctrl+C back within a ``with``, at whose end ``KeyboardInterrupt`` is raised where it came."""

    def __init__(self) -> None:
        self._came = False
        self._holds = False
        self._answer: Callable[[], None] | None = None

    def __enter__(self) -> Self:
        """Hold it back, unless it is ignored altogether or held back already."""
        self._holds = signal.getsignal(signal.SIGINT) is signal.default_int_handler
        if self._holds:
            signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let it through again, and raise what was held back, in place of any failure."""
        if self._holds:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        self.check()

    @property
    def came(self) -> bool:
        """True when Ctrl+C came and is not forgotten."""
        return self._came

    def check(self) -> None:
        """Raise what was held back.

        Raises:
            KeyboardInterrupt: Ctrl+C came.
        """
        if self._came:
            raise KeyboardInterrupt

    def answer_with(self, answer: Callable[[], None]) -> None:
        """Have something called when Ctrl+C comes, or came; that may be between any two steps."""
        self._answer = answer
        if self._came:
            answer()

    def forget(self) -> None:
        """Go on as if it had not come: a person decided so."""
        self._came = False

    def _note(self, *_signal: object) -> None:
        if self._came:
            return  # once is enough, and a question about it may be open
        self._came = True
        if self._answer is not None:
            self._answer()
