"""What goes on beside the window can be stopped, and leaves nothing half done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.progress import Stage, Step
from fichas_desktop.errors import RefusedError
from fichas_desktop.services.program import Program
from tests.builders import write_answers_file
from tests.ui.programs import keep_example, kept_files, shipped_program
from tests.ui.window_driver import WindowDriver, open_window

FORM = {"code": "4202000-FT-1311", "version": "01"}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return shipped_program(tmp_path / "datos")


@contextmanager
def busy(driver: WindowDriver) -> Iterator[None]:
    """Keep the worker at something else, so that what a person starts meanwhile waits for it."""
    free = Event()
    driver.window.host.work.run(lambda: free.wait(60), lambda _: None, lambda _: None)
    yield
    free.set()
    driver.wait_work()


def test_a_cancelled_copy_writes_nothing_and_says_so(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    with open_window(qtbot, program, keep_example(program)) as driver:
        driver.dialogs.copy = tmp_path / "memoria" / "copia.ficha"
        with busy(driver):
            driver.key(Qt.Key.Key_F12)
            driver.click("progress.copy.cancel")
            assert not driver.find("progress.copy.cancel").isEnabled()
        assert driver.find("notice.copy").accessibleName() == "Se canceló la copia; no se escribió nada."
        assert kept_files(tmp_path / "memoria") == []
        driver.key(Qt.Key.Key_F12)
        driver.wait_work()
        assert driver.find("notice.copy").accessibleName().startswith("La copia")


def test_a_cancelled_import_keeps_nothing_and_says_so(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    files = [write_answers_file(tmp_path / f"{n}.json", {"nombre": f"Ficha {n}"}, **FORM) for n in range(3)]
    with open_window(qtbot, program) as driver:
        before = len(program.drafts.summaries())
        with busy(driver):
            driver.window.flows.imports.begin(files)
            driver.click("progress.import.cancel")
        words = driver.find("notice.import").accessibleName()
        assert words == "Se canceló la importación; no quedó ninguna ficha."
        assert len(program.drafts.summaries()) == before
        assert driver.dialogs.said == []
        driver.window.flows.imports.begin(files)
        driver.wait_work()
        assert len(program.drafts.summaries()) == before + 3


@pytest.mark.parametrize("last", [Stage.ANNEX, Stage.PAGE, Stage.CHECK])
def test_an_export_that_is_stopped_anywhere_leaves_everything_as_it_was(
    program: Program, tmp_path: Path, last: Stage
) -> None:
    draft_id = keep_example(program)
    origin = program.origins.find(draft_id)
    before = program.drafts.load(draft_id), kept_files(tmp_path)
    seen: list[Step] = []

    def report(step: Step) -> None:
        seen.append(step)
        if step.stage is last:
            raise RefusedError("cancelled")

    with pytest.raises(RefusedError, match="cancelled"):
        program.exporter.export(
            origin, tmp_path / "salida", status=Status.FINAL, replace=False, report=report
        )
    assert seen[-1].stage is last
    assert (program.drafts.load(draft_id), kept_files(tmp_path)) == before


def test_an_export_tells_of_every_annex_and_page(program: Program, tmp_path: Path) -> None:
    origin = program.origins.find(keep_example(program))
    seen: list[Step] = []
    pair = program.exporter.export(origin, tmp_path, status=Status.FINAL, replace=False, report=seen.append)
    pages = [step.number for step in seen if step.stage is Stage.PAGE]
    assert pages[: pair.pages] == list(range(1, pair.pages + 1))
    annexes = [step for step in seen if step.stage is Stage.ANNEX]
    assert [step.number for step in annexes] == list(range(1, annexes[-1].total + 1))
    assert seen[-1].stage is Stage.CHECK
