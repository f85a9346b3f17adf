"""A portable draft in the window."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from fichas_desktop.services.program import Program
from tests.builders import FICHAS
from tests.ui.window_driver import open_window


def copy_of(program: Program, folder: Path) -> Path:
    origin = program.origins.find(str(FICHAS / "larga" / "respuestas.json"))
    return program.portable_exporter.export(origin, folder, replace=False).path


def test_a_start_on_a_copy_opens_its_draft(qtbot: QtBot, tmp_path: Path) -> None:
    program = Program(tmp_path / "datos")
    path = copy_of(program, tmp_path)
    draft = program.origins.find(str(path)).draft
    assert draft is not None
    with open_window(qtbot, program, str(path)) as driver:
        driver.wait_work()
        assert driver.view.bridge.session.draft.id == draft.id
        assert driver.view.bridge.session.draft.answers == draft.answers
        assert driver.view.bridge.session.state().to_correct == 0
        assert driver.dialogs.said == []


def test_a_second_double_click_opens_the_same_draft(qtbot: QtBot, tmp_path: Path) -> None:
    program = Program(tmp_path / "datos")
    path = copy_of(program, tmp_path)
    draft_id = program.importer.import_file(path)
    with open_window(qtbot, program, str(path)) as driver:
        driver.wait_work()
        assert driver.view.bridge.session.draft.id == draft_id
        assert driver.dialogs.said == []
    assert len(program.drafts.summaries()) == 1


def test_a_copy_beside_its_own_draft_is_opened_and_told(qtbot: QtBot, tmp_path: Path) -> None:
    program = Program(tmp_path / "datos")
    path = copy_of(program, tmp_path)
    draft_id = program.importer.import_file(path)
    session = program.drafts.open(draft_id)
    session.set_answer(session.form.title_field, "Otra cosa")
    program.drafts.save(session.draft)
    with open_window(qtbot, program, str(path)) as driver:
        driver.wait_work()
        assert driver.view.bridge.session.draft.id != draft_id
        (sentence,) = driver.dialogs.said
        assert sentence.startswith(f"{path.name}: Aquí ya había un borrador")
    assert len(program.drafts.summaries()) == 2


def test_what_is_no_copy_is_told_and_nothing_opened(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "x.ficha"
    path.write_bytes(b"nada")
    with open_window(qtbot, Program(tmp_path / "datos"), str(path)) as driver:
        driver.wait_work()
        assert driver.window.view is None
        assert driver.dialogs.said == [
            "x.ficha: El archivo no es una copia para seguir en otro computador; escoja otro."
        ]
