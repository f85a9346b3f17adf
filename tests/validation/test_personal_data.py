"""Which texts seem to hold personal data; in doubt, none do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichas_desktop.domain.definition import Severity
from fichas_desktop.domain.issues import IssueCode
from fichas_desktop.domain.partial_date import PartialDate
from fichas_desktop.messages import issue_sentence
from fichas_desktop.services.program import Program
from fichas_desktop.validation.form_validator import FormValidator
from fichas_desktop.validation.personal_data import PersonalDatum, personal_data_in
from tests.builders import FICHAS, PROPERTY, ROOT, all_forms, answers_of, paragraph, synthetic_form

PHONE, EMAIL, IDENTITY = PersonalDatum.PHONE, PersonalDatum.EMAIL, PersonalDatum.IDENTITY
FORM = synthetic_form()
TODAY = PartialDate(2024, 5, 20)
ANSWERS_FILES = [*FICHAS.glob("*/respuestas.json"), *ROOT.glob("resources/examples/*/respuestas.json")]


@pytest.mark.parametrize(
    ("text", "datum"),
    [
        ("llame al 300 123 4567", PHONE),
        ("3001234567", PHONE),
        ("Cel.: 300-123-4567.", PHONE),
        ("300 123 45 67", PHONE),
        ("+57 300 1234567", PHONE),
        ("+573001234567", PHONE),
        ("(+57) 300 1234567", PHONE),
        ("tel. (601) 381 3000", PHONE),
        ("6013813000", PHONE),
        ("601 381 30 00", PHONE),
        ("(3001234567)", PHONE),
        ("C.C. 1.032.456.789", IDENTITY),
        ("c. c. 52123456", IDENTITY),
        ("CC 52123456", IDENTITY),
        ("cédula 52123456", IDENTITY),
        ("Cedula de ciudadania N° 52.123.456", IDENTITY),
        ("cédula de ciudadanía No. 52.123.456 de Bogotá", IDENTITY),
        ("cédula de extranjería: 523456", IDENTITY),
        ("documento 1032456789", IDENTITY),
        ("documento de identidad número 80123456", IDENTITY),
        ("Ana Ruiz Inventada, 1032456789", IDENTITY),
        ("escriba a ana.perez+b@correo.example.co.", EMAIL),
        ("<ANA@EJEMPLO.ORG>", EMAIL),
    ],
)
def test_what_is_written_like_a_personal_datum_is_noticed(text: str, datum: PersonalDatum) -> None:
    assert personal_data_in(text) == {datum}
    assert personal_data_in(f"Antes de esto, {text} y después.") == {datum}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Resolución 1519 de 2020",
        "Ley 1581 de 2012 y Decreto 1083 de 2015",
        "$ 3.000.000.000",
        "$3001234567",
        "$ 3001234567",
        "3001234567 pesos",
        "COP 3001234567",
        "el 20/09/2024 o el 2024-09-20",
        "contrato 3012345678",
        "contrato No. 3012345678 de 2020",
        "radicado 3-2024-12345",
        "radicado 1202412345",
        "contrato No. 1032456789",
        "$ 1032456789",
        "1032456789 pesos",
        "1.032.456.789",
        "1332456789",
        "Radicado n.º 3202412345",
        "2.345.678 personas",
        "3000000000 registros",
        "350 000 personas en 2019",
        "de 2019 a 2024 hubo 301 reuniones",
        "301 2024 2025",
        "subió de 45,5 % a 3001234567 %",
        "SECOP CO1.PCCNTR.3001234567",
        "documento 12345",
        "el documento técnico 2024-001",
        "documento: versión 3",
        "cédula catastral 008412345600000000",
        "20243001234567",
        "https://ejemplo.org/3001234567",
        "@alcaldia y #300",
        "correo@",
        "CCI 52123456",
    ],
)
def test_other_numbers_are_no_personal_data(text: str) -> None:
    assert personal_data_in(text) == frozenset()
    assert personal_data_in(f"Antes de esto, {text} y después.") == frozenset()


def test_several_kinds_are_told_apart() -> None:
    assert personal_data_in("Ana, C.C. 52123456, 3001234567, ana@ejemplo.org") == {EMAIL, IDENTITY, PHONE}


@PROPERTY
@given(st.text(max_size=60), st.from_regex(r"3[0-9]{9}", fullmatch=True), st.text(max_size=60))
def test_a_mobile_number_on_a_line_of_its_own_is_noticed_whatever_is_around(
    before: str, number: str, after: str
) -> None:
    assert PHONE in personal_data_in(f"{before} .\nllame: {number}\n. {after}")


@PROPERTY
@given(st.text(alphabet=st.characters(exclude_categories=["Nd"], exclude_characters="@")))
def test_a_text_without_digits_and_at_sign_holds_none(text: str) -> None:
    assert personal_data_in(text) == frozenset()


@PROPERTY
@given(st.integers(0, 99_999), st.integers(1900, 2099), st.floats(0, 100, allow_nan=False))
def test_counts_years_and_percents_are_none(count: int, year: int, percent: float) -> None:
    grouped = f"{count:,}".replace(",", ".")
    text = f"En {year} fueron {grouped} ({percent:.1f} %), según el Decreto {count} de {year}."
    assert personal_data_in(text) == frozenset()


@pytest.mark.parametrize("path", ANSWERS_FILES, ids=lambda path: path.parent.name)
def test_the_real_texts_raise_no_false_alarm(path: Path, tmp_path: Path) -> None:
    origin = Program(tmp_path, forms=all_forms(tmp_path / "forms")).origins.find(str(path))
    issues = FormValidator(origin.form).check(origin.answers, today=TODAY)
    codes = (IssueCode.PERSONAL_DATA, IssueCode.PLACEHOLDER)
    assert [issue for issue in issues if issue.code in codes] == []


def found(**raw: object) -> list[tuple[str, IssueCode, Severity]]:
    issues = FormValidator(FORM).check(answers_of(FORM, **raw), today=TODAY)
    return [
        (issue.field_key, issue.code, issue.severity)
        for issue in issues
        if issue.code is IssueCode.PERSONAL_DATA
    ]


def test_a_datum_in_a_text_is_a_warning_and_in_its_own_field_none() -> None:
    warning = (IssueCode.PERSONAL_DATA, Severity.WARNING)
    assert found(resumen=paragraph("Ana: 300 123 4567")) == [("resumen", *warning)]
    assert found(titulo_taller="Llame a ana@ejemplo.org") == [("titulo_taller", *warning)]
    assert found(modalidad={"choice": "distinta", "other": "por el 3001234567"}) == [("modalidad", *warning)]
    notes = [{"kind": "note", "description": "Carta de Ana, C.C. 52123456"}]
    assert found(legajo=notes) == [("legajo", *warning)]
    assert found(telefono_sede="3001234567", buzon="ana@ejemplo.org", tallerista="C.C. 52123456") == []


def test_the_sentence_names_the_kinds_and_not_the_data() -> None:
    answers = answers_of(FORM, resumen=paragraph("Ana, 3001234567, ana@ejemplo.org, C.C. 52123456"))
    (issue,) = [
        one for one in FormValidator(FORM).check(answers, today=TODAY) if one.code is IssueCode.PERSONAL_DATA
    ]
    assert issue_sentence(FORM, issue) == (
        "Este texto parece tener un correo, un número de documento y un teléfono de una persona y la ficha "
        "puede publicarse; quítelo si no hace falta."
    )


def test_a_changed_answer_is_read_anew() -> None:
    validator = FormValidator(FORM)
    for text, is_found in (("3001234567", True), ("nada", False), ("a@b.co", True)):
        issues = validator.check(answers_of(FORM, resumen=paragraph(text)), today=TODAY)
        assert any(issue.code is IssueCode.PERSONAL_DATA for issue in issues) is is_found
