"""«Guardar una copia en…»: always in Archivo, and beside the failure while saving fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.services.program import Program
from fichas_desktop.ui.commands import Command
from fichas_desktop.ui.inputs.attachments_input import AttachmentsInput
from tests.builders import write_answers_file
from tests.ui.draft_rows import act
from tests.ui.programs import keep_example, keep_titled, shipped_program
from tests.ui.window_driver import WindowDriver, open_window

FORM = {"code": "4202000-FT-1311", "version": "01"}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return shipped_program(tmp_path / "datos")


def save_copy(driver: WindowDriver) -> str:
    """Ask for a copy by its keys and return what is said of it at the end."""
    driver.key(Qt.Key.Key_F12)
    driver.wait_work()
    return driver.find("notice.copy").accessibleName() if driver.exists("notice.copy") else ""


def taken_in(folder: Path, copy: Path) -> tuple[Program, Draft]:
    """Take a copy in at another computer."""
    there = shipped_program(folder)
    return there, there.drafts.load(there.importer.take_in(copy).id)


def test_a_copy_goes_on_at_another_computer_with_its_annexes(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    draft_id = keep_example(program)
    with open_window(qtbot, program, draft_id) as driver:
        driver.view.show_field("nombre")
        driver.type_here(" y algo más")
        driver.dialogs.copy = tmp_path / "memoria" / "mi copia"
        words = save_copy(driver)
        (proposed,) = driver.dialogs.proposed
        assert proposed.name.startswith("FT-1311_Ejemplo-")
        assert proposed.name.endswith(f"_e1_{draft_id[:8]}.ficha")
        written = tmp_path / "memoria" / "mi copia.ficha"
        assert words == (
            f"La copia con sus anexos quedó en «{written}». Para seguir en otro computador, llévela allá y "
            "ábrala con «Importar fichas…»."
        )
        there, copied = taken_in(tmp_path / "otro", written)
        assert copied.answers == driver.view.bridge.session.draft.answers
        assert str(copied.answers["nombre"]).endswith("y algo más")
        assert there.drafts.missing_files(copied) == frozenset()
        kinds = [entry.kind for entry in program.drafts.history(draft_id)]
        assert "export" in kinds


def test_the_menu_offers_it_only_with_a_ficha(qtbot: QtBot, program: Program) -> None:
    keep_titled(program, "Una")
    with open_window(qtbot, program) as driver:
        qtbot.waitUntil(lambda: driver.exists("drafts.continue"))
        assert save_copy(driver) == ""
        assert driver.dialogs.proposed == []
        driver.click("drafts.continue")
        assert save_copy(driver) == "", "cancelled: nothing is written"
        assert len(driver.dialogs.proposed) == 1


def test_a_taken_name_is_asked_about(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    path = tmp_path / "copia.ficha"
    path.write_bytes(b"otra cosa")
    with open_window(qtbot, program) as driver:
        driver.type_into("nombre", "Con reemplazo")
        driver.dialogs.copy = path
        driver.dialogs.confirms = False
        assert save_copy(driver) == ""
        assert path.read_bytes() == b"otra cosa"
        assert driver.dialogs.said[0].startswith("En esa carpeta ya hay otro archivo con ese nombre.")
        driver.dialogs.confirms = True
        assert "quedó en" in save_copy(driver)
        _there, copied = taken_in(tmp_path / "otro", path)
        assert copied.answers["nombre"] == "Con reemplazo"


def test_where_nothing_can_be_written_that_is_said(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    blocked = tmp_path / "fichero"
    blocked.write_text("x", encoding="utf-8")
    with open_window(qtbot, program) as driver:
        driver.dialogs.copy = blocked / "copia.ficha"
        assert save_copy(driver) == ""
        (sentence,) = driver.dialogs.said
        assert sentence == f"No se guardó la copia. «{blocked}» no es una carpeta; escoja otra."
        assert not driver.exists("progress.copy")


def test_while_saving_fails_the_footer_offers_a_copy_of_the_newest_text(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft_id = keep_example(program)
    with open_window(qtbot, program, draft_id) as driver:
        driver.wait_work()
        assert not driver.exists("saved.copy")
        # the folder is gone, as when a memory stick is pulled out
        names = [file.name for file in driver.view.bridge.session.draft.answers.files()]
        assert names
        driver.window.view.show_field("nombre")  # type: ignore[union-attr]
        program.data_folder.rename(tmp_path / "sacada")
        (tmp_path / "datos").write_text("no es una carpeta", encoding="utf-8")
        driver.type_here(" de última hora")
        qtbot.waitUntil(lambda: driver.exists("saved.copy"), timeout=10_000)
        assert driver.view.save_status.label.text().startswith("No se ha guardado. ")
        driver.type_here(" y más")
        assert driver.view.save_status.label.text().startswith("No se ha guardado. "), (
            "it stays while one types"
        )
        driver.dialogs.copy = tmp_path / "copia.ficha"
        driver.click("saved.copy")
        driver.wait_work()
        words = driver.find("notice.copy").accessibleName()
        assert all(f"«{name}»" in words for name in names)
        _there, copied = taken_in(tmp_path / "otro", tmp_path / "copia.ficha")
        assert str(copied.answers["nombre"]).endswith("de última hora y más")
        (tmp_path / "datos").unlink()
        (tmp_path / "sacada").rename(program.data_folder)
        driver.window.host.save_now()
        driver.wait_saved()
        assert not driver.exists("saved.copy")


def test_an_annex_that_is_being_added_goes_along(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    annex = tmp_path / "acta.txt"
    annex.write_bytes(b"acta")
    with open_window(qtbot, program) as driver:
        keys = [field.key for field in driver.view.bridge.session.form.fields() if field.key == "anexos"]
        driver.view.show_field(keys[0])
        driver.dialogs.annexes = [annex]
        driver.dialogs.copy = tmp_path / "copia.ficha"
        (field_input,) = (
            frame.input
            for page in driver.view.pages.built_pages()
            for key, frame in page.frames.items()
            if key == keys[0]
        )
        assert isinstance(field_input, AttachmentsInput)
        field_input.files_requested.emit()
        driver.window.menus.action(Command.SAVE_COPY).trigger()
        driver.wait_work()
        there, copied = taken_in(tmp_path / "otro", tmp_path / "copia.ficha")
        assert [file.name for file in copied.answers.files()] == ["acta.txt"]
        assert there.drafts.missing_files(copied) == frozenset()


# --- the window turns while the disk is slow --------------------------------------------------------


def slow(gate: Event, real: Callable[..., object]) -> Callable[..., object]:
    def wait_and_do(*arguments: object, **named: object) -> object:
        assert gate.wait(20)
        return real(*arguments, **named)

    return wait_and_do


def test_importing_from_a_slow_disk_leaves_the_window_alive(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Event()
    monkeypatch.setattr(program.importer, "take_in", slow(gate, program.importer.take_in))
    with open_window(qtbot, program) as driver:
        driver.dialogs.answers_files = [write_answers_file(tmp_path / "r.json", {"nombre": "Lenta"}, **FORM)]
        driver.window.menus.action(Command.IMPORT).trigger()
        qtbot.waitUntil(lambda: driver.exists("progress.import"))
        assert driver.find("progress.import").accessibleName() == "Importando «r.json»…"
        driver.type_into("nombre", "Mientras tanto")
        driver.view.pages.commit()
        assert driver.view.bridge.session.answer("nombre") == "Mientras tanto"
        gate.set()
        qtbot.waitUntil(lambda: driver.view.bridge.session.answer("nombre") == "Lenta", timeout=10_000)
        assert not driver.exists("progress.import")
    assert {row.title for row in program.drafts.summaries()} == {"Lenta", "Mientras tanto"}


def test_importing_a_copy_of_the_ficha_on_the_screen_takes_no_key_back(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    (draft_id,) = keep_titled(program, "Una")
    origin = program.origins.from_draft(program.drafts.load(DraftId(draft_id)))
    copy = program.portable_exporter.export(origin, tmp_path, replace=False).path
    with open_window(qtbot, program, draft_id) as driver:
        driver.dialogs.answers_files = [copy]
        driver.type_into("nombre", ", y lo último que se escribió")
        driver.window.menus.action(Command.IMPORT).trigger()
        driver.wait_work()
        driver.view.pages.commit()
        assert driver.view.bridge.session.answer("nombre") == "Una, y lo último que se escribió"
    after = Program(program.data_folder).drafts.load(DraftId(draft_id))
    assert after.answers["nombre"] == "Una, y lo último que se escribió"


def test_duplicating_on_a_slow_disk_leaves_the_window_alive(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    (draft_id,) = keep_titled(program, "Una")
    gate = Event()
    monkeypatch.setattr(program.drafts, "duplicate", slow(gate, program.drafts.duplicate))
    with open_window(qtbot, program) as driver:
        act(driver, draft_id, "duplicate")
        assert driver.exists("progress.duplicate")
        gate.set()
        qtbot.waitUntil(lambda: not driver.exists("progress.duplicate"), timeout=10_000)
        assert len(program.drafts.summaries()) == 2


def test_going_back_on_a_slow_disk_keeps_the_window_alive_and_nothing_is_typed_meanwhile(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    (draft_id,) = keep_titled(program, "La primera")
    first = program.drafts.load(draft_id)
    program.drafts.keep_saved(first)
    (name,) = [entry.name for entry in program.drafts.history(draft_id) if entry.kind == "saved"]
    gate = Event()
    with open_window(qtbot, program, draft_id) as driver:
        driver.type_into("nombre", ", cambiada")
        driver.window.host.save_now()
        driver.wait_saved()
        monkeypatch.setattr(program.drafts, "restored", slow(gate, program.drafts.restored))
        driver.window.flows.reopening._take_version(name)
        qtbot.waitUntil(lambda: driver.exists("progress.restore"))
        assert not driver.view.isEnabled()
        driver.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        gate.set()
        qtbot.waitUntil(lambda: driver.view.bridge.session.answer("nombre") == "La primera", timeout=10_000)
        assert driver.view.isEnabled()
    assert Program(program.data_folder).drafts.load(DraftId(draft_id)).answers["nombre"] == "La primera"


def test_going_back_that_fails_leaves_the_ficha_as_it_was(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    (draft_id,) = keep_titled(program, "Una")
    with open_window(qtbot, program, draft_id) as driver:

        def fail(*_arguments: object) -> None:
            raise EnvironmentFailedError("disk_full", folder="/datos")

        monkeypatch.setattr(program.drafts, "restored", fail)
        driver.window.flows.reopening._take_version("00000001-saved.json")
        qtbot.waitUntil(lambda: driver.dialogs.said != [], timeout=10_000)
        assert driver.view.isEnabled()
        assert driver.view.bridge.session.answer("nombre") == "Una"


# --- where drafts are less safe ---------------------------------------------------------------------


def test_a_synchronized_data_folder_is_told_until_the_person_closes_it(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Entidad"
    with open_window(qtbot, shipped_program(folder)) as driver:
        qtbot.waitUntil(lambda: driver.exists("notice.folder"), timeout=10_000)
        label = driver.find("notice.folder").findChild(QLabel)
        assert isinstance(label, QLabel)
        assert label.text().startswith("Sus fichas están en una carpeta de OneDrive")
        driver.type_into("nombre", "Aun así se guarda")
        driver.window.host.save_now()
        driver.wait_saved()
        driver.click("notice.folder.close")
        driver.wait_work()
    with open_window(qtbot, shipped_program(folder)) as driver:
        driver.wait_work()
        QApplication.processEvents()
        driver.wait_work()
        assert not driver.exists("notice.folder")
