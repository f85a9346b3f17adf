"""Words of the window."""

from __future__ import annotations

import pytest

from fichas_desktop.ui.words import breakable, heading_case, is_broken

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
