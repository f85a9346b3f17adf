"""What a start may load before the person sees the first field."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fichas_desktop.services.program import Program
from tests.benchmarks.start_ratio import PROGRAM

LATER = (
    "PIL",
    "PySide6.QtNetwork",
    "click",
    "fichas_desktop.services.trash",
    "fichas_desktop.ui.inputs.attachments_input",
    "fichas_desktop.ui.inputs.suggesting_line",
    "fichas_desktop.ui.language_tools",
    "fichas_desktop.ui.inputs.line_input",
    "fichas_desktop.validation.personal_data",
    "filelock",
    "hashlib",
    "hunspell",
    "jinja2",
    "jsonschema",
    "pypdf",
    "reportlab",
    "tinydb",
)
PROBE = """
import builtins, json, os, sys
from pathlib import Path
from fichas_desktop.__main__ import Door
Door().obstacle()
from PySide6 import QtCore, QtWidgets
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            view = next((w for w in QApplication.topLevelWidgets() if hasattr(w, "view")), None)
            if view is not None and view.view is not None and watched is not view.focusWidget():
                return False
            pages = len(view.view.pages.built_pages()) if view is not None and view.view is not None else 0
            fields = sum(len(page.built_frames()) for page in view.view.pages.built_pages()) if pages else 0
            names = "Qt" in vars(QtCore)
            QtCore.Qt, QtWidgets.QStyle
            made = "Qt" in vars(QtCore) and "QStyle" in vars(QtWidgets)
            found = {"pages": pages, "fields": fields, "names": names, "style": styled, "made": made}
            found["import"] = builtins.__import__.__name__
            print(json.dumps(found | {"modules": sorted(sys.modules)}), flush=True)
            os._exit(0)
        return False

from fichas_desktop import app
probe, make_application = FirstPaint(), app.make_application

def watched_application(wanted):
    global styled
    application = make_application(wanted)
    styled = "QStyle" in vars(QtWidgets)  # later this probe itself makes it, as every event goes through it
    application.installEventFilter(probe)
    return application

app.make_application = watched_application
from fichas_desktop.services.program import Program
from fichas_desktop.interruption import Interruption
sys.exit(app.open_window(Program(Path(sys.argv[1])), None, Interruption()))
"""


def at_first_paint(folder: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(folder)], capture_output=True, text=True, check=True, timeout=60
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("with_drafts", [False, True])
def test_the_first_paint_comes_before_the_libraries_of_export_and_storage(
    tmp_path: Path, *, with_drafts: bool
) -> None:
    if with_drafts:
        program = Program(tmp_path)
        program.drafts.save(program.drafts.begin(program.catalog.latest()))
    modules = at_first_paint(tmp_path)["modules"]
    assert isinstance(modules, list)
    assert "fichas_desktop.ui.main_window" in modules
    assert [name for name in LATER if name in modules] == []


def test_a_new_ficha_shows_its_first_field_first(tmp_path: Path) -> None:
    found = at_first_paint(tmp_path)
    assert (found["pages"], found["fields"]) == (1, 1)


def test_qts_own_enumerations_are_made_after_the_first_paint(tmp_path: Path) -> None:
    found = at_first_paint(tmp_path)
    assert found["made"]  # this is how it would be noticed
    assert not found["names"]
    assert not found["style"]


def test_no_class_of_qt_is_made_that_the_first_field_has_no_use_for(tmp_path: Path) -> None:
    tell = "lambda: (print('QWizard' in vars(sys.modules['PySide6.QtWidgets']), flush=True), os._exit(0))"
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("lambda: os._exit(0)", tell)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "False\n"


def test_pyside_does_not_read_the_source_of_each_module_of_the_window(tmp_path: Path) -> None:
    assert at_first_paint(tmp_path)["import"] != "__feature_import__"
