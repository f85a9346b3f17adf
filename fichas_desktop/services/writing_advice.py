"""Advice on plain writing for the answer that a person is writing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fichas_desktop.assets import read_text
from fichas_desktop.domain.advice import Advice
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.rich_text import RichText
from fichas_desktop.domain.text import word_list
from fichas_desktop.domain.values import AnswerSet
from fichas_desktop.language.prose import advice_on


class WritingAdvice:
    """Knows the acronyms that need no explanation; they ship as data."""

    def __init__(self) -> None:
        self._known = frozenset(word_list(read_text("resources", "words", "siglas.txt")))

    def on(
        self, form: FormDefinition, answers: AnswerSet, key: str, paragraphs: Sequence[str]
    ) -> tuple[Advice, ...]:
        """Return the advice on an answer.

        Args:
            form: The form.
            answers: The ficha's answers, for what stands before this one.
            key: The field.
            paragraphs: Its text as it is in the editor now.
        """
        return advice_on(paragraphs, "\n".join(_texts_before(form, answers, key)), self._known)


def _texts_before(form: FormDefinition, answers: AnswerSet, key: str) -> Iterator[str]:
    for field in form.fields():
        if field.key == key:
            return
        value = answers.get(field.key)
        if isinstance(value, RichText):
            yield value.text
        elif isinstance(value, str):
            yield value
