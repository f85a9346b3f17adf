"""What keeps the place of an answer, and what is an honest one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichas_desktop.domain.definition import NoPlaceholders, Severity
from fichas_desktop.domain.issues import IssueCode
from fichas_desktop.domain.partial_date import PartialDate
from fichas_desktop.validation.form_validator import FormValidator
from fichas_desktop.validation.placeholders import has_placeholder
from tests.builders import PROPERTY, answers_of, paragraph, shipped_form, synthetic_form

WORDS = next(rule for rule in shipped_form().rules if isinstance(rule, NoPlaceholders)).words
TODAY = PartialDate(2024, 5, 20)


@pytest.mark.parametrize(
    "text",
    [
        "XXX",
        "La dependencia xxxx atendió a todos",
        "Pendiente",
        " pendiente. ",
        "PENDIENTE…",
        "«Por definir»",
        "por  definir",
        "[completar]",
        "El [Completar nombre] de la sede",
        "[pendiente de revisar]",
        "<nombre de la entidad>",
        "Lorem ipsum dolor sit amet",
    ],
)
def test_a_text_that_keeps_a_place_is_noticed(text: str) -> None:
    assert has_placeholder(text, WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "La firma está pendiente de aprobación",
        "Pendiente de aprobación",
        "Queda por definir el alcance de la segunda fase",
        "Una pendiente muy inclinada",
        "Hay que completar el formato",
        "[…]",
        "[sic]",
        "[1]",
        "[independiente]",
        "[pendientes]",
        "maxxximo",
        "Siglo XX",
        "Todo",
    ],
)
def test_an_honest_text_is_left_alone(text: str) -> None:
    assert not has_placeholder(text, WORDS)


@PROPERTY
@given(word=st.sampled_from(WORDS), end=st.sampled_from(["", " ", ".", "…", "\n"]), loud=st.booleans())
def test_each_word_keeps_a_place_alone_and_in_brackets_in_any_case(
    word: str, end: str, *, loud: bool
) -> None:
    word = word.upper() if loud else word
    assert has_placeholder(word + end, WORDS)
    assert has_placeholder(f"Antes [{word}{end}] después".replace("\n", ""), WORDS)


def test_it_is_a_warning_in_any_field_that_holds_words() -> None:
    form = synthetic_form()
    answers = answers_of(
        form,
        tallerista="XXX",
        resumen=paragraph("[pendiente]"),
        modalidad={"choice": "distinta", "other": "por definir"},
        legajo=[{"kind": "note", "description": "pendiente"}],
        hallazgos=paragraph("La firma sigue pendiente."),
    )
    issues = FormValidator(form).check(answers, today=TODAY)
    found = [(issue.field_key, issue.severity) for issue in issues if issue.code is IssueCode.PLACEHOLDER]
    warning = Severity.WARNING
    assert found == [(key, warning) for key in ("tallerista", "modalidad", "resumen", "legajo")]
