"""Text of an element of the document model: its fonts, and the parts of it that mean something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple
from xml.etree import ElementTree as ET

from fichas_desktop.export.addresses import Address, find_addresses
from fichas_desktop.export.fonts import FontBook, Piece
from fichas_desktop.export.structure import Role
from fichas_desktop.export.styles import TextStyle
from fichas_desktop.export.text_layout import TextLayout


class Inline(NamedTuple):
    """A stretch of a text that is a structure element of its own.

    Attributes:
        uri: Where a link leads; empty for other elements.
    """

    start: int
    end: int
    role: Role
    uri: str


class InlineText(NamedTuple):
    """A text ready to be laid out, with its inline elements from left to right."""

    layout: TextLayout
    inlines: tuple[Inline, ...] = ()


class _Span(NamedTuple):
    text: str
    bold: bool
    italic: bool
    mark: str = ""
    """Tag of the inline element that it belongs to, empty for none."""
    uri: str = ""


def plain(text: str, fonts: FontBook, *, bold: bool = False) -> InlineText:
    """Return a text of one run without inline elements."""
    return InlineText(TextLayout(fonts.pieces(text, bold=bold)))


def inline_text(element: ET.Element, style: TextStyle, fonts: FontBook) -> InlineText:
    """Return the text of an element with the fonts of its runs; addresses in it become links."""
    spans = list(_spans(element, _Span("", style.bold, style.italic)))
    source = "".join(span.text for span in spans)
    addresses = list(find_addresses(source))
    if addresses:
        spans = list(_cut(spans, addresses))
    pieces: list[Piece] = []
    inlines: list[Inline] = []
    position = 0
    for span in spans:
        drawn = fonts.pieces(span.text, bold=span.bold, italic=span.italic)
        end = position + sum(len(piece.text) for piece in drawn)
        if span.mark and end > position:
            _add_inline(inlines, position, end, span, element.tag)
        pieces += drawn
        position = end
    return InlineText(TextLayout(pieces), tuple(inlines))


def _add_inline(inlines: list[Inline], start: int, end: int, span: _Span, tag: str) -> None:
    role = Role.LINK
    if span.mark == "mark":
        role = Role.LABEL if tag == "footnote" else Role.REFERENCE
    last = inlines[-1] if inlines else None
    if last is not None and last.end == start and (last.role, last.uri) == (role, span.uri) and span.uri:
        inlines[-1] = last._replace(end=end)  # runs of one link in different fonts
    else:
        inlines.append(Inline(start, end, role, span.uri))


def _spans(element: ET.Element, around: _Span) -> Iterator[_Span]:
    if element.text:
        yield around._replace(text=element.text)
    for child in element:
        inside = around._replace(
            bold=around.bold or child.tag == "b", italic=around.italic or child.tag == "i"
        )
        if child.tag in {"a", "mark"}:
            inside = inside._replace(mark=child.tag, uri=child.get("href", ""))
        yield from _spans(child, inside)
        if child.tail:
            yield around._replace(text=child.tail)


def _cut(spans: Sequence[_Span], addresses: Sequence[Address]) -> Iterator[_Span]:
    """Cut spans where addresses begin and end; what is marked already stays as it is."""
    starts = accumulate((len(span.text) for span in spans), initial=0)
    waiting = iter(addresses)
    address = next(waiting, None)
    for span, start in zip(spans, starts, strict=False):
        end, position = start + len(span.text), start
        while address is not None and address.start < end:
            first, last = max(address.start, position), min(address.end, end)
            if not span.mark and first < last:
                yield span._replace(text=span.text[position - start : first - start])
                yield span._replace(text=span.text[first - start : last - start], mark="a", uri=address.uri)
                position = last
            if address.end > end:
                break
            address = next(waiting, None)
        yield span._replace(text=span.text[position - start :])
