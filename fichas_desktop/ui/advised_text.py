"""Keeps the advice below one formatted text up to date while it is being written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from fichas_desktop.domain.advice import Advice, Passage
from fichas_desktop.ui.advice_line import AdviceLine
from fichas_desktop.ui.rich_text_document import blocks_between

if TYPE_CHECKING:
    from fichas_desktop.ui.field_frame import FieldFrame

PAUSE_MS = 700
"""Without a key before a text is read again: nobody is advised in the middle of a sentence."""

Adviser = Callable[[str, list[str]], tuple[Advice, ...]]
"""Gives the advice on a field, by its key and the paragraphs of its text."""


class AdvisedText(QObject):
    """Reads a text in the pauses of typing and shows the advice below its counter.

    Args:
        frame: The field; it owns this object.
        area: Its text area.
        advise: Gives the advice.

    Signals:
        hide_asked: The person wants no advice anywhere.
    """

    hide_asked = Signal()

    def __init__(self, frame: FieldFrame, area: QTextEdit, advise: Adviser) -> None:
        super().__init__(frame)
        self._frame = frame
        self._area = area
        self._advise = advise
        self._is_on = False
        self._line: AdviceLine | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._read)
        frame.value_changed.connect(self._edited)

    def switch(self, on: bool) -> None:
        """Advise or no longer do so."""
        self._is_on = on
        if on:
            self._read()
        else:
            self._pause.stop()
            self._show(())

    def _edited(self) -> None:
        if self._is_on:
            self._pause.start()

    def _read(self) -> None:
        document = self._area.document()
        paragraphs = [block.text() for block in blocks_between(document.begin(), document.lastBlock())]
        self._show(self._advise(self._frame.field_key, paragraphs) if document.characterCount() > 1 else ())

    def _show(self, advice: tuple[Advice, ...]) -> None:
        if self._line is None:
            if not advice:
                return
            name = f"{self._frame.field_key}.advice"
            self._line = AdviceLine(self._frame.input.label, name, self._frame)
            self._line.passage_asked.connect(self._select)
            self._line.hide_asked.connect(self.hide_asked)
            self._frame.add_below_counter(self._line)
        self._line.show_advice(advice)

    def _select(self, passage: Passage) -> None:
        block = self._area.document().findBlockByNumber(passage.paragraph)
        units = [len(block.text()[:end].encode("utf-16-le")) // 2 for end in (passage.start, passage.end)]
        cursor = QTextCursor(block)
        cursor.setPosition(min(block.position() + units[1], block.position() + block.length() - 1))
        cursor.setPosition(
            block.position() + min(units[0], block.length() - 1), QTextCursor.MoveMode.KeepAnchor
        )
        self._area.setTextCursor(cursor)
        self._frame.input.focus_first()
        self._area.ensureCursorVisible()
