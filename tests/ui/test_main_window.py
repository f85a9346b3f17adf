"""The window as a whole: where it starts, how one walks through it, what it never does to an answer."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fichas_desktop import app
from fichas_desktop.domain.partial_date import PartialDate, UnfinishedDate
from fichas_desktop.domain.rich_text import RichText
from fichas_desktop.messages import ERRORS
from fichas_desktop.ui.field_frame import FieldFrame
from fichas_desktop.ui.issue_lines import IssueLines
from tests.ui.programs import (
    invented_program,
    keep_complete,
    keep_example,
    keep_titled,
    kept_files,
    shipped_program,
)
from tests.ui.window_driver import AnsweredDialogs, WindowDriver, open_window

CTRL = Qt.KeyboardModifier.ControlModifier
FIRST_INPUT = "fecha_diligenciamiento.day"


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget is not None else ""


def details(driver: WindowDriver) -> list[str]:
    return [button.detail for button in driver.view.steps.buttons]


def frame_of(driver: WindowDriver, key: str) -> FieldFrame:
    return driver.view.pages.page(driver.view.row).frames[key]


def problems(driver: WindowDriver, key: str) -> tuple[str, ...]:
    lines = frame_of(driver, key).findChild(IssueLines)
    assert isinstance(lines, IssueLines)
    return lines.words()


# --- start ------------------------------------------------------------------------------------------


def test_without_drafts_a_new_ficha_opens_with_the_keyboard_in_its_first_field(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        assert (driver.view.row, focused()) == (0, FIRST_INPUT)
        driver.type_here("07")
        assert driver.view.bridge.session.answer("fecha_diligenciamiento") is not None
        assert driver.window.windowTitle().startswith("Ficha nueva")


def test_nothing_is_on_disk_before_the_first_edit(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path / "datos")) as driver:
        for row in range(7):
            driver.go_to_step(row)
        driver.key(Qt.Key.Key_S, CTRL)
    assert kept_files(tmp_path / "datos") == []

    with open_window(qtbot, shipped_program(tmp_path / "datos")) as driver:
        driver.type_into("nombre", "Una")
        driver.wait_saved()
    assert kept_files(tmp_path / "datos") != []


def test_with_drafts_the_list_comes_first_and_enter_goes_on_with_the_last_one(
    qtbot: QtBot, tmp_path: Path
) -> None:
    program = shipped_program(tmp_path)
    keep_titled(program, "La primera", "La segunda")
    with open_window(qtbot, program) as driver:
        qtbot.waitUntil(lambda: focused() == "drafts.continue")
        driver.key(Qt.Key.Key_Return)
        assert driver.view.bridge.session.draft.answers["nombre"] == "La segunda"
        assert "La segunda" in driver.window.windowTitle()


# --- walking ----------------------------------------------------------------------------------------


def test_every_step_is_one_key_away_from_every_other(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        for before in range(7):
            for after in range(7):
                driver.go_to_step(before)
                driver.go_to_step(after)
                assert driver.view.row == after


def test_every_step_is_one_click_away(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        for row in (6, 0, 5, 2, 4, 1, 3):
            qtbot.mouseClick(driver.view.steps.buttons[row], Qt.MouseButton.LeftButton)
            assert driver.view.row == row


def test_the_page_keys_turn_the_pages_and_stop_at_both_ends(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        rows = []
        for _ in range(8):
            driver.key(Qt.Key.Key_PageDown, CTRL)
            rows.append(driver.view.row)
        assert rows == [1, 2, 3, 4, 5, 6, 6, 6]
        rows = []
        for _ in range(8):
            driver.key(Qt.Key.Key_PageUp, CTRL)
            rows.append(driver.view.row)
        assert rows == [5, 4, 3, 2, 1, 0, 0, 0]


def test_going_back_forth_and_jumping_never_changes_one_of_22_answers(qtbot: QtBot, tmp_path: Path) -> None:
    program = shipped_program(tmp_path)
    draft_id = keep_example(program)
    kept = program.drafts.load(draft_id)
    assert len(kept.answers) == 22
    with open_window(qtbot, program, draft_id) as driver:
        for _ in range(6):
            driver.view.go_next() if driver.view.row == 6 else driver.click("next")
        for _ in range(6):
            driver.click("previous")
        for row in (5, 1, 4, 0, 6, 3, 2, 6):
            driver.go_to_step(row)
        session = driver.view.bridge.session
        assert session.draft.answers == kept.answers
        assert session.draft.modified_at == kept.modified_at
        for row, section in enumerate(session.form.sections):
            for field in session.form.step_fields(section):
                shown = driver.view.pages.page(row).frames[field.key].input.value()
                assert shown == kept.answers[field.key], field.key
    assert program.drafts.load(draft_id).answers == kept.answers


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_esc_and_enter_never_leave_the_page_nor_lose_text(qtbot: QtBot, tmp_path: Path, key: Qt.Key) -> None:
    program = shipped_program(tmp_path)
    draft_id = keep_example(program)
    answers = program.drafts.load(draft_id).answers
    with open_window(qtbot, program, draft_id) as driver:
        form = driver.view.bridge.session.form
        for field in form.step_fields(form.sections[0]):
            frame = frame_of(driver, field.key)
            for widget in frame.input.inputs():
                if not widget.isVisible() or widget.objectName().endswith(".calendar"):
                    continue
                widget.setFocus()
                driver.key(key)
                if (popup := QApplication.activePopupWidget()) is not None:
                    popup.close()
        assert driver.view.row == 0
        assert driver.window.isVisible()
        assert driver.view.bridge.session.draft.answers == answers


def test_esc_in_a_long_answer_keeps_it(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.go_to_step(1)
        driver.type_into("descripcion", "Lo que ya escribí")
        driver.key(Qt.Key.Key_Escape)
        value = frame_of(driver, "descripcion").input.value()
        assert isinstance(value, RichText)
        assert (driver.view.row, value.text) == (1, "Lo que ya escribí")


# --- states and problems ----------------------------------------------------------------------------


def test_each_section_says_in_words_how_far_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        assert details(driver) == ["Sin empezar"] * 6 + ["Faltan 16 respuestas"]
        driver.type_into("nombre", "Una práctica")
        qtbot.waitUntil(lambda: details(driver)[0] == "En curso · faltan 6")
        driver.go_to_step(4)
        driver.type_into("conclusiones", "Se aprendió.")
        qtbot.waitUntil(lambda: details(driver)[4] == "Completa")


def test_a_step_has_a_problem_only_when_it_is_shown_beside_a_field(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.type_into("correo_contacto", "ana")
        qtbot.waitUntil(lambda: details(driver)[6] == "Faltan 15 respuestas · 1 por corregir")
        assert details(driver)[0] == "En curso · faltan 6"
        assert problems(driver, "correo_contacto") == ()
        driver.click("next")
        assert details(driver)[0] == "Hay un problema"
        driver.click("previous")
        assert problems(driver, "correo_contacto") != ()
        driver.type_into("correo_contacto", "@alcaldiabogota.gov.co")
        qtbot.waitUntil(lambda: details(driver)[0] == "En curso · faltan 6")


def test_own_words_of_a_choice_that_are_too_long_are_told_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    program = invented_program(tmp_path / "datos")
    draft_id = keep_complete(program, modalidad={"choice": "distinta", "other": "x" * 121})
    with open_window(qtbot, program, draft_id) as driver:
        assert details(driver)[0] == "Hay un problema"
        assert [one.startswith("Error: ") for one in problems(driver, "modalidad")] == [True]


def test_the_state_is_told_to_screen_readers(qtbot: QtBot, tmp_path: Path) -> None:
    program = shipped_program(tmp_path)
    with open_window(qtbot, program, keep_example(program)) as driver:
        names = [button.accessibleName() for button in driver.view.steps.buttons]
        assert names[1] == "Identificación: Completa"
        assert names[6] == "Revisar y generar: Lista para entregar"


def test_problems_show_only_after_the_section_is_left_by_siguiente(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.type_into("correo_contacto", "sin arroba")
        driver.go_to_step(2)
        driver.go_to_step(0)
        assert problems(driver, "correo_contacto") == ()
        assert problems(driver, "nombre") == ()
        driver.click("next")
        driver.click("previous")
        assert problems(driver, "nombre") == (
            "Error: Falta responder «Nombre de la buena práctica de gestión pública».",
        )
        assert problems(driver, "correo_contacto") != ()
        driver.go_to_step(1)
        assert problems(driver, "descripcion") == ()


def test_the_review_shows_the_problems_of_every_section(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.go_to_step(6)
        driver.go_to_step(3)
        assert problems(driver, "retos_futuro") != ()


def test_a_problem_that_is_mended_goes_away(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.click("next")
        driver.click("previous")
        driver.type_into("nombre", "Una práctica")
        qtbot.waitUntil(lambda: problems(driver, "nombre") == ())


# --- answers of uncommon shape ----------------------------------------------------------------------


def test_unfinished_date_boxes_survive_closing_to_the_letter(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.type_into("fecha_inicio.day", "30")
        driver.type_into("fecha_inicio.month", "02")
        driver.type_into("fecha_inicio.year", "2024")
    program = shipped_program(tmp_path)
    (summary,) = program.drafts.summaries()
    with open_window(qtbot, program, summary.id) as driver:
        assert frame_of(driver, "fecha_inicio").input.value() == UnfinishedDate("30", "02", "2024")
        qtbot.waitUntil(lambda: driver.exists("fecha_inicio.year"))
        boxes = [driver.find(f"fecha_inicio.{part}") for part in ("day", "month", "year")]
        assert [box.property("text") for box in boxes] == ["30", "02", "2024"]
        driver.go_to_step(6)
        answer = driver.find("answer.fecha_inicio")
        assert isinstance(answer, QLabel)
        assert answer.text() == "30/02/2024"
        assert driver.exists("issue.fecha_inicio")


def test_thirty_thousand_characters_are_kept_whole_and_block_the_entrega_in_words(
    qtbot: QtBot, tmp_path: Path
) -> None:
    text = "Se escribió de más, una y otra vez. " * 833 + "0123456789!"
    program = shipped_program(tmp_path)
    draft_id = keep_example(program)
    with open_window(qtbot, program, draft_id) as driver:
        driver.go_to_step(1)
        driver.find("descripcion").setFocus()
        driver.key(Qt.Key.Key_A, CTRL)
        QApplication.clipboard().setText(text)
        driver.key(Qt.Key.Key_V, CTRL)
        value = frame_of(driver, "descripcion").input.value()
        assert isinstance(value, RichText)
        assert (len(value.text), value.text) == (29_999, text)
        driver.view.show_review()
        driver.click("export.final")
        assert driver.exists("summary.errors")
        assert not driver.exists("export.accept")
        link = driver.find("issue.descripcion")
        assert "El texto pasa del máximo de 20.000 caracteres; quite 9.999." in link.accessibleName()
    kept = program.drafts.load(draft_id).answers["descripcion"]
    assert isinstance(kept, RichText)
    assert kept.text == text


def test_earlier_answers_are_offered_in_a_new_ficha_too(qtbot: QtBot, tmp_path: Path) -> None:
    program = shipped_program(tmp_path)
    form = program.catalog.latest()
    earlier = program.drafts.begin(form, program.drafts.load(keep_example(program)).answers)
    program.drafts.save(earlier)
    with open_window(qtbot, program) as driver:
        driver.window.flows.start_new()
        driver.type_into("proceso", "Otro proceso de ensayo")
        driver.window.flows.start_new()
        qtbot.waitUntil(lambda: driver.exists("proceso"))
        QTest.qWait(50)  # they are looked for once the ficha is painted
        driver.wait_work()
        line = driver.find("proceso")
        # earlier answers are read after the first keys
        qtbot.waitUntil(lambda: "Otro proceso de ensayo" in line._suggestions)  # type: ignore[attr-defined]
        driver.type_into("proceso", "ensayo")
        qtbot.waitUntil(lambda: line.offered() == ("Otro proceso de ensayo",))  # type: ignore[attr-defined]


# --- the last net -----------------------------------------------------------------------------------


def test_what_nobody_foresaw_is_one_sentence_and_the_window_stays(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = AnsweredDialogs()
    monkeypatch.setattr(app, "Dialogs", lambda: told)
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.type_into("nombre", "Se queda")
        net = app._Net(driver.window)
        monkeypatch.setattr(sys, "excepthook", net)

        def fail() -> None:
            raise ZeroDivisionError

        driver.view.steps.step_chosen.connect(fail)
        qtbot.mouseClick(driver.view.steps.buttons[3], Qt.MouseButton.LeftButton)
        assert told.said == [ERRORS["unexpected"]]
        assert driver.window.isVisible()
        assert frame_of(driver, next(iter(driver.view.pages.page(3).frames))).isVisible()
        driver.go_to_step(0)
        assert frame_of(driver, "nombre").input.value() == "Se queda"


def test_a_failure_while_one_is_being_told_does_not_pile_up(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        net = app._Net(driver.window)
        said: list[str] = []

        class FailingAgain(AnsweredDialogs):
            def tell(self, parent: object, sentence: str) -> None:
                said.append(sentence)
                net(ZeroDivisionError, ZeroDivisionError(), None)

        monkeypatch.setattr(app, "Dialogs", FailingAgain)
        net(ZeroDivisionError, ZeroDivisionError(), None)
        assert len(said) == 1
        net(ZeroDivisionError, ZeroDivisionError(), None)
        assert len(said) == 2


# --- another form -----------------------------------------------------------------------------------


def test_the_window_knows_no_form_by_heart(qtbot: QtBot, tmp_path: Path) -> None:
    program = invented_program(tmp_path / "datos")
    with open_window(qtbot, program) as driver:
        assert focused() == "dia_registro.day"
        driver.type_into("titulo_taller", "Tejer la memoria")
        driver.type_into("sede", "Otra sede")
        driver.type_into("tallerista", "Ñusta Quimbaya")
        driver.type_into("telefono_sede", "300 000 0000")
        driver.type_into("buzon", "taller@ejemplo.org")
        driver.wake()
        driver.find("modalidad").setFocus()
        driver.key(Qt.Key.Key_Down)
        driver.type_into("apertura.year", "2023")
        driver.type_into("clausura.day", "18/05/2024")
        driver.go_to_step(1)
        driver.type_into("resumen", "Doce vecinas.")
        driver.go_to_step(2)
        driver.click("legajo.add_note")
        driver.type_into("legajo.1.description", "Acta en papel")
        driver.go_to_step(3)
        assert driver.view.bridge.session.issues() == ()
        assert not driver.exists("summary.errors")
        driver.click("export.final")
        folder = driver.find("export.folder")
        folder.setFocus()
        driver.key(Qt.Key.Key_A, CTRL)
        driver.type_here(str(tmp_path / "salida"))
        driver.key(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: driver.exists("end.folder"), timeout=30_000)
        session = driver.view.bridge.session
        assert session.answer("apertura") == PartialDate(2023)
        assert session.answer("clausura") == PartialDate(2024, 5, 18)
    assert len(list((tmp_path / "salida").iterdir())) == 2


def test_a_complete_invented_ficha_opens_on_the_step_where_it_was_left(qtbot: QtBot, tmp_path: Path) -> None:
    program = invented_program(tmp_path)
    draft_id = keep_complete(program)
    with open_window(qtbot, program, draft_id) as driver:
        driver.go_to_step(1)
        driver.type_into("resumen", "!")
    with open_window(qtbot, program, draft_id) as driver:
        assert driver.view.row == 1
