"""Definitions found in folders: hostile until proven."""

from __future__ import annotations

from pathlib import Path

import pytest

from fichas_desktop.errors import DefinitionError
from fichas_desktop.forms.found import MAX_BYTES, FoundForm, find_forms
from tests.builders import SHIPPED_FORM_FILE, SHIPPED_FORMS

TEXT = SHIPPED_FORM_FILE.read_text(encoding="utf-8")


def only(folder: Path) -> FoundForm | DefinitionError:
    (found,) = find_forms([folder])
    return found


def code_of(folder: Path) -> str:
    found = only(folder)
    assert isinstance(found, DefinitionError)
    return found.code


def test_the_shipped_form_is_found_sound() -> None:
    found = list(find_forms([SHIPPED_FORMS]))
    assert found
    assert [one for one in found if not isinstance(one, FoundForm)] == []


def test_no_folder_is_no_form(tmp_path: Path) -> None:
    assert list(find_forms([tmp_path / "no", SHIPPED_FORM_FILE])) == []


def test_another_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nuevo.toml").write_text(TEXT, encoding="utf-8")
    assert code_of(tmp_path) == "definition_file_name"


def test_what_is_too_large_is_not_read_whole(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b"#" * (MAX_BYTES + 1))
    assert code_of(tmp_path) == "definition_too_large"


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("a = " + "[" * 100_000, encoding="utf-8")
    assert code_of(tmp_path) == "toml_invalid"


@pytest.mark.parametrize(
    "logo",
    [
        "../README.md",
        "../../etc/passwd",
        "/etc/passwd",
        "icons/../../x.png",
        "C:\\\\x.png",
        "no.png",
        "icons",
    ],
)
def test_a_logo_from_outside_the_program_is_refused(tmp_path: Path, logo: str) -> None:
    text = TEXT.replace("[header]\n", f'[header]\nlogo = "{logo}"\n')
    (tmp_path / SHIPPED_FORM_FILE.name).write_text(text, encoding="utf-8")
    assert code_of(tmp_path) == "definition_foreign_logo"


def test_a_logo_of_the_program_is_taken(tmp_path: Path) -> None:
    text = TEXT.replace("[header]\n", '[header]\nlogo = "icons/search.png"\n')
    (tmp_path / SHIPPED_FORM_FILE.name).write_text(text, encoding="utf-8")
    assert isinstance(only(tmp_path), FoundForm)
