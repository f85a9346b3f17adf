from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fichas_desktop.domain.ficha import FormRef
from fichas_desktop.errors import DefinitionError, EnvironmentFailedError, InputError
from fichas_desktop.forms.catalog import FormCatalog
from tests.builders import SHIPPED_FORMS, TEST_FORMS, all_forms, synthetic_catalog


def copy_as(folder: Path, name: str) -> None:
    shutil.copy(TEST_FORMS / "SINT-01-v01.toml", folder / name)


def test_a_form_is_found_by_code_and_version() -> None:
    catalog = synthetic_catalog()
    assert catalog.get("SINT-01", "01").version == "01"
    assert catalog.get("SINT-01", "02").version == "02"


def test_a_form_is_read_once() -> None:
    catalog = synthetic_catalog()
    assert catalog.get("SINT-01", "01") is catalog.get("SINT-01", "01")


def test_the_newest_version_has_one_field_more() -> None:
    catalog = synthetic_catalog()
    newest = {field.key for field in catalog.latest("SINT-01").fields()}
    assert newest - {field.key for field in catalog.get("SINT-01", "01").fields()} == {"cupo"}


def test_of_each_form_the_newest_version_is_named_the_shipped_one_first(tmp_path: Path) -> None:
    catalog = FormCatalog(all_forms(tmp_path / "forms"))
    assert [form.code for form in catalog.newest()] == ["4202000-FT-1311", "SINT-01"]
    for form in catalog.newest():
        assert form.version == max((ref.version for ref in catalog.refs() if ref.code == form.code), key=int)


def test_without_a_code_the_newest_version_of_the_first_form_is_meant(tmp_path: Path) -> None:
    catalog = FormCatalog(all_forms(tmp_path / "forms"))
    assert catalog.latest().code == "4202000-FT-1311"
    assert catalog.refs()[-1] == FormRef("SINT-01", "02")


def test_versions_are_ordered_by_number(tmp_path: Path) -> None:
    for version in ("99", "100", "02"):
        copy_as(tmp_path, f"SINT-01-v{version}.toml")
    assert [ref.version for ref in FormCatalog(tmp_path).refs()] == ["02", "99", "100"]


def test_the_shipped_folder_holds_the_official_form() -> None:
    assert FormRef("4202000-FT-1311", "01") in FormCatalog(SHIPPED_FORMS).refs()


def test_an_unknown_form_is_told_from_an_unknown_version() -> None:
    catalog = synthetic_catalog()
    with pytest.raises(InputError) as caught:
        catalog.get("SINT-99", "01")
    assert (caught.value.code, caught.value.params) == ("unknown_form", {"form": "SINT-99"})
    with pytest.raises(InputError) as caught:
        catalog.get("SINT-01", "07")
    assert caught.value.code == "unknown_version"
    assert caught.value.params == {"form": "SINT-01", "version": "07", "known": "01, 02"}
    with pytest.raises(InputError) as caught:
        catalog.latest("SINT-99")
    assert caught.value.code == "unknown_form"


def test_a_name_that_a_stranger_gives_is_fit_for_a_sentence() -> None:
    catalog = synthetic_catalog()
    strange, shown = "a\nb\x1b" + "x" * 99, "a b" + "x" * 57
    with pytest.raises(InputError) as caught:
        catalog.get(strange, "1")
    assert caught.value.params == {"form": shown}
    with pytest.raises(InputError) as caught:
        catalog.latest(strange)
    assert caught.value.params == {"form": shown}
    with pytest.raises(InputError) as caught:
        catalog.get("SINT-01", "1\n2")
    assert caught.value.params["version"] == "1 2"


@pytest.mark.parametrize("name", ["SINT-01-v03.toml", "SINT-02-v01.toml"])
def test_a_file_name_that_does_not_fit_its_contents_is_refused(tmp_path: Path, name: str) -> None:
    copy_as(tmp_path, name)
    (ref,) = FormCatalog(tmp_path).refs()
    with pytest.raises(DefinitionError) as caught:
        FormCatalog(tmp_path).get(ref.code, ref.version)
    assert (caught.value.code, caught.value.params["file"]) == ("definition_file_name", name)


def test_files_with_other_names_are_no_forms(tmp_path: Path) -> None:
    copy_as(tmp_path, "SINT-01-v01.toml")
    copy_as(tmp_path, "notas.toml")
    copy_as(tmp_path, "SINT-01-v1.toml")
    assert FormCatalog(tmp_path).refs() == (FormRef("SINT-01", "01"),)


def test_a_folder_without_forms_is_a_damaged_installation(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "no"):
        with pytest.raises(EnvironmentFailedError) as caught:
            FormCatalog(folder)
        assert caught.value.code == "no_forms"
