"""Reads stored drafts of which not everything fits the form: what fits no field is kept as text.

Such are a draft whose form lost a field, one with a value of another type, and one of a newer program.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Mapping
from typing import TypeVar

import msgspec
from msgspec import Struct, structs

from fichas_desktop.codec.draft import StoredDraft, checked_unplaced, decode_draft
from fichas_desktop.codec.json_text import canonical_bytes
from fichas_desktop.codec.values import CODECS
from fichas_desktop.domain.definition import FieldDefinition, FieldType, FormDefinition
from fichas_desktop.domain.ficha import Draft, FormRef, Revision, UnplacedText
from fichas_desktop.domain.migration import DATES, boxes_text, label_in, unplaced_answer
from fichas_desktop.domain.partial_date import UnfinishedDate
from fichas_desktop.domain.text import clean_text
from fichas_desktop.domain.values import (
    Answer,
    AnswerSet,
    ChoiceValue,
    DraftId,
)
from fichas_desktop.errors import InputError

T = TypeVar("T")

_ANY = {kind: FieldDefinition("x", kind) for kind in FieldType}
"""A field of each kind, to read values that belong to none."""


class NewerDraft(Struct, frozen=True):
    """What this program can show of a draft that a newer one wrote.

    Attributes:
        hidden: Answers that cannot be shown.
    """

    draft: Draft
    hidden: int


class _NewerFrame(Struct, frozen=True):
    """The parts of a stored draft without which nothing can be shown; others may be there, too."""

    id: str
    form: FormRef
    modified_at: dt.datetime
    answers: dict[str, object]
    created_at: object = None
    unfinished: object = None
    section: object = None
    field: object = None
    revisions: object = None
    unplaced: object = None
    later: object = None


def salvage_draft(form: FormDefinition, stored: StoredDraft) -> Draft:
    """Return the draft; what its form has no place for is among its unplaced texts."""
    answers, strays = _fitting(form, stored.answers)
    dates = {field.key for field in form.fields() if field.type in DATES}
    boxes = {key: value for key, value in stored.unfinished.items() if key in dates}
    unplaced = [_as_text(form, key, raw) for key, raw in strays.items()]
    unplaced += [
        UnplacedText(label_in(form, key), boxes_text(value))
        for key, value in stored.unfinished.items()
        if key not in dates
    ]
    sections = {section.key for section in form.sections}
    fields = {field.key for field in form.fields()}
    unplaced += [
        UnplacedText(label_in(form, key), clean_text(note))
        for key, note in stored.later.items()
        if note and key not in fields
    ]
    fitting = structs.replace(
        stored,
        answers={},
        unfinished=boxes,
        section=stored.section if stored.section in sections else "",
        field=stored.field if stored.field in fields else "",
        later={key: note for key, note in stored.later.items() if key in fields},
    )
    draft = decode_draft(form, fitting)
    return structs.replace(draft, answers=answers, unplaced=(*draft.unplaced, *unplaced))


def newer_form(document: Mapping[str, object]) -> FormRef:
    """Return which form a draft of a newer program names; InputError ``newer_draft`` when it tells none."""
    return _newer_frame(document).form


def read_newer(form: FormDefinition, document: Mapping[str, object]) -> NewerDraft:
    """Return what can be shown of a draft of a newer program; InputError ``newer_draft`` for nothing."""
    frame = _newer_frame(document)
    answers, strays = _fitting(form, frame.answers)
    dates = {field.key for field in form.fields() if field.type in DATES}
    unfinished = _converted(frame.unfinished, dict[str, UnfinishedDate]) or {}
    if not answers and not unfinished:
        raise InputError("newer_draft")
    unplaced = _converted(frame.unplaced, tuple[UnplacedText, ...]) or ()
    later = _converted(frame.later, dict[str, str]) or {}
    fields = {field.key for field in form.fields()}
    draft = Draft(
        id=DraftId(frame.id),
        form=frame.form,
        created_at=_converted(frame.created_at, dt.datetime) or frame.modified_at,
        modified_at=frame.modified_at,
        answers=answers,
        unfinished={key: boxes for key, boxes in unfinished.items() if key in dates},
        section=_converted(frame.section, str) or "",
        field=_converted(frame.field, str) or "",
        revisions=_converted(frame.revisions, tuple[Revision, ...]) or (),
        later={key: note for key, note in later.items() if key in fields},
    )
    with_texts = _with_unplaced(draft, unplaced)
    return NewerDraft(with_texts, len(strays) + len(unplaced) - len(with_texts.unplaced))


def _newer_frame(document: Mapping[str, object]) -> _NewerFrame:
    try:
        return msgspec.convert(document, _NewerFrame)
    except msgspec.ValidationError as error:
        raise InputError("newer_draft") from error


def _with_unplaced(draft: Draft, unplaced: tuple[UnplacedText, ...]) -> Draft:
    try:
        return structs.replace(draft, unplaced=tuple(map(checked_unplaced, unplaced)))
    except InputError:
        return draft


def _fitting(form: FormDefinition, raw: Mapping[str, object]) -> tuple[AnswerSet, dict[str, object]]:
    fields = {field.key: field for field in form.fields()}
    found: dict[str, Answer] = {}
    strays: dict[str, object] = {}
    for key, value in raw.items():
        if value is None:
            continue
        try:
            found[key] = CODECS[fields[key].type].decode(fields[key], value)
        except (InputError, KeyError):
            strays[key] = value
    answers = AnswerSet()
    for key in fields:
        answers = answers.with_answer(key, found.get(key))
    return answers, strays


def _as_text(form: FormDefinition, key: str, raw: object) -> UnplacedText:
    label = label_in(form, key)
    if isinstance(raw, str):
        return UnplacedText(label, clean_text(raw))
    choice = _converted(raw, ChoiceValue)
    if choice is not None:
        return unplaced_answer(label, _ANY[FieldType.CHOICE], choice)
    for kind in (FieldType.RICH_TEXT, FieldType.ATTACHMENTS):
        with contextlib.suppress(InputError):
            return unplaced_answer(label, _ANY[kind], CODECS[kind].decode(_ANY[kind], raw))
    return UnplacedText(label, clean_text(canonical_bytes(raw).decode()))


def _converted(raw: object, kind: type[T]) -> T | None:
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError:
        return None
