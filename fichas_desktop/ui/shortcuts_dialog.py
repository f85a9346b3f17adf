"""Every shortcut of the program, from the data of the menus and of the text editor themselves."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fichas_desktop.ui.buttons import make_button
from fichas_desktop.ui.commands import MENUS
from fichas_desktop.ui.key_words import keys_words
from fichas_desktop.ui.pages import ColumnPage, text_label
from fichas_desktop.ui.rich_text_edit import SHORTCUTS
from fichas_desktop.ui.rich_text_edit import Command as TextCommand
from fichas_desktop.ui.rich_text_field import LARGE, LARGE_KEYS
from fichas_desktop.ui.theme import Role, set_role

_IN_TEXT: Mapping[TextCommand, str] = {
    TextCommand.HEADING: "Subtítulo",
    TextCommand.BOLD: "Negrita",
    TextCommand.ITALIC: "Cursiva",
    TextCommand.BULLETS: "Viñetas",
    TextCommand.NUMBERS: "Numeración",
    TextCommand.INDENT: "Bajar un nivel en la lista",
    TextCommand.OUTDENT: "Subir un nivel en la lista",
}
_STEPS = "Ir a un paso por su número"

Group = tuple[str, tuple[tuple[str, str], ...]]


def shortcut_groups() -> tuple[Group, ...]:
    """Return what can be done by key: the title of each group, and its words with their keys."""
    groups: list[Group] = []
    for menu in MENUS:
        rows = [
            (entry.words.replace("&", "").rstrip("…"), keys_words(entry.keys))
            for entry in menu.entries
            if entry is not None and entry.keys
        ]
        if menu.has_steps:
            rows.append((_STEPS, "Ctrl+1, Ctrl+2…"))
        if rows:
            groups.append((menu.words.replace("&", ""), tuple(rows)))
    in_text = [(words, keys_words(SHORTCUTS[command])) for command, words in _IN_TEXT.items()]
    groups.append(("Al escribir un texto largo", (*in_text, (LARGE, keys_words(LARGE_KEYS)))))
    return tuple(groups)


class ShortcutsDialog(QDialog):
    """The list, to be read."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts")
        self.setWindowTitle("Atajos de teclado")
        letters = self.fontMetrics()
        wanted = QSize(letters.averageCharWidth() * 84, letters.lineSpacing() * 34)
        self.resize(wanted.boundedTo(parent.window().size()))
        page = ColumnPage(self)
        page.setObjectName("shortcuts.page")
        page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # to scroll by key
        set_role(page, Role.SCROLLED)
        page.setAccessibleName("Atajos de teclado")
        page.setAccessibleDescription("Las flechas lo desplazan.")
        page.column.addWidget(text_label("Atajos de teclado", Role.TITLE))
        page.column.addSpacing(16)
        for title, rows in shortcut_groups():
            page.column.addWidget(text_label(title, Role.HEADING))
            page.column.addSpacing(6)
            page.column.addWidget(_table(rows))
            page.column.addSpacing(20)
        page.column.addStretch(1)
        foot = QFrame(self)
        set_role(foot, Role.FOOTER)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 24, 12)
        row.addStretch(1)
        close = make_button("Cerrar", "shortcuts.close", Role.PRIMARY, self.accept)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(page, 1)
        layout.addWidget(foot)
        close.setFocus(Qt.FocusReason.OtherFocusReason)


def _table(rows: tuple[tuple[str, str], ...]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(0, 3)
    grid.setColumnStretch(1, 2)
    for row, (words, keys) in enumerate(rows):
        grid.addWidget(_cell(words, Role.ANSWER), row, 0)
        grid.addWidget(_cell(keys, Role.GUIDANCE), row, 1)
    return table


def _cell(words: str, role: Role) -> QLabel:
    label = text_label(words, role)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return label
