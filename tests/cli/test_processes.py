"""The command line as processes of their own, in an unfriendly locale and without a screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import FICHAS, ROOT
from tests.cli.process import environment, process

GOOD = FICHAS / "solo-ano" / "respuestas.json"

WITHOUT_QT = """
import sys
from fichas_desktop.cli import run

class Door:
    def obstacle(self): return None
    def open(self, program, target): return 0
    def prove(self, program): return None

good, data, out = sys.argv[1:]
for line in (
    ["--help"],
    ["--nada"],
    ["importar", good],
    ["exportar", good, "--salida", out],
    ["verificar", out],
    ["borradores"],
    ["esquema"],
    ["ejemplo", "--salida", out, "--sin-ventana"],
    ["autoprueba"],
):
    code = run(["--datos", data, *line], Door())
    assert code == (2 if line == ["--nada"] else 0), (line, code)
loaded = sorted(name for name in sys.modules if name.startswith(("PySide6", "shiboken6")))
print("LOADED", loaded)
"""


def test_the_help_page_is_spanish_in_the_c_locale(tmp_path: Path) -> None:
    found = process(tmp_path, "--help")
    assert (found.returncode, found.stderr) == (0, "")
    assert "sin conexión" in found.stdout
    assert not any(word in found.stdout for word in ("Usage", "Options", "Show", "exit", "Commands"))


def test_wrong_usage_is_one_spanish_sentence_in_the_c_locale(tmp_path: Path) -> None:
    found = process(tmp_path, "exportar", "--nada", LC_ALL="en_US.UTF-8")
    expected = "No existe la opción «--nada»; vea «fichas-desktop exportar --help».\n"
    assert (found.returncode, found.stdout, found.stderr) == (2, "", expected)


def test_a_first_word_that_names_nothing_is_wrong_usage_even_without_a_screen(tmp_path: Path) -> None:
    found = process(tmp_path, "exportarr")
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.count("\n") == 1
    assert "«exportarr»" in found.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
def test_without_a_screen_the_window_is_one_sentence_and_no_traceback(tmp_path: Path) -> None:
    found = process(tmp_path)
    assert (found.returncode, found.stdout) == (3, "")
    assert found.stderr.count("\n") == 1
    assert "pantalla" in found.stderr


def test_the_same_answers_give_the_same_bytes_in_any_process_zone_and_locale(tmp_path: Path) -> None:
    outputs = []
    for name, changes in (
        ("a", {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"}),
        ("b", {"TZ": "America/Bogota", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"}),
    ):
        found = process(tmp_path, "exportar", GOOD, "--salida", tmp_path / name, **changes)
        assert found.returncode == 0, found.stderr
        outputs.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert len(outputs[0]) == 2
    assert outputs[0] == outputs[1]


def test_an_imported_ficha_is_there_for_the_next_process(tmp_path: Path) -> None:
    imported = process(tmp_path, "--datos", "datos", "importar", GOOD)
    listed = process(tmp_path, "--datos", "datos", "borradores")
    assert (imported.returncode, listed.returncode) == (0, 0)
    assert imported.stdout.strip()
    assert imported.stdout.strip() in listed.stdout
    assert "Actas de una página" in listed.stdout


def test_a_reader_that_goes_away_causes_no_traceback(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m fichas_desktop esquema | head -c 1'
    found = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )
    assert found.stderr == ""


def test_no_command_but_the_window_loads_qt(tmp_path: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-c", WITHOUT_QT, str(GOOD), str(tmp_path / "datos"), str(tmp_path / "out")],
        cwd=tmp_path,
        env=environment(PYTHONIOENCODING="utf-8"),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert found.returncode == 0, found.stderr
    assert found.stdout.rstrip().endswith("LOADED []")


def test_the_self_test_of_the_installation_passes(tmp_path: Path) -> None:
    pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)
    found = process(tmp_path, "autoprueba", TMPDIR=str(tmp_path))
    assert found.returncode == 0, found.stderr
    assert "Traceback" not in found.stderr
    assert found.stdout.endswith("La instalación funciona.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise")
def test_a_reader_that_leaves_early_is_no_failure(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "fichas_desktop", "esquema"]
    with os.fdopen(writing, "w") as gone:
        found = subprocess.run(
            command,
            cwd=tmp_path,
            env=environment(),
            stdout=gone,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert (found.returncode, found.stderr) == (0, b"")


COLLECTING = """
import gc, sys
import fichas_desktop.__main__ as entry
from fichas_desktop import app, cli

def noted(*_arguments):
    print("WINDOW", gc.isenabled(), flush=True)
    return 0

app.open_window = noted
sys.argv[0] = "fichas-desktop"
try:
    entry.main()
finally:
    print("AFTER", gc.isenabled())
"""


def collecting(folder: Path, line: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", COLLECTING, *line],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("line", [[], ["--datos", "datos"], ["abrir", str(GOOD)], [str(GOOD)]])
def test_python_collects_nothing_until_the_window_is_painted(tmp_path: Path, line: list[str]) -> None:
    done = collecting(tmp_path, line, QT_QPA_PLATFORM="offscreen", XDG_DATA_HOME=str(tmp_path))
    assert done.stdout.splitlines()[0] == "WINDOW False", done.stderr


def test_a_command_collects_as_python_does(tmp_path: Path) -> None:
    done = collecting(tmp_path, ["--datos", "datos", "borradores"], XDG_DATA_HOME=str(tmp_path))
    assert done.stdout.splitlines()[-1] == "AFTER True", done.stderr
