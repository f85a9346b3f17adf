"""The list itself: many rows, found again after a look at the files, gone through with the keyboard."""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.app import make_application
from fichas_desktop.domain.draft_summary import DraftState, DraftSummary
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.services.program import Program
from fichas_desktop.ui.drafts_page import DraftsPage
from fichas_desktop.ui.theme import apply_theme
from tests.builders import NOW
from tests.ui.draft_rows import cards, click_row, listed, spoken, wait_listed, wait_row
from tests.ui.programs import keep_titled, shipped_program
from tests.ui.window_driver import WindowDriver, open_window

MANY = 10_000


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return shipped_program(tmp_path / "datos")


def rows(count: int) -> tuple[DraftSummary, ...]:
    return tuple(
        DraftSummary(
            DraftId(str(uuid.UUID(int=number))),
            f"Atención número {number}",
            "Dirección",
            3,
            22,
            DraftState(missing=4),
            NOW - dt.timedelta(minutes=number),
        )
        for number in range(count)
    )


def current_title(driver: WindowDriver) -> str:
    current = cards(driver).current()
    return current.title if current is not None else ""


# --- many -------------------------------------------------------------------------------------------


@pytest.fixture
def page(qtbot: QtBot) -> DraftsPage:
    page = DraftsPage()
    qtbot.addWidget(page)
    page.resize(1024, 700)
    page.show_drafts(rows(MANY))
    with qtbot.waitExposed(page):
        page.show()
    return page


def test_ten_thousand_rows_make_no_more_widgets_than_ten(qtbot: QtBot, page: DraftsPage) -> None:
    many = len(page.findChildren(QWidget))
    page.show_drafts(rows(10))
    assert len(page.findChildren(QWidget)) == many
    page.show_drafts(rows(MANY))
    assert page.cards.model().rowCount() == MANY


def test_only_what_is_on_the_screen_is_drawn(
    qtbot: QtBot, page: DraftsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def watched(summary: DraftSummary) -> str:
        asked.append(summary.id)
        return summary.title

    monkeypatch.setattr("fichas_desktop.ui.draft_cards.title_of", watched)
    page.cards.viewport().repaint()
    assert 0 < len(asked) < 20


@pytest.mark.parametrize("width", [700, 1000, 1100, 1400])
@pytest.mark.parametrize("count", [3, 9, 30, MANY])
def test_cards_and_their_buttons_end_where_the_column_ends(qtbot: QtBot, width: int, count: int) -> None:
    make_application()
    page = DraftsPage()
    qtbot.addWidget(page)
    page.resize(width, 720)
    page.show_drafts(rows(count))
    with qtbot.waitExposed(page):
        page.show()
    for wide, many in ((0, count), (-60, count), (60, count), (0, 3), (0, count)):
        page.resize(width + wide, 720)
        page.show_drafts(rows(many))
        page.cards.viewport().repaint()
        QApplication.processEvents()
        column = page.cards.viewport().width()
        assert page.cards.visualRect(page.cards.currentIndex()).right() == column - 1
        delete = page.findChild(QPushButton, "drafts.delete")
        assert delete is not None
        assert delete.mapTo(page.cards.viewport(), delete.rect().topRight()).x() < column


def test_a_search_among_ten_thousand_finds_the_ones(qtbot: QtBot, page: DraftsPage) -> None:
    search = page.findChild(QLineEdit, "drafts.search")
    assert search is not None
    qtbot.keyClicks(search, "NUMERO 999")
    found = [one.title for one in page.cards.rows.shown]
    assert found[:2] == ["Atención número 999", "Atención número 9990"]
    assert len(found) == 11


def test_new_rows_leave_choice_scroll_and_search_as_they_are(qtbot: QtBot, page: DraftsPage) -> None:
    view = page.cards
    kept = view.rows.shown[5000]
    view.make_current(kept.id)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 33)
    view.setFocus()
    place = view.visualRect(view.currentIndex()).top()
    page.show_drafts(rows(MANY)[7:4000] + rows(MANY)[4001:])
    QApplication.processEvents()
    assert view.current() == kept
    assert view.visualRect(view.currentIndex()).top() == place
    assert view.selectionModel().isSelected(view.currentIndex())
    page.show_drafts(tuple(one for one in rows(MANY) if one.id != kept.id))
    assert view.current() is not None, "its neighbour takes the place of one that is gone"
    assert view.currentIndex().row() == 4992


