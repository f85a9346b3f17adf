"""Fonts of the PDF: one family, and fallbacks that are loaded only when a character needs them.

Every character is drawn by a font that has it, so that it can be copied and searched. A character
that no font has becomes visible as ``[U+4E2D]`` and is reported, never a silent empty box.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from fichas_desktop.assets import asset_path

REGULAR = "Fichas-Regular"
BOLD = "Fichas-Bold"
ITALIC = "Fichas-Italic"
BOLD_ITALIC = "Fichas-BoldItalic"
FALLBACKS = ("Fichas-Symbols", "Fichas-Math", "Fichas-Emoji")

_FILES: Mapping[str, tuple[str, str]] = {
    REGULAR: ("source-sans-3", "SourceSans3_400Regular.ttf"),
    BOLD: ("source-sans-3", "SourceSans3_700Bold.ttf"),
    ITALIC: ("source-sans-3", "SourceSans3_400Regular_Italic.ttf"),
    BOLD_ITALIC: ("source-sans-3", "SourceSans3_700Bold_Italic.ttf"),
    "Fichas-Symbols": ("noto-sans-symbols-2", "NotoSansSymbols2_400Regular.ttf"),
    "Fichas-Math": ("noto-sans-math", "NotoSansMath_400Regular.ttf"),
    "Fichas-Emoji": ("noto-emoji", "NotoEmoji_400Regular.ttf"),
}
_RIGHT_TO_LEFT = frozenset(("R", "AL", "AN"))
"""Bidirectional classes that our lines, which run to the right and join no letters, would draw wrong."""
_CMAP_BLOCK = 100
"""Most entries that a ``beginbfchar`` block may have (Adobe Technical Note 5014)."""


class Face(Struct, frozen=True, eq=False):
    """A registered font.

    Attributes:
        name: Name under which ReportLab knows it.
        widths: Advance of each character in thousandths of the size; a line break has none.
        ascent: Height above the base line in thousandths of the size.
    """

    name: str
    widths: Mapping[str, float]
    ascent: float


class Piece(NamedTuple):
    """A stretch of text in one font."""

    face: Face
    text: str


class EmbeddedFont(TTFont):
    """A TrueType font whose text can be read back whole.

    ReportLab's own character map writes code points above U+FFFF as no reader understands them, and
    maps unused codes to U+0000; ours replaces it in the finished objects.
    """

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 - ReportLab's name
        """Add the font's objects to a document, with a right ToUnicode map for each subset."""
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX
            doc.idToObject["toUnicodeCMap:" + name.decode("ascii")].content = to_unicode_cmap(subset)


def to_unicode_cmap(subset: Sequence[int]) -> str:
    """Return the map from the codes of a subset to Unicode (ISO 32000-1, 9.10.3).

    Args:
        subset: Code point of each code from 0 to 255; 0 where a code is unused.
    """
    entries = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>"
        for code, point in enumerate(subset)
        if point
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(entries), _CMAP_BLOCK):
        block = entries[start : start + _CMAP_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


@cache
def load_face(name: str) -> Face:
    """Register a font with ReportLab, once per process, and return what layout needs of it."""
    font = EmbeddedFont(name, str(asset_path("resources", "fonts", *_FILES[name])))
    if name in FALLBACKS:
        # readers sort text into lines by these: a symbol must not fall out of the line it stands in
        family = pdfmetrics.getFont(load_face(REGULAR).name).face
        font.face.ascent, font.face.descent = family.ascent, family.descent
    pdfmetrics.registerFont(font)
    glyphs = font.face.charToGlyph
    widths = {chr(code): width for code, width in font.face.charWidths.items() if glyphs.get(code)}
    widths["\n"] = 0.0
    return Face(name, widths, font.face.ascent)


class FontBook:
    """Chooses a font for every character of one document, and remembers what no font has."""

    def __init__(self) -> None:
        self._choices: dict[str, tuple[Face | None, str]] = {}
        self._replaced: dict[str, None] = {}

    @property
    def replaced(self) -> tuple[str, ...]:
        """Characters that were printed as ``[U+4E2D]``, in the order of their first appearance."""
        return tuple(self._replaced)

    def pieces(self, text: str, *, bold: bool = False, italic: bool = False) -> list[Piece]:
        """Cut a text into stretches of one font; together they have all its characters."""
        base = load_face(_STYLES[bold, italic])
        missing = set(text).difference(base.widths)
        if not missing:
            return [Piece(base, text)] if text else []
        # in the order of the text: that of a set changes from process to process
        choices = {
            character: self._choice(character) for character in dict.fromkeys(text) if character in missing
        }
        keep = (None, "")
        drawn = (
            (face or base, shown or character)
            for character in text
            for face, shown in (choices.get(character, keep),)
        )
        return [
            Piece(face, "".join(shown for _, shown in group))
            for face, group in groupby(drawn, key=lambda choice: choice[0])
        ]

    def _choice(self, character: str) -> tuple[Face | None, str]:
        """Return fallback font (None: the text's own) and text for a character that the family lacks."""
        if character not in self._choices:
            self._choices[character] = _find(character)
        face, shown = self._choices[character]
        if shown.startswith("[U+"):
            self._replaced[character] = None
        return face, shown


def _find(character: str) -> tuple[Face | None, str]:
    if unicodedata.category(character) == "Zs":
        return None, " "
    if unicodedata.bidirectional(character) in _RIGHT_TO_LEFT:
        return None, visible(character)
    for face in map(load_face, FALLBACKS):  # one by one: each is loaded only when asked
        if character in face.widths:
            return face, character
    return None, visible(character)


def visible(character: str) -> str:
    """Return the code point of a character as it is printed where no font can draw it."""
    return f"[U+{ord(character):04X}]"


_STYLES: Mapping[tuple[bool, bool], str] = {
    (False, False): REGULAR,
    (True, False): BOLD,
    (False, True): ITALIC,
    (True, True): BOLD_ITALIC,
}
