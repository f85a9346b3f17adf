from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from fichas_desktop.codec.json_schema import json_schema
from fichas_desktop.codec.json_text import parse_json, pretty_bytes
from fichas_desktop.codec.sidecar import sidecar_document, with_pdf
from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.values import AnswerSet
from tests.builders import PROPERTY, answer_sets, complete_answers, record_of, shipped_form, synthetic_form

FORM = synthetic_form()
VALIDATOR = Draft202012Validator(json_schema(FORM))


def document_of(answers: AnswerSet, status: Status = Status.FINAL) -> dict[str, Any]:
    document = with_pdf(sidecar_document(FORM, record_of(answers, status), "1.2.3"), "x.pdf", "ab" * 32, 2)
    read = parse_json(pretty_bytes(document))
    assert isinstance(read, dict)
    return read


@pytest.mark.parametrize("form", [FORM, synthetic_form("02"), shipped_form()], ids=lambda form: form.code)
def test_the_schema_is_valid_json_schema_2020_12(form: Any) -> None:
    schema = json_schema(form)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@PROPERTY
@given(answer_sets(FORM), st.sampled_from([Status.BORRADOR, Status.PUBLIC, Status.HISTORIC]))
def test_every_sidecar_passes_however_incomplete(answers: AnswerSet, status: Status) -> None:
    document = document_of(answers, status)
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []
    del document["pdf"]
    assert VALIDATOR.is_valid(document)


def test_a_complete_final_sidecar_passes() -> None:
    assert VALIDATOR.is_valid(document_of(complete_answers()))


@pytest.mark.parametrize("key", [field.key for field in FORM.fields()])
def test_a_final_sidecar_needs_every_required_answer_and_no_other(key: str) -> None:
    document = document_of(complete_answers().with_answer(key, None))
    assert VALIDATOR.is_valid(document) is (FORM.field(key).level != "required")


def test_a_sidecar_of_another_version_of_the_form_is_refused() -> None:
    assert not Draft202012Validator(json_schema(synthetic_form("02"))).is_valid(
        document_of(complete_answers())
    )


def _set(*path: str | int, to: object) -> Callable[[dict[str, Any]], None]:
    def mutate(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = to

    return mutate


def _drop(*path: str | int) -> Callable[[dict[str, Any]], None]:
    def mutate(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        del document[path[-1]]

    return mutate


MUTATIONS = {
    "another schema": _set("$schema", to="urn:other"),
    "another schema version": _set("schema_version", to=2),
    "schema version as text": _set("schema_version", to="1"),
    "an unknown key": _set("note", to="x"),
    "no form": _drop("form"),
    "another code": _set("form", "code", to="SINT-02"),
    "a hash in capitals": _set("form", "definition_sha256", to="AB" * 32),
    "an id that is no uuid": _set("ficha", "id", to="x"),
    "entrega 0": _set("ficha", "revision", to=0),
    "half an entrega": _set("ficha", "revision", to=1.5),
    "an unknown status": _set("ficha", "status", to="listo"),
    "supersedes left out": _drop("ficha", "supersedes"),
    "supersedes that is no hash": _set("ficha", "supersedes", to="x"),
    "a time without zone": _set("ficha", "created_at", to="2024-05-20T00:00:00"),
    "a key more in ficha": _set("ficha", "author", to="x"),
    "no generator": _drop("generator"),
    "an unknown field": _set("answers", "otra", to={"label": "x", "value": "y"}),
    "another label": _set("answers", "sede", "label", to="Lugar:"),
    "a line as number": _set("answers", "sede", "value", to=1),
    "an empty line": _set("answers", "sede", "value", to=""),
    "a line with a break": _set("answers", "sede", "value", to="a\nb"),
    "a line with a text": _set("answers", "sede", "text", to="a"),
    "an answer without value": _drop("answers", "sede", "value"),
    "month 13": _set("answers", "dia_registro", "value", to="2024-13-01"),
    "a full date without day": _set("answers", "dia_registro", "value", to="2024-05"),
    "a partial date with day 0": _set("answers", "apertura", "value", to="2024-05-00"),
    "an unknown choice": _set("answers", "modalidad", "value", "choice", to="virtual"),
    "own words for a plain choice": _set("answers", "modalidad", "value", "other", to="x"),
    "a choice as text": _set("answers", "modalidad", "value", to="presencial"),
    "rich text without text": _drop("answers", "resumen", "text"),
    "rich text as text": _set("answers", "resumen", "value", to="x"),
    "no blocks": _set("answers", "resumen", "value", "blocks", to=[]),
    "an unknown block": _set("answers", "resumen", "value", "blocks", 0, "kind", to="table"),
    "level 2": _set("answers", "resumen", "value", "blocks", 0, "level", to=2),
    "level 0 written down": _set("answers", "resumen", "value", "blocks", 0, "level", to=0),
    "a start of a paragraph": _set("answers", "resumen", "value", "blocks", 0, "start", to=3),
    "a block without runs": _set("answers", "resumen", "value", "blocks", 0, "runs", to=[]),
    "an empty run": _set("answers", "resumen", "value", "blocks", 0, "runs", 0, "text", to=""),
    "not bold written down": _set("answers", "resumen", "value", "blocks", 0, "runs", 0, "bold", to=False),
    "an unknown attachment": _set("answers", "legajo", "value", 0, "kind", to="cloud"),
    "no attachments": _set("answers", "legajo", "value", to=[]),
    "a note with a name": _set("answers", "legajo", "value", 0, "name", to="x"),
    "an unknown field withheld": _set("withheld", to=["otra"]),
    "a field withheld twice": _set("withheld", to=["sede", "sede"]),
    "no hash of the answers": _drop("answers_sha256"),
    "a pdf without pages": _drop("pdf", "pages"),
    "a pdf of no page": _set("pdf", "pages", to=0),
    "a pdf without hash": _set("pdf", "sha256", to=""),
    "a pdf in another folder": _set("pdf", "file_name", to="../x.pdf"),
    "a pdf with a drive": _set("pdf", "file_name", to="C:\\x.pdf"),
}


@pytest.mark.parametrize("mutate", MUTATIONS.values(), ids=list(MUTATIONS))
def test_a_sidecar_altered_in_its_shape_is_refused(mutate: Callable[[dict[str, Any]], None]) -> None:
    document = copy.deepcopy(document_of(complete_answers()))
    mutate(document)
    assert not VALIDATOR.is_valid(document)
