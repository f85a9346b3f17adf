from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from fichas_desktop.domain.definition import FieldType, Rule, Severity
from fichas_desktop.errors import DefinitionError
from fichas_desktop.forms.loader import load_form
from tests.builders import TEST_FORMS, synthetic_form

SOURCE = (TEST_FORMS / "SINT-01-v01.toml").read_text(encoding="utf-8")

SLIPS = {
    "unknown key of a field": (
        'key = "sede"\n',
        'key = "sede"\nobligatorio = true\n',
        "toml_unknown_key",
        "sections[0].fields[1].obligatorio",
    ),
    "unknown key of the form": (
        'short_code = "SINT"\n',
        'short_code = "SINT"\ncolor = "azul"\n',
        "toml_unknown_key",
        "color",
    ),
    "unknown key of a rule": (
        'field = "buzon"\n',
        'field = "buzon"\nwhy = "x"\n',
        "toml_unknown_key",
        "rules[4].why",
    ),
    "unknown key of a choice": (
        'key = "distinta", ',
        'key = "distinta", color = "azul", ',
        "toml_unknown_key",
        "sections[0].fields[5].choices[2].color",
    ),
    "unknown type": (
        'type = "phone"',
        'type = "fax"',
        "toml_bad_value",
        "sections[0].fields[3].type",
    ),
    "unknown level": (
        'level = "expected"',
        'level = "urgent"',
        "toml_bad_value",
        "sections[0].fields[2].level",
    ),
    "unknown rule": ('rule = "not_future"', 'rule = "full_moon"', "toml_bad_value", "rules[2].rule"),
    "rule without its name": ('rule = "not_future"\n', "", "toml_missing_key", "rules[2].rule"),
    "unknown severity": (
        'severity = "warning"',
        'severity = "fatal"',
        "toml_bad_value",
        "rules[1].severity",
    ),
    "missing key of a section": (
        'title = "2. RELATO DEL TALLER"\n',
        "",
        "toml_missing_key",
        "sections[1].title",
    ),
    "missing key of the form": ('entity = "Casa', 'name2 = "Casa', "toml_unknown_key", "name2"),
    "missing role": ('title_field = "titulo_taller"\n', "", "toml_missing_key", "title_field"),
    "key with capitals": (
        'key = "sede"',
        'key = "Sede"',
        "toml_bad_value",
        "sections[0].fields[1].key",
    ),
    "empty label of a choice": (
        'label = "Distinta"',
        'label = ""',
        "toml_bad_value",
        "sections[0].fields[5].choices[2].label",
    ),
    "wrong kind of value": ("line = 120", 'line = "120"', "toml_bad_value", "limits.line"),
    "limit of nothing": ("line = 120", "line = 0", "toml_bad_value", "limits.line"),
    "row of two cells": (
        '["ÁREA", "TALLERES", "CÓDIGO", "SINT-01"]',
        '["ÁREA", "TALLERES"]',
        "toml_bad_value",
        "header.rows[0]",
    ),
    "duplicate key of fields": (
        'key = "sede"',
        'key = "titulo_taller"',
        "definition_duplicate_key",
        "sections[0].fields[1].key",
    ),
    "duplicate key across sections": (
        'key = "resumen"',
        'key = "dia_registro"',
        "definition_duplicate_key",
        "sections[1].fields[0].key",
    ),
    "duplicate key of sections": (
        'key = "relato"',
        'key = "ficha_taller"',
        "definition_duplicate_key",
        "sections[1].key",
    ),
    "duplicate key of choices": (
        'key = "a_distancia"',
        'key = "presencial"',
        "definition_duplicate_key",
        "sections[0].fields[5].choices[1].key",
    ),
    "former key of another field": (
        'label = "Sede:"',
        'label = "Sede:"\nformerly = ["lugar", "titulo_taller"]',
        "definition_duplicate_key",
        "sections[0].fields[1].formerly[1]",
    ),
    "former key twice": (
        'label = "Sede:"',
        'label = "Sede:"\nformerly = ["lugar", "lugar"]',
        "definition_duplicate_key",
        "sections[0].fields[1].formerly[1]",
    ),
    "rule on a missing field": (
        'field = "clausura"',
        'field = "cierre"',
        "definition_missing_field",
        "rules[2].field",
    ),
    "rule against a missing field": (
        'other = "clausura"',
        'other = "cierre"',
        "definition_missing_field",
        "rules[1].other",
    ),
    "date rule on a line": (
        'field = "clausura"',
        'field = "sede"',
        "definition_not_for_type",
        "rules[2].field",
    ),
    "date rule against a line": (
        'other = "clausura"',
        'other = "sede"',
        "definition_not_for_type",
        "rules[1].other",
    ),
    "e-mail rule on a line": (
        'field = "buzon"',
        'field = "sede"',
        "definition_not_for_type",
        "rules[4].field",
    ),
    "e-mail rule without domains": (
        'domains = ["ejemplo.org", "prueba.edu.co"]',
        "domains = []",
        "toml_bad_value",
        "rules[4].domains",
    ),
    "length range upside down": (
        "min = 5, max = 60",
        "min = 61, max = 60",
        "definition_bad_length_range",
        "sections[0].fields[0].suggested_length",
    ),
    "negative length": (
        "min = 5, max = 60",
        "min = -1, max = 60",
        "toml_bad_value",
        "sections[0].fields[0].suggested_length.min",
    ),
    "length of a telephone": (
        'type = "phone"\n',
        'type = "phone"\nsuggested_length = { min = 1, max = 9 }\n',
        "definition_not_for_type",
        "sections[0].fields[3].suggested_length",
    ),
    "choices on a line": (
        'key = "sede"\n',
        'key = "sede"\nchoices = [{ key = "a", label = "A" }]\n',
        "definition_not_for_type",
        "sections[0].fields[1].choices",
    ),
    "choice without choices": (
        'type = "line"\nlabel = "Sede:"',
        'type = "choice"\nlabel = "Sede:"',
        "definition_not_for_type",
        "sections[0].fields[1].choices",
    ),
    "two choices with own words": (
        'label = "Presencial",',
        'label = "Presencial", other = true,',
        "definition_two_others",
        "sections[0].fields[5].choices",
    ),
    "suggestions on an e-mail": (
        'key = "buzon"\n',
        'key = "buzon"\nsuggestions = ["a@ejemplo.org"]\n',
        "definition_not_for_type",
        "sections[0].fields[4].suggestions",
    ),
    "partial date that starts as today": (
        'key = "apertura"\n',
        'key = "apertura"\nstarts_today = true\n',
        "definition_not_for_type",
        "sections[0].fields[6].starts_today",
    ),
    "no label in the preamble": (
        'label = "Día del registro:"\n',
        "",
        "definition_label_needed",
        "preamble[0].label",
    ),
    "role of a missing field": (
        'title_field = "titulo_taller"',
        'title_field = "nombre_taller"',
        "definition_missing_field",
        "title_field",
    ),
    "role of another type": (
        'date_field = "dia_registro"',
        'date_field = "apertura"',
        "definition_not_for_type",
        "date_field",
    ),
}


