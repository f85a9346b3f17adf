"""Underlines below the words of a text that look misspelled. The document itself is never changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from fichas_desktop.ui.theme import tokens_of

if TYPE_CHECKING:
    from fichas_desktop.services.spelling import Spelling

TextArea = QTextEdit | QPlainTextEdit

_COUNTED_TWICE = re.compile("[\U00010000-\U0010ffff]")
"""Characters that are two of Qt's UTF-16 units."""

_KEYSTROKE = 2
"""UTF-16 units that one key adds at most; what adds more was pasted and is judged at once."""


class SpellingMarks(QSyntaxHighlighter):
    """Marks of one text area. The word that is being typed has none until the cursor leaves it.

    Args:
        area: The text area; it owns this object.
        spelling: Judges the words.
    """

    def __init__(self, area: TextArea, spelling: Spelling) -> None:
        # with the area itself as parent Qt would listen to the document before this object does
        self._holder = QObject(area)
        super().__init__(self._holder)
        self._area = area
        self._spelling = spelling
        # a number and no cursor: Qt loses track of a cursor that goes while a document is being cleared
        self._typed: int | None = None
        self._look = QTextCharFormat()
        self._take_colour()
        area.document().contentsChange.connect(self._note_change)
        area.cursorPositionChanged.connect(self._leave_word)
        self.setDocument(area.document())

    def remove(self) -> None:
        """Take the marks away for good."""
        self._area.document().contentsChange.disconnect(self._note_change)
        self._area.cursorPositionChanged.disconnect(self._leave_word)
        self.setDocument(None)
        self._holder.deleteLater()

    def wrong_word_at(self, position: int) -> QTextCursor | None:
        """Return the misspelled word that holds or touches a position of the document, selected."""
        block = self._area.document().findBlock(position)
        for start, end in self._wrong_stretches(block.text(), block.length() - 1):
            if start <= position - block.position() <= end:
                cursor = QTextCursor(block)
                cursor.setPosition(block.position() + start)
                cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
                return cursor
        return None

    def highlightBlock(self, text: str) -> None:
        """Mark one paragraph anew."""
        typed, block = -1, self.currentBlock()
        if self._typed is not None:
            position = self._typed - block.position()
            if 0 <= position < block.length():
                typed = position
        for start, end in self._wrong_stretches(text, block.length() - 1, typed):
            self.setFormat(start, end - start, self._look)

    def judge_last(self) -> None:
        """Judge the word that was being typed, too: the keyboard goes elsewhere."""
        if self._typed is not None:
            block, self._typed = self._area.document().findBlock(self._typed), None
            self.rehighlightBlock(block)

    def follow_look(self) -> None:
        """Take the colours of the area's look, which may be another one now."""
        if self._take_colour():
            self.rehighlight()

    def _wrong_stretches(self, text: str, length: int, typed: int = -1) -> Iterator[tuple[int, int]]:
        """Yield the first and last position of each misspelled word as Qt counts, in UTF-16 units.

        Args:
            text: The paragraph.
            length: Of it, in UTF-16 units.
            typed: Where somebody is typing, in such units; -1 for nowhere.
        """
        if len(text) == length:
            for word in self._spelling.wrong_words(text, typed):
                yield word.start, word.end
            return
        if typed > 0:
            typed = len(text.encode("utf-16-le")[: 2 * typed].decode("utf-16-le", "ignore"))
        for word in self._spelling.wrong_words(text, typed):
            beyond = len(_COUNTED_TWICE.findall(text, 0, word.start))
            yield word.start + beyond, word.end + beyond

    def _note_change(self, position: int, removed: int, added: int) -> None:
        if added <= _KEYSTROKE and removed <= _KEYSTROKE and self._area.hasFocus():
            # Qt may count the end of the document among what was added
            self._typed = min(position + added, self._area.document().characterCount() - 1)
        else:
            self._typed = None

    def _leave_word(self) -> None:
        if self._typed is None:
            return
        here = self._area.textCursor()
        if here.position() == self._typed:
            return
        low, high = sorted((here.position(), self._typed))
        block = self._area.document().findBlock(self._typed)
        between = block.text()[low - block.position() : high - block.position()]
        if here.block() != block or not between.isalpha():
            self.judge_last()

    def _take_colour(self) -> bool:
        """Take the underline's colour from the look of the area, and tell whether it is another one now."""
        colour = QColor(tokens_of(self._area).error)
        if colour == self._look.underlineColor():
            return False
        self._look = QTextCharFormat()
        self._look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        self._look.setUnderlineColor(colour)
        return True
