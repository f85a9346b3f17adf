"""The line that wraps, and the words that it offers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.definition import FieldType
from fichas_desktop.domain.text import folded
from fichas_desktop.ui.inputs.line_input import LineInput
from fichas_desktop.ui.inputs.suggesting_line import SuggestingLine, matching
from tests.builders import synthetic_form
from tests.ui.field_widgets import child, emissions, field_of, show
from tests.ui.keys import type_text


def line_of(qtbot: QtBot, key: str) -> tuple[LineInput, SuggestingLine]:
    form = synthetic_form()
    widget = LineInput(form, form.field(key))
    show(qtbot, widget)
    line = child(widget, SuggestingLine, key)
    line.setFocus()
    return widget, line


@pytest.fixture
def title(qtbot: QtBot) -> tuple[LineInput, SuggestingLine]:
    return line_of(qtbot, field_of(FieldType.LINE).key)


@pytest.fixture
def place(qtbot: QtBot) -> tuple[LineInput, SuggestingLine]:
    return line_of(qtbot, "sede")


def test_letters_of_spanish_can_be_typed(title: tuple[LineInput, SuggestingLine]) -> None:
    widget, line = title
    type_text(line, "Práctica ñ «x» – 😀")
    assert widget.value() == "Práctica ñ «x» – 😀"


def test_a_space_at_the_end_stays_while_typing_and_does_not_count(
    title: tuple[LineInput, SuggestingLine],
) -> None:
    widget, line = title
    type_text(line, "Tejer ")
    assert widget.value() == "Tejer"
    type_text(line, "la")
    assert widget.value() == "Tejer la"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_makes_no_break(qtbot: QtBot, title: tuple[LineInput, SuggestingLine], key: Qt.Key) -> None:
    widget, line = title
    type_text(line, "uno")
    for modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        qtbot.keyClick(line, key, modifiers)
    type_text(line, "dos")
    assert widget.value() == "unodos"
    assert line.document().blockCount() == 1


def test_pasted_line_breaks_become_one_space(qtbot: QtBot, title: tuple[LineInput, SuggestingLine]) -> None:
    widget, line = title
    type_text(line, "De")
    QGuiApplication.clipboard().setText(" la\r\n\n  memoria\u2028y\tmás ")
    qtbot.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    type_text(line, "o")
    assert widget.value() == "De la memoria y más o"


def test_pasting_is_undone_in_one_step(qtbot: QtBot, title: tuple[LineInput, SuggestingLine]) -> None:
    widget, line = title
    widget.set_value("Antes")
    QGuiApplication.clipboard().setText(" y después")
    qtbot.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert widget.value() == "Antes y después"
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert widget.value() == "Antes"


def test_files_are_not_taken_for_text(title: tuple[LineInput, SuggestingLine]) -> None:
    _widget, line = title
    files, text = QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile("/datos/acta.pdf")])
    files.setText("file:///datos/acta.pdf")
    text.setText("acta")
    assert not line.canInsertFromMimeData(files)
    assert line.canInsertFromMimeData(text)


def test_tab_leaves_the_line(qtbot: QtBot, title: tuple[LineInput, SuggestingLine]) -> None:
    widget, line = title
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert widget.value() is None


def test_it_grows_to_three_lines_and_no_further(title: tuple[LineInput, SuggestingLine]) -> None:
    widget, line = title
    heights = []
    for words in (1, 30, 45, 200):
        widget.set_value("palabras " * words)
        QApplication.processEvents()
        heights.append(line.height())
    assert heights[0] < heights[1] <= heights[2] == heights[3]
    assert heights[3] < 3 * heights[0]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("salon", ("Salón del Parque",)),
        ("PARQUE salón", ("Salón del Parque",)),
        ("lom", ("Biblioteca de la Loma",)),
        ("de", ("Salón del Parque", "Biblioteca de la Loma")),
        ("bodega", ()),
    ],
)
def test_matching_ignores_case_accents_and_order(typed: str, found: tuple[str, ...]) -> None:
    assert matching(("Salón del Parque", "Biblioteca de la Loma"), typed) == found


def test_what_begins_as_typed_comes_first() -> None:
    assert matching(("La Pradera", "San Pedro", "Parque"), "p") == ("Parque", "La Pradera", "San Pedro")
    assert folded("  ÑANDÚ ") == "nandu"


def test_typing_offers_and_enter_takes(qtbot: QtBot, place: tuple[LineInput, SuggestingLine]) -> None:
    widget, line = place
    with emissions(widget) as seen:
        type_text(line, "salon")
        qtbot.waitUntil(lambda: line.offered() == ("Salón del Parque",))
        popup = QApplication.activePopupWidget()
        assert popup is not None
        qtbot.keyClick(popup, Qt.Key.Key_Down)
        qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert widget.value() == "Salón del Parque"
    assert seen[-1] == "Salón del Parque"
    assert line.offered() == ()


def test_down_offers_everything_and_escape_closes(
    qtbot: QtBot, place: tuple[LineInput, SuggestingLine]
) -> None:
    widget, line = place
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert line.offered() == ("Salón del Parque", "Biblioteca de la Loma")
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Escape)
    assert line.offered() == ()
    assert widget.value() is None


def test_the_list_waits_for_a_pause_and_comes_after_nobody_who_has_gone_on(
    qtbot: QtBot, place: tuple[LineInput, SuggestingLine]
) -> None:
    _widget, line = place
    opened: list[str] = []
    for letter in "Salo":
        type_text(line, letter)
        opened += line.offered()
    line.clearFocus()
    QTest.qWait(300)  # more than the pause: the list must not come
    assert (opened, line.offered()) == ([], ())


def test_anything_else_may_be_typed(qtbot: QtBot, place: tuple[LineInput, SuggestingLine]) -> None:
    widget, line = place
    type_text(line, "Bodega")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert widget.value() == "Bodega"
    assert line.offered() == ()


def test_earlier_answers_are_offered_after_the_forms_own(
    qtbot: QtBot, place: tuple[LineInput, SuggestingLine]
) -> None:
    widget, line = place
    widget.set_suggestions([*widget.field.suggestions, "Casa de Ñoña", "Salón del Parque"])
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert line.offered() == ("Salón del Parque", "Biblioteca de la Loma", "Casa de Ñoña")


def test_a_read_only_line_offers_nothing(qtbot: QtBot, place: tuple[LineInput, SuggestingLine]) -> None:
    widget, line = place
    widget.set_read_only(True)
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert line.offered() == ()
