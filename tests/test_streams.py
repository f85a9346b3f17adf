"""What is done does not depend on who takes the output: readers that leave, full disks, closed streams."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.builders import FICHAS
from tests.cli.process import environment

pytestmark = pytest.mark.skipif(os.name == "nt", reason="shells and devices of their own")

GOOD = FICHAS / "solo-ano" / "respuestas.json"
INCOMPLETE = FICHAS / "incompleta" / "respuestas.json"
DONE = "Lo pedido se hizo, pero la salida no se pudo escribir; revise que quede espacio.\n"


def ran(folder: Path, *line: object, into: str) -> subprocess.CompletedProcess[str]:
    """Run a command line whose output a shell sends somewhere; the code is the program's own."""
    words = [sys.executable, "-m", "fichas_desktop", "--datos", "datos", *map(str, line)]
    return subprocess.run(
        ["bash", "-c", f'"$@" {into}; exit ${{PIPESTATUS[0]}}', "bash", *words],
        env=environment(HOME=str(folder)),
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture
def tampered(tmp_path: Path) -> str:
    assert ran(tmp_path, "exportar", GOOD, "--salida", "par", into="").returncode == 0
    (pdf,) = (tmp_path / "par").glob("*.pdf")
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    return "par"


LEFT = pytest.param("| sleep 0", id="reader left")
FULL = pytest.param(">/dev/full", id="full disk")


@pytest.mark.parametrize("into", [LEFT, FULL])
def test_a_no_stays_a_no(tmp_path: Path, tampered: str, into: str) -> None:
    assert ran(tmp_path, "verificar", tampered, into=into).returncode == 1


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("exportar", "nohay", "--salida", "x"), 2),
        (("exportar", INCOMPLETE, "--salida", "x"), 1),
        (("exportar", "x", "--nada"), 2),
    ],
)
@pytest.mark.parametrize("into", ["2>&1 | sleep 0", "2>/dev/full"])
def test_a_sentence_that_nobody_reads_keeps_its_code(
    tmp_path: Path, line: Sequence[object], code: int, into: str
) -> None:
    assert ran(tmp_path, *line, into=into).returncode == code


@pytest.mark.parametrize("into", [LEFT, FULL])
def test_all_files_are_imported_whoever_reads_their_ids(tmp_path: Path, into: str) -> None:
    done = ran(tmp_path, "importar", GOOD, "nohay.json", INCOMPLETE, into=into)
    assert done.returncode == 2
    assert "No existe «nohay.json»" in done.stderr
    assert len(list((tmp_path / "datos" / "drafts").iterdir())) == 2


def test_what_was_done_but_could_not_be_told_is_said_so(tmp_path: Path) -> None:
    done = ran(tmp_path, "exportar", GOOD, "--salida", "par", into=">/dev/full")
    assert (done.returncode, done.stderr) == (3, DONE)
    assert len(list((tmp_path / "par").iterdir())) == 2


def test_a_lost_answer_is_told_beside_its_own_code(tmp_path: Path, tampered: str) -> None:
    done = ran(tmp_path, "verificar", tampered, into=">/dev/full")
    assert done.stderr == "La salida no se pudo escribir; revise que quede espacio.\n"


@pytest.mark.parametrize("line", [["--help"], ["exportar", "--help"], ["--version"], ["esquema"]])
def test_a_reader_that_leaves_is_no_failure(tmp_path: Path, line: list[str]) -> None:
    done = ran(tmp_path, *line, into="| sleep 0")
    assert (done.returncode, done.stderr) == (0, "")


def test_sentences_do_not_go_to_the_output_where_they_have_no_stream(tmp_path: Path) -> None:
    done = ran(tmp_path, "exportar", INCOMPLETE, "--salida", "par", "--borrador", into="2>&-")
    assert done.returncode == 0
    assert [Path(one).suffix for one in done.stdout.splitlines()] == [".pdf", ".json"]


def test_a_command_works_without_an_output(tmp_path: Path) -> None:
    done = ran(tmp_path, "exportar", GOOD, "--salida", "par", into=">&-")
    assert (done.returncode, done.stderr) == (0, "")
