from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from jsonschema import Draft202012Validator

from fichas_desktop import __main__
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.storage.sealed_file import read_sealed, sealed
from fichas_desktop.version import __version__
from tests.builders import FICHAS
from tests.cli.conftest import FakeDoor, Outcome

Run = Callable[..., Outcome]

GOOD = FICHAS / "solo-ano" / "respuestas.json"
INCOMPLETE = FICHAS / "incompleta" / "respuestas.json"
CODE = "4202000-FT-1311"
COMMANDS = ["ejemplo", "exportar", "importar", "borradores", "verificar", "esquema", "autoprueba"]
ENGLISH = re.compile(
    r"\b(usage|options?|commands?|error|missing|no such|show|exit|required|default|try|help for|invalid|file|"
    r"directory|does not|not|argument|traceback|arguments|got|unexpected|permission|denied)\b",
    re.IGNORECASE,
)
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def check_one_sentence(outcome: Outcome) -> None:
    """One plain Spanish sentence on standard error, nothing on standard output."""
    assert outcome.out == ""
    assert outcome.err.endswith(".\n")
    assert outcome.err.count("\n") == 1
    assert not ENGLISH.findall(outcome.err)


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def answers_file(folder: Path, answers: dict[str, object], version: str = "01", code: str = CODE) -> Path:
    path = folder / "respuestas.json"
    document = {"form": {"code": code, "version": version}, "answers": answers}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def file_of(folder: Path, data: bytes) -> Path:
    path = folder / "respuestas.json"
    path.write_bytes(data)
    return path


# --- what each command does -------------------------------------------------------------------------


def test_without_a_command_the_window_opens(run: Run, door: FakeDoor) -> None:
    assert run() == (0, "", "")
    assert door.opened == [None]


def test_a_first_word_that_is_no_command_opens_the_window_on_it(run: Run, door: FakeDoor) -> None:
    assert run(GOOD) == (0, "", "")
    assert door.opened == [str(GOOD)]


def test_the_window_is_opened_without_the_command_line_when_there_is_nothing_else(door: FakeDoor) -> None:
    assert __main__._run([]) == 0
    assert __main__._run(["algo.ficha"]) == 0
    assert door.opened == [None, "algo.ficha"]


def test_every_command_is_known_to_the_entry_point(run: Run) -> None:
    listed = set(re.findall(r"^  ([a-z]+)  ", run("--help").out, re.MULTILINE)) - {"--help"}
    assert listed == set(COMMANDS)
    assert frozenset({*COMMANDS, "abrir"}) == __main__.COMMANDS


