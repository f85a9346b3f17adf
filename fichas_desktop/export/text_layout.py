"""Breaks text into lines, in time proportional to its length.

A line is a stretch of the whole text, white space at its end included: together the lines draw every
character, so that words never run together when the text is read back. Text is set flush left,
without hyphenation.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, repeat
from typing import NamedTuple

from fichas_desktop.export.fonts import Piece

_BREAK_AFTER = "/-–—_?&=.,;:@"
"""Where a word longer than a line, such as an address, is broken rather than anywhere."""


class Line(NamedTuple):
    """A line as a stretch of the text; ``broken`` tells that a line break of the writer ends it."""

    start: int
    end: int
    broken: bool


class TextLayout:
    r"""A text with its fonts, ready to be broken to any width.

    Args:
        pieces: The text in stretches of one font; ``\n`` in them is a line break.
    """

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.text = "".join(piece.text for piece in pieces)
        self._faces = [piece.face for piece in pieces]
        self._starts = list(accumulate((len(piece.text) for piece in pieces), initial=0))
        widths = chain.from_iterable(map(face.widths.__getitem__, text) for face, text in pieces)
        self._advances = array("d", accumulate(widths, initial=0.0))

    def width(self, line: Line) -> float:
        """Return the width of a line without the spaces at its end, in thousandths of the size."""
        end = line.start + len(self.text[line.start : line.end].rstrip(" "))
        return self._advances[end] - self._advances[line.start]

    def advance(self, start: int, end: int) -> float:
        """Return the distance between two places of a line, in thousandths of the size."""
        return self._advances[end] - self._advances[start]

    def lines(self, width: float) -> list[Line]:
        """Break the text into lines of at most ``width`` thousandths of the size, at least one."""
        lines: list[Line] = []
        start, length = 0, len(self.text)
        while start < length:
            stop = self.text.find("\n", start)
            broken = stop >= 0
            stop = stop if broken else length
            while True:
                end = self._line_end(start, stop, width)
                if end == stop:
                    break
                lines.append(Line(start, end, broken=False))
                start = end
            lines.append(Line(start, stop, broken))
            start = stop + 1
        return lines or [Line(0, 0, broken=False)]

    def fragments(self, line: Line) -> Iterator[Piece]:
        """Yield the line in stretches of one font."""
        index = bisect_right(self._starts, line.start) - 1
        start = line.start
        while start < line.end:
            end = min(line.end, self._starts[index + 1])
            yield Piece(self._faces[index], self.text[start:end])
            start = end
            index += 1

    def _line_end(self, start: int, stop: int, width: float) -> int:
        """Return where the line from ``start`` ends, at most at ``stop``."""
        advances = self._advances
        limit = advances[start] + width
        fits = bisect_right(advances, limit, start, stop + 1) - 1
        if fits >= stop:
            return stop
        space = fits if self.text[fits] == " " else self.text.rfind(" ", start, fits)
        if space >= 0:
            return self._after_spaces(space, stop)
        return self._inside_word(start, max(fits, start + 1))

    def _after_spaces(self, space: int, stop: int) -> int:
        while space < stop and self.text[space] == " ":
            space += 1
        return space

    def _inside_word(self, start: int, fits: int) -> int:
        """Break a word that no line holds: after a sign in its second half, else where it ends."""
        best = max(map(self.text.rfind, _BREAK_AFTER, repeat(start), repeat(fits)))
        return best + 1 if best > (start + fits) // 2 else fits
