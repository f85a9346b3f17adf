"""What came beside the program, on the command line: said once on standard error, never in the way."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from fichas_desktop import __main__
from fichas_desktop.services.program import Program
from tests.cli.conftest import FakeDoor, Outcome
from tests.services.test_extra_forms import CODE, NEWER, add

Run = Callable[..., Outcome]


@pytest.fixture
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    path = tmp_path / "config" / "fichas-desktop" / "ajustes.toml"
    path.parent.mkdir(parents=True)
    return path


def test_a_form_without_a_yes_is_not_used_and_that_is_said_once(run: Run, data_folder: Path) -> None:
    add(data_folder / "formularios")
    outcome = run("esquema", "--formulario", CODE)
    assert outcome.code == 0
    assert '"01"' in outcome.out
    assert '"02"' not in outcome.out
    assert outcome.err.count("advertencia") == 1
    (found,) = Program(data_folder).extra_forms.pending
    assert (
        f"versión 02, con código de verificación {found.sha256}; no se usa hasta que lo confirme"
        in outcome.err
    )


def test_a_confirmed_form_has_its_schema(run: Run, data_folder: Path) -> None:
    other = NEWER.replace(f'code = "{CODE}"', 'code = "OTRO-01"')
    path = add(data_folder / "formularios", other)
    path.rename(path.with_name("OTRO-01-v02.toml"))
    extra = Program(data_folder).extra_forms
    extra.confirm(extra.pending[0])
    outcome = run("esquema", "--formulario", "OTRO-01")
    assert (outcome.code, outcome.err) == (0, "")
    assert "OTRO-01" in outcome.out
    assert CODE in run("esquema").out
    assert run("--version").out.splitlines()[1:] == [f"{CODE} versión 01", "OTRO-01 versión 02"]


def test_the_example_is_of_the_version_that_has_one(run: Run, data_folder: Path, tmp_path: Path) -> None:
    add(data_folder / "formularios")
    extra = Program(data_folder).extra_forms
    extra.confirm(extra.pending[0])
    assert run("--version").out.splitlines()[1:] == [f"{CODE} versión 01", f"{CODE} versión 02"]
    outcome = run("ejemplo", "--sin-ventana", "--salida", tmp_path / "salida")
    assert (outcome.code, outcome.err) == (0, "")


def test_a_form_that_breaks_a_rule_is_said_in_spanish(run: Run, data_folder: Path) -> None:
    add(data_folder / "formularios", "code = 3 =\n")
    outcome = run("borradores", "--json")
    assert json.loads(outcome.out) == []
    assert outcome.err == (
        f"advertencia: Un formulario agregado no se usa. El archivo {CODE}-v02.toml no es TOML válido; "
        "corrija la línea 1.\n"
    )


def test_broken_settings_are_said_and_the_command_goes_on(run: Run, own_settings: Path) -> None:
    own_settings.write_text("color = 3\n", encoding="utf-8")
    outcome = run("borradores")
    assert outcome.code == 0
    assert outcome.err.startswith("advertencia: Un archivo de ajustes no se usa. El archivo ")
    assert "tiene en color una clave desconocida" in outcome.err


def test_the_window_opens_with_broken_settings(
    door: FakeDoor, own_settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_settings.write_text("color = 3\n", encoding="utf-8")
    assert __main__._run([]) == 0
    assert door.opened == [None]
    assert capsys.readouterr().err.count("advertencia: Un archivo de ajustes no se usa.") == 1


def test_settings_that_are_in_vain_are_said_where_forms_are_needed(run: Run, own_settings: Path) -> None:
    own_settings.write_text('[[formularios]]\ncarpeta = "/nohay"\n', encoding="utf-8")
    outcome = run("borradores")
    assert (outcome.code, outcome.out) == (0, "No hay borradores.\n")
    assert outcome.err == (
        f"advertencia: El archivo {own_settings} nombra en formularios[0].carpeta una carpeta que ahora no "
        "se puede leer; revise la ruta o la conexión.\n"
    )
    own_settings.write_text('[sugerencias]\nnohay = ["a"]\n', encoding="utf-8")
    assert "en sugerencias.nohay un campo que no existe o no lleva sugerencias" in run("borradores").err
