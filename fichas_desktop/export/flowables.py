"""What stands on the pages: text, lines, date boxes and figures, as ReportLab flowables.

None of them takes ReportLab's paragraph markup: text is drawn as it is, whatever it looks like.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import CondPageBreak, Flowable

from fichas_desktop.export.canvas import FichaCanvas
from fichas_desktop.export.fonts import REGULAR, FontBook, load_face
from fichas_desktop.export.images import Picture
from fichas_desktop.export.styles import (
    FRAME,
    HAIRLINE,
    INK,
    QUIET,
    TEXT_WIDTH,
    TINT,
    Color,
    Role,
    TextStyle,
)
from fichas_desktop.export.text_layout import Line, TextLayout

MIN_LINES = 2
"""Lines of a paragraph that stay together on each side of a page break."""
_TOLERANCE = 1e-6


class Element(Flowable):
    """A flowable that knows its role and how much of it must stand where it begins."""

    canv: FichaCanvas

    def __init__(self, role: Role, *, before: float = 0, after: float = 0) -> None:
        super().__init__()
        self.role = role
        self.spaceBefore = before
        self.spaceAfter = after

    def height_at(self, width: float) -> float:
        """Return the whole height."""
        return self.wrap(width, 0)[1]

    def least_height(self, width: float) -> float:
        """Return the height of the least part that may stand at the foot of a page."""
        return self.height_at(width)


class Room(CondPageBreak):
    """Starts a new page unless ``height`` is left; takes no space, and hides none of its neighbours'."""

    _SPACETRANSFER = True


class TextBlock(Element):
    """A paragraph of any length, split between lines with at least :data:`MIN_LINES` on each side.

    Args:
        layout: The text.
        marker: Marker of a list item, drawn left of the first line.
        hang: Distance from the marker to the text.
        bookmark: Title of the entry that the block gives to the document's outline.
    """

    def __init__(
        self,
        layout: TextLayout,
        style: TextStyle,
        role: Role,
        *,
        marker: TextLayout | None = None,
        hang: float = 0,
        bookmark: str = "",
    ) -> None:
        super().__init__(role, before=style.before, after=style.after)
        self._layout = layout
        self._style = style
        self._marker = marker
        self._hang = hang
        self._bookmark = bookmark
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
        first = start == 0
        part = TextBlock(
            self._layout,
            self._style,
            self.role,
            marker=self._marker if first else None,
            hang=self._hang,
            bookmark=self._bookmark if first else "",
        )
        part._lines, part._width = self._lines[start:stop], self._width
        return part

    def draw(self) -> None:
        """Draw the marker and the lines, in reading order."""
        if self._bookmark:
            # the title may not be unique, its place in the outline is
            key = f"section-{len(self.canv.bookmarks)}"
            self.canv.bookmark(self._bookmark, key, self.height)
        style = self._style
        text = self.canv.beginText()
        text.setFillColor(style.color)
        pen = _Pen(text, style)
        top = self.height - _base_line(style)
        if self._marker is not None:
            text.setTextOrigin(style.indent, top)
            pen.write(self._marker, Line(0, len(self._marker.text), broken=False))
        if style.centered:
            self._draw_centered(text, pen, top)
        else:
            text.setTextOrigin(style.indent + self._hang, top)
            for line in self._lines:
                pen.write(self._layout, line)
        self.canv.drawText(text)

    def _draw_centered(self, text: PDFTextObject, pen: _Pen, top: float) -> None:
        for number, line in enumerate(self._lines):
            slack = self._width - self._layout.width(line) * self._style.size / 1000
            text.setTextOrigin(slack / 2, top - number * self._style.leading)
            pen.write(self._layout, line)


class _Pen:
    """Writes lines of text in one style, changing the font only where it changes."""

    def __init__(self, text: PDFTextObject, style: TextStyle) -> None:
        self._text = text
        self._style = style
        self._font = ""

    def write(self, layout: TextLayout, line: Line) -> None:
        """Write a line and move down to the next; a line break is written as a space."""
        fragments = [(piece.face.name, piece.text) for piece in layout.fragments(line)]
        if line.broken or not fragments:
            fragments.append((fragments[-1][0] if fragments else self._font or REGULAR, " "))
        for font, text in fragments[:-1]:
            self._use(font)
            self._text.textOut(text)
        font, text = fragments[-1]
        self._use(font)
        self._text.textLine(text)

    def _use(self, font: str) -> None:
        if font != self._font:
            self._text.setFont(font, self._style.size, self._style.leading)
            self._font = font


