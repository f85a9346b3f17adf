"""Reads whole dates out of what is typed or pasted into one of the date boxes."""

from __future__ import annotations

import re
from typing import NamedTuple

from fichas_desktop.domain.partial_date import FIRST_YEAR, LAST_YEAR, PartialDate, UnfinishedDate

_WHOLE = (
    r"(?P<day>[0-9]{1,2})[/.\- ](?P<month>[0-9]{1,2})[/.\- ](?P<year>[0-9]{4})",
    r"(?P<year>[0-9]{4})[/.\-](?P<month>[0-9]{1,2})[/.\-](?P<day>[0-9]{1,2})",
)
_MONTH_OF_YEAR = (
    r"(?P<month>[0-9]{1,2})[/.\-](?P<year>[0-9]{4})",
    r"(?P<year>[0-9]{4})[/.\-](?P<month>[0-9]{2})",
)


class DateTexts(NamedTuple):
    """What stands in the three boxes."""

    day: str
    month: str
    year: str


def spread(text: str, *, partial: bool) -> DateTexts | None:
    """Return the three boxes' texts for a date written as one, or None when it is none.

    Args:
        text: For example ``20/09/2024``, ``2024-09-20``; with ``partial`` also ``09/2024``, ``2024-09``.
        partial: True where the day may be missing.
    """
    text = text.strip()
    for pattern in _WHOLE + (_MONTH_OF_YEAR if partial else ()):
        match = re.fullmatch(pattern, text)
        if match is None:
            continue
        parts = match.groupdict()
        day = parts.get("day")
        if _plausible(int(day or 1), int(parts["month"]), int(parts["year"])):
            return DateTexts(day.zfill(2) if day else "", parts["month"].zfill(2), parts["year"])
    return None


def _plausible(day: int, month: int, year: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR


def read_boxes(texts: DateTexts, *, partial: bool) -> PartialDate | UnfinishedDate | None:
    """Return the date in the boxes, None when all are empty, else the texts to the letter."""
    if not any(text.strip() for text in texts):
        return None
    unfinished = UnfinishedDate(*texts)
    day, month, year = (text.strip() for text in texts)
    if not re.fullmatch("[0-9]{4}", year):
        return unfinished
    if any(part and not re.fullmatch("[0-9]{1,2}", part) for part in (day, month)):
        return unfinished
    if not partial and not (day and month):
        return unfinished
    try:
        return PartialDate(int(year), int(month) if month else None, int(day) if day else None)
    except ValueError:
        return unfinished
