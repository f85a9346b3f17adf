"""One section on the screen: its title and a frame for each of its fields."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from fichas_desktop.domain.definition import SectionDefinition, Severity
from fichas_desktop.domain.issues import IssueCode, ValidationIssue
from fichas_desktop.messages import issue_sentence
from fichas_desktop.services.fill_session import TOLD_AT_ONCE
from fichas_desktop.ui.after_paint import AfterFirstPaint
from fichas_desktop.ui.field_frame import FieldFrame
from fichas_desktop.ui.in_view import bring_start_into_view_soon, bring_with_keyboard_soon
from fichas_desktop.ui.pages import ColumnPage, text_label
from fichas_desktop.ui.session_bridge import SessionBridge
from fichas_desktop.ui.theme import Role
from fichas_desktop.ui.words import heading_case

_FIRST_FIELDS = 6
"""Fields built at once, enough to fill the window; the rest follow the first paint.

A window that is not on the screen yet waits for one only: those below come within an eye's blink, and
move nothing that is there.
"""

_TYPING_PAUSE_MS = 120


class SectionPage(ColumnPage):
    """Fields of one section, bound to the session.

    Args:
        bridge: Where edits go.
        section: What to show.

    Signals:
        field_built: The :class:`FieldFrame` of a field that has just come into being.
    """

    field_built = Signal(object)

    def __init__(
        self, bridge: SessionBridge, section: SectionDefinition, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        form = bridge.session.form
        self.section = section
        number = form.sections.index(section) + 1
        self.setObjectName(f"page.{section.key}")
        self.column.addWidget(text_label(f"Sección {number} de {len(form.sections)}", Role.EYEBROW))
        self.column.addSpacing(4)
        self.column.addWidget(text_label(heading_case(section.title).split(". ", 1)[-1], Role.TITLE))
        self.column.addSpacing(18)
        self._frames: dict[str, FieldFrame] = {}
        self._edited: set[str] = set()
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.commit)
        self.column.addStretch(1)
        self._unbuilt = list(form.step_fields(section))
        self._build(_FIRST_FIELDS if self.window().isVisible() else 1)
        bridge.progress_changed.connect(self.show_issues)
        if self._unbuilt:
            AfterFirstPaint(self.ground, self._build)

    @property
    def frames(self) -> dict[str, FieldFrame]:
        """The frames of all fields by key; those below the fold are built now when they were not yet."""
        self._build()
        return self._frames

    def built_frames(self) -> tuple[FieldFrame, ...]:
        """Return the frames of the fields built so far."""
        return tuple(self._frames.values())

    def is_whole(self) -> bool:
        """Tell whether every field has been built."""
        return not self._unbuilt

    def focus_field(self, key: str) -> None:
        """Give the keyboard to a field and bring it into view."""
        frame = self.frames[key]
        frame.input.focus_first()
        self.show_widget(frame)
        bring_start_into_view_soon(self, frame.input.inputs()[0])  # a long guidance may fill the page

    def focus_issue(self, issue: ValidationIssue) -> None:
        """Give the keyboard to where a problem is mended, and bring that place into view."""
        frame = self.frames[issue.field_key]
        place = frame.input.focus_issue(issue)
        bring_with_keyboard_soon(frame if place is frame.input else place)

    def return_to(self, key: str) -> None:
        """Give the keyboard back to a field as it was left; it comes into view with the page."""
        frame = self.frames[key]
        frame.input.focus_end()
        AfterFirstPaint(self.ground, partial(self._show_cursor, frame))

    def focus_first(self) -> None:
        """Give the keyboard to the section's first field, the title in view with it where both fit."""
        first = next(iter(self._frames.values()))
        first.focus_first()
        self.verticalScrollBar().setValue(0)
        bring_start_into_view_soon(self, first.input.inputs()[0])

    def focusNextPrevChild(self, is_forwards: bool) -> bool:
        """Lead to the next input, even when the Tab key comes before the next field was built."""
        for frame in self.frames.values():
            frame.show()  # at once: a layout shows what was added to it with the next events only
        return super().focusNextPrevChild(is_forwards)

    def commit(self) -> None:
        """Hand over the edits that wait for a pause in typing."""
        self._pause.stop()
        edited, self._edited = self._edited, set()
        for key in edited:
            self._bridge.set_answer(key, self._frames[key].input.value())
        for frame in self._frames.values():
            frame.later.commit()

    def show_issues(self) -> None:
        """Show beside each field what is wrong with it, as far as it is time to say so."""
        session = self._bridge.session
        for key, frame in self._frames.items():
            issues = frame.input.show_part_issues(
                [
                    issue
                    for issue in session.field_issues(key)
                    if not (issue.code is IssueCode.TOO_LONG and frame.has_counter)
                    and (self._bridge.shows_issues(key) or issue.code in TOLD_AT_ONCE)
                ]
            )
            frame.set_issues(
                [(issue_sentence(session.form, issue), issue.severity is Severity.ERROR) for issue in issues]
            )

    def _build(self, most: int | None = None) -> None:
        now, self._unbuilt = (
            (self._unbuilt, []) if most is None else (self._unbuilt[:most], self._unbuilt[most:])
        )
        if not now:
            return
        form, session = self._bridge.session.form, self._bridge.session
        for field in now:
            frame = FieldFrame(form, field, self.ground)
            frame.input.set_value(session.answer(field.key))
            frame.input.set_read_only(self._bridge.read_only)
            frame.refresh()
            frame.later.set_note(session.draft.later.get(field.key))
            frame.later.set_read_only(self._bridge.read_only)
            frame.later.changed.connect(partial(self._mark_later, field.key))
            frame.input.value_changed.connect(partial(self._note_edit, field.key))
            self._frames[field.key] = frame
            # over the stretch at the end, with room below each field
            self.column.insertWidget(self.column.count() - 1, frame)
            self.column.insertSpacing(self.column.count() - 1, 22)
            self.field_built.emit(frame)
        # the bar's room is kept from the start, so that what is there stays in its place
        self.setProperty(
            "verticalScrollBarPolicy", "ScrollBarAlwaysOn" if self._unbuilt else "ScrollBarAsNeeded"
        )
        self.show_issues()

    def _show_cursor(self, frame: FieldFrame) -> None:
        self.note_paint()  # a strip may come at this very moment
        self.show_widget(frame)
        self.show_widget(frame.input.inputs()[0])  # of a long text the line with the cursor

    def _mark_later(self, key: str) -> None:
        self._bridge.set_later(key, self._frames[key].later.note())

    def _note_edit(self, key: str) -> None:
        self._edited.add(key)
        self._pause.start()