# --- after a look at the files ----------------------------------------------------------------------


def test_what_another_program_did_shows_after_the_look(
    qtbot: QtBot, tmp_path: Path, program: Program
) -> None:
    first, second, third = keep_titled(program, "Primera", "Segunda", "Tercera")
    program.close()
    program.drafts.summaries()
    other = shipped_program(tmp_path / "datos")
    other.drafts.move_to_trash(second)
    keep_titled(other, "Venida después")
    other.close()
    with open_window(qtbot, Program(tmp_path / "datos")) as driver:
        qtbot.waitUntil(lambda: set(listed(driver)) == {"Primera", "Tercera", "Venida después"})
        assert {first, third} < {one.id for one in cards(driver).rows.shown}


def test_the_list_of_an_index_is_painted_before_any_draft_is_read(
    qtbot: QtBot, tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_titled(program, "Primera", "Segunda")
    program.close()
    program.drafts.summaries()
    started = Program(tmp_path / "datos")
    monkeypatch.setattr(started.drafts.listed, "check", lambda _is_wanted: iter(()))
    with open_window(qtbot, started) as driver:
        assert listed(driver) == ["Segunda", "Primera"]
        assert driver.find("drafts.continue").hasFocus()


def test_a_look_steals_neither_keyboard_nor_search_text(qtbot: QtBot, program: Program) -> None:
    keep_titled(program, *(f"Ficha {number}" for number in range(9)))
    with open_window(qtbot, program) as driver:
        qtbot.waitUntil(lambda: driver.exists("drafts.search"))
        driver.type_into("drafts.search", "ficha 1")
        other = shipped_program(program.data_folder)
        keep_titled(other, "Ficha 10", "Otra")
        other.close()
        driver.window.flows.drafts_list._check()
        qtbot.waitUntil(lambda: len(listed(driver)) == 2)
        assert driver.find("drafts.search").hasFocus()
        driver.type_here("0")
        assert listed(driver) == ["Ficha 10"]


def test_the_window_leaves_the_index_for_the_next_start(
    qtbot: QtBot, tmp_path: Path, program: Program
) -> None:
    keep_titled(program, "Primera")
    with open_window(qtbot, program) as driver:
        wait_listed(driver, "Primera")
        driver.click("drafts.continue")
        driver.type_into("nombre", " cambiada")
    assert [one.title for one in Program(tmp_path / "datos").drafts.listed.rows()] == ["Primera cambiada"]


def test_a_folder_that_cannot_be_looked_at_is_said(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_is_wanted: object) -> None:
        raise EnvironmentFailedError("not_writable", folder="datos")

    keep_titled(program, "Primera")
    program.close()
    program.drafts.summaries()
    monkeypatch.setattr(program.drafts.listed, "check", fail)
    with open_window(qtbot, program) as driver:
        qtbot.waitUntil(lambda: driver.exists("drafts.none"))
        none = driver.find("drafts.none")
        assert isinstance(none, QLabel)
        assert none.text().startswith("No se puede escribir en «datos»")
        assert listed(driver) == ["Primera"]


# --- the keyboard alone -----------------------------------------------------------------------------


def test_the_keyboard_goes_through_the_list_opens_and_deletes(qtbot: QtBot, program: Program) -> None:
    keep_titled(program, "Primera", "Segunda", "Tercera")
    with open_window(qtbot, program) as driver:
        wait_listed(driver, "Tercera", "Segunda", "Primera")
        seen = []
        for _ in range(6):
            focused = QApplication.focusWidget()
            assert focused is not None
            seen.append(focused.objectName())
            driver.key(Qt.Key.Key_Tab)
        assert seen == [
            "drafts.continue",
            "drafts.new",
            "drafts.import",
            "drafts.trash",
            "drafts.order",
            "drafts.list",
        ]
        after = []
        for _ in range(3):
            focused = QApplication.focusWidget()
            assert focused is not None
            after.append(focused.accessibleName())
            driver.key(Qt.Key.Key_Tab)
        assert after == ["Abrir: Tercera", "Duplicar: Tercera", "Eliminar: Tercera"]
        cards(driver).setFocus()
        driver.key(Qt.Key.Key_Down)
        assert current_title(driver) == "Segunda"
        assert driver.find("drafts.open").accessibleName() == "Abrir: Segunda"
        driver.key(Qt.Key.Key_Delete)
        assert listed(driver) == ["Tercera", "Primera"]
        assert driver.find("drafts.undo").hasFocus()
        driver.key(Qt.Key.Key_Return)
        assert listed(driver) == ["Tercera", "Segunda", "Primera"]
        assert cards(driver).hasFocus()
        assert current_title(driver) == "Segunda"
        driver.key(Qt.Key.Key_End)
        driver.key(Qt.Key.Key_Return)
        session = driver.view.bridge.session
        assert session.draft.answers[session.form.title_field] == "Primera"


def test_a_double_click_opens(qtbot: QtBot, program: Program) -> None:
    first, _second = keep_titled(program, "Primera", "Segunda")
    with open_window(qtbot, program) as driver:
        wait_row(driver, first)
        click_row(driver, first, double=True)
        assert driver.view.bridge.session.draft.id == first


def test_the_menu_key_offers_what_the_buttons_do(qtbot: QtBot, program: Program) -> None:
    keep_titled(program, "Primera", "Segunda")
    with open_window(qtbot, program) as driver:
        wait_listed(driver, "Segunda", "Primera")
        view = cards(driver)
        view.setFocus()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
        QApplication.sendEvent(view.viewport(), event)
        menu = view.findChild(QMenu, "drafts.menu")
        assert isinstance(menu, QMenu)
        assert [action.text() for action in menu.actions()] == ["Abrir", "Duplicar", "Eliminar"]
        menu.actions()[1].trigger()
        menu.close()
        driver.wait_work()
        assert sorted(listed(driver)) == ["Primera", "Segunda", "Segunda"]


def test_a_row_says_title_state_and_date(qtbot: QtBot, program: Program) -> None:
    keep_titled(program, "Primera")
    with open_window(qtbot, program) as driver:
        wait_listed(driver, "Primera")
        (words,) = spoken(driver)
        assert words.startswith("Primera. 1 de 22 respuestas · Faltan 16 respuestas · 16/05/2025 10:43")
        assert cards(driver).accessibleName() == "Fichas"
        assert "Supr" in cards(driver).accessibleDescription()


# --- the current card -------------------------------------------------------------------------------

LONG = "Dirección Distrital de Desarrollo Institucional"


@pytest.mark.parametrize("scale", [1.0, 1.6])
def test_the_buttons_of_the_current_card_leave_its_dependencia_alone(qtbot: QtBot, scale: float) -> None:
    apply_theme(make_application(), "light", scale)
    page = DraftsPage()
    qtbot.addWidget(page)
    page.resize(700, 600)
    page.show_drafts(tuple(structs.replace(one, subtitle=f"{LONG} y de Control") for one in rows(3)))
    with qtbot.waitExposed(page):
        page.show()
    buttons = [button for button in page.cards.findChildren(QPushButton) if button.isVisible()]
    assert len(buttons) == 3
    qtbot.waitUntil(lambda: page.cards.sizeHintForRow(0) > buttons[0].height() * 2)
    card = page.cards.visualRect(page.cards.currentIndex())
    places = [QRect(button.mapTo(page.cards.viewport(), QPoint(0, 0)), button.size()) for button in buttons]
    line = page.cards.fontMetrics().lineSpacing()
    top = places[0].top() - line
    assert top >= card.top() + line, "title and dependencia have their lines above the buttons"
    assert all(card.contains(place) for place in places)
    shown = page.cards.viewport().grab(QRect(places[0].left(), top, 40, line)).toImage()
    colours = {shown.pixel(x, y) for x in range(shown.width()) for y in range(shown.height())}
    assert len(colours) > 5, "the words go on above the buttons"


def test_a_long_title_is_whole_in_the_tip_and_for_a_screen_reader(qtbot: QtBot) -> None:
    make_application()
    page = DraftsPage()
    qtbot.addWidget(page)
    page.resize(700, 600)
    title = f"{LONG}: lo que se aprendió en un año de trabajo con todas las dependencias"
    page.show_drafts((structs.replace(rows(1)[0], title=title),))
    with qtbot.waitExposed(page):
        page.show()
    (button,) = (one for one in page.findChildren(QPushButton) if one.objectName() == "drafts.continue")
    assert "…" in button.text()
    assert button.toolTip() == f"Continuar «{title}»"
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == button.toolTip()
