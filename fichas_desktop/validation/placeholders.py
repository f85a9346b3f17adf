"""Finds what somebody left in an answer to be written later: «XXX», «[completar]», «pendiente»."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FILLER = re.compile(r"\bx{3,40}\b|\blorem ipsum\b", re.IGNORECASE)
_BRACKETED = re.compile(r"[\[<{]([^\[\]<>{}\n]{1,80})[\]>}]")
_EDGES = " \t\n\u00a0.,;:…-–—_*¿?¡!()[]<>{}\"'«»“”"


def has_placeholder(text: str, words: Iterable[str]) -> bool:
    """Tell whether a text, or a part of it, only keeps the place of an answer.

    That is: a row of crosses, or the printers' Latin; one of the words right after an opening
    bracket, or as the whole text. «La firma está pendiente de aprobación» is honest and no placeholder.

    Args:
        text: What was written.
        words: Words or phrases that keep a place, in any case.
    """
    if _FILLER.search(text):
        return True
    keepers = tuple(_folded(word) for word in words)
    if len(text) <= _longest(keepers) + 20 and _folded(text) in keepers:
        return True
    return any(
        re.match(rf"{re.escape(keeper)}\b", _folded(found[1]))
        for found in _BRACKETED.finditer(text)
        for keeper in keepers
    )


def _folded(text: str) -> str:
    return " ".join(text.casefold().strip(_EDGES).split())


def _longest(words: Iterable[str]) -> int:
    return max((len(word) for word in words), default=0)
