"""Keeps a rich text document in order after an edit: numbers as markers() counts them, headings dressed.

As long as the person types inside a list, Qt counts right by itself. Merged, split and moved blocks
leave lists that Qt would count otherwise; :func:`settle` moves their items to the right list. It
changes nothing in a document that is in order, and joins its changes to the edit that caused them, so
that one undo takes both back.
"""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextList

from fichas_desktop.domain.rich_text import MAX_LEVEL, BlockKind
from fichas_desktop.ui.rich_text_document import (
    CONTINUATION,
    CONTINUES,
    RESTARTS,
    Shape,
    blocks_between,
    list_format,
    reformat,
    shape_of,
)


def settle(document: QTextDocument, first: int, last: int) -> bool:
    """Put the document in order after a change between two positions; tell whether anything was amiss."""
    joined = _JoinedEdit(document)
    for block in blocks_between(document.findBlock(first), document.findBlock(last)):
        _dress(block, joined)
    numbering = _ListNumbering(joined)
    for block in blocks_between(document.begin(), document.lastBlock()):
        numbering.settle(block)
    return joined.close()


class _JoinedEdit:
    """An edit that is opened by its first change and joined to the step before it."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._cursor: QTextCursor | None = None

    def cursor_at(self, block: QTextBlock) -> QTextCursor:
        """Return a cursor that selects the block's text, for a change."""
        if self._cursor is None:
            self._cursor = QTextCursor(self._document)
            self._cursor.joinPreviousEditBlock()
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def close(self) -> bool:
        """End the edit; tell whether there was one."""
        if self._cursor is None:
            return False
        self._cursor.endEditBlock()
        return True


def _dress(block: QTextBlock, joined: _JoinedEdit) -> None:
    # text that was merged into a heading, or out of one, takes the look of its new block
    shape = shape_of(block)
    for stretch in block.textFormats():
        wanted = reformat(stretch.format, shape)
        if wanted != stretch.format:
            cursor = joined.cursor_at(block)
            cursor.setPosition(block.position() + stretch.start)
            cursor.setPosition(
                block.position() + stretch.start + stretch.length, QTextCursor.MoveMode.KeepAnchor
            )
            cursor.setCharFormat(wanted)


class _ListNumbering:
    """Walks over the blocks and gives each numbered item the list in which it counts right.

    A numbered list goes on over deeper items and continuation paragraphs. What is left of a list of the
    first level below another block goes on counting as a list of its own, as in word processors; at the
    second level it begins again at 1.
    """

    def __init__(self, joined: _JoinedEdit) -> None:
        self._joined = joined
        self._running: list[QTextList | None] = [None] * (MAX_LEVEL + 1)
        self._numbers = [0] * (MAX_LEVEL + 1)  # the last one at each level
        self._seen: set[int] = set()

    def settle(self, block: QTextBlock) -> None:
        """Take the next block into account."""
        shape = shape_of(block)
        if shape.kind is BlockKind.NUMBER:
            self._settle_item(block, shape)
        elif shape.kind is BlockKind.BULLET:
            self._running[shape.level :] = [None] * (MAX_LEVEL + 1 - shape.level)
        elif shape != CONTINUATION:
            self._running = [None] * (MAX_LEVEL + 1)

    def _settle_item(self, block: QTextBlock, shape: Shape) -> None:
        own = block.textList()
        own_index = own.objectIndex()  # Qt deletes a list with its last item
        running = self._running[shape.level]
        if running is None:
            target = own if self._may_begin(own) else self._new_list(block, shape)
        else:
            target = own if self._starts_anew(own, shape.level) else running
        if target.objectIndex() not in {own_index, block.blockFormat().objectIndex()}:
            self._joined.cursor_at(block)
            target.add(block)
        goes_on = running is not None and target.objectIndex() == running.objectIndex()
        number = self._numbers[shape.level] + 1 if goes_on else target.format().start()
        self._numbers[shape.level] = number
        self._seen.update((own_index, target.objectIndex()))
        self._running[shape.level :] = [target] + [None] * (MAX_LEVEL - shape.level)

    def _may_begin(self, own: QTextList) -> bool:
        if own.objectIndex() in self._seen:
            return False
        list_format_ = own.format()
        return not list_format_.hasProperty(CONTINUES) or list_format_.start() == self._numbers[0] + 1

    def _starts_anew(self, own: QTextList, level: int) -> bool:
        list_format_ = own.format()
        return (
            own.objectIndex() not in self._seen
            and list_format_.hasProperty(RESTARTS)
            and list_format_.start() != self._numbers[level] + 1
        )

    def _new_list(self, block: QTextBlock, shape: Shape) -> QTextList:
        continues = shape.level == 0 and self._numbers[0] > 0
        new_format = list_format(shape, self._numbers[0] + 1, CONTINUES) if continues else list_format(shape)
        return self._joined.cursor_at(block).createList(new_format)
