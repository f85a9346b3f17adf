"""Data folders that are none, cannot be used, or are less safe: one sentence each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fichas_desktop import __main__
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.services.runtime import default_data_folder
from tests.builders import FICHAS
from tests.cli.conftest import FakeDoor, Outcome

Run = Callable[..., Outcome]

GOOD = FICHAS / "solo-ano" / "respuestas.json"


@pytest.mark.parametrize("below", ["", "sub"])
@pytest.mark.parametrize("command", [("borradores",), ("importar", GOOD)])
def test_a_file_is_no_data_folder(run: Run, tmp_path: Path, command: tuple[object, ...], below: str) -> None:
    path = tmp_path / "fichero"
    path.write_text("x", encoding="utf-8")
    outcome = run("--datos", path / below, *command)
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.endswith("no es una carpeta; escoja otra.\n")


@pytest.mark.parametrize("path", ["x" * 300, "abcdefghi/" * 500], ids=["name", "path"])
@pytest.mark.parametrize("command", [("borradores",), ("importar", GOOD)])
def test_a_path_that_is_too_long_is_told_in_a_short_sentence(
    run: Run, command: tuple[object, ...], path: str
) -> None:
    outcome = run("--datos", path, *command)
    assert outcome.code == 3
    assert "es demasiado larga; escoja una carpeta más corta." in outcome.err
    assert len(outcome.err) < 400


def test_who_has_no_folder_is_asked_for_one(
    door: FakeDoor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_names, **_more: Path("~/.local/share"))
    with pytest.raises(EnvironmentFailedError):
        default_data_folder()
    assert __main__._run(["borradores"]) == 3
    assert "--datos CARPETA" in capsys.readouterr().err


def test_commands_that_write_drafts_warn_once_of_a_synchronized_folder(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Entidad"
    outcome = run("--datos", folder, "importar", GOOD, GOOD)
    assert outcome.code == 0
    (line,) = outcome.err.splitlines()
    assert line.startswith("advertencia: Sus fichas están en una carpeta de OneDrive")
    assert run("--datos", folder, "borradores").err == ""
    draft_id = outcome.out.split()[0]
    assert line in run("--datos", folder, "exportar", draft_id, "--salida", tmp_path).err
    assert line not in run("--datos", folder, "exportar", GOOD, "--salida", tmp_path).err
