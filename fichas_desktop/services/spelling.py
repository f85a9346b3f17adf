"""Spelling of what a person writes: the shipped dictionary, the words of the trade, and one's own."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fichas_desktop.assets import asset_path, read_text
from fichas_desktop.domain.text import word_list
from fichas_desktop.storage.own_words import add_own_words, read_own_words

if TYPE_CHECKING:
    from fichas_desktop.language.speller import Speller
    from fichas_desktop.language.words import Word

_LIBRARY = "hunspell"


class Spelling:
    """Judges words once it is loaded; before that, none looks misspelled.

    Args:
        data_folder: Where one's own words are kept.
    """

    def __init__(self, data_folder: Path) -> None:
        self._data_folder = data_folder
        self._speller: Speller | None = None
        self._unsaved: list[str] = []

    @staticmethod
    def is_installed() -> bool:
        """Tell whether the library is there, which is an extra of the installation."""
        return importlib.util.find_spec(_LIBRARY) is not None

    @property
    def is_ready(self) -> bool:
        """True when the dictionary has been loaded."""
        return self._speller is not None

    def load(self) -> bool:
        """Load the dictionary, for about a tenth of a second, and tell whether that went well."""
        if self._speller is None:
            try:
                from fichas_desktop.language.speller import Speller

                words = word_list(read_text("resources", "words", "palabras.txt"))
                own = read_own_words(self._data_folder)
                dictionary = asset_path("resources", "dictionaries", "es_CO") / "es_CO"
                self._speller = Speller(dictionary, (*words, *own))
            except (ImportError, OSError):
                return False
        return True

    def wrong_words(self, text: str, typed: int = -1) -> Iterator[Word]:
        """Return the words of a text that look misspelled, with their place in characters.

        Args:
            text: The text.
            typed: Where somebody is typing, -1 for nowhere; the word there is left out.
        """
        return self._speller.wrong_words(text, typed) if self._speller is not None else iter(())

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Return at most five words that may be meant; it takes up to a fifth of a second."""
        return self._speller.suggestions(word) if self._speller is not None else ()

    def ignore(self, word: str) -> None:
        """Take a word as right until the program ends."""
        if self._speller is not None:
            self._speller.accept(word)

    def learn(self, word: str) -> None:
        """Take a word as right for good; :meth:`save` keeps it."""
        self.ignore(word)
        self._unsaved.append(word)

    def save(self) -> None:
        """Write the learned words; touches a disk, so it is meant for a thread of its own.

        Raises:
            EnvironmentFailedError: They cannot be written; the next time tries again.
        """
        words = tuple(self._unsaved)
        if words:
            add_own_words(self._data_folder, words)
            del self._unsaved[: len(words)]
