"""The area above the list of annexes: buttons that add one, and room to drop files."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from fichas_desktop.ui.icons import IconButton
from fichas_desktop.ui.theme import Role, refresh_style, set_role
from fichas_desktop.ui.wrapping_row import WrappingRow

ADD_FILES = "Agregar archivos…"
ADD_LINK = "Agregar enlace"
ADD_NOTE = "Agregar nota"
DROP_HERE = "También puede arrastrar archivos hasta aquí."
LET_GO = "Suelte aquí los archivos para agregarlos."


class AddArea(QFrame):
    """Three buttons in a dashed frame.

    Args:
        key: Key of the field, for the names of the buttons.
        label: Label of the field, likewise.
        limits: How large files may be, in words.
    """

    files_requested = Signal()
    link_requested = Signal()
    note_requested = Signal()

    def __init__(self, key: str, label: str, limits: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, Role.DROP_AREA)
        self.buttons = tuple(
            self._button(icon, f"{key}.{part}", text, label, asked)
            for icon, part, text, asked in (
                ("file", "add_files", ADD_FILES, self.files_requested),
                ("link", "add_link", ADD_LINK, self.link_requested),
                ("note", "add_note", ADD_NOTE, self.note_requested),
            )
        )
        row = WrappingRow(self)
        for button in self.buttons:
            row.add_widget(button)
        self._limits = limits
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        set_role(self._words, Role.HINT)
        self.highlight(over=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 12)
        layout.setSpacing(8)
        layout.addWidget(row)
        layout.addWidget(self._words)

    def highlight(self, *, over: bool) -> None:
        """Show that files are being held over the area, or no longer."""
        self._words.setText(LET_GO if over else f"{DROP_HERE} {self._limits}")
        self.setProperty("over", over)
        refresh_style(self)

    def _button(self, icon: str, name: str, text: str, label: str, asked: SignalInstance) -> IconButton:
        button = IconButton(icon, text, self)
        button.setObjectName(name)
        button.setAccessibleName(f"{label}: {text}")
        button.clicked.connect(lambda _checked=False: asked.emit())
        return button
