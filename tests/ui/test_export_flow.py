"""From the review to the end page: what is asked, what can go wrong, what was written."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from threading import Event, Timer

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.progress import Stage, Step
from fichas_desktop.domain.rich_text import from_plain_text
from fichas_desktop.domain.values import DraftId
from fichas_desktop.export import pair
from fichas_desktop.services.drafts import read_annex
from fichas_desktop.services.program import Program
from fichas_desktop.ui import window_commands
from fichas_desktop.ui.long_work import LongWork
from tests.builders import answers_of, complete_values
from tests.ui.programs import invented_program, keep_complete, kept_as, kept_files
from tests.ui.window_driver import WindowDriver, button_texts, open_window

CTRL = Qt.KeyboardModifier.ControlModifier
REVIEW = 3
PATIENCE = 30_000


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return invented_program(tmp_path / "datos")


@pytest.fixture
def complete(program: Program) -> DraftId:
    return keep_complete(program)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "salida con ñ"


def ask(driver: WindowDriver, folder: object, button: str = "export.final") -> None:
    """Go to the review, press a button and name the folder."""
    driver.view.show_review()
    driver.click(button)
    name_folder(driver, folder)


def name_folder(driver: WindowDriver, folder: object) -> None:
    driver.find("export.folder").setFocus()
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type_here(str(folder))
    driver.key(Qt.Key.Key_Return)


def until_written(driver: WindowDriver) -> None:
    driver.qtbot.waitUntil(lambda: driver.exists("end.folder"), timeout=PATIENCE)
    driver.wake()


def until_failed(driver: WindowDriver) -> str:
    driver.qtbot.waitUntil(lambda: driver.exists("export.problem"), timeout=PATIENCE)
    label = driver.find("export.problem")
    assert isinstance(label, QLabel)
    return label.text().replace("\u200b", "")


def end_words(driver: WindowDriver) -> list[str]:
    labels = driver.view.end.findChildren(QLabel)
    return [label.text().replace("\u200b", "") for label in labels if label.text()]


def sidecars(folder: Path) -> list[dict[str, dict[str, object]]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


# --- what is asked ----------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["button", "menu"])
def test_a_final_export_with_errors_shows_them_and_no_dialog(
    qtbot: QtBot, program: Program, way: str
) -> None:
    with open_window(qtbot, program) as driver:
        if way == "button":
            driver.view.show_review()
            driver.click("export.final")
        else:
            driver.key(Qt.Key.Key_P, CTRL)
        assert driver.view.row == REVIEW
        assert driver.exists("summary.errors")
        assert not driver.exists("export.accept")


def test_the_dialog_says_what_will_be_made_and_enter_makes_it(
    qtbot: QtBot, program: Program, complete: DraftId, out: Path
) -> None:
    with open_window(qtbot, program, complete) as driver:
        driver.view.show_review()
        driver.click("export.final")
        dialog = driver.find("export")
        assert dialog.windowTitle() == "Generar PDF y datos"
        assert sorted(button_texts(dialog)) == ["Cancelar", "Escoger carpeta…", "Generar"]
        assert driver.find("export.accept").hasFocus()
        driver.dialogs.folder = out
        driver.click("export.choose")
        driver.key(Qt.Key.Key_Return)
        until_written(driver)
    assert len(list(out.iterdir())) == 2


def test_cancelling_writes_nothing_and_the_dialog_opens_again(
    qtbot: QtBot, program: Program, complete: DraftId, out: Path
) -> None:
    with open_window(qtbot, program, complete) as driver:
        driver.view.show_review()
        driver.click("export.final")
        driver.key(Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not driver.exists("export.accept"))
        assert driver.view.row == REVIEW
        ask(driver, out)
        until_written(driver)


def test_an_empty_folder_name_is_asked_for_again(qtbot: QtBot, program: Program, complete: DraftId) -> None:
    with open_window(qtbot, program, complete) as driver:
        ask(driver, " ")
        assert until_failed(driver) == "Escriba o escoja la carpeta donde quedan los archivos."
        driver.key(Qt.Key.Key_Escape)


@pytest.mark.parametrize("text", ["Documentos", "./aquí", "~nadie-se-llama-asi/aquí"])
def test_a_folder_is_named_by_its_whole_path(
    qtbot: QtBot, program: Program, complete: DraftId, text: str
) -> None:
    with open_window(qtbot, program, complete) as driver:
        ask(driver, text)
        assert until_failed(driver) == "Escriba la ruta completa de la carpeta, o use «Escoger carpeta…»."
        driver.type_here("x")
        assert not driver.exists("export.problem"), "of the folder that stood here before"
        driver.key(Qt.Key.Key_Escape)
    assert not Path(text).exists()


def test_a_folder_that_is_not_there_is_made_only_when_that_is_wanted(
    qtbot: QtBot, program: Program, complete: DraftId, out: Path
) -> None:
    with open_window(qtbot, program, complete) as driver:
        driver.dialogs.confirms = False
        ask(driver, out)
        assert driver.dialogs.said[-1] == f"Esa carpeta no existe. Se crea «{out}» para los dos archivos."
        assert driver.find("export.folder").hasFocus()
        assert not out.exists()
        driver.dialogs.confirms = True
        driver.key(Qt.Key.Key_Return)
        until_written(driver)
        asked = len(driver.dialogs.said)
        ask(driver, out)
        until_written(driver)
        assert len(driver.dialogs.said) == asked
    assert len(list(out.iterdir())) == 2


def test_an_annex_that_is_still_being_added_goes_along(
    qtbot: QtBot, program: Program, complete: DraftId, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = out.parent / "acta.txt"
    paper.write_text("Acta inventada", encoding="utf-8")
    may_read = Event()

    def read_late(path: Path, limit: int, go_on: Callable[[], None]) -> bytes:
        assert may_read.wait(20)
        return read_annex(path, limit, go_on)

    monkeypatch.setattr("fichas_desktop.services.annexes.read_annex", read_late)
    with open_window(qtbot, program, complete) as driver:
        driver.view.show_review()
        driver.dialogs.annexes = [paper]
        driver.view.show_field("legajo")
        driver.click("legajo.add_files")
        Timer(0.5, may_read.set).start()
        ask(driver, out)
        until_written(driver)
        draft = driver.view.bridge.session.draft
    (sidecar,) = out.glob("*.json")
    written = json.loads(sidecar.read_text(encoding="utf-8"))["answers"]["legajo"]["value"]
    assert "acta.txt" in [item.get("name") for item in written]
    assert len(draft.revisions) == len(program.drafts.load(complete).revisions) == 1


def test_while_files_are_written_nothing_can_be_changed_but_it_can_be_cancelled(
    qtbot: QtBot, program: Program, complete: DraftId, out: Path
) -> None:
    with open_window(qtbot, program, complete) as driver:
        ask(driver, out)
        dialog = driver.find("export")
        for name in ("export.folder", "export.choose", "export.accept"):
            assert not driver.find(name).isEnabled(), name
        assert driver.find("export.cancel").hasFocus()
        assert dialog.isVisible()
        until_written(driver)


# --- what goes wrong --------------------------------------------------------------------------------


def test_a_folder_that_is_a_file_is_told_and_the_dialog_can_be_used_again(
    qtbot: QtBot, program: Program, complete: DraftId, out: Path, tmp_path: Path
) -> None:
    file = tmp_path / "archivo"
    file.write_text("no es una carpeta", encoding="utf-8")
    with open_window(qtbot, program, complete) as driver:
        ask(driver, file)
        assert until_failed(driver) == f"«{file}» no es una carpeta; escoja otra."
        assert driver.find("export.folder").hasFocus()
        assert file.read_text(encoding="utf-8") == "no es una carpeta"
        assert program.drafts.load(complete).revisions == ()
        name_folder(driver, out)
        until_written(driver)
    assert len(list(out.iterdir())) == 2


def test_a_full_disk_is_told_and_leaves_nothing_behind(
    qtbot: QtBot, program: Program, complete: DraftId, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_wanted: object, **_how: object) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with open_window(qtbot, program, complete) as driver:
        with monkeypatch.context() as patch:
            patch.setattr(pair, "write_beside", full)
            ask(driver, out)
            assert until_failed(driver) == (
                f"No queda espacio en el disco de «{out}»; libere espacio e intente de nuevo."
            )
        assert kept_files(out) == []
        assert program.drafts.load(complete).revisions == ()
        driver.click("export.accept")
        until_written(driver)
        assert end_words(driver)[0] == "Entrega 1 generada"
    assert len(kept_files(out)) == 2


def taken_names(qtbot: QtBot, program: Program, complete: DraftId, out: Path) -> list[Path]:
    """Return files with other content under the names of the first entrega."""
    elsewhere = out.parent / "otra"
    with open_window(qtbot, program, complete) as driver:
        ask(driver, elsewhere)
        until_written(driver)
    out.mkdir()
    taken = [out / path.name for path in elsewhere.iterdir()]
    for path in taken:
        path.write_bytes(b"de otra persona")
    return taken


@pytest.mark.parametrize("replaces", [True, False])
def test_a_name_that_is_taken_is_replaced_only_when_the_person_says_so(
    qtbot: QtBot, program: Program, complete: DraftId, out: Path, *, replaces: bool
) -> None:
    taken = taken_names(qtbot, program, complete, out)
    with open_window(qtbot, program, complete) as driver:
        driver.dialogs.confirms = replaces
        ask(driver, out)
        if replaces:
            until_written(driver)
        else:
            assert until_failed(driver) == "No se generó nada. Escoja otra carpeta."
            driver.key(Qt.Key.Key_Escape)
        (question,) = driver.dialogs.said
        assert question.startswith("En esa carpeta ya hay archivos con esos nombres y otro contenido.")
    assert [path.read_bytes() == b"de otra persona" for path in taken] == [not replaces] * 2


def test_an_annex_that_went_from_the_disk_since_the_start_is_shown_in_the_review(
    qtbot: QtBot, program: Program, out: Path, tmp_path: Path
) -> None:
    draft_id = keep_complete(program)
    note = tmp_path / "acta.txt"
    note.write_text("Acta", encoding="utf-8")
    with open_window(qtbot, program, draft_id) as driver:
        driver.go_to_step(2)
        driver.dialogs.annexes = [note]
        driver.click("legajo.add_files")
        qtbot.waitUntil(lambda: driver.exists("legajo.2.description"))
        driver.type_into("legajo.2.description", "El acta")
        driver.view.show_review()
        kept_as(tmp_path / "datos", b"Acta").unlink()
        ask(driver, out)
        qtbot.waitUntil(lambda: driver.exists("summary.errors"), timeout=PATIENCE)
        assert not driver.exists("export.accept")
        assert "No se encuentra el archivo del anexo 2" in driver.find("issue.legajo").accessibleName()
    assert kept_files(out) == []


# --- what was made ----------------------------------------------------------------------------------


def test_the_end_page_says_what_was_written_and_what_comes_next(
    qtbot: QtBot, program: Program, complete: DraftId, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(window_commands, "open_path", opened.append)
    with open_window(qtbot, program, complete) as driver:
        ask(driver, out)
        until_written(driver)
        (pdf,) = out.glob("*.pdf")
        (data,) = out.glob("*.json")
        words = end_words(driver)
        assert words[:2] == ["Entrega 1 generada", "Verificado: el PDF y los datos coinciden."]
        for expected in (pdf.name, data.name, str(out), "Archivo de datos", "Qué sigue"):
            assert expected in words
        assert "Entregue los dos archivos en la casa de la cultura." in words
        assert button_texts(driver.view.end) == [
            "Abrir carpeta",
            "Abrir PDF",
            "Volver a la ficha",
            "Ver sus fichas",
        ]
        assert driver.find("end.folder").hasFocus()
        driver.click("end.folder")
        driver.click("end.pdf")
        assert opened == [out, pdf]
        assert driver.view.steps.buttons[REVIEW].detail == "Entrega 1 generada"
        driver.click("end.back")
        assert driver.exists("export.final")
        driver.view.show_end()
        driver.click("end.drafts")
        assert driver.exists("drafts.continue")
    (verified,) = program.verifier.verify(data)
    assert verified.check.verdict == "final"


def test_the_end_page_belongs_to_the_last_step_wherever_the_export_began(
    qtbot: QtBot, program: Program, complete: DraftId, out: Path
) -> None:
    with open_window(qtbot, program, complete) as driver:
        driver.go_to_step(1)
        driver.key(Qt.Key.Key_P, CTRL)
        name_folder(driver, out)
        until_written(driver)
        assert driver.view.row == REVIEW
        assert not driver.exists("next")


def test_a_draft_copy_is_made_however_incomplete_and_says_what_it_is(
    qtbot: QtBot, program: Program, out: Path
) -> None:
    with open_window(qtbot, program) as driver:
        driver.type_into("titulo_taller", "A medias")
        ask(driver, out, "export.draft")
        until_written(driver)
        words = end_words(driver)
        assert words[0] == "Copia de borrador generada"
        assert "Qué sigue" not in words
        assert driver.view.bridge.session.draft.revisions == ()
    (sidecar,) = sidecars(out)
    assert sidecar["ficha"]["status"] == "borrador"
    (verified,) = program.verifier.verify(next(iter(out.glob("*.json"))))
    assert verified.check.verdict == "borrador"


def test_a_change_after_an_entrega_makes_the_next_one(
    qtbot: QtBot, program: Program, complete: DraftId, out: Path
) -> None:
    with open_window(qtbot, program, complete) as driver:
        last = driver.view.steps.buttons[REVIEW]
        ask(driver, out)
        until_written(driver)
        driver.go_to_step(0)
        driver.type_into("tallerista", " Segunda")
        qtbot.waitUntil(lambda: last.detail == "Lista para entregar")
        ask(driver, out)
        until_written(driver)
        qtbot.waitUntil(lambda: end_words(driver)[0] == "Entrega 2 generada", timeout=PATIENCE)
        assert last.detail == "Entrega 2 generada"
    assert len(program.drafts.load(complete).revisions) == 2
    assert sorted(str(one["ficha"]["revision"]) for one in sidecars(out)) == ["1", "2"]


def test_generating_again_without_a_change_is_the_same_entrega(
    qtbot: QtBot, program: Program, complete: DraftId, out: Path
) -> None:
    out.mkdir()
    with open_window(qtbot, program, complete) as driver:
        for _ in range(2):
            ask(driver, out)
            qtbot.waitUntil(lambda: not driver.exists("export.accept"), timeout=PATIENCE)
            assert end_words(driver)[0] == "Entrega 1 generada"
            assert driver.window.focusWidget() is driver.find("end.folder")
        assert driver.dialogs.said == []
    assert len(kept_files(out)) == 2


def test_the_folder_is_proposed_again(qtbot: QtBot, program: Program, complete: DraftId, out: Path) -> None:
    with open_window(qtbot, program, complete) as driver:
        ask(driver, out)
        until_written(driver)
        driver.view.show_review()
        driver.click("export.draft")
        folder = driver.find("export.folder")
        assert isinstance(folder, QLineEdit)
        assert folder.text() == str(out)
        driver.key(Qt.Key.Key_Escape)
        QApplication.processEvents()


# --- what takes long --------------------------------------------------------------------------------


def big(program: Program) -> DraftId:
    """Keep a draft whose PDF takes some time: thousands of lines."""
    form = program.catalog.get("SINT-01", "01")
    words = "\n".join(f"Renglón {number} de la memoria del taller." for number in range(1500))
    answers = answers_of(form, **complete_values()).with_answer("hallazgos", from_plain_text(words))
    draft = program.drafts.begin(form, answers)
    program.drafts.save(draft)
    return draft.id


def state_of(program: Program, draft_id: DraftId, out: Path) -> tuple[object, object, object]:
    return program.drafts.load(draft_id), kept_files(program.data_folder), kept_files(out)


@pytest.mark.parametrize("way", ["button", "escape", "close"])
def test_cancelling_while_files_are_made_leaves_everything_as_it_was(
    qtbot: QtBot, program: Program, out: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # however fast the machine is: the work waits at its third page for the person
    reported = LongWork.report

    def wait_at_a_page(work: LongWork, step: Step) -> None:
        if step.stage is Stage.PAGE and step.number == 3:
            work.advanced.emit(step)
            work._stopped.wait(20)
        reported(work, step)

    monkeypatch.setattr(LongWork, "report", wait_at_a_page)
    draft_id = big(program)
    with open_window(qtbot, program, draft_id) as driver:
        driver.view.show_review()
        before = state_of(program, draft_id, out)
        ask(driver, out, "export.draft")
        doing = driver.find("export.doing")
        assert isinstance(doing, QLabel)
        qtbot.waitUntil(lambda: "página" in doing.text(), timeout=PATIENCE)
        assert doing.text().startswith("Generando el PDF… página ")
        if way == "button":
            qtbot.keyClick(driver.find("export.cancel"), Qt.Key.Key_Space)
        elif way == "escape":
            qtbot.keyClick(driver.find("export"), Qt.Key.Key_Escape)
        else:
            assert not driver.find("export").close()
        assert until_failed(driver) == "Se canceló; no se escribió nada."
        driver.wait_work()
        assert state_of(program, draft_id, out) == before
        assert driver.find("export.accept").hasFocus()
        driver.key(Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not driver.exists("export.accept"))
        assert driver.view.row == REVIEW
