"""Ctrl+F: words found in every section, gone through by key, selected where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.definition import SectionDefinition
from fichas_desktop.domain.values import DraftId
from fichas_desktop.messages import number
from fichas_desktop.ui.commands import Command
from fichas_desktop.ui.ficha_search import texts_of
from fichas_desktop.ui.find_bar import FindBar
from tests.builders import answers_of
from tests.ui.programs import invented_program, keep_complete, keep_example, shipped_program
from tests.ui.rich_texts import p, text_of
from tests.ui.window_driver import WindowDriver, open_window
from tests.work import calls_of

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def driver(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowDriver]:
    program = shipped_program(tmp_path)
    form = program.catalog.latest()
    draft = program.drafts.begin(
        form,
        answers_of(
            form,
            nombre="Turnos en la ventanilla",
        ).with_answer(
            "alcance", text_of(p("La ventanilla abre tarde 😀."), p("En la VENTANÍLLA hay filas."))
        ),
    )
    program.drafts.save(draft)
    with open_window(qtbot, program, draft.id) as driver:
        yield driver


def look_for(driver: WindowDriver, words: str) -> None:
    driver.key(Qt.Key.Key_F, CTRL)
    driver.type_here(words)
    driver.qtbot.waitUntil(lambda: count(driver) != "")


def count(driver: WindowDriver) -> str:
    label = driver.find("find.count")
    assert isinstance(label, QLabel)
    return label.text()


def selected(driver: WindowDriver, key: str) -> str:
    text = driver.view.pages.field_input(key).text_place(0)
    assert isinstance(text, (QTextEdit, QPlainTextEdit))
    return text.textCursor().selectedText()


def test_enter_goes_from_match_to_match_through_all_sections(driver: WindowDriver) -> None:
    driver.go_to_step(0)
    look_for(driver, "ventanilla")
    driver.qtbot.waitUntil(lambda: count(driver) == "3 resultados")
    driver.key(Qt.Key.Key_Return)
    assert (count(driver), driver.view.row) == ("1 de 3", 0)
    assert selected(driver, "nombre") == "ventanilla"
    driver.key(Qt.Key.Key_Return)
    assert count(driver) == "2 de 3"
    assert driver.view.row == driver.view.bridge.session.form.sections.index(
        driver.view.bridge.session.form.section_of("alcance")
    )
    assert selected(driver, "alcance") == "ventanilla"
    driver.key(Qt.Key.Key_Return)
    assert selected(driver, "alcance") == "VENTANÍLLA"  # past a letter of two units
    driver.key(Qt.Key.Key_Return)
    assert count(driver) == "1 de 3"
    driver.key(Qt.Key.Key_Return, SHIFT)
    assert count(driver) == "3 de 3"
    driver.key(Qt.Key.Key_F3)
    assert count(driver) == "1 de 3"
    driver.key(Qt.Key.Key_F3, SHIFT)
    assert count(driver) == "3 de 3"


def test_esc_closes_it_and_leaves_the_keyboard_on_what_was_found(driver: WindowDriver) -> None:
    look_for(driver, "filas")
    driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_Escape)
    assert not driver.exists("find")
    focused = QApplication.focusWidget()
    assert focused is driver.view.pages.field_input("alcance").text_place(0)
    assert isinstance(focused, QTextEdit)
    assert focused.textCursor().selectedText() == "filas"
    driver.type_here("colas")
    driver.view.pages.commit()
    assert "hay colas." in str(driver.view.bridge.session.answer("alcance"))


def test_esc_without_going_anywhere_leads_back_to_where_the_keyboard_was(driver: WindowDriver) -> None:
    look_for(driver, "filas")
    driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_Escape)
    driver.go_to_step(0)
    driver.click("dependencia")
    driver.key(Qt.Key.Key_F, CTRL)
    driver.type_here("zzz")
    driver.key(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is driver.find("dependencia")
    assert driver.view.row == 0


def settle() -> None:
    for _ in range(3):  # a page that is laid out scrolls, and lays itself out anew
        QApplication.processEvents()


def selections(driver: WindowDriver) -> list[str]:
    rich, plain = driver.view.findChildren(QTextEdit), driver.view.findChildren(QPlainTextEdit)
    cursors = [*(text.textCursor() for text in rich), *(text.textCursor() for text in plain)]
    return [cursor.selectedText() for cursor in cursors if cursor.hasSelection()]


def selected_in(driver: WindowDriver) -> list[str]:
    keys = [field.key for field in driver.view.bridge.session.form.step_fields(section_of(driver))]
    places = {key: driver.view.pages.field_input(key).text_place(0) for key in keys}
    texts = {key: one for key, one in places.items() if isinstance(one, (QTextEdit, QPlainTextEdit))}
    return [key for key, text in texts.items() if text.textCursor().hasSelection()]


def section_of(driver: WindowDriver) -> SectionDefinition:
    return driver.view.bridge.session.form.sections[driver.view.row]


def cursor_is_seen() -> bool:
    text = QApplication.focusWidget()
    assert isinstance(text, (QTextEdit, QPlainTextEdit))
    at = text.viewport().mapTo(text, text.cursorRect().center())
    return text.visibleRegion().contains(at)


def top_of_page(driver: WindowDriver) -> int:
    return driver.view.pages.page(driver.view.row).verticalScrollBar().value()


@pytest.fixture
def small(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowDriver]:
    program = shipped_program(tmp_path)
    with open_window(qtbot, program, keep_example(program)) as driver:
        driver.window.resize(1024, 600)
        driver.qtbot.waitUntil(lambda: driver.window.language is not None)
        driver.window.menus.advice_action.trigger()  # a line that comes late would move the page
        QApplication.processEvents()
        yield driver


@pytest.mark.parametrize("way", ["words", "find.next", "find.close"])
def test_closing_it_leaves_the_page_on_the_match_which_alone_is_selected(
    small: WindowDriver, way: str
) -> None:
    look_for(small, "de la")
    fields: list[str] = []
    while len(fields) < 4:  # through several fields and sections
        small.key(Qt.Key.Key_Return)
        settle()
        fields += [key for key in selected_in(small) if key not in fields]
        assert len(selections(small)) == 1
    top, row = top_of_page(small), small.view.row
    assert top > 0
    if way == "find.close":
        small.qtbot.mouseClick(small.find(way), Qt.MouseButton.LeftButton)
    else:
        if way == "find.next":
            small.find(way).setFocus()
        small.key(Qt.Key.Key_Escape)
    settle()
    assert not small.exists("find")
    assert (top_of_page(small), small.view.row) == (top, row)
    assert [text.lower() for text in selections(small)] == ["de la"]
    assert QApplication.focusWidget() is small.view.pages.field_input(fields[-1]).text_place(0)
    assert cursor_is_seen()
    small.key(Qt.Key.Key_F, CTRL)
    small.key(Qt.Key.Key_Return)  # from there on the match before is let go
    assert len(selections(small)) == 1


def test_closing_it_without_a_match_leads_back_to_the_line_one_was_in(small: WindowDriver) -> None:
    small.go_to_step(2)
    key = small.view.bridge.session.form.step_fields(small.view.bridge.session.form.sections[2])[-1].key
    small.view.pages.field_input(key).focus_first()
    text = QApplication.focusWidget()
    small.key(Qt.Key.Key_End, CTRL)
    settle()
    assert cursor_is_seen()
    top = top_of_page(small)
    look_for(small, "zzz")
    small.qtbot.waitUntil(lambda: count(small) == "No está")
    small.key(Qt.Key.Key_Escape)
    settle()
    assert QApplication.focusWidget() is text
    assert cursor_is_seen()
    assert top_of_page(small) == top
    small.view.pages.page(2).verticalScrollBar().setValue(0)  # and from where it has been scrolled away
    small.key(Qt.Key.Key_F, CTRL)
    small.key(Qt.Key.Key_Escape)
    small.qtbot.waitUntil(cursor_is_seen)


def test_words_that_are_not_there_leave_nothing_selected(small: WindowDriver) -> None:
    look_for(small, "ciudadanía")
    small.key(Qt.Key.Key_Return)
    place = small.view.row
    small.key(Qt.Key.Key_A, CTRL)
    small.type_here("zzz")
    small.qtbot.waitUntil(lambda: count(small) == "No está")
    small.key(Qt.Key.Key_Escape)
    settle()
    assert selections(small) == []
    assert small.view.row == place
    assert cursor_is_seen()


def test_how_many_there_are_is_said(driver: WindowDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("fichas_desktop.ui.find_bar.announce", lambda _widget, words: said.append(words))
    look_for(driver, "ventanilla")
    driver.qtbot.waitUntil(lambda: said[-1:] == ["3 resultados"])
    driver.key(Qt.Key.Key_Return)
    assert said[-1] == "1 de 3"
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type_here("zzz")
    driver.qtbot.waitUntil(lambda: said[-1] == "No está")
    said.clear()
    driver.key(Qt.Key.Key_Return)
    assert said == ["No está"]
    said.clear()
    driver.type_into("nombre", " zzz")  # who writes on is not told at each pause
    driver.qtbot.waitUntil(lambda: count(driver) == "1 resultado")
    assert said == []


def test_who_closes_it_on_a_match_goes_on_from_there(driver: WindowDriver) -> None:
    driver.go_to_step(0)
    look_for(driver, "ventanilla")
    for _ in range(3):
        driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_Escape)
    driver.key(Qt.Key.Key_F, CTRL)
    assert count(driver) == "3 de 3"  # although it is written in capitals there
    driver.key(Qt.Key.Key_Return, SHIFT)
    assert count(driver) == "2 de 3"


def test_the_count_follows_what_is_written(driver: WindowDriver) -> None:
    driver.go_to_step(0)
    look_for(driver, "turnos")
    driver.qtbot.waitUntil(lambda: count(driver) == "1 resultado")
    driver.type_into("nombre", " y más turnos")
    driver.qtbot.waitUntil(lambda: count(driver) == "2 resultados")


def test_what_is_not_there_is_said(driver: WindowDriver) -> None:
    look_for(driver, "zzz")
    driver.qtbot.waitUntil(lambda: count(driver) == "No está")
    assert not driver.find("find.next").isEnabled()
    driver.key(Qt.Key.Key_Return)
    assert driver.exists("find")


def test_f3_without_words_asks_for_them_and_a_selection_is_looked_for(driver: WindowDriver) -> None:
    driver.window.menus.action(Command.FIND_NEXT).trigger()
    assert driver.find("find.words").hasFocus()
    driver.key(Qt.Key.Key_Escape)
    driver.go_to_step(0)
    driver.click("nombre")
    driver.key(Qt.Key.Key_A, CTRL)
    driver.key(Qt.Key.Key_F, CTRL)
    driver.qtbot.waitUntil(lambda: count(driver) == "1 resultado")


def test_annexes_and_choices_are_found_where_they_stand(qtbot: QtBot, tmp_path: Path) -> None:
    program = invented_program(tmp_path)
    draft_id = keep_complete(program)
    with open_window(qtbot, program, draft_id) as driver:
        session = driver.view.bridge.session
        for field in session.form.fields():
            value = session.draft.answers.get(field.key)
            for part, text in enumerate(texts_of(field, value)):
                if not text:
                    continue
                place = driver.view.pages.field_input(field.key).text_place(part)
                shown = (
                    place.toPlainText()
                    if isinstance(place, (QTextEdit, QPlainTextEdit))
                    else f"{place.accessibleName()} {place.property('currentText')}"
                )
                assert text.split("\n")[0] in shown, field.key


def test_a_result_more_is_a_few_calls_more_at_each_step(qtbot: QtBot, tmp_path: Path) -> None:
    few, many = (calls_of_return(qtbot, tmp_path / str(lines), lines) for lines in (2, 200))
    assert many - few <= 10 * 14 * (200 - 2)


def calls_of_return(qtbot: QtBot, folder: Path, lines: int) -> int:
    program = shipped_program(folder)
    form = program.catalog.latest()
    long = text_of(*[p("Atención a la ciudadanía en la sede. " * 14)] * lines)
    draft = program.drafts.begin(form, answers_of(form, nombre="Una").with_answer("alcance", long))
    program.drafts.save(draft)
    with open_window(qtbot, program, DraftId(draft.id)) as driver:
        look_for(driver, "ciudadania")
        results = number(14 * lines)
        driver.qtbot.waitUntil(lambda: count(driver) == f"{results} resultados")
        driver.key(Qt.Key.Key_Return)
        bar = driver.find("find")
        assert isinstance(bar, FindBar)
        calls = calls_of(bar.go_next)  # without what else waits for its turn
        assert count(driver) == f"2 de {results}"
    return calls
