"""The portable draft on the command line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fichas_desktop.domain.values import DraftId
from fichas_desktop.services.program import Program
from tests.builders import FICHAS
from tests.cli.conftest import FakeDoor, Outcome

Run = Callable[..., Outcome]

LONG = FICHAS / "larga" / "respuestas.json"
GOOD = FICHAS / "solo-ano" / "respuestas.json"
INCOMPLETE = FICHAS / "incompleta" / "respuestas.json"


@pytest.fixture
def elsewhere(run: Run, tmp_path: Path) -> Run:
    """The command line of another computer."""

    def run_there(*arguments: object) -> Outcome:
        return run("--datos", tmp_path / "otro", *arguments)

    return run_there


def copied(run: Run, origin: object, folder: Path) -> Path:
    outcome = run("exportar", origin, "--portatil", "--salida", folder)
    assert (outcome.code, outcome.err) == (0, "")
    (line,) = outcome.out.splitlines()
    return Path(line)


def test_only_the_copy_is_written_however_incomplete_the_ficha_is(run: Run, tmp_path: Path) -> None:
    draft_id = run("importar", INCOMPLETE).out.strip()
    path = copied(run, draft_id, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == [path]
    assert path.name.startswith("FT-1311_")
    assert path.name.endswith(f"_e1_{draft_id[:8]}.ficha")


def test_a_person_goes_on_at_another_computer(run: Run, elsewhere: Run, tmp_path: Path) -> None:
    draft_id = run("importar", LONG).out.strip()
    path = copied(run, draft_id, tmp_path / "out")
    assert elsewhere("importar", path) == (0, f"{draft_id}\n", "")
    assert copied(elsewhere, draft_id, tmp_path / "back").read_bytes() == path.read_bytes()
    assert elsewhere("exportar", draft_id, "--salida", tmp_path / "pair").code == 0


def change_title(data_folder: Path, draft_id: str) -> None:
    """Go on with a draft, as a person does."""
    program = Program(data_folder)
    session = program.drafts.open(DraftId(draft_id))
    session.set_answer(session.form.title_field, "Otra cosa")
    program.drafts.save(session.draft)
    program.close()


def test_a_copy_that_is_here_already_is_no_second_draft(run: Run, data_folder: Path, tmp_path: Path) -> None:
    draft_id = run("importar", LONG).out.strip()
    path = copied(run, draft_id, tmp_path)
    said = f"{path.name}: Esa copia ya estaba aquí tal cual; no se hizo otro borrador.\n"
    assert run("importar", path, path) == (0, f"{draft_id}\n" * 2, said * 2)
    change_title(data_folder, draft_id)
    second = run("importar", path).out.strip()
    assert second != draft_id
    assert run("importar", path) == (0, f"{second}\n", said)
    change_title(data_folder, second)
    third = run("importar", path).out.strip()
    assert len({draft_id, second, third}) == 3
    assert len(run("borradores").out.splitlines()) == 3


def test_a_copy_whose_annex_is_missing_here_is_taken_in_beside(
    run: Run, data_folder: Path, tmp_path: Path
) -> None:
    draft_id = run("importar", LONG).out.strip()
    path = copied(run, draft_id, tmp_path)
    shutil.rmtree(data_folder / "drafts" / draft_id / "files")
    other = run("importar", path).out.strip()
    assert other != draft_id
    assert run("exportar", other, "--salida", tmp_path / "out").code == 0


def test_a_copy_beside_its_own_draft_gets_an_id_of_its_own_and_that_is_said(
    run: Run, data_folder: Path, tmp_path: Path
) -> None:
    draft_id = run("importar", GOOD).out.strip()
    path = copied(run, draft_id, tmp_path)
    change_title(data_folder, draft_id)
    outcome = run("importar", path)
    assert outcome.code == 0
    assert outcome.out.strip() != draft_id
    assert outcome.err == (
        f"{path.name}: Aquí ya había un borrador con el mismo identificador; se conservan los dos.\n"
    )
    assert len(run("borradores").out.splitlines()) == 2


def test_the_pair_is_made_of_a_copy_as_of_its_answers(run: Run, data_folder: Path, tmp_path: Path) -> None:
    path = copied(run, GOOD, tmp_path)
    for option in ((), ("--borrador",)):
        straight = run("exportar", GOOD, "--salida", tmp_path / "a", *option)
        through = run("exportar", path, "--salida", tmp_path / "b", *option)
        assert (through.code, through.err) == (straight.code, straight.err)
        for one, other in zip(straight.out.splitlines(), through.out.splitlines(), strict=True):
            assert Path(one).read_bytes() == Path(other).read_bytes()
    assert not data_folder.exists()


def test_copies_and_answers_files_are_imported_together(run: Run, elsewhere: Run, tmp_path: Path) -> None:
    path = copied(run, GOOD, tmp_path)
    broken = tmp_path / "rota.ficha"
    broken.write_bytes(path.read_bytes()[:-9])
    outcome = elsewhere("importar", path, broken, INCOMPLETE)
    assert (outcome.code, len(outcome.out.splitlines())) == (2, 2)
    assert outcome.err == ("rota.ficha: La copia está dañada o incompleta y no se abrió; pídala de nuevo.\n")
    assert len(elsewhere("borradores").out.splitlines()) == 2


@pytest.mark.parametrize("command", ["importar", "exportar", "portatil"])
def test_what_is_no_copy_is_wrong_input_and_leaves_nothing(
    run: Run, data_folder: Path, tmp_path: Path, command: str
) -> None:
    path = tmp_path / "x.ficha"
    path.write_bytes(b"nada")
    out = ("--salida", tmp_path / "out")
    arguments = {
        "importar": ("importar", path),
        "exportar": ("exportar", path, *out),
        "portatil": ("exportar", path, "--portatil", *out),
    }
    outcome = run(*arguments[command])
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.endswith("El archivo no es una copia para seguir en otro computador; escoja otro.\n")
    assert list(tmp_path.iterdir()) == [path]
    assert not data_folder.exists()


def test_a_name_taken_by_another_copy_is_left_unless_it_may_be_replaced(run: Run, tmp_path: Path) -> None:
    path = copied(run, GOOD, tmp_path)
    assert copied(run, GOOD, tmp_path) == path
    good = path.read_bytes()
    path.write_bytes(b"otro")
    arguments = ("exportar", GOOD, "--portatil", "--salida", tmp_path)
    assert run(*arguments).code == 3
    assert path.read_bytes() == b"otro"
    assert run(*arguments, "--reemplazar") == (0, f"{path}\n", "")
    assert path.read_bytes() == good


def test_a_missing_annex_is_told_and_the_copy_made(
    run: Run, elsewhere: Run, data_folder: Path, tmp_path: Path
) -> None:
    draft_id = run("importar", LONG).out.strip()
    shutil.rmtree(data_folder / "drafts" / draft_id / "files")
    outcome = run("exportar", draft_id, "--portatil", "--salida", tmp_path / "out")
    assert outcome.code == 0
    warning = "anexos: advertencia: No se encuentra el archivo del anexo 1; agréguelo otra vez o quítelo."
    assert outcome.err.splitlines()[0] == warning
    assert elsewhere("importar", outcome.out.strip()).code == 0
    blocked = elsewhere("exportar", draft_id, "--salida", tmp_path / "pair")
    assert blocked.code == 1
    assert warning.replace("advertencia: ", "") in blocked.err.splitlines()


def test_a_copy_is_no_borrador(run: Run, tmp_path: Path) -> None:
    outcome = run("exportar", GOOD, "--portatil", "--borrador", "--salida", tmp_path / "out")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(
        "La copia para seguir en otro computador y el borrador se generan por separado;"
    )
    assert not (tmp_path / "out").exists()


def test_the_window_opens_on_a_copy(run: Run, door: FakeDoor, tmp_path: Path) -> None:
    path = copied(run, GOOD, tmp_path)
    assert run(path) == (0, "", "")
    assert door.opened == [str(path)]
