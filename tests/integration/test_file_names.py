from __future__ import annotations

import re

import pytest
from hypothesis import given
from msgspec import structs

from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.values import AnswerSet
from fichas_desktop.export.file_names import pair_stem
from tests.builders import PROPERTY, answer_sets, complete_answers, draft_id, record_of, synthetic_form

FORM = synthetic_form()


def stem_of(answers: AnswerSet, status: Status = Status.FINAL, revision: int = 1) -> str:
    return pair_stem(FORM, record_of(answers, status, revision))


def stem_with_title(title: str) -> str:
    return stem_of(complete_answers().with_answer("titulo_taller", title)).split("_")[1]


def test_a_name_has_form_title_date_entrega_and_id() -> None:
    assert stem_of(complete_answers()) == "SINT_Tejer-la-memoria_2024-05-20_e1_00000000"
    record = structs.replace(record_of(complete_answers(), revision=12), id=draft_id(0xABCDEF12 << 96))
    assert pair_stem(FORM, record).endswith("_e12_abcdef12")


def test_a_ficha_without_title_and_date_says_so() -> None:
    assert stem_of(AnswerSet()) == "SINT_sin-titulo_sin-fecha_e1_00000000"


@pytest.mark.parametrize(
    ("status", "suffix"),
    [(Status.FINAL, ""), (Status.BORRADOR, "_BORRADOR"), (Status.PUBLIC, "_publica")],
)
def test_a_copy_that_is_no_entrega_is_marked(status: Status, suffix: str) -> None:
    assert stem_of(complete_answers(), status) == f"{stem_of(complete_answers())}{suffix}"


@pytest.mark.parametrize(
    ("title", "safe"),
    [
        ("¿Qué es «Ñandú»? – año 1", "Que-es-Nandu-ano-1"),
        ('a/b\\c:d*e?f"g<h>i|j', "a-b-c-d-e-f-g-h-i-j"),
        ("..", "sin-titulo"),
        ("日本", "sin-titulo"),
        ("CON", "CON"),
        ("fin. ", "fin"),
        ("x_y", "x-y"),
        ("ﬁn de año", "fin-de-ano"),
        ("x" * 41, "x" * 40),
        (f"{'x' * 39} y", "x" * 39),
    ],
)
def test_a_title_becomes_ascii_of_at_most_40_characters(title: str, safe: str) -> None:
    assert stem_with_title(title) == safe


@PROPERTY
@given(answer_sets(FORM))
def test_any_ficha_has_a_name_that_is_safe_everywhere(answers: AnswerSet) -> None:
    pattern = (
        r"SINT_[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}[A-Za-z0-9])?_(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|sin-fecha)_e1_0{8}"
    )
    assert re.fullmatch(pattern, stem_of(answers))
