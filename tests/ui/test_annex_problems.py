"""Problems of single annexes: numbered as the cards, shown on them, reached from the review."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import DraftId
from fichas_desktop.services.program import Program
from fichas_desktop.ui.commands import Command
from fichas_desktop.ui.issue_lines import IssueLines
from tests.ui.programs import invented_program, keep_complete, kept_as, kept_files
from tests.ui.test_export_flow import ask
from tests.ui.window_driver import WindowDriver, open_window

ANNEXES = 2


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return invented_program(tmp_path / "datos")


def keep_annexes(program: Program, *wrong: int, count: int = 8) -> DraftId:
    """Keep a ficha with links, some of which lead nowhere."""
    links = [
        {"kind": "link", "url": "ejemplo" if one in wrong else "https://ejemplo.org", "description": "Página"}
        for one in range(1, count + 1)
    ]
    return keep_complete(program, legajo=links)


def words_on(widget: QWidget) -> list[str]:
    """Return the problems told on a card, or on everything in a widget."""
    found = [lines for lines in widget.findChildren(IssueLines) if lines.isVisibleTo(widget)]
    return [words for lines in found for words in lines.words()]


def is_seen(driver: WindowDriver, widget: QWidget) -> bool:
    viewport = driver.view.pages.page(ANNEXES).viewport()
    top = widget.mapTo(viewport, QPoint(0, 0)).y()
    return top >= 0 and top + widget.height() <= viewport.height()


def follow(driver: WindowDriver, words: str) -> QWidget:
    """Follow the review's link of those words, and return what has the keyboard then."""
    driver.view.show_review()
    driver.wake()
    (link,) = [one for one in driver.named("issue.legajo") if words in one.accessibleName()]
    link.setFocus()
    driver.key(Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def card_names(driver: WindowDriver, places: Sequence[int]) -> list[str]:
    return [driver.find(f"legajo.{place}").accessibleName() for place in places]


def test_only_what_is_handed_in_has_a_number(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    paper = tmp_path / "acta.txt"
    paper.write_text("Acta", encoding="utf-8")
    with open_window(qtbot, program, keep_complete(program, legajo=[])) as driver:
        driver.go_to_step(ANNEXES)
        driver.click("legajo.add_link")
        driver.click("legajo.add_note")
        assert not driver.exists("legajo.total")
        driver.dialogs.annexes = [paper]
        driver.click("legajo.add_files")
        qtbot.waitUntil(lambda: driver.exists("legajo.3.description"))
        assert card_names(driver, [1, 2, 3]) == [
            "Enlace",
            "Nota",
            "Anexo 1 · acta.txt, Texto · 4 bytes",
        ]
        assert driver.find("legajo.1.address").accessibleName() == "Enlace: Dirección del enlace"
        assert driver.find("legajo.1.remove").accessibleName() == "Quitar enlace"
        total = driver.find("legajo.total")
        assert isinstance(total, QLabel)
        assert total.text() == "1 anexo · 4 bytes de 29,3 KB"
        driver.view.bridge.check_all()
        driver.view.pages.commit()
        assert words_on(driver.find("legajo.3")) == [
            "Advertencia: El anexo 1 no tiene descripción; diga qué es y qué muestra."
        ]
        driver.type_into("legajo.1.address", "https://ejemplo.org")
        assert card_names(driver, [1, 3])[1].startswith("Anexo 2 · acta.txt")
        driver.view.pages.commit()
        assert "El anexo 2 no tiene" in words_on(driver.find("legajo.3"))[0]


def test_words_are_found_in_their_card_below_an_empty_one(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program, keep_complete(program, legajo=[])) as driver:
        driver.go_to_step(ANNEXES)
        driver.click("legajo.add_link")
        driver.click("legajo.add_note")
        driver.type_here("zanahoria")
        driver.window.menus.action(Command.FIND).trigger()
        driver.type_here("zanahoria")
        driver.key(Qt.Key.Key_Return)
        driver.key(Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is driver.find("legajo.2.description")


@pytest.mark.parametrize("is_built", [False, True])
def test_the_review_leads_to_the_wrong_link(qtbot: QtBot, program: Program, *, is_built: bool) -> None:
    with open_window(qtbot, program, keep_annexes(program, 7)) as driver:
        if is_built:
            driver.go_to_step(ANNEXES)
        focused = follow(driver, "El enlace del anexo 7 debe empezar por https://")
        assert focused is driver.find("legajo.7.address")
        qtbot.waitUntil(lambda: is_seen(driver, focused))
        assert focused.property("problem") is True
        assert not driver.find("legajo.6.address").property("problem")
        assert not driver.find("legajo.7.description").property("problem")
        assert words_on(driver.find("legajo.7")) == [
            "Error: El enlace del anexo 7 debe empezar por https://; corríjalo."
        ]
        description = driver.find("legajo.7.description")
        assert "debe empezar por https://" in focused.accessibleDescription()
        assert "https://" not in description.accessibleDescription()
        (said,) = (one for one in driver.find("legajo.7").findChildren(IssueLines) if one.isVisible())
        assert focused.geometry().bottom() < said.y() < description.y()
        assert words_on(driver.view.pages.page(ANNEXES)) == words_on(driver.find("legajo.7"))
        driver.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        driver.type_here("https://ejemplo.org/siete")
        driver.view.pages.commit()
        assert words_on(driver.find("legajo.7")) == []
        assert not focused.property("problem")


def test_the_review_leads_to_the_description_that_lacks(qtbot: QtBot, program: Program) -> None:
    links = [{"kind": "link", "url": "https://ejemplo.org", "description": ""} for _ in range(6)]
    with open_window(qtbot, program, keep_complete(program, legajo=links)) as driver:
        focused = follow(driver, "El anexo 4 no tiene descripción")
        assert focused is driver.find("legajo.4.description")
        qtbot.waitUntil(lambda: is_seen(driver, focused))
        assert not focused.property("problem"), "a warning is no error"


def test_the_review_numbers_the_annexes(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program, keep_annexes(program, 2, count=2)) as driver:
        driver.view.show_review()
        answer = driver.find("answer.legajo")
        assert isinstance(answer, QLabel)
        shown = answer.text().replace("\u200b", "")
        assert shown == "Anexo 1 · https://ejemplo.org: Página\nAnexo 2 · ejemplo: Página"


def test_a_file_that_the_export_misses_is_marked_on_its_card(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "acta.txt"
    paper.write_text("Acta", encoding="utf-8")
    readers = []
    real = program.drafts.missing_files

    def watched(draft: Draft) -> frozenset[str]:
        readers.append(threading.current_thread() is threading.main_thread())
        return real(draft)

    with open_window(qtbot, program, keep_complete(program, legajo=[])) as driver:
        driver.go_to_step(ANNEXES)
        driver.dialogs.annexes = [paper]
        driver.click("legajo.add_files")
        qtbot.waitUntil(lambda: driver.exists("legajo.1.description"))
        driver.type_into("legajo.1.description", "El acta")
        driver.view.show_review()
        kept_as(tmp_path / "datos", b"Acta").unlink()
        monkeypatch.setattr(program.drafts, "missing_files", watched)
        ask(driver, tmp_path / "salida")
        qtbot.waitUntil(lambda: driver.exists("summary.errors"), timeout=30_000)
        focused = follow(driver, "No se encuentra el archivo del anexo 1")
        assert focused is driver.find("legajo.1.search")
        assert not driver.find("legajo.1.open").isEnabled()
        assert True not in readers, "no file is read while the window waits"
        assert kept_files(tmp_path / "salida") == []


def test_the_next_problem_is_the_wrong_link_too(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program, keep_annexes(program, 6, 7)) as driver:
        driver.key(Qt.Key.Key_F8)
        address = driver.find("legajo.6.address")
        assert QApplication.focusWidget() is address
        qtbot.waitUntil(lambda: is_seen(driver, address))
        assert len(words_on(driver.find("legajo.6"))) == 1
