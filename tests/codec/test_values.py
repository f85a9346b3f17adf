from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given

from fichas_desktop.codec.json_schema import VALUE_SCHEMAS
from fichas_desktop.codec.values import CODECS, decode_answers, encode_answers
from fichas_desktop.domain.definition import FieldType
from fichas_desktop.domain.partial_date import PartialDate
from fichas_desktop.domain.rich_text import RichText
from fichas_desktop.domain.values import (
    Answer,
    AnswerSet,
    ChoiceValue,
    FileAttachment,
    LinkAttachment,
    NoteAttachment,
)
from fichas_desktop.errors import InputError
from fichas_desktop.validation.rules import VALUE_CHECKS
from tests.builders import PROPERTY, VALUES, answer_sets, paragraph, shipped_form, synthetic_form

FORM = synthetic_form()
SHIPPED = shipped_form()
SHA = "ab" * 32
FILE = {"kind": "file", "name": "a.txt", "media_type": "text/plain", "size": 3, "sha256": SHA}

REGISTRIES: Mapping[str, Mapping[FieldType, object]] = {
    "codecs": CODECS,
    "schemas": VALUE_SCHEMAS,
    "checks": VALUE_CHECKS,
    "strategies": VALUES,
}


def never_read(path: str, description: str) -> FileAttachment:
    raise AssertionError(f"nothing names a file: {path} {description}")


def given_answer(key: str, raw: object) -> Answer | None:
    """Decode a value as an answers file gives it."""
    return decode_answers(FORM, {key: raw}, never_read).get(key)


def stored_answer(key: str, raw: object) -> Answer | None:
    return decode_answers(FORM, {key: raw}).get(key)


def error_of(key: str, raw: object, *, given_dialect: bool = False) -> InputError:
    with pytest.raises(InputError) as caught:
        decode_answers(FORM, {key: raw}, never_read if given_dialect else None)
    return caught.value


@pytest.mark.parametrize("name", REGISTRIES)
def test_every_registry_has_an_entry_for_every_kind_of_field(name: str) -> None:
    assert set(REGISTRIES[name]) == set(FieldType)


@PROPERTY
@given(answer_sets(FORM))
def test_answers_come_back_from_their_json(answers: AnswerSet) -> None:
    document = json.loads(json.dumps(encode_answers(FORM, answers)))
    assert decode_answers(FORM, document) == answers


@PROPERTY
@given(answer_sets(FORM))
def test_what_was_written_down_may_be_given_back_in_an_answers_file(answers: AnswerSet) -> None:
    document = json.loads(json.dumps(encode_answers(FORM, answers)))
    assert decode_answers(FORM, document, never_read) == answers


@PROPERTY
@given(answer_sets(SHIPPED))
def test_answers_of_the_shipped_form_come_back_from_their_json(answers: AnswerSet) -> None:
    assert decode_answers(SHIPPED, encode_answers(SHIPPED, answers)) == answers


def test_answers_are_written_in_the_form_s_order() -> None:
    answers = AnswerSet({"sede": "Salón", "dia_registro": PartialDate(2024, 5, 20)})
    assert list(encode_answers(FORM, answers)) == ["dia_registro", "sede"]


def test_the_json_values_are_those_of_the_contract() -> None:
    raw = {
        "dia_registro": "2024-05-20",
        "sede": "Salón",
        "modalidad": {"choice": "distinta", "other": "Por carta"},
        "apertura": "2019",
        "resumen": {
            "blocks": [
                {"kind": "h", "runs": [{"text": "Título"}]},
                {"kind": "ol", "start": 3, "runs": [{"text": "a", "bold": True}, {"text": "b"}]},
                {
                    "kind": "ul",
                    "level": 1,
                    "runs": [{"text": "c", "italic": True, "link": "https://ejemplo.org"}],
                },
            ]
        },
        "legajo": [
            FILE | {"description": "x"},
            {"kind": "link", "url": "https://ejemplo.org", "description": "y"},
            {"kind": "note", "description": "z"},
        ],
    }
    assert encode_answers(FORM, decode_answers(FORM, raw)) == raw


def test_false_zero_and_absent_are_the_same_and_canonically_absent() -> None:
    long = {"kind": "p", "level": 0, "runs": [{"text": "x", "bold": False, "italic": False, "link": ""}]}
    answers = decode_answers(FORM, {"resumen": {"blocks": [long]}})
    assert encode_answers(FORM, answers) == {"resumen": paragraph("x")}


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("sede", None),
        ("sede", " \n"),
        ("resumen", {"blocks": []}),
        ("resumen", {"blocks": [{"kind": "p", "runs": []}, {"kind": "ul", "runs": [{"text": "  "}]}]}),
        ("legajo", []),
    ],
)
def test_an_empty_value_leaves_the_field_unanswered(key: str, raw: object) -> None:
    assert stored_answer(key, raw) is None


