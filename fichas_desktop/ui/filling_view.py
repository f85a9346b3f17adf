"""The ficha on the screen: steps at the left, the section in the middle, back and next below."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fichas_desktop.domain.definition import FieldType
from fichas_desktop.domain.partial_date import PartialDate
from fichas_desktop.messages import state_words
from fichas_desktop.services.runtime import Clock, today
from fichas_desktop.ui.after_paint import AfterFirstPaint
from fichas_desktop.ui.buttons import make_button
from fichas_desktop.ui.field_frame import FieldFrame
from fichas_desktop.ui.field_widget import FieldWidget
from fichas_desktop.ui.save_status import SaveStatus
from fichas_desktop.ui.section_page import SectionPage
from fichas_desktop.ui.session_bridge import SessionBridge
from fichas_desktop.ui.step_list import StepList
from fichas_desktop.ui.strip_area import StripArea
from fichas_desktop.ui.theme import TEXT_COLUMN, Role, set_role
from fichas_desktop.ui.words import section_words

if TYPE_CHECKING:
    from fichas_desktop.ui.end_page import EndPage
    from fichas_desktop.ui.large_editor import LargeEditor
    from fichas_desktop.ui.review_page import ReviewPage

REVIEW_TITLE = "Revisar y generar"
_SIDE_CHARACTERS = 30


class FillingView(QWidget):
    """Steps, sections, review and end page of one draft.

    Args:
        bridge: Where edits go.
        clock: For today's date at the review.

    Signals:
        step_left: A step was left, a good moment to save.
        step_shown: A step came on the screen.
        field_built: The :class:`FieldFrame` of a field that can be seen from now on.
        export_requested: True for the final pair, False for a copy marked BORRADOR.
        preview_requested: The PDF as it would be now is wanted.
        open_requested: Path of a file or folder to open with the system's program.
        drafts_requested: The list of drafts is wanted.
        copy_requested: A copy somewhere else is wanted, because saving fails.
    """

    step_left = Signal()
    step_shown = Signal()
    field_built = Signal(object)
    export_requested = Signal(bool)
    preview_requested = Signal()
    open_requested = Signal(object)
    drafts_requested = Signal()
    copy_requested = Signal()

    def __init__(self, bridge: SessionBridge, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self._clock = clock
        self._sections = bridge.session.form.sections
        self._row = 0
        self._returns_to_review = False
        self._pages: dict[int, SectionPage] = {}
        self.steps = StepList((*(section.short_title for section in self._sections), REVIEW_TITLE))
        self._stack = QStackedWidget()
        self.save_status = SaveStatus()
        self.save_status.copy_requested.connect(self.copy_requested)
        self.saved_label = self.save_status.label
        self._previous = make_button("&Anterior", "previous", None, self.go_back)
        self._next = make_button("&Siguiente", "next", Role.PRIMARY, self.go_next)
        self._lay_out()
        self._connect()
        self.refresh_steps()

    @cached_property
    def review(self) -> ReviewPage:
        """The review, built when it is first needed."""
        from fichas_desktop.ui.review_page import ReviewPage

        page = ReviewPage(self.bridge)
        page.change_requested.connect(self.show_field)
        page.use_today_requested.connect(self.use_today)
        page.later_cleared.connect(self.clear_later)
        page.export_requested.connect(self.export_requested)
        page.preview_requested.connect(self.preview_requested)
        self._stack.addWidget(page)
        return page

    @cached_property
    def end(self) -> EndPage:
        """The end page, built when it is first needed."""
        from fichas_desktop.ui.end_page import EndPage

        page = EndPage()
        page.back_requested.connect(self.show_review)
        page.open_requested.connect(self.open_requested)
        page.drafts_requested.connect(self.drafts_requested)
        self._stack.addWidget(page)
        return page

    @cached_property
    def large(self) -> LargeEditor:
        """The place for writing an answer large, built when it is first needed."""
        from fichas_desktop.ui.large_editor import LargeEditor

        large = LargeEditor()
        large.back_requested.connect(self.leave_large)
        self._stack.addWidget(large)
        return large

    @property
    def review_row(self) -> int:
        """Row of the review in the list of steps."""
        return len(self._sections)

    @property
    def row(self) -> int:
        """Row of the step on the screen."""
        return self._row

    def page(self, row: int) -> SectionPage:
        """Return a section's page, built when it is first needed."""
        if row not in self._pages:
            page = SectionPage(self.bridge, self._sections[row], self._stack)
            self._pages[row] = page
            for frame in page.built_frames():
                self.field_built.emit(frame)
            page.field_built.connect(self.field_built)
            self._stack.addWidget(page)
        return self._pages[row]

    def field_input(self, key: str) -> FieldWidget:
        """Return the input of a field, built when it is first needed."""
        return self.page_of(key).frames[key].input

    def page_of(self, key: str) -> SectionPage:
        """Return the page of a field, built when it is first needed."""
        return self.page(self._sections.index(self.bridge.session.form.section_of(key)))

    def built_pages(self) -> tuple[SectionPage, ...]:
        """Return the section pages built so far."""
        return tuple(self._pages.values())

    def commit(self) -> None:
        """Hand over every edit that waits for a pause in typing."""
        for page in self._pages.values():
            page.commit()

    def start(self, section_key: str, field_key: str = "") -> None:
        """Show the section and the field in which the person left off, the first ones by default."""
        if not self.window().isVisible():
            # painting by hand needs all of Qt's own enumerations: the first field does not wait for them
            self.steps.hide()
            AfterFirstPaint(self, self.steps.show)
        keys = [section.key for section in self._sections]
        self.show_step(keys.index(section_key) if section_key in keys else 0)
        section = self._sections[self._row]
        if field_key in {field.key for field in self.bridge.session.form.step_fields(section)}:
            self.bridge.look_at(section, field_key)
            self.page(self._row).return_to(field_key)

    def show_step(self, row: int) -> None:
        """Go to a step; no problem ever holds a person back."""
        if not 0 <= row <= self.review_row:
            return
        self.leave_large()
        self.commit()
        if row != self._row:
            self.step_left.emit()
        self._row = row
        # only who has just come from the review goes back there
        self._returns_to_review = False
        if row == self.review_row:
            self.bridge.check_all()
            self.refresh_review()
            self._stack.setCurrentWidget(self.review)
            self.review.focus_first()
        else:
            page = self.page(row)
            self.bridge.look_at(page.section, self.bridge.session.form.step_fields(page.section)[0].key)
            self._stack.setCurrentWidget(page)
            page.focus_first()
        self.steps.show_current(row)
        self._show_buttons()
        self.step_shown.emit()

    def show_field(self, key: str) -> None:
        """Go to a field to change it; the next step is then the review again."""
        section = self.bridge.session.form.section_of(key)
        self.show_step(self._sections.index(section))
        self._returns_to_review = True
        self.page(self._row).focus_field(key)
        self._show_buttons()

    def bring_field(self, key: str) -> None:
        """Have a field on the screen; nothing moves when its section, or it alone, is there already."""
        row = self._sections.index(self.bridge.session.form.section_of(key))
        is_alone = self._is_large() and self.large.frame is self.page(row).frames.get(key)
        if not is_alone and (row != self._row or self._is_large()):
            self.show_step(row)

    def focus_page(self) -> None:
        """Give the keyboard to the first thing of the step on the screen."""
        (self.review if self._row == self.review_row else self.page(self._row)).focus_first()

    def show_unplaced(self) -> None:
        """Go to the texts that the form has no place for, on the review."""
        self.show_step(self.review_row)
        self.review.show_unplaced()

    def toggle_large(self, key: str) -> None:
        """Show the editor of a field in the whole window, or the section again."""
        if self._is_large():
            self.leave_large()
            return
        frame = self.page(self._row).frames[key]
        self.large.borrow(frame)
        # never both at once: together they would make a small window wider
        self._side.hide()
        self._stack.setCurrentWidget(self.large)
        self._show_buttons()
        self.large.focus_first()

    def leave_large(self) -> None:
        """Show the section again, the keyboard where it was."""
        frame = self.large.give_back() if self._is_large() else None
        if frame is None:
            return
        page = self.page(self._row)
        self._stack.setCurrentWidget(page)
        self._side.show()
        self._show_buttons()
        frame.focus_first()
        page.show_widget(frame)

    def _is_large(self) -> bool:
        return "large" in self.__dict__ and self.large.frame is not None

    def add_notice(self, strip: QWidget) -> None:
        """Show a strip over the page."""
        self._notices.add_strip(strip)

    def add_bar(self, bar: QWidget) -> None:
        """Put a bar over the page and its strips, hidden until it is needed."""
        self._right.insertWidget(0, bar)

    def show_end(self) -> None:
        """Show what an export wrote, as the last thing of the last step."""
        self._row = self.review_row
        self._returns_to_review = False
        self.steps.show_current(self._row)
        self._show_buttons()
        self._stack.setCurrentWidget(self.end)
        self.end.focus_first()

    def show_review(self) -> None:
        """Go to the review."""
        self.show_step(self.review_row)

    def go_next(self) -> None:
        """Leave the section by Siguiente: its problems show from now on."""
        if self._row < self.review_row:
            self.commit()
            self.bridge.check_section(self._sections[self._row])
        self.show_step(self.review_row if self._returns_to_review else self._row + 1)

    def go_back(self) -> None:
        """Go to the step before."""
        self.show_step(self._row - 1)

    def use_today(self) -> None:
        """Answer the form's date with today's."""
        key = self.bridge.session.form.date_field
        date: PartialDate = today(self._clock)
        self.bridge.set_answer(key, date)
        for page in self._pages.values():
            if key in page.frames:
                page.frames[key].input.set_value(date)
        self.refresh_review()
        if self._stack.currentWidget() is self.review:
            self.review.focus_first()  # the button that was pressed is gone

    def clear_later(self, key: str) -> None:
        """Take the mark off a field that was left for later."""
        self.bridge.set_later(key, None)
        for page in self._pages.values():
            if key in page.frames:
                page.frames[key].later.set_note(None)
        self.refresh_review()

    def refresh_review(self) -> None:
        """Draw the review for the answers as they are now."""
        self.review.refresh(today(self._clock))

    def refresh_steps(self) -> None:
        """Show how far each section is."""
        session = self.bridge.session
        for row, section in enumerate(self._sections):
            progress = session.progress(section)
            self.steps.set_step(row, progress.state, section_words(progress))
        state = session.state()
        self.steps.set_step(self.review_row, None, state_words(state), state_words(state, short=True))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the list of steps as wide as its words need when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size_side()

    def _lay_out(self) -> None:
        self._side = QFrame()
        set_role(self._side, Role.SIDE)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 8, 0, 8)
        side.setSpacing(0)  # at the largest text the side fills a small screen
        side.addWidget(self.steps, 1)
        side.addLayout(self._preview_row())
        footer = QFrame()
        set_role(footer, Role.FOOTER)
        band = QHBoxLayout(footer)
        band.setContentsMargins(32, 12, 32, 12)
        column = QWidget(footer)
        column.setMaximumWidth(TEXT_COLUMN)
        band.addWidget(column, 1)
        band.addStretch(0)
        self._footer = QGridLayout(column)
        self._footer.setContentsMargins(0, 0, 0, 0)
        self._footer.setSpacing(10)
        self._footer.setColumnStretch(0, 1)
        self._footer.addWidget(self._previous, 1, 1)
        self._footer.addWidget(self._next, 1, 2)
        self._place_save_status(alarmed=False)
        self._right = right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        self._notices = StripArea(self)
        right.addWidget(self._notices)
        right.addWidget(self._stack, 1)
        right.addWidget(footer)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._side)
        layout.addLayout(right, 1)
        self._size_side()

    def _preview_row(self) -> QHBoxLayout:
        button = make_button("Vista previa", "preview", Role.LINK, self.preview_requested.emit)
        button.setToolTip("Muestra el PDF como queda ahora (F6)")
        button.setAccessibleDescription("Muestra el PDF como queda ahora.")
        row = QHBoxLayout()
        row.setContentsMargins(18, 0, 18, 0)
        row.addWidget(button)
        row.addStretch(1)
        return row

    def _place_save_status(self, *, alarmed: bool) -> None:
        # what fails needs the whole width: with large text there is little of it beside the buttons
        self._footer.removeWidget(self.save_status)
        if alarmed:
            self._footer.addWidget(self.save_status, 0, 0, 1, 3)
        else:
            self._footer.addWidget(self.save_status, 1, 0)

    def _connect(self) -> None:
        self.save_status.alarm_changed.connect(lambda alarmed: self._place_save_status(alarmed=alarmed))
        self.steps.step_chosen.connect(self.show_step)
        self.bridge.progress_changed.connect(self.refresh_steps)
        self.field_built.connect(self._connect_large)

    def _connect_large(self, frame: FieldFrame) -> None:
        field_input = frame.input
        if field_input.field.type is FieldType.RICH_TEXT:
            from fichas_desktop.ui.inputs.rich_text_input import RichTextInput

            if isinstance(field_input, RichTextInput):
                field_input.editor.large_requested.connect(partial(self.toggle_large, field_input.field_key))

    def _size_side(self) -> None:
        self._side.setFixedWidth(self.fontMetrics().averageCharWidth() * _SIDE_CHARACTERS + 60)

    def _show_buttons(self) -> None:
        is_large = self._is_large()
        self._previous.setVisible(not is_large)
        self._previous.setEnabled(self._row > 0)
        self._next.setVisible(self._row < self.review_row and not is_large)
        self._next.setText("&Volver a la revisión" if self._returns_to_review else "&Siguiente")
