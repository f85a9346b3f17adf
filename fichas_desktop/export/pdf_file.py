"""Puts the finished objects of a document together: a file with packed objects (ISO 32000-1, 7.5).

ReportLab's own way keeps several copies of the whole file in memory and writes no line end before
``endstream``, which PDF/A asks for.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Sequence

from reportlab.pdfbase import pdfdoc

from fichas_desktop.export.structure import LateObject, Parents, StructureElement, StructureTree

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PACKED_TOGETHER = 200
"""Objects in one object stream: a reader unpacks all of them to see one."""
_STREAM_END = b"endstream\n"


class PdfFile:
    """A file that grows object by object."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self._out.write(_HEAD)
        self._entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        self._packed: list[tuple[int, bytes]] = []

    def add(self, number: int, body: bytes) -> None:
        """Add an object as ReportLab formats it; all but streams wait to be packed."""
        if body.endswith(_STREAM_END):
            self._write(number, memoryview(body)[: -len(_STREAM_END)])
        else:
            self._packed.append((number, body.strip()))

    def finish(self, root: int, information: int) -> bytes:
        """Write what waits and the cross-reference stream, and return the file.

        Args:
            root: Object number of the catalog.
            information: Object number of the information dictionary.
        """
        number = max(*self._entries, *(packed for packed, _ in self._packed)) + 1
        for start in range(0, len(self._packed), _PACKED_TOGETHER):
            self._pack(number, self._packed[start : start + _PACKED_TOGETHER])
            number += 1
        identifier = hashlib.md5(self._out.getbuffer(), usedforsecurity=False).hexdigest().encode("ascii")
        start = self._out.tell()
        self._entries[number] = (1, start, 0)
        rows = b"".join(struct.pack(">BIH", *self._entries.get(n, (0, 0, 65535))) for n in range(number + 1))
        table = zlib.compress(rows)
        self._out.write(
            b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]"
            b"/Filter/FlateDecode/Length %d>>\nstream\n"
            % (number, number + 1, root, information, identifier, identifier, len(table))
        )
        self._out.write(table)
        self._out.write(b"\r\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)
        return self._out.getvalue()

    def _pack(self, number: int, objects: Sequence[tuple[int, bytes]]) -> None:
        offsets, offset = [], 0
        for place, (packed, body) in enumerate(objects):
            offsets.append(b"%d %d" % (packed, offset))
            offset += len(body) + 1
            self._entries[packed] = (2, number, place)
        index = b" ".join(offsets) + b"\n"
        data = zlib.compress(index + b"\n".join(body for _, body in objects))
        head = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n"
        self._write(number, head % (len(objects), len(index), len(data)) + data)

    def _write(self, number: int, stream: bytes | memoryview) -> None:
        self._entries[number] = (1, self._out.tell(), 0)
        self._out.write(b"%d 0 obj\n" % number)
        self._out.write(stream)
        # two characters: with one alone, data that end in CR would seem to end before it
        self._out.write(b"\r\n" + _STREAM_END + b"endobj\n")


def put_together(document: pdfdoc.PDFDocument, root: StructureElement, parents: Parents) -> bytes:
    """Return the file: ReportLab's objects, then the structure that points to them.

    Args:
        document: Finished, its catalog with a late object for the structure tree.
        root: The document element.
        parents: By structure key, whose content it leads to.
    """
    file = PdfFile()
    number = 1
    while number in document.numberToId:  # formatting an object may make others
        item = document.idToObject[document.numberToId[number]]
        if not isinstance(item, LateObject):
            file.add(number, item.format(document))
        number += 1

    def number_of(name: str) -> int:
        return document.idToObjectNumberAndVersion[name][0]

    def number_of_object(item: pdfdoc.PDFObject) -> int:
        return number_of(document.Reference(item).name)

    tree = StructureTree(root, parents, number)
    tree_root = number_of_object(document.Catalog.StructTreeRoot)
    pages = [number_of_object(page) for page in document.Pages.pages]
    file.add(tree_root, tree.tree_root())
    for place, element in enumerate(tree.elements(tree_root, pages, number_of), start=number):
        file.add(place, element)
    return file.finish(number_of_object(document.Catalog), number_of_object(document.info))
