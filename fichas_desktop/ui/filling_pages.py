"""The pages of one ficha, one of them on the screen, each built when it is first needed."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from fichas_desktop.domain.definition import FieldType
from fichas_desktop.ui.field_frame import FieldFrame
from fichas_desktop.ui.field_widget import FieldWidget
from fichas_desktop.ui.section_page import SectionPage
from fichas_desktop.ui.session_bridge import SessionBridge

if TYPE_CHECKING:
    from fichas_desktop.ui.large_editor import LargeEditor


class FillingPages(QStackedWidget):
    """The sections, and the place in which one answer is written large.

    Args:
        bridge: Where edits go.

    Signals:
        field_built: The :class:`FieldFrame` of a field that can be seen from now on.
        large_changed: An answer is written large from now on, or no longer.
    """

    field_built = Signal(object)
    large_changed = Signal()

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._sections: dict[int, SectionPage] = {}
        self.field_built.connect(self._offer_large)

    @cached_property
    def large(self) -> LargeEditor:
        """The place for writing an answer large."""
        from fichas_desktop.ui.large_editor import LargeEditor

        large = LargeEditor()
        large.back_requested.connect(self.leave_large)
        self.addWidget(large)
        return large

    @property
    def large_frame(self) -> FieldFrame | None:
        """The field that is being written large, None while none is."""
        return self.large.frame if "large" in self.__dict__ else None

    def row_of(self, key: str) -> int:
        """Return the row of the section in which a field stands."""
        form = self._bridge.session.form
        return form.sections.index(form.section_of(key))

    def page(self, row: int) -> SectionPage:
        """Return a section's page."""
        if row not in self._sections:
            page = SectionPage(self._bridge, self._bridge.session.form.sections[row], self)
            self._sections[row] = page
            for frame in page.built_frames():
                self.field_built.emit(frame)
            page.field_built.connect(self.field_built)
            self.addWidget(page)
        return self._sections[row]

    def page_of(self, key: str) -> SectionPage:
        """Return the page of a field."""
        return self.page(self.row_of(key))

    def field_input(self, key: str) -> FieldWidget:
        """Return the input of a field."""
        return self.page_of(key).frames[key].input

    def built_pages(self) -> tuple[SectionPage, ...]:
        """Return the section pages built so far."""
        return tuple(self._sections.values())

    def built_frames(self, key: str) -> tuple[FieldFrame, ...]:
        """Return the frame of a field where its section has been built."""
        return tuple(page.frames[key] for page in self._sections.values() if key in page.frames)

    def commit(self) -> None:
        """Hand over every edit that waits for a pause in typing."""
        for page in self._sections.values():
            page.commit()

    def toggle_large(self, key: str) -> None:
        """Show the editor of a field in the whole window, or the section again."""
        if self.large_frame is not None:
            self.leave_large()
            return
        self.large.borrow(self.page_of(key).frames[key])
        self.large_changed.emit()
        self.setCurrentWidget(self.large)
        self.large.focus_first()

    def leave_large(self) -> None:
        """Show the section again, the keyboard where it was."""
        frame = self.large.give_back() if self.large_frame is not None else None
        if frame is None:
            return
        page = self.page_of(frame.field_key)
        self.setCurrentWidget(page)
        self.large_changed.emit()
        frame.focus_first()
        page.show_widget(frame)

    def _offer_large(self, frame: FieldFrame) -> None:
        field_input = frame.input
        if field_input.field.type is FieldType.RICH_TEXT:
            from fichas_desktop.ui.inputs.rich_text_input import RichTextInput

            if isinstance(field_input, RichTextInput):
                field_input.editor.large_requested.connect(partial(self.toggle_large, field_input.field_key))
