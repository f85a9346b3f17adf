"""What stands below a text about its length: advice and, past the technical ceiling, what to do."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from fichas_desktop.domain.definition import SuggestedLength
from fichas_desktop.ui.number_text import count_text


class HintTone(Enum):
    """How urgent a hint is."""

    CALM = "calm"
    ADVICE = "advice"
    ERROR = "error"


class LengthHint(NamedTuple):
    """The words below the field and their urgency; no words where nothing is to be said."""

    text: str
    tone: HintTone


def length_hint(length: int, suggested: SuggestedLength | None, ceiling: int, *, left: bool) -> LengthHint:
    """Return what to say about a text's length.

    Args:
        length: Characters of plain text.
        suggested: The form's advice, if any.
        ceiling: Technical maximum; a longer text cannot be handed in.
        left: True once the person has gone on to another field: only then is a text called short.
    """
    if length > ceiling:
        excess = count_text(length - ceiling)
        words = f"{_characters(length)} · el máximo es {count_text(ceiling)}; acorte el texto en {excess}"
        return LengthHint(words, HintTone.ERROR)
    if suggested is None:
        return LengthHint("", HintTone.CALM)
    if length > suggested.max:
        excess = count_text(length - suggested.max)
        return LengthHint(
            f"{_characters(length)} · {excess} más de lo sugerido; puede dejarlo así", HintTone.ADVICE
        )
    words = f"{_characters(length)} · {_range(suggested)}"
    if left and 0 < length < suggested.min:
        return LengthHint(f"{words} · Más corto de lo usual", HintTone.ADVICE)
    return LengthHint(words, HintTone.CALM)


def _characters(length: int) -> str:
    return f"{count_text(length)} {'carácter' if length == 1 else 'caracteres'}"


def _range(suggested: SuggestedLength) -> str:
    if suggested.min == 0:
        return f"hasta {count_text(suggested.max)}"
    return f"sugerido entre {count_text(suggested.min)} y {count_text(suggested.max)}"
