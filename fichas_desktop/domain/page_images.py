"""Pages of a document as the screen shows them."""

from __future__ import annotations

from msgspec import Struct


class PageSize(Struct, frozen=True):
    """Size of a page in points, of which 72 make an inch."""

    width: float
    height: float


class PagePlace(Struct, frozen=True):
    """A place in a document: a page, from 0, and a part of its height from the top, 0 to 1."""

    page: int
    part: float = 0.0


class PageImage(Struct, frozen=True):
    """A drawn page.

    Attributes:
        data: Rows of pixels of four bytes: blue, green, red and one without meaning.
        stride: Bytes of a row.
        text: What the page says.
    """

    data: bytes
    width: int
    height: int
    stride: int
    text: str
