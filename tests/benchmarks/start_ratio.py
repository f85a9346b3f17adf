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
GOAL = 1.5
BARE = """
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, lambda: os._exit(0))
        return False

application = QApplication(sys.argv)
window = QWidget()
layout = QVBoxLayout(window)
layout.addWidget(QLabel("Nombre"))
line = QLineEdit()
layout.addWidget(line)
painted = Painted()
line.installEventFilter(painted)
window.resize(1120, 760)
window.show()
line.setFocus()
application.exec()
"""
PROGRAM = """
import os, sys
sys.argv = ["fichas-desktop"]
import fichas_desktop.__main__ as entry
door_open = entry.Door.open

def watched_open(self, program, target):
    self.obstacle()  # loads Qt, as opening does
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication
    from fichas_desktop import app

    class Painted(QObject):
        def eventFilter(self, watched, event):
            if event.type() is QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, lambda: os._exit(0))
            return False

    show_first = app.show_first

    def watched_show(window, program, target):
        show_first(window, program, target)
        field = QApplication.focusWidget() or window.focusWidget()
        field.painted = Painted()
        field.installEventFilter(field.painted)

    app.show_first = watched_show
    return door_open(self, program, target)

entry.Door.open = watched_open
entry.main()
"""


def measure(code: str, home: Path) -> float:
    """Return the seconds from the start of a fresh process to its first painted field."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_DATA_HOME": str(home),
        # compiled modules are kept, as an installer leaves them, whatever the developer's shell says
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
    }
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin


def main() -> float:
    """Print both times and their ratio; return the ratio."""
    bare: list[float] = []
    program: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for code in (BARE, PROGRAM):
            measure(code, Path(folder))  # compiles; what follows counts
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
