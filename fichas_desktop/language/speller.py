"""Spelling by a Hunspell dictionary, with words of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

from hunspell import Hunspell

from fichas_desktop.domain.text import folded
from fichas_desktop.language.words import Word, is_judged, is_word, words_but

MOST_SUGGESTIONS = 5


class Speller:
    """Judges words; a word is looked up once.

    Args:
        dictionary: Path of the dictionary without ``.aff`` and ``.dic``.
        words: Further right words; what is no word is left out.

    Raises:
        OSError: The dictionary cannot be read.
    """

    def __init__(self, dictionary: Path, words: Iterable[str] = ()) -> None:
        # the library reads its files with this encoding of their path on every system
        self._dictionary = Hunspell(dictionary.name, str(dictionary.parent), system_encoding="UTF-8")
        self._right: set[str] = set()
        self._wrong: set[str] = set()
        for word in words:
            self.accept(word)

    def accept(self, word: str) -> None:
        """Take a word as right from now on, also with a capital; a word with one, also without it."""
        if is_word(word):
            self._dictionary.add(word)
            self._dictionary.add(word.lower())
            self._wrong.clear()

    def is_right(self, word: str) -> bool:
        """Tell whether the dictionary or one's own words know a word, or nobody can judge it."""
        if word in self._right:
            return True
        if word in self._wrong:
            return False
        is_right = not is_judged(word) or self._dictionary.spell(word.replace("’", "'"))
        (self._right if is_right else self._wrong).add(word)
        return is_right

    def wrong_words(self, text: str, typed: int = -1) -> Iterator[Word]:
        """Yield the words of a text that look misspelled.

        Args:
            text: The text.
            typed: Where somebody is typing; the word there is not looked up, which takes long for half a one.
        """
        for word in words_but(text, self._right):
            if not word.start <= typed <= word.end and not self.is_right(word.text):
                yield word

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Return what the word may be meant to be: at most five, the likest first.

        What differs by accents alone comes before the rest: most misspelled words lack one. Two words in
        place of one come last, hyphens between them not at all.
        """
        letters = folded(word)

        def likeness(other: str) -> tuple[bool, float]:
            # few people miss the first letter
            ratio = SequenceMatcher(None, word, other).ratio() + 0.1 * (word[0] == other[0])
            return folded(other) == letters, ratio

        found = self._dictionary.suggest(word)
        single = [one for one in found if " " not in one and "-" not in one]
        single.sort(key=likeness, reverse=True)
        parted = [one for one in found if " " in one]
        return tuple((single + parted)[:MOST_SUGGESTIONS])
