"""What came beside the program, in the window: strips that stop nobody."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.ficha import Status
from fichas_desktop.services.program import Program
from fichas_desktop.ui.commands import Command
from fichas_desktop.ui.inputs.line_input import LineInput
from tests.builders import FakeClock
from tests.services.test_extra_forms import NEWER, add, program
from tests.ui.programs import EXAMPLE_DAY, keep_example
from tests.ui.window_driver import WindowDriver, open_window


def sentences(driver: WindowDriver, name: str) -> list[str]:
    return [strip.accessibleName() for strip in driver.named(name)]


def test_a_new_form_is_asked_about_with_its_fingerprint(qtbot: QtBot, tmp_path: Path) -> None:
    add(tmp_path / "formularios")
    found = program(tmp_path)
    with open_window(qtbot, found) as driver:
        qtbot.waitUntil(lambda: driver.exists("notice.form"))
        (words,) = sentences(driver, "notice.form")
        for part in ("4202000-FT-1311", "versión 02", found.extra_forms.pending[0].sha256, "¿Usarlo?"):
            assert part in words
        driver.click("notice.form.1")
        assert sentences(driver, "notice.arrival") == [
            "Ya puede usar el formulario 4202000-FT-1311, versión 02."
        ]
        assert not driver.exists("notice.form")
        driver.window.flows.start_new()
        assert driver.view.bridge.session.form.version == "02"
    with open_window(qtbot, program(tmp_path)) as driver:
        assert driver.view.bridge.session.form.version == "02"
        assert not driver.exists("notice.form")


def test_with_two_forms_a_new_ficha_asks_which(qtbot: QtBot, tmp_path: Path) -> None:
    text = NEWER.replace('code = "4202000-FT-1311"', 'code = "AAA-01"')
    add(tmp_path / "formularios", text).rename(tmp_path / "formularios" / "AAA-01-v02.toml")
    found = program(tmp_path)
    found.extra_forms.confirm(found.extra_forms.pending[0])
    with open_window(qtbot, found) as driver:
        assert driver.view.bridge.session.form.code == "4202000-FT-1311"
        driver.dialogs.form_code = "AAA-01"
        driver.window.menus.action(Command.NEW).trigger()
        assert driver.view.bridge.session.form.code == "AAA-01"
        driver.dialogs.form_code = ""
        before = driver.view
        driver.window.menus.action(Command.NEW).trigger()
        assert driver.view is before


def test_closing_the_question_is_no_yes(qtbot: QtBot, tmp_path: Path) -> None:
    add(tmp_path / "formularios")
    with open_window(qtbot, program(tmp_path)) as driver:
        qtbot.waitUntil(lambda: driver.exists("notice.form"))
        driver.click("notice.form.close")
        assert not driver.exists("notice.form")
    assert len(program(tmp_path).extra_forms.pending) == 1


def test_broken_settings_and_forms_are_told(qtbot: QtBot, tmp_path: Path) -> None:
    add(tmp_path / "formularios", "x = 1\n")
    settings = tmp_path / "ajustes.toml"
    settings.write_text("color = 3\n", encoding="utf-8")
    with open_window(qtbot, program(tmp_path, settings)) as driver:
        qtbot.waitUntil(lambda: len(driver.named("notice.arrival")) == 2)
        told = sentences(driver, "notice.arrival")
        assert any("tiene en color una clave desconocida" in words for words in told)
        assert any("4202000-FT-1311-v02.toml" in words for words in told)


def test_settings_that_are_in_vain_are_told(qtbot: QtBot, tmp_path: Path) -> None:
    settings = tmp_path / "ajustes.toml"
    settings.write_text('[[formularios]]\ncarpeta = "nohay"\n', encoding="utf-8")
    with open_window(qtbot, program(tmp_path / "datos", settings)) as driver:
        qtbot.waitUntil(lambda: driver.exists("notice.arrival"))
        (words,) = sentences(driver, "notice.arrival")
        assert "en formularios[0].carpeta una carpeta que ahora no se puede leer" in words


def test_the_office_names_suggestions(qtbot: QtBot, tmp_path: Path) -> None:
    settings = tmp_path / "ajustes.toml"
    settings.write_text('[sugerencias]\ndependencia = ["Oficina Nueva"]\n', encoding="utf-8")
    with open_window(qtbot, program(tmp_path / "datos", settings)) as driver:
        line = driver.view.pages.page(0).frames["dependencia"].input
        assert isinstance(line, LineInput)
        qtbot.waitUntil(lambda: line._line._suggestions == ("Oficina Nueva",))


def test_the_end_page_follows_the_settings(qtbot: QtBot, tmp_path: Path) -> None:
    settings = tmp_path / "ajustes.toml"
    settings.write_text('correo = "gestion@entidad.gov.co"\nlimite_correo_mb = 1\n', encoding="utf-8")
    found = Program(tmp_path / "datos", settings_files=(settings,), clock=FakeClock(EXAMPLE_DAY))
    with open_window(qtbot, found, keep_example(found)) as driver:
        driver.window.menus.action(Command.EXPORT).trigger()
        dialog = driver.window.flows.exports.dialog
        assert dialog is not None
        dialog.confirmed.emit(tmp_path / "salida")
        qtbot.waitUntil(driver.view.end.isVisible, timeout=20_000)
        texts = " ".join(label.text() for label in driver.view.end.findChildren(QLabel))
        assert "El correo para enviarlos es gestion@entidad.gov.co." in texts
        assert "un correo admite" not in texts


def test_a_pair_too_heavy_for_a_mail_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    settings = tmp_path / "ajustes.toml"
    settings.write_text("limite_correo_mb = 1\n", encoding="utf-8")
    found = Program(tmp_path / "datos", settings_files=(settings,), clock=FakeClock(EXAMPLE_DAY))
    draft_id = keep_example(found)
    with open_window(qtbot, found, draft_id) as driver:
        folder = tmp_path / "salida"
        session = driver.view.bridge.session
        pair = found.exporter.export(
            found.origins.from_draft(session.draft), folder, status=Status.FINAL, replace=True
        )
        assert pair.size == sum(path.stat().st_size for path in folder.iterdir())
        driver.window.flows.exports._succeed(driver.view, replace(pair, size=3 * 1024**2), final=True)
        texts = " ".join(label.text() for label in driver.view.end.findChildren(QLabel))
        assert "pesan 3 MB y un correo admite hasta 1 MB" in texts
