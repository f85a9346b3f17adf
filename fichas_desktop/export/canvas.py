"""The canvas of a ficha: marked content, identity without clock, repeated parts of pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from fichas_desktop.export.associated_files import EmbeddedFile, associate_files
from fichas_desktop.export.fonts import REGULAR, load_face
from fichas_desktop.export.images import Picture
from fichas_desktop.export.metadata import DocumentIdentity, Information, output_intents, xmp_stream
from fichas_desktop.export.pdf_file import put_together
from fichas_desktop.export.structure import (
    AnnotationReference,
    LateObject,
    MarkedContent,
    StructureElement,
    WrittenObject,
    text_string,
)
from fichas_desktop.export.styles import Sheet

PageNumberDrawer = Callable[["FichaCanvas", int, int], None]
"""Draws what depends on the page's number and on the number of pages."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top of a rectangle."""

_NUMBER_MARK = "%page-number"
"""A comment in a page's stream, replaced when the number of pages is known: one pass is enough."""
_END = "EMC"
_PRINTED = 4


class MarkedText(PDFTextObject):
    """A text object that takes the operators of marked content between its lines."""

    def add_operator(self, operator: str) -> None:
        """Add an operator as it is written."""
        self._code.append(operator)


class FichaCanvas(Canvas):
    """A canvas that writes one deterministic, tagged document into memory.

    Whatever is drawn is either the content of a structure element or an artifact
    (ISO 14289-1, 7.1): every drawing happens between :meth:`begin` or :meth:`artifact` and their end.

    Args:
        identity: Title, author and time; the clock is never asked.
        root: The document's structure, which grows while the pages are drawn.
        files: Embedded as associated files, the data file first.
        sheet: Size of the pages.
        draw_number: Draws the page number where :meth:`mark_number` left its mark.

    Attributes:
        at_page: Called with the number of each page when it is full, and again when it is put in place.
    """

    def __init__(
        self,
        identity: DocumentIdentity,
        root: StructureElement,
        files: Sequence[EmbeddedFile],
        sheet: Sheet,
        draw_number: PageNumberDrawer,
    ) -> None:
        super().__init__(
            "",
            pagesize=(sheet.width, sheet.height),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            lang=identity.language,
            initialFontName=load_face(REGULAR).name,
        )
        self._identity = identity
        self._root = root
        self._files = files
        self._draw_number = draw_number
        self._repeated: dict[str, tuple[list[str], list[str]]] = {}
        self._marked: list[StructureElement] = []
        self._owners: list[StructureElement | list[StructureElement]] = []
        self.bookmarks: list[str] = []
        self.pages = 0
        self.data = b""
        self.at_page: Callable[[int], None] = _nobody

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> MarkedText:  # noqa: N802
        """Return a text object of ours."""
        return MarkedText(self, x, y, direction)

    def begin(self, element: StructureElement) -> str:
        """Return the operator that begins content of an element on this page."""
        element.children.append(MarkedContent(self._page_index, len(self._marked)))
        self._marked.append(element)
        return f"/{element.role.value} <</MCID {len(self._marked) - 1}>> BDC"

    @property
    def end(self) -> str:
        """The operator that ends what :meth:`begin` began."""
        return _END

    @contextmanager
    def content(self, element: StructureElement) -> Iterator[None]:
        """Make what is drawn meanwhile the content of an element."""
        self._code.append(self.begin(element))
        yield
        self._code.append(_END)

    @contextmanager
    def artifact(self, properties: str = "/Type/Layout") -> Iterator[None]:
        """Keep what is drawn meanwhile from those who listen: lines, grounds, repeated headers."""
        self._code.append(f"/Artifact <<{properties}>> BDC")
        yield
        self._code.append(_END)

    def add_link(self, element: StructureElement, box: Box, uri: str) -> None:
        """Make a rectangle of this page lead to an address.

        Args:
            element: The link's structure element.
            box: In the current coordinates.
            uri: Where it leads, in ASCII; it also describes the link.
        """
        left, bottom = self.absolutePosition(*box[:2])
        right, top = self.absolutePosition(*box[2:])
        # written at once, as an answer may hold thousands; "printed", because PDF/A allows no other
        annotation = (
            f"<</Type/Annot/Subtype/Link/Rect[{left:.2f} {bottom:.2f} {right:.2f} {top:.2f}]"
            f"/Border[0 0 0]/F {_PRINTED}/StructParent {len(self._owners)}"
        )
        target = b"/A<</S/URI/URI%s>>/Contents%s>>" % (text_string(uri), text_string(f"Enlace a {uri}"))
        reference = self._doc.Reference(WrittenObject(annotation.encode("ascii") + target))
        self._owners.append(element)
        self._annotationrefs.append(reference)
        element.children.append(AnnotationReference(self._page_index, reference.name))

    def repeat(self, name: str, draw: Callable[[FichaCanvas], None]) -> None:
        """Draw something that is the same on many pages; ``draw`` is called for the first only."""
        if name not in self._repeated:
            code, pictures = len(self._code), len(self._formsinuse)
            self.saveState()
            draw(self)
            self.restoreState()
            self._repeated[name] = (self._code[code:], self._formsinuse[pictures:])
        else:
            code_again, pictures_again = self._repeated[name]
            self._code.extend(code_again)
            self._formsinuse.extend(pictures_again)

    def mark_number(self) -> None:
        """Leave the place where the page number will be drawn."""
        self._code.append(_NUMBER_MARK)

    def draw_picture(self, picture: Picture, width: float, height: float) -> None:
        """Draw a picture with its lower left corner at the origin; its JPEG bytes are kept as they are."""
        name = hashlib.sha256(picture.jpeg).hexdigest()[:16]
        resource = self._doc.getXObjectName(name)
        if resource not in self._doc.idToObject:
            header = {
                "Type": pdfdoc.PDFName("XObject"),
                "Subtype": pdfdoc.PDFName("Image"),
                "Width": picture.width,
                "Height": picture.height,
                "ColorSpace": pdfdoc.PDFName("DeviceRGB"),
                "BitsPerComponent": 8,
                "Filter": pdfdoc.PDFName("DCTDecode"),
            }
            self._doc.Reference(pdfdoc.PDFStream(pdfdoc.PDFDictionary(header), picture.jpeg), resource)
        self.saveState()
        self.scale(width, height)
        self._code.append(f"/{resource} Do")
        self.restoreState()
        self._formsinuse.append(name)

    def bookmark(self, title: str, key: str, y: float) -> None:
        """Add an entry to the document's outline that leads to a height on this page."""
        self.bookmarks.append(key)
        self.bookmarkHorizontal(key, 0, y)
        self.addOutlineEntry(title, key, 0)

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Close the page and tell where its marked contents belong."""
        self.at_page(self._page_index + 1)
        super().showPage()
        page = self._doc.Pages.pages[-1]
        # ReportLab knows neither key, and writes an empty transition
        page.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs, page.Trans = len(self._owners), pdfdoc.PDFName("S"), None
        self._owners.append(self._marked)
        self._marked = []

    def save(self) -> None:
        """Number the pages, describe the document, embed its files and put it together."""
        if self._code:
            self.showPage()
        document = self._doc
        self._number_pages()
        document.info = Information(self._identity)
        catalog = document.Catalog
        catalog.__NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "AF", "OutputIntents"]
        catalog.__Refs__ = catalog.__NoDefault__
        catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        catalog.Metadata = xmp_stream(self._identity)
        catalog.OutputIntents = output_intents(document)
        catalog.StructTreeRoot = LateObject()
        if self._files:
            associate_files(document, self._files, self._identity.time)
        for font in document.delayedFonts:
            font.addObjects(document)
        document.Reference(catalog)
        document.Reference(document.info)
        document.Outlines.prepare(document, self)
        if document.Outlines.ready < 0:
            catalog.Outlines = None
        self.data = put_together(document, self._root, self._owners)

    @property
    def _page_index(self) -> int:
        return len(self._doc.Pages.pages)

    def _number_pages(self) -> None:
        pages = self._doc.Pages.pages
        self.pages = len(pages)
        for number, page in enumerate(pages, start=1):
            self.at_page(self.pages)
            self._code = []
            self._draw_number(self, number, self.pages)
            # only a whole line is the mark: text on the page never stands on a line of its own
            stream = page.stream.replace(f"\n{_NUMBER_MARK}\n", "\n".join(["", *self._code, ""]))
            page.Contents = pdfdoc.PDFStream(content=stream, filters=[pdfdoc.PDFZCompress])
        self._code = []


def _nobody(_page: int) -> None:
    """Count for nobody."""
