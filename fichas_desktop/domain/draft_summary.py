"""What a list of drafts says of each one."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from fichas_desktop.domain.values import DraftId


class DraftState(Struct, frozen=True):
    """How near a draft is to being handed in.

    Attributes:
        missing: Required answers still missing.
        to_correct: Other problems that block the final export.
        delivered: Number of the entrega that holds just these answers, or 0.
        readable: False when the stored draft cannot be read.
    """

    missing: int = 0
    to_correct: int = 0
    delivered: int = 0
    readable: bool = True


class DraftSummary(Struct, frozen=True):
    """A draft in the list; ``title`` and ``subtitle`` are empty while unanswered."""

    id: DraftId
    title: str
    subtitle: str
    answered: int
    total: int
    state: DraftState
    modified: dt.datetime | None
