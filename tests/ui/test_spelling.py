"""Spell check in the real window: underlines, context menu, the switch in Ver, and what it never touches."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.rich_text import Block, BlockKind, RichText, Run, from_plain_text
from fichas_desktop.domain.values import DraftId
from fichas_desktop.services.preferences import RememberedPreferences
from fichas_desktop.services.program import Program
from fichas_desktop.services.spelling import Spelling
from fichas_desktop.storage.own_words import FILE_NAME
from fichas_desktop.ui.spelling import ADD_WORDS, IGNORE_WORDS, NO_SUGGESTION
from fichas_desktop.ui.spelling_marks import SpellingMarks
from fichas_desktop.ui.theme import DARK, LIGHT, Scheme, Tokens, apply_theme
from tests.builders import ROOT
from tests.ui.colours import contrast
from tests.ui.keys import press, type_text
from tests.ui.programs import invented_program, keep_complete
from tests.ui.window_driver import WindowDriver, open_window

TextArea = QTextEdit | QPlainTextEdit
TEXT = "La ofisina atendió a doce cuidadanos."


def area_of(driver: WindowDriver, name: str) -> TextArea:
    area = driver.find(name)
    assert isinstance(area, (QTextEdit, QPlainTextEdit))
    return area


def underlined(area: TextArea) -> list[str]:
    """Return what the layouts of a text area underline, in order."""
    found = []
    block = area.document().begin()
    while block.isValid():
        units = block.text().encode("utf-16-le")
        for stretch in block.layout().formats():
            assert stretch.format.underlineStyle() == stretch.format.UnderlineStyle.WaveUnderline
            found.append(units[2 * stretch.start : 2 * (stretch.start + stretch.length)].decode("utf-16-le"))
        block = block.next()
    return found


def wait_underlined(driver: WindowDriver, name: str, words: list[str]) -> TextArea:
    driver.qtbot.waitUntil(lambda: underlined(area_of(driver, name)) == words, timeout=10_000)
    return area_of(driver, name)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return invented_program(tmp_path / "datos")


@pytest.fixture
def draft(program: Program) -> DraftId:
    runs = [{"text": "La "}, {"text": "ofisina", "bold": True}, {"text": " atendió a doce cuidadanos."}]
    return keep_complete(
        program,
        titulo_taller="Tejer la memorria",
        tallerista="Ñusta Kimbaia",
        resumen={
            "blocks": [{"kind": "p", "runs": runs}, {"kind": "ul", "runs": [{"text": "😀 otra herror"}]}]
        },
    )


@pytest.fixture
def driver(qtbot: QtBot, program: Program, draft: DraftId) -> Iterator[WindowDriver]:
    with open_window(qtbot, program, draft) as opened:
        yield opened
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.close()


def show_step_of(driver: WindowDriver, key: str) -> None:
    form = driver.view.bridge.session.form
    driver.view.show_step(form.sections.index(form.section_of(key)))
    QApplication.processEvents()


def ask_menu(driver: WindowDriver, area: TextArea, word: str, *, by_keyboard: bool = False) -> QMenu | None:
    """Ask for the context menu in the middle of a word, by the right button or by the menu key."""
    cursor = area.document().find(word)
    assert not cursor.isNull(), word
    cursor.setPosition(cursor.selectionStart() + 2)
    target: QWidget = area.viewport()
    reason = QContextMenuEvent.Reason.Mouse
    spot = area.cursorRect(cursor).center()
    if by_keyboard:
        area.setTextCursor(cursor)
        target, reason, spot = area, QContextMenuEvent.Reason.Keyboard, QPoint(1, 1)
    QApplication.sendEvent(target, QContextMenuEvent(reason, spot, target.mapToGlobal(spot)))
    menu = QApplication.activePopupWidget()
    return menu if isinstance(menu, QMenu) else None


def words_of(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def choose(menu: QMenu, words: str) -> None:
    action = next(action for action in menu.actions() if action.text() == words)
    menu.setActiveAction(action)
    press(menu, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_misspelled_words_are_underlined_soon_after_the_window_is_shown(driver: WindowDriver) -> None:
    wait_underlined(driver, "titulo_taller", ["memorria"])
    show_step_of(driver, "resumen")
    wait_underlined(driver, "resumen", ["ofisina", "cuidadanos", "herror"])


def test_names_of_persons_are_not_judged(driver: WindowDriver) -> None:
    wait_underlined(driver, "titulo_taller", ["memorria"])
    show_step_of(driver, "tallerista")
    assert underlined(area_of(driver, "tallerista")) == []


def test_own_words_and_the_descriptions_of_annexes_are_judged_addresses_are_not(
    qtbot: QtBot, program: Program
) -> None:
    draft = keep_complete(
        program,
        modalidad={"choice": "distinta", "other": "por telefonno"},
        legajo=[{"kind": "link", "url": "https://ofisina.gov.co", "description": "La ofisina de antes"}],
    )
    with open_window(qtbot, program, draft) as driver:
        show_step_of(driver, "modalidad")
        wait_underlined(driver, "modalidad.other", ["telefonno"])
        show_step_of(driver, "legajo")
        wait_underlined(driver, "legajo.1.description", ["ofisina"])
        assert underlined(area_of(driver, "legajo.1.address")) == []
        driver.click("legajo.add_note")
        driver.type_here("Otra cuidadana llega")
        wait_underlined(driver, "legajo.2.description", ["cuidadana"])


def test_underlining_changes_neither_the_answers_nor_the_steps_to_undo(driver: WindowDriver) -> None:
    session = driver.view.bridge.session
    before = session.draft
    show_step_of(driver, "resumen")
    area = wait_underlined(driver, "resumen", ["ofisina", "cuidadanos", "herror"])
    driver.view.pages.commit()
    assert session.draft.answers == before.answers
    assert session.draft.modified_at == before.modified_at
    assert not area.document().isUndoAvailable()
    assert not area.document().isModified()


def test_copying_takes_no_underline_along(driver: WindowDriver) -> None:
    show_step_of(driver, "resumen")
    area = wait_underlined(driver, "resumen", ["ofisina", "cuidadanos", "herror"])
    area.selectAll()
    html = area.createMimeDataFromSelection().html()
    assert "ofisina" in html
    assert "underline" not in html


def test_the_word_being_typed_is_judged_when_it_is_left(driver: WindowDriver) -> None:
    wait_underlined(driver, "titulo_taller", ["memorria"])
    driver.click("titulo_taller")
    area = area_of(driver, "titulo_taller")
    area.moveCursor(QTextCursor.MoveOperation.End)
    type_text(area, " ofisin")
    assert underlined(area) == ["memorria"]
    type_text(area, "a ")
    assert underlined(area) == ["memorria", "ofisina"]
    type_text(area, "cuidadano")
    assert underlined(area) == ["memorria", "ofisina"]
    press(area, Qt.Key.Key_Home)
    assert underlined(area) == ["memorria", "ofisina", "cuidadano"]


def test_moving_inside_the_word_being_typed_does_not_judge_it_and_leaving_the_field_does(
    driver: WindowDriver,
) -> None:
    wait_underlined(driver, "titulo_taller", ["memorria"])
    driver.click("titulo_taller")
    area = area_of(driver, "titulo_taller")
    area.moveCursor(QTextCursor.MoveOperation.End)
    type_text(area, " ofisina")
    press(area, Qt.Key.Key_Left, times=3)
    assert underlined(area) == ["memorria"]
    press(area, Qt.Key.Key_Tab)
    assert underlined(area) == ["memorria", "ofisina"]


def test_correcting_a_word_by_typing_takes_the_underline_away(driver: WindowDriver) -> None:
    wait_underlined(driver, "titulo_taller", ["memorria"])
    driver.click("titulo_taller")
    area = area_of(driver, "titulo_taller")
    area.moveCursor(QTextCursor.MoveOperation.End)
    press(area, Qt.Key.Key_Backspace, times=3)
    type_text(area, "ia, ")
    assert underlined(area) == []


def test_the_menu_offers_words_and_one_undo_takes_a_choice_back(driver: WindowDriver) -> None:
    show_step_of(driver, "resumen")
    area = wait_underlined(driver, "resumen", ["ofisina", "cuidadanos", "herror"])
    menu = ask_menu(driver, area, "ofisina")
    assert menu is not None
    assert words_of(menu)[0] == "oficina"
    assert {ADD_WORDS, IGNORE_WORDS} < set(words_of(menu))
    assert words_of(menu).index(ADD_WORDS) <= 5
    assert len(words_of(menu)) > 8  # what every text's menu has stays below
    choose(menu, "oficina")
    driver.view.pages.commit()
    value = driver.view.bridge.session.draft.answers["resumen"]
    assert isinstance(value, RichText)
    assert value.blocks[0] == Block(
        BlockKind.PARAGRAPH,
        runs=(Run("La "), Run("oficina", bold=True), Run(" atendió a doce cuidadanos.")),
    )
    assert underlined(area) == ["cuidadanos", "herror"]
    area.undo()
    assert underlined(area) == ["ofisina", "cuidadanos", "herror"]
    assert not area.document().isUndoAvailable()


def test_the_menu_key_opens_the_same_menu_at_the_cursor_also_in_a_line(driver: WindowDriver) -> None:
    area = wait_underlined(driver, "titulo_taller", ["memorria"])
    menu = ask_menu(driver, area, "memorria", by_keyboard=True)
    assert menu is not None
    assert "memoria" in words_of(menu)
    choose(menu, "memoria")
    driver.view.pages.commit()
    assert driver.view.bridge.session.draft.answers["titulo_taller"] == "Tejer la memoria"


def test_a_right_word_has_the_usual_menu(driver: WindowDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    area = wait_underlined(driver, "titulo_taller", ["memorria"])
    asked: list[object] = []
    monkeypatch.setattr(type(area), "contextMenuEvent", lambda _area, event: asked.append(event))
    assert ask_menu(driver, area, "Tejer") is None
    assert len(asked) == 1


def test_a_word_without_likeness_has_no_suggestion(driver: WindowDriver) -> None:
    area = wait_underlined(driver, "titulo_taller", ["memorria"])
    area.selectAll()
    type_text(area, "qqqwwxzzx y ")
    wait_underlined(driver, "titulo_taller", ["qqqwwxzzx"])
    menu = ask_menu(driver, area, "qqqwwxzzx")
    assert menu is not None
    assert words_of(menu)[0] == NO_SUGGESTION
    assert not menu.actions()[0].isEnabled()
    press(menu, Qt.Key.Key_Escape)


def test_an_added_word_is_right_everywhere_and_after_a_restart(
    qtbot: QtBot, tmp_path: Path, program: Program, draft: DraftId
) -> None:
    with open_window(qtbot, program, draft) as driver:
        area = wait_underlined(driver, "titulo_taller", ["memorria"])
        menu = ask_menu(driver, area, "memorria")
        assert menu is not None
        choose(menu, ADD_WORDS)
        assert underlined(area) == []
    words = tmp_path / "datos" / FILE_NAME
    assert words.read_text(encoding="utf-8") == "memorria\n"
    with open_window(qtbot, invented_program(tmp_path / "datos"), draft) as driver:
        show_step_of(driver, "resumen")
        wait_underlined(driver, "resumen", ["ofisina", "cuidadanos", "herror"])
        driver.view.show_step(0)
        assert underlined(area_of(driver, "titulo_taller")) == []


def test_a_word_that_cannot_be_kept_is_told(qtbot: QtBot, program: Program, draft: DraftId) -> None:
    with open_window(qtbot, program, draft) as driver:
        area = wait_underlined(driver, "titulo_taller", ["memorria"])
        (program.data_folder / FILE_NAME).mkdir()
        menu = ask_menu(driver, area, "memorria")
        assert menu is not None
        choose(menu, ADD_WORDS)
        qtbot.waitUntil(lambda: bool(driver.dialogs.said))
        assert underlined(area) == []
        (program.data_folder / FILE_NAME).rmdir()


def test_a_passed_over_word_is_right_until_the_program_ends(driver: WindowDriver, program: Program) -> None:
    area = wait_underlined(driver, "titulo_taller", ["memorria"])
    menu = ask_menu(driver, area, "memorria")
    assert menu is not None
    choose(menu, IGNORE_WORDS)
    assert underlined(area) == []
    assert not (program.data_folder / FILE_NAME).exists()


def pause_of(driver: WindowDriver) -> QTimer:
    assert driver.window.language is not None
    assert driver.window.language.spell_check is not None
    (pause,) = driver.window.language.spell_check.findChildren(QTimer)
    return pause


def test_it_can_be_switched_off_and_on_in_the_menu_and_that_is_remembered(
    qtbot: QtBot, tmp_path: Path, program: Program, draft: DraftId
) -> None:
    with open_window(qtbot, program, draft) as driver:
        area = wait_underlined(driver, "titulo_taller", ["memorria"])
        switch = driver.window.menus.spelling_action
        assert switch.isVisible()
        assert switch.isChecked()
        switch.trigger()
        assert underlined(area) == []
        menu = ask_menu(driver, area, "memorria")
        assert menu is not None
        assert ADD_WORDS not in words_of(menu)
        menu.close()
    assert not RememberedPreferences(tmp_path / "datos").current.spelling
    with open_window(qtbot, invented_program(tmp_path / "datos"), draft) as driver:
        qtbot.waitUntil(lambda: driver.window.language is not None)
        switch = driver.window.menus.spelling_action
        assert not switch.isChecked()
        driver.type_into("sede", "a")
        assert not pause_of(driver).isActive()
        assert not driver.program.spelling.is_ready
        switch.trigger()
        wait_underlined(driver, "titulo_taller", ["memorria"])


def test_without_the_library_the_switch_is_hidden_and_the_rest_works(
    qtbot: QtBot, program: Program, draft: DraftId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "hunspell", None)
    with open_window(qtbot, program, draft) as driver:
        qtbot.waitUntil(lambda: driver.window.language is not None)
        assert not driver.window.menus.spelling_action.isVisible()
        assert driver.window.menus.advice_action.isVisible()
        driver.type_into("titulo_taller", " ofisina y ")
        assert driver.window.language is not None
        assert driver.window.language.spell_check is None
        assert underlined(area_of(driver, "titulo_taller")) == []


def test_each_key_puts_loading_off(driver: WindowDriver) -> None:
    driver.qtbot.waitUntil(lambda: driver.window.language is not None)
    driver.click("titulo_taller")
    pause = pause_of(driver)
    driver.qtbot.waitUntil(lambda: 0 < pause.remainingTime() < pause.interval() / 2)
    before = pause.remainingTime()
    type_text(area_of(driver, "titulo_taller"), "a")
    assert pause.remainingTime() > before
    driver.qtbot.waitUntil(lambda: driver.program.spelling.is_ready)
    type_text(area_of(driver, "titulo_taller"), "a")
    assert not pause.isActive()


@pytest.mark.parametrize(("scheme", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_the_underline_can_be_seen_in_both_schemes(
    driver: WindowDriver, scheme: Scheme, tokens: Tokens
) -> None:
    area = wait_underlined(driver, "titulo_taller", ["memorria"])
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, scheme)
    QApplication.processEvents()
    (stretch,) = area.document().begin().layout().formats()
    assert stretch.format.underlineColor() == QColor(tokens.error)
    assert contrast(tokens.error, tokens.surface) >= 3


def test_marks_taken_away_leave_nothing_behind(qtbot: QtBot, tmp_path: Path) -> None:
    spelling = Spelling(tmp_path)
    assert spelling.load()
    area = QTextEdit()
    qtbot.addWidget(area)
    area.setPlainText(TEXT)
    marks = SpellingMarks(area, spelling)
    qtbot.waitUntil(lambda: underlined(area) == ["ofisina", "cuidadanos"])
    marks.remove()
    assert underlined(area) == []
    type_text(area, "herror y ")
    assert underlined(area) == []


def test_pasted_words_are_judged_at_once(driver: WindowDriver) -> None:
    show_step_of(driver, "resumen")
    area = wait_underlined(driver, "resumen", ["ofisina", "cuidadanos", "herror"])
    area.selectAll()
    QApplication.clipboard().setText("Una desición y otra hacerca")
    area.paste()
    assert underlined(area) == ["desición", "hacerca"]


def test_a_new_value_is_judged_too(driver: WindowDriver) -> None:
    show_step_of(driver, "resumen")
    area = wait_underlined(driver, "resumen", ["ofisina", "cuidadanos", "herror"])
    page = driver.view.pages.page(driver.view.row)
    page.frames["resumen"].input.set_value(from_plain_text("Otro herror"))
    assert underlined(area) == ["herror"]


CLEARED = """
from pathlib import Path
import sys
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from fichas_desktop.domain.rich_text import from_plain_text
from fichas_desktop.services.spelling import Spelling
from fichas_desktop.ui.rich_text_edit import RichTextEdit
from fichas_desktop.ui.spelling_marks import SpellingMarks
from tests.ui.keys import press, type_text

application = QApplication([])
area = RichTextEdit()
area.show()
area.activateWindow()
area.setFocus()
application.processEvents()
assert area.hasFocus()
spelling = Spelling(Path(sys.argv[1]))
assert spelling.load()
marks = SpellingMarks(area, spelling)
for _ in range(200):
    area.set_value(from_plain_text("abc"))
    press(area, Qt.Key.Key_Delete)
    application.processEvents()
    area.set_value(from_plain_text("ver otro sitio"))
    type_text(area, "x")
    application.processEvents()
print("DONE", flush=True)
"""


def test_a_text_may_be_replaced_while_its_last_word_is_being_typed(tmp_path: Path) -> None:
    # where it went wrong it took the process with it
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", CLEARED, str(tmp_path)]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (0, "DONE\n"), done.stderr[-2000:]