def loading_error(path: Path) -> DefinitionError:
    with pytest.raises(DefinitionError) as caught:
        load_form(path)
    return caught.value


@pytest.mark.parametrize(("before", "after", "code", "where"), SLIPS.values(), ids=list(SLIPS))
def test_a_slip_is_refused_with_file_and_place(
    tmp_path: Path, before: str, after: str, code: str, where: str
) -> None:
    assert before in SOURCE
    path = tmp_path / "SINT-01-v01.toml"
    path.write_text(SOURCE.replace(before, after, 1), encoding="utf-8")
    error = loading_error(path)
    assert (error.code, error.params["file"], error.params["path"]) == (code, path.name, where)


def test_a_file_that_is_no_toml_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text("code = ", encoding="utf-8")
    error = loading_error(path)
    assert (error.code, error.params["file"]) == ("toml_invalid", "x.toml")


def test_a_file_that_is_not_utf_8_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(SOURCE.encode("latin-1", errors="replace"))
    error = loading_error(path)
    assert (error.code, error.params["file"]) == ("toml_unreadable", "x.toml")


def test_a_missing_file_is_refused_with_its_name(tmp_path: Path) -> None:
    error = loading_error(tmp_path / "x.toml")
    assert (error.code, error.params["file"]) == ("toml_unreadable", "x.toml")


def test_the_invented_form_holds_every_kind_of_field_and_of_rule() -> None:
    form = synthetic_form()
    assert {field.type for field in form.fields()} == set(FieldType)
    assert {type(rule) for rule in form.rules} == set(get_args(Rule))
    assert {rule.severity for rule in form.rules} == set(Severity)


def test_an_unlabelled_field_takes_its_section_s_title_without_the_number() -> None:
    form = synthetic_form()
    assert form.label_of(form.field("legajo")) == "PRUEBAS DEL TALLER"


def test_the_preamble_is_met_with_the_first_section() -> None:
    form = synthetic_form()
    assert [field.key for field in form.step_fields(form.sections[0])][:2] == [
        "dia_registro",
        "titulo_taller",
    ]
    assert form.step_fields(form.sections[1]) == form.sections[1].fields
    assert form.section_of("dia_registro") is form.sections[0]


def test_asking_for_a_field_that_the_form_lacks_is_an_error() -> None:
    form = synthetic_form()
    for ask in (form.field, form.section_of):
        with pytest.raises(KeyError):
            ask("no_hay")
