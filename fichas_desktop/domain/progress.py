"""How far long work is: what it reports at every annex and page, and how it is told to stop."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct


class Stage(StrEnum):
    """What long work is at."""

    ANNEX = "annex"
    PAGE = "page"
    CHECK = "check"
    FILE = "file"


class Step(Struct, frozen=True):
    """A place in long work.

    Attributes:
        stage: What it is at.
        number: Of the annex, page or file, from 1; 0 where nothing is counted.
        total: How many there are; 0 where that is not known yet.
        name: Of the annex or file; never leaves the screen.
    """

    stage: Stage
    number: int = 0
    total: int = 0
    name: str = ""


Report = Callable[[Step], None]
"""Called again and again while work goes on, in the thread that does it.

What it raises ends the work, which then leaves everything as it was: ``RefusedError("cancelled")``
where a person no longer wants it.
"""


def unheard(_step: Step) -> None:
    """Let work go on that nobody watches."""
