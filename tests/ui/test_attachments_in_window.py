"""Annexes in the window: added, described, put in order, removed and back, too large, gone from the disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.values import Attachments, FileAttachment, LinkAttachment, NoteAttachment
from fichas_desktop.services.program import Program
from fichas_desktop.ui.issue_lines import IssueLines
from tests.ui.programs import invented_program, kept_files
from tests.ui.window_driver import WindowDriver, open_window

ANNEXES = 2


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return invented_program(tmp_path / "datos")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "acta ñ.txt"
    path.write_text("Acta del taller", encoding="utf-8")
    return path


def add(driver: WindowDriver, *paths: Path) -> None:
    driver.go_to_step(ANNEXES)
    driver.dialogs.annexes = list(paths)
    driver.click("legajo.add_files")


def annexes(driver: WindowDriver) -> Attachments:
    driver.view.commit()
    value = driver.view.bridge.session.answer("legajo")
    return value if isinstance(value, tuple) else ()


def words_beside(driver: WindowDriver) -> tuple[str, ...]:
    lines = driver.view.page(ANNEXES).frames["legajo"].findChild(IssueLines)
    assert isinstance(lines, IssueLines)
    return lines.words()


def kept_copy(folder: Path, content: bytes) -> Path:
    (found,) = (path for path in kept_files(folder) if path.read_bytes() == content)
    return found


def test_a_file_is_copied_described_and_still_there_after_reopening(
    qtbot: QtBot, program: Program, paper: Path
) -> None:
    with open_window(qtbot, program) as driver:
        add(driver, paper)
        qtbot.waitUntil(lambda: driver.exists("legajo.1.description"))
        driver.type_into("legajo.1.description", "El acta firmada")
        (annex,) = annexes(driver)
        assert isinstance(annex, FileAttachment)
        assert (annex.name, annex.size, annex.description) == ("acta ñ.txt", 15, "El acta firmada")
    paper.unlink()
    (summary,) = program.drafts.summaries()
    with open_window(qtbot, program, summary.id) as driver:
        assert annexes(driver) == (annex,)
        assert program.drafts.read_file(summary.id, annex) == b"Acta del taller"
        assert words_beside(driver) == ()


def test_annexes_are_put_in_order_removed_and_brought_back(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        driver.go_to_step(ANNEXES)
        driver.click("legajo.add_note")
        driver.type_into("legajo.1.description", "Uno")
        driver.click("legajo.add_link")
        driver.type_into("legajo.2.address", "https://ejemplo.org/dos")
        driver.type_into("legajo.2.description", "Dos")
        one, two = NoteAttachment("Uno"), LinkAttachment("https://ejemplo.org/dos", "Dos")
        assert annexes(driver) == (one, two)
        driver.click("legajo.2.up")
        assert annexes(driver) == (two, one)
        driver.click("legajo.1.remove")
        assert annexes(driver) == (one,)
        undo = driver.find("legajo.removed").findChild(QPushButton)
        assert isinstance(undo, QPushButton)
        qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
        assert annexes(driver) == (two, one)


def test_a_file_that_is_too_large_is_one_sentence_and_no_annex(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    large = tmp_path / "grande.bin"
    large.write_bytes(bytes(20_001))
    with open_window(qtbot, program) as driver:
        add(driver, large)
        qtbot.waitUntil(lambda: bool(driver.dialogs.said))
        assert driver.dialogs.said == ["El anexo «grande.bin» pasa de 19,5 KB; redúzcalo o ponga un enlace."]
        assert annexes(driver) == ()


def test_files_that_are_too_large_together_block_the_entrega_in_words(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{name}.bin" for name in ("a", "b")]
    for path in paths:
        path.write_bytes(path.name.encode() + bytes(16_000))
    with open_window(qtbot, program) as driver:
        add(driver, *paths)
        qtbot.waitUntil(lambda: driver.exists("legajo.2.description"))
        driver.view.show_review()
        words = [
            link.accessibleName()
            for link in driver.named("issue.legajo")
            if "Los anexos suman más de 29,3 KB" in link.accessibleName()
        ]
        assert len(words) == 1


def test_closing_waits_for_a_file_that_is_being_copied(qtbot: QtBot, program: Program, paper: Path) -> None:
    with open_window(qtbot, program) as driver:
        add(driver, paper)
        assert driver.window.close()
    (summary,) = program.drafts.summaries()
    (annex,) = program.drafts.load(summary.id).answers.files()
    assert annex.name == "acta ñ.txt"


def with_a_lost_annex(qtbot: QtBot, program: Program, paper: Path, folder: Path) -> str:
    with open_window(qtbot, program) as driver:
        add(driver, paper)
        qtbot.waitUntil(lambda: driver.exists("legajo.1.description"))
        driver.type_into("legajo.1.description", "El acta")
    kept_copy(folder, b"Acta del taller").unlink()
    (summary,) = program.drafts.summaries()
    return summary.id


def says_missing(driver: WindowDriver) -> bool:
    QApplication.processEvents()
    labels = driver.view.page(ANNEXES).findChildren(QLabel)
    return any(label.text() == "Falta el archivo" and label.isVisible() for label in labels)


def test_an_annex_that_is_gone_from_the_disk_shows_at_once(
    qtbot: QtBot, program: Program, paper: Path, tmp_path: Path
) -> None:
    draft_id = with_a_lost_annex(qtbot, program, paper, tmp_path / "datos")
    with open_window(qtbot, program, draft_id) as driver:
        driver.go_to_step(ANNEXES)
        assert says_missing(driver)
        assert words_beside(driver) == (
            "Error: No se encuentra el archivo del anexo 1; agréguelo otra vez o quítelo.",
        )
        assert driver.view.steps.buttons[ANNEXES].detail == "Hay un problema"


def test_a_lost_annex_that_is_added_again_is_found(
    qtbot: QtBot, program: Program, paper: Path, tmp_path: Path
) -> None:
    draft_id = with_a_lost_annex(qtbot, program, paper, tmp_path / "datos")
    with open_window(qtbot, program, draft_id) as driver:
        driver.go_to_step(ANNEXES)
        driver.click("legajo.1.remove")
        driver.view.commit()
        assert words_beside(driver) == ()
        add(driver, paper)
        qtbot.waitUntil(lambda: driver.exists("legajo.1.description"))
        driver.type_into("legajo.1.description", "Otra vez")
        assert annexes(driver) != ()
        assert words_beside(driver) == ()
        assert not says_missing(driver)
        assert driver.view.steps.buttons[ANNEXES].detail == "Completa"
