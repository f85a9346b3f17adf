from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichas_desktop.codec.values import decode_answers
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import UnplacedText
from fichas_desktop.domain.migration import migrate_answers, migrate_unfinished
from fichas_desktop.domain.partial_date import UnfinishedDate
from fichas_desktop.domain.rich_text import RichText
from fichas_desktop.domain.values import AnswerSet, plain_text
from fichas_desktop.forms.loader import load_form
from tests.builders import (
    NEWER_FORM,
    PROPERTY,
    answer_sets,
    answers_of,
    complete_answers,
    paragraph,
    shipped_form,
    synthetic_form,
)

OLD = synthetic_form()
NEW = load_form(NEWER_FORM)
FILE = {"kind": "file", "name": "acta.txt", "media_type": "text/plain", "size": 4, "sha256": "ab" * 32}


def moved(**raw: object) -> tuple[AnswerSet, tuple[UnplacedText, ...]]:
    return migrate_answers(OLD, NEW, answers_of(OLD, **raw))


def links_of(answers: AnswerSet) -> set[str]:
    rich_texts = [value for value in answers.values() if isinstance(value, RichText)]
    return {run.link for value in rich_texts for block in value.blocks for run in block.runs if run.link}


@PROPERTY
@given(st.data())
@pytest.mark.parametrize(("old", "new"), [(OLD, NEW), (NEW, OLD), (OLD, shipped_form())])
def test_no_character_of_any_answer_is_lost(
    old: FormDefinition, new: FormDefinition, data: st.DataObject
) -> None:
    answers = data.draw(answer_sets(old))
    placed, unplaced = migrate_answers(old, new, answers)
    assert len(answers) == len(placed) + len(unplaced)
    after = [plain_text(new.field(key), placed[key]) for key in placed]
    texts = [entry.text for entry in unplaced]
    for key in answers:
        text = plain_text(old.field(key), answers[key])
        assert text in after or any(found.startswith(text) for found in texts)
    for link in links_of(answers) - links_of(placed):
        assert any(link in found for found in texts)
    files = Counter(placed.files()) + Counter(file for entry in unplaced for file in entry.files)
    assert files == Counter(answers.files())


@PROPERTY
@given(answer_sets(OLD))
def test_to_its_own_form_every_answer_goes_as_it_is(answers: AnswerSet) -> None:
    assert migrate_answers(OLD, OLD, answers) == (answers, ())


def test_to_a_form_with_one_field_more_every_answer_goes_as_it_is() -> None:
    assert migrate_answers(OLD, synthetic_form("02"), complete_answers()) == (complete_answers(), ())


def test_a_renamed_field_keeps_its_answer() -> None:
    placed, unplaced = moved(titulo_taller="Tejer la memoria")
    assert dict(placed) == {"nombre_taller": "Tejer la memoria"}
    assert unplaced == ()


def test_a_field_that_is_gone_leaves_its_label_and_its_text() -> None:
    assert moved(tallerista="Ñusta Quimbaya") == (
        AnswerSet(),
        (UnplacedText("Tallerista", "Ñusta Quimbaya"),),
    )


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"telefono_sede": "300 000 0000"}, {"telefono_sede": paragraph("300 000 0000")}),
        ({"resumen": paragraph("Una sola línea")}, {"resumen": "Una sola línea"}),
        ({"apertura": "2023-08-01"}, {"apertura": "2023-08-01"}),
        ({"clausura": "2024-05-18"}, {"clausura": "2024-05-18"}),
        (
            {"modalidad": {"choice": "distinta", "other": "En el río"}},
            {"modalidad": {"choice": "distinta", "other": "En el río"}},
        ),
    ],
)
def test_a_field_of_another_kind_takes_what_it_can_hold(
    raw: dict[str, object], expected: dict[str, object]
) -> None:
    assert moved(**raw) == (decode_answers(NEW, expected), ())


LISTED = {"blocks": [{"kind": "ul", "runs": [{"text": "Hilo", "link": "https://ejemplo.org/hilo"}]}]}


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ({"resumen": LISTED}, "- Hilo\nhttps://ejemplo.org/hilo"),
        (
            {
                "resumen": {
                    "blocks": [{"kind": "p", "runs": [{"text": "Con ", "bold": True}, {"text": "peso"}]}]
                }
            },
            "Con peso",
        ),
        ({"apertura": "2023-08"}, "08/2023"),
        (
            {"modalidad": {"choice": "a_distancia", "as_typed": "Remota"}},
            "A distancia (por teléfono)\nRemota",
        ),
        ({"legajo": [{"kind": "note", "description": "Acta"}]}, "Acta"),
    ],
)
def test_what_a_field_cannot_hold_as_it_is_becomes_a_text(raw: dict[str, object], text: str) -> None:
    placed, (entry,) = moved(**raw)
    assert not placed
    assert entry.text == text


def test_a_text_without_a_place_keeps_its_files() -> None:
    _placed, (entry,) = moved(legajo=[{**FILE, "description": "La última"}])
    assert (entry.label, entry.text) == ("Pruebas del taller", "acta.txt: La última")
    assert [file.sha256 for file in entry.files] == [FILE["sha256"]]


def test_date_boxes_without_a_place_become_texts() -> None:
    boxes = {"apertura": UnfinishedDate("3", "", "2019"), "fundacion": UnfinishedDate("", "5", "")}
    kept, unplaced = migrate_unfinished(OLD, NEW, boxes, AnswerSet())
    assert kept == {"apertura": boxes["apertura"]}
    assert unplaced == (UnplacedText("fundacion", "—/5/—"),)
