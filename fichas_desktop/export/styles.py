"""Look of the PDF: paper, colours and text styles, in points."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

PAGE_WIDTH = 612.0
PAGE_HEIGHT = 792.0
MARGIN_X = 62.0
MARGIN_BOTTOM = 52.0
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN_X

Color = tuple[float, float, float]

INK: Color = (0.10, 0.11, 0.13)
QUIET: Color = (0.36, 0.38, 0.41)
"""Guidance and small print: 6.6 to 1 on white (WCAG 2.2 asks for 4.5)."""
ACCENT: Color = (0.11, 0.23, 0.40)
"""Titles and labels: what the form says is blue or grey, what a person wrote is black."""
HAIRLINE: Color = (0.62, 0.65, 0.69)
FRAME: Color = (0.30, 0.32, 0.35)
TINT: Color = (0.945, 0.953, 0.965)
WATERMARK: Color = (0.95, 0.91, 0.91)
ALARM: Color = (0.72, 0.07, 0.11)


class Role(StrEnum):
    """What an element is to a reader who does not see it: the structure types of ISO 32000-1, 14.8.4."""

    TITLE = "H1"
    SECTION = "H2"
    LABEL = "H3"
    QUOTATION = "BlockQuote"
    NOTE = "Note"
    PARAGRAPH = "P"
    LIST_ITEM = "LI"
    TABLE = "Table"
    FIGURE = "Figure"
    CAPTION = "Caption"
    ARTIFACT = "Artifact"


class TextStyle(Struct, frozen=True):
    """How a text is set.

    Attributes:
        before: Space above, of which the larger of two neighbours counts; none at the head of a page.
        after: Space below.
        indent: Distance from the left margin.
    """

    size: float
    leading: float
    bold: bool = False
    italic: bool = False
    color: Color = INK
    before: float = 0
    after: float = 0
    indent: float = 0
    centered: bool = False


TITLE = TextStyle(15, 19, bold=True, color=ACCENT, before=2, after=10, centered=True)
QUOTATION = TextStyle(10, 13.5, italic=True, after=8, indent=14)
NOTE = TextStyle(9, 12, color=QUIET, after=8)
FOOTNOTE = TextStyle(8, 10, color=QUIET)
SECTION = TextStyle(12, 15.5, bold=True, color=ACCENT, before=18, after=3)
LABEL = TextStyle(10.5, 14, bold=True, color=ACCENT, before=10, after=1.5)
GUIDANCE = TextStyle(8.5, 11, color=QUIET, after=3)
PARAGRAPH = TextStyle(10.5, 14, before=2, after=5)
HEADING = TextStyle(10.5, 14, bold=True, before=7, after=3)
SUBHEADING = TextStyle(10.5, 14, bold=True, italic=True, before=5, after=2)
LIST_ITEM = TextStyle(10.5, 14, after=3)
UNANSWERED = TextStyle(10.5, 14, color=QUIET, after=5)
NOTICE = TextStyle(9, 12, italic=True, color=ALARM, after=5)
CAPTION = TextStyle(9, 12, color=QUIET, before=4, after=12)
CLOSING = TextStyle(8, 10.5, color=QUIET, before=14)
HEADER_NAME = TextStyle(7.5, 9, bold=True, color=QUIET, centered=True)
HEADER_VALUE = TextStyle(8, 9.5, centered=True)
DRAFT = TextStyle(9, 11, bold=True, color=ALARM, centered=True)

AFTER_LIST = 6.0
"""Space between a list and the paragraph after it."""
LIST_STEP = 17.0
"""Distance from a list's markers to its text, and from one level to the next."""
LIST_START = 4.0
"""Indent of the markers of the first level."""
