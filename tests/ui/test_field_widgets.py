"""The contract that every input keeps, proved on each kind of field in the registry."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.definition import FieldType
from fichas_desktop.domain.partial_date import PartialDate, UnfinishedDate
from fichas_desktop.domain.rich_text import Block, BlockKind, RichText, Run
from fichas_desktop.domain.values import ChoiceValue, FileAttachment, LinkAttachment, NoteAttachment
from fichas_desktop.ui.field_frame import FieldFrame
from fichas_desktop.ui.field_widget import FieldValue, FieldWidget
from fichas_desktop.ui.inputs.registry import INPUTS
from tests.builders import synthetic_form
from tests.ui.field_widgets import emissions, field_of, show, shown_input
from tests.ui.keys import type_text

HOSTILE = "<b>ñandú</b> & «tilde» ’ — 😀 &amp; %s {0} ${x} no\u00a0rompe  dos"
FILE = FileAttachment(f"{HOSTILE}.pdf", "application/pdf", 48_213, "a" * 64, HOSTILE)
UNFINISHED = UnfinishedDate("31", "2", "24 más o menos")
VALUES: Mapping[FieldType, tuple[FieldValue, ...]] = {
    FieldType.LINE: ("Tejer la memoria", HOSTILE, "x" * 5_000),
    FieldType.EMAIL: ("NOMBRE@EJEMPLO.GOV.CO", HOSTILE),
    FieldType.PHONE: ("381 3000 ext. 1234", HOSTILE),
    FieldType.CHOICE: (
        ChoiceValue("presencial"),
        ChoiceValue("presencial", as_typed="CARA A CARA"),
        ChoiceValue("distinta", other=HOSTILE),
        ChoiceValue("distinta"),
        ChoiceValue("no_existe", other=HOSTILE, as_typed=HOSTILE),
    ),
    FieldType.DATE: (PartialDate(2024, 9, 20), PartialDate(1900, 1, 1), UNFINISHED, PartialDate(2024)),
    FieldType.PARTIAL_DATE: (PartialDate(2019), PartialDate(2019, 5), PartialDate(2024, 2, 29), UNFINISHED),
    FieldType.RICH_TEXT: (
        RichText((Block(BlockKind.PARAGRAPH, runs=(Run("Uno, "), Run("dos", bold=True))),)),
        RichText(
            (
                Block(BlockKind.HEADING, runs=(Run("Título"),)),
                Block(BlockKind.NUMBER, start=3, runs=(Run(HOSTILE),)),
                Block(BlockKind.BULLET, 1, runs=(Run("a\nb", italic=True),)),
            )
        ),
    ),
    FieldType.ATTACHMENTS: (
        (FILE,),
        (
            LinkAttachment("https://ejemplo.org/?a=1&b=2", HOSTILE),
            NoteAttachment("dos\nrenglones"),
            FILE,
            FILE,
        ),
        (NoteAttachment(""), LinkAttachment("")),
    ),
}
CASES = [
    pytest.param(kind, value, id=f"{kind}-{number}")
    for kind, values in VALUES.items()
    for number, value in enumerate(values)
]
EDITABLE = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractButton)


def edit_by_keys(widget: FieldWidget, qtbot: QtBot) -> None:
    """Change an input as a person at the keyboard does."""
    widget.focus_first()
    target = widget.inputs()[0]
    if isinstance(target, QComboBox):
        qtbot.keyClick(target, Qt.Key.Key_Down)
    elif isinstance(target, QAbstractButton):
        qtbot.keyClick(widget.inputs()[2], Qt.Key.Key_Space)
        type_text(widget.focusWidget(), "Acta de la reunión")
    else:
        type_text(target, "1")


def test_there_is_an_input_and_a_case_for_every_kind_of_field() -> None:
    assert set(INPUTS) == set(FieldType)
    assert set(VALUES) == set(FieldType)


@pytest.mark.parametrize(("kind", "value"), CASES)
def test_a_value_comes_back_equal_and_setting_it_emits_nothing(
    qtbot: QtBot, kind: FieldType, value: FieldValue
) -> None:
    widget = shown_input(qtbot, field_of(kind))
    with emissions(widget) as seen:
        widget.set_value(value)
        assert widget.value() == value
        widget.set_value(value)
        widget.set_value(None)
        assert widget.value() is None
        widget.set_value(value)
        assert widget.value() == value
    assert seen == []


@pytest.mark.parametrize("kind", FieldType)
def test_keys_change_the_value_and_say_so(qtbot: QtBot, kind: FieldType) -> None:
    widget = shown_input(qtbot, field_of(kind))
    assert widget.field_key == field_of(kind).key
    with emissions(widget) as seen:
        edit_by_keys(widget, qtbot)
    assert seen
    assert widget.value() is not None
    assert seen[-1] == widget.value()


@pytest.mark.parametrize(("kind", "value"), CASES)
def test_a_read_only_input_ignores_keys(qtbot: QtBot, kind: FieldType, value: FieldValue) -> None:
    widget = shown_input(qtbot, field_of(kind))
    widget.set_value(value)
    widget.set_read_only(True)
    with emissions(widget) as seen:
        for target in widget.findChildren(QWidget):
            if isinstance(target, EDITABLE) and target.isVisible():
                qtbot.keyClick(target, Qt.Key.Key_Down)
                qtbot.keyClick(target, Qt.Key.Key_Backspace)
                qtbot.keyClick(target, Qt.Key.Key_Space)
                type_text(target, "1")
    assert seen == []
    assert widget.value() == value
    widget.set_read_only(False)
    widget.set_value(None)
    edit_by_keys(widget, qtbot)
    assert widget.value() is not None


@pytest.mark.parametrize("kind", FieldType)
def test_focus_first_gives_the_keyboard_to_the_first_input(qtbot: QtBot, kind: FieldType) -> None:
    widget = shown_input(qtbot, field_of(kind))
    widget.focus_first()
    assert widget.inputs()[0].hasFocus()


@pytest.mark.parametrize("kind", FieldType)
def test_enter_and_escape_change_nothing(qtbot: QtBot, kind: FieldType) -> None:
    value = VALUES[kind][0]
    widget = shown_input(qtbot, field_of(kind))
    widget.set_value(value)
    widget.focus_first()
    if kind is not FieldType.RICH_TEXT:  # there Enter begins a paragraph
        qtbot.keyClick(widget.inputs()[0], Qt.Key.Key_Return)
    qtbot.keyClick(widget.inputs()[0], Qt.Key.Key_Escape)
    assert widget.value() == value
    assert widget.isVisible()


@pytest.mark.parametrize(("kind", "value"), CASES)
def test_every_input_has_a_name_of_its_own_and_says_what_it_is(
    qtbot: QtBot, kind: FieldType, value: FieldValue
) -> None:
    field = field_of(kind)
    form = synthetic_form()
    frame = FieldFrame(form, field)
    frame.input.set_value(value)
    frame.set_issues([("Escriba otra cosa", True)])
    show(qtbot, frame)
    names = [target.objectName() for target in inputs_in(frame)]
    assert all(name.partition(".")[0] == field.key for name in names), names
    assert len(set(names)) == len(names)
    for target in frame.input.inputs():
        assert target.accessibleName().startswith(form.label_of(field))
        if target.objectName().endswith(".calendar"):
            assert "calendario" in target.accessibleDescription()
            continue  # a button that opens something, beside the boxes which say all of it
        assert "Error: Escriba otra cosa" in target.accessibleDescription()
        assert field.guidance in target.accessibleDescription()
    for target in inputs_in(frame):
        interface = QAccessible.queryAccessibleInterface(target)
        assert interface.text(QAccessible.Text.Name)


def inputs_in(frame: FieldFrame) -> list[QWidget]:
    """Return what can be reached with the Tab key."""
    return [
        target
        for target in frame.findChildren(QWidget)
        if isinstance(target, EDITABLE)
        and target.isVisible()
        and target.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
