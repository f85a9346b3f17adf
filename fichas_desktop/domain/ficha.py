"""Records: a ficha with its identity, and the draft in which a person writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import StrEnum

import msgspec
from msgspec import Struct

from fichas_desktop.domain.partial_date import UnfinishedDate
from fichas_desktop.domain.values import AnswerSet, DraftId, FileAttachment


class Status(StrEnum):
    """What an exported copy of a ficha is; the values are those of the JSON contract."""

    FINAL = "final"
    BORRADOR = "borrador"
    PUBLIC = "publica"
    HISTORIC = "historica"


class FormRef(Struct, frozen=True, forbid_unknown_fields=True):
    """Which form, in which version, a record was filled in with."""

    code: str
    version: str


class Revision(Struct, frozen=True, forbid_unknown_fields=True):
    """A final entrega as it was frozen.

    Attributes:
        number: 1 for the first entrega.
        answers_sha256: Hash of its canonical answers.
        finalized_at: When it was frozen.
    """

    number: int
    answers_sha256: str
    finalized_at: dt.datetime


class UnplacedText(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An answer that the form has no place for, kept as text until the person moves it or takes it out.

    Attributes:
        label: What the field was called that it answered.
        text: The answer as plain text.
        files: Files that the answer handed in.
    """

    label: str
    text: str
    files: tuple[FileAttachment, ...] = ()


class Draft(Struct, frozen=True):
    """What a person is writing, with its history of entregas.

    Attributes:
        unfinished: Date boxes that hold no date yet, by field key, to the letter.
        section: Key of the section last looked at; empty at first.
        field: Key of the field there that last had the keyboard; empty at first.
        revisions: Final entregas, oldest first.
        unplaced: Answers that the form has no place for.
        later: Notes for the person alone on fields to come back to, by field key; never handed in.
    """

    id: DraftId
    form: FormRef
    created_at: dt.datetime
    modified_at: dt.datetime
    answers: AnswerSet = msgspec.field(default_factory=AnswerSet)
    unfinished: Mapping[str, UnfinishedDate] = msgspec.field(default_factory=dict)
    section: str = ""
    field: str = ""
    revisions: tuple[Revision, ...] = ()
    unplaced: tuple[UnplacedText, ...] = ()
    later: Mapping[str, str] = msgspec.field(default_factory=dict)

    def files(self) -> Iterator[FileAttachment]:
        """Yield every file that belongs to the draft, those of answers without a place too."""
        yield from self.answers.files()
        for entry in self.unplaced:
            yield from entry.files

    def content(self) -> tuple[object, ...]:
        """Return all that the person wrote, to be compared: no times, no place, no entregas."""
        return self.form, self.answers, dict(self.unfinished), self.unplaced, dict(self.later)


class FichaRecord(Struct, frozen=True):
    """Everything that an export writes down: identity, times and answers.

    Times are None where a record has none: an answers file whose date field is unanswered.
    """

    id: DraftId
    form: FormRef
    revision: int
    status: Status
    supersedes: str | None
    created_at: dt.datetime | None
    finalized_at: dt.datetime | None
    answers: AnswerSet
