"""The command line as a process of its own, in an unfriendly locale and without a screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.builders import ROOT


def environment(**changes: str) -> dict[str, str]:
    """Return what a process finds around it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "QT_"))}
    kept.pop("DISPLAY", None)
    kept.pop("WAYLAND_DISPLAY", None)
    return kept | {"PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONUTF8": "0"} | changes


def process(folder: Path, *arguments: object, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run a command line in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "fichas_desktop", *map(str, arguments)],
        cwd=folder,
        env=environment(XDG_DATA_HOME=str(folder / "xdg"), **changes),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
