"""What stands around an input: label, guidance, length, problems."""

from __future__ import annotations

import pytest
from msgspec import structs
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.definition import FieldDefinition, FieldType
from fichas_desktop.domain.rich_text import from_plain_text
from fichas_desktop.ui.field_frame import FieldFrame
from fichas_desktop.ui.guidance import HIDE, LONG, SHOW
from tests.builders import synthetic_form
from tests.ui.field_widgets import child, field_of, show
from tests.ui.keys import type_text

LINE = field_of(FieldType.LINE)
GUIDED = structs.replace(LINE, guidance="Cuente " + "despacio " * 30)


def frame_of(qtbot: QtBot, field: FieldDefinition) -> FieldFrame:
    frame = FieldFrame(synthetic_form(), field)
    show(qtbot, frame)
    return frame


def texts(frame: QWidget) -> list[str]:
    """Return what is shown, from top to bottom."""
    QApplication.processEvents()
    shown = [label for label in frame.findChildren(QLabel) if label.isVisible() and label.text()]
    shown.sort(key=lambda label: label.mapTo(frame, QPoint()).y())
    return [label.text() for label in shown]


def hint(frame: FieldFrame) -> str:
    return child(frame, QLabel, f"{frame.field_key}.hint").text()


def test_label_and_guidance_are_the_forms_words(qtbot: QtBot) -> None:
    frame = frame_of(qtbot, LINE)
    assert texts(frame)[:2] == ["Título del taller:", "¿Cómo se llama el taller?"]


def test_a_field_named_by_its_section_shows_no_second_title(qtbot: QtBot) -> None:
    field = field_of(FieldType.ATTACHMENTS)
    frame = frame_of(qtbot, field)
    assert "PRUEBAS DEL TALLER" not in texts(frame)
    assert frame.input.inputs()[0].accessibleName().startswith("PRUEBAS DEL TALLER")


@pytest.mark.parametrize("kind", FieldType)
def test_the_label_belongs_to_the_first_input(qtbot: QtBot, kind: FieldType) -> None:
    frame = frame_of(qtbot, field_of(kind))
    first = frame.input.inputs()[0]
    interface = QAccessible.queryAccessibleInterface(first)
    labels = [item.text(QAccessible.Text.Name) for item, relation in interface.relations() if relation]
    assert any(name.startswith(synthetic_form().label_of(frame.field)) for name in labels)


def test_a_combo_is_named_by_its_label(qtbot: QtBot) -> None:
    frame = frame_of(qtbot, field_of(FieldType.CHOICE))
    combo = child(frame, QComboBox, frame.field_key)
    assert combo.accessibleName() == "Modalidad:"


def test_only_long_guidance_can_be_folded(qtbot: QtBot) -> None:
    short = frame_of(qtbot, LINE)
    assert len(LINE.guidance) <= LONG < len(GUIDED.guidance)
    assert not any(button.text() == HIDE for button in short.findChildren(QPushButton))
    frame = frame_of(qtbot, GUIDED)
    button = child(frame, QPushButton, f"{LINE.key}.guidance")
    assert (button.text(), GUIDED.guidance in texts(frame)) == (HIDE, True)
    with qtbot.waitSignal(frame.guidance_toggled) as toggled:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert toggled.args == [False]
    assert (button.text(), GUIDED.guidance in texts(frame)) == (SHOW, False)


def test_remembered_folding_is_not_announced(qtbot: QtBot) -> None:
    frame = frame_of(qtbot, GUIDED)
    with qtbot.assertNotEmitted(frame.guidance_toggled):
        frame.set_guidance_open(False)
    assert GUIDED.guidance not in texts(frame)
    assert GUIDED.guidance in frame.input.inputs()[0].accessibleDescription()


def test_the_length_is_counted_after_typing(qtbot: QtBot) -> None:
    frame = frame_of(qtbot, LINE)
    assert hint(frame) == "0 caracteres · sugerido entre 5 y 60"
    type_text(frame.input.inputs()[0], "😀ñ")
    qtbot.waitUntil(lambda: hint(frame) == "2 caracteres · sugerido entre 5 y 60")


