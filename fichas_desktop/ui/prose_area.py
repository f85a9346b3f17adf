"""A text area in which a person writes sentences, and what attends to its words.

No event filter: every key passes through several events, and each would take its way through Python.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent
from PySide6.QtGui import QContextMenuEvent, QFocusEvent
from PySide6.QtWidgets import QAbstractScrollArea

if TYPE_CHECKING:
    _TextArea = QAbstractScrollArea
else:
    _TextArea = object


class Attendant(Protocol):
    """What is told of the few events that matter to the words of a text."""

    def offer(self, event: QContextMenuEvent) -> bool:
        """Open a menu for the word there; False where the usual one is meant."""

    def leave(self) -> None:
        """The keyboard goes elsewhere."""

    def follow_look(self) -> None:
        """Colours or letters may be others now."""


class ProseArea(_TextArea):
    """Stands before Qt's class of a text area among the bases of one.

    Attributes:
        attendant: Who attends to the words; None for nobody.
    """

    attendant: Attendant | None = None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Let the attendant offer its menu first."""
        if self.attendant is None or not self.attendant.offer(event):
            super().contextMenuEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the attendant."""
        super().focusOutEvent(event)
        if self.attendant is not None:
            self.attendant.leave()

    def changeEvent(self, event: QEvent) -> None:
        """Tell the attendant."""
        super().changeEvent(event)
        if self.attendant is not None and event.type() in {
            QEvent.Type.PaletteChange,
            QEvent.Type.StyleChange,
        }:
            self.attendant.follow_look()
