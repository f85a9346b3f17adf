"""Drafts opened again in the window: at the field, after a kill, in conflict, of newer programs and forms."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path
from unittest.mock import patch

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.codec.draft import SCHEMA_VERSION
from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.services.program import Program
from fichas_desktop.storage.draft_lock import DraftLock
from fichas_desktop.storage.sealed_file import read_sealed, sealed
from fichas_desktop.ui.two_line_items import DETAIL_ROLE
from tests.builders import NOW, TEST_FORMS, FakeClock, newer_forms, paragraph
from tests.ui.draft_rows import act
from tests.ui.programs import invented_program, keep_complete
from tests.ui.window_driver import WindowDriver, open_window

LONG = {
    "blocks": [{"kind": "p", "runs": [{"text": f"Párrafo {number} del relato."}]} for number in range(40)]
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "datos"


@pytest.fixture
def program(folder: Path) -> Program:
    return invented_program(folder)


def again(folder: Path) -> Program:
    """Another start of the program, with no newer form than the draft's."""
    return invented_program(folder)


def words(driver: WindowDriver, name: str) -> str:
    driver.qtbot.waitUntil(lambda: driver.exists(name))
    return driver.find(name).accessibleName()


def field_with_keyboard(driver: WindowDriver) -> str:
    widget: QWidget | None = QApplication.focusWidget()
    while widget is not None and not widget.objectName().endswith(".frame"):
        widget = widget.parentWidget()
    return widget.objectName().removesuffix(".frame") if widget is not None else ""


def is_in_view(driver: WindowDriver) -> bool:
    focused = QApplication.focusWidget()
    assert focused is not None
    page = driver.view.pages.page(driver.view.row)
    spot = focused.mapTo(
        page.viewport(), focused.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center().toPoint()
    )
    return page.viewport().rect().contains(spot)


# --- the place ----------------------------------------------------------------------------------------


def leave_at(qtbot: QtBot, program: Program, draft_id: DraftId, row: int, field: str) -> None:
    with open_window(qtbot, program, draft_id) as driver:
        driver.go_to_step(row)
        frame = driver.view.pages.page(row).frames[field]
        driver.click(frame.input.inputs()[0].objectName())
        assert field_with_keyboard(driver) == field


def test_a_draft_reopens_at_the_field_it_was_left_in(qtbot: QtBot, folder: Path, program: Program) -> None:
    draft_id = keep_complete(program, hallazgos=LONG)
    modified = program.drafts.load(draft_id).modified_at
    leave_at(qtbot, program, draft_id, 1, "hallazgos")
    kept = again(folder).drafts.load(draft_id)
    assert (kept.section, kept.field, kept.modified_at) == ("relato", "hallazgos", modified)
    assert again(folder).drafts.history(draft_id) == ()
    with open_window(qtbot, again(folder), draft_id) as driver:
        assert driver.view.row == 1
        qtbot.waitUntil(lambda: field_with_keyboard(driver) == "hallazgos")
        text = QApplication.focusWidget()
        assert isinstance(text, QTextEdit)
        assert text.textCursor().atEnd()
        qtbot.waitUntil(lambda: is_in_view(driver))
        assert not driver.exists("notice.recovered")


def test_below_the_fold_a_line_has_the_keyboard_behind_its_text(
    qtbot: QtBot, folder: Path, program: Program
) -> None:
    draft_id = keep_complete(program)
    leave_at(qtbot, program, draft_id, 0, "buzon")
    with open_window(qtbot, again(folder), draft_id) as driver:
        qtbot.waitUntil(lambda: field_with_keyboard(driver) == "buzon")
        line = QApplication.focusWidget()
        assert isinstance(line, QPlainTextEdit)
        assert line.textCursor().atEnd()
        assert not line.textCursor().hasSelection()
        qtbot.waitUntil(lambda: is_in_view(driver))


