"""The annexes one below the other: added, moved, removed, brought back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fichas_desktop.domain.values import Attachment, Attachments, FileAttachment
from fichas_desktop.ui.in_view import bring_with_keyboard_soon
from fichas_desktop.ui.inputs.annex_words import is_image
from fichas_desktop.ui.inputs.attachment_row import AttachmentRow
from fichas_desktop.ui.inputs.removal_strip import RemovalStrip


class AttachmentList(QObject):
    """The rows, and the strip where the last one was removed.

    Args:
        key: Key of the field, for the names of the inputs.
        owner: The field; rows stand in it.

    Attributes:
        rows: From top to bottom.
        column: Where they are laid out.

    Signals:
        edited: The person changed, added, moved or removed something.
        arranged: There are other rows, another order of them, or more or fewer in which something is.
        blank_removed: A row went in which nothing had been written, so that nothing is offered in its place.
        row_made: An :class:`AttachmentRow` that is to stand here, to be connected.
        image_shown: The :class:`FileAttachment` of an image of which a small picture is wanted.
    """

    edited = Signal()
    arranged = Signal()
    blank_removed = Signal()
    row_made = Signal(object)
    image_shown = Signal(object)

    def __init__(self, key: str, owner: QWidget) -> None:
        super().__init__(owner)
        self._key = key
        self._owner = owner
        self.rows: list[AttachmentRow] = []
        self._numbered: tuple[AttachmentRow, ...] = ()
        self.column = QVBoxLayout()
        self._missing: frozenset[str] = frozenset()
        self._images: dict[str, QImage] = {}
        self._read_only = False
        self._strip = RemovalStrip(owner)
        self._strip.setObjectName(f"{key}.removed")
        self._strip.undo_asked.connect(self._undo_removal)

    def written(self) -> tuple[AttachmentRow, ...]:
        """Return the rows in which something is: the annexes, numbered from 1 in this order."""
        return tuple(row for row in self.rows if not row.is_blank())

    def annex(self, number: int) -> AttachmentRow | None:
        """Return the row of an annex; None for a number that an imported answer alone has."""
        rows = self.written()
        return rows[number - 1] if 0 < number <= len(rows) else None

    def items(self) -> Attachments:
        """Return the annexes."""
        return tuple(row.item() for row in self.written())

    def set_items(self, items: Iterable[Attachment]) -> None:
        """Show other annexes."""
        for row in self.rows:
            self._discard(row)
        self.rows = [self._make_row(item) for item in items]
        self._strip.forget()
        self._arrange()

    def append(self, item: Attachment) -> AttachmentRow:
        """Add an annex at the end, as the person's own edit."""
        return self._insert(len(self.rows), item)

    def replace(self, row: AttachmentRow, item: FileAttachment) -> None:
        """Put a file in the place of a row's one, as the person's own edit."""
        if row not in self.rows:
            return
        row.show_file(item)
        self._mark_missing(row)
        self._picture(row)
        self._arrange()
        self.edited.emit()

    def show_image(self, sha256: str, image: QImage) -> None:
        """Show a small picture beside every annex of that content."""
        self._images[sha256] = image
        for row in self.rows:
            self._picture(row)

    def set_missing(self, shas: Collection[str]) -> None:
        """Mark the files whose content is not there, by its SHA-256."""
        self._missing = frozenset(shas)
        for row in self.rows:
            self._mark_missing(row)

    def set_read_only(self, read_only: bool) -> None:
        """Let the annexes be read only."""
        self._read_only = read_only
        self._strip.setEnabled(not read_only)
        for row in self.rows:
            row.set_read_only(read_only)
        self._arrange()

    def _insert(self, place: int, item: Attachment) -> AttachmentRow:
        row = self._make_row(item)
        self.rows.insert(place, row)
        self._arrange()
        self.edited.emit()
        return row

    def _make_row(self, item: Attachment) -> AttachmentRow:
        row = AttachmentRow(item, self._owner)
        row.edited.connect(self._follow_edit)
        row.move_asked.connect(partial(self._move, row))
        row.removal_asked.connect(partial(self._remove, row))
        row.set_read_only(self._read_only)
        self._mark_missing(row)
        self._picture(row)
        self.row_made.emit(row)
        return row

    def _picture(self, row: AttachmentRow) -> None:
        item = row.item()
        if not isinstance(item, FileAttachment) or not is_image(item):
            return
        if item.sha256 in self._images:
            row.show_image(self._images[item.sha256])
        else:
            self.image_shown.emit(item)

    def _mark_missing(self, row: AttachmentRow) -> None:
        item = row.item()
        row.set_missing(isinstance(item, FileAttachment) and item.sha256 in self._missing)

    def _move(self, row: AttachmentRow, step: int) -> None:
        place = self.rows.index(row)
        target = place + step
        if self._read_only or not 0 <= target < len(self.rows):
            return
        self.rows.insert(target, self.rows.pop(place))
        self._strip.forget()
        focused = self._owner.focusWidget()
        self._arrange()
        if focused in {row.up_button, row.down_button} and not focused.isEnabled():
            (row.down_button if focused is row.up_button else row.up_button).setFocus()
        self.edited.emit()
        bring_with_keyboard_soon(row)

    def _remove(self, row: AttachmentRow) -> None:
        place = self.rows.index(row)
        self.rows.remove(row)
        if row.is_blank():
            self._strip.forget()
            self.blank_removed.emit()
        else:
            self._strip.remember(row.item(), row.name(), place)
        self._discard(row)
        self._arrange()
        self.edited.emit()
        if self._strip.item is not None:
            self._strip.take_focus()
            bring_with_keyboard_soon(self._strip)

    def _undo_removal(self) -> None:
        item, place = self._strip.item, self._strip.place
        if item is not None:
            self._strip.forget()
            self.write_in(self._insert(place, item))

    def write_in(self, row: AttachmentRow) -> None:
        """Give the keyboard to a row's first box."""
        row.lines()[0].setFocus()
        bring_with_keyboard_soon(row)

    def _follow_edit(self) -> None:
        if self.written() != self._numbered:
            self._number()
            self.arranged.emit()
        self.edited.emit()

    def _discard(self, row: AttachmentRow) -> None:
        self.column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _arrange(self) -> None:
        """Put rows and strip in order for the eye, for the Tab key and for screen readers."""
        shown: list[QWidget] = list(self.rows)
        if self._strip.item is not None:
            shown.insert(self._strip.place, self._strip)
        for place, widget in enumerate(shown):
            if self.column.indexOf(widget) != place:
                self.column.removeWidget(widget)
                self.column.insertWidget(place, widget)
        self._number()
        for row in self.rows:
            row.show()
        self.arranged.emit()

    def _number(self) -> None:
        self._numbered = self.written()
        numbers = {row: number for number, row in enumerate(self._numbered, start=1)}
        for place, row in enumerate(self.rows, start=1):
            row.set_place(self._key, place, len(self.rows), numbers.get(row))
