"""Finds words in a text whatever their case and accents; every letter keeps its place."""

from __future__ import annotations

import unicodedata


class _Plain(dict[int, str]):
    """Each letter without case and accent, worked out when it first comes."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = " " if letter.isspace() else unicodedata.normalize("NFD", letter.casefold())[0]
        self[code] = plain
        return plain


_PLAIN = _Plain()


def plain_letters(text: str) -> str:
    """Return ``text`` without case and accents, as long as it was: a place in one is a place in the other."""
    return text.translate(_PLAIN)


def places(plain: str, wanted: str) -> list[int]:
    """Return where ``wanted`` begins in ``plain``, both of :func:`plain_letters`; none overlaps another."""
    found: list[int] = []
    if not wanted:
        return found
    at = plain.find(wanted)
    while at >= 0:
        found.append(at)
        at = plain.find(wanted, at + len(wanted))
    return found
