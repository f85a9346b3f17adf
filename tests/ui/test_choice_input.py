"""Choices, own words, and the wheel."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.definition import FieldType
from fichas_desktop.domain.values import ChoiceValue
from fichas_desktop.ui.inputs.choice_input import UNANSWERED, ChoiceInput
from fichas_desktop.ui.inputs.text_line import TextLine
from tests.builders import synthetic_form
from tests.ui.field_widgets import child, emissions, field_of, show
from tests.ui.keys import type_text

FIELD = field_of(FieldType.CHOICE)


@pytest.fixture
def choice(qtbot: QtBot) -> ChoiceInput:
    widget = ChoiceInput(synthetic_form(), FIELD)
    show(qtbot, widget)
    return widget


def combo_of(widget: ChoiceInput) -> QComboBox:
    return child(widget, QComboBox, FIELD.key)


def other_of(widget: ChoiceInput) -> TextLine:
    return child(widget, TextLine, f"{FIELD.key}.other")


def shown_words(widget: ChoiceInput) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def wheel(widget: QComboBox) -> None:
    spot = QPointF(widget.rect().center())
    event = QWheelEvent(
        spot,
        QPointF(widget.mapToGlobal(spot.toPoint())),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt takes it by position only
    )
    QApplication.sendEvent(widget, event)


def test_the_first_entry_means_no_answer(qtbot: QtBot, choice: ChoiceInput) -> None:
    combo = combo_of(choice)
    assert combo.itemText(0) == UNANSWERED
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert choice.value() == ChoiceValue("presencial")
    qtbot.keyClick(combo, Qt.Key.Key_Up)
    assert choice.value() is None


def test_the_wheel_changes_nothing_unless_the_list_has_the_keyboard(choice: ChoiceInput) -> None:
    combo = combo_of(choice)
    combo.clearFocus()
    wheel(combo)
    assert choice.value() is None
    combo.setFocus()
    wheel(combo)
    assert choice.value() == ChoiceValue("presencial")


def test_the_box_for_own_words_appears_with_its_choice(qtbot: QtBot, choice: ChoiceInput) -> None:
    combo, other = combo_of(choice), other_of(choice)
    assert not other.isVisible()
    qtbot.keyClick(combo, Qt.Key.Key_End)
    assert other.isVisible()
    assert choice.value() == ChoiceValue("distinta")
    type_text(other, "En la montaña")
    assert choice.value() == ChoiceValue("distinta", other="En la montaña")


def test_own_words_come_back_with_their_choice(qtbot: QtBot, choice: ChoiceInput) -> None:
    choice.set_value(ChoiceValue("distinta", other="En la montaña"))
    combo = combo_of(choice)
    qtbot.keyClick(combo, Qt.Key.Key_Up)
    assert choice.value() == ChoiceValue("a_distancia")
    assert not other_of(choice).isVisible()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert choice.value() == ChoiceValue("distinta", other="En la montaña")


def test_words_as_typed_are_shown_and_kept_until_the_choice_changes(
    qtbot: QtBot, choice: ChoiceInput
) -> None:
    choice.set_value(ChoiceValue("presencial", as_typed="CARA A CARA"))
    assert shown_words(choice) == ["En el documento decía: «CARA A CARA»"]
    qtbot.keyClick(combo_of(choice), Qt.Key.Key_Down)
    assert choice.value() == ChoiceValue("a_distancia")
    assert shown_words(choice) == []


def test_words_as_typed_stay_while_own_words_are_edited(choice: ChoiceInput) -> None:
    choice.set_value(ChoiceValue("distinta", other="Al aire", as_typed="AL AIRE"))
    with emissions(choice) as seen:
        type_text(other_of(choice), "!")
    assert seen == [ChoiceValue("distinta", other="Al aire!", as_typed="AL AIRE")]


def test_markup_in_imported_words_is_shown_as_text(choice: ChoiceInput) -> None:
    choice.set_value(ChoiceValue("presencial", as_typed="<b>x</b>"))
    (label,) = (label for label in choice.findChildren(QLabel) if label.isVisible())
    assert label.textFormat() is Qt.TextFormat.PlainText
