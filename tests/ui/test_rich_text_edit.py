"""Keys, clipboard and numbering of the rich text editor."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QInputMethodEvent, QTextCursor, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.rich_text import Block, BlockKind, RichText, Run, markers
from fichas_desktop.ui.clipboard_losses import DroppedKind
from fichas_desktop.ui.rich_text_edit import Command, PasteLosses, RichTextEdit
from tests.ui.keys import press, type_text
from tests.ui.rich_texts import b, h, i, ol, p, rich_texts, shown_markers, text_of, ul
from tests.work import calls_of

# what the offscreen platform says of any window with a minimum size
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LIST = text_of(ol("uno"), ol("dos"), ol("tres"), ol("cuatro"))


@pytest.fixture
def edit(qtbot: QtBot) -> RichTextEdit:
    widget = RichTextEdit()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def show(edit: RichTextEdit) -> Callable[..., RichTextEdit]:
    """Show blocks with the cursor in one of them."""

    def show_blocks(*blocks: Block, line: int = -1, column: int = -1) -> RichTextEdit:
        edit.set_value(RichText(blocks))
        place(edit, line, column)
        return edit

    return show_blocks


def place(edit: RichTextEdit, line: int, column: int = -1) -> None:
    document = edit.document()
    block = document.findBlockByNumber(line % document.blockCount())
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + (block.length() - 1 if column < 0 else column))
    edit.setTextCursor(cursor)


def select(edit: RichTextEdit, first: int, last: int) -> None:
    place(edit, first, 0)
    cursor = edit.textCursor()
    cursor.setPosition(edit.document().findBlockByNumber(last).position(), QTextCursor.MoveMode.KeepAnchor)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)


def assert_numbers_shown(edit: RichTextEdit) -> None:
    """Compare them where every block has text: an item without one counts on the screen only."""
    if len(edit.value().blocks) == edit.document().blockCount():
        assert shown_markers(edit.document()) == list(markers(edit.value().blocks))


def html(text: str, plain: str = "") -> QMimeData:
    mime = QMimeData()
    mime.setHtml(text)
    if plain:
        mime.setText(plain)
    return mime


def plain(text: str) -> QMimeData:
    mime = QMimeData()
    mime.setText(text)
    return mime


Show = Callable[..., RichTextEdit]


# Writing


def test_spanish_text_comes_out_as_typed(edit: RichTextEdit) -> None:
    type_text(edit, "Práctica ñ “x” – 😀")
    assert edit.value() == text_of(p("Práctica ñ “x” – 😀"))


@pytest.mark.parametrize("text", ["- uno", "1. uno", "* uno", "# uno"])
def test_typed_markers_stay_text(edit: RichTextEdit, text: str) -> None:
    type_text(edit, text)
    press(edit, Key.Key_Return)
    type_text(edit, "dos")
    assert edit.value() == text_of(p(text), p("dos"))


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [(Key.Key_B, CTRL), (Key.Key_N, CTRL)],
)
def test_bold_keys(edit: RichTextEdit, key: Key, modifiers: Qt.KeyboardModifier) -> None:
    type_text(edit, "a")
    press(edit, key, modifiers)
    type_text(edit, "b")
    press(edit, key, modifiers)
    type_text(edit, "c")
    assert edit.value() == text_of(p("a", b("b"), "c"))


@pytest.mark.parametrize("key", [Key.Key_I, Key.Key_K])
def test_italic_keys(edit: RichTextEdit, key: Key) -> None:
    type_text(edit, "a")
    edit.selectAll()
    press(edit, key, CTRL)
    assert edit.value() == text_of(p(i("a")))
    press(edit, key, CTRL)
    assert edit.value() == text_of(p("a"))


def test_bold_of_a_word_selected_backwards_toggles(show: Show) -> None:
    edit = show(p("uno dos"))
    press(edit, Key.Key_Left, SHIFT, times=3)
    press(edit, Key.Key_B, CTRL)
    assert edit.value() == text_of(p("uno ", b("dos")))
    press(edit, Key.Key_B, CTRL)
    assert edit.value() == text_of(p("uno dos"))


@pytest.mark.parametrize(
    ("key", "modifiers", "kind"),
    [
        (Key.Key_S, CTRL | SHIFT, BlockKind.HEADING),
        (Key.Key_L, CTRL | SHIFT, BlockKind.BULLET),
        (Key.Key_7, CTRL | SHIFT, BlockKind.NUMBER),
        (Key.Key_Slash, CTRL | SHIFT, BlockKind.NUMBER),
        (Key.Key_Ampersand, CTRL | SHIFT, BlockKind.NUMBER),
    ],
)
def test_block_keys(show: Show, key: Key, modifiers: Qt.KeyboardModifier, kind: BlockKind) -> None:
    edit = show(p("uno ", b("dos")))
    press(edit, key, modifiers)
    assert edit.value() == text_of(Block(kind, runs=(Run("uno "), b("dos"))))
    press(edit, key, modifiers)
    assert edit.value() == text_of(p("uno ", b("dos")))


def test_bold_in_a_heading_is_told_from_the_headings_weight(show: Show) -> None:
    edit = show(h("uno"))
    assert Command.BOLD not in edit.commands_on()
    press(edit, Key.Key_B, CTRL)
    type_text(edit, "dos")
    press(edit, Key.Key_B, CTRL)
    type_text(edit, "tres")
    assert edit.value() == text_of(h("uno", b("dos"), "tres"))
    assert Command.BOLD not in edit.commands_on()


@pytest.mark.parametrize(
    ("into", "out"),
    [
        ((Key.Key_BracketRight, CTRL), (Key.Key_BracketLeft, CTRL)),
        ((Key.Key_Right, ALT | SHIFT), (Key.Key_Left, ALT | SHIFT)),
    ],
)
def test_level_keys(
    show: Show, into: tuple[Key, Qt.KeyboardModifier], out: tuple[Key, Qt.KeyboardModifier]
) -> None:
    edit = show(ol("a"), ol("b"), ol("c"), line=1)
    press(edit, *into, times=2)
    assert edit.value() == text_of(ol("a"), ol("b", level=1), ol("c"))
    assert shown_markers(edit.document()) == ["1.", "1.", "2."]
    press(edit, *out, times=2)
    assert edit.value() == text_of(ol("a"), ol("b"), ol("c"))


def test_first_item_goes_no_deeper(show: Show) -> None:
    edit = show(ul("a"))
    press(edit, Key.Key_BracketRight, CTRL)
    assert edit.value() == text_of(ul("a"))


def test_heading_has_two_levels(show: Show) -> None:
    edit = show(h("a"))
    press(edit, Key.Key_BracketRight, CTRL)
    assert edit.value() == text_of(h("a", level=1))


def test_item_moved_out_becomes_like_its_new_neighbours(show: Show) -> None:
    edit = show(ol("a"), ul("b", level=1), line=1)
    press(edit, Key.Key_BracketLeft, CTRL)
    assert edit.value() == text_of(ol("a"), ol("b"))


# Enter, Backspace, Tab


def test_enter_goes_on_with_the_list(show: Show) -> None:
    edit = show(ol("uno"), ol("tres"), line=0)
    press(edit, Key.Key_Return)
    type_text(edit, "dos")
    assert edit.value() == text_of(ol("uno"), ol("dos"), ol("tres"))
    assert shown_markers(edit.document()) == ["1.", "2.", "3."]


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
def test_enter_in_an_empty_item_leaves_the_list_level_by_level(show: Show, key: Key) -> None:
    edit = show(ol("uno"), ul("hijo", level=1))
    press(edit, key, times=2)
    type_text(edit, "dos")
    press(edit, key, times=2)
    type_text(edit, "fuera")
    assert edit.value() == text_of(ol("uno"), ul("hijo", level=1), ol("dos"), p("fuera"))
    assert shown_markers(edit.document()) == ["1.", "-", "2.", ""]


def test_enter_after_a_heading_starts_a_paragraph(show: Show) -> None:
    edit = show(h("Título"))
    press(edit, Key.Key_Return)
    type_text(edit, "texto")
    assert edit.value() == text_of(h("Título"), p("texto"))
    assert edit.textCursor().charFormat().fontWeight() == QTextDocument().begin().charFormat().fontWeight()


def test_enter_inside_a_heading_splits_it(show: Show) -> None:
    edit = show(h("unodos"), line=0, column=3)
    press(edit, Key.Key_Return)
    assert edit.value() == text_of(h("uno"), h("dos"))


def test_enter_replaces_the_selection(show: Show) -> None:
    edit = show(p("uno dos tres"))
    place(edit, 0, 3)
    press(edit, Key.Key_Right, SHIFT, times=5)
    press(edit, Key.Key_Return)
    assert edit.value() == text_of(p("uno"), p("tres"))


def test_shift_enter_breaks_the_line(show: Show) -> None:
    edit = show(ul("uno"))
    press(edit, Key.Key_Return, SHIFT)
    type_text(edit, "dos")
    assert edit.value() == text_of(ul("uno\ndos"))


def test_backspace_removes_the_bullet_before_it_joins(show: Show) -> None:
    edit = show(ol("uno"), ol("dos"), ol("tres"), line=1, column=0)
    press(edit, Key.Key_Backspace)
    assert edit.value() == text_of(ol("uno"), p("dos", level=1), ol("tres"))
    assert shown_markers(edit.document()) == ["1.", "", "2."]
    press(edit, Key.Key_Backspace)
    assert edit.value() == text_of(ol("uno"), p("dos"), ol("tres", start=2))
    press(edit, Key.Key_Backspace)
    assert edit.value() == text_of(ol("unodos"), ol("tres"))


def test_backspace_at_the_first_item_or_heading_makes_a_paragraph(show: Show) -> None:
    edit = show(ul("uno"), line=0, column=0)
    press(edit, Key.Key_Backspace)
    assert edit.value() == text_of(p("uno"))
    edit = show(h(b("uno")), line=0, column=0)
    press(edit, Key.Key_Backspace)
    assert edit.value() == text_of(p(b("uno")))


def test_text_joined_to_a_heading_looks_like_it(show: Show) -> None:
    edit = show(h("uno"), p("dos", b("tres")), line=1, column=0)
    press(edit, Key.Key_Backspace)
    assert edit.value() == text_of(h("unodos", b("tres")))
    assert len(edit.document().begin().textFormats()) == 2
    edit.undo()
    assert edit.value() == text_of(h("uno"), p("dos", b("tres")))


def test_tab_leaves_the_editor(qtbot: QtBot) -> None:
    window, edit = QWidget(), RichTextEdit()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    before, after = QLineEdit(), QLineEdit()
    for widget in (before, edit, after):
        layout.addWidget(widget)
    with qtbot.waitExposed(window):
        window.show()
    edit.setFocus()
    qtbot.keyClick(edit, Key.Key_Tab)
    assert after.hasFocus()
    edit.setFocus()
    qtbot.keyClick(edit, Key.Key_Backtab, SHIFT)
    assert before.hasFocus()
    assert edit.value() == RichText()


# Links


def test_typing_behind_a_link_is_no_link(show: Show) -> None:
    edit = show(p(Run("aquí", link="https://a.co")))
    type_text(edit, " fin")
    place(edit, 0, 0)
    type_text(edit, "ver ")
    place(edit, 0, 6)
    type_text(edit, "x")
    assert edit.value() == text_of(p("ver ", Run("aqxuí", link="https://a.co"), " fin"))


def test_composed_letters_behind_a_link_are_no_link(show: Show) -> None:
    edit = show(p(Run("aquí", link="https://a.co")))
    event = QInputMethodEvent()
    event.setCommitString("é")
    QApplication.sendEvent(edit, event)
    assert edit.value() == text_of(p(Run("aquí", link="https://a.co"), "é"))


# Numbers


def test_deleting_what_parts_two_lists_joins_them(show: Show) -> None:
    edit = show(ol("uno"), p("x"), ol("dos"), ol("tres"))
    select(edit, 1, 1)
    press(edit, Key.Key_Delete, times=2)
    assert shown_markers(edit.document()) == ["1.", "2.", "3."]
    assert edit.value() == text_of(ol("uno"), ol("dos"), ol("tres"))
    edit.undo()
    edit.undo()
    assert edit.value() == text_of(ol("uno"), p("x"), ol("dos"), ol("tres"))


def test_items_below_an_item_turned_paragraph_count_on(show: Show) -> None:
    edit = show(*LIST.blocks, line=1)
    edit.run(Command.NUMBERS)
    assert shown_markers(edit.document()) == ["1.", "", "2.", "3."]
    assert edit.value() == text_of(ol("uno"), p("dos"), ol("tres", start=2), ol("cuatro"))
    place(edit, 0)
    press(edit, Key.Key_Return)
    type_text(edit, "más")
    assert shown_markers(edit.document()) == ["1.", "2.", "", "3.", "4."]
    place(edit, 2)
    edit.run(Command.NUMBERS)
    assert shown_markers(edit.document()) == ["1.", "2.", "3.", "4.", "5."]


def test_inner_lists_begin_again_below_each_outer_item(show: Show) -> None:
    edit = show(ol("a"), ol("b", level=1), ol("c", level=1), ol("d", level=1), line=2)
    edit.run(Command.OUTDENT)
    assert shown_markers(edit.document()) == ["1.", "1.", "2.", "1."]
    place(edit, 1)
    press(edit, Key.Key_Return)
    type_text(edit, "más")
    assert shown_markers(edit.document()) == ["1.", "1.", "2.", "2.", "1."]
    assert edit.value() == text_of(ol("a"), ol("b", level=1), ol("más", level=1), ol("c"), ol("d", level=1))


def test_counting_on_survives_saving(show: Show) -> None:
    edit = show(ol("a"), p("b"), ol("c", start=2), line=0)
    press(edit, Key.Key_Return)
    type_text(edit, "más")
    assert shown_markers(edit.document()) == ["1.", "2.", "", "3."]


def test_turning_items_off_and_on_starts_at_one(show: Show) -> None:
    edit = show(ol("a"), p("b"), ol("c", start=2), ol("d"))
    select(edit, 2, 3)
    edit.run(Command.NUMBERS)
    edit.run(Command.NUMBERS)
    assert shown_markers(edit.document()) == ["1.", "", "1.", "2."]


def test_a_restart_stays(show: Show) -> None:
    edit = show(ol("a"), ol("b", start=7), ol("c"), line=0)
    press(edit, Key.Key_Return)
    type_text(edit, "más")
    assert shown_markers(edit.document()) == ["1.", "2.", "7.", "8."]


ACTIONS = st.sampled_from((*Command, "enter", "backspace", "delete", "type", "undo", "redo", "paste", "cut"))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rich_texts(), st.lists(st.tuples(st.integers(0, 8), st.integers(0, 2), ACTIONS), max_size=12))
def test_after_any_edits_the_numbers_shown_are_the_value_s_and_undo_goes_all_the_way_back(
    edit: RichTextEdit, value: RichText, steps: list[tuple[int, int, Command | str]]
) -> None:
    edit.set_value(RichText())
    edit.set_value(value)
    for line, length, action in steps:
        first = line % edit.document().blockCount()
        place(edit, first, 0)
        if length:
            select(edit, first, min(first + length - 1, edit.document().blockCount() - 1))
        act(edit, action)
        assert_numbers_shown(edit)
        assert reloaded(edit.value()) == edit.value()
    while edit.document().isUndoAvailable():
        edit.undo()
        assert_numbers_shown(edit)
    assert edit.value() == value


def act(edit: RichTextEdit, action: Command | str) -> None:
    keys = {"enter": Key.Key_Return, "backspace": Key.Key_Backspace, "delete": Key.Key_Delete}
    if isinstance(action, Command):
        edit.run(action)
    elif action in keys:
        press(edit, keys[action])
    elif action == "type":
        type_text(edit, "x")
    elif action == "paste":
        edit.insertFromMimeData(html("<p>p1</p><ol start=3><li>l1<ul><li>l2</ul><li>l3</ol>"))
    else:
        getattr(edit, action)()


def reloaded(value: RichText) -> RichText:
    other = RichTextEdit()
    other.set_value(value)
    return other.value()


# Undo


def test_undo_goes_back_more_than_a_hundred_steps(edit: RichTextEdit) -> None:
    values = [edit.value()]
    for step in range(130):
        type_text(edit, f"paso {step}")
        edit.run(Command.BULLETS)
        values.append(edit.value())
        press(edit, Key.Key_Return)
    steps = 0
    while edit.document().isUndoAvailable():
        press(edit, Key.Key_Z, CTRL)
        steps += 1
    assert steps > 100
    assert edit.value() == RichText()
    while edit.document().isRedoAvailable():
        press(edit, Key.Key_Z, CTRL | SHIFT)
    assert edit.value() == values[-1]


def test_showing_a_text_is_no_step_and_an_equal_one_keeps_the_steps(edit: RichTextEdit) -> None:
    edit.set_value(LIST)
    edit.undo()
    assert edit.value() == LIST
    type_text(edit, "x")
    edit.set_value(edit.value())
    edit.undo()
    assert edit.value() == LIST


# Clipboard


def test_paste_is_one_undo_step(show: Show) -> None:
    edit = show(p("antes después"), line=0, column=6)
    edit.insertFromMimeData(html("<p>uno<p><b>dos</b><ol><li>tres</ol>"))
    assert edit.value() == text_of(p("antes uno"), p(b("dos")), ol("tres"), p("después"))
    edit.undo()
    assert edit.value() == text_of(p("antes después"))
    assert not edit.document().isUndoAvailable()


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("<li>uno", (ul("auno", b("b")),)),
        ("<p>uno<p>dos", (ul("auno"), p("dos", b("b")))),
        ("<p>uno<h1>dos</h1>", (ul("auno"), h("dos"), ul(b("b")))),
        ("<h1>uno</h1><p>dos", (ul("a"), h("uno"), p("dos", b("b")))),
    ],
)
def test_paste_inside_an_item(show: Show, pasted: str, expected: tuple[Block, ...]) -> None:
    edit = show(ul("a", b("b")), line=0, column=1)
    edit.insertFromMimeData(html(pasted))
    assert edit.value() == text_of(*expected)
    type_text(edit, "|")
    assert "|" in edit.value().text.replace("b", "")


def test_paste_before_a_heading_leaves_it_a_heading(show: Show) -> None:
    edit = show(h("Título"), line=0, column=0)
    edit.insertFromMimeData(html("<p>uno<p>dos"))
    assert edit.value() == text_of(p("uno"), p("dos"), h("Título"))


def test_paste_replaces_the_selection(edit: RichTextEdit) -> None:
    edit.set_value(text_of(h("a"), ol("b")))
    edit.selectAll()
    edit.insertFromMimeData(html("<ul><li>c</ul>"))
    assert edit.value() == text_of(ul("c"))


def test_plain_text_with_blank_lines_becomes_paragraphs(edit: RichTextEdit) -> None:
    edit.insertFromMimeData(plain("uno\r\ndos\r\n\r\n- tres\r\n"))
    assert edit.value() == text_of(p("uno\ndos"), p("- tres"))


def test_a_line_of_plain_text_joins_the_text_as_it_is(show: Show) -> None:
    edit = show(h("ab"), line=0, column=1)
    edit.insertFromMimeData(plain(" <i>\tx "))
    assert edit.value() == text_of(h("a <i> x b"))


def test_no_text_is_cut(edit: RichTextEdit) -> None:
    edit.insertFromMimeData(plain("párrafo largo 😀\n\n" * 20_000))
    assert len(edit.value().text) == 20_000 * 16 - 1


@given(rich_texts())
@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_copied_and_pasted_is_the_same(edit: RichTextEdit, value: RichText) -> None:
    edit.set_value(value)
    edit.selectAll()
    mime = edit.createMimeDataFromSelection()
    edit.set_value(RichText())
    edit.insertFromMimeData(mime)
    single = len(value.blocks) == 1
    expected = RichText((Block(BlockKind.PARAGRAPH, runs=value.blocks[0].runs),)) if single else value
    assert edit.value() == expected


def test_copy_gives_html_and_text(edit: RichTextEdit) -> None:
    edit.set_value(text_of(ol("uno"), ol(b("dos"))))
    edit.selectAll()
    edit.copy()
    mime = QApplication.clipboard().mimeData()
    assert mime.text() == "1. uno\n2. dos"
    assert "<b>dos</b>" in mime.html()


def test_nothing_is_opened_by_a_paste(edit: RichTextEdit, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def note(_self: object, _type: int, name: object) -> None:
        asked.append(name)

    monkeypatch.setattr(RichTextEdit, "loadResource", note)
    said: list[PasteLosses] = []
    edit.paste_dropped.connect(said.append)
    edit.insertFromMimeData(
        html(
            '<link rel=stylesheet href="file:///etc/hostname"><p style="background:url(file:///etc/hostname)">a'
            '<img src="file:///etc/hostname"><img src="http://127.0.0.1:9/x.png"></p>'
        )
    )
    edit.grab()
    assert edit.value() == text_of(p("a"))
    assert asked == []
    assert said == [PasteLosses({DroppedKind.IMAGE: 2}, has_text=True)]


def test_resources_are_refused(edit: RichTextEdit) -> None:
    url = QUrl("file:///etc/hostname")
    assert edit.loadResource(2, url) is None
    assert edit.document().resource(2, url) is None


def test_files_are_refused_and_images_are_spoken_of(edit: RichTextEdit) -> None:
    said: list[PasteLosses] = []
    edit.paste_dropped.connect(said.append)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/etc/hostname")])
    assert not edit.canInsertFromMimeData(files)
    edit.insertFromMimeData(files)
    picture = QMimeData()
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    picture.setImageData(image)
    edit.insertFromMimeData(picture)
    assert edit.value() == RichText()
    assert [losses.dropped for losses in said] == [{DroppedKind.FILE: 1}, {DroppedKind.IMAGE: 1}]
    assert not any(losses.has_text for losses in said)
    assert said[0].image is None
    assert said[1].image is not None
    assert said[1].image.size() == image.size()


def test_read_only_takes_nothing(edit: RichTextEdit) -> None:
    edit.set_value(LIST)
    edit.setReadOnly(True)
    for key in (Key.Key_Return, Key.Key_Backspace, Key.Key_Delete):
        press(edit, key)
    press(edit, Key.Key_B, CTRL)
    press(edit, Key.Key_L, CTRL | SHIFT)
    type_text(edit, "x")
    assert edit.value() == LIST


# Size and wheel


def lines(edit: RichTextEdit, count: int) -> int:
    edit.set_value(text_of(p("\n".join("x" * count))))
    return edit.height()


def test_grows_with_the_text_between_bounds(edit: RichTextEdit, qtbot: QtBot) -> None:
    with qtbot.waitExposed(edit):
        edit.show()
    heights = {count: lines(edit, count) for count in (1, 6, 7, 12, 18, 19, 60)}
    assert heights[1] == heights[6] < heights[7] < heights[12] < heights[18] == heights[19] == heights[60]
    assert edit.verticalScrollBar().maximum() > 0
    lines(edit, 12)
    assert edit.verticalScrollBar().maximum() == 0


def test_wheel_is_left_to_the_page_unless_the_editor_is_in_use_and_scrolls(qtbot: QtBot) -> None:
    window, edit, other = QWidget(), RichTextEdit(), QLineEdit()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(edit)
    layout.addWidget(other)
    with qtbot.waitExposed(window):
        window.show()
    other.setFocus()
    assert not takes_wheel(edit)
    edit.setFocus()
    assert not takes_wheel(edit)
    lines(edit, 60)
    assert takes_wheel(edit)
    assert edit.verticalScrollBar().value() > 0
    edit.verticalScrollBar().setValue(0)
    other.setFocus()
    assert not takes_wheel(edit)
    assert edit.verticalScrollBar().value() == 0


def takes_wheel(edit: RichTextEdit) -> bool:
    spot = QPointF(20, 20)
    event = QWheelEvent(
        spot,
        QPointF(edit.viewport().mapToGlobal(QPoint(20, 20))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - not inverted
    )
    QApplication.sendEvent(edit.viewport(), event)
    return event.isAccepted()


def test_page_follows_the_cursor_when_the_editor_grows(qtbot: QtBot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    page = QWidget()
    layout = QVBoxLayout(page)
    edit = RichTextEdit()
    layout.addSpacing(200)
    layout.addWidget(edit)
    layout.addSpacing(1000)
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.resize(400, 300)
    with qtbot.waitExposed(area):
        area.show()
    edit.setFocus()

    def cursor_is_in_sight() -> None:
        spot = edit.viewport().mapTo(area.viewport(), edit.cursorRect().center())
        assert 0 < spot.y() < area.viewport().height()

    for _ in range(12):
        press(edit, Key.Key_Return)
    qtbot.waitUntil(cursor_is_in_sight)


def test_a_keystroke_in_a_long_text_is_no_more_work_than_in_a_short_one(
    edit: RichTextEdit, qtbot: QtBot
) -> None:
    with qtbot.waitExposed(edit):
        edit.show()

    def calls_with(paragraphs: int) -> int:
        edit.set_value(text_of(*[p("palabra " * 50, b("fuerte " * 14))] * paragraphs))
        place(edit, paragraphs // 2)
        type_text(edit, "y ")
        return calls_of(type_text, edit, "una frase corta")

    assert calls_with(200) <= 1.2 * calls_with(4)
