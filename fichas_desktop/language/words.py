"""Which stretches of a text are words whose spelling can be judged."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

LONGEST = 60
"""Letters; nothing longer is a word, and the library of the dictionary is not asked about it."""

_WORD = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
# e-mail and web addresses, names of files and sites, #labels, @accounts, and anything with a digit in it
_NO_WORDS = (
    r"(?:https?://|www\.)\S+",
    r"[\w.+-]{1,64}+@[\w.-]+",
    r"(?:[\w-]{1,63}\.){1,9}+[a-zA-Z]{2,}\b(?:/\S*)?",
    r"[#@][\w.]+",
    r"[^\W\d_]*+(?:[\d_][\w]*+)",
)
TOKEN = re.compile(rf"(?:{'|'.join(_NO_WORDS)})|({_WORD})")
"""What is no word, or in its group one word."""
_PUNCTUATION = ".,;:…!¡?¿()[]{}«»“”‘’'\""
_WHOLE_WORD = re.compile(_WORD)


class Word(NamedTuple):
    """A word and where it stands: characters from the start of the text."""

    start: int
    end: int
    text: str


def words_but(text: str, right: Container[str]) -> Iterator[Word]:
    """Yield the words of a text, in order, but for those already known to be right.

    Left out are addresses and whatever has a digit in it. The text of a whole paragraph comes here with
    every key, so that most of its words must cost no more than one look into ``right``.
    """
    start = 0
    # nothing that is no word reaches beyond a space, so each piece can be looked at by itself
    for piece in text.replace("\u2028", " ").replace("\u00a0", " ").split(" "):
        if piece and piece not in right:
            yield from _words_of(piece, start, right)
        start += len(piece) + 1


def _words_of(piece: str, start: int, right: Container[str]) -> Iterator[Word]:
    word = piece.strip(_PUNCTUATION)
    if word.isalpha() and "www." not in piece:  # one word and what is around it: no need for the patterns
        if word not in right:
            start += piece.index(word)
            yield Word(start, start + len(word), word)
        return
    for match in TOKEN.finditer(piece):
        if match[1] is not None and match[1] not in right:
            yield Word(start + match.start(), start + match.end(), match[1])


def is_judged(word: str) -> bool:
    """Tell whether a dictionary can judge a word.

    It cannot judge single letters, and words with a capital after the first letter: acronyms and names
    of products.
    """
    return 1 < len(word) <= LONGEST and word[1:] == word[1:].lower()


def is_word(text: str) -> bool:
    """Tell whether a text is one word that a dictionary can hold."""
    return len(text) <= LONGEST and _WHOLE_WORD.fullmatch(text) is not None
