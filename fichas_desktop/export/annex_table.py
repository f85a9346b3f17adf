"""The table of annexes: it goes on over pages, its rows too, with its heads on each."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from reportlab.platypus import Flowable

from fichas_desktop.export import styles
from fichas_desktop.export.flowables import Element
from fichas_desktop.export.fonts import FontBook
from fichas_desktop.export.inline_text import inline_text
from fichas_desktop.export.structure import COLUMN_HEAD, Role, StructureElement
from fichas_desktop.export.styles import HAIRLINE, TINT, TextStyle
from fichas_desktop.export.text_block import TextBlock

PADDING_X = 5.0
PADDING_Y = 3.5
NUMBER_WIDTH = 30.0
NAME_PART = 0.38
"""Part of the width that is left after the number, for the names."""
Cell = Sequence[TextBlock]
Row = Sequence[Cell]
_LOOKS = (styles.TABLE_TEXT, styles.TABLE_NAME, styles.TABLE_TEXT)
_REMARKS = {"notice": styles.TABLE_NOTICE, "remark": styles.TABLE_REMARK}


def column_widths(width: float) -> tuple[float, float, float]:
    """Return the widths of number, name and description."""
    name = round((width - NUMBER_WIDTH) * NAME_PART)
    return NUMBER_WIDTH, name, width - NUMBER_WIDTH - name


class AnnexTable(Element):
    """Rows of cells of text blocks.

    Args:
        heads: Row of heads; on the pages after the first they are drawn from ``repeated``.
        repeated: The same heads without structure elements.
    """

    def __init__(self, heads: Row, repeated: Row, rows: Sequence[Row]) -> None:
        super().__init__(before=4, after=8)
        self._heads = heads
        self._repeated = repeated
        self._rows = rows
        self._columns: tuple[float, ...] = ()

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return its whole size."""
        self._columns = column_widths(width)
        self.width = width
        self.height = sum(map(self._row_height, (self._heads, *self._rows)))
        return self.width, self.height

    def least_height(self, width: float) -> float:
        """Return the height of the heads and of the least part of the first row."""
        self.wrap(width, 0)
        least = max((self._least_cell(number, cell) for number, cell in enumerate(self._rows[0])), default=0)
        return self._row_height(self._heads) + least + 2 * PADDING_Y

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Return what fits and the rest, cutting a row only where both parts are worth it."""
        self.wrap(width, height)
        room = height - self._row_height(self._heads)
        fits = 0
        for row in self._rows:
            row_height = self._row_height(row)
            if row_height > room:
                break
            room -= row_height
            fits += 1
        above, below = self._cut(self._rows[fits], room) if fits < len(self._rows) else (None, None)
        first = [*self._rows[:fits], *([above] if above else [])]
        if not first:
            return []
        rest = [*([below] if below else [self._rows[fits]]), *self._rows[fits + 1 :]]
        return [
            AnnexTable(self._heads, self._repeated, first),
            AnnexTable(self._repeated, self._repeated, rest),
        ]

    def draw(self) -> None:
        """Draw grounds and lines, then the cells in reading order."""
        canvas = self.canv
        top = self.height
        with canvas.artifact():
            head = self._row_height(self._heads)
            canvas.setFillColor(TINT)
            canvas.rect(0, top - head, self.width, head, stroke=0, fill=1)
            canvas.setStrokeColor(HAIRLINE)
            canvas.setLineWidth(0.5)
            y = top
            for row in (self._heads, *self._rows):
                y -= self._row_height(row)
                canvas.line(0, y, self.width, y)
            canvas.line(0, top, self.width, top)
        if self._heads is self._repeated:
            with canvas.artifact("/Type/Pagination"):
                self._draw_row(self._heads, top)
        else:
            self._draw_row(self._heads, top)
        top -= self._row_height(self._heads)
        for row in self._rows:
            self._draw_row(row, top)
            top -= self._row_height(row)

    def _draw_row(self, row: Row, top: float) -> None:
        x = 0.0
        for number, cell in enumerate(row):
            y = top - PADDING_Y
            for place, block in enumerate(cell):
                height = block.height_at(self._text_width(number))
                y -= height + (block.spaceBefore if place else 0)
                block.drawOn(self.canv, x + PADDING_X, y)
            x += self._columns[number]

    def _row_height(self, row: Row) -> float:
        return max(self._cell_height(number, cell) for number, cell in enumerate(row)) + 2 * PADDING_Y

    def _cell_height(self, number: int, cell: Cell) -> float:
        width = self._text_width(number)
        return sum(
            block.height_at(width) + (block.spaceBefore if place else 0) for place, block in enumerate(cell)
        )

    def _least_cell(self, number: int, cell: Cell) -> float:
        return cell[0].least_height(self._text_width(number)) if cell else 0.0

    def _text_width(self, number: int) -> float:
        return self._columns[number] - 2 * PADDING_X

    def _cut(self, row: Row, room: float) -> tuple[Row | None, Row | None]:
        """Return both parts of a row, or nothing where one would be too small."""
        room -= 2 * PADDING_Y
        parts = [self._cut_cell(number, cell, room) for number, cell in enumerate(row)]
        if any(part is None for part in parts):
            return None, None
        above, below = zip(*(part for part in parts if part is not None), strict=True)
        return (above, below) if any(below) else (None, None)

    def _cut_cell(self, number: int, cell: Cell, room: float) -> tuple[Cell, Cell] | None:
        width = self._text_width(number)
        for place, block in enumerate(cell):
            room -= block.spaceBefore if place else 0
            height = block.height_at(width)
            if height > room:
                halves = [half for half in block.split(width, room) if isinstance(half, TextBlock)]
                if not halves and not place:
                    return None
                return [*cell[:place], *halves[:1]], [*(halves[1:] or [block]), *cell[place + 1 :]]
            room -= height
        return cell, []


def annex_table(element: ET.Element, node: StructureElement, fonts: FontBook) -> AnnexTable:
    """Return the table of an ``annexes`` element.

    Args:
        element: Heads and annexes, from the document model.
        node: The table's structure element.
        fonts: The document's fonts.
    """

    def block(part: ET.Element, style: TextStyle, own: StructureElement | None) -> TextBlock:
        return TextBlock(inline_text(part, style, fonts), style, own)

    def cells(annex: ET.Element, row: StructureElement) -> Row:
        nodes = [row.add(Role.CELL) for _ in _LOOKS]
        found = [
            [block(part, style, own.add(Role.PARAGRAPH))] if part.text or len(part) else []
            for part, style, own in zip(annex.iterfind("part"), _LOOKS, nodes, strict=True)
        ]
        # what the page says of the file stands below its description
        found[-1] += [
            block(words, _REMARKS[words.tag], nodes[-1].add(Role.PARAGRAPH))
            for words in annex
            if words.tag in _REMARKS
        ]
        return found

    row = node.add(Role.ROW)
    heads = element.findall("head")
    own = [
        [block(head, styles.TABLE_HEAD, row.add(Role.HEAD_CELL, attributes=COLUMN_HEAD))] for head in heads
    ]
    repeated = [[block(head, styles.TABLE_HEAD, None)] for head in heads]
    return AnnexTable(
        own, repeated, [cells(annex, node.add(Role.ROW)) for annex in element.iterfind("annex")]
    )
