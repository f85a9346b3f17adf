"""What services need from the machine, handed in by constructor: clock, ids, data folder."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path

from fichas_desktop.domain.partial_date import BOGOTA, PartialDate
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import EnvironmentFailedError

Clock = Callable[[], dt.datetime]
"""Returns the present time, aware, in whole seconds."""

NewId = Callable[[], DraftId]
"""Returns an id that no draft has."""


def system_clock() -> dt.datetime:
    """Return the present time in Colombia, whatever zone the computer is set to."""
    return dt.datetime.now(BOGOTA).replace(microsecond=0)


def random_id() -> DraftId:
    """Return a random UUID."""
    return DraftId(str(uuid.uuid4()))


def today(clock: Clock) -> PartialDate:
    """Return the clock's day."""
    return PartialDate.from_date(clock().date())


def default_data_folder() -> Path:
    """Return the platform's folder for this user's data.

    Raises:
        EnvironmentFailedError: ``no_home`` where this user has no folder at all.
    """
    from platformdirs import user_data_path  # noqa: PLC0415 - only needed without --datos

    folder = user_data_path("fichas-desktop", appauthor=False)
    if not folder.is_absolute():
        raise EnvironmentFailedError("no_home")
    return folder
