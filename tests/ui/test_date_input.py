"""The three boxes of a date, by keys, clipboard and calendar."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.definition import FieldType
from fichas_desktop.domain.partial_date import PartialDate, UnfinishedDate
from fichas_desktop.services.runtime import system_clock, today
from fichas_desktop.ui.inputs.calendar_popup import CalendarPopup
from fichas_desktop.ui.inputs.date_box import DateBox
from fichas_desktop.ui.inputs.date_input import DateInput
from fichas_desktop.ui.inputs.date_words import spread
from tests.builders import synthetic_form
from tests.ui.field_widgets import child, emissions, field_of, show
from tests.ui.keys import type_text

PARTS = ("day", "month", "year")
DAY = PartialDate(2024, 9, 20)


def date_of(qtbot: QtBot, kind: FieldType) -> DateInput:
    widget = DateInput(synthetic_form(), field_of(kind))
    show(qtbot, widget)
    widget.focus_first()
    return widget


@pytest.fixture
def full(qtbot: QtBot) -> DateInput:
    return date_of(qtbot, FieldType.DATE)


@pytest.fixture
def partial(qtbot: QtBot) -> DateInput:
    return date_of(qtbot, FieldType.PARTIAL_DATE)


def box(widget: DateInput, part: str) -> DateBox:
    return child(widget, DateBox, f"{widget.field_key}.{part}")


def texts(widget: DateInput) -> tuple[str, ...]:
    return tuple(box(widget, part).text() for part in PARTS)


def type_on(text: str) -> None:
    """Type wherever the keyboard is, one character after the other."""
    for character in text:
        focused = QApplication.focusWidget()
        assert focused is not None
        type_text(focused, character)


def paste(qtbot: QtBot, widget: DateInput, part: str, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    box(widget, part).setFocus()
    qtbot.keyClick(box(widget, part), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_the_boxes_are_headed_as_on_paper(full: DateInput) -> None:
    assert [label.text() for label in full.findChildren(QLabel)] == ["día", "mes", "año"]
    assert box(full, "day").accessibleName() == "Día del registro: día"


def test_two_digits_lead_on_to_the_next_box(full: DateInput) -> None:
    type_on("20092024")
    assert full.value() == DAY
    assert box(full, "year").hasFocus()


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("text", ["20/09/2024", "2024-09-20", "20/9/2024", "20-09-2024", "20.9.2024"])
def test_a_whole_date_typed_into_any_box_spreads(full: DateInput, part: str, text: str) -> None:
    box(full, part).setFocus()
    type_on(text)
    assert full.value() == DAY
    assert texts(full) == ("20", "09", "2024")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("text", ["20/09/2024", "2024-09-20", " 20/9/2024\n"])
def test_a_whole_date_pasted_into_any_box_spreads(
    qtbot: QtBot, full: DateInput, part: str, text: str
) -> None:
    full.set_value(PartialDate(2001, 1, 1))
    with emissions(full) as seen:
        paste(qtbot, full, part, text)
    assert seen == [DAY]
    assert texts(full) == ("20", "09", "2024")


def test_typing_over_a_marked_date_replaces_it(full: DateInput) -> None:
    full.set_value(PartialDate(2001, 1, 1))
    box(full, "day").selectAll()
    type_on("20/09/")
    box(full, "year").selectAll()
    type_on("2024")
    assert full.value() == DAY


def test_a_date_that_is_there_already_is_replaced_by_typing_at_once(full: DateInput) -> None:
    full.set_value(PartialDate(2001, 1, 1))
    full.focus_first()
    type_on("20/09/2024")
    assert texts(full) == ("20", "09", "2024")


def test_a_digit_put_before_the_rest_is_not_lost(qtbot: QtBot, full: DateInput) -> None:
    type_on("1")
    qtbot.keyClick(box(full, "day"), Qt.Key.Key_Home)
    type_on("2/09/2024")
    assert texts(full)[0] == "21"


def test_a_separator_goes_on_and_leaves_no_trace(partial: DateInput) -> None:
    type_on("1/9/2024")
    assert partial.value() == PartialDate(2024, 9, 1)


def test_month_and_year_typed_into_their_boxes_leave_the_day_alone(partial: DateInput) -> None:
    type_on("1")
    box(partial, "month").setFocus(Qt.FocusReason.TabFocusReason)
    type_on("9/2024")
    assert partial.value() == PartialDate(2024, 9, 1)


def test_month_and_year_typed_as_one(partial: DateInput) -> None:
    type_on("09/2024")
    assert partial.value() == PartialDate(2024, 9)
    assert texts(partial) == ("", "09", "2024")


@pytest.mark.parametrize(
    ("boxes", "value"),
    [
        (("", "", "2019"), PartialDate(2019)),
        (("", "5", "2019"), PartialDate(2019, 5)),
        (("1", "5", "2019"), PartialDate(2019, 5, 1)),
        (("1", "", "2019"), UnfinishedDate("1", "", "2019")),
        (("31", "2", "2019"), UnfinishedDate("31", "2", "2019")),
        (("", "", "19"), UnfinishedDate("", "", "19")),
        (("", "", "1899"), UnfinishedDate("", "", "1899")),
        (("", "mayo", "2019"), UnfinishedDate("", "mayo", "2019")),
        (("", "", "٢٠١٩"), UnfinishedDate("", "", "٢٠١٩")),
    ],
)
def test_boxes_make_a_partial_date_or_are_kept_to_the_letter(
    partial: DateInput, boxes: tuple[str, str, str], value: PartialDate | UnfinishedDate
) -> None:
    for part, text in zip(PARTS, boxes, strict=True):
        target = box(partial, part)
        target.setFocus(Qt.FocusReason.TabFocusReason)
        type_text(target, text)
    assert partial.value() == value
    assert texts(partial) == boxes


@pytest.mark.parametrize("boxes", [("", "", "2019"), ("", "5", "2019"), ("5", "", "2019"), ("5", "5", "")])
def test_a_full_date_needs_all_three(full: DateInput, boxes: tuple[str, str, str]) -> None:
    for part, text in zip(PARTS, boxes, strict=True):
        box(full, part).setFocus(Qt.FocusReason.TabFocusReason)
        type_text(box(full, part), text)
    assert full.value() == UnfinishedDate(*boxes)


def test_emptied_boxes_are_no_answer(qtbot: QtBot, full: DateInput) -> None:
    full.set_value(DAY)
    for part in PARTS:
        box(full, part).setFocus()
        box(full, part).selectAll()
        qtbot.keyClick(box(full, part), Qt.Key.Key_Delete)
    assert full.value() is None


def test_backspace_in_an_empty_box_goes_back(qtbot: QtBot, full: DateInput) -> None:
    type_on("20")
    assert box(full, "month").hasFocus()
    qtbot.keyClick(box(full, "month"), Qt.Key.Key_Backspace)
    assert box(full, "day").hasFocus()
    assert texts(full)[0] == "20"


def test_nothing_pasted_is_cut(qtbot: QtBot, full: DateInput) -> None:
    paste(qtbot, full, "day", "el veinte de septiembre")
    assert texts(full)[0] == "el veinte de septiembre"
    assert full.value() == UnfinishedDate("el veinte de septiembre")


def test_a_partial_date_says_that_it_is_enough(partial: DateInput, full: DateInput) -> None:
    assert partial.advice
    assert full.advice == ""


def test_the_calendar_speaks_spanish_and_fills_the_boxes(qtbot: QtBot, full: DateInput) -> None:
    full.set_value(DAY)
    button = child(full, QPushButton, f"{full.field_key}.calendar")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    (popup,) = full.findChildren(CalendarPopup)
    assert popup.isVisible()
    assert popup.calendar.selectedDate() == QDate(2024, 9, 20)
    assert popup.calendar.locale().monthName(popup.calendar.monthShown()) == "septiembre"
    days = child(popup, QTableView, "qt_calendar_calendarview")
    assert days.hasFocus()
    with emissions(full) as seen:
        qtbot.keyClick(days, Qt.Key.Key_Right)
        qtbot.keyClick(days, Qt.Key.Key_Return)
    assert seen == [PartialDate(2024, 9, 21)]
    assert not popup.isVisible()


def test_escape_closes_the_calendar_and_changes_nothing(qtbot: QtBot, full: DateInput) -> None:
    full.set_value(DAY)
    full.open_calendar()
    (popup,) = full.findChildren(CalendarPopup)
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert full.value() == DAY


@pytest.mark.parametrize(
    "text", ["", "20", "2024", "31/13/2024", "32/12/2024", "01/02/24", "20/1950", "a/b/c"]
)
def test_what_is_no_whole_date_is_not_spread(text: str) -> None:
    assert spread(text, partial=True) is None


def test_months_of_a_year_are_for_partial_dates_only() -> None:
    assert spread("09/2024", partial=True) == ("", "09", "2024")
    assert spread("2024-09", partial=True) == ("", "09", "2024")
    assert spread("09/2024", partial=False) is None


def undo(qtbot: QtBot, widget: DateInput, part: str) -> None:
    qtbot.keyClick(box(widget, part), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def redo(qtbot: QtBot, widget: DateInput, part: str) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(box(widget, part), Qt.Key.Key_Z, both)


@pytest.mark.parametrize("part", PARTS)
def test_one_undo_takes_a_pasted_date_back_whole(qtbot: QtBot, full: DateInput, part: str) -> None:
    full.set_value(PartialDate(2001, 9, 3))
    paste(qtbot, full, part, "20/09/2024")
    with emissions(full) as seen:
        box(full, "year").setFocus()
        undo(qtbot, full, "year")
        assert texts(full) == ("03", "09", "2001")
        redo(qtbot, full, "year")
        assert texts(full) == ("20", "09", "2024")
        undo(qtbot, full, "day")
    assert seen == [PartialDate(2001, 9, 3), DAY, PartialDate(2001, 9, 3)]


def test_the_menu_takes_a_pasted_date_back_whole(full: DateInput) -> None:
    full.set_value(PartialDate(2001, 1, 3))
    QGuiApplication.clipboard().setText("20/09/2024")
    day = box(full, "day")
    day.setFocus()
    day.selectAll()
    day.paste()
    assert texts(full) == ("20", "09", "2024")
    day.undo()
    assert texts(full) == ("03", "01", "2001")


def test_a_date_chosen_in_the_calendar_can_be_taken_back(qtbot: QtBot, full: DateInput) -> None:
    full.set_value(DAY)
    full.open_calendar()
    days = child(full, QTableView, "qt_calendar_calendarview")
    qtbot.keyClick(days, Qt.Key.Key_PageUp)
    qtbot.keyClick(days, Qt.Key.Key_Return)
    assert full.value() == PartialDate(2024, 8, 20)
    assert box(full, "month").hasFocus(), "the first box that changed: else Ctrl+Z would reach no step"
    undo(qtbot, full, "month")
    assert full.value() == DAY


@pytest.mark.parametrize("typed", ["20/09/2024", "20-9-2024"])
@pytest.mark.parametrize("part", PARTS)
def test_a_whole_date_that_was_typed_is_taken_back_whole(
    qtbot: QtBot, full: DateInput, typed: str, part: str
) -> None:
    full.set_value(PartialDate(2001, 1, 3))
    box(full, "day").setFocus()
    box(full, "day").selectAll()
    type_on(typed)
    assert full.value() == DAY
    box(full, part).setFocus()
    undo(qtbot, full, part)
    assert full.value() == PartialDate(2001, 1, 3)


def test_what_was_typed_after_a_paste_is_taken_back_alone(qtbot: QtBot, full: DateInput) -> None:
    full.set_value(PartialDate(2001, 1, 3))
    paste(qtbot, full, "day", "20/09/2024")
    box(full, "month").setFocus()
    box(full, "month").selectAll()
    type_on("01")
    assert full.value() == PartialDate(2024, 1, 20)
    box(full, "month").setFocus()
    undo(qtbot, full, "month")
    assert full.value() == DAY


def test_what_the_program_shows_cannot_be_taken_back(qtbot: QtBot, full: DateInput) -> None:
    paste(qtbot, full, "day", "03/01/2001")
    full.set_value(DAY)
    for part in PARTS:
        undo(qtbot, full, part)
    assert full.value() == DAY


@pytest.mark.parametrize(
    ("boxes", "shown"), [(("20", "hoy", "2019"), "2019-01"), (("x", "5", "2019"), "2019-05")]
)
def test_the_calendar_opens_at_what_is_written(
    full: DateInput, boxes: tuple[str, str, str], shown: str
) -> None:
    full.set_value(UnfinishedDate(*boxes))
    full.open_calendar()
    (popup,) = full.findChildren(CalendarPopup)
    assert f"{popup.calendar.yearShown()}-{popup.calendar.monthShown():02}" == shown


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_the_calendar_opens_on_the_day_of_colombia(
    full: DateInput, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    # at every moment one of the two zones has another day than Bogotá
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        full.open_calendar()
    finally:
        monkeypatch.undo()
        time.tzset()
    (popup,) = full.findChildren(CalendarPopup)
    assert popup.calendar.selectedDate().toString("yyyy-MM-dd") == today(system_clock).iso()
