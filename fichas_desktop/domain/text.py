"""Cleaning of text at the program's edges: keyboard, clipboard, files.

Everything behind the edge relies on clean text and changes nothing more. Cleaned away are characters
that no person sees and no font draws: control characters, zero-width and direction marks, soft
hyphens, variation selectors, lone surrogates and Unicode noncharacters. Letters are composed (NFC).
"""

from __future__ import annotations

import re
import unicodedata

_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ud800-\udfff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "\U000e0000-\U000e0fff]"
)
_NO_PLAIN_LETTER = re.compile(r"[^\x00-\x7f]")
_SPACE_AROUND_BREAK = re.compile(r"[ \u00a0]*\n\s*")


def clean_text(text: str) -> str:
    r"""Return ``text`` in NFC with ``\n`` line breaks, tabs as spaces and nothing invisible in it."""
    text = _LINE_BREAKS.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def clean_line(text: str) -> str:
    """Return ``text`` cleaned for one line: each line break becomes one space, the ends are trimmed."""
    return _SPACE_AROUND_BREAK.sub(" ", clean_text(text)).strip()


def folded(text: str) -> str:
    """Return ``text`` without case, accents and outer spaces, for comparing."""
    letters = unicodedata.normalize("NFD", text.casefold().strip())
    # thousands of titles are compared at one key: only what is no plain letter is looked up
    return _NO_PLAIN_LETTER.sub(_unaccented, letters)


def word_list(text: str) -> tuple[str, ...]:
    """Return the entries of a shipped list, one a line; blank lines and those with ``#`` are left out."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def _unaccented(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found.group()) else found.group()
