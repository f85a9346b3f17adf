"""The ficha on the screen: steps at the left, the section in the middle, back and next below."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fichas_desktop.services.runtime import Clock
from fichas_desktop.ui.filling_footer import FillingFooter
from fichas_desktop.ui.filling_pages import FillingPages
from fichas_desktop.ui.filling_review import FillingReview
from fichas_desktop.ui.filling_side import FillingSide
from fichas_desktop.ui.session_bridge import SessionBridge
from fichas_desktop.ui.strip_area import StripArea

if TYPE_CHECKING:
    from fichas_desktop.ui.end_page import EndPage
    from fichas_desktop.ui.review_page import ReviewPage
    from fichas_desktop.ui.section_page import SectionPage


class FillingView(QWidget):
    """Steps, sections, review and end page of one draft.

    Args:
        bridge: Where edits go.
        clock: For today's date at the review.

    Attributes:
        pages: The sections, and what else comes in their place.
        review: What is shown and done in the last step.
        steps: The list of steps.
        save_status: Whether the ficha is saved.

    Signals:
        step_left: A step was left, a good moment to save.
        step_shown: A step came on the screen.
        export_requested: True for the final pair, False for a copy marked BORRADOR.
        preview_requested: The PDF as it would be now is wanted.
        open_requested: Path of a file or folder to open with the system's program.
        drafts_requested: The list of drafts is wanted.
        copy_requested: A copy somewhere else is wanted, because saving fails.
    """

    step_left = Signal()
    step_shown = Signal()
    export_requested = Signal(bool)
    preview_requested = Signal()
    open_requested = Signal(object)
    drafts_requested = Signal()
    copy_requested = Signal()

    def __init__(self, bridge: SessionBridge, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self._sections = bridge.session.form.sections
        self._row = 0
        self._returns_to_review = False
        self.pages = FillingPages(bridge)
        self.review = FillingReview(bridge, clock, self.pages)
        self._side = FillingSide(bridge)
        self.steps = self._side.steps
        self._footer = FillingFooter()
        self.save_status = self._footer.save_status
        self._lay_out()
        self._connect()

    @cached_property
    def end(self) -> EndPage:
        """The end page, built when it is first needed."""
        from fichas_desktop.ui.end_page import EndPage

        page = EndPage()
        page.back_requested.connect(self.show_review)
        page.open_requested.connect(self.open_requested)
        page.drafts_requested.connect(self.drafts_requested)
        self.pages.addWidget(page)
        return page

    @property
    def review_row(self) -> int:
        """Row of the review in the list of steps."""
        return len(self._sections)

    @property
    def row(self) -> int:
        """Row of the step on the screen."""
        return self._row

    def start(self, section_key: str, field_key: str = "") -> None:
        """Show the section and the field in which the person left off, the first ones by default."""
        if not self.window().isVisible():
            self._side.show_steps_later()
        keys = [section.key for section in self._sections]
        self.show_step(keys.index(section_key) if section_key in keys else 0)
        section = self._sections[self._row]
        if field_key in {field.key for field in self.bridge.session.form.step_fields(section)}:
            self.bridge.look_at(section, field_key)
            self.pages.page(self._row).return_to(field_key)

    def show_step(self, row: int) -> None:
        """Go to a step; no problem ever holds a person back."""
        if not 0 <= row <= self.review_row:
            return
        self._set_out(row)
        if row == self.review_row:
            self.bridge.check_all()
            self.review.refresh()
            self._arrive(self.review.page)
        else:
            page = self.pages.page(row)
            self.bridge.look_at(page.section, self.bridge.session.form.step_fields(page.section)[0].key)
            self._arrive(page)

    def show_field(self, key: str) -> None:
        """Go to a field to change it; for whoever comes from the review, it is the next step again."""
        is_from_review = self._returns_to_review or self._row == self.review_row
        self.show_step(self.pages.row_of(key))
        self._returns_to_review = is_from_review
        self.pages.page(self._row).focus_field(key)
        self._show_ways()

    def bring_field(self, key: str) -> None:
        """Have a field on the screen; nothing moves when its section, or it alone, is there already."""
        row, large = self.pages.row_of(key), self.pages.large_frame
        is_here = row == self._row if large is None else large.field_key == key
        if not is_here:
            self.show_step(row)

    def focus_page(self) -> None:
        """Give the keyboard to the first thing of the step on the screen."""
        (self.review.page if self._row == self.review_row else self.pages.page(self._row)).focus_first()

    def show_unplaced(self) -> None:
        """Go to the texts that the form has no place for, on the review."""
        self.show_step(self.review_row)
        self.review.page.show_unplaced()

    def add_notice(self, strip: QWidget) -> None:
        """Show a strip over the page."""
        self._notices.add_strip(strip)

    def add_bar(self, bar: QWidget) -> None:
        """Put a bar over the page and its strips, hidden until it is needed."""
        self._right.insertWidget(0, bar)

    def show_end(self) -> None:
        """Show what an export wrote, as the last thing of the last step."""
        self._set_out(self.review_row)
        self._arrive(self.end)

    def show_review(self) -> None:
        """Go to the review."""
        self.show_step(self.review_row)

    def go_next(self) -> None:
        """Leave the section by Siguiente: its problems show from now on."""
        if self._row < self.review_row:
            self.pages.commit()
            self.bridge.check_section(self._sections[self._row])
        self.show_step(self.review_row if self._returns_to_review else self._row + 1)

    def go_back(self) -> None:
        """Go to the step before."""
        self.show_step(self._row - 1)

    def _set_out(self, row: int) -> None:
        self.pages.leave_large()
        self.pages.commit()
        if row != self._row:
            self.step_left.emit()
        self._row = row
        # only who has just come from the review goes back there
        self._returns_to_review = False

    def _arrive(self, page: SectionPage | ReviewPage | EndPage) -> None:
        self.pages.setCurrentWidget(page)
        page.focus_first()
        self.steps.show_current(self._row)
        self._show_ways()
        self.step_shown.emit()

    def _lay_out(self) -> None:
        self._right = right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        self._notices = StripArea(self)
        right.addWidget(self._notices)
        right.addWidget(self.pages, 1)
        right.addWidget(self._footer)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._side)
        layout.addLayout(right, 1)

    def _connect(self) -> None:
        self.steps.step_chosen.connect(self.show_step)
        self._side.preview_requested.connect(self.preview_requested)
        self._footer.back_chosen.connect(self.go_back)
        self._footer.next_chosen.connect(self.go_next)
        self.save_status.copy_requested.connect(self.copy_requested)
        self.bridge.progress_changed.connect(self._side.refresh)
        self.pages.large_changed.connect(self._show_ways)
        self.review.made.connect(self._connect_review)

    def _connect_review(self, page: ReviewPage) -> None:
        page.change_requested.connect(self.show_field)
        page.export_requested.connect(self.export_requested)
        page.preview_requested.connect(self.preview_requested)

    def _show_ways(self) -> None:
        is_large = self.pages.large_frame is not None
        # never both at once: together they would make a small window wider
        self._side.setVisible(not is_large)
        self._footer.show_ways(
            has_previous=self._row > 0,
            has_next=self._row < self.review_row,
            to_review=self._returns_to_review,
            is_large=is_large,
        )
