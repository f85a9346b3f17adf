"""The command line in this process, with a window that is only noted down."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from fichas_desktop import __main__
from fichas_desktop.errors import FichasError
from fichas_desktop.services.program import Program


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """Have Python collect again: an entry point leaves that to the window, which is only noted down here."""
    yield
    gc.enable()


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


class FakeDoor:
    """A way to the window that opens nothing."""

    def __init__(self) -> None:
        self.opened: list[str | None] = []
        self.proved = 0
        self.shut: FichasError | None = None

    def obstacle(self) -> FichasError | None:
        return self.shut

    def open(self, program: Program, target: str | None) -> int:
        assert isinstance(program, Program)
        if self.shut is not None:
            raise self.shut
        self.opened.append(target)
        return 0

    def prove(self, program: Program) -> None:
        assert program.data_folder.exists()
        self.proved += 1


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> FakeDoor:
    door = FakeDoor()
    monkeypatch.setattr(__main__, "Door", lambda: door)
    return door


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return tmp_path / "datos"


@pytest.fixture
def run(door: FakeDoor, data_folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Run a command line in a data folder of its own."""

    def run(*arguments: object) -> Outcome:
        code = __main__._run(["--datos", str(data_folder), *map(str, arguments)])
        return Outcome(code, *capsys.readouterr())

    return run