def test_export_writes_a_pair_and_prints_its_paths(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    outcome = run("exportar", GOOD, "--salida", out)
    assert (outcome.code, outcome.err) == (0, "")
    pdf, sidecar = map(Path, outcome.out.splitlines())
    assert sorted(out.iterdir()) == sorted((pdf, sidecar))
    assert (pdf.suffix, sidecar.suffix, pdf.stem) == (".pdf", ".json", sidecar.stem)
    assert re.fullmatch(r"FT-1311_[A-Za-z0-9-]{1,40}_2024-10-11_e1_[0-9a-f]{8}", pdf.stem)


def test_a_borrador_of_an_incomplete_ficha_warns_and_is_written(run: Run, tmp_path: Path) -> None:
    outcome = run("exportar", INCOMPLETE, "--salida", tmp_path / "out", "--borrador")
    assert outcome.code == 0
    assert len(outcome.out.splitlines()) == 2
    assert all(re.fullmatch(r"[a-z_]+: advertencia: .+\.", line) for line in outcome.err.splitlines())
    assert outcome.err


def test_an_incomplete_ficha_is_refused_with_a_line_for_each_problem(run: Run, tmp_path: Path) -> None:
    outcome = run("exportar", INCOMPLETE, "--salida", tmp_path / "out")
    assert (outcome.code, outcome.out) == (1, "")
    lines = outcome.err.splitlines()
    assert "directivo: Falta responder «Directivo(a) de la dependencia»." in lines
    assert "anexos: advertencia: Falta esta respuesta; si no la tiene, puede dejarla así." in lines
    assert all(re.fullmatch(r"[a-z_]+: .+\.", line) for line in lines)
    assert not (tmp_path / "out").exists()


def test_import_makes_a_draft_of_each_file_and_prints_its_id(run: Run, data_folder: Path) -> None:
    outcome = run("importar", GOOD, INCOMPLETE)
    ids = outcome.out.splitlines()
    assert (outcome.code, outcome.err, len(set(ids))) == (0, "", 2)
    assert all(UUID.fullmatch(one) for one in ids)
    assert {path.name for path in (data_folder / "drafts").iterdir()} == set(ids)


def test_a_file_that_fails_does_not_keep_the_others_from_being_imported(run: Run, tmp_path: Path) -> None:
    bad = file_of(tmp_path, b"nada")
    outcome = run("importar", GOOD, bad, INCOMPLETE)
    assert outcome.code == 2
    assert len(outcome.out.splitlines()) == 2
    assert outcome.err == "respuestas.json: El archivo no se puede leer; revíselo o genérelo de nuevo.\n"


def test_a_file_without_permission_does_not_keep_the_others_from_being_imported(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = file_of(tmp_path, b"")
    read_bytes = Path.read_bytes

    def read(path: Path) -> bytes:
        if path == closed:
            raise PermissionError(errno.EACCES, "closed")
        return read_bytes(path)

    monkeypatch.setattr(os, "access", lambda path, *_args, **_kwargs: Path(path) != closed)
    monkeypatch.setattr(Path, "read_bytes", read)
    outcome = run("importar", closed, GOOD)
    assert (outcome.code, len(outcome.out.splitlines())) == (2, 1)
    assert outcome.err == "respuestas.json: No se puede leer «respuestas.json»; revise los permisos.\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_strange_file_name_cannot_command_the_terminal(run: Run, tmp_path: Path) -> None:
    strange = tmp_path / "a\n\x1b[31mb.json"
    strange.write_bytes(b"nada")
    assert run("importar", strange).err.startswith("a [31mb.json: ")
    assert "/a [31mb.json: No se puede leer" in run("verificar", strange).out


def test_an_imported_draft_is_exported_by_its_id(run: Run, tmp_path: Path) -> None:
    draft_id = run("importar", GOOD).out.strip()
    outcome = run("exportar", draft_id, "--salida", tmp_path / "out")
    assert outcome.code == 0
    assert f"_{draft_id[:8]}." in outcome.out
    assert "Entrega 1 generada" in run("borradores").out


def test_the_list_of_drafts_is_json_when_asked_for(run: Run) -> None:
    assert json.loads(run("borradores", "--json").out) == []
    draft_id = run("importar", INCOMPLETE).out.strip()
    (row,) = json.loads(run("borradores", "--json").out)
    assert list(row) == ["id", "title", "subtitle", "answered", "total", "state", "modified"]
    assert (row["id"], row["total"], row["state"]) == (draft_id, 22, "Faltan 6 respuestas")
    assert row["title"].startswith("Puerta abierta")


def test_the_list_of_drafts_is_words_otherwise(run: Run) -> None:
    assert run("borradores") == (0, "No hay borradores.\n", "")
    draft_id = run("importar", INCOMPLETE).out.strip()
    line = run("borradores").out
    assert line.startswith(draft_id)
    assert "de 22" in line


def test_a_pair_verifies_and_a_tampered_one_does_not(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    pdf, sidecar = map(Path, run("exportar", GOOD, "--salida", out).out.splitlines())
    assert run("verificar", out) == (0, f"{sidecar}: Coincide: es una entrega.\n", "")
    assert run("verificar", pdf, "--exigir-final").code == 0
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    outcome = run("verificar", sidecar, "--json")
    assert outcome.code == 1
    (row,) = json.loads(outcome.out)
    assert list(row) == ["path", "verdict", "reasons"]
    assert (row["verdict"], len(row["reasons"])) == ("no_coincide", 1)


def test_a_borrador_verifies_unless_an_entrega_is_demanded(run: Run, tmp_path: Path) -> None:
    run("exportar", INCOMPLETE, "--salida", tmp_path / "out", "--borrador")
    outcome = run("verificar", tmp_path / "out")
    assert outcome.code == 0
    assert "es un borrador" in outcome.out
    outcome = run("verificar", tmp_path / "out", "--exigir-final")
    assert outcome.code == 1
    assert "No es una entrega final." in outcome.out


def test_garbage_inside_what_was_given_is_amiss_and_not_wrong_usage(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"basura")
    (tmp_path / "y.json").write_bytes(b"basura")
    outcome = run("verificar", tmp_path, "--json")
    assert outcome.code == 1
    assert [row["verdict"] for row in json.loads(outcome.out)] == ["incompleta", "ilegible"]


def test_the_worst_of_several_paths_decides(run: Run, tmp_path: Path) -> None:
    run("exportar", GOOD, "--salida", tmp_path / "out")
    outcome = run("verificar", tmp_path / "out", tmp_path / "no-hay")
    assert outcome.code == 2
    assert "Coincide" in outcome.out
    assert outcome.err == "No existe «no-hay»; revise la ruta.\n"


@pytest.mark.parametrize("options", [[], ["--formulario", CODE]])
def test_the_schema_is_printed_and_fits_what_is_exported(
    run: Run, tmp_path: Path, options: list[str]
) -> None:
    schema = json.loads(run("esquema", *options).out)
    sidecar = Path(run("exportar", GOOD, "--salida", tmp_path / "out").out.splitlines()[1])
    assert Draft202012Validator(schema).is_valid(json.loads(sidecar.read_text(encoding="utf-8")))


def test_the_example_is_written_verified_and_shown(run: Run, door: FakeDoor, tmp_path: Path) -> None:
    outcome = run("ejemplo", "--salida", tmp_path / "out")
    assert (outcome.code, outcome.err) == (0, "")
    pdf, sidecar, verdict = outcome.out.splitlines()
    assert Path(pdf).is_file()
    assert verdict == f"{sidecar}: Coincide: es una entrega."
    (draft_id,) = door.opened
    assert run("borradores").out.startswith(str(draft_id))


def test_the_example_is_one_draft_however_often_it_is_asked_for(
    run: Run, door: FakeDoor, tmp_path: Path
) -> None:
    for _ in range(2):
        assert run("ejemplo", "--salida", tmp_path / "out", "--sin-ventana").code == 0
    assert door.opened == []
    assert len(run("borradores").out.splitlines()) == 1
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_the_example_works_where_no_window_can_open(run: Run, door: FakeDoor, tmp_path: Path) -> None:
    door.shut = EnvironmentFailedError("no_display")
    outcome = run("ejemplo", "--salida", tmp_path / "out")
    assert outcome.code == 0
    assert door.opened == []
    assert not ENGLISH.findall(outcome.err.replace("--help", ""))


def test_the_list_of_commands_cuts_no_sentence(run: Run) -> None:
    commands = run("--help").out.partition("Comandos:")[2]
    assert "..." not in commands
    assert set(COMMANDS) <= set(commands.split())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
@pytest.mark.parametrize("command", [("importar",), ("exportar", "--salida", "salida")])
def test_a_pipe_is_no_file_and_is_not_waited_for(tmp_path: Path, command: tuple[str, ...]) -> None:
    os.mkfifo(tmp_path / "tubo")
    words = [sys.executable, "-m", "fichas_desktop", "--datos", str(tmp_path / "datos"), *command]
    done = subprocess.run(
        [*words, str(tmp_path / "tubo")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )
    assert done.returncode == 2
    assert "«tubo» no es un archivo" in done.stderr


def test_the_self_test_proves_everything_and_leaves_nothing(
    run: Run, door: FakeDoor, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    outcome = run("autoprueba")
    assert (outcome.code, outcome.err, door.proved) == (0, "", 1)
    assert outcome.out.endswith("La instalación funciona.\n")
    assert list(tmp_path.iterdir()) == []
    assert not data_folder.exists()


def test_the_version_is_told(run: Run) -> None:
    assert run("--version") == (0, f"fichas-desktop {__version__}\n{CODE} versión 01\n", "")


# --- Spanish throughout -----------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", *COMMANDS, "abrir"])
def test_every_help_page_is_spanish(run: Run, command: str) -> None:
    outcome = run(*([command] if command else []), "--help")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("Uso: fichas-desktop")
    assert not ENGLISH.findall(outcome.out.replace("--help", ""))


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nada"],
        ["-x"],
        ["exportar"],
        ["exportar", "x"],
        ["exportar", "x", "--salida"],
        ["exportar", "x", "y", "--salida", "z"],
        ["exportar", "x", "--salida", "y", "--borrador=1"],
        ["exportar", "x", "--salida", "y", "--publico"],
        ["importar"],
        ["importar", "--nada", "x"],
        ["verificar"],
        ["verificar", "--json"],
        ["borradores", "x"],
        ["esquema", "--formulario"],
        ["esquema", "x"],
        ["autoprueba", "x"],
        ["ejemplo", "--salida"],
        ["abrir"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_spanish_sentence(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    outcome = run(*arguments)
    assert outcome.code == 2
    check_one_sentence(Outcome(outcome.code, outcome.out, outcome.err.replace("--help", "")))
    assert everything_in(tmp_path) == {}


def test_an_option_that_has_no_value_is_named(run: Run) -> None:
    assert "«--salida»" in run("exportar", "x", "--salida").err
    assert "--salida" in run("exportar", "x").err
    assert "«--nada»" in run("exportar", "--nada").err


# --- exit codes -------------------------------------------------------------------------------------

UNUSABLE: dict[str, Callable[[Path], Path]] = {
    "no such file": lambda folder: folder / "no-hay.json",
    "a folder": lambda folder: folder,
    "empty": lambda folder: file_of(folder, b""),
    "not JSON": lambda folder: file_of(folder, b"{'a': 1}"),
    "not UTF-8": lambda folder: file_of(folder, b"\xff\xfe"),
    "nested too deep": lambda folder: file_of(folder, b"[" * 100_000),
    "a key twice": lambda folder: file_of(folder, b'{"form": 1, "form": 2}'),
    "another document": lambda folder: file_of(folder, b"[1, 2]"),
    "a sidecar": lambda folder: file_of(folder, b'{"$schema": "urn:fichas-desktop:sidecar:1"}'),
    "unknown form": lambda folder: answers_file(folder, {}, code="FT-0"),
    "unknown version": lambda folder: answers_file(folder, {}, version="99"),
    "unknown field": lambda folder: answers_file(folder, {"apellido": "x"}),
    "a line as number": lambda folder: answers_file(folder, {"nombre": 5}),
    "a date as number": lambda folder: answers_file(folder, {"fecha_inicio": 2019}),
    "rich text as list": lambda folder: answers_file(folder, {"descripcion": ["x"]}),
    "a choice as list": lambda folder: answers_file(folder, {"tipo_vinculacion": []}),
    "annexes as text": lambda folder: answers_file(folder, {"anexos": "x.png"}),
    "unknown choice": lambda folder: answers_file(folder, {"tipo_vinculacion": {"choice": "socio"}}),
    "30 February": lambda folder: answers_file(folder, {"fecha_inicio": "2024-02-30"}),
    "a path that climbs": lambda folder: answers_file(folder, {"anexos": [{"path": "../x"}]}),
    "an absolute path": lambda folder: answers_file(folder, {"anexos": [{"path": "/etc/passwd"}]}),
    "a missing annex": lambda folder: answers_file(folder, {"anexos": [{"path": "x.png"}]}),
    "a field with a line break": lambda folder: answers_file(folder, {"uno\ndos": "x"}),
    "a form with a line break": lambda folder: answers_file(folder, {}, code="uno\ndos"),
    "a version with a line break": lambda folder: answers_file(folder, {}, version="0\n1"),
    "an annex with a line break": lambda folder: answers_file(folder, {"anexos": [{"path": "a\nb"}]}),
}


@pytest.mark.parametrize("command", ["exportar", "borrador", "importar"])
@pytest.mark.parametrize("make", UNUSABLE.values(), ids=list(UNUSABLE))
def test_what_cannot_be_read_is_wrong_input_and_leaves_nothing(
    run: Run, tmp_path: Path, command: str, make: Callable[[Path], Path]
) -> None:
    source = make(tmp_path)
    before = everything_in(tmp_path)
    arguments = {
        "exportar": ("exportar", source, "--salida", tmp_path / "out"),
        "borrador": ("exportar", source, "--salida", tmp_path / "out", "--borrador"),
        "importar": ("importar", source),
    }
    outcome = run(*arguments[command])
    assert outcome.code == 2
    check_one_sentence(outcome)
    assert everything_in(tmp_path) == before
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["exportar", "no-hay", "--salida", "out"], 2),
        (["verificar", "no-hay"], 2),
        (["verificar", "."], 2),
        (["esquema", "--formulario", "FT-0"], 2),
    ],
)
def test_what_names_nothing_is_wrong_input(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run(*arguments)
    assert outcome.code == code
    check_one_sentence(outcome)
    assert everything_in(tmp_path) == {}


def refuse(number: int) -> Callable[..., NoReturn]:
    def fail(*_arguments: object, **_named: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail


def test_a_file_where_the_output_folder_should_be_is_the_environment_s_fault(
    run: Run, tmp_path: Path
) -> None:
    place = tmp_path / "out"
    place.write_text("x", encoding="utf-8")
    for folder in (place, place / "a" / "b"):
        outcome = run("exportar", GOOD, "--salida", folder)
        assert outcome.code == 3
        check_one_sentence(outcome)
    assert everything_in(tmp_path) == {str(place): b"x"}


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO])
@pytest.mark.parametrize("call", ["open", "mkdir", "replace"])
def test_an_output_folder_that_cannot_be_written_is_the_environment_s_fault(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, call: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(f"fichas_desktop.durable_file.os.{call}", refuse(number))
        outcome = run("exportar", GOOD, "--salida", tmp_path / "out")
    assert outcome.code == 3
    check_one_sentence(outcome)
    assert everything_in(tmp_path) == {}


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC])
def test_a_data_folder_that_cannot_be_written_is_the_environment_s_fault(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("fichas_desktop.durable_file.os.open", refuse(number))
        outcome = run("importar", GOOD)
    assert outcome.code == 3
    check_one_sentence(outcome)
    assert everything_in(tmp_path) == {}


def test_a_name_taken_is_the_environment_s_fault_unless_it_may_be_replaced(run: Run, tmp_path: Path) -> None:
    arguments = ("exportar", GOOD, "--salida", tmp_path / "out")
    paths = run(*arguments).out
    pdf, sidecar = map(Path, paths.splitlines())
    good = pdf.read_bytes()
    assert run(*arguments) == (0, paths, "")
    pdf.write_bytes(b"otro")
    outcome = run(*arguments)
    assert outcome.code == 3
    check_one_sentence(outcome)
    assert pdf.read_bytes() == b"otro"
    assert run(*arguments, "--reemplazar") == (0, paths, "")
    assert pdf.read_bytes() == good
    assert sidecar.is_file()


def test_a_defect_of_the_program_is_one_sentence_too(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_arguments: object) -> NoReturn:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("fichas_desktop.services.origins.Origins.find", fail)
    outcome = run("exportar", GOOD, "--salida", tmp_path / "out")
    assert outcome.code == 3
    check_one_sentence(outcome)
    assert "secret" not in outcome.err


def test_a_damaged_draft_is_listed_and_refused(run: Run, data_folder: Path, tmp_path: Path) -> None:
    draft_id = run("importar", GOOD).out.strip()
    for path in (data_folder / "drafts" / draft_id).glob("journal-*"):
        path.unlink()
    (data_folder / "drafts" / draft_id / "draft.json").write_bytes(b"")
    assert "No se puede leer" in run("borradores").out
    outcome = run("exportar", draft_id, "--salida", tmp_path / "out")
    assert outcome.code == 2
    check_one_sentence(outcome)


def test_a_draft_of_a_newer_program_is_listed_and_never_exported(
    run: Run, data_folder: Path, tmp_path: Path
) -> None:
    draft_id = run("importar", GOOD).out.strip()
    folder = data_folder / "drafts" / draft_id
    document, seq = read_sealed(folder / "draft.json")
    (folder / "draft.json").write_bytes(sealed({**document, "schema_version": 99, "novelty": 1}, seq))
    before = everything_in(folder)
    (row,) = json.loads(run("borradores", "--json").out)
    assert row["state"] != "No se puede leer"
    assert row["title"]
    for extra in ([], ["--borrador"], ["--portatil"]):
        outcome = run("exportar", draft_id, "--salida", tmp_path / "out", *extra)
        assert outcome.code == 2
        assert "programa más nuevo" in outcome.err
        check_one_sentence(outcome)
    assert not (tmp_path / "out").exists()
    assert everything_in(folder) == before


def test_a_draft_whose_annex_is_gone_is_incomplete(run: Run, data_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "larga"
    shutil.copytree(FICHAS / "larga", folder)
    draft_id = run("importar", folder / "respuestas.json").out.strip()
    shutil.rmtree(data_folder / "drafts" / draft_id / "files")
    outcome = run("exportar", draft_id, "--salida", tmp_path / "out")
    assert (outcome.code, outcome.out) == (1, "")
    assert "anexos: No se encuentra el archivo del anexo 1; agréguelo otra vez o quítelo." in outcome.err
    assert run("exportar", draft_id, "--salida", tmp_path / "out", "--borrador").code == 0


def test_an_obstacle_of_the_window_is_one_sentence(run: Run, door: FakeDoor) -> None:
    door.shut = EnvironmentFailedError("no_display")
    outcome = run()
    assert outcome.code == 3
    check_one_sentence(Outcome(outcome.code, outcome.out, outcome.err.replace("--help", "")))


@pytest.mark.parametrize("line", [("--datos", "", "borradores"), ("ejemplo", "--salida", "")])
def test_a_folder_without_a_name_is_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run(*line)
    option = next(word for word in line if word.startswith("--"))
    assert outcome.code == 2
    assert outcome.err.startswith(f"El valor de «{option}» no sirve; vea «fichas-desktop")
    assert list(tmp_path.iterdir()) == []
