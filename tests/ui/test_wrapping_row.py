"""A row of buttons goes on in the next line where it has no more room, and squeezes none."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.app import make_application
from fichas_desktop.ui.buttons import button_row, make_button
from fichas_desktop.ui.tab_order import tab_stops
from fichas_desktop.ui.theme import apply_theme
from fichas_desktop.ui.wrapping_row import WrappingRow

WORDS = ("Comparar", "Usar la otra", "Quedarme con esta", "Cerrar aviso", "Ver")


class Ground(QWidget):
    """A row over a label that is happy with no height at all."""

    def __init__(self, row: WrappingRow) -> None:
        super().__init__()
        self.row = row
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)
        self.below = QLabel("Debajo")
        column.addWidget(self.below, 1)

    def lines(self) -> list[list[str]]:
        """Return the words of the buttons, line by line as they are seen."""
        places: dict[int, list[tuple[int, str]]] = {}
        for button in self.row.findChildren(QPushButton):
            if button.isVisible():
                place = button.mapTo(self, button.rect().topLeft())
                places.setdefault(place.y(), []).append((place.x(), button.text()))
        return [[words for _, words in sorted(line)] for _, line in sorted(places.items())]


@pytest.fixture
def ground(qtbot: QtBot) -> Ground:
    make_application()
    buttons = [make_button(words, f"button.{number}") for number, words in enumerate(WORDS)]
    shown = Ground(button_row(*buttons))
    qtbot.addWidget(shown)
    shown.resize(1000, 300)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def wait_lines(qtbot: QtBot, ground: Ground, number: int) -> list[list[str]]:
    qtbot.waitUntil(lambda: len(ground.lines()) == number)
    qtbot.waitUntil(lambda: ground.below.y() > ground.row.geometry().bottom())
    return ground.lines()


def test_a_line_is_filled_before_the_next_begins(qtbot: QtBot, ground: Ground) -> None:
    assert ground.lines() == [list(WORDS)]
    buttons = ground.row.findChildren(QPushButton)
    ground.resize(buttons[2].geometry().right() + 1, 300)
    assert wait_lines(qtbot, ground, 2) == [list(WORDS[:3]), list(WORDS[3:])]
    ground.resize(buttons[2].geometry().right(), 300)
    assert wait_lines(qtbot, ground, 2) == [list(WORDS[:2]), list(WORDS[2:])]
    ground.resize(1000, 300)
    assert wait_lines(qtbot, ground, 1) == [list(WORDS)]


@pytest.mark.parametrize("width", [1000, 420, 330, 200])
def test_every_line_begins_at_the_left_and_no_button_is_squeezed(
    qtbot: QtBot, ground: Ground, width: int
) -> None:
    ground.resize(width, 60)  # less height than they need
    qtbot.waitUntil(lambda: ground.row.width() <= width)
    lines = ground.lines()
    lefts = {button.text(): button.x() for button in ground.row.findChildren(QPushButton)}
    assert [lefts[line[0]] for line in lines] == [0] * len(lines)
    for button in ground.row.findChildren(QPushButton):
        assert button.height() >= button.sizeHint().height()
        assert button.width() == button.sizeHint().width()
        assert button.geometry().bottom() < ground.row.heightForWidth(width)


def test_the_tab_key_goes_the_way_they_are_seen(qtbot: QtBot, ground: Ground) -> None:
    ground.resize(260, 300)
    qtbot.waitUntil(lambda: len(ground.lines()) > 1)
    stops = [stop.property("text") for stop in tab_stops(ground)]
    assert stops == [words for line in ground.lines() for words in line] == list(WORDS)


def test_what_is_hidden_or_gets_longer_words_changes_the_lines(qtbot: QtBot, ground: Ground) -> None:
    buttons = ground.row.findChildren(QPushButton)
    ground.resize(ground.row.row_width(), 300)
    assert wait_lines(qtbot, ground, 1)
    buttons[0].setText("Comparar las dos")
    assert wait_lines(qtbot, ground, 2)[1] == [WORDS[-1]]
    buttons[1].hide()
    assert wait_lines(qtbot, ground, 1) == [["Comparar las dos", *WORDS[2:]]]


def test_larger_text_breaks_the_line(qtbot: QtBot, ground: Ground) -> None:
    ground.resize(ground.row.row_width(), 300)
    apply_theme(make_application(), "light", 1.6)
    lines = wait_lines(qtbot, ground, 2)
    assert [words for line in lines for words in line] == list(WORDS)


def test_a_row_in_a_row_gets_its_own_line_before_it_is_broken(qtbot: QtBot) -> None:
    make_application()
    row = WrappingRow()
    row.add_widget(make_button("Continuar", "first"))
    inner = button_row(make_button("Nueva ficha", "second"), make_button("Papelera…", "third"))
    row.add_widget(inner)
    ground = Ground(row)
    qtbot.addWidget(ground)
    ground.resize(row.row_width(), 300)
    ground.show()
    assert wait_lines(qtbot, ground, 1) == [["Continuar", "Nueva ficha", "Papelera…"]]
    ground.resize(row.row_width() - 1, 300)
    assert wait_lines(qtbot, ground, 2) == [["Continuar"], ["Nueva ficha", "Papelera…"]]
    ground.resize(inner.row_width() - 1, 300)
    assert wait_lines(qtbot, ground, 3) == [["Continuar"], ["Nueva ficha"], ["Papelera…"]]


def test_what_is_pushed_stands_at_the_right_of_its_line(qtbot: QtBot) -> None:
    make_application()
    row = WrappingRow()
    row.add_widget(make_button("Recuperar", "first"))
    row.push_rest()
    close = make_button("Cerrar", "close")
    row.add_widget(close)
    ground = Ground(row)
    qtbot.addWidget(ground)
    ground.resize(600, 300)
    ground.show()
    qtbot.waitUntil(lambda: close.geometry().right() == 599)
    ground.resize(row.row_width() - 1, 300)
    qtbot.waitUntil(lambda: close.x() == 0)
