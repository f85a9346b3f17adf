"""Formatted answers as Qt documents: what :func:`load` puts in, :func:`dump` gives back to the letter.

A block's kind and level are Qt's own properties: the list it belongs to, its heading level, its indent.
A numbered list is one QTextList from its first item to its last, over deeper items and continuation
paragraphs, so that Qt itself shows the numbers of ``domain.rich_text.markers``. A list with a number
of its own to start from carries the property ``RESTARTS``, or ``CONTINUES`` where that number follows
on the list of the first level before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextList,
    QTextListFormat,
)

from fichas_desktop.domain.rich_text import MAX_LEVEL, Block, BlockKind, RichText, Run, normalize

RESTARTS = QTextFormat.Property.UserProperty.value + 1
CONTINUES = QTextFormat.Property.UserProperty.value + 2
LINE_HEIGHT = 115.0  # per cent of the font's own
LINE_SEPARATOR = "\u2028"
_HEADING_SIZES = (1, 0)  # steps above the document's font size, by level
_MARGIN = 6  # pixels above and below a paragraph; the larger of two neighbours counts
_ITEM_MARGIN = 4
_MARGIN_ABOVE_HEADING = 10


class Shape(NamedTuple):
    """What a block is, apart from its text and its number."""

    kind: BlockKind
    level: int = 0

    @property
    def is_list_item(self) -> bool:
        """True for items of both kinds of list."""
        return self.kind in {BlockKind.BULLET, BlockKind.NUMBER}


PLAIN = Shape(BlockKind.PARAGRAPH)
CONTINUATION = Shape(BlockKind.PARAGRAPH, 1)


def load(document: QTextDocument, value: RichText) -> None:
    """Replace the document's content; the history of undo steps starts empty."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()  # laid out once, not once a run
    BlockWriter(cursor).write(value.blocks)
    cursor.endEditBlock()
    document.setUndoRedoEnabled(True)
    document.setModified(False)


def dump(document: QTextDocument) -> RichText:
    """Return the document's content in canonical form: blocks without text are left out."""
    return _dump(blocks_between(document.begin(), document.lastBlock()))


def dump_selection(cursor: QTextCursor) -> RichText:
    """Return what is selected; a stretch inside one block comes out as a paragraph, whatever the block is."""
    document = cursor.document()
    first = document.findBlock(cursor.selectionStart())
    last = document.findBlock(cursor.selectionEnd())
    if first == last:
        runs = runs_of(first, cursor.selectionStart(), cursor.selectionEnd())
        return normalize(RichText((Block(BlockKind.PARAGRAPH, runs=runs),)))
    return _dump(blocks_between(first, last), cursor.selectionStart(), cursor.selectionEnd())


def blocks_between(first: QTextBlock, last: QTextBlock) -> Iterator[QTextBlock]:
    """Yield the document's blocks from the first to the last, both included."""
    block = first
    while block.isValid():
        yield block
        if block == last:
            return
        block = block.next()


def shape_of(block: QTextBlock) -> Shape:
    """Return a block's kind and level."""
    text_list = list_of(block)
    if text_list is not None:
        list_format = text_list.format()
        ordered = list_format.style() == QTextListFormat.Style.ListDecimal
        kind = BlockKind.NUMBER if ordered else BlockKind.BULLET
        return Shape(kind, min(max(list_format.indent() - 1, 0), MAX_LEVEL))
    block_format = block.blockFormat()
    if block_format.headingLevel():
        return Shape(BlockKind.HEADING, min(block_format.headingLevel() - 1, MAX_LEVEL))
    return Shape(BlockKind.PARAGRAPH, min(block_format.indent(), MAX_LEVEL))


def list_of(block: QTextBlock) -> QTextList | None:
    """Return the list that a block is an item of; Qt's own signature hides that there may be none."""
    return block.textList()


def runs_of(block: QTextBlock, start: int = 0, end: int | None = None) -> tuple[Run, ...]:
    """Return a block's runs as they stand, clipped to the document positions ``start`` and ``end``."""
    text = block.text().replace(LINE_SEPARATOR, "\n")
    length = block.length() - 1
    first = max(start - block.position(), 0)
    last = length if end is None else min(end - block.position(), length)
    units = None if len(text) == length else text.encode("utf-16-le", "surrogatepass")
    runs = []
    for stretch in block.textFormats():
        low, high = max(stretch.start, first), min(stretch.start + stretch.length, last)
        if low >= high:
            continue
        piece = text[low:high] if units is None else units[2 * low : 2 * high].decode("utf-16-le", "ignore")
        runs.append(run_of(piece, stretch.format))
    return tuple(runs)


def is_bold(char_format: QTextCharFormat) -> bool:
    """Tell bold text from a heading's own weight, which stays below bold."""
    return char_format.fontWeight() >= QFont.Weight.Bold


