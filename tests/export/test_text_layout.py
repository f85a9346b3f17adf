"""Lines together are the whole text, and none is too wide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichas_desktop.export.fonts import FontBook
from fichas_desktop.export.text_layout import TextLayout


def drawn(layout: TextLayout, width: float) -> list[str]:
    """Return the text of each line as its fragments give it."""
    return ["".join(piece.text for piece in layout.fragments(line)) for line in layout.lines(width)]


@given(st.text(alphabet=" abñ→😀\n-/中", max_size=200), st.floats(min_value=1, max_value=20_000))
def test_lines_draw_every_character_once_and_in_order(text: str, width: float) -> None:
    layout = TextLayout(FontBook().pieces(text))
    assert "".join(drawn(layout, width)) == layout.text.replace("\n", "")
    assert sum(line.broken for line in layout.lines(width)) == layout.text.count("\n")


@given(st.text(alphabet=" abñ→-/", max_size=200), st.floats(min_value=1_500, max_value=20_000))
def test_no_line_is_wider_than_asked(text: str, width: float) -> None:
    layout = TextLayout(FontBook().pieces(text))
    for line in layout.lines(width):
        assert layout.width(line) <= width or line.end - line.start == 1


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("uno", ["uno"]),
        ("uno dos tres", ["uno dos ", "tres"]),
        ("uno dos    tres", ["uno dos    ", "tres"]),
        ("uno\ndos", ["uno", "dos"]),
        ("uno\n\ndos", ["uno", "", "dos"]),
        ("uno\n", ["uno"]),
    ],
)
def test_lines(text: str, lines: list[str]) -> None:
    assert drawn(TextLayout(FontBook().pieces(text)), 4_200) == lines


def test_addresses_are_broken_after_a_sign() -> None:
    layout = TextLayout(FontBook().pieces("https://huerta.gov.co/actas/mayojunio"))
    assert drawn(layout, 12_000)[0] == "https://huerta.gov.co/actas/"
