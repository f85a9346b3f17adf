"""The head of an annex's card: picture, name and kind, and the buttons for what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fichas_desktop.domain.values import Attachment, FileAttachment
from fichas_desktop.ui.elided_label import ElidedLabel
from fichas_desktop.ui.file_kinds import ending_of
from fichas_desktop.ui.inputs.annex_tile import AnnexTile
from fichas_desktop.ui.inputs.annex_words import icon_name, kind_line
from fichas_desktop.ui.pages import text_label
from fichas_desktop.ui.theme import Role, set_role

_LEAST_TITLE = 22


class AnnexHead(QWidget):
    """Shows which annex a card is about.

    Args:
        buttons: Stand below the name.

    Attributes:
        tile: The picture.
    """

    def __init__(self, buttons: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tile = AnnexTile(self)
        self._title = ElidedLabel(self, least=_LEAST_TITLE)
        set_role(self._title, Role.LABEL)
        self._kind = text_label("", Role.HINT)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._kind)
        words.addSpacing(2)
        words.addWidget(buttons)
        words.addStretch(1)
        head = QHBoxLayout(self)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(12)
        head.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)

    def show_item(self, item: Attachment) -> None:
        """Show a drawing of an annex's kind, and say its kind and size."""
        self.tile.show_drawing(
            icon_name(item), ending_of(item.name) if isinstance(item, FileAttachment) else ""
        )
        self._kind.setText(kind_line(item))
        self._kind.setVisible(bool(self._kind.text()))

    def show_title(self, title: str) -> str:
        """Show what the annex is called, and return it with its kind."""
        self._title.set_words(title)
        return ", ".join(part for part in (title, self._kind.text()) if part)
