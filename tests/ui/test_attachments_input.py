"""The list of annexes, by keys, mouse and dropped files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.definition import FieldType, Severity
from fichas_desktop.domain.issues import IssueCode, ValidationIssue
from fichas_desktop.domain.values import FileAttachment, LinkAttachment, NoteAttachment
from fichas_desktop.ui.inputs.annex_words import DESCRIBE_FILE, DESCRIBE_IMAGE
from fichas_desktop.ui.inputs.attachment_row import IMAGE_HINT
from fichas_desktop.ui.inputs.attachments_input import AttachmentsInput
from fichas_desktop.ui.inputs.missing_strip import FILE_MISSING
from fichas_desktop.ui.inputs.removal_strip import RemovalStrip
from fichas_desktop.ui.inputs.text_line import TextLine
from fichas_desktop.ui.issue_lines import IssueLines
from fichas_desktop.ui.tab_order import tab_stops
from tests.builders import synthetic_form
from tests.ui.field_widgets import child, emissions, field_of, show
from tests.ui.keys import type_text

FIELD = field_of(FieldType.ATTACHMENTS)
IMAGE = FileAttachment("invitación.png", "image/png", 1_432_000, "a" * 64)
PDF = FileAttachment("acta.pdf", "application/pdf", 48_213, "b" * 64, "Acta")
LINK = LinkAttachment("https://ejemplo.org", "Página")
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def annexes(qtbot: QtBot) -> AttachmentsInput:
    widget = AttachmentsInput(synthetic_form(), FIELD)
    show(qtbot, widget)
    return widget


def button(widget: AttachmentsInput, name: str) -> QPushButton:
    return child(widget, QPushButton, f"{FIELD.key}.{name}")


def line(widget: AttachmentsInput, name: str) -> TextLine:
    return child(widget, TextLine, f"{FIELD.key}.{name}")


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def click(qtbot: QtBot, widget: QPushButton) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def files(*names: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(name) for name in names])
    return mime


def test_files_are_asked_for_and_added_by_the_window(qtbot: QtBot, annexes: AttachmentsInput) -> None:
    with qtbot.waitSignal(annexes.files_requested):
        click(qtbot, button(annexes, "add_files"))
    with emissions(annexes) as seen:
        annexes.add_attachment(IMAGE)
    assert seen == [(IMAGE,)]
    assert {"Anexo 1 · invitación.png", "Imagen PNG · 1,4 MB", DESCRIBE_IMAGE, IMAGE_HINT} <= set(
        words(annexes)
    )
    annexes.add_attachment(PDF)
    assert {"Anexo 2 · acta.pdf", "Documento PDF · 47,1 KB", DESCRIBE_FILE} <= set(words(annexes))
    assert words(annexes).count(IMAGE_HINT) == 1


def test_a_description_is_typed(annexes: AttachmentsInput) -> None:
    annexes.set_value((IMAGE, PDF))
    type_text(line(annexes, "1.description"), "Afiche")
    expected = FileAttachment(IMAGE.name, IMAGE.media_type, IMAGE.size, IMAGE.sha256, "Afiche")
    assert annexes.value() == (expected, PDF)


def test_a_link_begins_empty_with_the_keyboard_in_it(qtbot: QtBot, annexes: AttachmentsInput) -> None:
    with emissions(annexes) as seen:
        click(qtbot, button(annexes, "add_link"))
        assert seen == []
        assert line(annexes, "1.address").hasFocus()
        type_text(line(annexes, "1.address"), "https://ejemplo.org")
    qtbot.keyClick(line(annexes, "1.address"), Qt.Key.Key_Tab)
    assert line(annexes, "1.description").hasFocus()
    type_text(line(annexes, "1.description"), "Página")
    assert annexes.value() == (LINK,)


def test_a_note(qtbot: QtBot, annexes: AttachmentsInput) -> None:
    click(qtbot, button(annexes, "add_note"))
    type_text(line(annexes, "1.description"), "Acta en la carpeta verde")
    assert annexes.value() == (NoteAttachment("Acta en la carpeta verde"),)


def test_alt_and_arrows_move_and_the_keyboard_stays(qtbot: QtBot, annexes: AttachmentsInput) -> None:
    annexes.set_value((IMAGE, PDF, LINK))
    moved = line(annexes, "1.description")
    moved.setFocus()
    qtbot.keyClick(moved, Qt.Key.Key_Down, ALT)
    assert annexes.value() == (PDF, IMAGE, LINK)
    assert moved.hasFocus()
    assert moved.objectName() == f"{FIELD.key}.2.description"
    qtbot.keyClick(moved, Qt.Key.Key_Down, ALT)
    qtbot.keyClick(moved, Qt.Key.Key_Down, ALT)
    assert annexes.value() == (PDF, LINK, IMAGE)
    qtbot.keyClick(moved, Qt.Key.Key_Up, ALT)
    assert annexes.value() == (PDF, IMAGE, LINK)


def test_buttons_move_and_end_at_the_ends(qtbot: QtBot, annexes: AttachmentsInput) -> None:
    annexes.set_value((IMAGE, PDF))
    assert not button(annexes, "1.up").isEnabled()
    assert not button(annexes, "2.down").isEnabled()
    button(annexes, "2.up").setFocus()
    qtbot.keyClick(button(annexes, "2.up"), Qt.Key.Key_Space)
    assert annexes.value() == (PDF, IMAGE)
    assert button(annexes, "1.down").hasFocus()


def test_the_tab_key_follows_the_order_on_the_screen(qtbot: QtBot, annexes: AttachmentsInput) -> None:
    annexes.set_value((IMAGE, PDF))
    qtbot.keyClick(line(annexes, "1.description"), Qt.Key.Key_Down, ALT)
    seen = [stop.objectName().removeprefix(f"{FIELD.key}.") for stop in tab_stops(annexes)]
    assert seen == [
        *("add_files", "add_link", "add_note"),
        *("1.open", "1.replace", "1.down", "1.remove", "1.description"),
        *("2.open", "2.replace", "2.up", "2.remove", "2.description"),
    ]


def test_what_is_removed_comes_back_where_it_was(qtbot: QtBot, annexes: AttachmentsInput) -> None:
    annexes.set_value((IMAGE, PDF, LINK))
    click(qtbot, button(annexes, "2.remove"))
    assert annexes.value() == (IMAGE, LINK)
    strip = child(annexes, RemovalStrip, f"{FIELD.key}.removed")
    qtbot.waitUntil(lambda: words(strip) == ["Se quitó «acta.pdf»"])
    undo = QApplication.focusWidget()
    assert isinstance(undo, QPushButton)
    assert undo.text() == "Deshacer"
    qtbot.keyClick(undo, Qt.Key.Key_Space)
    assert annexes.value() == (IMAGE, PDF, LINK)
    assert not strip.isVisible()


def test_what_arrives_meanwhile_leaves_the_way_back(qtbot: QtBot, annexes: AttachmentsInput) -> None:
    annexes.set_value((IMAGE, PDF))
    click(qtbot, button(annexes, "1.remove"))
    undo = QApplication.focusWidget()
    assert isinstance(undo, QPushButton)
    other = FileAttachment("otra.pdf", "application/pdf", 7, "c" * 64)
    annexes.add_attachment(other)
    assert undo.hasFocus()
    qtbot.keyClick(undo, Qt.Key.Key_Space)
    assert annexes.value() == (IMAGE, PDF, other)
    assert not child(annexes, RemovalStrip, f"{FIELD.key}.removed").isVisible()


def test_removing_the_last_annex_leaves_no_answer(qtbot: QtBot, annexes: AttachmentsInput) -> None:
    annexes.set_value((LINK,))
    with emissions(annexes) as seen:
        click(qtbot, button(annexes, "1.remove"))
    assert seen == [None]


def test_editing_one_annex_leaves_the_others_to_the_letter(annexes: AttachmentsInput) -> None:
    broken = NoteAttachment("dos\nrenglones ")
    annexes.set_value((broken, PDF))
    type_text(line(annexes, "2.description"), "s")
    value = annexes.value()
    assert value is not None
    assert value[0] == broken


def test_missing_files_are_marked(annexes: AttachmentsInput) -> None:
    annexes.set_value((IMAGE, PDF))
    annexes.set_missing({PDF.sha256})
    assert words(annexes).count(FILE_MISSING) == 1
    annexes.add_attachment(PDF)
    assert words(annexes).count(FILE_MISSING) == 2
    annexes.set_missing(set())
    assert FILE_MISSING not in words(annexes)


def test_dropped_files_are_handed_to_the_window(qtbot: QtBot, annexes: AttachmentsInput) -> None:
    mime = files("/datos/uno.pdf", "/datos/dos.png")
    copy = Qt.DropAction.CopyAction
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(annexes.rect().center(), copy, mime, left, none)
    QApplication.sendEvent(annexes, enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(annexes.files_dropped) as dropped:
        QApplication.sendEvent(annexes, QDropEvent(QPointF(5, 5), copy, mime, left, none))
    assert dropped.args == [[Path("/datos/uno.pdf"), Path("/datos/dos.png")]]
    assert annexes.value() is None


def test_a_read_only_list_takes_no_files(annexes: AttachmentsInput) -> None:
    annexes.set_read_only(True)
    assert not annexes.acceptDrops()
    assert not button(annexes, "add_files").isVisible()


def test_a_card_tells_its_own_problems_the_gravest_first(annexes: AttachmentsInput) -> None:
    annexes.set_value((PDF, IMAGE))
    lacking = ValidationIssue(IssueCode.NO_DESCRIPTION, Severity.WARNING, FIELD.key, {"number": 2})
    gone = ValidationIssue(IssueCode.FILE_MISSING, Severity.ERROR, FIELD.key, {"number": 2})
    heavy = ValidationIssue(IssueCode.FILES_TOO_LARGE, Severity.ERROR, FIELD.key, {"limit": 1})
    assert annexes.show_part_issues([lacking, gone, heavy]) == [heavy]
    first, second = (child(annexes, QWidget, f"{FIELD.key}.{place}") for place in (1, 2))
    told = [word for lines in second.findChildren(IssueLines) for word in lines.words()]
    assert [words.split(":")[0] for words in told] == ["Error", "Advertencia"]
    assert [word for lines in first.findChildren(IssueLines) for word in lines.words()] == []
    assert line(annexes, "2.description").accessibleDescription().startswith(told[0])
    assert list(annexes.show_part_issues([])) == []
    assert not any(lines.words() for lines in second.findChildren(IssueLines))
