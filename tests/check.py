"""The project's checks, in order: ``python -m tests.check``; ``--no-skips`` fails when a test was skipped."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
QT_HINT = (
    "Faltan bibliotecas del sistema para Qt; en Debian instálelas con: apt-get install libgl1 libegl1 "
    "libglib2.0-0 libxkbcommon0 libdbus-1-3 libfontconfig1 libxcb-cursor0."
)


def main(arguments: list[str]) -> int:
    """Run every check and return the first exit code that is not 0."""
    try:
        import PySide6.QtWidgets  # noqa: F401, PLC0415 - only to see whether it loads
    except ImportError:
        print(QT_HINT, file=sys.stderr)  # noqa: T201
        return 3
    pytest = [sys.executable, "-m", "pytest", *arguments]
    for command in (
        [_tool("ruff"), "format", "--check", "."],
        [_tool("ruff"), "check", "."],
        [sys.executable, "-m", "mypy"],
        [_tool("lint-imports")],
        pytest,
    ):
        print(  # noqa: T201
            "$",
            " ".join(Path(command[0]).name if part == command[0] else part for part in command),
            flush=True,
        )
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        if code:
            return code
    return 0


def _tool(name: str) -> str:
    return shutil.which(name, path=str(TOOLS)) or name


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
