"""The whole way in the window: 22 fields by keys and mouse, close, reopen, export, compare."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from fichas_desktop.services.program import Program
from tests.ui.window_driver import WindowDriver, open_window

CTRL = Qt.KeyboardModifier.ControlModifier
LINES = {
    "nombre": "Ñandúes en la plaza: “práctica” de acción pública – año ½",
    "directivo": "Íngrid Muñoz Ficticia",
    "proceso": "Proceso de ensayo",
    "equipo": "Equipo de güeros & cía. <b>",
    "colaborador": "JOSÉ PEÑA INVENTADO",
    "numero_contacto": "601 000 0000 ext. 12",
    "correo_contacto": "jose.pena@ejemplo.gov.co",
}
LONG = (
    "linea_base",
    "poblacion_objetivo",
    "alcance",
    "aporte",
    "difusion",
    "otros_aspectos",
    "retos_futuro",
    "estabilidad",
    "conclusiones",
)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "datos")


def long_text(key: str) -> str:
    return f"Respuesta de «{key}»: ¿qué cambió? Ahora sí, mañana más: áéíóú ñ 😀 <i>."


def fill_first_section(driver: WindowDriver) -> None:
    driver.type_into("fecha_diligenciamiento.day", "")
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type_here("20")
    driver.type_here("09")
    driver.type_here("2024")
    for key, text in LINES.items():
        driver.type_into(key, text)
    driver.type_into("dependencia", "archivo")
    driver.key(Qt.Key.Key_Down)
    driver.key(Qt.Key.Key_Return)
    driver.find("tipo_vinculacion").setFocus()
    driver.key(Qt.Key.Key_End)
    driver.type_into("tipo_vinculacion.other", "Pasantía de ensayo")
    driver.type_into("fecha_inicio.year", "2019")


def fill_description(driver: WindowDriver) -> None:
    driver.click("descripcion")
    driver.key(Qt.Key.Key_B, CTRL)
    driver.type_here("Diagnóstico. ")
    driver.key(Qt.Key.Key_B, CTRL)
    driver.type_here("Había filas largas.")
    driver.key(Qt.Key.Key_Return)
    editor = driver.view.pages.page(1).frames["descripcion"].input
    numbers = editor.findChild(QToolButton, "rich_text_numbers")
    assert numbers is not None
    driver.qtbot.mouseClick(numbers, Qt.MouseButton.LeftButton)
    driver.type_here("Primero")
    driver.key(Qt.Key.Key_Return)
    driver.type_here("Segundo")


def fill_everything(driver: WindowDriver, image: Path) -> None:
    fill_first_section(driver)
    driver.go_to_step(1)
    fill_description(driver)
    form = driver.view.bridge.session.form
    for row in range(1, 5):
        driver.go_to_step(row)
        for field in form.sections[row].fields:
            if field.key in LONG:
                driver.type_into(field.key, long_text(field.key))
    driver.go_to_step(5)
    driver.dialogs.annexes = [image]
    driver.click("anexos.add_files")
    driver.qtbot.waitUntil(lambda: driver.exists("anexos.1.description"))
    driver.type_into("anexos.1.description", "Foto de la plaza")
    driver.click("anexos.add_link")
    driver.type_into("anexos.2.address", "https://www.ejemplo.gov.co/plaza")
    driver.type_into("anexos.2.description", "Página de la práctica")
    driver.click("anexos.add_note")
    driver.type_into("anexos.3.description", "Álbum en papel")
    driver.click("anexos.3.up")


def expected_answers(image: Path) -> dict[str, object]:
    data = image.read_bytes()
    expected: dict[str, object] = dict(LINES)
    for key in LONG:
        expected[key] = {"blocks": [{"kind": "p", "runs": [{"text": long_text(key)}]}]}
    expected |= {
        "fecha_diligenciamiento": "2024-09-20",
        "dependencia": "Dirección Distrital de Archivo",
        "tipo_vinculacion": {"choice": "otro", "other": "Pasantía de ensayo"},
        "fecha_inicio": "2019",
        "descripcion": {
            "blocks": [
                {
                    "kind": "p",
                    "runs": [{"text": "Diagnóstico. ", "bold": True}, {"text": "Había filas largas."}],
                },
                {"kind": "ol", "runs": [{"text": "Primero"}]},
                {"kind": "ol", "runs": [{"text": "Segundo"}]},
            ]
        },
        "anexos": [
            {
                "kind": "file",
                "name": "plaza.png",
                "media_type": "image/png",
                "size": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
                "description": "Foto de la plaza",
            },
            {"kind": "note", "description": "Álbum en papel"},
            {
                "kind": "link",
                "url": "https://www.ejemplo.gov.co/plaza",
                "description": "Página de la práctica",
            },
        ],
    }
    return expected


def test_what_is_typed_in_every_field_survives_closing_and_is_exported(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    image = tmp_path / "plaza.png"
    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    assert picture.save(str(image))
    expected = expected_answers(image)

    with open_window(qtbot, program) as driver:
        fill_everything(driver, image)
        driver.wait_saved()
    (draft_id,) = (summary.id for summary in program.drafts.summaries())

    with open_window(qtbot, Program(tmp_path / "datos")) as driver:
        qtbot.waitUntil(lambda: driver.exists("drafts.continue"))
        driver.click("drafts.continue")
        session = driver.view.bridge.session
        assert session.draft.id == draft_id
        assert driver.view.row == 5, "the draft reopens where the person left off"
        for row, section in enumerate(session.form.sections):
            driver.go_to_step(row)
            for field in session.form.step_fields(section):
                shown = driver.view.pages.page(row).frames[field.key].input.value()
                assert shown == session.answer(field.key), field.key
        assert len(session.draft.answers) == len(list(session.form.fields()))

        driver.go_to_step(6)
        driver.click("date.keep")
        assert not driver.exists("summary.errors")
        driver.click("export.final")
        folder = tmp_path / "entrega con ñ"
        dialog_folder = driver.find("export.folder")
        dialog_folder.setFocus()
        driver.key(Qt.Key.Key_A, CTRL)
        driver.type_here(str(folder))
        driver.click("export.accept")
        qtbot.waitUntil(lambda: driver.exists("end.folder"), timeout=30_000)

    (sidecar,) = folder.glob("*.json")
    written = json.loads(sidecar.read_text(encoding="utf-8"))
    assert {key: block["value"] for key, block in written["answers"].items()} == expected
    assert written["ficha"]["status"] == "final"
    (verified,) = program.verifier.verify(sidecar)
    assert verified.check.verdict == "final"
