"""The editor with its toolbar, as a field uses it."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QAccessible, QAction, QFont, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.app import make_application
from fichas_desktop.domain.definition import FieldDefinition, FieldType
from fichas_desktop.domain.rich_text import RichText, Run
from fichas_desktop.domain.values import text_length
from fichas_desktop.ui.rich_text_edit import Command
from fichas_desktop.ui.rich_text_field import RichTextEditor
from tests.ui.keys import press, type_text
from tests.ui.rich_texts import b, h, i, ol, p, rich_texts, text_of, ul
from tests.work import calls_of

# what the offscreen platform says of any window with a minimum size
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

FIELD = FieldDefinition(key="campo", type=FieldType.RICH_TEXT)
BUTTONS = (Command.HEADING, Command.BOLD, Command.ITALIC, Command.BULLETS, Command.NUMBERS)


@pytest.fixture
def editor(qtbot: QtBot) -> RichTextEditor:
    widget = RichTextEditor()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def changes(editor: RichTextEditor) -> list[RichText | None]:
    noted: list[RichText | None] = []
    editor.value_changed.connect(lambda: noted.append(editor.value()))
    return noted


@given(rich_texts())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_value_comes_back_to_the_letter_and_as_long(editor: RichTextEditor, value: RichText) -> None:
    editor.set_value(value)
    back = editor.value()
    assert back == (value if value.blocks else None)
    assert text_length(FIELD, back) == len(value.text)


def test_setting_never_emits_and_clears(editor: RichTextEditor, changes: list[RichText | None]) -> None:
    editor.set_value(text_of(h("a"), ol("b", start=4)))
    editor.set_value(None)
    assert editor.value() is None
    assert changes == []


def test_blank_text_is_no_value(editor: RichTextEditor) -> None:
    type_text(editor.edit, " \u00a0")
    press(editor.edit, Qt.Key.Key_Return, times=2)
    assert editor.value() is None


def test_each_change_by_the_person_emits_once(editor: RichTextEditor, changes: list[RichText | None]) -> None:
    type_text(editor.edit, "a")
    assert changes == [text_of(p("a"))]
    editor.edit.selectAll()
    editor.button(Command.BOLD).click()
    assert changes[1:] == [text_of(p(b("a")))]
    editor.button(Command.BULLETS).click()
    assert changes[2:] == [text_of(ul(b("a")))]
    editor.edit.undo()
    assert changes[3:] == [text_of(p(b("a")))]


def test_a_change_that_renumbers_emits_once(editor: RichTextEditor, changes: list[RichText | None]) -> None:
    editor.set_value(text_of(ol("a"), p("b"), ol("c", start=2), ol("d")))
    press(editor.edit, Qt.Key.Key_Down)
    editor.button(Command.NUMBERS).click()
    assert changes == [text_of(ol("a"), ol("b"), ol("c"), ol("d"))]


def test_look_of_the_program_is_no_change(
    editor: RichTextEditor, changes: list[RichText | None], qtbot: QtBot
) -> None:
    editor.set_value(text_of(h("a"), p("b")))
    with qtbot.waitExposed(editor):
        editor.show()
    editor.setFont(QFont("serif", 20))
    editor.setStyleSheet("QTextEdit { padding: 9px; }")
    editor.resize(300, 300)
    assert changes == []


@pytest.mark.parametrize(
    ("command", "value"),
    [
        (Command.HEADING, text_of(h("a"))),
        (Command.BOLD, text_of(p(b("a")))),
        (Command.ITALIC, text_of(p(i("a")))),
        (Command.BULLETS, text_of(ul("a"))),
        (Command.NUMBERS, text_of(ol("a"))),
    ],
)
def test_buttons_act_and_show_the_state(editor: RichTextEditor, command: Command, value: RichText) -> None:
    editor.set_value(text_of(p("a")))
    editor.edit.selectAll()
    editor.button(command).click()
    assert editor.value() == value
    assert [other for other in BUTTONS if editor.button(other).isChecked()] == [command]
    editor.button(command).click()
    assert editor.value() == text_of(p("a"))
    assert not editor.button(command).isChecked()


def test_buttons_follow_the_cursor(editor: RichTextEditor, qtbot: QtBot) -> None:
    editor.set_value(text_of(h("a"), ul("b"), p("c")))

    def shows(commands: list[Command]) -> bool:
        return [command for command in BUTTONS if editor.button(command).isChecked()] == commands

    for commands in ([Command.HEADING], [Command.BULLETS], []):
        qtbot.waitUntil(partial(shows, commands))
        press(editor.edit, Qt.Key.Key_Down)
        press(editor.edit, Qt.Key.Key_End)


def test_a_button_that_changes_nothing_goes_back_to_what_it_showed(editor: RichTextEditor) -> None:
    editor.set_value(text_of(p("a")))
    editor.edit.setReadOnly(True)
    for _ in range(2):
        editor.button(Command.BOLD).click()
        assert not editor.button(Command.BOLD).isChecked()


def test_window_does_not_get_the_editors_shortcuts(qtbot: QtBot) -> None:
    ctrl = Qt.KeyboardModifier.ControlModifier
    taken: list[str] = []
    window, editor = QWidget(), RichTextEditor()
    edit = editor.edit
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(editor)
    for keys in ("Ctrl+N", "Ctrl+K", "Ctrl+Shift+S"):
        action = QAction(window)
        action.setShortcut(keys)
        action.triggered.connect(lambda _checked, keys=keys: taken.append(keys))
        window.addAction(action)
    with qtbot.waitExposed(window):
        window.show()
    edit.setFocus()
    for key in (Qt.Key.Key_N, Qt.Key.Key_K):
        qtbot.keyClick(edit, key, ctrl)
    qtbot.keyClick(edit, Qt.Key.Key_S, ctrl | Qt.KeyboardModifier.ShiftModifier)
    assert taken == []
    type_text(edit, "x")
    assert edit.value() == text_of(h(Run("x", bold=True, italic=True)))


def test_buttons_are_named_and_say_their_shortcut(qtbot: QtBot) -> None:
    make_application()
    editor = RichTextEditor()
    qtbot.addWidget(editor)
    tips = {command: editor.button(command).toolTip() for command in BUTTONS}
    assert tips == {
        Command.HEADING: "Subtítulo (Ctrl+Mayús+S)",
        Command.BOLD: "Negrita (Ctrl+B o Ctrl+N)",
        Command.ITALIC: "Cursiva (Ctrl+I o Ctrl+K)",
        Command.BULLETS: "Lista con viñetas (Ctrl+Mayús+L)",
        Command.NUMBERS: "Lista numerada (Ctrl+Mayús+7)",
    }
    names = []
    for command in BUTTONS:
        interface = QAccessible.queryAccessibleInterface(editor.button(command))
        assert interface is not None
        names.append(interface.text(QAccessible.Text.Name))
    assert names == ["Subtítulo", "Negrita", "Cursiva", "Viñetas", "Numeración"]


def test_toolbar_stays_out_of_the_tab_order(qtbot: QtBot) -> None:
    window, editor = QWidget(), RichTextEditor()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    before, after = QLineEdit(), QLineEdit()
    for widget in (before, editor, after):
        layout.addWidget(widget)
    with qtbot.waitExposed(window):
        window.show()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert editor.edit.hasFocus()
    qtbot.keyClick(editor.edit, Qt.Key.Key_Tab)
    assert after.hasFocus()
    editor.setFocus()
    assert editor.edit.hasFocus()
    qtbot.mouseClick(editor.button(Command.BULLETS), Qt.MouseButton.LeftButton)
    assert editor.edit.hasFocus()


def test_read_only_disables_the_toolbar(editor: RichTextEditor) -> None:
    editor.set_value(text_of(p("a")))
    editor.set_read_only(True)
    editor.button(Command.BULLETS).click()
    type_text(editor.edit, "x")
    assert editor.value() == text_of(p("a"))
    editor.set_read_only(False)
    type_text(editor.edit, "x")
    assert editor.value() == text_of(p("xa"))


def test_paste_says_what_it_left_out(editor: RichTextEditor) -> None:
    said: list[str] = []
    editor.notice.announced.connect(said.append)
    mime = QMimeData()
    mime.setHtml("<table><tr><td>a<td>b</table>")
    editor.edit.insertFromMimeData(mime)
    assert said == ["Se pegó el texto. La tabla quedó en renglones."]
    assert editor.notice.words() == said[0]


def test_value_of_a_long_text_is_read_once(editor: RichTextEditor) -> None:
    editor.set_value(text_of(*[p("palabra " * 50, b("fuerte " * 14))] * 200))
    type_text(editor.edit, "x")
    after_a_key, again = calls_of(editor.value), calls_of(editor.value)
    assert after_a_key < 200 * 100
    assert again < 10


def test_buttons_follow_a_cursor_that_never_rests(editor: RichTextEditor, qtbot: QtBot) -> None:
    editor.set_value(text_of(h("a"), p("b" * 200)))
    press(editor.edit, Qt.Key.Key_Down)
    for _ in range(40):
        press(editor.edit, Qt.Key.Key_Right)
        QTest.qWait(5)
    assert not editor.button(Command.HEADING).isChecked()


def test_a_text_that_is_shown_shows_its_state_at_once(editor: RichTextEditor) -> None:
    editor.set_value(text_of(h("a")))
    assert editor.button(Command.HEADING).isChecked()


def test_shortcuts_are_claimed_in_the_text_only(qtbot: QtBot) -> None:
    window, editor = QWidget(), RichTextEditor()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(editor)
    window.show()
    editor.notice.say("Se quitó una imagen")
    editor.notice.close_button.setFocus()
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    event.ignore()
    QApplication.sendEvent(editor.notice.close_button, event)
    assert not event.isAccepted()
