"""Where the pages of a document lie one below the other, at a size."""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Sequence

from PySide6.QtCore import QRect

from fichas_desktop.domain.page_images import PageSize

GAP = 16
"""Pixels around each page."""
PIXELS_PER_POINT = 96 / 72
"""Of a page in its real size."""
ZOOMS = (0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0, 3.0)
WIDEST_FIT = 1.35
"""Beyond it letters would be far larger than those of the window."""


class PageLayout:
    """Pages centred below one another.

    Args:
        pages: Their sizes.
        zoom: 1 is their real size.
    """

    def __init__(self, pages: Sequence[PageSize], zoom: float) -> None:
        self.zoom = zoom
        self._sizes = [
            (math.ceil(page.width * self.scale), math.ceil(page.height * self.scale)) for page in pages
        ]
        heights = (height + GAP for _, height in self._sizes)
        self._tops = list(itertools.accumulate(heights, initial=GAP))
        self.width = max((width for width, _ in self._sizes), default=0) + 2 * GAP
        self.height = self._tops[-1]

    @property
    def scale(self) -> float:
        """Pixels of a point."""
        return self.zoom * PIXELS_PER_POINT

    def rect(self, page: int, width: int) -> QRect:
        """Return where a page lies on a ground that is ``width`` wide."""
        own_width, height = self._sizes[page]
        return QRect((max(width, self.width) - own_width) // 2, self._tops[page], own_width, height)

    def page_at(self, y: int) -> int:
        """Return the page at a height, the nearest one above it where there is none."""
        last = len(self._sizes) - 1
        return min(max(bisect.bisect_right(self._tops, y) - 1, 0), last)

    def pages_between(self, top: int, bottom: int) -> range:
        """Return the pages of which something lies between two heights."""
        return range(self.page_at(top), self.page_at(bottom) + 1)


def fitting_zoom(pages: Sequence[PageSize], width: int) -> float:
    """Return the zoom at which the widest page fills a width."""
    widest = max((page.width for page in pages), default=1.0)
    return min(max((width - 2 * GAP) / (widest * PIXELS_PER_POINT), ZOOMS[0] / 2), WIDEST_FIT)


def next_zoom(zoom: float, step: int) -> float:
    """Return the nearest larger (``step`` 1) or smaller (-1) zoom."""
    if step > 0:
        return next((one for one in ZOOMS if one > zoom * 1.01), ZOOMS[-1])
    return next((one for one in reversed(ZOOMS) if one < zoom * 0.99), ZOOMS[0])
