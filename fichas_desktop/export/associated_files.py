"""Files that travel inside a PDF, associated with the whole document (ISO 19005-3, annex E)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

from msgspec import Struct
from reportlab.pdfbase import pdfdoc

from fichas_desktop.export.metadata import pdf_date, string
from fichas_desktop.export.structure import text_bytes


class EmbeddedFile(Struct, frozen=True):
    """A file inside the PDF (ISO 32000-2, 7.11.4).

    Attributes:
        media_type: Letters, digits and the signs that a PDF name takes as they are, but for the slash.
        relationship: ``Data`` or ``Supplement`` (ISO 19005-3, annex E).
    """

    name: str
    media_type: str
    data: bytes
    relationship: str
    description: str


def associate_files(
    document: pdfdoc.PDFDocument, files: Sequence[EmbeddedFile], time: dt.datetime | None
) -> None:
    """Embed files and name them in the catalog.

    Args:
        document: Whose catalog names them.
        files: The data file first.
        time: Date of the files; None leaves it out.
    """
    catalog = document.Catalog
    specifications = {file.name: _specification(document, file, time) for file in files}
    catalog.AF = pdfdoc.PDFArray(list(specifications.values()))
    names: list[object] = []
    # a name tree is sorted by the bytes of its keys (ISO 32000-1, 7.9.6)
    for name in sorted(specifications, key=text_bytes):
        names += [string(name), specifications[name]]
    tree = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray(names)})
    catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": tree})


def _specification(
    document: pdfdoc.PDFDocument, file: EmbeddedFile, time: dt.datetime | None
) -> pdfdoc.PDFObjectReference:
    parameters: dict[str, object] = {
        "Size": len(file.data),
        "CheckSum": f"<{hashlib.md5(file.data, usedforsecurity=False).hexdigest()}>",
    }
    if time is not None:
        parameters["ModDate"] = string(pdf_date(time))
    header = {
        "Type": pdfdoc.PDFName("EmbeddedFile"),
        "Subtype": "/" + file.media_type.replace("/", "#2F"),
        "Params": pdfdoc.PDFDictionary(parameters),
    }
    stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(header), file.data, [pdfdoc.PDFZCompress])
    reference = document.Reference(stream)
    specification = {
        "Type": pdfdoc.PDFName("Filespec"),
        "F": string(file.name),
        "UF": string(file.name),
        "EF": pdfdoc.PDFDictionary({"F": reference, "UF": reference}),
        "AFRelationship": pdfdoc.PDFName(file.relationship),
        "Desc": string(file.description),
    }
    return document.Reference(pdfdoc.PDFDictionary(specification))
