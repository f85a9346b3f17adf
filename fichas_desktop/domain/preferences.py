"""How a person wants the window."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

SMALLEST_TEXT, LARGEST_TEXT, TEXT_STEP = 80, 160, 10
"""Percent of the system's text size."""


class ColourChoice(StrEnum):
    """Which colours the window has."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ListOrder(StrEnum):
    """How the list of drafts is sorted."""

    CHANGED = "changed"
    TITLE = "title"


class WindowPlace(Struct, frozen=True):
    """Where the window was, in pixels, when it last was not maximized."""

    x: int
    y: int
    width: int
    height: int
    maximized: bool = False


class Preferences(Struct, frozen=True):
    """What the window remembers from one time to the next; every value has a default.

    A further one is a further field here: an older file, which lacks it, gives its default.

    Attributes:
        spelling: Underline words that look misspelled.
        advice: Show advice on plain writing below the texts.
        colours: Light, dark, or as the system has it.
        text_size: Percent of the system's, 80 to 160.
        window: Where the window was; None before it was closed for the first time.
        folded: Fields whose long guidance is folded, as ``<form code>/<field key>``.
        list_order: Of the list of drafts.
        export_folder: Where the last pair went; empty for the documents of the person.
        copy_folder: Where the last copy went.
        import_folder: Where the last files came from.
        annex_folder: Where the last annex was chosen.
    """

    spelling: bool = True
    advice: bool = True
    colours: ColourChoice = ColourChoice.SYSTEM
    text_size: int = 100
    window: WindowPlace | None = None
    folded: tuple[str, ...] = ()
    list_order: ListOrder = ListOrder.CHANGED
    export_folder: str = ""
    copy_folder: str = ""
    import_folder: str = ""
    annex_folder: str = ""
