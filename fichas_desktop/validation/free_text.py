"""The words of an answer that a person wrote freely, whatever kind of field they stand in."""

from __future__ import annotations

from collections.abc import Iterator

from fichas_desktop.domain.definition import FieldDefinition, FieldType
from fichas_desktop.domain.rich_text import RichText
from fichas_desktop.domain.values import Answer, ChoiceValue


def free_texts(field: FieldDefinition, value: Answer) -> Iterator[str]:
    """Yield the texts of an answer: the line, the whole rich text, own words of a choice, descriptions.

    Addresses and telephone numbers, which have fields of their own kind, are none.
    """
    if isinstance(value, RichText):
        yield value.text
    elif isinstance(value, ChoiceValue):
        yield value.other
    elif isinstance(value, tuple):
        yield from (item.description for item in value)
    elif isinstance(value, str) and field.type is FieldType.LINE:
        yield value
