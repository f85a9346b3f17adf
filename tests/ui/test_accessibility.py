"""What a screen reader is told on every page, and that the keyboard alone reaches everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fichas_desktop.services.program import Program
from fichas_desktop.ui.commands import Command
from tests.ui.draft_rows import act
from tests.ui.programs import invented_program, keep_complete, keep_example, keep_titled, shipped_program
from tests.ui.screen_audit import name_of
from tests.ui.window_driver import WindowDriver, open_window

INPUTS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
TYPING = (QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)


def controls(parent: QWidget) -> Iterator[QWidget]:
    """Yield what a person can act on below a widget, Qt's inner parts left out."""
    for widget in parent.findChildren(QWidget):
        if not isinstance(widget, INPUTS) or not widget.isVisible() or not widget.isEnabled():
            continue
        if widget.objectName().startswith("qt_") or isinstance(widget.parent(), QAbstractItemView):
            continue
        yield widget


def unnamed(parent: QWidget) -> list[str]:
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in controls(parent)
        if not name_of(widget).strip()
    ]


def undescribed(parent: QWidget) -> list[str]:
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in controls(parent)
        if isinstance(widget, TYPING) and not widget.accessibleDescription().strip()
    ]


def assert_all_named(parent: QWidget, least: int) -> None:
    QApplication.processEvents()
    assert len(list(controls(parent))) >= least
    assert unnamed(parent) == []


def test_an_input_without_name_would_be_noticed(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QLineEdit(window)
    window.show()
    assert unnamed(window) == ["QLineEdit "]
    assert undescribed(window) == ["QLineEdit "]


@pytest.mark.parametrize("form", ["official", "invented"])
def test_everything_on_every_step_has_a_name(qtbot: QtBot, tmp_path: Path, form: str) -> None:
    program: Program
    if form == "official":
        program = shipped_program(tmp_path)
        draft_id = keep_example(program)
    else:
        program = invented_program(tmp_path)
        draft_id = keep_complete(program, modalidad={"choice": "distinta", "other": "Por carta"})
    with open_window(qtbot, program, draft_id) as driver:
        for row in range(driver.view.review_row + 1):
            driver.view.show_step(row)
            driver.qtbot.waitUntil(lambda row=row: driver.view.row == row)  # type: ignore[misc]
            assert_all_named(driver.window, least=8)


def test_everything_on_the_review_of_an_empty_ficha_the_end_page_and_the_list_has_a_name(
    qtbot: QtBot, tmp_path: Path
) -> None:
    program = shipped_program(tmp_path)
    keep_titled(program, *(f"Ficha {number}" for number in range(9)))
    with open_window(qtbot, program) as driver:
        qtbot.waitUntil(lambda: driver.exists("drafts.search"))
        act(driver, program.drafts.summaries()[3].id, "delete")
        assert_all_named(driver.window, least=8)
        assert undescribed(driver.window) == []
        driver.window.flows.start_new()
        driver.view.show_review()
        assert_all_named(driver.window, least=40)
        pair = tmp_path / "uno.pdf", tmp_path / "uno.json"
        driver.view.end.show_pair("Entrega 1 generada", *pair, pages=2, next_steps="Envíe.", notes=())
        driver.view.show_end()
        assert_all_named(driver.window, least=10)
        driver.window.menus.action(Command.EXPORT_DRAFT).trigger()
        dialog = driver.find("export")
        assert_all_named(dialog, least=4)
        assert undescribed(dialog) == []
        driver.key(Qt.Key.Key_Escape)


def test_the_names_of_two_buttons_with_the_same_words_differ(qtbot: QtBot, tmp_path: Path) -> None:
    program = shipped_program(tmp_path)
    keep_titled(program, "Una", "Otra")
    with open_window(qtbot, program) as driver:
        qtbot.waitUntil(lambda: driver.exists("drafts.continue"))
        QApplication.processEvents()
        names = [name_of(widget) for widget in controls(driver.window.flows.drafts_page)]
        assert len(names) == len(set(names)) == 8


def test_the_find_bar_and_the_dialogs_of_the_menus_have_names(qtbot: QtBot, tmp_path: Path) -> None:
    program = shipped_program(tmp_path)
    with open_window(qtbot, program, keep_example(program)) as driver:
        driver.window.menus.action(Command.FIND).trigger()
        driver.type_here("feria")
        qtbot.waitUntil(lambda: driver.find("find.next").isEnabled())
        bar = driver.find("find")
        assert_all_named(bar, least=4)
        assert undescribed(bar) == []
        names = [name_of(widget) for widget in controls(driver.view)]
        assert len(set(names) & {"Resultado siguiente", "Resultado anterior", "Cerrar la búsqueda"}) == 3
        for command, name in ((Command.SHORTCUTS, "shortcuts"), (Command.ABOUT, "about")):
            driver.window.menus.action(command).trigger()
            assert_all_named(driver.find(name), least=1)
            driver.key(Qt.Key.Key_Escape)


@pytest.mark.parametrize("row", range(7))
def test_no_two_stops_of_a_step_have_the_same_name(qtbot: QtBot, tmp_path: Path, row: int) -> None:
    program = shipped_program(tmp_path)
    with open_window(qtbot, program, keep_example(program)) as driver:
        driver.go_to_step(row)
        page = driver.view.review.page if row == 6 else driver.view.pages.page(row)
        qtbot.waitUntil(lambda: bool(list(controls(page))))
        QApplication.processEvents()
        names = [
            name_of(widget) for widget in controls(page) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        assert sorted(names) == sorted(set(names))


def test_guidance_and_problems_are_read_with_the_input(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.view.show_review()
        driver.view.show_field("descripcion")
        description = driver.find("descripcion").accessibleDescription()
        assert description.startswith("Error: Falta responder «Descripción de la buena práctica».")
        assert "Describa brevemente la buena práctica" in description


# --- the keyboard alone -----------------------------------------------------------------------------


def walked_by_tab(driver: WindowDriver, most: int = 80) -> list[QWidget]:
    """Return where Tab stops, from where the keyboard is, until it comes round."""
    seen: list[QWidget] = []
    for _ in range(most):
        widget = QApplication.focusWidget()
        assert widget is not None
        if widget in seen:
            break
        seen.append(widget)
        driver.key(Qt.Key.Key_Tab)
    return seen


@pytest.mark.parametrize("row", [0, 1, 5, 6])
def test_tab_reaches_everything_that_is_on_the_page(qtbot: QtBot, tmp_path: Path, row: int) -> None:
    program = shipped_program(tmp_path)
    with open_window(qtbot, program, keep_example(program)) as driver:
        driver.go_to_step(row)
        reached = set(walked_by_tab(driver))
        page = driver.view.review.page if row == 6 else driver.view.pages.page(row)
        wanted = [
            widget
            for widget in controls(page)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        ]
        assert [widget.objectName() for widget in wanted if widget not in reached] == []
        assert len(wanted) >= 4


def test_tab_goes_down_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    program = shipped_program(tmp_path)
    with open_window(qtbot, program, keep_example(program)) as driver:
        page = driver.view.pages.page(0)
        qtbot.waitUntil(lambda: driver.exists("fecha_inicio.year"))
        stops = [widget for widget in walked_by_tab(driver) if page.isAncestorOf(widget)]
        places = [
            (widget.mapTo(page.ground, widget.rect().center()).y() // 20, widget.x()) for widget in stops
        ]
        assert len(places) > 12
        assert places == sorted(places)
