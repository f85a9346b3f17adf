"""Words of the window: states and titles as they are shown, texts as they are compared."""

from __future__ import annotations

import re

from fichas_desktop.messages import plural
from fichas_desktop.services.fill_session import SectionProgress, SectionState

_ZERO_WIDTH_SPACE = "\u200b"
_WORD_JOINER = "\u2060"
_SHORT_ALTERNATIVE = re.compile(r"(?<=\b\w/)(?=\w\b)")
_LONGEST = 30
_ENDLESS_WORD = re.compile(rf"\S{{{_LONGEST},}}")
_AFTER_A_JOINT = re.compile(r"(?<=[-_/\\.@?&=])")
_STATES = {
    SectionState.NOT_STARTED: "Sin empezar",
    SectionState.IN_PROGRESS: "En curso",
    SectionState.COMPLETE: "Completa",
    SectionState.PROBLEM: "Hay un problema",
}


def section_words(progress: SectionProgress) -> str:
    """Return a section's state, how many answers it lacks while in progress, and how many wait for later."""
    words = [_STATES[progress.state]]
    if progress.missing and progress.state is SectionState.IN_PROGRESS:
        words.append(plural(progress.missing, "falta 1", "faltan {}"))
    if progress.later:
        words.append(plural(progress.later, "1 después", "{} después"))
    return " · ".join(words)


def heading_case(title: str) -> str:
    """Return a title in capitals as running words: ``5. CONCLUSIONES`` as ``5. Conclusiones``."""
    number, dot, words = title.partition(". ")
    if not dot:
        return title.capitalize()
    return f"{number}. {words.capitalize()}"


def breakable(text: str) -> str:
    """Return ``text`` for a label, its endless words given places where a line may end: at joints first."""
    return _ENDLESS_WORD.sub(lambda found: _broken(found.group()), text)


def whole(text: str) -> str:
    """Return ``text`` for a label, in which no line ends within «y/o» and the like."""
    return _SHORT_ALTERNATIVE.sub(_WORD_JOINER, text)


def is_broken(text: str) -> bool:
    """Tell whether a text has such places, which nobody should copy."""
    return _ZERO_WIDTH_SPACE in text


def _broken(word: str) -> str:
    parts = _AFTER_A_JOINT.split(word)
    return _ZERO_WIDTH_SPACE.join(
        _ZERO_WIDTH_SPACE.join(part) if len(part) > _LONGEST else part for part in parts
    )
