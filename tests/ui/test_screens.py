"""Every page and dialog, heard and used by keyboard alone: names, order, focus, language."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.screen_audit import faults_of
from tests.ui.screens import SCREENS, shown


@pytest.mark.parametrize("name", SCREENS)
def test_everything_has_its_name_and_place(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    with shown(qtbot, tmp_path, SCREENS[name]) as root:
        faults = faults_of(root)
    assert faults == []
