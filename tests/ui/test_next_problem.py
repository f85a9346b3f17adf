"""F8 goes from problem to problem; warnings are confirmed once before an entrega."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fichas_desktop.ui.commands import Command
from tests.ui.programs import invented_program, keep_complete, shipped_program
from tests.ui.window_driver import WindowDriver, open_window

CTRL = Qt.KeyboardModifier.ControlModifier


def place(driver: WindowDriver) -> str:
    return driver.view.bridge.session.draft.field


def test_f8_goes_through_the_problems_and_begins_anew(qtbot: QtBot, tmp_path: Path) -> None:
    program = invented_program(tmp_path)
    draft = keep_complete(program, titulo_taller=None, resumen=None)
    with open_window(qtbot, program, draft) as driver:
        driver.go_to_step(driver.view.review_row)
        driver.key(Qt.Key.Key_F8)
        assert place(driver) == "titulo_taller"
        assert driver.view.bridge.shows_issues("titulo_taller")
        driver.key(Qt.Key.Key_F8)
        assert place(driver) == "resumen"
        driver.key(Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
        assert place(driver) == "titulo_taller"


def test_without_a_problem_f8_shows_the_review(qtbot: QtBot, tmp_path: Path) -> None:
    program = invented_program(tmp_path)
    with open_window(qtbot, program, keep_complete(program)) as driver:
        driver.key(Qt.Key.Key_F8)
        assert driver.view.row == driver.view.review_row


def test_the_way_back_to_the_review_is_offered_only_to_who_came_from_there(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.go_to_step(6)
        driver.view.show_field("dependencia")
        assert str(driver.find("next").property("text")) == "V&olver a la revisión"
        driver.go_to_step(2)
        assert str(driver.find("next").property("text")) == "&Siguiente"
        driver.click("next")
        assert driver.view.row == 3


def test_f8_offers_the_way_back_only_to_who_began_on_the_review(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        for _ in range(3):
            driver.key(Qt.Key.Key_F8)
            assert str(driver.find("next").property("text")) == "&Siguiente"
        driver.go_to_step(driver.view.review_row)
        for _ in range(3):  # from one to the next the way back stays
            driver.key(Qt.Key.Key_F8)
            assert str(driver.find("next").property("text")) == "V&olver a la revisión"
        driver.click("next")
        assert driver.view.row == driver.view.review_row


def test_warnings_are_confirmed_once_and_a_new_one_again(qtbot: QtBot, tmp_path: Path) -> None:
    program = invented_program(tmp_path)
    draft = keep_complete(program, titulo_taller="El taller XXX")
    with open_window(qtbot, program, draft) as driver:
        driver.dialogs.confirms = False
        driver.window.menus.action(Command.EXPORT).trigger()
        assert len(driver.dialogs.said) == 1
        assert driver.dialogs.said[0].startswith("Hay 1 advertencia; puede entregarla así.")
        assert driver.view.row == driver.view.review_row
        assert not driver.exists("export.accept")
        driver.dialogs.confirms = True
        driver.window.menus.action(Command.EXPORT).trigger()
        assert len(driver.dialogs.said) == 2
        driver.click("export.cancel")
        driver.window.menus.action(Command.EXPORT).trigger()
        assert len(driver.dialogs.said) == 2
        driver.click("export.cancel")
        driver.view.show_field("sede")
        driver.type_into("sede", " XXX")
        driver.window.menus.action(Command.EXPORT).trigger()
        assert driver.dialogs.said[2].startswith("Hay 2 advertencias; puede entregarla así.")
        driver.click("export.cancel")


def test_a_draft_copy_asks_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    program = invented_program(tmp_path)
    draft = keep_complete(program, titulo_taller="El taller XXX")
    with open_window(qtbot, program, draft) as driver:
        driver.window.menus.action(Command.EXPORT_DRAFT).trigger()
        assert driver.dialogs.said == []
        assert not driver.exists("export.handover")
        driver.click("export.cancel")


def test_what_will_be_handed_over_is_told_before(qtbot: QtBot, tmp_path: Path) -> None:
    program = invented_program(tmp_path)
    draft = keep_complete(program, dia_registro="2024-05-19")
    with open_window(qtbot, program, draft) as driver:
        driver.window.menus.action(Command.EXPORT).trigger()

        def words() -> list[str]:
            card = driver.find("export.handover")
            return [
                one.text().replace("\u200b", "") for one in card.findChildren(QLabel) if not one.isHidden()
            ]

        before = words()
        assert "Tejer la memoria" in before
        assert "Entrega 1" in before
        assert any(one.startswith("19/05/2024; hoy es ") for one in before)
        assert sum(one.endswith((".pdf", ".json")) for one in before) == 2
        driver.click("export.use_today")
        assert not any("hoy es" in one for one in words())
        assert not driver.exists("export.use_today")
        driver.click("export.cancel")
