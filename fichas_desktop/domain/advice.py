"""Advice on plain writing, as data; the sentences are made in messages."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class AdviceKind(StrEnum):
    """What a text could do better. None of it is a problem."""

    LONG_SENTENCES = "long_sentences"
    LONG_PARAGRAPHS = "long_paragraphs"
    ACRONYMS = "acronyms"


class Passage(Struct, frozen=True):
    """Where something stands: number of the paragraph from 0, characters from its start."""

    paragraph: int
    start: int
    end: int


class Advice(Struct, frozen=True):
    """One piece of advice on one answer.

    Attributes:
        count: How many passages it is about.
        first: The first of them.
        names: The acronyms, for the advice on those.
    """

    kind: AdviceKind
    count: int
    first: Passage
    names: tuple[str, ...] = ()
