"""The strip that stands where an annex was removed, with the way back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fichas_desktop.domain.values import Attachment
from fichas_desktop.ui.elided_label import ElidedLabel
from fichas_desktop.ui.icons import IconButton
from fichas_desktop.ui.theme import Role, set_role

UNDO = "Deshacer"


class RemovalStrip(QFrame):
    """Remembers the annex removed last; hidden when there is none.

    Attributes:
        item: The removed annex.
        place: Where in the list it stood, 0 for the first.
        undo_asked: It is to come back.
    """

    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item: Attachment | None = None
        self.place = 0
        set_role(self, Role.BAND)
        self._words = ElidedLabel(self)
        self._undo = IconButton("undo", UNDO, self)
        self._undo.clicked.connect(self.undo_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 8, 8)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._undo)
        self.hide()

    def remember(self, item: Attachment, name: str, place: int) -> None:
        """Show what was removed."""
        self.item, self.place = item, place
        self._words.set_words(f"Se quitó «{name}»")
        self._undo.setAccessibleName(f"{UNDO}: volver a poner «{name}»")
        self.show()

    def forget(self) -> None:
        """Remember nothing any more."""
        self.item = None
        self.hide()

    def take_focus(self) -> None:
        """Give the keyboard to the way back, if there is one."""
        if self.item is not None:
            self._undo.setFocus()
