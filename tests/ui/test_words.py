"""Words of the window."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QTextLayout
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fichas_desktop.app import make_application
from fichas_desktop.ui.guidance import Guidance
from fichas_desktop.ui.words import breakable, heading_case, is_broken, whole

SPACE = "\u200b"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Palabras de siempre, una-tras-otra", "Palabras de siempre, una-tras-otra"),
        (
            "FT-1311_Feria-de-tramites_2025-05-16.pdf",
            "FT-|1311_|Feria-|de-|tramites_|2025-|05-|16.|pdf".replace("|", SPACE),
        ),
        ("x" * 31, SPACE.join("x" * 31)),
        ("x" * 29, "x" * 29),
    ],
)
def test_only_endless_words_are_broken_and_at_their_joints_first(text: str, shown: str) -> None:
    assert breakable(text) == shown
    assert breakable(text).replace(SPACE, "") == text
    assert is_broken(shown) == (shown != text)


@pytest.mark.parametrize(("title", "shown"), [("5. CONCLUSIONES", "5. Conclusiones"), ("ANEXOS", "Anexos")])
def test_capitals_of_a_title_are_shown_as_running_words(title: str, shown: str) -> None:
    assert heading_case(title) == shown


def ends(text: str, font: QFont) -> set[str]:
    """Return how lines may end, whatever the width."""
    found: set[str] = set()
    for width in range(20, 400, 3):
        layout = QTextLayout(text, font)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            found.add(text[: line.textStart() + line.textLength()].rsplit(" ", maxsplit=1)[-1])
        layout.endLayout()
    return found


def test_no_line_ends_within_y_o(qtbot: QtBot) -> None:
    words = "Sectores sociales y/o grupos de valor, actas/registros"
    font = make_application().font()
    assert "y/" in ends(words, font), "this is what would happen"
    assert not {"y/", "y/\u2060"} & ends(whole(words), font)
    assert "actas/" in ends(whole(words), font)
    guidance = Guidance(words, "Población")
    qtbot.addWidget(guidance)
    (label,) = guidance.findChildren(QLabel)
    assert label.text() == whole(words)
    assert label.accessibleName() == words