class Rule(Element):
    """A hairline over the width of the text."""

    def __init__(self, color: Color = HAIRLINE, *, after: float = 0) -> None:
        super().__init__(Role.ARTIFACT, after=after)
        self._color = color

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return its size: the line alone."""
        self.width, self.height = width, 0.8
        return self.width, self.height

    def draw(self) -> None:
        """Draw the line."""
        self.canv.setStrokeColor(self._color)
        self.canv.setLineWidth(0.8)
        self.canv.line(0, 0.4, self.width, 0.4)


class DateBoxes(Element):
    """Boxes with heads over them: day, month and year.

    Args:
        boxes: Head and value of each box; an empty value leaves the box empty.
        label: One line to stand left of the boxes, or None.
    """

    WIDTH = 54.0
    HEAD_HEIGHT = 12.5
    VALUE_HEIGHT = 17.0
    LABEL_GAP = 14.0

    def __init__(
        self, boxes: Sequence[tuple[str, str]], fonts: FontBook, label: TextBlock | None = None
    ) -> None:
        super().__init__(Role.TABLE, before=label.spaceBefore if label else 3, after=6)
        self._label = label
        self._left = label.text_width + self.LABEL_GAP if label else 0.0
        self._rows = (
            [TextLayout(fonts.pieces(head)) for head, _ in boxes],
            [TextLayout(fonts.pieces(value, bold=True)) for _, value in boxes],
        )
        self._count = len(boxes)

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the size of the whole row of boxes."""
        self.width = self._left + self.WIDTH * self._count
        self.height = self.HEAD_HEIGHT + self.VALUE_HEIGHT
        return self.width, self.height

    def draw(self) -> None:
        """Draw the label and the boxes, the heads and then the values."""
        canvas = self.canv
        if self._label is not None:
            height = self._label.height_at(self._left)
            self._label.drawOn(canvas, 0, (self.VALUE_HEIGHT - height) / 2)
        edges = [self._left + number * self.WIDTH for number in range(self._count + 1)]
        canvas.setFillColor(TINT)
        canvas.rect(edges[0], self.VALUE_HEIGHT, self.WIDTH * self._count, self.HEAD_HEIGHT, stroke=0, fill=1)
        canvas.setStrokeColor(FRAME)
        canvas.setLineWidth(0.5)
        canvas.grid(edges, [0, self.VALUE_HEIGHT, self.height])
        styles = (TextStyle(8, 10, color=QUIET), TextStyle(10.5, 13, bold=True, color=INK))
        for row, style, y in zip(self._rows, styles, (self.VALUE_HEIGHT + 3.5, 4.8), strict=True):
            text = canvas.beginText()
            text.setFillColor(style.color)
            pen = _Pen(text, style)
            for left, layout in zip(edges, row, strict=False):
                line = Line(0, len(layout.text), broken=False)
                width = layout.width(line) * style.size / 1000
                text.setTextOrigin(left + (self.WIDTH - width) / 2, y)
                if layout.text:
                    pen.write(layout, line)
            canvas.drawText(text)


class Figure(Element):
    """An image annex, never wider than the text nor higher than ``MAX_HEIGHT``."""

    MAX_HEIGHT = 460.0
    PIXEL = 72 / 110
    """Points per pixel of a small image, which is not blown up."""

    def __init__(self, picture: Picture, alternative_text: str) -> None:
        super().__init__(Role.FIGURE, before=8)
        self._picture = picture
        self.alternative_text = alternative_text

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the size of the image on the page."""
        scale = min(width / self._picture.width, self.MAX_HEIGHT / self._picture.height, self.PIXEL)
        self.width, self.height = self._picture.width * scale, self._picture.height * scale
        return self.width, self.height

    def draw(self) -> None:
        """Draw the image."""
        self.canv.draw_picture(self._picture, self.width, self.height)


def measured(elements: Sequence[Element], width: float = TEXT_WIDTH) -> float:
    """Return the height that elements take together, the space above the first included."""
    height = after = 0.0
    for element in elements:
        height += max(element.spaceBefore, after) + element.height_at(width)
        after = element.spaceAfter
    return height + after


def _base_line(style: TextStyle) -> float:
    """Return the distance from the top of a line to its base line: the font stands in its middle."""
    ascent = load_face(REGULAR).ascent / 1000
    return (style.leading - style.size) / 2 + style.size * (ascent - _CENTERING)


_CENTERING = 0.16
"""Part of the size by which ascent and descent of the family together exceed it, over its letters."""
