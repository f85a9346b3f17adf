"""Each rule, both ways, over the invented form."""

from __future__ import annotations

import pytest
from hypothesis import given

from fichas_desktop.domain.definition import Level, Severity
from fichas_desktop.domain.issues import IssueCode, ValidationIssue, has_errors
from fichas_desktop.domain.partial_date import PartialDate, UnfinishedDate
from fichas_desktop.domain.values import AnswerSet, ChoiceValue, LinkAttachment, NoteAttachment
from fichas_desktop.validation.form_validator import FormValidator
from tests.builders import PROPERTY, answer_sets, answers_of, complete_answers, synthetic_form

FORM = synthetic_form()
VALIDATOR = FormValidator(FORM)
TODAY = PartialDate(2024, 5, 20)
ERROR, WARNING = Severity.ERROR, Severity.WARNING
SHA = "ab" * 32

Found = tuple[IssueCode, Severity]


def issues_of(answers: AnswerSet, key: str) -> list[ValidationIssue]:
    return [issue for issue in VALIDATOR.check(answers, today=TODAY) if issue.field_key == key]


def found(key: str, raw: object, **others: object) -> list[Found]:
    """Codes and severities for one stored value in an otherwise complete ficha."""
    answers = complete_answers()
    for name, value in {key: raw, **others}.items():
        answers = answers.with_answer(name, answers_of(FORM, **{name: value}).get(name))
    return [(issue.code, issue.severity) for issue in issues_of(answers, key)]


def found_unfinished(key: str, day: str, month: str, year: str) -> list[Found]:
    boxes = {key: UnfinishedDate(day, month, year)}
    answers = complete_answers().with_answer(key, None)
    issues = VALIDATOR.check(answers, today=TODAY, unfinished=boxes)
    return [(issue.code, issue.severity) for issue in issues if issue.field_key == key]


def file(size: int, sha256: str = SHA) -> dict[str, object]:
    return {
        "kind": "file",
        "name": "a.txt",
        "media_type": "text/plain",
        "size": size,
        "sha256": sha256,
        "description": "La nota",
    }


def test_a_complete_ficha_has_no_issues() -> None:
    assert VALIDATOR.check(complete_answers(), today=TODAY) == ()


@pytest.mark.parametrize("key", [field.key for field in FORM.fields()])
def test_a_missing_answer_weighs_what_the_field_s_level_says(key: str) -> None:
    weight = {
        Level.REQUIRED: [(IssueCode.REQUIRED, ERROR)],
        Level.EXPECTED: [(IssueCode.EXPECTED, WARNING)],
        Level.OPTIONAL: [],
    }
    assert found(key, None) == weight[FORM.field(key).level]


@pytest.mark.parametrize("key", ["titulo_taller", "sede", "tallerista"])
def test_a_line_is_too_long_beyond_its_ceiling_only(key: str) -> None:
    assert found(key, "á" * 120) == []
    assert found(key, "á" * 121) == [(IssueCode.TOO_LONG, ERROR)]


def test_what_is_too_long_says_by_how_much() -> None:
    answers = complete_answers().with_answer("sede", "x" * 127)
    assert issues_of(answers, "sede")[0].params == {"ceiling": 120, "excess": 7}


def test_a_rich_text_is_too_long_by_its_text_without_markers() -> None:
    item = {"kind": "ol", "runs": [{"text": "x" * 999}]}
    last = {"kind": "ol", "runs": [{"text": "x" * 1000}]}
    longer = {"kind": "ol", "runs": [{"text": "x" * 1001}]}
    assert found("resumen", {"blocks": [item, last]}) == []
    assert found("resumen", {"blocks": [item, longer]}) == [(IssueCode.TOO_LONG, ERROR)]


def test_the_suggested_length_is_advice_and_no_issue() -> None:
    assert found("titulo_taller", "x") == []
    assert found("titulo_taller", "x" * 61) == []


def test_own_words_and_telephones_and_e_mails_have_the_ceiling_of_a_line() -> None:
    assert (IssueCode.TOO_LONG, ERROR) in found("telefono_sede", "3" * 121)
    assert (IssueCode.TOO_LONG, ERROR) in found("buzon", f"{'a' * 120}@ejemplo.org")


@pytest.mark.parametrize(
    "address",
    ["a@ejemplo.org", "A.B-c_d+e@EJEMPLO.ORG", "ñandú@sub.ejemplo.org", "a@prueba.edu.co", "a@x.Ejemplo.Org"],
)
def test_an_institutional_address_is_good_whatever_its_case(address: str) -> None:
    assert found("buzon", address) == []


