"""Look of the PDF: paper, colours and text styles, in points."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from fichas_desktop.domain.definition import Paper

MARGIN_X = 62.0
MARGIN_BOTTOM = 52.0


class Sheet(Struct, frozen=True):
    """Size of a page."""

    width: float
    height: float

    @property
    def text_width(self) -> float:
        """Width between the margins."""
        return self.width - 2 * MARGIN_X


SHEETS: Mapping[Paper, Sheet] = {
    Paper.LETTER: Sheet(612.0, 792.0),
    Paper.A4: Sheet(595.276, 841.89),
}

Color = tuple[float, float, float]

INK: Color = (0.10, 0.11, 0.13)
QUIET: Color = (0.36, 0.38, 0.41)
"""Guidance and small print: 6.6 to 1 on white (WCAG 2.2 asks for 4.5)."""
ACCENT: Color = (0.11, 0.23, 0.40)
"""Titles and labels: what the form says is blue or grey, what a person wrote is black."""
LINK: Color = (0.02, 0.29, 0.58)
"""Addresses that can be followed: 8.4 to 1 on white."""
HAIRLINE: Color = (0.62, 0.65, 0.69)
FRAME: Color = (0.30, 0.32, 0.35)
TINT: Color = (0.945, 0.953, 0.965)
WATERMARK: Color = (0.95, 0.91, 0.91)
ALARM: Color = (0.72, 0.07, 0.11)


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
CAPTION = TextStyle(9, 12, color=QUIET, before=4, after=12)
TABLE_HEAD = TextStyle(8.5, 11, bold=True, color=ACCENT)
TABLE_NAME = TextStyle(9.5, 12.5, bold=True)
TABLE_TEXT = TextStyle(9.5, 12.5)
TABLE_NOTICE = TextStyle(8.5, 11, italic=True, color=ALARM, before=2)
TABLE_REMARK = TextStyle(8.5, 11, color=QUIET, before=2)
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
