"""Pages of PDF annexes as pictures: strangers' fonts, tags and colours never reach our own file."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2
from msgspec import Struct

from fichas_desktop.domain.text import clean_line
from fichas_desktop.export.images import Picture, picture_of

_LONG_SIDE = 1600
"""Pixels of a page's longer side: small print stays legible."""
_MOST_PIXELS_PER_POINT = 200 / 72
_SPOKEN = 500
"""Characters of a page's text that its alternative text says."""


class PdfPage(Struct, frozen=True):
    """A page as a picture, with its first words."""

    picture: Picture
    text: str


class PdfPages(Struct, frozen=True):
    """The pages that are shown, and how many there are."""

    pages: tuple[PdfPage, ...]
    total: int


def load_pages(data: bytes, most: int, at_page: Callable[[int], None]) -> PdfPages | None:
    """Draw the first pages of a PDF.

    Args:
        data: Bytes of the file as it was handed in; trusted in nothing.
        most: Pages to draw at most.
        at_page: Gets the number of each page before it is drawn.

    Returns:
        The pages, or None when they cannot be shown: broken, locked with a password, empty.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None
    try:
        total = len(document)
        document.init_forms()
        pages = []
        for number in range(min(total, most)):
            at_page(number + 1)
            pages.append(_page(document, number))
    except (pypdfium2.PdfiumError, ValueError):
        return None
    finally:
        document.close()
    return PdfPages(tuple(pages), total) if pages else None


def _page(document: pypdfium2.PdfDocument, number: int) -> PdfPage:
    page = document[number]
    width, height = page.get_size()
    scale = min(_LONG_SIDE / max(width, height, 1), _MOST_PIXELS_PER_POINT)
    picture = picture_of(page.render(scale=scale).to_pil())
    words = clean_line(page.get_textpage().get_text_bounded())
    text = words if len(words) <= _SPOKEN else f"{words[:_SPOKEN].rsplit(' ', 1)[0]}…"
    page.close()
    return PdfPage(picture, text)
