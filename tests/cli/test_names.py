"""Sentences name the very thing that a person gave, and nothing of what a ficha says."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.services.program import Program
from tests.builders import FICHAS
from tests.cli.conftest import Outcome

Run = Callable[..., Outcome]

GOOD = FICHAS / "solo-ano" / "respuestas.json"
LONG = "a" * 300


@pytest.fixture
def pair(run: Run, tmp_path: Path) -> tuple[Path, Path]:
    pdf, sidecar = map(Path, run("exportar", GOOD, "--salida", tmp_path / "par").out.splitlines())
    return pdf, sidecar


def closed(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    read_bytes = Path.read_bytes

    def read(one: Path) -> bytes:
        if one == path:
            raise PermissionError(errno.EACCES, "closed")
        return read_bytes(one)

    monkeypatch.setattr(Path, "read_bytes", read)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (("verificar", ""), "RUTA"),
        (("importar", ""), "ARCHIVO"),
        (("importar", GOOD, ""), "ARCHIVO"),
        (("exportar", "", "--salida", "x"), "ORIGEN"),
    ],
)
def test_an_empty_path_is_not_the_current_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: tuple[object, ...], name: str
) -> None:
    run("exportar", GOOD, "--salida", tmp_path)
    monkeypatch.chdir(tmp_path)
    outcome = run(*line)
    hint = f"vea «fichas-desktop {line[0]} --help»"
    assert outcome == (2, "", f"El valor de «{name}» no sirve; {hint}.\n")


@pytest.mark.parametrize("which", [0, 1])
def test_what_cannot_be_read_is_not_judged(
    run: Run, pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, which: int
) -> None:
    closed(monkeypatch, pair[which])
    for named in pair:
        outcome = run("verificar", named)
        expected = f"No se puede leer «{pair[which].name}»; revise los permisos.\n"
        assert outcome == (2, "", expected)


def test_one_that_cannot_be_read_does_not_keep_the_others_from_being_verified(
    run: Run, pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (pair[1].parent / "a.json").write_bytes(b"{}")
    closed(monkeypatch, pair[1].parent / "a.json")
    outcome = run("verificar", pair[1].parent)
    assert (outcome.code, outcome.out) == (2, f"{pair[1]}: Coincide: es una entrega.\n")
    assert outcome.err == "No se puede leer «a.json»; revise los permisos.\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_no_file_name_commands_the_terminal(run: Run, tmp_path: Path) -> None:
    run("importar", GOOD)
    draft_id = run("borradores").out.split()[0]
    copy = Path(run("exportar", draft_id, "--portatil", "--salida", tmp_path).out.strip())
    strange = copy.rename(tmp_path / "a\n\x1b[31mb.ficha")
    assert (
        run("importar", strange).err
        == "a [31mb.ficha: Esa copia ya estaba aquí tal cual; no se hizo otro borrador.\n"
    )
    elsewhere = Program(tmp_path / "otros")
    kept = elsewhere.importer.take_in(strange).id
    session = elsewhere.drafts.open(kept)
    session.set_answer("equipo", "Otra")
    elsewhere.drafts.save(session.draft)
    elsewhere.close()
    beside = run("--datos", tmp_path / "otros", "importar", strange).err
    assert beside.startswith("a [31mb.ficha: Aquí ya había un borrador")


def test_characters_without_a_picture_are_counted_by_field_and_not_repeated(run: Run, tmp_path: Path) -> None:
    document = json.loads(GOOD.read_text(encoding="utf-8"))
    document["answers"] |= {"directivo": "王小明", "nombre": "Feria שלום", "equipo": "Centro 王"}
    source = tmp_path / "respuestas.json"
    source.write_text(json.dumps(document), encoding="utf-8")
    outcome = run("exportar", source, "--salida", tmp_path / "out", "--borrador")
    told = [line for line in outcome.err.splitlines() if "imagen" in line]
    assert (
        "directivo: advertencia: 3 caracteres no tienen imagen en las fuentes; en el PDF se ven como [U+…]."
        in told
    )
    assert (
        "equipo: advertencia: 1 carácter no tiene imagen en las fuentes; en el PDF se ve como [U+…]." in told
    )
    assert not set("王小明שלום") & set(outcome.err)


@pytest.mark.parametrize("command", [("importar",), ("exportar", "--salida", "x")])
def test_a_pdf_is_not_to_be_saved_as_text(
    run: Run, pair: tuple[Path, Path], command: tuple[str, ...]
) -> None:
    outcome = run(*command, pair[0])
    assert outcome.code == 2
    assert f"«{pair[0].name}» es un PDF; dé un archivo de respuestas (.json)" in outcome.err


def test_a_file_that_is_neither_of_a_pair_is_no_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "nota.txt").write_text("x", encoding="utf-8")
    outcome = run("verificar", tmp_path / "nota.txt")
    assert outcome == (2, "", "«nota.txt» no es un PDF ni un archivo de datos; dé uno de los dos.\n")


@pytest.mark.parametrize(
    "line", [("importar", LONG), ("verificar", LONG), ("exportar", LONG, "--salida", "x")]
)
def test_a_name_that_no_file_can_have_is_of_none(run: Run, line: tuple[str, ...]) -> None:
    outcome = run(*line)
    assert (outcome.code, outcome.out) == (2, "")
    assert "No existe «aaa" in outcome.err


def test_the_folder_with_too_long_a_name_is_named(run: Run, tmp_path: Path) -> None:
    outcome = run("exportar", GOOD, "--salida", tmp_path / LONG)
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.startswith("La ruta de «…aaa")


def test_a_file_as_data_folder_is_named_itself(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "fichero"
    path.write_text("x", encoding="utf-8")
    outcome = run("--datos", path, "importar", GOOD)
    assert outcome.err == f"respuestas.json: «{path}» no es una carpeta; escoja otra.\n"


def test_a_full_disk_is_told_by_the_data_folder(
    run: Run, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    outcome = run("importar", GOOD)
    assert outcome.code == 3
    assert f"No queda espacio en el disco de «{data_folder}»" in outcome.err


def test_the_example_that_another_program_made_meanwhile_is_taken(
    run: Run, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*_arguments: object) -> None:
        monkeypatch.undo()
        assert run("ejemplo", "--salida", tmp_path / "primera", "--sin-ventana").code == 0
        raise EnvironmentFailedError("name_taken", folder="x", name="y")

    monkeypatch.setattr("fichas_desktop.services.importing.Importer.import_file", taken)
    outcome = run("ejemplo", "--salida", tmp_path / "segunda", "--sin-ventana")
    assert (outcome.code, outcome.err) == (0, "")
    assert len(list((data_folder / "drafts").iterdir())) == 1


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (("exportar", "x", "--salida"), "fichas-desktop exportar --help"),
        (("esquema", "--formulario"), "fichas-desktop esquema --help"),
        (("borradores", "--json=3"), "fichas-desktop borradores --help"),
        (("--version", "extra"), "fichas-desktop --help"),
        (("--version", "borradores"), "fichas-desktop --help"),
    ],
)
def test_wrong_usage_points_to_the_help_of_its_command(run: Run, line: tuple[str, ...], hint: str) -> None:
    outcome = run(*line)
    assert (outcome.code, outcome.out) == (2, "")
    assert f"vea «{hint}»" in outcome.err