@pytest.mark.parametrize(
    "address",
    [
        "a",
        "a@",
        "@ejemplo.org",
        "a@ejemplo",
        "a@@ejemplo.org",
        "a@b@ejemplo.org",
        "a b@ejemplo.org",
        "a@ejemplo .org",
        "a@.org",
        "a@ejemplo.",
        "a@ejemplo..org",
        "a@ejemplo.org; b@ejemplo.org",
        "Ana <a@ejemplo.org>",
    ],
)
def test_what_is_no_address_is_an_error_and_its_domain_is_not_judged(address: str) -> None:
    assert found("buzon", address) == [(IssueCode.EMAIL_FORM, ERROR)]


@pytest.mark.parametrize("address", ["a@otra.org", "a@malejemplo.org", "a@ejemplo.org.co", "a@edu.co"])
def test_an_address_of_another_domain_is_a_warning(address: str) -> None:
    assert found("buzon", address) == [(IssueCode.EMAIL_DOMAIN, WARNING)]


@pytest.mark.parametrize(
    "number",
    [
        "3000000000",
        "300 000 0000",
        "+57 (601) 381-3000",
        "381 3000 ext. 1234",
        "3813000 EXT 12",
        "3813000ext12",
    ],
)
def test_a_telephone_number_may_have_a_prefix_and_an_extension(number: str) -> None:
    assert found("telefono_sede", number) == []


@pytest.mark.parametrize(
    "number",
    ["no tengo", "381300", "ext. 1234567 x", "381-3000 / 381-3001", "3000000000a", "٣٠٠٠٠٠٠٠٠٠", "381.3000"],
)
def test_what_is_no_telephone_number_is_an_error(number: str) -> None:
    assert found("telefono_sede", number) == [(IssueCode.PHONE_FORM, ERROR)]


def test_the_example_of_the_definition_goes_with_the_error() -> None:
    answers = complete_answers().with_answer("telefono_sede", "no tengo")
    assert issues_of(answers, "telefono_sede")[0].params == {"example": "300 000 0000"}


def test_the_choice_of_own_words_needs_them() -> None:
    assert found("modalidad", {"choice": "distinta"}) == [(IssueCode.CHOICE_OTHER_EMPTY, ERROR)]
    assert found("modalidad", {"choice": "distinta", "other": "carta"}) == []
    assert found("modalidad", {"choice": "a_distancia"}) == []


def test_a_choice_that_the_form_no_longer_offers_breaks_nothing() -> None:
    answers = complete_answers().with_answer("modalidad", ChoiceValue("virtual"))
    assert issues_of(answers, "modalidad") == []


@pytest.mark.parametrize(
    ("apertura", "dia_registro", "after"),
    [
        ("2024-05-21", "2024-05-20", True),
        ("2024-05-20", "2024-05-20", False),
        ("2024", "2024-01-01", False),
        ("2025", "2024-12-31", True),
        ("2024-06", "2024-05-31", True),
        ("2024-05", "2024-05-01", False),
    ],
)
def test_a_date_after_another_one_is_an_error_at_the_coarser_precision(
    apertura: str, dia_registro: str, after: bool
) -> None:
    issues = found("apertura", apertura, dia_registro=dia_registro, clausura=None)
    assert issues == ([(IssueCode.DATE_AFTER, ERROR)] if after else [])


def test_the_severity_of_a_rule_is_the_definition_s() -> None:
    assert found("apertura", "2024-03", clausura="2024-02-01") == [(IssueCode.DATE_AFTER, WARNING)]
    assert found("clausura", "2024-05-21") == [(IssueCode.DATE_FUTURE, WARNING)]
    assert found("dia_registro", "2024-05-21") == [(IssueCode.DATE_FUTURE, ERROR)]


def test_the_date_that_is_passed_is_named() -> None:
    answers = complete_answers().with_answer("apertura", PartialDate(2024, 5, 21))
    params = [issue.params for issue in issues_of(answers, "apertura")]
    assert {"other_label": "Día del registro:"} in params


def test_today_is_not_in_the_future() -> None:
    assert found("clausura", "2024-05-20") == []
    assert found("dia_registro", "2024-05-20") == []


def test_dates_are_not_compared_with_missing_ones() -> None:
    assert found("apertura", "2199", dia_registro=None, clausura=None) == []


@pytest.mark.parametrize("url", ["https://ejemplo.org", "HTTP://ejemplo.org/a?b=c#d"])
def test_a_web_address_is_good(url: str) -> None:
    assert found("legajo", [{"kind": "link", "url": url, "description": "x"}]) == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ejemplo.org",
        "ftp://ejemplo.org",
        "https://",
        "https://ejemplo",
        "https://a b.org",
        "javascript:x",
    ],
)
def test_what_is_no_web_address_is_an_error(url: str) -> None:
    issues = found("legajo", [{"kind": "link", "url": url, "description": "x"}])
    assert issues == [(IssueCode.LINK_FORM, ERROR)]


