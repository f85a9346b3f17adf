"""The answers file: the smallest thing with which a script can hand in a ficha."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from msgspec import Struct

from fichas_desktop.codec.json_text import canonical_bytes
from fichas_desktop.codec.sidecar import answers_document
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import FichaRecord, FormRef, Status
from fichas_desktop.domain.partial_date import BOGOTA, PartialDate
from fichas_desktop.domain.values import AnswerSet, DraftId
from fichas_desktop.errors import InputError

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:fichas-desktop:answers")


class AnswersFile(Struct, frozen=True):
    """An answers file as read: which form it names, and its raw JSON values by field key."""

    form: FormRef
    answers: Mapping[str, object]


def read_answers_file(document: object) -> AnswersFile:
    """Check the frame of an answers file.

    Args:
        document: Parsed JSON.

    Raises:
        InputError: ``no_answers_file`` when it has another shape.
    """
    if not isinstance(document, dict) or set(document) != {"form", "answers"}:
        raise InputError("no_answers_file")
    form, answers = document["form"], document["answers"]
    if not isinstance(form, dict) or set(form) != {"code", "version"} or not isinstance(answers, dict):
        raise InputError("no_answers_file")
    if not all(isinstance(part, str) for part in form.values()):
        raise InputError("no_answers_file")
    return AnswersFile(FormRef(form["code"], form["version"]), answers)


def record_of_answers(form: FormDefinition, answers: AnswerSet, status: Status) -> FichaRecord:
    """Give answers without a draft their identity and times, all from the answers themselves.

    The id is a UUIDv5 of the canonical answers; the times are the form's date at midnight in Bogotá, or
    None when that date is unanswered. So the same answers always make the same record.
    """
    name = canonical_bytes(answers_document(form, answers)).decode("utf-8")
    date = answers.get(form.date_field)
    moment = None
    if isinstance(date, PartialDate) and date.month is not None and date.day is not None:
        moment = dt.datetime(date.year, date.month, date.day, tzinfo=BOGOTA)
    return FichaRecord(
        id=DraftId(str(uuid.uuid5(_NAMESPACE, name))),
        form=FormRef(form.code, form.version),
        revision=1,
        status=status,
        supersedes=None,
        created_at=moment,
        finalized_at=moment,
        answers=answers,
    )
