"""Who holds a draft's lock."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct


class LockOwner(Struct, frozen=True, forbid_unknown_fields=True):
    """Who is writing a draft.

    Attributes:
        computer: Name of the computer.
        process: Number of the process there.
        since: Since when, UTC.
    """

    computer: str
    process: int
    since: dt.datetime
