"""The canvas of a ficha: identity without clock, repeated parts of pages, embedded files."""

from __future__ import annotations

import codecs
import datetime as dt
import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from string import ascii_letters, digits

from msgspec import Struct
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from fichas_desktop.export.fonts import REGULAR, load_face
from fichas_desktop.export.images import Picture
from fichas_desktop.export.styles import PAGE_HEIGHT, PAGE_WIDTH

PageNumberDrawer = Callable[["FichaCanvas", int, int], None]
"""Draws what depends on the page's number and on the number of pages."""

_NAME_CHARACTERS = frozenset(ascii_letters + digits + "-.+_")
_NUMBER_MARK = "%page-number"
"""A comment in a page's stream, replaced when the number of pages is known: one pass is enough."""


class DocumentIdentity(Struct, frozen=True):
    """What a PDF says of itself. ``time`` None leaves its dates out."""

    title: str
    author: str
    subject: str
    creator: str
    language: str
    time: dt.datetime | None


class EmbeddedFile(Struct, frozen=True):
    """A file inside the PDF (ISO 32000-2, 7.11.4).

    Attributes:
        relationship: ``Data`` or ``Supplement`` (ISO 19005-3, annex E).
    """

    name: str
    media_type: str
    data: bytes
    relationship: str
    description: str


class _Information(pdfdoc.PDFInfo):
    """Information dictionary with the record's date, or without any."""

    def __init__(self, identity: DocumentIdentity) -> None:
        super().__init__()
        self.title, self.author, self.subject = identity.title, identity.author, identity.subject
        self._identity = identity

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """Return the dictionary as it is written."""
        identity = self._identity
        entries: dict[str, object] = {
            "Title": pdfdoc.PDFString(identity.title),
            "Author": pdfdoc.PDFString(identity.author),
            "Subject": pdfdoc.PDFString(identity.subject),
            "Creator": pdfdoc.PDFString(identity.creator),
            "Producer": pdfdoc.PDFString("ReportLab"),
        }
        if identity.time is not None:
            stamp = pdfdoc.PDFString(pdf_date(identity.time))
            entries |= {"CreationDate": stamp, "ModDate": stamp}
        return pdfdoc.PDFDictionary(entries).format(document)


class FichaCanvas(Canvas):
    """A canvas that writes one deterministic document into memory.

    Args:
        identity: Title, author and time; the clock is never asked.
        files: Embedded as associated files, the data file first.
        draw_number: Draws the page number where :meth:`mark_number` left its mark.
    """

    def __init__(
        self,
        identity: DocumentIdentity,
        files: Sequence[EmbeddedFile],
        draw_number: PageNumberDrawer,
    ) -> None:
        self._buffer = io.BytesIO()
        super().__init__(
            self._buffer,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            lang=identity.language,
            initialFontName=load_face(REGULAR).name,
        )
        # ReportLab begins the document's ID with SOURCE_DATE_EPOCH, which differs from computer to computer
        self._doc.signature = hashlib.md5(usedforsecurity=False)
        self._identity = identity
        self._files = files
        self._draw_number = draw_number
        self._repeated: dict[str, tuple[list[str], list[str]]] = {}
        self.bookmarks: list[str] = []
        self.pages = 0

    @property
    def data(self) -> bytes:
        """The finished document."""
        return self._buffer.getvalue()

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

    def save(self) -> None:
        """Number the pages, describe the document, embed its files and write it."""
        self._number_pages()
        self._doc.info = _Information(self._identity)
        self._doc.Catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})
        if self._files:
            self._embed_files()
        super().save()

    def _number_pages(self) -> None:
        pages = self._doc.Pages.pages
        self.pages = len(pages)
        for number, page in enumerate(pages, start=1):
            self._code = []
            self._draw_number(self, number, self.pages)
            # only a whole line is the mark: text on the page never stands on a line of its own
            stream = page.stream.replace(f"\n{_NUMBER_MARK}\n", "\n".join(["", *self._code, ""]))
            page.Contents = pdfdoc.PDFStream(content=stream, filters=[pdfdoc.PDFZCompress])
        self._code = []

    def _embed_files(self) -> None:
        catalog = self._doc.Catalog
        catalog.__NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "AF"]
        catalog.__Refs__ = catalog.__NoDefault__
        specifications = {file.name: self._specification(file) for file in self._files}
        catalog.AF = pdfdoc.PDFArray(list(specifications.values()))
        names: list[object] = []
        # a name tree is sorted by the bytes of its keys (ISO 32000-1, 7.9.6)
        for name in sorted(specifications, key=_text_bytes):
            names += [_text_string(name), specifications[name]]
        tree: Mapping[str, object] = {"Names": pdfdoc.PDFArray(names)}
        catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": pdfdoc.PDFDictionary(tree)})

    def _specification(self, file: EmbeddedFile) -> pdfdoc.PDFObjectReference:
        parameters: dict[str, object] = {
            "Size": len(file.data),
            "CheckSum": f"<{hashlib.md5(file.data, usedforsecurity=False).hexdigest()}>",
        }
        if self._identity.time is not None:
            parameters["ModDate"] = pdfdoc.PDFString(pdf_date(self._identity.time))
        header = {
            "Type": pdfdoc.PDFName("EmbeddedFile"),
            "Subtype": _media_type_name(file.media_type),
            "Params": pdfdoc.PDFDictionary(parameters),
        }
        stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(header), file.data, [pdfdoc.PDFZCompress])
        reference = self._doc.Reference(stream)
        name = _text_string(file.name)
        specification = {
            "Type": pdfdoc.PDFName("Filespec"),
            "F": name,
            "UF": name,
            "EF": pdfdoc.PDFDictionary({"F": reference, "UF": reference}),
            "AFRelationship": pdfdoc.PDFName(file.relationship),
            "Desc": _text_string(file.description),
        }
        return self._doc.Reference(pdfdoc.PDFDictionary(specification))


def pdf_date(time: dt.datetime) -> str:
    """Return a date as PDF writes it, with its own distance from UTC (ISO 32000-1, 7.9.4)."""
    offset = time.strftime("%z") or "+0000"
    return f"D:{time:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


def _text_string(text: str) -> pdfdoc.PDFString:
    return pdfdoc.PDFString(_text_bytes(text), enc="raw")


def _text_bytes(text: str) -> bytes:
    """Encode a text string: ASCII where it is, else UTF-16 with its mark (ISO 32000-1, 7.9.2)."""
    return text.encode("ascii") if text.isascii() else codecs.BOM_UTF16_BE + text.encode("utf-16-be")


def _media_type_name(media_type: str) -> str:
    """Return a media type as a PDF name, in which a slash and all but letters are escaped."""
    return "/" + "".join(
        character if character in _NAME_CHARACTERS else f"#{byte:02X}"
        for character in media_type
        for byte in character.encode("utf-8")
    )
