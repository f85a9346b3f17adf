"""What a start may load before the person sees the first field."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fichas_desktop.services.program import Program

LATER = (
    "PIL",
    "PySide6.QtNetwork",
    "click",
    "filelock",
    "hunspell",
    "jinja2",
    "jsonschema",
    "pypdf",
    "reportlab",
    "tinydb",
)
PROBE = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            view = next((w for w in QApplication.topLevelWidgets() if hasattr(w, "view")), None)
            pages = len(view.view.built_pages()) if view is not None and view.view is not None else 0
            print(json.dumps({"modules": sorted(sys.modules), "pages": pages}), flush=True)
            os._exit(0)
        return False

from fichas_desktop import app
application = app.make_application()
probe = FirstPaint()
application.installEventFilter(probe)
from fichas_desktop.services.program import Program
sys.exit(app.open_window(Program(Path(sys.argv[1])), None))
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


def test_only_the_visible_section_is_built_at_the_first_paint(tmp_path: Path) -> None:
    assert at_first_paint(tmp_path)["pages"] == 1
