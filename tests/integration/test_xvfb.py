"""The program as a process of its own on a virtual screen, driven from outside by xdotool."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.services.program import Program
from fichas_desktop.ui.guidance import LONG

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


@contextmanager
def running(environment: dict[str, str], folder: Path) -> Iterator[str]:
    """Start the program and yield its window; close it as a person does at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "fichas_desktop", "--datos", str(folder)], env=environment
    )
    try:
        search = ("search", "--onlyvisible", "--name", "Fichas de buenas")
        window = until(lambda: xdotool(environment, *search).partition("\n")[0], "the window")
        xdotool(environment, "windowactivate", "--sync", window)
        time.sleep(1)  # what follows the first paint: fields below the fold, or the list of drafts
        yield window
        leave(environment, process, window)
    finally:
        process.kill()
        process.wait()


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


def tabs(environment: dict[str, str], times: int) -> None:
    for _ in range(times):
        xdotool(environment, "key", "Tab")


def go_to(environment: dict[str, str], step: int) -> None:
    xdotool(environment, "key", f"ctrl+{step}")
    time.sleep(0.3)  # the step is built and has the keyboard


LINES = {
    "nombre": "Apropiación en el año 2024: señales",
    "dependencia": "Unidad de ensayo ñ",
    "directivo": "Íngrid Muñoz Inventada",
    "proceso": "Ensayo de géneros",
    "equipo": "Equipo de ensayo (día y noche)",
    "colaborador": "JOSÉ PEÑA FICTICIO",
}


def fill_first_section(environment: dict[str, str]) -> None:
    """Fill section 1 by keyboard alone; the keyboard is in the day of the ficha's date."""
    tabs(environment, 4)  # month, year, calendar, nombre
    for text in LINES.values():
        type_words(environment, text)
        tabs(environment, 1)
    xdotool(environment, "key", *["Down"] * 7)
    tabs(environment, 1)
    type_words(environment, "300 000 0000")
    tabs(environment, 1)
    type_words(environment, "jose.pena@ejemplo.gov.co")
    tabs(environment, 3)
    type_words(environment, "2019")


def fill_long_answers(environment: dict[str, str], form: FormDefinition) -> dict[str, str]:
    """Fill sections 2 to 5 by keyboard alone and return what was typed."""
    typed: dict[str, str] = {}
    for row, section in enumerate(form.sections[1:5], start=2):
        go_to(environment, row)
        for place, field in enumerate(section.fields):
            if place:
                tabs(environment, 2 if len(field.guidance) > LONG else 1)
            typed[field.key] = f"Párrafo con ñ: qué pasó en {field.key}."
            type_words(environment, typed[field.key])
    return typed


def fill_annexes(environment: dict[str, str]) -> None:
    go_to(environment, 6)
    tabs(environment, 1)
    xdotool(environment, "key", "space")  # Agregar enlace
    type_words(environment, "https://www.ejemplo.gov.co/acta")
    tabs(environment, 1)
    type_words(environment, "Página con la descripción")


def expected_answers(typed: dict[str, str], date: object) -> dict[str, object]:
    return {
        "fecha_diligenciamiento": date,
        **LINES,
        "tipo_vinculacion": {"choice": "contratista"},
        "numero_contacto": "300 000 0000",
        "correo_contacto": "jose.pena@ejemplo.gov.co",
        "fecha_inicio": "2019",
        **{key: {"blocks": [{"kind": "p", "runs": [{"text": text}]}]} for key, text in typed.items()},
        "anexos": [
            {
                "kind": "link",
                "url": "https://www.ejemplo.gov.co/acta",
                "description": "Página con la descripción",
            }
        ],
    }


def test_by_keyboard_alone_all_fields_are_filled_kept_and_exported(
    screen: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "datos"
    form = Program().catalog.latest()
    with running(screen, folder):
        fill_first_section(screen)
        typed = fill_long_answers(screen, form)
        fill_annexes(screen)
        xdotool(screen, "key", "ctrl+s")
        until(lambda: "anexos" in stored_answers(folder), "the saved draft")
    answers = stored_answers(folder)
    assert answers == expected_answers(typed, answers["fecha_diligenciamiento"])
    assert len(answers) == len(list(form.fields()))

    with running(screen, folder) as window:
        xdotool(screen, "key", "Return")  # Continuar «…»
        until(lambda: "Apropiaci" in xdotool(screen, "getwindowname", window), "the draft in the title")
        xdotool(screen, "key", "ctrl+7")
        xdotool(screen, "key", "Return")  # Generar PDF y datos
        until(lambda: xdotool(screen, "search", "--onlyvisible", "--name", "Generar PDF"), "the question")
        xdotool(screen, "key", "Return")
        until(lambda: next(iter(tmp_path.rglob("FT-1311_*.json")), ""), "the exported pair")
    (sidecar,) = tmp_path.rglob("FT-1311_*.json")
    written = json.loads(sidecar.read_text(encoding="utf-8"))
    assert {key: block["value"] for key, block in written["answers"].items()} == answers
    assert written["ficha"]["status"] == "final"
    assert sidecar.with_suffix(".pdf").is_file()
