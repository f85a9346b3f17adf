"""Calendar dates that may lack the day, or the day and the month (ISO 8601 reduced precision)."""

from __future__ import annotations

import datetime as dt
import re

from msgspec import Struct

BOGOTA = dt.timezone(dt.timedelta(hours=-5))
"""Colombia's time, all year round."""

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
FIRST_YEAR = 1900
LAST_YEAR = 2199


class PartialDate(Struct, frozen=True, forbid_unknown_fields=True):
    """A year, a month of a year, or a day.

    Attributes:
        year: 1900 to 2199, so that a slipped digit is noticed.
        month: 1 to 12, or None when only the year is known.
        day: 1 to 31, or None; never given without the month.

    Raises:
        ValueError: The date does not exist or is out of range.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse dates that no calendar has."""
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError("year out of range")
        if self.month is None:
            if self.day is not None:
                raise ValueError("a day needs its month")
            return
        dt.date(self.year, self.month, self.day if self.day is not None else 1)

    @classmethod
    def from_iso(cls, text: str) -> PartialDate:
        """Read ``"2019"``, ``"2019-05"`` or ``"2019-05-01"``; ValueError for anything else."""
        match = _ISO.fullmatch(text)
        if match is None:
            raise ValueError("not an ISO 8601 date")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None  # noqa: S101 - the pattern always captures the year
        return cls(year, month, day)

    @classmethod
    def from_date(cls, date: dt.date) -> PartialDate:
        """Return the full date of a ``datetime.date``."""
        return cls(date.year, date.month, date.day)

    @property
    def is_full(self) -> bool:
        """True when year, month and day are all known."""
        return self.day is not None

    def iso(self) -> str:
        """Return the date in ISO 8601, as precise as it is known."""
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text

    def is_after(self, other: PartialDate) -> bool:
        """Tell whether this date lies after ``other``, compared at the coarser precision of the two.

        ``2024`` is not after ``2024-09-20``: they share the year, and nothing more is known.
        """
        mine = tuple(part for part in (self.year, self.month, self.day) if part is not None)
        theirs = tuple(part for part in (other.year, other.month, other.day) if part is not None)
        shared = min(len(mine), len(theirs))
        return mine[:shared] > theirs[:shared]


class UnfinishedDate(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in the three date boxes while it is no date yet, kept to the letter in the draft."""

    day: str = ""
    month: str = ""
    year: str = ""
