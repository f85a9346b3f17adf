"""The structure of a document for readers who do not see it (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from reportlab.pdfbase import pdfdoc


class Role(StrEnum):
    """Standard structure types."""

    DOCUMENT = "Document"
    SECTION = "Sect"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    H4 = "H4"
    H5 = "H5"
    QUOTATION = "BlockQuote"
    PARAGRAPH = "P"
    NOTE = "Note"
    REFERENCE = "Reference"
    LINK = "Link"
    LIST = "L"
    LIST_ITEM = "LI"
    LABEL = "Lbl"
    LIST_BODY = "LBody"
    TABLE = "Table"
    ROW = "TR"
    HEAD_CELL = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    CAPTION = "Caption"


COLUMN_HEAD = "<</O/Table/Scope/Column>>"
"""Attributes of a cell that heads the cells below it."""
HEADINGS = (Role.H1, Role.H2, Role.H3, Role.H4, Role.H5)


class MarkedContent(NamedTuple):
    """A stretch of a page's content, by index of the page and number in it."""

    page: int
    number: int


class AnnotationReference(NamedTuple):
    """An annotation, by index of its page and name of its object."""

    page: int
    name: str


class StructureElement:
    """A node of the structure tree.

    Args:
        alternative_text: Stands for what a figure shows.
        attributes: An attribute dictionary as it is written, or empty.
        identifier: Unique in the document, or empty.
    """

    __slots__ = ("alternative_text", "attributes", "children", "identifier", "parent", "role")

    def __init__(
        self, role: Role, *, alternative_text: str = "", attributes: str = "", identifier: str = ""
    ) -> None:
        self.role = role
        self.alternative_text = alternative_text
        self.attributes = attributes
        self.identifier = identifier
        self.parent: StructureElement | None = None
        self.children: list[StructureElement | MarkedContent | AnnotationReference] = []

    def add(self, role: Role, *, alternative_text: str = "", attributes: str = "") -> StructureElement:
        """Return a new last child."""
        child = StructureElement(role, alternative_text=alternative_text, attributes=attributes)
        return self.adopt(child)

    def adopt(self, child: StructureElement) -> StructureElement:
        """Make an element the last child, and return it."""
        child.parent = self
        self.children.append(child)
        return child


Parents = Sequence[StructureElement | Sequence[StructureElement]]
"""By structure key: the element of an annotation, or those of a page's marked contents in order."""


class StructureTree:
    """Writes a structure tree as the objects of a PDF.

    Args:
        root: The document element.
        parents: What each structure key leads to.
        first: Object number of the root element; the others follow.
    """

    def __init__(self, root: StructureElement, parents: Parents, first: int) -> None:
        self._elements = list(_walk(root))
        self._numbers = {id(element): first + place for place, element in enumerate(self._elements)}
        self._parents = parents

    def tree_root(self) -> bytes:
        """Return the structure tree's root dictionary."""
        root = self._numbers[id(self._elements[0])]
        entries = [
            b"%d %s"
            % (key, self._reference(owner) if isinstance(owner, StructureElement) else self._array(owner))
            for key, owner in enumerate(self._parents)
        ]
        identifiers = sorted((e.identifier.encode("ascii"), e) for e in self._elements if e.identifier)
        names = b"".join(b"(%s) %s" % (name, self._reference(element)) for name, element in identifiers)
        return b"<</Type/StructTreeRoot/K %d 0 R/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d%s>>" % (
            root,
            b"\n".join(entries),
            len(self._parents),
            b"/IDTree<</Names[%s]>>" % names if names else b"",
        )

    def elements(
        self, tree_root: int, pages: Sequence[int], number_of: Callable[[str], int]
    ) -> Iterator[bytes]:
        """Yield the elements in the order of their object numbers.

        Args:
            tree_root: Object number of the tree's root.
            pages: Object numbers of the pages.
            number_of: Returns the object number of an annotation.
        """
        for element in self._elements:
            parent = self._numbers[id(element.parent)] if element.parent is not None else tree_root
            own = next((c.page for c in element.children if not isinstance(c, StructureElement)), None)
            children = b" ".join(self._child(child, own, pages, number_of) for child in element.children)
            yield b"".join(
                (
                    b"<</Type/StructElem/S/%s/P %d 0 R" % (element.role.value.encode("ascii"), parent),
                    b"/Pg %d 0 R" % pages[own] if own is not None else b"",
                    b"/K[%s]" % children if children else b"",
                    b"/Alt%s" % text_string(element.alternative_text) if element.alternative_text else b"",
                    b"/A%s" % element.attributes.encode("ascii") if element.attributes else b"",
                    b"/ID(%s)" % element.identifier.encode("ascii") if element.identifier else b"",
                    b">>",
                )
            )

    def _child(
        self,
        child: StructureElement | MarkedContent | AnnotationReference,
        own_page: int | None,
        pages: Sequence[int],
        number_of: Callable[[str], int],
    ) -> bytes:
        if isinstance(child, StructureElement):
            return self._reference(child)
        if isinstance(child, AnnotationReference):
            return b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % (pages[child.page], number_of(child.name))
        if child.page == own_page:
            return b"%d" % child.number
        return b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (pages[child.page], child.number)

    def _reference(self, element: StructureElement) -> bytes:
        return b"%d 0 R" % self._numbers[id(element)]

    def _array(self, elements: Sequence[StructureElement]) -> bytes:
        return b"[%s]" % b" ".join(map(self._reference, elements))


def _walk(root: StructureElement) -> Iterator[StructureElement]:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(child for child in reversed(element.children) if isinstance(child, StructureElement))


def text_bytes(text: str) -> bytes:
    """Encode a text string: ASCII where it is, else UTF-16 with its mark (ISO 32000-1, 7.9.2)."""
    return text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")


def text_string(text: str) -> bytes:
    """Return a text string as it is written."""
    return b"<%s>" % text_bytes(text).hex().encode("ascii")


class WrittenObject(pdfdoc.PDFObject):
    """An indirect object of which the bytes are known already."""

    __RefOnly__ = 1

    def __init__(self, data: bytes) -> None:
        self._data = data

    def format(self, document: pdfdoc.PDFDocument) -> bytes:  # noqa: ARG002
        """Return the object as it is written."""
        return self._data


class LateObject(pdfdoc.PDFObject):
    """An indirect object whose bytes are known only when the others are written."""

    __RefOnly__ = 1

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """Refuse: :mod:`fichas_desktop.export.pdf_file` writes it."""
        raise NotImplementedError
