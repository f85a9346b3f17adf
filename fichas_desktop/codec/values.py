"""Answers to and from their JSON values, one codec per kind of field.

Two dialects are read. The *stored* one (drafts, sidecars) is exact. The *given* one (answers files) is
what a script may write: plain text for rich text, words for a choice, a path for a file.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping

import msgspec

from fichas_desktop.codec.json_text import to_json
from fichas_desktop.domain.definition import Choice, FieldDefinition, FieldType, FormDefinition
from fichas_desktop.domain.partial_date import PartialDate
from fichas_desktop.domain.rich_text import MAX_LEVEL, BlockKind, RichText, from_plain_text, normalize
from fichas_desktop.domain.text import clean_line, clean_text, folded
from fichas_desktop.domain.values import (
    Answer,
    AnswerSet,
    Attachment,
    Attachments,
    ChoiceValue,
    FileAttachment,
    LinkAttachment,
    NoteAttachment,
)
from fichas_desktop.errors import InputError

ReadPath = Callable[[str, str], FileAttachment]
"""Takes a relative path and a description, keeps the file, returns its attachment."""


class ValueCodec(ABC):
    """Reads and writes the JSON value of one kind of field.

    Attributes:
        expected: Name of the shape, from which the messages make words.
    """

    expected: str

    @abstractmethod
    def decode(self, field: FieldDefinition, raw: object) -> Answer:
        """Return the canonical answer of a stored value; InputError when it has another shape."""

    def decode_given(self, field: FieldDefinition, raw: object, _read_path: ReadPath) -> Answer:
        """Return the canonical answer of a value that an answers file gives."""
        return self.decode(field, raw)

    @abstractmethod
    def encode(self, value: Answer) -> object:
        """Return the JSON value of an answer of this kind."""

    def wrong_type(self, field: FieldDefinition) -> InputError:
        """Return the error that says which shape the field expects."""
        return InputError("wrong_type", field=field.key, expected=self.expected)


class TextCodec(ValueCodec):
    """Line, e-mail and phone: a string without line breaks."""

    expected = "text"

    def decode(self, field: FieldDefinition, raw: object) -> Answer:
        """Return the line, cleaned."""
        if not isinstance(raw, str):
            raise self.wrong_type(field)
        return clean_line(raw)

    def encode(self, value: Answer) -> object:
        """Return the string itself."""
        return value


class DateCodec(ValueCodec):
    """Dates in ISO 8601; ``partial`` ones may lack the day or the month."""

    def __init__(self, *, partial: bool) -> None:
        self._partial = partial
        self.expected = "partial_date" if partial else "date"

    def decode(self, field: FieldDefinition, raw: object) -> Answer:
        """Return the date; ``impossible_date`` when no calendar has it."""
        if not isinstance(raw, str):
            raise self.wrong_type(field)
        try:
            date = PartialDate.from_iso(raw.strip())
        except ValueError as error:
            raise InputError("impossible_date", field=field.key, expected=self.expected) from error
        if not self._partial and not date.is_full:
            raise InputError("impossible_date", field=field.key, expected=self.expected)
        return date

    def encode(self, value: Answer) -> object:
        """Return the ISO 8601 text."""
        assert isinstance(value, PartialDate)  # noqa: S101
        return value.iso()


class ChoiceCodec(ValueCodec):
    """A choice by key; words are matched with labels and aliases, and kept as typed."""

    expected = "choice"

    def decode(self, field: FieldDefinition, raw: object) -> Answer:
        """Return the choice; ``unknown_choice`` when the field does not offer it."""
        try:
            value = msgspec.convert(raw, ChoiceValue)
        except msgspec.ValidationError as error:
            raise self.wrong_type(field) from error
        choice = field.choice_of(value.choice)
        if choice is None:
            keys = ", ".join(offered.key for offered in field.choices)
            raise InputError("unknown_choice", field=field.key, known=keys)
        other = clean_line(value.other) if choice.other else ""
        return ChoiceValue(choice.key, other, clean_line(value.as_typed))

    def decode_given(self, field: FieldDefinition, raw: object, _read_path: ReadPath) -> Answer:
        """Return the choice that the words name; words that match none are kept as the other choice."""
        if not isinstance(raw, str):
            return self.decode(field, raw)
        words = clean_line(raw)
        choice = _choice_named(field, words)
        if choice is not None and not choice.other:
            return ChoiceValue(choice.key, as_typed="" if words == choice.label else words)
        other = next((offered for offered in field.choices if offered.other), None)
        if other is None:
            keys = ", ".join(offered.key for offered in field.choices)
            raise InputError("unknown_choice", field=field.key, known=keys)
        return ChoiceValue(other.key, other=words)

    def encode(self, value: Answer) -> object:
        """Return the object with ``choice`` and what else is known."""
        return to_json(value)


class RichTextCodec(ValueCodec):
    """Formatted text as blocks and runs."""

    expected = "rich_text"

    def decode(self, field: FieldDefinition, raw: object) -> Answer:
        """Return the canonical text."""
        if not isinstance(raw, dict) or "blocks" not in raw:
            raise self.wrong_type(field)
        try:
            value = msgspec.convert(raw, RichText)
        except msgspec.ValidationError as error:
            raise self.wrong_type(field) from error
        for block in value.blocks:
            numbered = block.kind is BlockKind.NUMBER
            if not 0 <= block.level <= MAX_LEVEL or not 0 <= block.start <= (_LARGEST if numbered else 0):
                raise self.wrong_type(field)
        return normalize(value)

    def decode_given(self, field: FieldDefinition, raw: object, _read_path: ReadPath) -> Answer:
        """Return the canonical text, also of a plain string: a blank line starts a new paragraph."""
        return from_plain_text(raw) if isinstance(raw, str) else self.decode(field, raw)

    def encode(self, value: Answer) -> object:
        """Return the object with ``blocks``."""
        return to_json(value)


class AttachmentsCodec(ValueCodec):
    """A list of files, links and notes."""

    expected = "attachments"

    def decode(self, field: FieldDefinition, raw: object) -> Answer:
        """Return the attachments, texts cleaned."""
        try:
            items = msgspec.convert(raw, Attachments)
        except msgspec.ValidationError as error:
            raise self.wrong_type(field) from error
        try:
            return tuple(map(checked_attachment, items))
        except InputError as error:
            raise self.wrong_type(field) from error

    def decode_given(self, field: FieldDefinition, raw: object, read_path: ReadPath) -> Answer:
        """Return the attachments; an entry with a ``path`` is read through ``read_path``."""
        if not isinstance(raw, list):
            raise self.wrong_type(field)
        items: list[Attachment] = []
        for entry in raw:
            if isinstance(entry, dict) and "path" in entry:
                items.append(self._read(field, entry, read_path))
            else:
                items.extend(self.decode(field, [entry]))  # type: ignore[arg-type]
        return tuple(items)

    def encode(self, value: Answer) -> object:
        """Return the list of objects with their ``kind`` first; no empty description."""
        assert isinstance(value, tuple)  # noqa: S101
        return [to_json(item) for item in value]

    def _read(self, field: FieldDefinition, entry: dict[str, object], read_path: ReadPath) -> Attachment:
        path, description = entry["path"], entry.get("description", "")
        if not isinstance(path, str) or not isinstance(description, str) or set(entry) - _PATH_KEYS:
            raise self.wrong_type(field)
        return read_path(path, clean_text(description).strip())


_PATH_KEYS = frozenset(("path", "description"))
_LARGEST = 2**53 - 1
"""Largest whole number that canonical JSON (RFC 8785) can hold."""

CODECS: Mapping[FieldType, ValueCodec] = {
    FieldType.LINE: TextCodec(),
    FieldType.EMAIL: TextCodec(),
    FieldType.PHONE: TextCodec(),
    FieldType.CHOICE: ChoiceCodec(),
    FieldType.DATE: DateCodec(partial=False),
    FieldType.PARTIAL_DATE: DateCodec(partial=True),
    FieldType.RICH_TEXT: RichTextCodec(),
    FieldType.ATTACHMENTS: AttachmentsCodec(),
}


def decode_answers(
    form: FormDefinition, raw: Mapping[str, object], read_path: ReadPath | None = None
) -> AnswerSet:
    """Read the ``answers`` object of a document.

    Args:
        form: The form that the document names.
        raw: JSON values by field key; null counts as unanswered, and so does blank text in the *given*
            dialect.
        read_path: Given for answers files only: turns on the *given* dialect and keeps named files.

    Raises:
        InputError: ``unknown_field``, ``wrong_type``, ``impossible_date`` or ``unknown_choice``.
    """
    fields = {field.key: field for field in form.fields()}
    for key in raw:
        if key not in fields:
            raise InputError("unknown_field", key=clean_line(key)[:60])
    answers = AnswerSet()
    for key, field in fields.items():
        if raw.get(key) is None or (read_path is not None and _is_blank(raw[key])):
            continue
        codec = CODECS[field.type]
        value = (
            codec.decode(field, raw[key])
            if read_path is None
            else codec.decode_given(field, raw[key], read_path)
        )
        answers = answers.with_answer(key, value)
    return answers


def encode_answers(form: FormDefinition, answers: AnswerSet) -> dict[str, object]:
    """Return the JSON values of the answers in the form's order."""
    return {
        field.key: CODECS[field.type].encode(answers[field.key])
        for field in form.fields()
        if field.key in answers
    }


def checked_attachment(item: Attachment) -> Attachment:
    """Return an attachment, cleaned; InputError ``damaged_draft`` for a file that cannot be."""
    description = clean_text(item.description).strip()
    if isinstance(item, NoteAttachment):
        return NoteAttachment(description)
    if isinstance(item, LinkAttachment):
        return LinkAttachment(clean_line(item.url), description)
    name, media_type = clean_line(item.name), clean_line(item.media_type)
    hashed = len(item.sha256) == 64 and not set(item.sha256) - set("0123456789abcdef")
    if not (0 <= item.size <= _LARGEST and hashed and name and media_type):
        raise InputError("damaged_draft")
    return FileAttachment(name, media_type, item.size, item.sha256, description)


def _is_blank(raw: object) -> bool:
    return isinstance(raw, str) and not clean_line(raw)


def _choice_named(field: FieldDefinition, words: str) -> Choice | None:
    wanted = _one_spaced(words)
    for choice in field.choices:
        if wanted in {_one_spaced(name) for name in (choice.label, *choice.aliases)}:
            return choice
    return None


def _one_spaced(words: str) -> str:
    return " ".join(folded(words).split())
