from __future__ import annotations

import pytest
from hypothesis import given

from fichas_desktop.domain.partial_date import PartialDate
from fichas_desktop.domain.rich_text import Block, BlockKind, RichText, Run
from fichas_desktop.domain.values import (
    Answer,
    AnswerSet,
    ChoiceValue,
    FileAttachment,
    LinkAttachment,
    NoteAttachment,
    date_parts,
    is_empty,
    plain_text,
    text_length,
)
from tests.builders import PROPERTY, answer_sets, rich_texts, synthetic_form

FORM = synthetic_form()
FILE = FileAttachment("nota.txt", "text/plain", 3, "0" * 64, "La nota")
LIST = RichText((Block(BlockKind.NUMBER, runs=(Run("uno"),)), Block(BlockKind.NUMBER, runs=(Run("dos"),))))


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("sede", "Salón", "Salón"),
        ("buzon", "A@ejemplo.org", "A@ejemplo.org"),
        ("telefono_sede", "300 000 0000", "300 000 0000"),
        ("modalidad", ChoiceValue("a_distancia"), "A distancia (por teléfono)"),
        ("modalidad", ChoiceValue("a_distancia", as_typed="Remota"), "A distancia (por teléfono)"),
        ("modalidad", ChoiceValue("distinta", other="Por carta"), "Por carta"),
        ("modalidad", ChoiceValue("distinta"), "Distinta"),
        ("dia_registro", PartialDate(2024, 9, 5), "05/09/2024"),
        ("apertura", PartialDate(2019, 5), "05/2019"),
        ("apertura", PartialDate(2019), "2019"),
        ("resumen", LIST, "1. uno\n2. dos"),
        ("legajo", (FILE,), "nota.txt: La nota"),
        (
            "legajo",
            (
                FileAttachment("a.png", "image/png", 1, "0" * 64),
                LinkAttachment("https://ejemplo.org", "Fotos"),
                LinkAttachment("https://ejemplo.org"),
                NoteAttachment("En papel"),
            ),
            "a.png\nhttps://ejemplo.org: Fotos\nhttps://ejemplo.org\nEn papel",
        ),
    ],
)
def test_every_kind_of_value_reads_as_text(key: str, value: Answer, text: str) -> None:
    assert plain_text(FORM.field(key), value) == text


def test_the_length_of_an_answer_is_that_of_its_text_without_markers() -> None:
    assert text_length(FORM.field("resumen"), LIST) == len("uno\ndos")
    assert text_length(FORM.field("sede"), "Salón 😀") == 7
    assert text_length(FORM.field("modalidad"), ChoiceValue("distinta", other="carta")) == 5
    assert text_length(FORM.field("sede"), None) == 0


@PROPERTY
@given(rich_texts())
def test_plain_text_is_never_shorter_than_the_length_that_is_counted(value: RichText) -> None:
    field = FORM.field("resumen")
    assert text_length(field, value) == len(value.text) <= len(plain_text(field, value))


@pytest.mark.parametrize(
    ("value", "empty"),
    [
        ("", True),
        (" \u00a0", True),
        ("x", False),
        (RichText(), True),
        (RichText((Block(BlockKind.PARAGRAPH, runs=(Run(" \n"),)),)), True),
        (LIST, False),
        ((), True),
        ((FILE,), False),
        (ChoiceValue("distinta"), False),
        (PartialDate(2019), False),
    ],
)
def test_a_value_that_holds_nothing_is_empty(value: Answer, empty: bool) -> None:
    assert is_empty(value) is empty


def test_date_boxes_have_two_two_and_four_digits_or_nothing() -> None:
    assert date_parts(PartialDate(2024, 9, 5)) == ("05", "09", "2024")
    assert date_parts(PartialDate(2024, 9)) == ("", "09", "2024")
    assert date_parts(PartialDate(2024)) == ("", "", "2024")


def test_an_answer_set_is_never_changed_by_its_changed_copy() -> None:
    before = AnswerSet({"sede": "Salón"})
    after = before.with_answer("sede", "Biblioteca")
    assert (before["sede"], after["sede"]) == ("Salón", "Biblioteca")


@pytest.mark.parametrize("nothing", [None, "", "  ", RichText(), ()])
def test_an_empty_answer_leaves_the_field_unanswered(nothing: Answer | None) -> None:
    assert "sede" not in AnswerSet({"sede": "Salón"}).with_answer("sede", nothing)


@PROPERTY
@given(answer_sets(FORM))
def test_answer_sets_are_equal_whatever_the_order_of_answering(answers: AnswerSet) -> None:
    backwards = AnswerSet({key: answers[key] for key in reversed(list(answers))})
    assert backwards == answers
    assert hash(backwards) == hash(answers)


def test_an_answer_set_equals_no_plain_mapping() -> None:
    assert AnswerSet({"sede": "Salón"}) != {"sede": "Salón"}


def test_files_are_found_among_links_and_notes() -> None:
    items = (NoteAttachment("x"), FILE, LinkAttachment("https://ejemplo.org"))
    assert list(AnswerSet({"legajo": items, "sede": "Salón"}).files()) == [FILE]
