"""What the editor's buttons and keys do to the blocks of a rich text document, each as one undo step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor

from fichas_desktop.domain.rich_text import MAX_LEVEL, BlockKind, RichText, Run
from fichas_desktop.ui.rich_text_document import (
    CONTINUATION,
    PLAIN,
    BlockWriter,
    Shape,
    block_format,
    blocks_between,
    char_format,
    is_bold,
    list_format,
    reformat,
    run_of,
    shape_of,
)


@contextmanager
def one_step(cursor: QTextCursor) -> Iterator[None]:
    """Make every change inside the ``with`` one undo step."""
    cursor.beginEditBlock()
    try:
        yield
    finally:
        cursor.endEditBlock()


def toggle_kind(cursor: QTextCursor, kind: BlockKind) -> None:
    """Turn the selected blocks into blocks of that kind, or into paragraphs if they all are already."""
    blocks = selected_blocks(cursor)
    shapes = [shape_of(block) for block in blocks]
    undo = all(shape.kind is kind for shape in shapes)
    with one_step(cursor):
        for block, shape in zip(blocks, shapes, strict=True):
            keeps_level = shape.is_list_item and kind is not BlockKind.HEADING
            reshape(block, PLAIN if undo else Shape(kind, shape.level if keeps_level else 0))


def shift_level(cursor: QTextCursor, step: int) -> None:
    """Move the selected blocks one level in (1) or out (-1); list items only where an item is above."""
    with one_step(cursor):
        for block in selected_blocks(cursor):
            shape = shape_of(block)
            level = shape.level + step
            if not 0 <= level <= MAX_LEVEL:
                continue
            if step > 0 and shape.kind is not BlockKind.HEADING and not _is_below_item(block):
                continue
            kind = _sibling_kind(block, level) if shape.is_list_item else None
            reshape(block, Shape(kind or shape.kind, level))


def start_block(cursor: QTextCursor) -> None:
    """Do what Enter does: a new block, or out of the list when the item is empty."""
    with one_step(cursor):
        cursor.removeSelectedText()
        block = cursor.block()
        shape = shape_of(block)
        if block.length() == 1 and shape != PLAIN:
            outer = shape.is_list_item and shape.level > 0
            reshape(block, Shape(_sibling_kind(block, 0) or shape.kind) if outer else PLAIN)
        elif shape.kind is BlockKind.HEADING and cursor.atBlockEnd():
            cursor.insertBlock(block_format(PLAIN), char_format(Run(""), PLAIN))
        else:
            cursor.insertBlock()


def delete_backwards(cursor: QTextCursor) -> bool:
    """Do what Backspace does at the start of a block; tell whether the cursor stood there.

    Markers and indents go first: an item below another one becomes a paragraph that continues it, then
    one of its own, and only then joins the block above.
    """
    if cursor.hasSelection() or not cursor.atBlockStart():
        return False
    block = cursor.block()
    shape = shape_of(block)
    is_first_heading = shape.kind is BlockKind.HEADING and not block.previous().isValid()
    with one_step(cursor):
        if shape.is_list_item and _is_below_item(block):
            reshape(block, CONTINUATION)
        elif shape.is_list_item or shape == CONTINUATION or is_first_heading:
            reshape(block, PLAIN)
        else:
            cursor.deletePreviousChar()
    return True


def delete_forwards(cursor: QTextCursor) -> bool:
    """Do what Delete does at the end of a block; tell whether the cursor stood there."""
    if cursor.hasSelection() or not cursor.atBlockEnd():
        return False
    with one_step(cursor):
        cursor.deleteChar()
    return True


def look_at(cursor: QTextCursor) -> QTextCharFormat:
    """Return the look of the selection's first character, or of what is typed at the cursor."""
    if not cursor.hasSelection():
        return cursor.charFormat()
    inside = QTextCursor(cursor)
    inside.setPosition(cursor.selectionStart() + 1)
    return inside.charFormat()


def toggle_bold(cursor: QTextCursor) -> QTextCharFormat:
    """Make the selection bold, or no longer, and return the look to go on typing with."""
    bold = not is_bold(look_at(cursor))
    return _change_look(cursor, lambda run: Run(run.text, bold, run.italic, run.link))


def toggle_italic(cursor: QTextCursor) -> QTextCharFormat:
    """Put the selection in italics, or no longer, and return the look to go on typing with."""
    italic = not look_at(cursor).fontItalic()
    return _change_look(cursor, lambda run: Run(run.text, run.bold, italic, run.link))


