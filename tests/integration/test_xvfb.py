"""The program as a process of its own on a virtual screen, driven from outside by keyboard alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.services.program import Program
from fichas_desktop.services.runtime import system_clock
from fichas_desktop.ui.guidance import LONG
from tests.integration.virtual_screen import (
    TOOLS,
    VirtualScreen,
    as_journal_tells,
    running,
    until,
    virtual_screen,
)

MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(MISSING)} (apt-get install them)")

LINES = {
    "nombre": "Apropiación en el año 2024: señales",
    "dependencia": "Unidad de ensayo ñ",
    "directivo": "Íngrid Muñoz Inventada",
    "proceso": "Ensayo de géneros",
    "equipo": "Equipo de ensayo (día y noche)",
    "colaborador": "JOSÉ PEÑA FICTICIO",
}
PHONE = "300 000 0000"
MAIL = "jose.pena@ejemplo.org"
"""Of no public entity, which is a warning."""
PLACEHOLDER = "alcance"
"""The answer that holds one, which is another warning."""
LINK = "https://www.ejemplo.gov.co/acta"
LINK_WORDS = "Página con la descripción"
FILE_WORDS = "El acta de la sesión"
QUESTION, EXPORT = "Fichas$", "Generar PDF"


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[VirtualScreen]:
    with virtual_screen(tmp_path) as screen:
        yield screen


def answers(folder: Path) -> Mapping[str, object]:
    kept = as_journal_tells(folder).get("answers")
    return kept if isinstance(kept, dict) else {}


def wait_for_answer(folder: Path, key: str, value: object) -> None:
    until(lambda: answers(folder).get(key) == value, f"{key} in the journal")


def wait_for_field(folder: Path, key: str) -> None:
    """Wait until the keyboard is in a field, as the journal notes it."""
    until(lambda: as_journal_tells(folder).get("field") == key, f"the keyboard in {key}")


def fill_first_section(screen: VirtualScreen) -> None:
    """Fill section 1 from the day of the ficha's date on, with a mistyped mail and a start in the future."""
    screen.type("15/03/2024")  # spreads over day, month and year
    screen.keys("Tab", "Tab")  # the calendar, the name
    for text in LINES.values():
        screen.type(text)
        screen.keys("Tab")
    screen.keys(*["Down"] * 7, "Tab")
    screen.type(PHONE)
    screen.keys("Tab")
    screen.type("jose.pena")
    screen.keys("Tab", "Tab", "Tab")
    screen.type("2099")


def fill_long_answers(screen: VirtualScreen, form: FormDefinition) -> dict[str, object]:
    """Fill sections 2 to 5 and return the answers that this makes."""
    typed: dict[str, object] = {}
    for row, section in enumerate(form.sections[1:5], start=2):
        screen.keys(f"ctrl+{row}")
        for place, field in enumerate(section.fields):
            if place:
                screen.keys(*["Tab"] * (2 if len(field.guidance) > LONG else 1))
            rest = ": pendiente [completar]" if field.key == PLACEHOLDER else f": qué pasó en {field.key}."
            screen.keys("ctrl+b")
            screen.type("Párrafo con ñ")
            screen.keys("ctrl+b")
            screen.type(rest)
            screen.keys("Return")
            screen.type("Y otro.")
            typed[field.key] = {
                "blocks": [
                    {"kind": "p", "runs": [{"text": "Párrafo con ñ", "bold": True}, {"text": rest}]},
                    {"kind": "p", "runs": [{"text": "Y otro."}]},
                ]
            }
    return typed


def fill_annexes(screen: VirtualScreen, folder: Path, path: Path) -> list[object]:
    """Add a file and a link, each with its description; return the answer that this makes."""
    data = path.read_bytes()
    screen.keys("ctrl+6", "space")  # Agregar archivos…
    screen.wait_for_dialog("Agregar archivos")
    screen.type(str(path))
    screen.keys("Return")
    screen.wait_until_gone("Agregar archivos")
    until(lambda: "anexos" in answers(folder), "the file in the journal")
    screen.keys("Tab", "space")  # Agregar enlace
    screen.type(LINK)
    screen.keys("Tab")
    screen.type(LINK_WORDS)
    screen.keys(*["shift+Tab"] * 4)
    screen.type(FILE_WORDS)
    return [
        {
            "kind": "file",
            "name": path.name,
            "media_type": "text/plain",
            "size": len(data),
            "sha256": sha256(data).hexdigest(),
            "description": FILE_WORDS,
        },
        {"kind": "link", "url": LINK, "description": LINK_WORDS},
    ]


