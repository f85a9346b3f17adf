"""What a paste cannot keep, and the looks of text that have no place in rich text."""

from __future__ import annotations

import re
from enum import StrEnum


class DroppedKind(StrEnum):
    """What a paste could not keep as it was."""

    IMAGE = "image"
    TABLE = "table"
    EMBEDDED = "embedded"
    COMMENT = "comment"
    LINK = "link"
    LIST_LEVEL = "list_level"
    COLOUR = "colour"
    UNDERLINE = "underline"
    STRIKE = "strike"
    SCRIPT = "script"
    FILE = "file"
    SYMBOL = "symbol"


Looks = frozenset[DroppedKind]

_TAGS: dict[str, DroppedKind] = {
    "u": DroppedKind.UNDERLINE,
    "s": DroppedKind.STRIKE,
    "strike": DroppedKind.STRIKE,
    "sub": DroppedKind.SCRIPT,
    "sup": DroppedKind.SCRIPT,
}
_GREY = 24  # of 255, by which the parts of a grey may differ
_DECORATION = re.compile(r"(?<![-\w])text-decoration(?:-line)?\s*:([^;]*)")
_SCRIPT = re.compile(r"(?<![-\w])vertical-align\s*:\s*(?:sub|super)\b")
_COLOUR = re.compile(r"(?<![-\w])(?:color|background|background-color)\s*:\s*([^;!]+)")
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+(\d*\.?\d+))?")
_NAMED = re.compile(
    r"red|maroon|orange|yellow|olive|lime|green|teal|aqua|cyan|blue|navy|purple|fuchsia|magenta|pink|brown"
)
NONE: Looks = frozenset()


def looks_of_tag(tag: str, attributes: dict[str, str]) -> Looks:
    """Return the looks that an element has by its name."""
    if tag == "font" and _is_colour(attributes.get("color", "").lower()):
        return frozenset((DroppedKind.COLOUR,))
    return frozenset((_TAGS[tag],)) if tag in _TAGS else NONE


def looks_of_style(style: str) -> Looks:
    """Return the looks that a ``style`` attribute in lower case gives."""
    looks = set()
    if any(_is_colour(found[1]) for found in _COLOUR.finditer(style)):
        looks.add(DroppedKind.COLOUR)
    decorations = " ".join(found[1] for found in _DECORATION.finditer(style))
    if "underline" in decorations:
        looks.add(DroppedKind.UNDERLINE)
    if "line-through" in decorations:
        looks.add(DroppedKind.STRIKE)
    if _SCRIPT.search(style):
        looks.add(DroppedKind.SCRIPT)
    return frozenset(looks)


def _is_colour(value: str) -> bool:
    """Tell colours from black, white and greys, which pages and programs set without meaning anything."""
    if (hexa := _HEX.search(value)) is not None:
        size = len(hexa[1]) // 3
        parts = [int(hexa[1][place : place + size] * (3 - size), 16) for place in range(0, 3 * size, size)]
        return max(parts) - min(parts) > _GREY
    if (rgb := _RGB.search(value)) is not None:
        parts = [int(part) for part in rgb.groups()[:3]]
        is_seen = rgb[4] is None or float(rgb[4]) > 0
        return is_seen and max(parts) - min(parts) > _GREY
    return _NAMED.search(value) is not None