def block_format(shape: Shape) -> QTextBlockFormat:
    """Return the format of a block, outside any list."""
    result = QTextBlockFormat()
    result.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    margin = _MARGIN if shape == PLAIN else _ITEM_MARGIN
    result.setTopMargin(_MARGIN_ABOVE_HEADING if shape.kind is BlockKind.HEADING else margin)
    result.setBottomMargin(margin)
    result.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if shape.kind is BlockKind.HEADING:
        result.setHeadingLevel(shape.level + 1)
    elif shape.kind is BlockKind.PARAGRAPH and shape.level:
        result.setIndent(shape.level)
    return result


def list_format(shape: Shape, start: int = 0, origin: int = RESTARTS) -> QTextListFormat:
    """Return the format of a list.

    Args:
        shape: What its items are.
        start: Its first number, 0 for the natural one.
        origin: Where such a number comes from, ``RESTARTS`` or ``CONTINUES``.
    """
    styles = QTextListFormat.Style
    bullet = styles.ListCircle if shape.level else styles.ListDisc
    result = QTextListFormat()
    result.setStyle(styles.ListDecimal if shape.kind is BlockKind.NUMBER else bullet)
    result.setIndent(shape.level + 1)
    if start:
        result.setStart(start)
        result.setProperty(origin, 1)
    return result


def char_format(run: Run, shape: Shape) -> QTextCharFormat:
    """Return the format of a run in a block of that shape."""
    result = QTextCharFormat()
    if shape.kind is BlockKind.HEADING:
        result.setFontWeight(QFont.Weight.ExtraBold if run.bold else QFont.Weight.DemiBold)
        result.setProperty(QTextFormat.Property.FontSizeAdjustment.value, _HEADING_SIZES[shape.level])
    elif run.bold:
        result.setFontWeight(QFont.Weight.Bold)
    if run.italic:
        result.setFontItalic(True)
    if run.link:
        result.setAnchor(True)
        result.setAnchorHref(run.link)
        result.setFontUnderline(True)
    return result


def reformat(look: QTextCharFormat, shape: Shape) -> QTextCharFormat:
    """Return the same run's format for a block of another shape, with nothing foreign in it."""
    return char_format(run_of("", look), shape)


class BlockWriter:
    """Writes blocks one after the other at a cursor; items that count on share one list."""

    def __init__(self, cursor: QTextCursor) -> None:
        self._cursor = cursor
        self._lists: list[tuple[BlockKind, QTextList] | None] = [None] * (MAX_LEVEL + 1)
        self._number = 0  # the last one at the first level

    def write(self, blocks: Iterable[Block]) -> None:
        """Write blocks; the first one into the block of the cursor, which takes its shape."""
        for number, block in enumerate(blocks):
            self.write_block(block, new=number > 0)

    def write_block(self, block: Block, *, new: bool) -> None:
        """Write a block, a new one or the one where the cursor stands."""
        shape = Shape(block.kind, block.level)
        plain = char_format(Run(""), shape)
        if new:
            self._cursor.insertBlock(block_format(shape), plain)
        else:
            self._cursor.setBlockFormat(block_format(shape))
            self._cursor.setBlockCharFormat(plain)
        self._enlist(shape, block.start)
        self.write_runs(block.runs, shape)

    def write_runs(self, runs: Iterable[Run], shape: Shape) -> None:
        """Write runs into a block of that shape."""
        for run in runs:
            self._cursor.insertText(run.text.replace("\n", LINE_SEPARATOR), char_format(run, shape))

    def _enlist(self, shape: Shape, start: int) -> None:
        if not shape.is_list_item:
            if shape != CONTINUATION:
                self._lists = [None] * len(self._lists)
            return
        current = self._lists[shape.level]
        goes_on = current is not None and current[0] is shape.kind and not start
        if current is not None and goes_on:
            current[1].add(self._cursor.block())
        else:
            continues = shape.level == 0 and current is None and start == self._number + 1
            new_format = list_format(shape, start, CONTINUES if continues else RESTARTS)
            current = shape.kind, self._cursor.createList(new_format)
        if shape == Shape(BlockKind.NUMBER):
            self._number = self._number + 1 if goes_on else start or 1
        self._lists[shape.level :] = [current] + [None] * (MAX_LEVEL - shape.level)


def run_of(text: str, format_: QTextCharFormat) -> Run:
    """Return the run that text of that format is."""
    return Run(text, is_bold(format_), format_.fontItalic(), format_.anchorHref())


def _dump(blocks: Iterable[QTextBlock], start: int = 0, end: int | None = None) -> RichText:
    result = []
    seen: dict[int, int] = {}
    for block in blocks:
        shape = shape_of(block)
        runs = runs_of(block, start, end)
        number = 0
        text_list = list_of(block) if shape.kind is BlockKind.NUMBER else None
        if text_list is not None and any(run.text.strip() for run in runs):
            number = 0 if text_list.objectIndex() in seen else _first_number(text_list, block, start)
            seen[text_list.objectIndex()] = number
        result.append(Block(shape.kind, shape.level, number, runs))
    return normalize(RichText(tuple(result)))


def _first_number(text_list: QTextList, block: QTextBlock, start: int) -> int:
    # in a selection the list may have begun above it: the number shown goes on
    return text_list.format().start() + (text_list.itemNumber(block) if start else 0)
