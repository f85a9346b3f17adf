"""«Acerca de este programa»: its version, the forms that it carries, where the data lie."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fichas_desktop.ui.commands import Command
from fichas_desktop.version import __version__
from tests.services.test_extra_forms import add, program
from tests.ui.window_driver import open_window


def test_it_names_the_programs_version_and_those_of_the_forms(qtbot: QtBot, tmp_path: Path) -> None:
    add(tmp_path / "formularios")
    found = program(tmp_path)
    found.extra_forms.confirm(found.extra_forms.pending[0])
    with open_window(qtbot, found) as driver:
        driver.window.menus.action(Command.ABOUT).trigger()
        texts = [label.text() for label in driver.find("about").findChildren(QLabel)]
        assert f"Versión {__version__}" in texts
        assert "4202000-FT-1311, versión 01\n4202000-FT-1311, versión 02" in texts
        assert str(tmp_path) in texts
