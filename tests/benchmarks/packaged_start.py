"""Start of the packaged program against the sources: from the command to the first field seen on a screen.

Both run in turns on a virtual screen, as a double-click would start them; another process looks at the screen
until a field's border is there. Needs Xvfb and a built folder.

Run: ``python -m tests.benchmarks.packaged_start PROGRAM``
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage

RUNS = 9
GOAL = 1.3
SIZE_GOAL_MB = 160
PATIENCE = 30.0
BORDER = bytes.fromhex("8F8576")  # of a field, #76858F, blue first as the screen stores it
PAGE = (310, 100, 700, 300)  # where the first fields are


@contextmanager
def screen() -> Iterator[str]:
    """Start a virtual screen and yield its name."""
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(write_end,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    try:
        with os.fdopen(read_end) as pipe:
            yield f":{pipe.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


def measure(command: list[str], display: str) -> float:
    """Return the seconds from the start of the command to the first field on the screen."""
    shown = QGuiApplication.primaryScreen()
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    with tempfile.TemporaryDirectory() as home:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment | {"DISPLAY": display, "HOME": home, "XDG_DATA_HOME": home}
        )
        try:
            while time.perf_counter() - begin < PATIENCE:
                seen = shown.grabWindow(0, *PAGE).toImage().convertToFormat(QImage.Format.Format_RGB32)
                if BORDER in bytes(seen.constBits()):
                    return time.perf_counter() - begin
            raise SystemExit(f"no field came: {command[0]}")
        finally:
            process.kill()
            process.wait()
            time.sleep(0.3)  # the screen is empty again


def main(program: Path) -> float:
    """Print both times, their ratio and the size; return the ratio."""
    commands = {"sources": [sys.executable, "-m", "fichas_desktop"], "packaged": [str(program)]}
    times: dict[str, list[float]] = {name: [] for name in commands}
    with screen() as display:
        os.environ |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        application = QGuiApplication([])
        for number in range(RUNS + 1):
            for name, command in commands.items():
                seconds = measure(command, display)
                if number:  # the first one fills the disk's cache
                    times[name].append(seconds)
        del application
    medians = {name: statistics.median(found) for name, found in times.items()}
    ratio = medians["packaged"] / medians["sources"]
    size = sum(path.lstat().st_size for path in program.parent.rglob("*")) / 1e6
    print(
        f"start to first field on a screen: sources {medians['sources'] * 1000:.0f} ms, "
        f"packaged {medians['packaged'] * 1000:.0f} ms, ratio {ratio:.2f} (goal {GOAL}); "
        f"size {size:.0f} MB (goal {SIZE_GOAL_MB})"
    )
    return ratio


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
