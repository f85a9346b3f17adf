"""Records: a ficha with its identity, and the draft in which a person writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from fichas_desktop.domain.partial_date import UnfinishedDate
from fichas_desktop.domain.values import AnswerSet, DraftId


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


class Draft(Struct, frozen=True):
    """What a person is writing, with its history of entregas.

    Attributes:
        unfinished: Date boxes that hold no date yet, by field key, to the letter.
        section: Key of the section last looked at; empty at first.
        revisions: Final entregas, oldest first.
        later: Notes for the person alone on fields to come back to, by field key; never handed in.
    """

    id: DraftId
    form: FormRef
    created_at: dt.datetime
    modified_at: dt.datetime
    answers: AnswerSet = field(default_factory=AnswerSet)
    unfinished: Mapping[str, UnfinishedDate] = field(default_factory=dict)
    section: str = ""
    revisions: tuple[Revision, ...] = ()
    later: Mapping[str, str] = field(default_factory=dict)


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
