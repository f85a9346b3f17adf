"""Reads a PDF that somebody sent: its embedded files, number of pages and last words."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping

from msgspec import Struct
from pypdf import PdfReader
from pypdf.generic import ArrayObject

from fichas_desktop.errors import InputError

LAST_PAGES = 2
"""Pages at the end in which the verification line is looked for."""

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # its remarks are no sentence for a person


class ReadPdf(Struct, frozen=True):
    """What is compared of a PDF.

    Attributes:
        pages: Number of pages.
        embedded: Bytes of the embedded files by name; a name may stand for several files.
        title: Title in the document's properties.
        associated: Number of files that the catalog names as associated.
        last_words: Text of the last pages, white space folded to single spaces.
    """

    pages: int
    embedded: Mapping[str, tuple[bytes, ...]]
    title: str
    associated: int
    last_words: str


def read_pdf(data: bytes) -> ReadPdf:
    """Read a PDF of unknown origin.

    Raises:
        InputError: ``pdf_unreadable`` whatever the parser stumbles over.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise InputError("pdf_unreadable")
        pages = reader.pages
        words = " ".join(page.extract_text() for page in pages[-LAST_PAGES:])
        embedded = {
            str(name): tuple(bytes(content) for content in contents)
            for name, contents in reader.attachments.items()
        }
        title = reader.metadata.title if reader.metadata is not None else None
        listed = reader.root_object.get("/AF")
        associated = listed.get_object() if listed is not None else None
        return ReadPdf(
            len(pages),
            embedded,
            str(title or ""),
            len(associated) if isinstance(associated, ArrayObject) else 0,
            " ".join(words.split()),
        )
    except Exception as error:  # a parser of hostile files may fail in any way
        raise InputError("pdf_unreadable") from error
