"""A PDF that the program itself made, as images for the screen; strangers' files never come here."""

from __future__ import annotations

import pypdfium2

from fichas_desktop.domain.page_images import PageImage, PagePlace, PageSize
from fichas_desktop.domain.text import clean_line

_MOST_PIXELS = 16_000_000
"""Of one image; a page that is wanted larger is drawn so large and enlarged on the screen."""


class PageImages:
    """Draws the pages of a document, each when it is asked for.

    Not to be used in two threads at once: PDFium is not made for it, whatever the document.

    Args:
        pdf: The file.
    """

    def __init__(self, pdf: bytes) -> None:
        self._document = pypdfium2.PdfDocument(pdf)
        self.sizes = tuple(
            PageSize(*self._document.get_page_size(number)) for number in range(len(self._document))
        )

    def headings(self) -> tuple[PagePlace, ...]:
        """Return where the entries of the outline lead, in their order."""
        places = []
        for entry in self._document.get_toc():
            target = entry.get_dest()
            page = target.get_index() if target is not None else None
            if target is None or page is None:
                places.append(PagePlace(0))
                continue
            _, position = target.get_view()
            # FitH gives the height alone, XYZ the distance from the left before it
            y = position[1] if len(position) > 1 else position[0] if position else self.sizes[page].height
            part = 1 - y / self.sizes[page].height
            places.append(PagePlace(page, min(max(part, 0.0), 1.0)))
        return tuple(places)

    def draw(self, number: int, scale: float) -> PageImage:
        """Return a page.

        Args:
            number: Of the page, from 0.
            scale: Pixels per point.
        """
        size = self.sizes[number]
        most: float = (_MOST_PIXELS / (size.width * size.height)) ** 0.5
        page = self._document[number]
        bitmap = page.render(scale=min(scale, most), prefer_bgrx=True)
        text = clean_line(page.get_textpage().get_text_bounded())
        image = PageImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, text)
        bitmap.close()
        page.close()
        return image

    def close(self) -> None:
        """Let go of the document."""
        self._document.close()
