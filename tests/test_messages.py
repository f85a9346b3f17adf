from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from fichas_desktop.domain.definition import Severity
from fichas_desktop.domain.draft_summary import DraftState
from fichas_desktop.domain.issues import IssueCode, ValidationIssue
from fichas_desktop.errors import EnvironmentFailedError, FichasError, InputError
from fichas_desktop.messages import (
    ERRORS,
    REASONS,
    VERDICTS,
    error_sentence,
    file_size,
    issue_sentence,
    number,
    plural,
    state_words,
)
from fichas_desktop.receipt.pair_check import Reason, Verdict
from tests.builders import ROOT, python_files, synthetic_form

ERROR_CLASSES = {"InputError", "RefusedError", "EnvironmentFailedError", "DefinitionError", "FichasError"}
ENGLISH = {" the ", " not ", " file ", " missing ", " error ", " must ", " of ", " is "}
FORM = synthetic_form()


def errors_in(path: Path) -> Iterator[tuple[int, str, frozenset[str]]]:
    """Yield line, code and parameter names of every error that a module makes with a code written out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ERROR_CLASSES
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            names = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
            yield node.lineno, str(node.args[0].value), names


MADE = [
    pytest.param(code, names, id=f"{path.relative_to(ROOT)}:{line}:{code}")
    for path in python_files()
    for line, code, names in errors_in(path)
]
FINDINGS = sorted(
    {
        node.value
        for node in ast.walk(ast.parse((ROOT / "fichas_desktop/forms/loader.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith("definition_")
    }
)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def check_sentence(sentence: str) -> None:
    """Spanish, whole, and for a person."""
    assert sentence == sentence.strip()
    assert sentence.endswith(".")
    assert not set("{}\n") & set(sentence.replace('{"choice": "…"}', "").replace('{"blocks": […]}', ""))
    assert not any(word in f" {sentence.lower()} " for word in ENGLISH)


@pytest.mark.parametrize(("code", "names"), MADE)
def test_every_error_made_has_a_sentence_for_which_it_gives_the_parameters(
    code: str, names: frozenset[str]
) -> None:
    assert code in ERRORS
    assert placeholders(ERRORS[code]) <= names


def test_the_errors_of_the_source_are_found() -> None:
    assert len(MADE) > 50


@pytest.mark.parametrize("code", FINDINGS)
def test_every_finding_of_the_loader_has_a_sentence_with_file_and_path(code: str) -> None:
    assert placeholders(ERRORS[code]) <= {"file", "path", "reason"}
    assert "file" in placeholders(ERRORS[code])


@pytest.mark.parametrize("code", sorted(set(ERRORS) - {"usage"}))
def test_every_error_reads_as_one_spanish_sentence(code: str) -> None:
    params = dict.fromkeys(placeholders(ERRORS[code]), "x") | {"limit": 5, "ceiling": 5, "expected": "date"}
    check_sentence(error_sentence(InputError(code, **params)))


@pytest.mark.parametrize("expected", ["text", "date", "partial_date", "choice", "rich_text", "attachments"])
def test_what_a_field_expects_is_said_in_words(expected: str) -> None:
    sentence = error_sentence(InputError("wrong_type", field="sede", expected=expected))
    check_sentence(sentence)
    assert f"espera {expected};" not in sentence


@pytest.mark.parametrize("code", IssueCode)
def test_every_issue_reads_as_one_spanish_sentence(code: IssueCode) -> None:
    params: dict[str, object] = {
        "ceiling": 20_000,
        "excess": 1_234,
        "domains": "ejemplo.org",
        "other_label": "Día del registro",
        "choice": "Distinta",
        "number": 3,
        "limit": 26_214_400,
        "kinds": "email,identity,phone",
    }
    if code in (IssueCode.EMAIL_FORM, IssueCode.PHONE_FORM):
        params["example"] = ""  # the definition gives none
    issue = ValidationIssue(code, Severity.ERROR, "sede", params)
    check_sentence(issue_sentence(FORM, issue))


def test_a_missing_answer_is_named_by_its_label() -> None:
    issue = ValidationIssue(IssueCode.REQUIRED, Severity.ERROR, "sede")
    assert issue_sentence(FORM, issue) == "Falta responder «Sede»."
    issue = ValidationIssue(IssueCode.REQUIRED, Severity.ERROR, "legajo")
    assert issue_sentence(FORM, issue) == "Falta responder «Pruebas del taller»."


def test_numbers_and_sizes_in_sentences_are_written_as_in_colombia() -> None:
    issue = ValidationIssue(IssueCode.TOO_LONG, Severity.ERROR, "sede", {"ceiling": 20_000, "excess": 1_234})
    assert issue_sentence(FORM, issue) == "El texto pasa del máximo de 20.000 caracteres; quite 1.234."
    error = InputError("annex_too_large", name="a.png", limit=26_214_400)
    assert "pasa de 25 MB;" in error_sentence(error)


def test_a_name_with_braces_is_shown_as_it_is() -> None:
    error = InputError("path_missing", name="{name}")
    assert error_sentence(error) == "No existe «{name}»; revise la ruta."


def test_a_name_with_line_breaks_and_escape_codes_stays_in_its_sentence() -> None:
    error = EnvironmentFailedError("not_a_folder", folder="/a\nb\x1b[31m\u202e/\udcff")
    assert error_sentence(error) == "«/a b[31m/» no es una carpeta; escoja otra."


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_words(verdict: Verdict) -> None:
    assert VERDICTS[verdict]
    assert not VERDICTS[verdict].endswith(".")


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_reads_as_one_spanish_sentence(reason: Reason) -> None:
    check_sentence(REASONS[reason])


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (DraftState(), "Lista para entregar"),
        (DraftState(missing=1), "Falta 1 respuesta"),
        (DraftState(missing=5), "Faltan 5 respuestas"),
        (DraftState(to_correct=2), "2 por corregir"),
        (DraftState(missing=1, to_correct=1), "Falta 1 respuesta · 1 por corregir"),
        (DraftState(delivered=2), "Entrega 2 generada"),
        (DraftState(missing=1, delivered=2), "Falta 1 respuesta"),
        (DraftState(readable=False), "No se puede leer"),
    ],
)
def test_the_state_of_a_draft_has_words(state: DraftState, words: str) -> None:
    assert state_words(state) == words


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (999, "999"), (1000, "1.000"), (1_234_567, "1.234.567"), (-1234, "-1.234")]
)
def test_a_number_has_points_between_thousands(value: int, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 bytes"),
        (812, "812 bytes"),
        (1023, "1023 bytes"),
        (1024, "1 KB"),
        (1536, "1,5 KB"),
        (25 * 1024**2, "25 MB"),
        (1_468_006, "1,4 MB"),
        (3 * 1024**3, "3 GB"),
        (2048 * 1024**3, "2048 GB"),
    ],
)
def test_a_size_has_a_decimal_comma_and_no_needless_one(size: int, text: str) -> None:
    assert file_size(size) == text


@pytest.mark.parametrize(("count", "words"), [(0, "0 anexos"), (1, "un anexo"), (1200, "1.200 anexos")])
def test_one_thing_and_many_things_have_their_own_words(count: int, words: str) -> None:
    assert plural(count, "un anexo", "{} anexos") == words


def test_an_error_shows_code_and_parameters_in_logs() -> None:
    error: FichasError = EnvironmentFailedError("disk_full", folder="/x")
    assert str(error) == "disk_full(folder='/x')"


AVOIDED = re.compile(
    r"\b(huellas?|hash|sidecar|consolid\w+|inválid\w+|obligatori\w+|por favor|finalizad[ao]s?)\b|«\.ficha»",
    re.IGNORECASE,
)
"""What the screens say otherwise: código de verificación, archivo de datos, Entrega 1…"""


def shown_texts(path: Path) -> Iterator[str]:
    """Yield the texts of a module, and of documentation what a command's help shows."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    commands = path.name.startswith("cli")
    ours = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and isinstance(node.body[0], ast.Expr)
        and not (commands and isinstance(node, ast.FunctionDef) and node.decorator_list)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in ours:
            yield node.value


@pytest.mark.parametrize("where", ["messages.py", "cli*.py", "ui/**/*.py", "export/**/*.py"])
def test_the_program_uses_the_words_of_its_screens(where: str) -> None:
    paths = sorted((ROOT / "fichas_desktop").glob(where))
    assert paths
    found = [(path.name, text) for path in paths for text in shown_texts(path) if " " in text]
    assert found
    assert [one for one in found if AVOIDED.search(one[1])] == []


@pytest.mark.parametrize("name", ["manual.md", "ti.md"])
def test_the_manual_uses_the_words_of_the_screens(name: str) -> None:
    text = (ROOT / "resources" / "manual" / name).read_text(encoding="utf-8")
    assert AVOIDED.findall(text) == []
