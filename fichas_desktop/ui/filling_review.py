"""The review of a ficha at work: drawn for the answers as they are now, and what is answered on it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fichas_desktop.services.runtime import Clock, today
from fichas_desktop.ui.filling_pages import FillingPages
from fichas_desktop.ui.in_view import bring_into_view_soon
from fichas_desktop.ui.session_bridge import SessionBridge

if TYPE_CHECKING:
    from fichas_desktop.domain.issues import ValidationIssue
    from fichas_desktop.ui.review_page import ReviewPage


class FillingReview(QObject):
    """Keeps the review and the sections of one ficha the same.

    Args:
        bridge: Where edits go.
        clock: For today's date.
        pages: Where the review is shown; they own this object.

    Signals:
        made: The :class:`ReviewPage`, when it is first needed, to be connected.
    """

    made = Signal(object)

    def __init__(self, bridge: SessionBridge, clock: Clock, pages: FillingPages) -> None:
        super().__init__(pages)
        self._bridge = bridge
        self._clock = clock
        self._pages = pages
        self._shown: tuple[object, ...] = ()

    @cached_property
    def page(self) -> ReviewPage:
        """The review on the screen."""
        from fichas_desktop.ui.review_page import ReviewPage

        page = ReviewPage(self._bridge)
        page.use_today_requested.connect(self.use_today)
        page.later_cleared.connect(self._clear_later)
        page.issue_chosen.connect(self._show_issue)
        self.made.emit(page)
        self._pages.addWidget(page)
        return page

    def refresh(self) -> None:
        """Draw the review for the answers as they are now; one that shows them already stays."""
        session, day = self._bridge.session, today(self._clock)
        to_show = session.draft.content(), session.issues(), day
        if to_show != self._shown:
            self.page.refresh(day)
            self._shown = to_show

    def use_today(self) -> None:
        """Answer the form's date with today's."""
        key = self._bridge.session.form.date_field
        date = today(self._clock)
        self._bridge.set_answer(key, date)
        for frame in self._pages.built_frames(key):
            frame.input.set_value(date)
        self.refresh()
        if self._pages.currentWidget() is self.page:
            self.page.focus_first()  # the button that was pressed is gone

    def _show_issue(self, issue: ValidationIssue) -> None:
        self._pages.page_of(issue.field_key).focus_issue(issue)

    def _clear_later(self, key: str) -> None:
        place = [row.key for row in self.page.later].index(key)
        self._bridge.set_later(key, None)
        for frame in self._pages.built_frames(key):
            frame.later.set_note(None)
        self.refresh()
        left = self.page.later
        if left:  # the button that was pressed is gone: a second press is for the row that took its place
            button = left[min(place, len(left) - 1)].clear
            button.setFocus()
            bring_into_view_soon(button)