def mend(screen: VirtualScreen, folder: Path) -> None:
    """Reach one problem by its link in the summary and the other with F8, and mend them."""
    screen.keys("ctrl+7", "Return")  # the first link of the summary has the keyboard
    wait_for_field(folder, "correo_contacto")
    screen.keys("ctrl+a")
    screen.type(MAIL)
    wait_for_answer(folder, "correo_contacto", MAIL)
    screen.keys("F8")
    wait_for_field(folder, "fecha_inicio")
    screen.keys("Tab", "Tab", "ctrl+a")
    screen.type("2019")
    wait_for_answer(folder, "fecha_inicio", "2019")


def look_at_pdf(screen: VirtualScreen) -> None:
    """Open the preview from a section, page through it, and come back to the section."""
    screen.keys("ctrl+3")
    section = screen.wait_for_rest()
    screen.keys("F6")
    first = screen.wait_for_other(section)
    screen.keys("Page_Down")
    second = screen.wait_for_other(first)
    screen.keys("Home")
    screen.wait_for_other(second)
    screen.keys("Escape")
    until(lambda: not screen.differs(section), "the section again")


def hand_over(screen: VirtualScreen, folder: Path, home: Path) -> Path:
    """Confirm the warnings, put today's date, generate the final pair; return its data file."""
    screen.keys("ctrl+p")
    screen.wait_for_dialog(QUESTION)
    screen.keys("Return")  # Ver las advertencias: nothing is generated
    screen.wait_until_gone(QUESTION)
    screen.keys("ctrl+p")
    screen.wait_for_dialog(QUESTION)
    screen.keys("Tab", "Return")  # Entregarla así
    screen.wait_for_dialog(EXPORT)
    screen.keys(*["shift+Tab"] * 4, "space")  # Poner la de hoy
    wait_for_answer(folder, "fecha_diligenciamiento", system_clock().date().isoformat())
    assert not list(home.rglob("FT-1311_*"))
    screen.keys(*["Tab"] * 3, "Return")  # Generar
    screen.wait_until_gone(EXPORT)
    (sidecar,) = home.rglob("FT-1311_*.json")
    return sidecar


def verified(screen: VirtualScreen, sidecar: Path) -> list[dict[str, str]]:
    """Return what the command line says of a pair."""
    command = [sys.executable, "-m", "fichas_desktop", "verificar", str(sidecar), "--json", "--exigir-final"]
    done = subprocess.run(command, env=screen.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    verdicts: list[dict[str, str]] = json.loads(done.stdout)
    return verdicts


def test_by_keyboard_alone_from_a_new_ficha_to_the_verified_pair_and_back_to_where_one_was(
    screen: VirtualScreen, tmp_path: Path
) -> None:
    folder, path = tmp_path / "datos", tmp_path / "acta.txt"
    path.write_text("Acta inventada\n", encoding="utf-8")
    form = Program().catalog.latest()
    with running(screen, folder):
        fill_first_section(screen)
        typed = fill_long_answers(screen, form)
        typed["anexos"] = fill_annexes(screen, folder, path)
        wait_for_answer(folder, "anexos", typed["anexos"])
        mend(screen, folder)
        look_at_pdf(screen)
        sidecar = hand_over(screen, folder, tmp_path)
        end = screen.wait_for_rest()
        screen.keys("Tab", "Tab", "space")  # Volver a la ficha
        screen.wait_for_other(end)
        screen.keys("ctrl+4", "Tab", "Tab")
        wait_for_field(folder, "estabilidad")
    expected = {
        "fecha_diligenciamiento": system_clock().date().isoformat(),
        **LINES,
        "tipo_vinculacion": {"choice": "contratista"},
        "numero_contacto": PHONE,
        "correo_contacto": MAIL,
        "fecha_inicio": "2019",
        **typed,
    }
    assert answers(folder) == expected
    assert set(expected) == {field.key for field in form.fields()}
    written = json.loads(sidecar.read_text(encoding="utf-8"))
    assert {key: block["value"] for key, block in written["answers"].items()} == expected
    (verdict,) = verified(screen, sidecar)
    assert verdict["verdict"] == "final"

    with running(screen, folder) as window:
        screen.wait_for_rest()  # the list of drafts has been read
        screen.keys("Return")  # Continuar «…»
        until(lambda: LINES["nombre"] in screen.title(window), "the draft in the title")
        screen.keys("ctrl+End")
        screen.type(" Fin.")
        until(lambda: "Y otro. Fin." in json.dumps(answers(folder).get("estabilidad")), "the words in place")
    assert {**answers(folder), "estabilidad": typed["estabilidad"]} == expected
