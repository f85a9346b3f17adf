"""A draft that does not come on the screen, because the one that is there cannot be saved, is let go."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from pytestqt.qtbot import QtBot

from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.services.program import Program
from tests.ui.programs import invented_program, keep_complete
from tests.ui.window_driver import open_window


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "datos"


@pytest.fixture
def program(folder: Path) -> Program:
    return invented_program(folder)


def full_disk() -> EnvironmentFailedError:
    return EnvironmentFailedError("disk_full", folder="")


def test_another_window_may_write_the_draft_that_was_not_opened(
    qtbot: QtBot, program: Program, folder: Path
) -> None:
    one, two = keep_complete(program), keep_complete(program, titulo_taller="Otra")
    with open_window(qtbot, program, one) as driver:
        opened: list[str] = []
        driver.window.flows.reopening.opened.connect(opened.append)
        driver.type_into("titulo_taller", "x")
        with patch.object(driver.window.autosave, "flush", full_disk):
            driver.window.flows.open_draft(two)
        assert driver.view.bridge.session.draft.id == one
        assert driver.view.isEnabled()
        assert len(driver.dialogs.said) == 1
        assert opened == []
        other = invented_program(folder)
        assert not other.drafts.reopen(two).read_only
        assert other.drafts.reopen(one).read_only  # what is on the screen stays this window's
        other.close()
        driver.window.flows.open_draft(two)
        assert opened == [two]


def test_a_version_that_does_not_come_on_the_screen_leaves_the_ficha_as_it_is(
    qtbot: QtBot, program: Program, folder: Path
) -> None:
    one = keep_complete(program)
    with open_window(qtbot, program, one) as driver:
        program.drafts.keep_saved(driver.view.bridge.session.draft)
        version = program.drafts.history(one)[0].name
        driver.window.flows.reopening._take_version(version)
        with patch.object(driver.window.autosave, "flush", full_disk):
            driver.wait_work()
        assert len(driver.dialogs.said) == 1
        assert driver.view.isEnabled()
        other = invented_program(folder)
        assert other.drafts.reopen(one).read_only
        other.close()
