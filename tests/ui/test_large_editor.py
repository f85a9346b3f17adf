"""Writing an answer in the whole window: the same text, cursor and undo steps, in and out by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.ui.rich_text_field import RichTextEditor
from tests.ui.keys import press, type_text
from tests.ui.programs import shipped_program
from tests.ui.rich_texts import p, text_of
from tests.ui.window_driver import WindowDriver, open_window

KEY = "descripcion"
SECTION = 1
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def driver(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowDriver]:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.go_to_step(SECTION)
        driver.type_into(KEY, "Uno dos")
        yield driver


def editor(driver: WindowDriver) -> RichTextEditor:
    found = driver.find(KEY).parentWidget()
    assert isinstance(found, RichTextEditor)
    return found


def is_large(driver: WindowDriver) -> bool:
    return driver.exists("large") and not driver.exists("steps")


def answer(driver: WindowDriver) -> object:
    driver.view.pages.commit()
    return driver.view.bridge.session.answer(KEY)


def words(driver: WindowDriver) -> list[str]:
    return [label.text() for label in driver.view.pages.large.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize(
    ("key", "modifiers"), [(Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_E, CTRL_SHIFT)]
)
def test_keys_go_in_and_out_and_the_writing_goes_on(
    driver: WindowDriver, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    press(driver.find(KEY), Qt.Key.Key_Left, times=4)
    driver.key(key, modifiers)
    assert is_large(driver)
    assert driver.find(KEY).hasFocus()
    driver.type_here(" y medio")
    assert answer(driver) == text_of(p("Uno y medio dos"))
    driver.key(key, modifiers)
    assert not is_large(driver)
    assert driver.find(KEY).hasFocus()
    driver.type_here("!")
    assert answer(driver) == text_of(p("Uno y medio! dos"))


def test_undo_reaches_what_was_written_on_both_sides(driver: WindowDriver) -> None:
    driver.key(Qt.Key.Key_F11)
    press(driver.find(KEY), Qt.Key.Key_Return)
    driver.type_here("Tres")
    driver.key(Qt.Key.Key_Escape)
    assert answer(driver) == text_of(p("Uno dos"), p("Tres"))
    for _ in range(20):
        driver.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert answer(driver) is None
    driver.key(Qt.Key.Key_F11)
    for _ in range(20):
        driver.key(Qt.Key.Key_Z, CTRL_SHIFT)
    assert answer(driver) == text_of(p("Uno dos"), p("Tres"))


@pytest.mark.parametrize("way", ["escape", "button", "toolbar"])
def test_ways_in_and_out(driver: WindowDriver, way: str) -> None:
    if way == "toolbar":
        driver.qtbot.mouseClick(editor(driver).large_button, Qt.MouseButton.LeftButton)
    else:
        driver.key(Qt.Key.Key_F11)
    assert is_large(driver)
    assert not editor(driver).large_button.isVisible()
    if way == "button":
        driver.click("large.back")
    else:
        driver.key(Qt.Key.Key_Escape)
    assert not is_large(driver)
    assert editor(driver).large_button.isVisible()
    assert driver.view.row == SECTION
    assert driver.view.pages.page(SECTION).isVisible()
    assert driver.find(KEY).hasFocus()


def test_guidance_counter_and_save_state_are_in_sight(driver: WindowDriver) -> None:
    field = driver.view.bridge.session.form.field(KEY)
    driver.key(Qt.Key.Key_F11)
    assert field.guidance in words(driver)
    assert "Descripción de la buena práctica" in words(driver)
    assert driver.find("large.hint").isVisible()
    assert "7 caracteres · sugerido entre 1.500 y 4.000" in words(driver)
    driver.type_here("es")
    driver.qtbot.waitUntil(lambda: "9 caracteres · sugerido entre 1.500 y 4.000" in words(driver))
    driver.wait_saved()
    assert driver.view.save_status.label.isVisible()


def test_the_text_takes_the_room_and_gives_it_back(driver: WindowDriver) -> None:
    small = driver.find(KEY).height()
    driver.key(Qt.Key.Key_F11)
    assert driver.find(KEY).height() > driver.window.height() * 0.6
    driver.key(Qt.Key.Key_Escape)
    driver.qtbot.waitUntil(lambda: driver.find(KEY).height() == small)


def test_tab_leaves_the_text_for_the_guidance_and_the_way_back(driver: WindowDriver) -> None:
    driver.key(Qt.Key.Key_F11)
    seen: list[str] = []
    for _ in range(6):
        driver.key(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert isinstance(focused, QWidget)
        assert driver.view.pages.large.isAncestorOf(focused)
        if focused.objectName() == KEY:
            break
        seen.append(focused.objectName())
    assert seen[-1] == "large.back"
    assert driver.find(KEY).hasFocus()
    assert answer(driver) == text_of(p("Uno dos"))


def test_another_step_leaves_the_large_text_and_loses_nothing(driver: WindowDriver) -> None:
    driver.key(Qt.Key.Key_F11)
    driver.type_here(" tres")
    driver.go_to_step(3)
    assert not is_large(driver)
    assert driver.exists("steps")
    driver.go_to_step(SECTION)
    assert answer(driver) == text_of(p("Uno dos tres"))
    assert driver.exists(KEY)


def test_closing_while_large_saves_the_text(qtbot: QtBot, tmp_path: Path) -> None:
    program = shipped_program(tmp_path)
    with open_window(qtbot, program) as driver:
        driver.go_to_step(SECTION)
        driver.type_into(KEY, "Uno")
        driver.key(Qt.Key.Key_F11)
        driver.type_here(" dos")
        assert driver.window.close()
    (summary,) = program.drafts.summaries()
    assert program.drafts.load(summary.id).answers[KEY] == text_of(p("Uno dos"))


class Marker(QSyntaxHighlighter):
    def highlightBlock(self, text: str) -> None:
        if "dos" in text:
            look = QTextCharFormat()
            look.setFontUnderline(True)
            self.setFormat(text.index("dos"), 3, look)


def test_what_is_attached_to_the_text_comes_along(driver: WindowDriver) -> None:
    marker = Marker(editor(driver).edit.document())

    def underlined() -> list[str]:
        block = editor(driver).edit.document().firstBlock()
        return [block.text()[one.start : one.start + one.length] for one in block.layout().formats()]

    marker.rehighlight()
    assert underlined() == ["dos"]
    driver.key(Qt.Key.Key_F11)
    assert underlined() == ["dos"]
    driver.key(Qt.Key.Key_Escape)
    assert underlined() == ["dos"]
    assert answer(driver) == text_of(p("Uno dos"))


def test_the_cursor_is_seen_where_the_field_is_lower_than_the_window(driver: WindowDriver) -> None:
    driver.window.resize(1024, 600)
    driver.key(Qt.Key.Key_F11)
    edit = editor(driver).edit
    for _ in range(30):
        type_text(edit, "Una línea.")
        press(edit, Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_F11)
    page = driver.view.pages.page(SECTION)

    def is_seen() -> bool:
        spot = edit.cursorRect().center()
        inside = edit.viewport().rect().contains(spot)
        return inside and page.viewport().rect().contains(edit.viewport().mapTo(page.viewport(), spot))

    driver.qtbot.waitUntil(is_seen, timeout=2000)
