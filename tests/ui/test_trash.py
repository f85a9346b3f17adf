"""The trash in the window: what lies there, bring it back, delete it for good, by mouse and keys."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.values import DraftId
from fichas_desktop.messages import ERRORS, KEPT_BESIDE
from fichas_desktop.services.program import Program
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.trash_dialog import draft_details, short_title
from fichas_desktop.ui.two_line_items import DETAIL_ROLE
from tests.builders import FakeClock
from tests.ui.draft_rows import act, cards, wait_row
from tests.ui.programs import keep_titled, kept_contents, kept_files, shipped_program
from tests.ui.window_driver import WindowDriver, open_window


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return shipped_program(tmp_path / "datos")


def keep_deleted(program: Program, *titles: str) -> list[DraftId]:
    """Keep drafts and delete them, each a minute after the one before."""
    deleted = []
    for title in titles:
        deleted += keep_titled(program, title)
        program.drafts.move_to_trash(deleted[-1])
    return deleted


def shelf(driver: WindowDriver) -> QListWidget:
    found = driver.find("trash.list")
    assert isinstance(found, QListWidget)
    return found


def listed(driver: WindowDriver) -> list[str]:
    if not driver.exists("trash.list"):
        return []
    return [shelf(driver).item(row).text() for row in range(shelf(driver).count())]


def said(driver: WindowDriver) -> str:
    label = driver.find("trash.said")
    assert isinstance(label, QLabel)
    return label.text()


def open_trash(driver: WindowDriver) -> None:
    driver.qtbot.waitUntil(lambda: driver.exists("drafts.trash"))
    driver.click("drafts.trash")
    driver.qtbot.waitUntil(lambda: driver.exists("trash"))
    driver.qtbot.waitUntil(lambda: driver.exists("trash.none") or bool(listed(driver)))


def test_an_empty_trash_says_so_and_offers_nothing_but_to_close(qtbot: QtBot, program: Program) -> None:
    keep_titled(program, "Una")
    with open_window(qtbot, program) as driver:
        open_trash(driver)
        none = driver.find("trash.none")
        assert isinstance(none, QLabel)
        assert none.text().startswith("La papelera está vacía.")
        for name in ("trash.restore", "trash.purge", "trash.empty", "trash.list"):
            assert not driver.exists(name)
        assert driver.find("trash.close").hasFocus()
        driver.key(Qt.Key.Key_Escape)
        assert not driver.exists("trash")


def test_the_trash_is_in_the_menu_beside_an_open_ficha_too(qtbot: QtBot, program: Program) -> None:
    (other,) = keep_deleted(program, "Borrada")
    (shown,) = keep_titled(program, "En pantalla")
    with open_window(qtbot, program, shown) as driver:
        (action,) = [
            action
            for menu in driver.window.menuBar().actions()[:1]
            for action in menu.menu().actions()  # type: ignore[attr-defined]
            if action.text().replace("&", "") == "Papelera…"
        ]
        action.trigger()
        qtbot.waitUntil(lambda: listed(driver) == ["Borrada"])
        driver.click("trash.restore")
        qtbot.waitUntil(lambda: driver.exists("trash.none"))
        driver.key(Qt.Key.Key_Escape)
        assert driver.view.bridge.session.draft.id == shown
    assert {one.id for one in program.drafts.summaries()} == {other, shown}


def test_a_row_says_when_it_was_deleted_and_how_long_it_stays(qtbot: QtBot, program: Program) -> None:
    keep_deleted(program, "Primera", "Segunda")
    clock = program.clock
    assert isinstance(clock, FakeClock)
    clock.advance(days=12)
    with open_window(qtbot, program) as driver:
        driver.window.flows.show_drafts()
        open_trash(driver)
        assert listed(driver) == ["Segunda", "Primera"]
        item = shelf(driver).item(0)
        assert item.data(DETAIL_ROLE) == "Eliminada el 16/05/2025 10:44 · Quedan 18 días"
        assert item.data(Qt.ItemDataRole.AccessibleTextRole) == f"Segunda. {item.data(DETAIL_ROLE)}"


def test_a_draft_comes_back_by_keys_alone(qtbot: QtBot, program: Program) -> None:
    deleted = keep_deleted(program, "Primera", "Segunda", "Tercera")
    keep_titled(program, "La que queda")
    with open_window(qtbot, program) as driver:
        open_trash(driver)
        assert shelf(driver).hasFocus()
        driver.key(Qt.Key.Key_Down)
        driver.key(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: listed(driver) == ["Tercera", "Primera"])
        assert said(driver) == "«Segunda» volvió a sus fichas."
        assert shelf(driver).hasFocus()
        assert shelf(driver).currentRow() == 1
        driver.key(Qt.Key.Key_Escape)
        wait_row(driver, deleted[1])
    assert program.drafts.exists(deleted[1])


def test_a_draft_is_deleted_for_good_only_after_one_question(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    (deleted,) = keep_deleted(program, "Con datos personales")
    keep_titled(program, "La que queda")
    with open_window(qtbot, program) as driver:
        open_trash(driver)
        driver.dialogs.confirms = False
        driver.key(Qt.Key.Key_Delete)
        (question,) = driver.dialogs.said
        assert question.startswith("¿Borrar definitivamente «Con datos personales»? ")
        assert "su texto, sus versiones y sus anexos" in question
        assert listed(driver) == ["Con datos personales"]
        driver.dialogs.confirms = True
        driver.click("trash.purge")
        qtbot.waitUntil(lambda: driver.exists("trash.none"))
        assert said(driver) == "«Con datos personales» se borró definitivamente."
        assert len(driver.dialogs.said) == 2
    assert not [path for path in kept_files(tmp_path / "datos") if deleted in str(path)]
    assert not any(b"Con datos" in data for data in kept_contents(tmp_path / "datos").values())


def test_who_purges_one_of_two_copies_is_told_of_the_other(qtbot: QtBot, program: Program) -> None:
    (deleted,) = keep_titled(program, "Dos veces")
    draft = program.drafts.load(deleted)
    program.drafts.move_to_trash(deleted)
    program.drafts.save(draft)
    with open_window(qtbot, program) as driver:
        open_trash(driver)
        driver.click("trash.purge")
        qtbot.waitUntil(lambda: driver.exists("trash.none"))
        assert "Hay otra copia de esta ficha" in driver.dialogs.said[0]
    assert program.drafts.load(deleted) == draft


def test_a_draft_whose_id_is_taken_comes_back_beside_it_and_that_is_told(
    qtbot: QtBot, program: Program
) -> None:
    (deleted,) = keep_titled(program, "Dos veces")
    draft = program.drafts.load(deleted)
    program.drafts.move_to_trash(deleted)
    changed = structs.replace(draft, section="anexos")
    program.drafts.save(changed)
    with open_window(qtbot, program) as driver:
        open_trash(driver)
        driver.click("trash.restore")
        qtbot.waitUntil(lambda: driver.exists("trash.none"))
        assert driver.dialogs.said == [KEPT_BESIDE]
    assert program.drafts.load(deleted) == changed
    assert [one.title for one in program.drafts.summaries()] == ["Dos veces"] * 2


def test_the_trash_is_emptied_after_one_question(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    keep_deleted(program, *(f"Ficha {number}" for number in range(12)))
    keep_titled(program, "La que queda")
    with open_window(qtbot, program) as driver:
        open_trash(driver)
        driver.dialogs.confirms = False
        driver.click("trash.empty")
        assert len(listed(driver)) == 12
        assert driver.dialogs.said[0].startswith(
            "¿Borrar definitivamente las 12 fichas que hay en la papelera?"
        )
        driver.dialogs.confirms = True
        driver.click("trash.empty")
        qtbot.waitUntil(lambda: driver.exists("trash.none"))
        assert driver.find("trash.close").hasFocus()
    assert list((tmp_path / "datos" / "trash").iterdir()) == []
    assert [one.title for one in program.drafts.summaries()] == ["La que queda"]


def test_one_that_cannot_be_read_is_restored_and_purged_like_any_other(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    deleted = keep_titled(program, "Dañada", "Dañada también")
    for one in deleted:
        program.drafts.close(one)
        for path in kept_files(tmp_path / "datos" / "drafts" / one):
            path.write_bytes(b"{")
        program.drafts.move_to_trash(one)
    keep_titled(program, "La que queda")
    with open_window(qtbot, program) as driver:
        open_trash(driver)
        assert listed(driver) == ["Ficha que no se puede leer"] * 2
        driver.click("trash.restore")
        qtbot.waitUntil(lambda: len(listed(driver)) == 1)
        driver.click("trash.purge")
        qtbot.waitUntil(lambda: driver.exists("trash.none"))
    assert len(program.drafts.summaries()) == 2


def test_a_failure_is_one_sentence_and_the_list_is_read_anew(qtbot: QtBot, program: Program) -> None:
    keep_deleted(program, "Primera", "Segunda")
    keep_titled(program, "La que queda")
    with open_window(qtbot, program) as driver:
        open_trash(driver)
        program.trash.purge(program.trash.drafts()[0].name)  # another window did
        driver.click("trash.restore")
        qtbot.waitUntil(lambda: listed(driver) == ["Primera"])
        assert driver.dialogs.said == [ERRORS["no_such_draft"]]


def test_what_came_back_in_the_trash_is_not_offered_to_be_undone(qtbot: QtBot, program: Program) -> None:
    first, _second = keep_titled(program, "Primera", "Segunda")
    with open_window(qtbot, program) as driver:
        wait_row(driver, first)
        act(driver, first, "delete")
        assert driver.exists("drafts.undo")
        open_trash(driver)
        driver.click("trash.restore")
        qtbot.waitUntil(lambda: driver.exists("trash.none"))
        driver.key(Qt.Key.Key_Escape)
        assert not driver.exists("drafts.undo")


def test_undo_brings_back_the_deletion_that_it_was_offered_for(qtbot: QtBot, program: Program) -> None:
    (only,) = keep_titled(program, "La de ahora")
    draft = program.drafts.load(only)
    keep_titled(program, "Otra")
    with open_window(qtbot, program) as driver:
        wait_row(driver, only)
        act(driver, only, "delete")
        program.drafts.save(structs.replace(draft, section="anexos"))  # taken in once more meanwhile
        program.drafts.close(only)
        driver.click("drafts.undo")
        assert driver.dialogs.said == [KEPT_BESIDE]
    assert len(program.drafts.summaries()) == 3


def test_a_draft_that_another_window_writes_is_not_deleted(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    (draft_id,) = keep_titled(program, "Abierta allá")
    with open_window(qtbot, program) as driver:
        wait_row(driver, draft_id)
        other = Program(tmp_path / "datos")
        other.drafts.open(draft_id)
        act(driver, draft_id, "delete")
        assert driver.dialogs.said == [ERRORS["locked"]]
        assert cards(driver).rows.row_of(draft_id) >= 0
        other.close()
        act(driver, draft_id, "delete")
        assert cards(driver).rows.row_of(draft_id) < 0


def test_the_draft_that_was_open_in_this_window_is_closed_and_deleted(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        driver.type_into("nombre", "Recién escrita")
        draft_id = driver.view.bridge.session.draft.id
        driver.key(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
        wait_row(driver, draft_id)
        act(driver, draft_id, "delete")
        assert driver.dialogs.said == []
    assert [row.title for row in program.trash.drafts()] == ["Recién escrita"]


# --- by itself --------------------------------------------------------------------------------------


def test_a_start_lets_go_what_was_deleted_thirty_days_ago(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    keep_deleted(program, "Vieja")
    clock = program.clock
    assert isinstance(clock, FakeClock)
    clock.advance(days=20)
    keep_deleted(program, "Joven")
    keep_titled(program, "La que queda")
    clock.advance(days=10)
    with open_window(qtbot, program):
        qtbot.waitUntil(lambda: [row.title for row in program.trash.drafts()] == ["Joven"])
    assert len(list((tmp_path / "datos" / "trash").iterdir())) == 1


def test_a_start_before_the_day_lets_nothing_go(qtbot: QtBot, program: Program) -> None:
    keep_deleted(program, "De mañana")
    clock = program.clock
    assert isinstance(clock, FakeClock)
    clock.advance(days=-3650)
    with open_window(qtbot, program) as driver:
        driver.window.flows.show_drafts()
        open_trash(driver)
        assert listed(driver) == ["De mañana"]


def test_a_window_that_is_closed_meanwhile_waits_until_it_is_done(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def slow() -> None:
        done.append("begun")
        threading.Event().wait(0.3)
        done.append("ended")

    monkeypatch.setattr(program.trash, "sweep", slow)
    with open_window(qtbot, program):
        qtbot.waitUntil(lambda: bool(done))
    assert done == ["begun", "ended"], "Qt hangs when it deletes a worker that is at work"


# --- words and shape --------------------------------------------------------------------------------


def test_the_words_of_a_row(program: Program) -> None:
    keep_deleted(program, "")
    (row,) = program.trash.drafts()
    moment = dt.datetime(2025, 5, 16, 10, 42, tzinfo=dt.UTC)
    for changes, words in (
        ({"since": None}, "No se sabe cuándo se eliminó · Quedan 30 días"),
        ({"since": moment, "is_deletion": False}, "Eliminada antes del 16/05/2025 · Quedan 30 días"),
        ({"since": moment, "days_left": 1}, "Eliminada el 16/05/2025 10:42 · Queda 1 día"),
        ({"since": moment, "days_left": 0}, "Eliminada el 16/05/2025 10:42 · Se borra pronto"),
    ):
        assert draft_details(structs.replace(row, **changes)) == words
    assert short_title(row) == "Sin título"
    long = structs.replace(row, title="x" * 300)
    assert len(short_title(long)) == 80


def test_everything_in_the_trash_has_a_name_and_the_keyboard_reaches_it(
    qtbot: QtBot, program: Program
) -> None:
    keep_deleted(program, "Primera", "Segunda")
    keep_titled(program, "La que queda")
    with open_window(qtbot, program) as driver:
        open_trash(driver)
        names = []
        for _ in range(5):
            widget = QApplication.focusWidget()
            assert widget is not None
            names.append(widget.objectName())
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface is not None
            assert interface.text(QAccessible.Text.Name)
            driver.key(Qt.Key.Key_Tab)
        assert names == ["trash.list", "trash.restore", "trash.purge", "trash.empty", "trash.close"]
        assert shelf(driver).accessibleDescription()


def test_a_long_title_makes_the_trash_no_wider(qtbot: QtBot, program: Program) -> None:
    keep_deleted(program, "x" * 280)
    keep_titled(program, "La que queda")
    with open_window(qtbot, program) as driver:
        driver.window.resize(1024, 600)
        open_trash(driver)
        dialog = driver.find("trash")
        assert dialog.width() <= 1024
        assert dialog.height() <= 600
        assert shelf(driver).horizontalScrollBar().maximum() == 0


def test_the_question_shows_a_title_as_it_is_and_the_safe_answer_is_the_ready_one(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, program: Program
) -> None:
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415

    keep_titled(program, "Una")
    shown: list[QMessageBox] = []

    def look(box: QMessageBox) -> None:
        shown.append(box)

    monkeypatch.setattr(QMessageBox, "exec", look)
    with open_window(qtbot, program) as driver:
        assert not Dialogs().confirm(driver.window, "¿Borrar «<b>x</b>»?", "Todo.", "Borrar definitivamente")
        (box,) = shown
        assert box.textFormat() is Qt.TextFormat.PlainText
        ready = box.defaultButton()
        assert isinstance(ready, QPushButton)
        assert ready.text() == "Cancelar"
