"""What stands on every page around the answers: header table, footnote, mark of a borrador."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from fichas_desktop.export.canvas import FichaCanvas
from fichas_desktop.export.fonts import FontBook
from fichas_desktop.export.images import Picture
from fichas_desktop.export.inline_text import plain
from fichas_desktop.export.structure import StructureElement
from fichas_desktop.export.styles import (
    DRAFT,
    FRAME,
    HAIRLINE,
    HEADER_NAME,
    HEADER_VALUE,
    MARGIN_BOTTOM,
    MARGIN_X,
    Sheet,
    TextStyle,
)
from fichas_desktop.export.text_block import TextBlock
from fichas_desktop.export.watermark import draw_watermark

TOP = 38.0
"""Distance from the head of the page to the header table."""
_COLUMNS = (66.0, 80.0, 0.0, 56.0, 80.0)
"""Widths of the header's columns: the entity's logo, then the four of the form; 0 takes the rest."""
ROW_HEIGHT = 19.0
CELL_PADDING = 3.0
BODY_GAP = 16.0
FOOTNOTE_RULE = 96.0
FOOTNOTE_GAP = 5.0
_PAGE_HEAD = "/Type/Pagination/Subtype/Header/Attached[/Top]"


class FrameTexts(Struct, frozen=True):
    """Texts around the body, from the document model.

    Attributes:
        root: Structure element of the document.
        logo: The entity's, for the cell left of the header's rows, or None.
        header: Rows of four cells; ``{page}`` and ``{pages}`` in a cell become numbers.
        footnote: For the foot of page 1, or None.
        footnote_node: Its structure element.
        draft: Words that mark a borrador; empty for other copies.
        draft_node: Structure element of these words on page 1.
    """

    root: StructureElement
    logo: Picture | None
    header: tuple[tuple[str, ...], ...]
    footnote: TextBlock | None
    footnote_node: StructureElement | None
    draft: str
    draft_node: StructureElement | None


class _Cell(Struct, frozen=True):
    text: str
    style: TextStyle
    x: float
    y: float
    width: float
    height: float

    @property
    def is_numbered(self) -> bool:
        return "{page" in self.text

    def block(self, text: str, fonts: FontBook) -> TextBlock:
        return TextBlock(plain(text, fonts, bold=self.style.bold), self.style, None)


class PageFrame:
    """Draws what surrounds the body, and knows how much room it leaves.

    Args:
        texts: What to draw.
        fonts: The document's fonts.
        sheet: Size of the pages.
    """

    def __init__(self, texts: FrameTexts, fonts: FontBook, sheet: Sheet) -> None:
        self._texts = texts
        self._fonts = fonts
        self._sheet = sheet
        self._columns = tuple(width or sheet.text_width - sum(_COLUMNS) for width in _COLUMNS)
        self._rows = self._row_heights()
        self._cells = self._placed_cells()

    @property
    def body_top(self) -> float:
        """Height at which the body begins, from the foot of the page."""
        return self._sheet.height - TOP - sum(self._rows) - BODY_GAP

    @property
    def first_body_bottom(self) -> float:
        """Height at which the body of page 1 ends, above its footnote."""
        note = self._texts.footnote
        return MARGIN_BOTTOM + (note.height_at(self._sheet.text_width) + 2 * FOOTNOTE_GAP + 4 if note else 0)

    @property
    def least_body_height(self) -> float:
        """Height of the smallest body, that of page 1."""
        return self.body_top - self.first_body_bottom

    def templates(self) -> list[PageTemplate]:
        """Return the templates of page 1 and of the pages after it."""
        return [
            self._template("first", self.first_body_bottom, footnote=True),
            self._template("later", MARGIN_BOTTOM, footnote=False),
        ]

    def draw_number(self, canvas: FichaCanvas, page: int, pages: int) -> None:
        """Draw the cells of the header that hold page numbers."""
        for cell in self._cells:
            if cell.is_numbered:
                text = cell.text.replace("{pages}", str(pages)).replace("{page}", str(page))
                self._draw_cell(canvas, cell, text)

    def _template(self, name: str, bottom: float, *, footnote: bool) -> PageTemplate:
        frame = Frame(
            MARGIN_X,
            bottom,
            self._sheet.text_width,
            self.body_top - bottom,
            leftPadding=0,
            bottomPadding=0,
            rightPadding=0,
            topPadding=0,
            id=name,
        )
        return PageTemplate(
            id=name,
            frames=[frame],
            onPage=self._draw_head,
            onPageEnd=self._draw_footnote if footnote else _draw_nothing,
            autoNextPageTemplate="later",
        )

    def _draw_head(self, canvas: FichaCanvas, _: BaseDocTemplate) -> None:
        if self._texts.draft:
            canvas.repeat("watermark", self._draw_watermark)
            if canvas.getPageNumber() == 1:
                self._draw_draft_line(canvas, self._texts.draft_node)
            else:
                canvas.repeat("draft", self._repeat_draft_line)
        canvas.repeat("header", self._draw_header)

    def _draw_watermark(self, canvas: FichaCanvas) -> None:
        with canvas.artifact("/Type/Background"):
            draw_watermark(canvas, self._sheet)

    def _repeat_draft_line(self, canvas: FichaCanvas) -> None:
        with canvas.artifact(_PAGE_HEAD):
            self._draw_draft_line(canvas, None)

    def _draw_draft_line(self, canvas: FichaCanvas, node: StructureElement | None) -> None:
        block = TextBlock(plain(self._texts.draft, self._fonts, bold=DRAFT.bold), DRAFT, node)
        height = block.height_at(self._sheet.text_width)
        block.drawOn(canvas, MARGIN_X, self._sheet.height - TOP + (TOP - height) / 2 - 4)

    def _draw_header(self, canvas: FichaCanvas) -> None:
        with canvas.artifact(_PAGE_HEAD):
            self._draw_table(canvas)

    def _draw_table(self, canvas: FichaCanvas) -> None:
        top = self._sheet.height - TOP
        bottom = top - sum(self._rows)
        edges = _running(MARGIN_X, self._columns)
        canvas.setStrokeColor(FRAME)
        canvas.setLineWidth(0.6)
        canvas.rect(edges[0], bottom, self._columns[0], top - bottom)
        canvas.grid(edges[1:], _running(top, [-row for row in self._rows]))
        if self._texts.logo is not None:
            self._draw_logo(canvas, self._texts.logo, bottom, top - bottom)
        for cell in self._cells:
            if cell.is_numbered:
                canvas.mark_number()
            else:
                self._draw_cell(canvas, cell, cell.text)

    def _draw_logo(self, canvas: FichaCanvas, logo: Picture, bottom: float, room: float) -> None:
        box, height = self._columns[0] - 2 * CELL_PADDING, room - 2 * CELL_PADDING
        scale = min(box / logo.width, height / logo.height)
        x = MARGIN_X + (self._columns[0] - logo.width * scale) / 2
        canvas.saveState()
        canvas.translate(x, bottom + (room - logo.height * scale) / 2)
        canvas.draw_picture(logo, logo.width * scale, logo.height * scale)
        canvas.restoreState()

    def _draw_cell(self, canvas: FichaCanvas, cell: _Cell, text: str) -> None:
        block = cell.block(text, self._fonts)
        height = block.height_at(cell.width)
        block.drawOn(canvas, cell.x, cell.y + (cell.height - height) / 2)

    def _draw_footnote(self, canvas: FichaCanvas, _: BaseDocTemplate) -> None:
        note = self._texts.footnote
        if note is None:
            return
        height = note.height_at(self._sheet.text_width)
        rule = MARGIN_BOTTOM + height + FOOTNOTE_GAP
        canvas.saveState()
        with canvas.artifact():
            canvas.setStrokeColor(HAIRLINE)
            canvas.setLineWidth(0.6)
            canvas.line(MARGIN_X, rule, MARGIN_X + FOOTNOTE_RULE, rule)
        canvas.restoreState()
        note.drawOn(canvas, MARGIN_X, MARGIN_BOTTOM)

    def _cell_width(self, number: int) -> float:
        return self._columns[number + 1] - 2 * CELL_PADDING

    def _row_heights(self) -> tuple[float, ...]:
        heights = []
        for row in self._texts.header:
            needed = ROW_HEIGHT
            for number, text in enumerate(row):
                cell = _Cell(text, _cell_style(number), 0, 0, self._cell_width(number), 0)
                height = cell.block(text, self._fonts).height_at(cell.width)
                needed = max(needed, height + 2 * CELL_PADDING)
            heights.append(needed)
        return tuple(heights)

    def _placed_cells(self) -> tuple[_Cell, ...]:
        edges = _running(MARGIN_X, self._columns)
        cells = []
        bottom = self._sheet.height - TOP
        for row, height in zip(self._texts.header, self._rows, strict=True):
            bottom -= height
            for number, text in enumerate(row):
                x = edges[number + 1] + CELL_PADDING
                cells.append(_Cell(text, _cell_style(number), x, bottom, self._cell_width(number), height))
        return tuple(cells)


def _cell_style(number: int) -> TextStyle:
    return HEADER_NAME if number % 2 == 0 else HEADER_VALUE


def _running(start: float, steps: Sequence[float]) -> list[float]:
    edges = [start]
    for step in steps:
        edges.append(edges[-1] + step)
    return edges


def _draw_nothing(_: FichaCanvas, __: BaseDocTemplate) -> None:
    pass
