"""Short Spanish words of the window that depend on numbers and states."""

from __future__ import annotations

from fichas_desktop.messages import plural
from fichas_desktop.services.fill_session import SectionProgress, SectionState

_STATES = {
    SectionState.NOT_STARTED: "Sin empezar",
    SectionState.IN_PROGRESS: "En curso",
    SectionState.COMPLETE: "Completa",
    SectionState.PROBLEM: "Hay un problema",
}


def section_words(progress: SectionProgress) -> str:
    """Return a section's state, and how many answers it lacks while it is being filled in."""
    words = _STATES[progress.state]
    if progress.missing and progress.state is SectionState.IN_PROGRESS:
        return f"{words} · {plural(progress.missing, 'falta 1', 'faltan {}')}"
    return words


def heading_case(title: str) -> str:
    """Return a title in capitals as running words: ``5. CONCLUSIONES`` as ``5. Conclusiones``."""
    number, dot, words = title.partition(". ")
    if not dot:
        return title.capitalize()
    return f"{number}. {words.capitalize()}"
