from __future__ import annotations

import uuid

import pytest
from hypothesis import given

from fichas_desktop.codec.answers_file import read_answers_file, record_of_answers
from fichas_desktop.codec.json_text import canonical_bytes
from fichas_desktop.codec.sidecar import answers_document
from fichas_desktop.domain.ficha import FormRef, Status
from fichas_desktop.domain.values import AnswerSet
from fichas_desktop.errors import InputError
from tests.builders import PROPERTY, answer_sets, answers_of, complete_answers, synthetic_form

FORM = synthetic_form()


def test_the_frame_of_an_answers_file_is_read() -> None:
    document = {"form": {"code": "SINT-01", "version": "01"}, "answers": {"sede": "x"}}
    found = read_answers_file(document)
    assert (found.form, found.answers) == (FormRef("SINT-01", "01"), {"sede": "x"})


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        "x",
        {},
        {"form": {"code": "a", "version": "01"}},
        {"answers": {}},
        {"form": {"code": "a", "version": "01"}, "answers": {}, "extra": 1},
        {"form": {"code": "a"}, "answers": {}},
        {"form": {"code": "a", "version": "01", "x": "y"}, "answers": {}},
        {"form": {"code": "a", "version": 1}, "answers": {}},
        {"form": "a", "answers": {}},
        {"form": {"code": "a", "version": "01"}, "answers": []},
        {"form": {"code": "a", "version": "01"}, "answers": None},
    ],
)
def test_another_frame_is_refused(document: object) -> None:
    with pytest.raises(InputError) as caught:
        read_answers_file(document)
    assert caught.value.code == "no_answers_file"


@PROPERTY
@given(answer_sets(FORM), answer_sets(FORM))
def test_the_same_answers_make_the_same_record_and_others_another_id(
    one: AnswerSet, other: AnswerSet
) -> None:
    first, second = (record_of_answers(FORM, answers, Status.FINAL) for answers in (one, other))
    backwards = AnswerSet({key: one[key] for key in reversed(list(one))})
    assert record_of_answers(FORM, backwards, Status.FINAL) == first
    assert (first.id == second.id) == (one == other)


def test_the_id_is_the_uuid_of_the_contract() -> None:
    answers = complete_answers()
    namespace = uuid.uuid5(uuid.NAMESPACE_URL, "urn:fichas-desktop:answers")
    name = canonical_bytes(answers_document(FORM, answers)).decode()
    record = record_of_answers(FORM, answers, Status.FINAL)
    assert record.id == str(uuid.uuid5(namespace, name))
    assert (record.revision, record.supersedes) == (1, None)


def test_the_times_are_midnight_in_bogota_of_the_form_s_date() -> None:
    record = record_of_answers(FORM, complete_answers(), Status.BORRADOR)
    assert record.created_at is not None
    assert record.created_at.isoformat() == "2024-05-20T00:00:00-05:00"
    assert record.finalized_at == record.created_at
    assert record.status is Status.BORRADOR


def test_without_the_form_s_date_there_are_no_times() -> None:
    record = record_of_answers(FORM, answers_of(FORM, sede="x"), Status.BORRADOR)
    assert (record.created_at, record.finalized_at) == (None, None)
