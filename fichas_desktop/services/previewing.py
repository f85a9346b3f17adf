"""Shows an origin as its PDF would be if it were made now: the very bytes, drawn page by page."""

from __future__ import annotations

from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.issues import has_errors
from fichas_desktop.domain.page_images import PageImage, PagePlace, PageSize
from fichas_desktop.domain.progress import Report, unheard
from fichas_desktop.export.page_images import PageImages
from fichas_desktop.services.exporting import Exporter, rendered_record
from fichas_desktop.services.origins import Origin
from fichas_desktop.services.runtime import Clock


class Preview:
    """The PDF of a moment. Only the thread in which it was made draws and closes it.

    Attributes:
        data: The bytes that an export of the same moment writes.
        status: FINAL, or BORRADOR while something is missing.
        revision: Number of the entrega that it is or would be.
        sections: Where each section of the form begins, in their order.
    """

    def __init__(
        self, data: bytes, status: Status, revision: int, images: PageImages, sections: tuple[PagePlace, ...]
    ) -> None:
        self.data = data
        self.status = status
        self.revision = revision
        self.sections = sections
        self._images = images

    @property
    def sizes(self) -> tuple[PageSize, ...]:
        """Sizes of the pages."""
        return self._images.sizes

    def draw(self, page: int, scale: float) -> PageImage:
        """Return a page, from 0, drawn with so many pixels per point."""
        return self._images.draw(page, scale)

    def close(self) -> None:
        """Let go of the document."""
        self._images.close()


class Previewer:
    """Use case of looking at the PDF before it is made.

    Args:
        exporter: Tells whether a ficha is complete.
        clock: For the time of a new entrega.
    """

    def __init__(self, exporter: Exporter, clock: Clock) -> None:
        self._exporter = exporter
        self._clock = clock

    def open(self, origin: Origin, report: Report = unheard) -> Preview:
        """Return the PDF of an origin: its entrega, or the copy marked BORRADOR while it has errors.

        Args:
            origin: What to show.
            report: Told of every annex and page; what it raises ends the work.
        """
        errors = has_errors(self._exporter.issues(origin))
        status = Status.BORRADOR if errors else Status.FINAL
        record = origin.record(status, self._clock)
        rendered = rendered_record(origin, record, report)
        images = PageImages(rendered.data)
        headings = images.headings()
        # what stands before the first heading belongs to the first section
        places = (PagePlace(0), *headings[1 : len(origin.form.sections)])
        return Preview(rendered.data, status, record.revision, images, places)