@pytest.mark.parametrize("key", [field.key for field in FORM.fields()])
def test_blank_text_in_an_answers_file_leaves_any_field_but_a_list_unanswered(key: str) -> None:
    if FORM.field(key).type is FieldType.ATTACHMENTS:
        assert given_answer(key, []) is None
    else:
        assert given_answer(key, " ") is None


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("Presencial", ChoiceValue("presencial")),
        ("presencial", ChoiceValue("presencial", as_typed="presencial")),
        ("  En el salon ", ChoiceValue("presencial", as_typed="En el salon")),
        ("Cara a\ncara", ChoiceValue("presencial", as_typed="Cara a cara")),
        ("A DISTANCIA (POR TELÉFONO)", ChoiceValue("a_distancia", as_typed="A DISTANCIA (POR TELÉFONO)")),
        ("Remota", ChoiceValue("a_distancia", as_typed="Remota")),
        ("Por correo", ChoiceValue("distinta", other="Por correo")),
        ({"choice": "a_distancia"}, ChoiceValue("a_distancia")),
        ({"choice": "distinta", "other": " carta\n"}, ChoiceValue("distinta", other="carta")),
    ],
)
def test_words_for_a_choice_are_matched_and_kept_as_typed(raw: object, value: ChoiceValue) -> None:
    assert given_answer("modalidad", raw) == value


def test_words_that_match_no_choice_are_refused_where_none_takes_own_words() -> None:
    choices = tuple(choice for choice in FORM.field("modalidad").choices if not choice.other)
    field = FORM.field("modalidad")
    closed = type(field)(field.key, field.type, field.label, choices=choices)
    with pytest.raises(InputError) as caught:
        CODECS[FieldType.CHOICE].decode_given(closed, "Por correo", never_read)
    assert caught.value.code == "unknown_choice"
    assert caught.value.params == {"field": "modalidad", "known": "presencial, a_distancia"}


def test_own_words_beside_a_choice_that_takes_none_are_dropped() -> None:
    found = stored_answer("modalidad", {"choice": "presencial", "other": "de más"})
    assert found == ChoiceValue("presencial")


def test_plain_text_is_taken_for_rich_text_in_answers_files_only() -> None:
    found = given_answer("resumen", "uno\n\ndos")
    assert isinstance(found, RichText)
    assert found.text == "uno\ndos"
    assert error_of("resumen", "uno").code == "wrong_type"


def test_a_file_named_by_its_path_is_read_once_with_its_description_cleaned() -> None:
    asked: list[tuple[str, str]] = []

    def read(path: str, description: str) -> FileAttachment:
        asked.append((path, description))
        return FileAttachment("a.txt", "text/plain", 3, SHA, description)

    raw = [{"path": "x/a.txt", "description": " Una\u00ad nota "}, {"path": "x/a.txt"}, FILE]
    found = decode_answers(FORM, {"legajo": raw}, read)["legajo"]
    assert asked == [("x/a.txt", "Una nota"), ("x/a.txt", "")]
    assert found == (
        FileAttachment("a.txt", "text/plain", 3, SHA, "Una nota"),
        FileAttachment("a.txt", "text/plain", 3, SHA),
        FileAttachment("a.txt", "text/plain", 3, SHA),
    )


def test_a_path_is_never_read_from_a_stored_document() -> None:
    assert error_of("legajo", [{"path": "a.txt", "description": "x"}]).code == "wrong_type"


@pytest.mark.parametrize(
    "entry",
    [
        {"path": 1},
        {"path": "a", "description": 2},
        {"path": "a", "kind": "file"},
        {"path": "a", "name": "b"},
        "a.txt",
        None,
    ],
)
def test_an_annex_of_another_shape_is_refused(entry: object) -> None:
    assert error_of("legajo", [entry], given_dialect=True).code == "wrong_type"


