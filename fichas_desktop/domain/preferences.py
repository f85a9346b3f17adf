"""How a person wants the window."""

from __future__ import annotations

from msgspec import Struct


class Preferences(Struct, frozen=True):
    """What the window remembers from one time to the next; every value has a default.

    A further one is a further field here: an older file, which lacks it, gives its default.

    Attributes:
        spelling: Underline words that look misspelled.
        advice: Show advice on plain writing below the texts.
    """

    spelling: bool = True
    advice: bool = True
