"""One annex in the list of annexes."""

from __future__ import annotations

import functools
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fichas_desktop.domain.values import Attachment, FileAttachment, LinkAttachment, NoteAttachment
from fichas_desktop.ui.elided_label import ElidedLabel
from fichas_desktop.ui.file_kinds import ending_of
from fichas_desktop.ui.icons import IconButton, IconLabel
from fichas_desktop.ui.inputs.annex_tile import AnnexTile
from fichas_desktop.ui.inputs.annex_words import (
    description_prompt,
    icon_name,
    is_image,
    kind_line,
    spoken_name,
    title_words,
)
from fichas_desktop.ui.inputs.text_line import TextLine
from fichas_desktop.ui.pages import text_label
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.wrapping_row import WrappingRow

IMAGE_HINT = "Describa qué muestra la imagen: quien no la ve la leerá."
LINK_ADDRESS = "Dirección del enlace"
FILE_MISSING = "Falta el archivo"
SEARCH = "Buscar el archivo…"
_LEAST_TITLE = 22
_PRINTED = "Se imprime junto con el anexo."


class AttachmentRow(QFrame):
    """A card with the annex's name, its description and the buttons for what can be done with it.

    Attributes:
        edited: The person changed the description or the address.
        move_asked: Up (-1) or down (1) in the list.
        removal_asked: The annex is to go.
        opening_asked: The file is to be opened with the system's program.
        replacement_asked: Another file is to take its place.
        search_asked: The lost file is to be looked for.
    """

    edited = Signal()
    move_asked = Signal(int)
    removal_asked = Signal()
    opening_asked = Signal()
    replacement_asked = Signal()
    search_asked = Signal()

    def __init__(self, item: Attachment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        set_role(self, Role.CARD)
        self._title = ElidedLabel(self, least=_LEAST_TITLE)
        set_role(self._title, Role.LABEL)
        ending = ending_of(item.name) if isinstance(item, FileAttachment) else ""
        self.tile = AnnexTile(icon_name(item), ending, self)
        self.up_button = self._button("up", "Subir", functools.partial(self.move_asked.emit, -1))
        self.down_button = self._button("down", "Bajar", functools.partial(self.move_asked.emit, 1))
        self.remove_button = self._button("remove", "Quitar", self.removal_asked.emit)
        self.up_button.setToolTip("Alt + flecha arriba")
        self.down_button.setToolTip("Alt + flecha abajo")
        self.open_button = self._button("open", "Abrir", self.opening_asked.emit)
        self.replace_button = self._button("replace", "Reemplazar…", self.replacement_asked.emit)
        self.search_button = self._button("search", SEARCH, self.search_asked.emit)
        self._address = TextLine(self) if isinstance(item, LinkAttachment) else None
        self._description = TextLine(self)
        self._image_hint = text_label(IMAGE_HINT, Role.HINT_OVER)
        self._missing = QWidget(self)
        self._lay_out()
        self._show_texts()
        for line in self.lines():
            line.setAccessibleDescription(f"{IMAGE_HINT} {_PRINTED}" if is_image(self._item) else _PRINTED)
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
        return spoken_name(self._item)

    def lines(self) -> tuple[TextLine, ...]:
        """Return the boxes to write in, from top to bottom."""
        return (self._address, self._description) if self._address else (self._description,)

    def prose(self) -> TextLine:
        """Return the box for sentences."""
        return self._description

    def set_place(self, key: str, number: int, total: int) -> None:
        """Number the row.

        Args:
            key: Key of the field, for the names of the inputs.
            number: 1 for the first annex.
            total: How many there are.
        """
        title = f"Anexo {number} · {title_words(self._item)}"
        self._title.set_words(title)
        kind = kind_line(self._item)
        self.setAccessibleName(f"{title}, {kind}" if kind else title)
        self.setObjectName(f"{key}.{number}")
        for line, part in zip(reversed(self.lines()), ("description", "address"), strict=False):
            line.setObjectName(f"{key}.{number}.{part}")
            line.setAccessibleName(f"Anexo {number}, {self.name()}: {self._prompt(line)}")
        for button, part in self._named_buttons():
            button.setObjectName(f"{key}.{number}.{part}")
            button.setAccessibleName(f"{button.text().rstrip('…')} anexo {number}, {self.name()}")
        self.up_button.setEnabled(number > 1 and not self._description.isReadOnly())
        self.down_button.setEnabled(number < total and not self._description.isReadOnly())

    def set_missing(self, missing: bool) -> None:
        """Say that the file's content is not there, or no longer say so."""
        self._missing.setVisible(missing)
        self.open_button.setEnabled(not missing)

    def set_read_only(self, read_only: bool) -> None:
        """Let the annex be read only; :meth:`set_place` must follow."""
        for line in self.lines():
            line.setReadOnly(read_only)
        for button in (self.remove_button, self.replace_button, self.search_button):
            button.setEnabled(not read_only)

    def show_image(self, image: QImage) -> None:
        """Show a small image of the annex."""
        self.tile.show_image(image)

    def _named_buttons(self) -> tuple[tuple[IconButton, str], ...]:
        files = ((self.open_button, "open"), (self.replace_button, "replace"))
        return (
            *(files if isinstance(self._item, FileAttachment) else ()),
            (self.up_button, "up"),
            (self.down_button, "down"),
            (self.remove_button, "remove"),
            *(((self.search_button, "search"),) if isinstance(self._item, FileAttachment) else ()),
        )

    def _button(self, icon: str, text: str, action: Callable[[], None]) -> IconButton:
        button = IconButton(icon, text, self)
        set_role(button, Role.QUIET)
        button.clicked.connect(lambda _checked=False: action())
        return button

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 14)
        layout.setSpacing(6)
        layout.addLayout(self._make_head())
        self._lay_out_missing()
        layout.addWidget(self._missing)
        for line in self.lines():
            label = QLabel(self._prompt(line), self)
            label.setWordWrap(True)
            label.setBuddy(line)
            set_role(label, Role.HINT)
            layout.addWidget(label)
            layout.addWidget(line)
        layout.addWidget(self._image_hint)

    def _make_head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        if kind := kind_line(self._item):
            words.addWidget(text_label(kind, Role.HINT))
        words.addSpacing(2)
        words.addWidget(self._make_buttons())
        words.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        return head

    def _make_buttons(self) -> WrappingRow:
        row = WrappingRow(self)
        for button, _part in self._named_buttons():
            if button is not self.search_button:
                row.add_widget(button)
        for button in (self.open_button, self.replace_button, self.search_button):
            button.setVisible(isinstance(self._item, FileAttachment))
        return row

    def _lay_out_missing(self) -> None:
        words = text_label(FILE_MISSING, Role.ERROR_TEXT)
        layout = QHBoxLayout(self._missing)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(8)
        layout.addWidget(IconLabel("error", "error", self._missing))
        layout.addWidget(words)
        set_role(self.search_button, None)
        layout.addWidget(self.search_button)
        layout.addStretch(1)
        self._missing.hide()

    def _show_texts(self) -> None:
        self._description.set_text(self._item.description)
        if self._address is not None and isinstance(self._item, LinkAttachment):
            self._address.set_text(self._item.url)
        self._show_image_hint()

    def _edited(self) -> None:
        description = self._description.text()
        item = self._item
        if isinstance(item, FileAttachment):
            self._item = FileAttachment(item.name, item.media_type, item.size, item.sha256, description)
        elif self._address is not None:
            self._item = LinkAttachment(self._address.text(), description)
        else:
            self._item = NoteAttachment(description)
        self._show_image_hint()
        if self._item != item:
            self.edited.emit()

    def _show_image_hint(self) -> None:
        self._image_hint.setVisible(is_image(self._item) and not self._description.text().strip())

    def _prompt(self, line: TextLine) -> str:
        return LINK_ADDRESS if line is self._address else description_prompt(self._item)
