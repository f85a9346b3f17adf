"""Input of annexes: files, links and notes, each with its description."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fichas_desktop.domain.definition import FieldDefinition, FormDefinition
from fichas_desktop.domain.issues import ValidationIssue
from fichas_desktop.domain.values import (
    Attachments,
    FileAttachment,
    LinkAttachment,
    NoteAttachment,
)
from fichas_desktop.messages import file_size, plural
from fichas_desktop.ui.field_widget import FieldValue, FieldWidget
from fichas_desktop.ui.inputs.add_area import AddArea
from fichas_desktop.ui.inputs.attachment_list import AttachmentList
from fichas_desktop.ui.inputs.attachment_row import AttachmentRow
from fichas_desktop.ui.pages import text_label
from fichas_desktop.ui.quiet_notice import QuietNotice
from fichas_desktop.ui.theme import Role, set_role

_SPACING = 10


class AttachmentsInput(FieldWidget):
    """The list of annexes. Opening and copying files is the window's work.

    Attributes:
        files_requested: The person wants to choose files.
        files_dropped: Paths (``list[Path]``) of files that were dropped here.
        opening_requested: The row whose file is to be opened.
        replacement_requested: The row in whose place another file is to come.
        search_requested: The row whose lost file is to be looked for.
        image_shown: The :class:`FileAttachment` of an image of which a small picture is wanted.
        notice: Tells what became of the files that were given.
    """

    files_requested = Signal()
    files_dropped = Signal(list)
    opening_requested = Signal(object)
    replacement_requested = Signal(object)
    search_requested = Signal(object)
    image_shown = Signal(object)

    def __init__(
        self, definition: FormDefinition, field: FieldDefinition, parent: QWidget | None = None
    ) -> None:
        super().__init__(definition, field, parent)
        self._value: Attachments | None = None
        self._read_only = False
        limits = definition.limits
        one, all_ = file_size(limits.attachment_bytes), file_size(limits.attachments_bytes)
        words = f"Hasta {one} cada uno y {all_} entre todos."
        self._add_area = AddArea(field.key, self.label, words, self)
        self._add_area.files_requested.connect(self.files_requested)
        self._add_area.link_requested.connect(self._begin_link)
        self._add_area.note_requested.connect(self._begin_note)
        self.notice = QuietNotice(f"{field.key}.notice", self)
        self._total = text_label("", Role.HINT)
        self._total.setObjectName(f"{field.key}.total")
        self._list = AttachmentList(field.key, self)
        self._list.edited.connect(self._refresh)
        self._list.arranged.connect(self._count)
        self._list.blank_removed.connect(self._add_area.buttons[0].setFocus)
        self._list.row_made.connect(self._connect_row)
        self._list.image_shown.connect(self.image_shown)
        self._veil = QFrame(self)
        self._veil.setObjectName(f"{field.key}.veil")
        self._veil.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._veil.hide()
        set_role(self._veil, Role.DROP_VEIL)
        self._lay_out()
        self.setAcceptDrops(True)

    def value(self) -> Attachments | None:
        """Return the annexes, or None when there are none."""
        return self._value

    def set_value(self, value: FieldValue) -> None:
        """Show annexes."""
        new = value if isinstance(value, tuple) and value else None
        if new == self._value:
            return
        self._value = new
        self._list.set_items(new or ())

    def add_attachment(self, item: FileAttachment) -> None:
        """Add a file at the end, as the person's own edit."""
        self._list.append(item)

    def replace_attachment(self, row: AttachmentRow, item: FileAttachment) -> None:
        """Put a file in the place of a row's one, as the person's own edit."""
        self._list.replace(row, item)

    def files(self) -> tuple[FileAttachment, ...]:
        """Return the files in the list."""
        return tuple(item for item in self._value or () if isinstance(item, FileAttachment))

    def show_image(self, sha256: str, image: QImage) -> None:
        """Show a small picture beside every annex of that content."""
        self._list.show_image(sha256, image)

    def set_missing(self, shas: Collection[str]) -> None:
        """Mark the files whose content is not there.

        Args:
            shas: SHA-256 of the missing contents.
        """
        self._list.set_missing(shas)

    def set_read_only(self, read_only: bool) -> None:
        """Let the annexes be read only."""
        self._read_only = read_only
        self._add_area.setVisible(not read_only)
        self._list.set_read_only(read_only)
        self.setAcceptDrops(not read_only)

    def text_place(self, part: int) -> QWidget:
        """Return the place of an annex's name or address (even numbers) or of its description."""
        row = self._list.annex(part // 2 + 1)
        if row is None:
            return super().text_place(0)
        if part % 2 == 0 and len(row.lines()) == 1:
            return row.open_button
        return row.lines()[-1] if part % 2 else row.lines()[0]

    def show_part_issues(self, issues: Sequence[ValidationIssue]) -> Sequence[ValidationIssue]:
        """Show the problems of single annexes on their cards; return the others."""
        numbers = {row: number for number, row in enumerate(self._list.written(), start=1)}
        for row in self._list.rows:
            own = [issue for issue in issues if issue.annex is not None and issue.annex == numbers.get(row)]
            row.show_issues(self.definition, own)
        return [issue for issue in issues if issue.annex not in numbers.values()]

    def focus_issue(self, issue: ValidationIssue) -> QWidget:
        """Give the keyboard to where a problem is mended: in the annex's own card where it is about one."""
        row = self._list.annex(issue.annex or 0)
        if row is None:
            return super().focus_issue(issue)
        row.place_of(issue).setFocus()
        return row

    def inputs(self) -> tuple[QWidget, ...]:
        """Return the three buttons that add, or what can be read when nothing may be added."""
        if self._read_only and self._list.rows:
            return self._list.rows[0].lines()
        return self._add_area.buttons

    def prose(self) -> tuple[QWidget, ...]:
        """Return the descriptions."""
        return tuple(row.prose() for row in self._list.rows)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if _paths(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._highlight(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Say farewell."""
        self._highlight(over=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the dropped files to the window."""
        self._highlight(over=False)
        paths = _paths(event.mimeData())
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.files_dropped.emit(paths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the frame of a drop around the whole field."""
        super().resizeEvent(event)
        self._veil.setGeometry(self.rect())

    def _highlight(self, *, over: bool) -> None:
        """Show, wherever the page is scrolled to, that files may be let go here."""
        self._add_area.highlight(over=over)
        self._veil.setVisible(over)
        self._veil.raise_()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_SPACING)
        layout.addWidget(self._add_area)
        layout.addWidget(self.notice)
        layout.addWidget(self._total)
        self._list.column.setSpacing(_SPACING)
        layout.addLayout(self._list.column)

    def _begin_link(self) -> None:
        self._list.write_in(self._list.append(LinkAttachment("")))

    def _begin_note(self) -> None:
        self._list.write_in(self._list.append(NoteAttachment("")))

    def _connect_row(self, row: AttachmentRow) -> None:
        row.opening_asked.connect(partial(self.opening_requested.emit, row))
        row.replacement_asked.connect(partial(self.replacement_requested.emit, row))
        row.search_asked.connect(partial(self.search_requested.emit, row))
        self.prose_added.emit(row.prose())

    def _count(self) -> None:
        """Say how much the annexes are of what they may be."""
        items = self._list.items()
        sizes = [item.size for item in items if isinstance(item, FileAttachment)]
        count = plural(len(items), "1 anexo", "{} anexos")
        room = file_size(self.definition.limits.attachments_bytes)
        self._total.setText(f"{count} · {file_size(sum(sizes))} de {room}" if sizes else count)
        self._total.setVisible(bool(items))

    def _refresh(self) -> None:
        value = self._list.items() or None
        if value != self._value:
            self._value = value
            self.value_changed.emit()


def _paths(source: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