def look_outside_link(cursor: QTextCursor, look: QTextCharFormat) -> QTextCharFormat | None:
    """Return the look to type with where ``look`` would lengthen a link, None where it would not."""
    if not look.anchorHref() or cursor.hasSelection():
        return None
    behind = QTextCursor(cursor)
    is_in_link = not cursor.atBlockStart() and not cursor.atBlockEnd()
    behind.movePosition(QTextCursor.MoveOperation.NextCharacter)
    if is_in_link and behind.charFormat().anchorHref() == look.anchorHref():
        return None
    run = Run("", bold=is_bold(look), italic=look.fontItalic())
    return char_format(run, shape_of(cursor.block()))


def insert_rich_text(cursor: QTextCursor, value: RichText) -> None:
    """Put blocks in the place of the selection; the cursor ends behind them.

    A single block's text joins the paragraph at the cursor. Of several blocks, a first and a last
    paragraph join what stands before and behind the cursor; every other block keeps its kind.
    """
    first, *others = value.blocks
    with one_step(cursor):
        cursor.removeSelectedText()
        has_head, has_tail = not cursor.atBlockStart(), not cursor.atBlockEnd()
        writer = BlockWriter(cursor)
        if not others and (has_head or has_tail):
            writer.write_runs(first.runs, shape_of(cursor.block()))
            return
        if has_tail:
            cursor.insertBlock()
            cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
        if has_head and first.kind is BlockKind.PARAGRAPH:
            writer.write_runs(first.runs, shape_of(cursor.block()))
        else:
            writer.write_block(first, new=has_head)
        for block in others:
            writer.write_block(block, new=True)
        if has_head and has_tail and others and others[-1].kind is BlockKind.PARAGRAPH:
            cursor.deleteChar()


def selected_blocks(cursor: QTextCursor) -> list[QTextBlock]:
    """Return the blocks that the selection touches, or the one of the cursor."""
    document = cursor.document()
    first, last = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
    if first != last and cursor.selectionEnd() == last.position():
        last = last.previous()
    return list(blocks_between(first, last))


def reshape(block: QTextBlock, shape: Shape) -> None:
    """Make a block a block of another kind or level; its text keeps its bold, italics and links."""
    if shape == shape_of(block):
        return
    cursor = QTextCursor(block)
    cursor.setBlockFormat(block_format(shape))
    cursor.setBlockCharFormat(reformat(block.charFormat(), shape))
    if shape.is_list_item:
        cursor.createList(list_format(shape))
    end = block.position() + block.length()
    _reformat_text(block, block.position(), end, partial(reformat, shape=shape))


def _change_look(cursor: QTextCursor, change: Callable[[Run], Run]) -> QTextCharFormat:
    def changed(shape: Shape, look: QTextCharFormat) -> QTextCharFormat:
        return char_format(change(run_of("", look)), shape)

    with one_step(cursor):
        for block in selected_blocks(cursor) if cursor.hasSelection() else ():
            first, last = cursor.selectionStart(), cursor.selectionEnd()
            _reformat_text(block, first, last, partial(changed, shape_of(block)))
    return changed(shape_of(cursor.block()), cursor.charFormat())


def _reformat_text(
    block: QTextBlock, first: int, last: int, change: Callable[[QTextCharFormat], QTextCharFormat]
) -> None:
    """Give the text between two positions another format, each stretch once."""
    for stretch in block.textFormats():
        start = block.position() + stretch.start
        low, high = max(start, first), min(start + stretch.length, last)
        wanted = change(stretch.format)
        if low < high and wanted != stretch.format:
            cursor = QTextCursor(block)
            cursor.setPosition(low)
            cursor.setPosition(high, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(wanted)


def _is_below_item(block: QTextBlock) -> bool:
    previous = block.previous()
    if not previous.isValid():
        return False
    shape = shape_of(previous)
    return shape.is_list_item or shape == CONTINUATION


def _sibling_kind(block: QTextBlock, level: int) -> BlockKind | None:
    """Return the kind of the item above that an item at that level would stand beside."""
    above = block.previous()
    while above.isValid():
        shape = shape_of(above)
        if shape.is_list_item and shape.level <= level:
            return shape.kind if shape.level == level else None
        if not shape.is_list_item and shape != CONTINUATION:
            return None
        above = above.previous()
    return None
