"""One annex in the list of annexes."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

from msgspec import structs
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from fichas_desktop.domain.definition import FormDefinition, Severity
from fichas_desktop.domain.issues import IssueCode, ValidationIssue
from fichas_desktop.domain.values import Attachment, FileAttachment, LinkAttachment, NoteAttachment
from fichas_desktop.messages import issue_sentence
from fichas_desktop.ui.field_widget import mark_edge
from fichas_desktop.ui.icons import IconButton
from fichas_desktop.ui.inputs.annex_head import AnnexHead
from fichas_desktop.ui.inputs.annex_words import (
    description_prompt,
    is_image,
    spoken_name,
    title_words,
)
from fichas_desktop.ui.inputs.missing_strip import MissingStrip
from fichas_desktop.ui.inputs.text_line import TextLine
from fichas_desktop.ui.issue_lines import IssueLines
from fichas_desktop.ui.pages import text_label
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.wrapping_row import WrappingRow

IMAGE_HINT = "Describa qué muestra la imagen: quien no la ve la leerá."
LINK_ADDRESS = "Dirección del enlace"
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
        self.up_button = _button(self, "up", "Subir", functools.partial(self.move_asked.emit, -1))
        self.down_button = _button(self, "down", "Bajar", functools.partial(self.move_asked.emit, 1))
        self.remove_button = _button(self, "remove", "Quitar", self.removal_asked.emit)
        self.up_button.setToolTip("Alt + flecha arriba")
        self.down_button.setToolTip("Alt + flecha abajo")
        self.open_button = _button(self, "open", "Abrir", self.opening_asked.emit)
        self.replace_button = _button(self, "replace", "Reemplazar…", self.replacement_asked.emit)
        self._missing = MissingStrip(self)
        self.search_button = self._missing.button
        self.search_button.clicked.connect(self.search_asked)
        self._address = TextLine(self) if isinstance(item, LinkAttachment) else None
        self._description = TextLine(self)
        self._image_hint = text_label(IMAGE_HINT, Role.HINT_OVER)
        self._issues = {line: IssueLines(self) for line in self.lines()}
        self._prompts: dict[TextLine, QLabel] = {}
        self._lay_out()
        self._show_texts()
        for line in self.lines():
            line.text_edited.connect(self._edited)
        _obey_arrows(self)

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

    def show_file(self, item: FileAttachment) -> None:
        """Show another file with the words that stand here now; :meth:`set_place` must follow."""
        self._item = structs.replace(item, description=self._description.text())
        self._show_kind()

    def show_issues(self, form: FormDefinition, issues: Sequence[ValidationIssue]) -> None:
        """Say what is wrong with the annex, beside it, and mark the boxes in which it is to be mended."""
        for line, lines in self._issues.items():
            own = [one for one in issues if (self.place_of(one) is self._address) == (line is self._address)]
            told = [(issue_sentence(form, one), one.severity is Severity.ERROR) for one in own]
            lines.set_issues(sorted(told, key=lambda one: not one[1]))
            wrong = {self.place_of(one) for one in own if one.severity is Severity.ERROR}
            mark_edge(line, has_problem=line in wrong)
        self._describe()

    def place_of(self, issue: ValidationIssue) -> QWidget:
        """Return the widget with which a problem of the annex is mended."""
        if issue.code is IssueCode.FILE_MISSING and self.search_button.isEnabled():
            return self.search_button
        address, description = self.lines()[0], self._description
        is_longer = len(address.text()) > len(description.text())
        is_in_address = issue.code is IssueCode.ANNEX_TOO_LONG and is_longer
        return address if is_in_address or issue.code is IssueCode.LINK_FORM else description

    def set_place(self, key: str, place: int, total: int, number: int | None) -> None:
        """Number the row.

        Args:
            key: Key of the field, for the names of the inputs.
            place: 1 for the first card.
            total: How many cards there are.
            number: Of the annex; None while nothing is written, for what is not handed in has none.
        """
        title = title_words(self._item)
        heading = title if number is None else f"Anexo {number} · {title}"
        self.setAccessibleName(self._head.show_title(heading))
        spoken = title.lower() if number is None else f"anexo {number}, {self.name()}"
        self.setObjectName(f"{key}.{place}")
        for line, part in zip(reversed(self.lines()), ("description", "address"), strict=False):
            line.setObjectName(f"{key}.{place}.{part}")
            line.setAccessibleName(f"{spoken[0].upper()}{spoken[1:]}: {self._prompt(line)}")
        for button, part in self._named_buttons():
            button.setObjectName(f"{key}.{place}.{part}")
            button.setAccessibleName(f"{button.text().rstrip('…')} {spoken}")
        self.up_button.setEnabled(place > 1 and not self._description.isReadOnly())
        self.down_button.setEnabled(place < total and not self._description.isReadOnly())

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
        self._head.tile.show_image(image)

    def _named_buttons(self) -> tuple[tuple[IconButton, str], ...]:
        files = ((self.open_button, "open"), (self.replace_button, "replace"))
        return (
            *(files if isinstance(self._item, FileAttachment) else ()),
            (self.up_button, "up"),
            (self.down_button, "down"),
            (self.remove_button, "remove"),
            *(((self.search_button, "search"),) if isinstance(self._item, FileAttachment) else ()),
        )

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 14)
        layout.setSpacing(6)
        self._head = AnnexHead(self._make_buttons(), self)
        layout.addWidget(self._head)
        layout.addWidget(self._missing)
        for line in self.lines():
            label = self._prompts[line] = QLabel(self)
            label.setWordWrap(True)
            label.setBuddy(line)
            set_role(label, Role.HINT)
            layout.addWidget(label)
            layout.addWidget(line)
            if line is self._description:
                layout.addWidget(self._image_hint)
            layout.addWidget(self._issues[line])

    def _make_buttons(self) -> WrappingRow:
        row = WrappingRow(self)
        for button, _part in self._named_buttons():
            if button is not self.search_button:
                row.add_widget(button)
        for button in (self.open_button, self.replace_button):
            button.setVisible(isinstance(self._item, FileAttachment))
        return row

    def _show_texts(self) -> None:
        self._description.set_text(self._item.description)
        if self._address is not None and isinstance(self._item, LinkAttachment):
            self._address.set_text(self._item.url)
        self._show_kind()

    def _show_kind(self) -> None:
        self._head.show_item(self._item)
        for line, label in self._prompts.items():
            label.setText(self._prompt(line))
        self._describe()
        self._show_image_hint()

    def _describe(self) -> None:
        hints = (IMAGE_HINT, _PRINTED) if is_image(self._item) else (_PRINTED,)
        for line in self.lines():
            line.setAccessibleDescription(" ".join((*self._issues[line].words(), *hints)))

    def _edited(self) -> None:
        description = self._description.text()
        item = self._item
        if isinstance(item, FileAttachment):
            self._item = structs.replace(item, description=description)
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


def _button(row: AttachmentRow, icon: str, text: str, action: Callable[[], None]) -> IconButton:
    button = IconButton(icon, text, row)
    set_role(button, Role.QUIET)
    button.clicked.connect(lambda _checked=False: action())
    return button


def _obey_arrows(row: AttachmentRow) -> None:
    for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
        shortcut = QShortcut(QKeySequence(keys), row)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(functools.partial(row.move_asked.emit, step))
