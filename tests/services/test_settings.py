"""ajustes.toml: three places, the last word counts, a broken file is told and left out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fichas_desktop.domain.settings import Settings
from fichas_desktop.errors import DefinitionError
from fichas_desktop.messages import mail_warning, next_steps_words, settings_sentence
from fichas_desktop.services.program import Program
from fichas_desktop.services.settings import read_settings, settings_places
from fichas_desktop.services.settings_doubts import settings_doubts
from tests.builders import synthetic_form

ONE_HASH = "a" * 64


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_files_there_are_only_defaults(tmp_path: Path) -> None:
    assert read_settings([tmp_path / "no" / "ajustes.toml"]).current == Settings()


def test_every_key_is_read(tmp_path: Path) -> None:
    own = tmp_path / "Datos de todos"
    place = written(
        tmp_path / "a" / "ajustes.toml",
        'correo = "gestion@entidad.gov.co"\nlimite_correo_mb = 20\n'
        f"carpeta_datos = '{own}'\n"
        '[sugerencias]\ndependencia = ["Oficina A", "Oficina B"]\n'
        f"[[formularios]]\ncarpeta = 'nuevos'\nsha256 = ['{ONE_HASH}']\n",
    )
    read = read_settings([place])
    assert read.problems == ()
    assert read.current.office_email == "gestion@entidad.gov.co"
    assert read.current.mail_limit_mb == 20
    assert read.current.data_folder == str(own)
    assert read.current.suggestions == {"dependencia": ("Oficina A", "Oficina B")}
    assert read.current.forms[0].folder == str(tmp_path / "a" / "nuevos")
    assert read.current.trusted_forms() == {ONE_HASH}


def test_the_persons_own_file_counts_more_key_by_key(tmp_path: Path) -> None:
    machine = written(
        tmp_path / "machine.toml",
        'correo = "a@entidad.gov.co"\nlimite_correo_mb = 20\n[sugerencias]\nuno = ["A"]\ndos = ["B"]\n',
    )
    own = written(tmp_path / "own.toml", 'correo = "b@entidad.gov.co"\n[sugerencias]\ndos = ["C"]\n')
    current = read_settings([machine, own]).current
    assert (current.office_email, current.mail_limit_mb) == ("b@entidad.gov.co", 20)
    assert current.suggestions == {"uno": ("A",), "dos": ("C",)}


@pytest.mark.parametrize(
    ("text", "code", "names"),
    [
        ('correa = "a@b.co"', "toml_unknown_key", "correa"),
        ('[[formularios]]\nfolder = "x"', "toml_unknown_key", "formularios[0].folder"),
        ("[[formularios]]\nsha256 = []", "toml_missing_key", "formularios[0].carpeta"),
        ('[[formularios]]\ncarpeta = "x"\nsha256 = ["123"]', "toml_bad_value", "formularios[0].sha256[0]"),
        ('correo = "no es un correo"', "toml_bad_value", "correo"),
        ('limite_correo_mb = "20"', "toml_bad_value", "limite_correo_mb"),
        ('carpeta_datos = "%NO_EXISTE%/x"', "toml_bad_value", "carpeta_datos"),
        ("correo = a@b.co\n", "toml_invalid", "línea 1"),
        ('correo = "a@b.co"\nlimite_correo_mb =', "toml_invalid", "línea 2"),
    ],
)
def test_a_broken_file_is_told_with_its_place_and_left_out(
    tmp_path: Path, text: str, code: str, names: str
) -> None:
    machine = written(tmp_path / "machine.toml", "limite_correo_mb = 20")
    broken = written(tmp_path / "ajustes.toml", text)
    read = read_settings([machine, broken])
    (problem,) = read.problems
    assert problem.code == code
    sentence = settings_sentence(problem)
    assert names in sentence
    assert str(broken) in sentence
    assert read.current == Settings(mail_limit_mb=20)


def test_notepads_mark_and_another_encoding(tmp_path: Path) -> None:
    marked = tmp_path / "marked.toml"
    marked.write_bytes(b"\xef\xbb\xbflimite_correo_mb = 9\r\n")
    latin = tmp_path / "latin.toml"
    latin.write_bytes("# límite\n".encode("latin-1"))
    read = read_settings([marked, latin])
    assert read.current.mail_limit_mb == 9
    assert [problem.code for problem in read.problems] == ["toml_unreadable"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ajustes.toml")
    read = read_settings([tmp_path / "ajustes.toml"])
    assert [problem.code for problem in read.problems] == ["toml_unreadable"]


def test_the_data_folder_may_name_the_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "ana"))
    place = written(tmp_path / "ajustes.toml", 'carpeta_datos = "~/Fichas"')
    assert Program(settings_files=(place,)).data_folder == tmp_path / "ana" / "Fichas"
    place.write_text('carpeta_datos = "${HOME}/Otra"', encoding="utf-8")
    assert Program(settings_files=(place,)).data_folder == tmp_path / "ana" / "Otra"
    assert Program(tmp_path / "dada", settings_files=(place,)).data_folder == tmp_path / "dada"


def test_the_places_are_those_of_the_platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    common = Path("/etc/fichas-desktop/ajustes.toml")
    own = tmp_path / "fichas-desktop" / "ajustes.toml"
    assert settings_places() == (common, own)
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.executable", str(tmp_path / "Fichas" / "Fichas.exe"))
    assert settings_places() == (tmp_path / "Fichas" / "ajustes.toml", common, own)
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("PROGRAMDATA", "/pd")
    assert settings_places()[1] == Path("/pd", "Fichas", "ajustes.toml")


def test_the_end_page_names_the_address_and_warns_of_a_heavy_mail() -> None:
    form = synthetic_form()
    assert next_steps_words(form, Settings()) == form.next_steps
    words = next_steps_words(form, Settings(office_email="gestion@entidad.gov.co"))
    assert words.startswith(form.next_steps)
    assert "gestion@entidad.gov.co" in words
    limit = Settings(mail_limit_mb=1)
    assert mail_warning(1024**2, limit) is None
    assert mail_warning(5 * 1024**3, Settings()) is None
    warning = mail_warning(1024**2 * 3, limit)
    assert warning is not None
    assert "3 MB" in warning
    assert "1 MB" in warning


def doubts(*places: Path) -> list[DefinitionError]:
    program = Program(places[0].parent / "datos", settings_files=places)
    return list(settings_doubts(program.settings, program.extra_forms))


def test_what_is_said_in_vain_is_told_and_the_rest_counts(tmp_path: Path) -> None:
    place = written(
        tmp_path / "ajustes.toml",
        'correo = "a@entidad.gov.co"\n[sugerencias]\nnohay = ["A"]\ndependencia = ["B"]\n'
        f'[[formularios]]\ncarpeta = "{tmp_path.as_posix()}"\n',
    )
    program = Program(tmp_path / "datos", settings_files=(place,))
    (doubt,) = doubts(place)
    assert doubt.code == "settings_no_field"
    assert doubt.params == {"file": str(place), "path": "sugerencias.nohay"}
    assert program.settings.problems == ()
    assert program.settings.current.office_email == "a@entidad.gov.co"


def test_a_folder_of_forms_that_is_not_there_just_now_stops_nobody(tmp_path: Path) -> None:
    machine = written(tmp_path / "machine.toml", '[[formularios]]\ncarpeta = "otra"\n')
    own = written(
        tmp_path / "own.toml",
        '[sugerencias]\nde_un_formulario_de_alla = ["A"]\n[[formularios]]\ncarpeta = "nohay"\n',
    )
    program = Program(tmp_path / "datos", settings_files=(machine, own))
    (doubt,) = doubts(machine, own)
    assert doubt.code == "settings_no_folder"
    assert doubt.params == {"file": str(own), "path": "formularios[0].carpeta"}
    assert program.catalog.refs()
    (tmp_path / "nohay").mkdir()
    assert [one.code for one in doubts(machine, own)] == ["settings_no_field"]


def test_settings_without_forms_and_suggestions_leave_no_doubt(tmp_path: Path) -> None:
    place = written(tmp_path / "ajustes.toml", 'correo = "a@entidad.gov.co"\n')
    assert doubts(place) == []
