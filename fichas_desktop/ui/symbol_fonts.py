"""What the characters of the old symbol fonts mean.

Word writes an arrow as the letter «à» in the font Wingdings: without the font the letter is left, and the
meaning is gone. A character is named by its code in the font, which arrives as the letter that Windows
has there (cp1252), or as one of the private characters U+F020 to U+F0FF.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_Runs = Mapping[int, Sequence[str]]
"""Meanings in the order of their codes, by the code of the first one."""

_CIRCLED = tuple(f"({number})" for number in range(11)) * 2
"""Numbers in white circles and in black ones: the fonts of the PDF have neither."""

_FONTS: Mapping[str, tuple[str, _Runs]] = {
    "symbol": (
        "Symbol",
        {
            0x21: "!∀#∃%&∋()*+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
            0x61: "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
            0xA0: "€Υ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…",
            0xBF: "↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑",
            0xF1: "⟩∫",
        },
    ),
    "wingdings": (
        "Wingdings",
        {
            0x21: "✏✂✁",
            0x28: "☎✆✉",
            0x3F: "✍",
            0x41: "✌👌👍👎☜☞☝☟✋☺😐☹",
            0x4F: "🏳🚩✈☼💧❄",
            0x6C: "●❍■☐☐❑❒⬧⧫◆❖⬥⌧",
            0x80: _CIRCLED,
            0x9E: "·•▪○○○◉◎",
            0xA7: "▪☐",
            0xAA: "✦★✶✴✹✵",
            0xD8: "➢",
            0xDC: "➲",
            0xDF: "←→↑↓↖↗↙↘←➔↑↓↖↗↙↘⇦⇨⇧⇩",
            0xFB: "✗✓☒☑",
        },
    ),
    "wingdings 2": (
        "Wingdings 2",
        {
            0x4F: "✗✓☒☑☒☒",
            0x69: _CIRCLED,
            0xA3: "☐",
        },
    ),
    "wingdings 3": ("Wingdings 3", {0x21: "←→↑↓↖↗↙↘", 0x70: "▲▼△▽◀▶◁▷", 0x7D: "▶"}),
    "webdings": (
        "Webdings",
        {0x33: "◀▶▲▼", 0x59: "♥", 0x61: "✔", 0x63: "□", 0x67: "■", 0x69: "ℹ", 0x6E: "●", 0x72: "✖❓"},
    ),
}
_BEFORE_FAMILY = re.compile(r".*\d\S*\s+")
_PRIVATE = range(0xF020, 0xF100)


def symbol_font_in(value: str) -> str:
    """Return the symbol font that comes first in a list of fonts, or the empty text for any other font.

    Args:
        value: Of ``font-family``, ``font`` or ``face``, in lower case.
    """
    first = _BEFORE_FAMILY.sub("", " ".join(value.partition(",")[0].split()))
    name = first.strip("\"' ")
    return name if name in _FONTS else ""


def read_symbols(text: str, font: str) -> tuple[str, int]:
    """Return a text of a symbol font in ordinary characters, and how many of them are not known here.

    Those stand in the text as the font and the letter in brackets: whoever reads it sees that something is
    missing, and can still find out what.
    """
    name, runs = _FONTS[font]
    read, unknown = [], 0
    for character in text:
        if character.isspace():
            read.append(character)
            continue
        code = _code_of(character)
        meaning = "" if code is None else _meaning(runs, code)
        unknown += not meaning
        shown = character if code is None else chr(code)
        read.append(meaning or f"[{name} {shown}]")
    return "".join(read), unknown


def _meaning(runs: _Runs, code: int) -> str:
    return next((run[code - first] for first, run in runs.items() if 0 <= code - first < len(run)), "")


def _code_of(character: str) -> int | None:
    if ord(character) in _PRIVATE:
        return ord(character) - 0xF000
    if ord(character) < 0x100:
        return ord(character)
    try:
        return character.encode("cp1252")[0]
    except UnicodeEncodeError:
        return None
