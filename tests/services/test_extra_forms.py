"""Forms added without a new program: asked about once, never in place of another."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from fichas_desktop.errors import InputError
from fichas_desktop.services.extra_forms import CONFIRMED, FOLDER
from fichas_desktop.services.program import Program
from tests.builders import SHIPPED_FORM_FILE, FakeClock

CODE = "4202000-FT-1311"
TEXT = SHIPPED_FORM_FILE.read_text(encoding="utf-8")
NEWER = TEXT.replace('\nversion = "01"', '\nversion = "02"')


def add(folder: Path, text: str = NEWER, version: str = "02") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{CODE}-v{version}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def program(folder: Path, *settings: Path) -> Program:
    return Program(folder, settings_files=settings, clock=FakeClock())


def versions(found: Program) -> list[str]:
    return [ref.version for ref in found.catalog.refs()]


def test_a_new_form_waits_for_a_yes_that_is_remembered(tmp_path: Path) -> None:
    path = add(tmp_path / FOLDER)
    first = program(tmp_path)
    assert versions(first) == ["01"]
    (pending,) = first.extra_forms.pending
    assert pending.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    first.extra_forms.confirm(pending)
    assert first.catalog.latest().version == "02"
    assert (tmp_path / CONFIRMED).read_text(encoding="utf-8") == f"{pending.sha256}  {path.name}\n"
    second = program(tmp_path)
    assert versions(second) == ["01", "02"]
    assert second.extra_forms.pending == ()


def test_another_content_is_asked_about_again(tmp_path: Path) -> None:
    add(tmp_path / FOLDER)
    first = program(tmp_path)
    first.extra_forms.confirm(first.extra_forms.pending[0])
    add(tmp_path / FOLDER, NEWER + "\n# otra\n")
    second = program(tmp_path)
    assert versions(second) == ["01"]
    assert len(second.extra_forms.pending) == 1


def test_what_was_read_is_what_is_used_even_when_the_file_changes(tmp_path: Path) -> None:
    path = add(tmp_path / FOLDER)
    first = program(tmp_path)
    assert len(first.extra_forms.pending) == 1
    path.write_text(NEWER.replace('name = "Documentación', 'name = "Otra'), encoding="utf-8")
    first.extra_forms.confirm(first.extra_forms.pending[0])
    assert first.catalog.latest().name.startswith("Documentación")


def test_the_shipped_form_is_never_replaced(tmp_path: Path) -> None:
    add(tmp_path / FOLDER, TEXT + "\n# cambiada\n", "01")
    found = program(tmp_path)
    assert found.extra_forms.pending == ()
    assert [error.code for error in found.extra_forms.refused] == ["form_taken"]


def test_the_same_form_again_is_no_news(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / SHIPPED_FORM_FILE.name).write_bytes(SHIPPED_FORM_FILE.read_bytes())
    found = program(tmp_path)
    assert (found.extra_forms.pending, found.extra_forms.refused) == ((), ())


def test_of_two_with_one_version_the_first_yes_counts(tmp_path: Path) -> None:
    add(tmp_path / FOLDER)
    add(tmp_path / "otra", NEWER + "\n# otra\n")
    settings = tmp_path / "ajustes.toml"
    settings.write_text('[[formularios]]\ncarpeta = "otra"\n', encoding="utf-8")
    found = program(tmp_path, settings)
    one, two = found.extra_forms.pending
    found.extra_forms.confirm(one)
    with pytest.raises(Exception, match="form_taken"):
        found.extra_forms.confirm(two)
    assert found.extra_forms.pending == ()


def test_the_settings_say_yes_by_fingerprint(tmp_path: Path) -> None:
    path = add(tmp_path / "oficina")
    settings = tmp_path / "ajustes.toml"
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    settings.write_text(f'[[formularios]]\ncarpeta = "oficina"\nsha256 = ["{sha256}"]\n', encoding="utf-8")
    found = program(tmp_path / "datos", settings)
    assert versions(found) == ["01", "02"]
    assert not (tmp_path / "datos").exists()
    path.write_text(NEWER + "\n", encoding="utf-8")
    found = program(tmp_path / "datos", settings)
    assert versions(found) == ["01"]
    assert len(found.extra_forms.pending) == 1


def test_drafts_of_a_form_that_is_gone_stay_as_they_are(tmp_path: Path) -> None:
    path = add(tmp_path / FOLDER)
    first = program(tmp_path)
    first.extra_forms.confirm(first.extra_forms.pending[0])
    draft = first.drafts.begin(first.catalog.latest())
    first.drafts.save(draft)
    first.close()
    path.unlink()
    kept = tmp_path / "drafts" / draft.id / "draft.json"
    before = kept.read_bytes()
    second = program(tmp_path)
    with pytest.raises(InputError) as caught:
        second.drafts.load(draft.id)
    assert caught.value.code == "draft_form_unknown"
    second.close()
    assert kept.read_bytes() == before
    path.write_text(NEWER, encoding="utf-8")
    assert program(tmp_path).drafts.load(draft.id).form.version == "02"
