"""Plain writing: long sentences, long paragraphs, acronyms that nobody explained. Pure functions.

The measures are those that Colombian guides to plain language give for public entities.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from fichas_desktop.domain.advice import Advice, AdviceKind, Passage

MOST_WORDS_IN_SENTENCE = 25
MOST_WORDS_IN_PARAGRAPH = 120

_WORD = re.compile(r"\w+(?:[-'’./]\w+)*")
# a full stop ends a sentence only where the next word begins like one: not «D.C. es», not «Res. 15»
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"»”)\]]*+(?=\s++[\"«“(¿¡\[]*+[A-ZÁÉÍÓÚÑÜ])|[\n\u2028]")
# no written accent and at most six letters: «GESTIÓN» and «IMPORTANTE» are words in capitals
_ACRONYM = re.compile(r"(?<![\w./@-])[A-ZÑ]{2,6}(?![\w/@-]|\.\w)")
_CAPITALS = re.compile(r"\b[A-ZÁÉÍÓÚÑÜ]{2,}\b")
_LETTERS = re.compile(r"[^\W\d_]+")
_AFTER_NAME = re.compile(r"[\w,][ \u00a0]+[A-ZÁÉÍÓÚÑÜ][a-záéíóúñü]+[ \u00a0]+$")
_LEAST_SURNAME = 5
_LONGEST_NAME = 40
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def advice_on(paragraphs: Sequence[str], earlier: str, known: Collection[str]) -> tuple[Advice, ...]:
    """Return the advice on an answer, one piece per kind.

    Args:
        paragraphs: The answer's paragraphs and list items.
        earlier: The texts of the ficha that stand before it.
        known: Acronyms that need no explanation.
    """
    found = (
        _advice(AdviceKind.LONG_SENTENCES, list(long_sentences(paragraphs))),
        _advice(AdviceKind.LONG_PARAGRAPHS, list(long_paragraphs(paragraphs))),
        _acronym_advice(dict(unexplained_acronyms(paragraphs, earlier, known))),
    )
    return tuple(advice for advice in found if advice is not None)


def long_sentences(paragraphs: Sequence[str]) -> Iterator[Passage]:
    """Yield the sentences of more than 25 words; each paragraph ends its last one."""
    for number, paragraph in enumerate(paragraphs):
        ends = [match.end() for match in _SENTENCE_END.finditer(paragraph)]
        for start, end in pairwise((0, *ends, len(paragraph))):
            text = paragraph[start:end]
            if word_count(text) > MOST_WORDS_IN_SENTENCE:
                first = start + len(text) - len(text.lstrip())
                yield Passage(number, first, first + len(text.strip()))


def long_paragraphs(paragraphs: Sequence[str]) -> Iterator[Passage]:
    """Yield the paragraphs of more than 120 words."""
    for number, paragraph in enumerate(paragraphs):
        if word_count(paragraph) > MOST_WORDS_IN_PARAGRAPH:
            yield Passage(number, 0, len(paragraph))


def unexplained_acronyms(
    paragraphs: Sequence[str], earlier: str, known: Collection[str]
) -> Iterator[tuple[str, Passage]]:
    """Yield each acronym whose first use in the ficha is in this answer and does not say what it means.

    It says so as «Nombre largo (SIGLA)», «SIGLA (Nombre largo)» or with a dash in place of the brackets.
    Roman numbers and words in capitals are left out: those of a heading, a surname, and what the ficha has
    in small letters too.
    """
    seen = {match.group() for match in _ACRONYM.finditer(earlier)}
    words = _words_in_small_letters((earlier, *paragraphs))
    for number, paragraph in enumerate(paragraphs):
        if paragraph == paragraph.upper():
            continue
        rows = _starts_in_rows(paragraph)
        for match in _ACRONYM.finditer(paragraph):
            name = match.group()
            if name in seen or name in known or name in words or _ROMAN.fullmatch(name):
                continue
            if match.start() in rows or _is_surname(paragraph, match):
                continue
            seen.add(name)
            if not _is_explained(paragraph, match.start(), match.end()):
                yield name, Passage(number, match.start(), match.end())


def word_count(text: str) -> int:
    """Count the words of a text; «y/o» and «técnico-científico» are one."""
    return sum(1 for _ in _WORD.finditer(text))


def _words_in_small_letters(texts: Iterable[str]) -> set[str]:
    """Return, in capitals, the words that texts have in other letters too."""
    unlike = {word for text in texts for word in set(_LETTERS.findall(text)) if not word.isupper()}
    return {word.upper() for word in unlike}


def _starts_in_rows(paragraph: str) -> set[int]:
    """Return where the words begin that stand side by side in capitals, as in a heading or a full name."""
    capitals = [match for match in _CAPITALS.finditer(paragraph) if not _ROMAN.fullmatch(match.group())]
    rows: set[int] = set()
    for before, after in pairwise(capitals):
        if paragraph[before.end() : after.start()].isspace():
            rows |= {before.start(), after.start()}
    return rows


def _is_surname(paragraph: str, match: re.Match[str]) -> bool:
    """Tell whether a long word in capitals follows a name inside a sentence: «la señora Ana TORRES»."""
    start = match.start()
    before = paragraph[max(start - _LONGEST_NAME, 0) : start]
    return len(match.group()) >= _LEAST_SURNAME and _AFTER_NAME.search(before) is not None


def _is_explained(paragraph: str, start: int, end: int) -> bool:
    before, after = paragraph[:start].rstrip(' «“"'), paragraph[end:].lstrip(' »”"')
    return before.endswith(("(", "–", "—", " -")) or after.startswith(("(", "–", "—", "- "))


def _advice(kind: AdviceKind, passages: Sequence[Passage]) -> Advice | None:
    return Advice(kind, len(passages), passages[0]) if passages else None


def _acronym_advice(found: dict[str, Passage]) -> Advice | None:
    if not found:
        return None
    return Advice(AdviceKind.ACRONYMS, len(found), next(iter(found.values())), tuple(found))
