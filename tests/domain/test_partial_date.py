from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from fichas_desktop.domain.partial_date import PartialDate
from tests.builders import PROPERTY, partial_dates


@PROPERTY
@given(partial_dates())
def test_a_date_comes_back_from_its_iso_text(date: PartialDate) -> None:
    assert PartialDate.from_iso(date.iso()) == date


@PROPERTY
@given(partial_dates(), partial_dates())
def test_of_two_dates_at_most_one_is_after_the_other(one: PartialDate, other: PartialDate) -> None:
    assert not (one.is_after(other) and other.is_after(one))
    assert not one.is_after(one)


@PROPERTY
@given(partial_dates(), partial_dates())
def test_dates_are_compared_at_the_coarser_precision(one: PartialDate, other: PartialDate) -> None:
    shared = min(len(one.iso()), len(other.iso()))
    assert one.is_after(other) == (one.iso()[:shared] > other.iso()[:shared])


@pytest.mark.parametrize(
    ("one", "other", "after"),
    [
        ("2024", "2024-09-20", False),
        ("2024-09", "2024-09-01", False),
        ("2024-09-21", "2024-09-20", True),
        ("2025", "2024-12-31", True),
        ("2024-10", "2024-09-30", True),
        ("2024-09-20", "2024", False),
        ("2023-12-31", "2024", False),
    ],
)
def test_a_year_alone_is_not_after_a_day_in_it(one: str, other: str, after: bool) -> None:
    assert PartialDate.from_iso(one).is_after(PartialDate.from_iso(other)) is after


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023-02-29",
        "2024-02-30",
        "2024-04-31",
        "2024-13",
        "2024-00",
        "2024-01-00",
        "1899",
        "2200",
        "24",
        "2024-1",
        "2024-1-5",
        "20240105",
        "05/01/2024",
        "2024-01-05\n",
        "2024-01-05T00:00",
        "٢٠٢٤",
        "-2024",
    ],
)
def test_what_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.from_iso(text)


def test_a_day_without_a_month_is_refused() -> None:
    with pytest.raises(ValueError, match="month"):
        PartialDate(2024, None, 5)


def test_only_a_date_with_a_day_is_full() -> None:
    assert PartialDate(2024, 2, 29).is_full
    assert not PartialDate(2024, 2).is_full
    assert not PartialDate(2024).is_full


def test_a_calendar_day_becomes_a_full_date() -> None:
    assert PartialDate.from_date(dt.date(2024, 2, 29)) == PartialDate(2024, 2, 29)
