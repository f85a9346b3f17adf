"""Which stretches of a text are words whose spelling can be judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 60
"""Letters; nothing longer is a word, and the library of the dictionary is not asked about it."""

_WORD = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
# e-mail and web addresses, names of files and sites, #labels, @accounts, and anything with a digit in it
_NO_WORDS = (
    r"(?:https?://|www\.)\S+",
    r"[\w.+-]{1,64}+@[\w.-]+",
    r"(?:[\w-]{1,63}\.)++[a-zA-Z]{2,}\b(?:/\S*)?",
    r"[#@][\w.]+",
    r"[^\W\d_]*+(?:[\d_][\w]*+)",
)
_TOKEN = re.compile(rf"(?:{'|'.join(_NO_WORDS)})|(?P<word>{_WORD})")
_WHOLE_WORD = re.compile(_WORD)


class Word(NamedTuple):
    """A word and where it stands: characters from the start of the text."""

    start: int
    end: int
    text: str


def judged_words(text: str) -> Iterator[Word]:
    """Yield the words of a text whose spelling is judged, in order.

    Left out are addresses, whatever has a digit in it, single letters, and words with a capital after
    their first letter: acronyms and names of products.
    """
    for match in _TOKEN.finditer(text):
        word = match["word"]
        if word is not None and 1 < len(word) <= LONGEST and not has_inner_capital(word):
            yield Word(match.start(), match.end(), word)


def has_inner_capital(word: str) -> bool:
    """Tell whether any letter after the first is a capital."""
    return word[1:] != word[1:].lower()


def is_word(text: str) -> bool:
    """Tell whether a text is one word that a dictionary can hold."""
    return len(text) <= LONGEST and _WHOLE_WORD.fullmatch(text) is not None
