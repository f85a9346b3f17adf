"""Reads a PDF as a screen reader does: through its structure tree."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pdfplumber
import pikepdf


@dataclass
class Tag:
    """An element of the structure tree.

    Attributes:
        content: Texts and children in reading order.
        links: Addresses of its link annotations.
    """

    role: str
    alternative_text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    content: list[str | Tag] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    @property
    def children(self) -> list[Tag]:
        """Its child elements."""
        return [item for item in self.content if isinstance(item, Tag)]

    @property
    def text(self) -> str:
        """All text in it, in reading order; elements are parted by a space."""
        return "".join(item if isinstance(item, str) else item.text for item in self.content)

    def all(self, *roles: str) -> Iterator[Tag]:
        """Yield the elements below it that have one of the roles, in reading order."""
        for child in self.children:
            if child.role in roles:
                yield child
            yield from child.all(*roles)

    def outline(self, *roles: str) -> list[tuple[str, str]]:
        """Return role and text of the elements with one of the roles, white space folded."""
        return [(tag.role, " ".join(tag.text.split())) for tag in self.all(*roles)]


class TaggedReader:
    """Reads one PDF.

    Attributes:
        untagged: Text that is neither in the structure tree nor an artifact.
    """

    def __init__(self, data: bytes) -> None:
        self._texts: dict[tuple[int, int], str] = defaultdict(str)
        self.untagged = ""
        self._read_pages(data)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            self._pages = {item.obj.objgen: number for number, item in enumerate(pdf.pages)}
            self.document = self._tag(pdf.Root.StructTreeRoot.K, 0)

    def _read_pages(self, data: bytes) -> None:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for number, page in enumerate(document.pages):
                for char in page.chars:
                    if char["mcid"] is not None:
                        self._texts[number, char["mcid"]] += char["text"]
                    elif char["tag"] != "Artifact":
                        self.untagged += char["text"]

    def _tag(self, item: pikepdf.Object, page: int) -> Tag:
        page = self._page(item, page)
        tag = Tag(str(item.S).lstrip("/"), str(item.get("/Alt", "")))
        for key, value in dict(item.get("/A", pikepdf.Dictionary())).items():
            tag.attributes[key] = str(value)
        for kid in _listed(item.get("/K", ())):
            if not isinstance(kid, pikepdf.Object):
                tag.content.append(self._texts[page, int(kid)])
            elif kid.get("/Type") == "/MCR":
                tag.content.append(self._texts[self._page(kid, page), int(kid.MCID)])
            elif kid.get("/Type") == "/OBJR":
                tag.links.append(str(kid.Obj.A.URI))
            else:
                tag.content.append(self._tag(kid, page))
        return tag

    def _page(self, item: pikepdf.Object, page: int) -> int:
        return self._pages[item["/Pg"].objgen] if "/Pg" in item else page


def _listed(kids: object) -> list[Any]:
    return list(kids) if isinstance(kids, pikepdf.Array | tuple) else [kids]