def test_an_annex_without_description_is_a_warning_with_its_number() -> None:
    items = (NoteAttachment("x"), LinkAttachment("https://ejemplo.org"))
    (issue,) = issues_of(complete_answers().with_answer("legajo", items), "legajo")
    assert (issue.code, issue.severity, issue.params) == (IssueCode.NO_DESCRIPTION, WARNING, {"number": 2})


def test_a_file_is_too_large_beyond_the_limit_only() -> None:
    assert found("legajo", [file(20_000)]) == []
    assert found("legajo", [file(20_001)]) == [(IssueCode.FILE_TOO_LARGE, ERROR)]


def test_files_together_are_too_large_beyond_the_limit_only() -> None:
    assert found("legajo", [file(20_000), file(10_000)]) == []
    assert found("legajo", [file(20_000), file(10_001)]) == [(IssueCode.FILES_TOO_LARGE, ERROR)]


def test_a_file_whose_bytes_are_missing_is_an_error_with_its_number() -> None:
    other = "cd" * 32
    answers = answers_of(FORM, legajo=[file(1, other), file(1)])
    issues = VALIDATOR.check(answers, today=TODAY, missing_files=[SHA])
    (issue,) = [issue for issue in issues if issue.field_key == "legajo"]
    assert (issue.code, issue.severity, issue.params) == (IssueCode.FILE_MISSING, ERROR, {"number": 2})


@pytest.mark.parametrize("key", ["dia_registro", "apertura"])
@pytest.mark.parametrize(
    ("boxes", "code"),
    [
        (("5", "", ""), IssueCode.DATE_NO_YEAR),
        (("5", "4", " "), IssueCode.DATE_NO_YEAR),
        (("5", "4", "24"), IssueCode.DATE_SHORT_YEAR),
        (("5", "4", "20245"), IssueCode.DATE_SHORT_YEAR),
        (("5", "4", "año"), IssueCode.DATE_SHORT_YEAR),
        (("5", "4", "٢٠٢٤"), IssueCode.DATE_SHORT_YEAR),
        (("5", "", "2024"), IssueCode.DATE_UNFINISHED),
        (("30", "2", "2024"), IssueCode.DATE_IMPOSSIBLE),
        (("x", "y", "2024"), IssueCode.DATE_IMPOSSIBLE),
        (("1", "13", "2024"), IssueCode.DATE_IMPOSSIBLE),
        (("1", "12", "1850"), IssueCode.DATE_YEAR_RANGE),
        (("1", "12", "1899"), IssueCode.DATE_YEAR_RANGE),
        (("1", "12", "2200"), IssueCode.DATE_YEAR_RANGE),
    ],
)
def test_date_boxes_that_hold_no_date_say_why(key: str, boxes: tuple[str, str, str], code: IssueCode) -> None:
    assert found_unfinished(key, *boxes) == [(code, ERROR)]


def test_a_full_date_without_day_is_unfinished_and_a_partial_one_is_not() -> None:
    assert found_unfinished("dia_registro", "", "5", "2024") == [(IssueCode.DATE_UNFINISHED, ERROR)]
    assert found_unfinished("dia_registro", "", "", "2024") == [(IssueCode.DATE_UNFINISHED, ERROR)]
    assert found_unfinished("apertura", "", "14", "2024") == [(IssueCode.DATE_IMPOSSIBLE, ERROR)]


def test_an_unfinished_date_is_not_called_missing_as_well() -> None:
    assert found_unfinished("dia_registro", "1", "", "") == [(IssueCode.DATE_NO_YEAR, ERROR)]


def test_unfinished_boxes_of_an_unknown_field_are_ignored() -> None:
    boxes = {"otra": UnfinishedDate("1")}
    assert VALIDATOR.check(complete_answers(), today=TODAY, unfinished=boxes) == ()


@PROPERTY
@given(answer_sets(FORM))
def test_issues_come_in_the_form_s_order_and_never_repeat_an_answer(answers: AnswerSet) -> None:
    issues = VALIDATOR.check(answers, today=TODAY)
    order = [field.key for field in FORM.fields()]
    positions = [order.index(issue.field_key) for issue in issues]
    assert positions == sorted(positions)
    allowed = {"ceiling", "excess", "example", "choice", "number", "limit", "other_label", "domains"}
    assert all(set(issue.params) <= allowed for issue in issues)


def test_only_errors_block() -> None:
    warnings = VALIDATOR.check(complete_answers().with_answer("tallerista", None), today=TODAY)
    errors = VALIDATOR.check(complete_answers().with_answer("sede", None), today=TODAY)
    assert warnings
    assert not has_errors(warnings)
    assert has_errors(errors)


def test_an_empty_ficha_lacks_every_required_answer_and_nothing_else_blocks_it() -> None:
    issues = VALIDATOR.check(AnswerSet(), today=TODAY)
    missing = [issue.field_key for issue in issues if issue.severity is ERROR]
    assert missing == [field.key for field in FORM.fields() if field.level is Level.REQUIRED]
