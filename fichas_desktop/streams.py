"""Standard output and error that can be written to until the end, whether anybody takes it or not.

A reader of a pipe that leaves, or a full disk below a redirected output, must not end what is being done, nor
change its answer.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TextIO

_READER_LEFT = (BrokenPipeError, *((OSError,) if os.name == "nt" else ()))
"""What a pipe says whose reader has left: Windows has no name of its own for it."""


class LastingStream(io.TextIOWrapper):
    """UTF-8 text on top of a stream.

    Args:
        below: Where it goes as long as it can.
        errors: What becomes of half characters, as in ``bytes.decode``.
    """

    def __init__(self, below: TextIO, errors: str) -> None:
        self._bytes = _LastingBytes(below)
        super().__init__(self._bytes, encoding="utf-8", errors=errors)

    @property
    def is_lost(self) -> bool:
        """True when something could not be written though somebody may have waited for it."""
        self.flush()
        return self._bytes.failure is not None and not isinstance(self._bytes.failure, _READER_LEFT)


def make_lasting() -> LastingStream | None:
    """Put lasting streams in place of the process's own, and return its output, None where it has none."""
    if sys.stderr is not None:
        sys.stderr = LastingStream(sys.stderr, "replace")
    elif sys.stdout is not None:  # closed by who called: what is for it must not go to the output
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - as long as the process
    if sys.stdout is None:
        return None
    # a path is printed with the very bytes that it has, so that a script can use it
    sys.stdout = output = LastingStream(sys.stdout, "surrogateescape")
    return output


class _LastingBytes(io.RawIOBase):
    name = "<lasting>"

    def __init__(self, below: TextIO) -> None:
        self._below = below
        self.failure: OSError | None = None

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._below.isatty()

    def fileno(self) -> int:
        return self._below.fileno()

    def write(self, data: memoryview | bytes | bytearray, /) -> int:  # type: ignore[override]
        if self.failure is None:
            try:
                self._below.buffer.write(data)
                self._below.buffer.flush()
            except OSError as error:
                self.failure = error
                self._let_go()
        return len(data)

    def _let_go(self) -> None:
        # what could not be written waits below, and Python would try again at its end and fail
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._below.fileno())
