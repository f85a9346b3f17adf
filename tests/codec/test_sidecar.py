from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given

from fichas_desktop.codec.json_text import parse_json, pretty_bytes
from fichas_desktop.codec.sidecar import (
    answers_document,
    answers_sha256,
    definition_sha256,
    is_sidecar,
    read_sidecar,
    sidecar_document,
    sidecar_record,
    verification_line,
    with_pdf,
)
from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.values import AnswerSet
from fichas_desktop.errors import InputError
from fichas_desktop.forms.loader import load_form
from tests.builders import (
    PROPERTY,
    TEST_FORMS,
    answer_sets,
    answers_of,
    complete_answers,
    record_of,
    synthetic_form,
)

FORM = synthetic_form()


def document_of(answers: AnswerSet) -> dict[str, object]:
    return with_pdf(sidecar_document(FORM, record_of(answers), "1.2.3"), "x.pdf", "ab" * 32, 2)


def test_the_keys_stand_in_the_order_of_the_contract() -> None:
    document = document_of(complete_answers())
    assert list(document) == [
        "$schema",
        "schema_version",
        "form",
        "ficha",
        "generator",
        "answers",
        "withheld",
        "answers_sha256",
        "pdf",
    ]
    orders = {
        "form": ["code", "version", "definition_sha256"],
        "ficha": ["id", "revision", "status", "supersedes", "created_at", "finalized_at"],
        "generator": ["name", "version"],
        "pdf": ["file_name", "sha256", "pages"],
        "answers": [field.key for field in FORM.fields()],
    }
    for key, order in orders.items():
        block = document[key]
        assert isinstance(block, dict)
        assert list(block) == order


def test_the_bytes_are_utf_8_indented_by_two_with_one_final_newline() -> None:
    data = pretty_bytes(document_of(complete_answers()))
    text = data.decode("utf-8")
    assert text.startswith('{\n  "$schema": "urn:fichas-desktop:sidecar:1",\n')
    assert text.endswith("}\n")
    assert not text.endswith("\n\n")
    assert "Ñusta" in text
    assert b"\r" not in data
    assert "\\u" not in text


@PROPERTY
@given(answer_sets(FORM))
def test_only_rich_text_has_a_text_beside_its_value(answers: AnswerSet) -> None:
    blocks = document_of(answers)["answers"]
    assert isinstance(blocks, dict)
    for key, block in blocks.items():
        rich = FORM.field(key).type == "rich_text"
        assert list(block) == (["label", "value", "text"] if rich else ["label", "value"])


def test_the_text_keeps_the_markers_and_the_label_is_the_official_one() -> None:
    runs = [{"text": "uno"}]
    blocks = [{"kind": "ol", "runs": runs}, {"kind": "ul", "level": 1, "runs": runs}]
    document = document_of(
        answers_of(FORM, resumen={"blocks": blocks}, legajo=[{"kind": "note", "description": "n"}])
    )
    answers = document["answers"]
    assert isinstance(answers, dict)
    assert answers["resumen"]["text"] == "1. uno\n  - uno"
    assert answers["legajo"]["label"] == "PRUEBAS DEL TALLER"


@PROPERTY
@given(answer_sets(FORM))
def test_the_record_comes_back_from_its_sidecar(answers: AnswerSet) -> None:
    read = read_sidecar(parse_json(pretty_bytes(document_of(answers))))
    assert sidecar_record(FORM, read) == record_of(answers)


@PROPERTY
@given(answer_sets(FORM), answer_sets(FORM))
def test_the_hash_changes_with_any_answer(one: AnswerSet, other: AnswerSet) -> None:
    assert (answers_sha256(FORM, one) == answers_sha256(FORM, other)) == (one == other)


@pytest.mark.parametrize("key", [field.key for field in FORM.fields()])
def test_the_hash_changes_when_an_answer_is_taken_away(key: str) -> None:
    answers = complete_answers()
    assert answers_sha256(FORM, answers.with_answer(key, None)) != answers_sha256(FORM, answers)


def test_the_hash_is_that_of_form_and_values_alone() -> None:
    answers = answers_of(FORM, sede="Salón")
    text = '{"answers":{"sede":"Salón"},"form":{"code":"SINT-01","version":"01"}}'
    assert answers_sha256(FORM, answers) == hashlib.sha256(text.encode()).hexdigest()
    assert answers_sha256(synthetic_form("02"), answers) != answers_sha256(FORM, answers)
    assert json.loads(text) == answers_document(FORM, answers)


def test_the_definition_s_hash_is_of_what_it_says_not_of_its_bytes(tmp_path: Path) -> None:
    source = (TEST_FORMS / "SINT-01-v01.toml").read_text(encoding="utf-8")
    same, other = tmp_path / "same.toml", tmp_path / "other.toml"
    same.write_text(f"# otra nota\n{source}\n", encoding="utf-8")
    other.write_text(source.replace("Buzón:", "Buzon:"), encoding="utf-8")
    assert definition_sha256(load_form(same)) == definition_sha256(FORM)
    assert definition_sha256(load_form(other)) != definition_sha256(FORM)


def test_a_record_without_times_leaves_them_out() -> None:
    record = record_of(complete_answers())
    timeless = type(record)(record.id, record.form, 1, Status.BORRADOR, None, None, None, record.answers)
    document = sidecar_document(FORM, timeless, "1.2.3")
    ficha = document["ficha"]
    assert isinstance(ficha, dict)
    assert list(ficha) == ["id", "revision", "status", "supersedes"]
    assert sidecar_record(FORM, read_sidecar(document)) == timeless


def test_the_verification_line_has_id_entrega_and_hash() -> None:
    line = verification_line(record_of(complete_answers(), revision=3), "0123456789abcdef" * 4)
    assert line == "Código de verificación: 00000000 · entrega 3 · 0123456789abcdef"


@pytest.mark.parametrize("document", [None, [], {}, {"$schema": "x"}, "x", {"schema_version": 1}])
def test_another_document_is_no_sidecar(document: object) -> None:
    with pytest.raises(InputError) as caught:
        read_sidecar(document)
    assert caught.value.code == "no_sidecar"


def test_a_sidecar_of_a_later_program_is_told_apart() -> None:
    with pytest.raises(InputError) as caught:
        read_sidecar(document_of(complete_answers()) | {"schema_version": 2, "novelty": True})
    assert caught.value.code == "newer_sidecar"


@pytest.mark.parametrize(
    ("document", "claims"), [({"$schema": "x"}, True), ({"form": 1}, False), ([], False), (None, False)]
)
def test_a_document_with_a_schema_claims_to_be_a_sidecar(document: object, claims: bool) -> None:
    assert is_sidecar(document) is claims
