"""Start to the first painted field, as a ratio to a bare PySide6 window with one focused line."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 15
GOAL = 1.6
BARE = """
import os, sys
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

class Line(QLineEdit):
    def paintEvent(self, event):
        super().paintEvent(event)
        os._exit(0)

application = QApplication(sys.argv)
window = QWidget()
layout = QVBoxLayout(window)
layout.addWidget(QLabel("Nombre"))
line = Line()
layout.addWidget(line)
window.resize(1120, 760)
window.show()
line.setFocus()
application.exec()
"""
PROGRAM = """
import os, sys
sys.argv = ["fichas-desktop"]
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLineEdit

class FirstField(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint and isinstance(watched, QLineEdit):
            self.deleteLater()
            from PySide6.QtCore import QTimer
            QTimer.singleShot(0, lambda: os._exit(0))
        return False

import fichas_desktop.__main__ as entry
from fichas_desktop import app
make = app.make_application
def watched():
    application = make()
    application.probe = FirstField()
    application.installEventFilter(application.probe)
    return application
app.make_application = watched

entry.main()
"""


def measure(code: str, home: Path) -> float:
    """Return the seconds from the start of a fresh process to its first painted field."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(home)}
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin


def main() -> float:
    """Print both times and their ratio; return the ratio."""
    bare: list[float] = []
    program: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(RUNS):
            bare.append(measure(BARE, Path(folder)))
            program.append(measure(PROGRAM, Path(folder)))
    ratio = statistics.median(program) / statistics.median(bare)
    print(
        f"start to first painted field: bare window {statistics.median(bare) * 1000:.0f} ms, "
        f"program {statistics.median(program) * 1000:.0f} ms, ratio {ratio:.2f} (goal {GOAL}); "
        f"ratio of minima {min(program) / min(bare):.2f}"
    )
    return ratio


if __name__ == "__main__":
    main()
