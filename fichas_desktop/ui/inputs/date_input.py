"""Input of a date: three boxes headed as on paper, and a calendar."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from fichas_desktop.domain.definition import FieldDefinition, FieldType, FormDefinition
from fichas_desktop.domain.partial_date import PartialDate, UnfinishedDate
from fichas_desktop.domain.text import clean_text
from fichas_desktop.domain.values import date_parts
from fichas_desktop.services.runtime import system_clock, today
from fichas_desktop.ui.field_widget import FieldValue, FieldWidget, describe_input
from fichas_desktop.ui.icons import IconButton
from fichas_desktop.ui.inputs.date_box import DateBox
from fichas_desktop.ui.inputs.date_steps import DateSteps
from fichas_desktop.ui.inputs.date_words import DateTexts, read_boxes, spread
from fichas_desktop.ui.theme import Role, set_role

if TYPE_CHECKING:
    from fichas_desktop.ui.inputs.calendar_popup import CalendarPopup

_DIGITS = {"day": 2, "month": 2, "year": 4}
_BOX_PADDING = 20
_SEPARATORS = "/-. "
_ANYTHING = "?"
_CALENDAR_USE = "Abre un calendario; el día que escoja en él reemplaza la fecha."


class DateInput(FieldWidget):
    """Three boxes for day, month and year.

    A whole date typed or pasted into any box spreads over the three; two digits lead on to the next
    box. What is no date is kept to the letter as :class:`UnfinishedDate`.
    """

    def __init__(
        self, definition: FormDefinition, field: FieldDefinition, parent: QWidget | None = None
    ) -> None:
        super().__init__(definition, field, parent)
        self._value: PartialDate | UnfinishedDate | None = None
        self._partial = field.type is FieldType.PARTIAL_DATE
        self._run = ""
        self._popup: CalendarPopup | None = None
        self._boxes = tuple(
            self._make_box(part, head) for part, head in zip(_DIGITS, definition.date_heads, strict=True)
        )
        self._steps = DateSteps(self._boxes)
        self._run_box, self._run_start = self._boxes[0], self._steps.texts()
        self._calendar = IconButton("calendar", "Calendario", self)
        self._calendar.setObjectName(f"{field.key}.calendar")
        self._calendar.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._calendar.setAccessibleName(f"{self.label} elegir en el calendario")
        self._calendar.clicked.connect(self.open_calendar)
        self._lay_out()
        for box, following in zip(self._boxes, self._boxes[1:], strict=False):
            box.filled.connect(following.enter)
            following.left_backwards.connect(box.setFocus)

    @property
    def advice(self) -> str:
        """Say that a partial date is enough, where it is."""
        return "Si no recuerda el día o el mes, déjelos vacíos." if self._partial else ""

    def value(self) -> PartialDate | UnfinishedDate | None:
        """Return the date, None when the boxes are empty, else their texts to the letter."""
        return self._value

    def set_value(self, value: FieldValue) -> None:
        """Show a date, or texts that are none yet."""
        new = value if isinstance(value, PartialDate | UnfinishedDate) else None
        if new == self._value:
            return
        self._value = new
        if isinstance(new, PartialDate):
            self._steps.show(DateTexts(*date_parts(new)))
        else:
            self._steps.show(DateTexts(new.day, new.month, new.year) if new else DateTexts("", "", ""))

    def set_read_only(self, read_only: bool) -> None:
        """Let the date be read and copied only."""
        for box in self._boxes:
            box.setReadOnly(read_only)
        self._calendar.setEnabled(not read_only)

    def inputs(self) -> tuple[QWidget, ...]:
        """Return the three boxes and the calendar's button."""
        return (*self._boxes, self._calendar)

    def describe(self, problems: str, use: str) -> None:
        """Have what is asked said of the boxes, and of the button what it opens."""
        for box in self._boxes:
            describe_input(box, problems, use)
        describe_input(self._calendar, problems, _CALENDAR_USE)

    def focus_first(self) -> None:
        """Give the keyboard to the first box, its text marked as the Tab key does: typing replaces it."""
        self._boxes[0].setFocus()
        self._boxes[0].selectAll()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the boxes anew when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def open_calendar(self) -> None:
        """Show the calendar at the date in the boxes, or at today in Colombia."""
        if self._popup is None:
            # a calendar is many widgets and enums: loaded when it is first opened
            from fichas_desktop.ui.inputs.calendar_popup import CalendarPopup  # noqa: PLC0415

            self._popup = CalendarPopup(self)
            self._popup.date_chosen.connect(self._take_calendar)
        date = self._value if isinstance(self._value, PartialDate) else self._nearest()
        self._popup.open_at(self._boxes[0], QDate(date.year, date.month or 1, date.day or 1))

    def _nearest(self) -> PartialDate:
        """Return the month or the year that is written, else today in Colombia."""
        _, month, year = self._texts()
        for texts in (DateTexts("", month, year), DateTexts("", "", year)):
            found = read_boxes(texts, partial=True)
            if isinstance(found, PartialDate):
                return found
        return today(system_clock)

    def _make_box(self, part: str, head: str) -> DateBox:
        box = DateBox(_DIGITS[part], self._take_typed, self._spread, self)
        box.setObjectName(f"{self.field.key}.{part}")
        box.setAccessibleName(f"{self.label} {head}")
        box.textEdited.connect(functools.partial(self._edited, box))
        box.interrupted.connect(self._end_run)
        return box

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(10)
        layout.setVerticalSpacing(2)
        for column, (box, head) in enumerate(zip(self._boxes, self.definition.date_heads, strict=True)):
            label = QLabel(head, self)
            label.setBuddy(box)
            set_role(label, Role.HINT)
            layout.addWidget(label, 0, column)
            layout.addWidget(box, 1, column)
        layout.addWidget(self._calendar, 1, len(self._boxes))
        layout.setColumnStretch(len(self._boxes) + 1, 1)
        self._measure()

    def _measure(self) -> None:
        wide = self.fontMetrics().horizontalAdvance("0")
        for box, digits in zip(self._boxes, _DIGITS.values(), strict=True):
            box.setFixedWidth(wide * (digits + 2) + _BOX_PADDING)

    def _texts(self) -> DateTexts:
        return DateTexts(*map(clean_text, self._steps.texts()))

    def _take_typed(self, box: DateBox, text: str) -> bool:
        """Follow what is typed across the boxes; True when the character is dealt with."""
        self._steps.forget()
        stands_alone = box.will_be_empty()
        if not self._run:
            self._run_box, self._run_start = box, self._steps.texts()
        if not self._run and not stands_alone:
            self._run = box.text() if box.cursorPosition() == len(box.text()) else _ANYTHING
        self._run += text
        if self._spread(self._run_box, self._run, self._run_start):
            return True
        if text not in _SEPARATORS:
            return False
        if stands_alone:
            return True
        if box is self._boxes[-1]:
            return False
        self._boxes[self._boxes.index(box) + 1].enter()
        return True

    def _take_calendar(self, date: QDate) -> None:
        before = self._steps.texts()
        self._spread(self._boxes[0], date.toString("dd/MM/yyyy"))
        changed = [box for box, text in zip(self._boxes, before, strict=True) if box.text() != text]
        (*changed, self._boxes[-1])[0].enter()  # where it can be taken back

    def _spread(self, box: DateBox, text: str, since: DateTexts | None = None) -> bool:
        texts = spread(text, partial=self._partial)
        if texts is None:
            return False
        if not texts.day and box is not self._boxes[0]:
            texts = texts._replace(day=self._boxes[0].text())
        self._steps.change(texts, since)
        self._refresh()
        return True

    def _edited(self, box: DateBox, text: str) -> None:
        # the menu's Paste comes this way, and so does what is taken back
        self._steps.follow(box)
        is_taken_back = box.isRedoAvailable()
        if not is_taken_back and spread(text, partial=self._partial) is not None:
            self._steps.take_back(box)
            self._spread(box, text)
        else:
            self._refresh()

    def _refresh(self) -> None:
        value = read_boxes(self._texts(), partial=self._partial)
        if value != self._value:
            self._value = value
            self.value_changed.emit()

    def _end_run(self) -> None:
        self._run = ""
