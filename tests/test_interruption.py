"""Ctrl+C while Qt is loaded or at work: 130, nothing left behind, and no failure that is none."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fichas_desktop.interruption import Interruption
from fichas_desktop.services.program import Program
from tests.builders import FICHAS, ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to every process of a console")

INTERRUPTED = """
import signal, sys
from pathlib import Path
import fichas_desktop.__main__ as entry

def interrupting(function):
    def call(*arguments, **named):
        signal.raise_signal(signal.SIGINT)
        return function(*arguments, **named)
    return call

if sys.argv[1] == "load":
    from fichas_desktop.ui import qt_loading
    qt_loading.load_qt = interrupting(qt_loading.load_qt)
elif sys.argv[1] == "step":
    from fichas_desktop.ui.filling_view import FillingView
    FillingView.show_step = interrupting(FillingView.show_step)
elif sys.argv[1] == "end":
    import atexit
    atexit.register(interrupting(print))
else:
    import shutil
    shutil.rmtree = interrupting(shutil.rmtree)
sys.argv[0:2] = ["fichas-desktop"]
entry.main()
"""


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Have Ctrl+C heard here and by what is started here, though whoever started the tests may ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def environment(folder: Path) -> dict[str, str]:
    home = {"XDG_DATA_HOME": str(folder / "xdg"), "TMPDIR": str(folder), "HOME": str(folder)}
    return os.environ | home | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}


def interrupted(folder: Path, moment: str, *line: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", INTERRUPTED, moment, *map(str, line)],
        env=environment(folder),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_is_raised_at_the_end_and_not_in_the_midst() -> None:
    done: list[str] = []

    def work() -> None:
        with Interruption():
            signal.raise_signal(signal.SIGINT)
            done.append("all of it")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["all of it"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_it_takes_the_place_of_a_failure_of_that_time() -> None:
    def work() -> None:
        with Interruption():
            signal.raise_signal(signal.SIGINT)
            raise ImportError

    with pytest.raises(KeyboardInterrupt):
        work()


def test_it_is_answered_once_until_it_is_forgotten() -> None:
    answers: list[None] = []
    with Interruption() as interruption:
        signal.raise_signal(signal.SIGINT)
        interruption.answer_with(lambda: answers.append(None))
        signal.raise_signal(signal.SIGINT)
        assert len(answers) == 1
        interruption.forget()
        signal.raise_signal(signal.SIGINT)
        assert len(answers) == 2
        interruption.forget()


def test_what_a_shell_ignores_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Interruption():
            signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("moment", ["load", "step", "clean"])
def test_a_self_test_that_is_interrupted_did_not_pass_and_leaves_nothing(tmp_path: Path, moment: str) -> None:
    done = interrupted(tmp_path, moment, "autoprueba")
    assert (done.returncode, done.stderr.strip()) == (130, "Se canceló.")
    assert "Traceback" not in done.stderr
    assert ("La instalación funciona." in done.stdout) == (moment == "clean")
    assert list(tmp_path.glob("fichas-desktop-*")) == []


def test_what_is_done_stays_done(tmp_path: Path) -> None:
    done = interrupted(tmp_path, "end", "borradores")
    assert (done.returncode, done.stdout, done.stderr) == (0, "No hay borradores.\n\n", "")


@pytest.mark.parametrize("line", [[], ["ejemplo", "--salida", "salida"]])
def test_an_interrupted_load_is_no_missing_library(tmp_path: Path, line: list[str]) -> None:
    done = interrupted(tmp_path, "load", *line)
    assert done.returncode == 130
    assert "biblioteca" not in done.stderr


def test_a_window_closes_as_if_asked_to(tmp_path: Path) -> None:
    program = Program(tmp_path / "datos")
    draft_id = program.importer.import_file(FICHAS / "solo-ano" / "respuestas.json")
    program.close()
    held = tmp_path / "datos" / "open" / draft_id
    with subprocess.Popen(
        [sys.executable, "-m", "fichas_desktop", "--datos", str(tmp_path / "datos"), "abrir", draft_id],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as window:
        for _ in range(600):
            if held.exists():
                break
            time.sleep(0.05)
        time.sleep(2)
        window.send_signal(signal.SIGINT)
        out, err = window.communicate(timeout=30)
    assert (window.returncode, out, err.strip()) == (130, "", ""), "nothing was cancelled"
    assert not held.exists()
