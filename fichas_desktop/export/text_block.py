"""Paragraphs of any length, with their marked content and links."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from reportlab.platypus import Flowable

from fichas_desktop.export.canvas import FichaCanvas
from fichas_desktop.export.flowables import Element
from fichas_desktop.export.fonts import REGULAR, load_face
from fichas_desktop.export.inline_text import Inline, InlineText
from fichas_desktop.export.structure import Role, StructureElement
from fichas_desktop.export.styles import LINK, Color, TextStyle
from fichas_desktop.export.text_layout import Line, TextLayout

MIN_LINES = 2
"""Lines of a paragraph that stay together on each side of a page break."""
_TOLERANCE = 1e-6
_CENTERING = 0.16
"""Part of the size by which ascent and descent of the family together exceed it, over its letters."""


class Marker(NamedTuple):
    """Marker of a list item, drawn left of the first line; ``hang`` is the distance to the text."""

    layout: TextLayout
    hang: float
    node: StructureElement


class TextBlock(Element):
    """A paragraph, split between lines with at least :data:`MIN_LINES` on each side.

    Args:
        text: The text.
        node: Its structure element; None where the caller draws it as a part of an artifact.
        marker: For a list item.
        bookmark: Title of the entry that the block gives to the document's outline.
    """

    def __init__(
        self,
        text: InlineText,
        style: TextStyle,
        node: StructureElement | None,
        *,
        marker: Marker | None = None,
        bookmark: str = "",
    ) -> None:
        super().__init__(before=style.before, after=style.after)
        self._text = text
        self._layout = text.layout
        self._style = style
        self._node = node
        self._marker = marker
        self._hang = marker.hang if marker is not None else 0.0
        self._bookmark = bookmark
        self._inline_nodes: dict[Inline, StructureElement] = {}
        self._width = -1.0
        self._lines: list[Line] = []

    @property
    def text_width(self) -> float:
        """Width of the text on one line."""
        whole = Line(0, len(self._layout.text), broken=False)
        return self._layout.width(whole) * self._style.size / 1000

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Break the text to the width, once, and return its size."""
        if self._width != width:
            measure = width - self._style.indent - self._hang
            self._lines = self._layout.lines(measure * 1000 / self._style.size)
            self._width = width
        self.width = width
        self.height = len(self._lines) * self._style.leading
        return self.width, self.height

    def least_height(self, width: float) -> float:
        """Return the height of the first lines that no page break may part."""
        self.wrap(width, 0)
        count = len(self._lines)
        return (count if count < 2 * MIN_LINES else MIN_LINES) * self._style.leading

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Return the lines that fit and those that do not, or nothing when no break is good."""
        self.wrap(width, height)
        count = len(self._lines)
        fits = min(int((height + _TOLERANCE) / self._style.leading), count - MIN_LINES)
        if fits < MIN_LINES:
            return []
        return [self._part(0, fits), self._part(fits, count)]

    def _part(self, start: int, stop: int) -> TextBlock:
        part = TextBlock(self._text, self._style, self._node)
        part._hang = self._hang
        if start == 0:
            part._marker, part._bookmark = self._marker, self._bookmark
        # an inline that goes over the break is one element on two pages
        part._inline_nodes = self._inline_nodes
        part._lines, part._width = self._lines[start:stop], self._width
        return part

    def draw(self) -> None:
        """Draw the marker and the lines, in reading order."""
        if self._bookmark:
            # the title may not be unique, its place in the outline is
            key = f"section-{len(self.canv.bookmarks)}"
            self.canv.bookmark(self._bookmark, key, self.height)
        style = self._style
        pen = Pen(self.canv, style)
        top = self.height - base_line(style)
        if self._marker is not None:
            pen.move_to(style.indent, top)
            pen.begin(self._marker.node)
            pen.write_line(self._marker.layout, Line(0, len(self._marker.layout.text), broken=False))
        pen.begin(self._node)
        for number, line in enumerate(self._lines):
            x, y = style.indent + self._hang, top - number * style.leading
            if style.centered:
                x = (self._width - self._layout.width(line) * style.size / 1000) / 2
            if style.centered or number == 0:
                pen.move_to(x, y)
            inlines = self._inlines_of(line) if self._text.inlines and self._node is not None else ()
            if inlines:
                self._write_cut(pen, line, inlines, (x, y))
            else:
                pen.write_line(self._layout, line)
        pen.draw()

    def _inlines_of(self, line: Line) -> Sequence[Inline]:
        inlines = self._text.inlines
        first = bisect_right(inlines, line.start, key=lambda inline: inline.end)
        return inlines[first : bisect_left(inlines, line.end, key=lambda inline: inline.start)]

    def _write_cut(
        self, pen: Pen, line: Line, inlines: Sequence[Inline], origin: tuple[float, float]
    ) -> None:
        """Write a line in which some stretches are elements of their own."""
        position = line.start
        for inline in inlines:
            start, end = max(inline.start, line.start), min(inline.end, line.end)
            pen.begin(self._node)
            pen.write(self._layout, position, start)
            node = self._inline_node(inline)
            pen.begin(node, LINK if inline.role is Role.LINK else None)
            pen.write(self._layout, start, end)
            if inline.uri:
                self._link(node, inline, Line(start, end, broken=False), line.start, origin)
            position = end
        pen.begin(self._node)
        pen.write_line(self._layout, Line(position, line.end, line.broken))

    def _inline_node(self, inline: Inline) -> StructureElement:
        if inline not in self._inline_nodes and self._node is not None:
            self._inline_nodes[inline] = self._node.add(inline.role)
        return self._inline_nodes[inline]

    def _link(
        self,
        node: StructureElement,
        inline: Inline,
        part: Line,
        line_start: int,
        origin: tuple[float, float],
    ) -> None:
        scale = self._style.size / 1000
        left = origin[0] + self._layout.advance(line_start, part.start) * scale
        right = left + self._layout.width(part) * scale
        box = (left, origin[1] - 0.25 * self._style.size, right, origin[1] + 0.8 * self._style.size)
        self.canv.add_link(node, box, inline.uri)


class Pen:
    """Writes lines of text in one style, changing font and marked content only where they change."""

    def __init__(self, canvas: FichaCanvas, style: TextStyle) -> None:
        self._canvas = canvas
        self._text = canvas.beginText()
        self._text.setFillColor(style.color)
        self._style = style
        self._color = style.color
        self._font = ""
        self._node: StructureElement | None = None
        self._wanted: tuple[StructureElement | None, Color] = None, style.color

    def move_to(self, x: float, y: float) -> None:
        """Go to the beginning of a line."""
        self._text.setTextOrigin(x, y)

    def begin(self, node: StructureElement | None, color: Color | None = None) -> None:
        """Make what follows the content of an element; None where something else marks it."""
        self._wanted = node, color or self._style.color

    def write(self, layout: TextLayout, start: int, end: int) -> None:
        """Write a stretch of a line."""
        for piece in layout.fragments(Line(start, end, broken=False)):
            self._mark()
            self._use(piece.face.name)
            self._text.textOut(piece.text)

    def write_line(self, layout: TextLayout, line: Line) -> None:
        """Write a line and move down to the next; a line break is written as a space."""
        fragments = [(piece.face.name, piece.text) for piece in layout.fragments(line)]
        if line.broken or not (fragments or self._font):
            fragments.append((fragments[-1][0] if fragments else self._font or REGULAR, " "))
        if fragments:
            self._mark()
        for font, text in fragments[:-1]:
            self._use(font)
            self._text.textOut(text)
        font, text = fragments[-1] if fragments else (self._font, "")
        self._use(font)
        self._text.textLine(text)

    def draw(self) -> None:
        """Put what was written on the page."""
        self.begin(None)
        self._mark()
        self._canvas.drawText(self._text)

    def _mark(self) -> None:
        """Change marked content and colour to what is wanted, now that there is something to write."""
        node, color = self._wanted
        if node is not self._node:
            if self._node is not None:
                self._text.add_operator(self._canvas.end)
            if node is not None:
                self._text.add_operator(self._canvas.begin(node))
            self._node = node
        if color != self._color:
            self._text.setFillColor(color)
            self._color = color

    def _use(self, font: str) -> None:
        if font != self._font:
            self._text.setFont(font, self._style.size, self._style.leading)
            self._font = font


def base_line(style: TextStyle) -> float:
    """Return the distance from the top of a line to its base line: the font stands in its middle."""
    ascent = load_face(REGULAR).ascent / 1000
    return (style.leading - style.size) / 2 + style.size * (ascent - _CENTERING)