@pytest.mark.parametrize(
    ("section", "field", "expected"),
    [
        ("relato", "ya_no_esta", "resumen"),
        ("relato", "sede", "resumen"),
        ("ya_no_esta", "sede", "sede"),
        ("ya_no_esta", "ya_no_esta", "dia_registro"),
    ],
)
def test_a_place_that_is_gone_falls_back(
    qtbot: QtBot, folder: Path, program: Program, section: str, field: str, expected: str
) -> None:
    draft_id = keep_complete(program)
    program.drafts.save(structs.replace(program.drafts.load(draft_id), section=section, field=field))
    with open_window(qtbot, program, draft_id) as driver:
        qtbot.waitUntil(lambda: field_with_keyboard(driver) == expected)


def test_looking_at_a_draft_writes_nothing(qtbot: QtBot, folder: Path, program: Program) -> None:
    draft_id = keep_complete(program)
    program.close()
    place = folder / "drafts" / draft_id
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    for _ in range(2):
        with open_window(qtbot, again(folder), draft_id):
            pass
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


def test_moving_about_in_a_new_ficha_keeps_no_draft(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        driver.key(Qt.Key.Key_Tab)
        driver.go_to_step(1)
    assert program.drafts.summaries() == ()


def test_a_move_goes_to_the_journal(
    qtbot: QtBot, folder: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fichas_desktop.ui.place_keeper.NOTE_MS", 50)
    draft_id = keep_complete(program)
    with open_window(qtbot, program, draft_id) as driver:
        driver.go_to_step(1)
        driver.key(Qt.Key.Key_Tab)
        qtbot.waitUntil(lambda: again(folder).drafts.load(draft_id).section == "relato", timeout=5_000)


CHILD = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from fichas_desktop.app import make_application, quiet_qt, show_first
from fichas_desktop.services.program import Program
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.main_window import MainWindow
from fichas_desktop.ui.two_line_items import DETAIL_ROLE

quiet_qt()
app = make_application()
program = Program(Path(sys.argv[1]), forms=Path(sys.argv[2]))
window = MainWindow(program, Dialogs())
show_first(window, program, sys.argv[3])
window.show()
window.activateWindow()
QTest.qWait(200)
window.view.show_step(1)
window.view.pages.page(1).focus_field("hallazgos")
QTest.qWait(50)
for letter in "Escrito y cortado. ":
    QTest.keyClick(QApplication.focusWidget(), letter)
reader = Program(Path(sys.argv[1]), forms=Path(sys.argv[2])).drafts
while "cortado" not in reader.load(sys.argv[3]).answers["hallazgos"].text:
    QTest.qWait(50)
print("written", flush=True)
QTest.qWait(60_000)
"""


def test_after_a_kill_the_window_opens_at_the_field_that_was_being_written(
    qtbot: QtBot, folder: Path, program: Program
) -> None:
    draft_id = keep_complete(program)
    program.close()
    command = [sys.executable, "-c", textwrap.dedent(CHILD), str(folder), str(TEST_FORMS), draft_id]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": "."}
    ) as child:
        try:
            assert child.stdout is not None
            assert child.stdout.readline() == "written\n"
        finally:
            child.kill()
    with open_window(qtbot, again(folder)) as driver:
        qtbot.waitUntil(lambda: driver.window.view is not None)
        assert driver.view.bridge.session.draft.id == draft_id
        qtbot.waitUntil(lambda: field_with_keyboard(driver) == "hallazgos")
        text = QApplication.focusWidget()
        assert isinstance(text, QTextEdit)
        assert "Escrito y cortado." in text.toPlainText()
        driver.type_here("Y sigue")
        assert text.toPlainText().endswith("Y sigue")


# --- which of two states ------------------------------------------------------------------------------


@pytest.fixture
def conflict(folder: Path, program: Program) -> Draft:
    """A draft that two programs wrote at the same time where locks do not work."""
    draft = program.drafts.load(keep_complete(program, sede="Al comienzo"))
    program.close()
    with patch.object(DraftLock, "acquire", lambda _self, _now: True):
        first, second = again(folder).drafts, again(folder).drafts
        for drafts in (first, second):
            drafts.open(draft.id)
        present = structs.replace(draft, answers=draft.answers.with_answer("sede", "Salón del Parque"))
        second.save(present)
        with pytest.raises(EnvironmentFailedError):
            first.save(structs.replace(draft, answers=draft.answers.with_answer("sede", "La otra sede")))
    return present


def test_two_versions_are_asked_about_once(qtbot: QtBot, folder: Path, conflict: Draft) -> None:
    with open_window(qtbot, again(folder), conflict.id) as driver:
        assert words(driver, "notice.conflict").startswith(
            "Hay dos versiones distintas de esta ficha: la que ve"
        )
        assert not driver.exists("notice.newer_form"), "one thing at a time"
        driver.click("notice.conflict.3")
        qtbot.waitUntil(lambda: not driver.exists("notice.conflict"))
        assert driver.view.bridge.session.draft.answers["sede"] == "Salón del Parque"
    with open_window(qtbot, again(folder), conflict.id) as driver:
        assert words(driver, "notice.newer_form")
        assert not driver.exists("notice.conflict")
    assert "conflict" in {one.kind for one in again(folder).drafts.history(conflict.id)}


def test_the_other_version_can_be_used(qtbot: QtBot, folder: Path, conflict: Draft) -> None:
    with open_window(qtbot, again(folder), conflict.id) as driver:
        driver.click("notice.conflict.2")
        qtbot.waitUntil(lambda: driver.view.bridge.session.draft.answers["sede"] == "La otra sede")
        qtbot.waitUntil(lambda: driver.exists("notice.newer_form"))
        assert not driver.exists("notice.conflict")
    reread = again(folder).drafts
    assert reread.load(conflict.id).answers["sede"] == "La otra sede"
    kept = [reread.read_version(conflict.id, one.name).answers["sede"] for one in reread.history(conflict.id)]
    assert "Salón del Parque" in kept


def test_two_versions_are_compared_field_by_field(qtbot: QtBot, folder: Path, conflict: Draft) -> None:
    with open_window(qtbot, again(folder), conflict.id) as driver:
        driver.click("notice.conflict.1")
        versions = driver.find("history.list")
        assert isinstance(versions, QListWidget)
        assert "Copia de otra ventana" in versions.currentItem().data(DETAIL_ROLE)
        shown = {label.text() for label in driver.find("history").findChildren(QLabel)}
        assert {"Sede", "La otra sede", "Salón del Parque"} <= shown
        assert "Tallerista" not in shown
        driver.click("history.restore")
        qtbot.waitUntil(lambda: driver.view.bridge.session.draft.answers["sede"] == "La otra sede")
    with open_window(qtbot, again(folder), conflict.id) as driver:
        assert words(driver, "notice.newer_form")
        assert not driver.exists("notice.conflict")


# --- newer programs -----------------------------------------------------------------------------------


def test_a_draft_of_a_newer_program_can_be_read_and_nothing_else(
    qtbot: QtBot, folder: Path, program: Program
) -> None:
    draft_id = keep_complete(program)
    program.close()
    place = folder / "drafts" / draft_id
    document, seq = read_sealed(place / "draft.json")
    answers = {**document["answers"], "firma": 1}  # type: ignore[dict-item]
    newer = {**document, "schema_version": SCHEMA_VERSION + 1, "answers": answers}
    (place / "draft.json").write_bytes(sealed(newer, seq))
    before = {
        path: (path.stat().st_mtime_ns, path.is_dir() or path.read_bytes())
        for path in (place, *place.rglob("*"))
    }
    with open_window(qtbot, again(folder)) as driver:
        act(driver, draft_id, "open")
        assert words(driver, "notice.newer") == (
            "Esta ficha se guardó con un programa más nuevo. Aquí solo se puede leer; actualice el programa "
            "para seguir escribiendo. Hay 1 respuesta que este programa no conoce y no se muestra."
        )
        assert not driver.exists("notice.read_only")
        driver.type_into("sede", "No debe quedar")
        driver.go_to_step(1)
        driver.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        assert driver.dialogs.said == [
            "El borrador se guardó con un programa más nuevo; actualice este programa."
        ]
        assert not driver.exists("notice.newer_form")
    after = {
        path: (path.stat().st_mtime_ns, path.is_dir() or path.read_bytes())
        for path in (place, *place.rglob("*"))
    }
    assert after == before


# --- newer forms and texts without a place --------------------------------------------------------------


@pytest.fixture
def with_newer_form(tmp_path: Path, folder: Path) -> Program:
    forms = newer_forms(tmp_path / "formularios")
    return Program(folder, forms=forms, clock=FakeClock(NOW))


def test_a_newer_form_is_offered_and_what_has_no_place_is_shown(
    qtbot: QtBot, folder: Path, with_newer_form: Program
) -> None:
    draft_id = keep_complete(with_newer_form, tallerista="Ñusta Quimbaya", legajo=[])
    with open_window(qtbot, with_newer_form, draft_id) as driver:
        assert words(driver, "notice.newer_form").startswith("Hay una versión más nueva del formulario (03).")
        driver.type_into("sede", " y patio")
        driver.click("notice.newer_form.1")
        qtbot.waitUntil(lambda: driver.view.bridge.session.form.version == "03")
        answers = driver.view.bridge.session.draft.answers
        assert (answers["nombre_taller"], answers["sede"]) == ("Tejer la memoria", "Salón del Parque y patio")
        assert words(driver, "notice.unplaced").startswith("Hay 2 textos sin ubicar")
        assert not driver.exists("notice.newer_form")
        driver.click("notice.unplaced.1")
        qtbot.waitUntil(lambda: driver.exists("unplaced.copy.0"))
        qtbot.waitUntil(lambda: driver.find("unplaced.copy.0").hasFocus())
        assert not driver.exists("notice.unplaced"), "the review has them itself"
        assert words(driver, "unplaced.link") == (
            "Hay 2 textos sin ubicar; cópielos donde correspondan o quítelos."
        )
        driver.key(Qt.Key.Key_Space)
        assert QGuiApplication.clipboard().text() == "Ñusta Quimbaya"
        driver.key(Qt.Key.Key_Tab)
        driver.key(Qt.Key.Key_Space)  # Quitar
        assert words(driver, "unplaced.link").startswith("Hay 1 texto sin ubicar")
        assert driver.find("unplaced.undo").hasFocus()
        driver.key(Qt.Key.Key_Space)
        assert driver.find("unplaced.copy.0").hasFocus()
        assert words(driver, "unplaced.link").startswith("Hay 2 textos")
        driver.click("unplaced.remove.0")
        driver.click("unplaced.remove.1")
        assert not driver.exists("summary.unplaced")
        driver.go_to_step(0)
        assert not driver.exists("notice.unplaced")
    draft = Program(folder, forms=folder.parent / "formularios").drafts.load(draft_id)
    assert (draft.form.version, draft.unplaced) == ("03", ())


def test_texts_without_a_place_do_not_hold_up_an_entrega(
    qtbot: QtBot, with_newer_form: Program, tmp_path: Path
) -> None:
    draft_id = keep_complete(
        with_newer_form, resumen=paragraph("Una línea"), apertura="2023-08-01", tallerista="Ñusta Quimbaya"
    )
    form = with_newer_form.reopening.newer_form(with_newer_form.drafts.load(draft_id))
    assert form is not None
    with_newer_form.reopening.move_to(with_newer_form.drafts.load(draft_id), form)
    with open_window(qtbot, with_newer_form, draft_id) as driver:
        assert words(driver, "notice.unplaced")
        driver.dialogs.folder = tmp_path / "salida"
        driver.wake()
        driver.go_to_step(driver.view.review_row)
        assert driver.exists("unplaced")
        driver.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        assert driver.window.flows.exports.dialog is not None
        driver.window.flows.exports.dialog.reject()


def test_going_back_to_the_older_form_brings_its_texts_back(qtbot: QtBot, with_newer_form: Program) -> None:
    draft_id = keep_complete(with_newer_form)
    with open_window(qtbot, with_newer_form, draft_id) as driver:
        driver.click("notice.newer_form.1")
        qtbot.waitUntil(lambda: driver.view.bridge.session.form.version == "03")
        driver.key(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
        versions = driver.find("history.list")
        assert isinstance(versions, QListWidget)
        rows = [versions.item(row).data(DETAIL_ROLE) for row in range(versions.count())]
        (backup,) = (row for row, text in enumerate(rows) if "Antes de actualizar" in text)
        versions.setCurrentRow(backup)
        driver.click("history.restore")
        qtbot.waitUntil(lambda: driver.view.bridge.session.form.version == "01")
        assert driver.view.bridge.session.draft.answers["tallerista"] == "Ñusta Quimbaya Ejemplo"
