"""Values of the answers, one type per kind of field, and the one way to turn each into plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NewType

from msgspec import Struct

from fichas_desktop.domain.definition import FieldDefinition
from fichas_desktop.domain.partial_date import PartialDate
from fichas_desktop.domain.rich_text import RichText

DraftId = NewType("DraftId", str)


class ChoiceValue(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One of the field's choices.

    Attributes:
        choice: Key of the choice.
        other: The person's own words, for the choice that asks for them.
        as_typed: The words of an imported text that an alias of the choice matched.
    """

    choice: str
    other: str = ""
    as_typed: str = ""


class FileAttachment(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="file"):
    """A file handed in with the ficha; its bytes are kept by content hash beside the answers.

    Attributes:
        name: File name as the person knows it, without folders.
        media_type: For example ``image/png``.
        size: Bytes.
        sha256: 64 lower-case hexadecimal digits.
        description: Printed with the annex; alternative text of an image.
    """

    name: str
    media_type: str
    size: int
    sha256: str
    description: str = ""


class LinkAttachment(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="link"):
    """An address on the web, printed and never opened."""

    url: str
    description: str = ""


class NoteAttachment(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="note"):
    """A note on something that exists on paper or elsewhere."""

    description: str


Attachment = FileAttachment | LinkAttachment | NoteAttachment
Attachments = tuple[Attachment, ...]
Answer = str | ChoiceValue | PartialDate | RichText | Attachments


class AnswerSet(Mapping[str, Answer]):
    """The answers of a ficha by field key; an unanswered field is absent. Never changes."""

    def __init__(self, answers: Mapping[str, Answer] | None = None) -> None:
        self._answers: dict[str, Answer] = dict(answers or {})

    def __getitem__(self, key: str) -> Answer:
        """Return the answer of a field; KeyError when it is unanswered."""
        return self._answers[key]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys of the answered fields."""
        return iter(self._answers)

    def __len__(self) -> int:
        """Count the answered fields."""
        return len(self._answers)

    def __eq__(self, other: object) -> bool:
        """Compare by answers."""
        if isinstance(other, AnswerSet):
            return self._answers == other._answers
        return NotImplemented

    def __hash__(self) -> int:
        """Hash by answers."""
        return hash(frozenset(self._answers.items()))

    def with_answer(self, key: str, value: Answer | None) -> AnswerSet:
        """Return a copy in which ``key`` has ``value``, or no answer for None or an empty value."""
        answers = {name: answer for name, answer in self._answers.items() if name != key}
        if value is not None and not is_empty(value):
            answers[key] = value
        return AnswerSet(answers)

    def files(self) -> Iterator[FileAttachment]:
        """Yield every file that any answer hands in."""
        for answer in self._answers.values():
            if isinstance(answer, tuple):
                yield from (item for item in answer if isinstance(item, FileAttachment))


def is_empty(value: Answer) -> bool:
    """Tell whether a value holds nothing, so that the field counts as unanswered."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, RichText):
        return not value.text.strip()
    if isinstance(value, tuple):
        return not value
    return False


def plain_text(field: FieldDefinition, value: Answer) -> str:
    """Return the answer as text: the same words in sidecar, tables, previews and length.

    Dates read ``20/09/2024``, ``05/2019`` or ``2019``; a choice reads as its label or the person's own
    words; attachments one a line.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, RichText):
        return value.plain_text()
    if isinstance(value, PartialDate):
        return "/".join(date_parts(value, skip_unknown=True))
    if isinstance(value, ChoiceValue):
        return value.other or field.choice_label(value.choice)
    return "\n".join(map(annex_text, value))


def text_length(field: FieldDefinition, value: Answer | None) -> int:
    """Return the length of an answer in Unicode code points, list markers not counted."""
    if value is None:
        return 0
    return len(value.text if isinstance(value, RichText) else plain_text(field, value))


def date_parts(value: PartialDate, *, skip_unknown: bool = False) -> tuple[str, ...]:
    """Return day, month and year as printed in the form's boxes: two, two and four digits or empty."""
    parts = (
        f"{value.day:02d}" if value.day is not None else "",
        f"{value.month:02d}" if value.month is not None else "",
        f"{value.year:04d}",
    )
    return tuple(part for part in parts if part) if skip_unknown else parts


def annex_text(item: Attachment) -> str:
    """Return an annex as text: the name or address of what has one, and its description."""
    name = ""
    if isinstance(item, FileAttachment):
        name = item.name
    elif isinstance(item, LinkAttachment):
        name = item.url
    return ": ".join(part for part in (name, item.description) if part)
