"""One annex in the list of annexes."""

from __future__ import annotations

import functools
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fichas_desktop.domain.values import Attachment, FileAttachment, LinkAttachment, NoteAttachment
from fichas_desktop.ui.elided_label import ElidedLabel
from fichas_desktop.ui.icons import IconButton, IconLabel
from fichas_desktop.ui.inputs.text_line import TextLine
from fichas_desktop.ui.number_text import size_text
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.wrapping_row import WrappingRow

DESCRIBE_FILE = "Descripción"
DESCRIBE_IMAGE = "Describa la imagen para quien no puede verla"
LINK_ADDRESS = "Dirección del enlace"
NOTE_WORDS = "Qué es y dónde está"
FILE_MISSING = "Falta el archivo"
_LEAST_TITLE = 22
_PRINTED = "Se imprime junto con el anexo."


class AttachmentRow(QFrame):
    """A card with the annex's name, its description and the buttons to move or remove it.

    Attributes:
        edited: The person changed the description or the address.
        move_asked: Up (-1) or down (1) in the list.
        removal_asked: The annex is to go.
    """

    edited = Signal()
    move_asked = Signal(int)
    removal_asked = Signal()

    def __init__(self, item: Attachment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        set_role(self, Role.CARD)
        self._title = ElidedLabel(self, least=_LEAST_TITLE)
        set_role(self._title, Role.LABEL)
        self.up_button = self._button("up", "Subir", functools.partial(self.move_asked.emit, -1))
        self.down_button = self._button("down", "Bajar", functools.partial(self.move_asked.emit, 1))
        self.remove_button = self._button("remove", "Quitar", self.removal_asked.emit)
        self.up_button.setToolTip("Alt + flecha arriba")
        self.down_button.setToolTip("Alt + flecha abajo")
        self._address = TextLine(self) if isinstance(item, LinkAttachment) else None
        self._description = TextLine(self)
        self._missing = QWidget(self)
        self._lay_out()
        self._show_texts()
        for line in self.lines():
            line.setAccessibleDescription(_PRINTED)
            line.text_edited.connect(self._edited)
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(functools.partial(self.move_asked.emit, step))

    def item(self) -> Attachment:
        """Return the annex as it reads now."""
        return self._item

    def is_blank(self) -> bool:
        """Tell whether this is a link or a note in which nothing has been written yet."""
        return not isinstance(self._item, FileAttachment) and not any(line.text() for line in self.lines())

    def name(self) -> str:
        """Return what the annex is called in sentences."""
        item = self._item
        if isinstance(item, FileAttachment):
            return item.name
        if isinstance(item, LinkAttachment):
            return item.url or "enlace"
        return "nota"

    def lines(self) -> tuple[TextLine, ...]:
        """Return the boxes to write in, from top to bottom."""
        return (self._address, self._description) if self._address else (self._description,)

    def stops(self) -> tuple[QWidget, ...]:
        """Return what takes the keyboard, in the order in which it is seen."""
        return (self.up_button, self.down_button, self.remove_button, *self.lines())

    def set_place(self, key: str, number: int, total: int) -> None:
        """Number the row.

        Args:
            key: Key of the field, for the names of the inputs.
            number: 1 for the first annex.
            total: How many there are.
        """
        title = f"Anexo {number} · {self._kind_words()}"
        self._title.set_words(title)
        self.setAccessibleName(title)
        self.setObjectName(f"{key}.{number}")
        for line, part in zip(reversed(self.lines()), ("description", "address"), strict=False):
            line.setObjectName(f"{key}.{number}.{part}")
            line.setAccessibleName(f"Anexo {number}, {self.name()}: {self._prompt(line)}")
        for button, part in (
            (self.up_button, "up"),
            (self.down_button, "down"),
            (self.remove_button, "remove"),
        ):
            button.setObjectName(f"{key}.{number}.{part}")
            button.setAccessibleName(f"{button.text()} anexo {number}, {self.name()}")
        self.up_button.setEnabled(number > 1 and not self._description.isReadOnly())
        self.down_button.setEnabled(number < total and not self._description.isReadOnly())

    def set_missing(self, missing: bool) -> None:
        """Say that the file's content is not there, or no longer say so."""
        self._missing.setVisible(missing)

    def set_read_only(self, read_only: bool) -> None:
        """Let the annex be read only; :meth:`set_place` must follow."""
        for line in self.lines():
            line.setReadOnly(read_only)
        self.remove_button.setEnabled(not read_only)

    def _button(self, icon: str, text: str, action: Callable[[], None]) -> IconButton:
        button = IconButton(icon, text, self)
        button.clicked.connect(lambda _checked=False: action())
        return button

    def _lay_out(self) -> None:
        head = WrappingRow(self)
        head.add_widget(self._make_heading(), 1)
        buttons = WrappingRow(head)
        for button in (self.up_button, self.down_button, self.remove_button):
            buttons.add_widget(button)
        head.add_widget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 14)
        layout.setSpacing(6)
        layout.addWidget(head)
        layout.addWidget(self._missing)
        for line in self.lines():
            label = QLabel(self._prompt(line), self)
            label.setWordWrap(True)
            label.setBuddy(line)
            set_role(label, Role.HINT)
            layout.addWidget(label)
            layout.addWidget(line)
        self._lay_out_missing()

    def _make_heading(self) -> QWidget:
        heading = QWidget(self)
        layout = QHBoxLayout(heading)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(IconLabel(self._icon_name(), "guidance", heading))
        layout.addWidget(self._title, 1)
        if isinstance(self._item, FileAttachment):
            size = QLabel(size_text(self._item.size), heading)
            set_role(size, Role.HINT)
            layout.addWidget(size)
        return heading

    def _lay_out_missing(self) -> None:
        words = QLabel(FILE_MISSING, self._missing)
        set_role(words, Role.ERROR_TEXT)
        layout = QHBoxLayout(self._missing)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(IconLabel("error", "error", self._missing))
        layout.addWidget(words, 1)
        self._missing.hide()

    def _show_texts(self) -> None:
        self._description.set_text(self._item.description)
        if self._address is not None and isinstance(self._item, LinkAttachment):
            self._address.set_text(self._item.url)

    def _edited(self) -> None:
        description = self._description.text()
        item = self._item
        if isinstance(item, FileAttachment):
            self._item = FileAttachment(item.name, item.media_type, item.size, item.sha256, description)
        elif self._address is not None:
            self._item = LinkAttachment(self._address.text(), description)
        else:
            self._item = NoteAttachment(description)
        if self._item != item:
            self.edited.emit()

    def _is_image(self) -> bool:
        return isinstance(self._item, FileAttachment) and self._item.media_type.startswith("image/")

    def _icon_name(self) -> str:
        if isinstance(self._item, FileAttachment):
            return "image" if self._is_image() else "file"
        return "link" if isinstance(self._item, LinkAttachment) else "note"

    def _kind_words(self) -> str:
        if isinstance(self._item, FileAttachment):
            return self._item.name
        return "Enlace" if isinstance(self._item, LinkAttachment) else "Nota"

    def _prompt(self, line: TextLine) -> str:
        if line is self._address:
            return LINK_ADDRESS
        if isinstance(self._item, NoteAttachment):
            return NOTE_WORDS
        return DESCRIBE_IMAGE if self._is_image() else DESCRIBE_FILE