WRONG: dict[FieldType, list[object]] = {
    FieldType.LINE: [1, True, ["x"], {"text": "x"}, {}],
    FieldType.EMAIL: [1, ["a@ejemplo.org"], {}],
    FieldType.PHONE: [3000000000, 1.5, []],
    FieldType.DATE: [20240520, {"year": 2024}, ["2024-05-20"], True],
    FieldType.PARTIAL_DATE: [2019, {"year": 2019}, []],
    FieldType.CHOICE: [
        1,
        [],
        {},
        {"choice": 1},
        {"choice": "presencial", "color": "azul"},
        {"choice": None},
        {"choice": "distinta", "other": 3},
    ],
    FieldType.RICH_TEXT: [
        1,
        [],
        {"blocks": "x"},
        {"blocks": [{}]},
        {"blocks": [{"kind": "table"}]},
        {"blocks": [{"kind": "p", "level": 2, "runs": [{"text": "x"}]}]},
        {"blocks": [{"kind": "p", "level": -1, "runs": [{"text": "x"}]}]},
        {"blocks": [{"kind": "p", "start": 2, "runs": [{"text": "x"}]}]},
        {"blocks": [{"kind": "ol", "start": -1, "runs": [{"text": "x"}]}]},
        {"blocks": [{"kind": "ol", "start": 2**53, "runs": [{"text": "x"}]}]},
        {"blocks": [{"kind": "p", "runs": [{"text": "x", "colour": "red"}]}]},
        {"blocks": [{"kind": "p", "runs": [{"text": 1}]}]},
        {"blocks": [{"kind": "p", "runs": [{"text": "x", "bold": 1}]}]},
        {"blocks": [], "title": "x"},
    ],
    FieldType.ATTACHMENTS: [
        "a.txt",
        {},
        [1],
        [{"kind": "cloud"}],
        [{"kind": "note"}],
        [{"kind": "link", "description": "x"}],
        [FILE | {"size": -1}],
        [FILE | {"size": 2**53}],
        [FILE | {"size": 1.5}],
        [FILE | {"sha256": "AB" * 32}],
        [FILE | {"sha256": "ab"}],
        [FILE | {"name": " "}],
        [FILE | {"media_type": ""}],
        [FILE | {"path": "a.txt"}],
    ],
}


@pytest.mark.parametrize(
    ("key", "raw"), [(field.key, raw) for field in FORM.fields() for raw in WRONG[field.type]]
)
def test_a_value_of_the_wrong_shape_is_refused_with_its_field_and_what_it_expects(
    key: str, raw: object
) -> None:
    error = error_of(key, raw)
    expected = CODECS[FORM.field(key).type].expected
    assert (error.code, error.params) == ("wrong_type", {"field": key, "expected": expected})


@pytest.mark.parametrize("key", [field.key for field in FORM.fields()])
def test_wrong_shapes_are_refused_in_answers_files_too(key: str) -> None:
    assert error_of(key, 7, given_dialect=True).code == "wrong_type"


@pytest.mark.parametrize(
    ("key", "raw", "expected"),
    [
        ("dia_registro", "2024-02-30", "date"),
        ("dia_registro", "2023-02-29", "date"),
        ("dia_registro", "2024-05", "date"),
        ("dia_registro", "2024", "date"),
        ("dia_registro", "20/05/2024", "date"),
        ("apertura", "2024-02-30", "partial_date"),
        ("apertura", "2024-13", "partial_date"),
        ("apertura", "mayo de 2024", "partial_date"),
        ("apertura", "0019", "partial_date"),
    ],
)
def test_a_date_that_no_calendar_has_is_refused(key: str, raw: str, expected: str) -> None:
    error = error_of(key, raw)
    assert (error.code, error.params) == ("impossible_date", {"field": key, "expected": expected})


@pytest.mark.parametrize(
    ("raw", "date"),
    [("2019", PartialDate(2019)), ("2019-05", PartialDate(2019, 5)), ("2019-05-01", PartialDate(2019, 5, 1))],
)
def test_a_partial_date_is_as_precise_as_it_is_given(raw: str, date: PartialDate) -> None:
    assert stored_answer("apertura", raw) == date


def test_an_unknown_choice_is_refused_with_those_that_there_are() -> None:
    error = error_of("modalidad", {"choice": "virtual"})
    assert (error.code, error.params["known"]) == ("unknown_choice", "presencial, a_distancia, distinta")


def test_an_unknown_field_is_refused_with_its_name() -> None:
    with pytest.raises(InputError) as caught:
        decode_answers(FORM, {"sede": "x", "sedes\n": "y"})
    assert (caught.value.code, caught.value.params) == ("unknown_field", {"key": "sedes"})


def test_texts_of_attachments_are_cleaned() -> None:
    raw = [
        FILE | {"name": "a\n.txt", "description": " d\u200b "},
        {"kind": "link", "url": " https://ejemplo.org/a\n", "description": "\tx"},
        {"kind": "note", "description": " n\r\nm "},
    ]
    assert stored_answer("legajo", raw) == (
        FileAttachment("a .txt", "text/plain", 3, SHA, "d"),
        LinkAttachment("https://ejemplo.org/a", "x"),
        NoteAttachment("n\nm"),
    )


@pytest.mark.parametrize("key", ["sede", "buzon", "telefono_sede"])
def test_a_pasted_name_on_two_lines_becomes_one(key: str) -> None:
    assert stored_answer(key, " dos\r\n líneas\ud800 ") == "dos líneas"
