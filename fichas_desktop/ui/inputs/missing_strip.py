"""The line on an annex's card that says that its file is gone, with the way to find it again."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fichas_desktop.ui.icons import IconButton, IconLabel
from fichas_desktop.ui.pages import text_label
from fichas_desktop.ui.theme import Role

FILE_MISSING = "Falta el archivo"
SEARCH = "Buscar el archivo…"


class MissingStrip(QWidget):
    """Hidden until the file is missed.

    Attributes:
        button: Looks for the file.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = IconButton("search", SEARCH, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(8)
        layout.addWidget(IconLabel("error", "error", self))
        layout.addWidget(text_label(FILE_MISSING, Role.ERROR_TEXT))
        layout.addWidget(self.button)
        layout.addStretch(1)
        self.hide()
