"""The program as a process of its own on a virtual screen, driven from outside by xdotool."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

TOOLS = ("Xvfb", "xdotool", "openbox", "xmodmap")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(MISSING)} (apt-get install them)")
PATIENCE = 30.0


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Start a virtual screen with a window manager; yield the environment that shows on it."""
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(write_end,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        number = pipe.readline().strip()
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY"}
    }
    environment |= {"DISPLAY": f":{number}", "LANG": "C.UTF-8", "HOME": str(tmp_path)}
    manager = subprocess.Popen(
        ["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    give_letters(environment)
    try:
        yield environment
    finally:
        manager.terminate()
        server.terminate()
        manager.wait(10)
        server.wait(10)


def give_letters(environment: dict[str, str]) -> None:
    """Put accented letters on unused keys; xdotool would else swap keys while it types.

    The first key makes xdotool's keyboard the one in use, so that it is the one that gets the letters.
    """
    xdotool(environment, "key", "Shift_L")
    table = subprocess.run(
        ["xmodmap", "-pke"], env=environment, capture_output=True, text=True, check=True
    ).stdout
    unused = [line.split()[1] for line in table.splitlines() if line.rstrip().endswith("=")]
    for keycode, letter in zip(
        unused, ("aacute", "eacute", "iacute", "oacute", "uacute", "ntilde"), strict=False
    ):
        subprocess.run(["xmodmap", "-e", f"keycode {keycode} = {letter}"], env=environment, check=True)


def until(found: object, what: str) -> str:
    """Call ``found`` until it returns a text; fail after a while."""
    assert callable(found)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if result := found():
            return str(result)
        time.sleep(0.1)  # another process: there is no signal to wait for
    pytest.fail(f"never came: {what}")


def xdotool(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        ["xdotool", *words], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout.strip()


def type_words(environment: dict[str, str], text: str) -> None:
    xdotool(environment, "type", "--delay", "25", text)


def start(environment: dict[str, str], folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "fichas_desktop", "--datos", str(folder)], env=environment
    )
    window = until(
        lambda: xdotool(environment, "search", "--onlyvisible", "--name", "Fichas de buenas").split("\n")[0],
        "the window",
    )
    xdotool(environment, "windowactivate", "--sync", window)
    return process, window


def leave(environment: dict[str, str], process: subprocess.Popen[bytes], window: str) -> None:
    """Close the program as a person does, once more when another window took the first key."""

    def ended() -> str:
        if process.poll() is None:
            xdotool(environment, "windowactivate", window)
            xdotool(environment, "key", "ctrl+q")
            time.sleep(0.5)
        return "" if process.poll() is None else "ended"

    until(ended, "the end of the program")
    assert process.returncode == 0


def stored_answers(folder: Path) -> dict[str, object]:
    for path in folder.glob("drafts/*/draft.json"):
        answers: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))["draft"]["1"]["answers"]
        return answers
    return {}


def test_accents_typed_on_a_real_screen_are_kept_and_exported(screen: dict[str, str], tmp_path: Path) -> None:
    folder, output = tmp_path / "datos", tmp_path / "salida"
    process, window = start(screen, folder)
    for _ in range(4):  # day, month, year, calendar
        xdotool(screen, "key", "Tab")
    type_words(screen, "Apropiación en el año 2024: señales")
    xdotool(screen, "key", "ctrl+2")
    type_words(screen, "Párrafo con ñ y ")
    xdotool(screen, "key", "ctrl+b")
    type_words(screen, "negrita")
    xdotool(screen, "key", "ctrl+b")
    xdotool(screen, "key", "ctrl+s")
    until(lambda: "negrita" in json.dumps(stored_answers(folder)), "the saved draft")
    leave(screen, process, window)

    answers = stored_answers(folder)
    assert answers["nombre"] == "Apropiación en el año 2024: señales"
    assert answers["descripcion"] == {
        "blocks": [
            {"kind": "p", "runs": [{"text": "Párrafo con ñ y "}, {"text": "negrita", "bold": True}]},
        ]
    }

    process, window = start(screen, folder)
    time.sleep(1)  # the list of drafts comes after the first paint; the button then has the keyboard
    xdotool(screen, "key", "Return")  # Continuar «…»
    until(lambda: "Apropiaci" in xdotool(screen, "getwindowname", window), "the reopened draft in the title")
    leave(screen, process, window)
    (draft_id,) = (path.parent.name for path in folder.glob("drafts/*/draft.json"))
    done = subprocess.run(
        [
            *(sys.executable, "-m", "fichas_desktop", "--datos", str(folder), "exportar", draft_id),
            *("--salida", str(output), "--borrador"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    (sidecar,) = output.glob("*.json")
    written = json.loads(sidecar.read_text(encoding="utf-8"))["answers"]
    assert {key: written[key]["value"] for key in answers} == answers