def test_the_length_is_told_to_screen_readers_once_typing_stops(qtbot: QtBot) -> None:
    frame = frame_of(qtbot, LINE)
    with qtbot.waitSignal(frame.announced, timeout=3000) as announced:
        type_text(frame.input.inputs()[0], "tres")
    assert announced.args == ["4 caracteres · sugerido entre 5 y 60"]


def test_a_set_value_is_counted_at_once_when_asked(qtbot: QtBot) -> None:
    frame = frame_of(qtbot, field_of(FieldType.RICH_TEXT))
    frame.input.set_value(from_plain_text("x" * 434))
    frame.refresh()
    assert hint(frame) == "434 caracteres · 34 más de lo sugerido; puede dejarlo así"


@pytest.mark.parametrize("kind", [FieldType.EMAIL, FieldType.PHONE, FieldType.LINE])
def test_past_the_ceiling_every_text_says_so(qtbot: QtBot, kind: FieldType) -> None:
    frame = frame_of(qtbot, field_of(kind))
    frame.input.set_value("x" * 121)
    frame.refresh()
    assert hint(frame) == "121 caracteres · el máximo es 120; acorte el texto en 1"
    assert frame.input.value() == "x" * 121


def test_a_text_is_called_short_when_the_person_goes_on(qtbot: QtBot) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    frame, elsewhere = FieldFrame(synthetic_form(), LINE), QLineEdit()
    layout.addWidget(frame)
    layout.addWidget(elsewhere)
    show(qtbot, window)
    frame.focus_first()
    type_text(frame.input.inputs()[0], "Uno")
    elsewhere.setFocus()
    qtbot.waitUntil(lambda: hint(frame).endswith("Más corto de lo usual"))
    frame.focus_first()
    type_text(frame.input.inputs()[0], " más")
    qtbot.waitUntil(lambda: "Más corto" not in hint(frame))


def test_problems_stand_below_and_are_told_with_the_field(qtbot: QtBot) -> None:
    frame = frame_of(qtbot, LINE)
    with qtbot.assertNotEmitted(frame.value_changed):
        frame.set_issues([("Escriba <b>el título</b>", True), ("Revise esto", False)])
    assert texts(frame)[-2:] == ["Escriba <b>el título</b>", "Revise esto"]
    line = frame.input.inputs()[0]
    assert line.property("problem") is True
    assert line.accessibleDescription().startswith(
        "Error: Escriba <b>el título</b> Advertencia: Revise esto ¿Cómo se llama"
    )
    frame.set_issues([("Revise esto", False)])
    assert line.property("problem") is False
    frame.set_issues([])
    assert line.accessibleDescription() == LINE.guidance
    assert "Revise esto" not in texts(frame)


def test_each_part_of_a_choice_says_how_it_is_used(qtbot: QtBot) -> None:
    frame = frame_of(qtbot, structs.replace(field_of(FieldType.CHOICE), guidance=""))
    frame.set_issues([("Escriba cuál.", True)])
    choices, other = frame.input.inputs()
    assert choices.accessibleDescription() == "Error: Escriba cuál. Escoja con las flechas."
    assert other.accessibleDescription() == (
        "Error: Escriba cuál. Escríbalo en una línea; Tab pasa a lo siguiente."
    )


def test_each_part_of_a_date_says_how_it_is_used(qtbot: QtBot) -> None:
    frame = frame_of(qtbot, structs.replace(field_of(FieldType.DATE), guidance=""))
    *boxes, button = frame.input.inputs()
    use = "Escriba la fecha con números: día, mes y año."
    assert [box.accessibleDescription() for box in boxes] == [use] * 3
    assert button.accessibleDescription() == (
        "Abre un calendario; el día que escoja en él reemplaza la fecha."
    )
