"""Qt's quick loading: the text that PySide carries is compiled once, and what was kept is looked at first."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

LOAD = """
import builtins
compiled, compile_text = [], builtins.compile
def counted(source, filename, *others, **named):
    compiled.append(str(filename))
    return compile_text(source, filename, *others, **named)
builtins.compile = counted
from fichas_desktop.ui.qt_loading import load_qt
load_qt()
assert builtins.compile is counted
from PySide6.QtCore import QSize
try:
    QSize("no size")
except TypeError as error:
    assert "QSize" in str(error)
print(sum(name.startswith("shibokensupport") for name in compiled))
"""


def compiled_by_a_start(kept: Path, **environment: str) -> int:
    """Return how many of PySide's texts a fresh process compiles."""
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", LOAD],
        env=plain | {"PYTHONPYCACHEPREFIX": str(kept)} | environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return int(done.stdout)


def kept_file(kept: Path) -> Path:
    (file,) = kept.rglob("shibokensupport.*.pyc")
    return file


def damaged(data: bytes) -> Iterator[bytes]:
    yield b""
    yield data[:2]
    yield data[: len(data) // 2]
    yield data[:4] + b"\xff" * 50
    yield data[:4] + b"i\x01\x00\x00\x00"  # a whole number where the code should be
    yield b"\0\0\0\0" + data[4:]  # another Python's


def test_what_pyside_carries_as_text_is_compiled_once(tmp_path: Path) -> None:
    assert compiled_by_a_start(tmp_path) > 5
    assert compiled_by_a_start(tmp_path) == 0


def test_a_damaged_file_is_compiled_anew_and_replaced(tmp_path: Path) -> None:
    compiled_by_a_start(tmp_path)
    data = kept_file(tmp_path).read_bytes()
    for number, other in enumerate(damaged(data)):
        kept_file(tmp_path).write_bytes(other)
        assert compiled_by_a_start(tmp_path) > 5, number
        assert compiled_by_a_start(tmp_path) == 0, number


def test_another_pysides_text_is_compiled_not_taken(tmp_path: Path) -> None:
    compiled_by_a_start(tmp_path)
    file = kept_file(tmp_path)
    change = (
        "import marshal, sys; from pathlib import Path; file = Path(sys.argv[1]); data = file.read_bytes()\n"
        "code = {key[::-1]: value for key, value in marshal.loads(data[4:]).items()}\n"
        "file.write_bytes(data[:4] + marshal.dumps(code))"
    )
    subprocess.run([sys.executable, "-c", change, str(file)], check=True)
    assert compiled_by_a_start(tmp_path) > 5


@pytest.mark.parametrize("reason", ["asked not to write", "a file stands in the way"])
def test_where_nothing_can_be_kept_qt_loads_all_the_same(tmp_path: Path, reason: str) -> None:
    if reason == "asked not to write":
        counts = [compiled_by_a_start(tmp_path, PYTHONDONTWRITEBYTECODE="1") for _ in range(2)]
    else:
        (tmp_path / "file").write_text("")
        counts = [compiled_by_a_start(tmp_path / "file" / "kept") for _ in range(2)]
    assert min(counts) > 5
