"""Words about a text's length."""

from __future__ import annotations

import pytest

from fichas_desktop.domain.definition import SuggestedLength
from fichas_desktop.ui.length_hint import HintTone, length_hint
from fichas_desktop.ui.number_text import count_text

LONG = SuggestedLength(1500, 4000)
SHORT = SuggestedLength(0, 600)
CEILING = 20_000


@pytest.mark.parametrize(
    ("length", "suggested", "left", "words", "tone"),
    [
        (1234, LONG, False, "1.234 caracteres · sugerido entre 1.500 y 4.000", HintTone.CALM),
        (0, LONG, True, "0 caracteres · sugerido entre 1.500 y 4.000", HintTone.CALM),
        (1, SHORT, True, "1 carácter · hasta 600", HintTone.CALM),
        (600, SHORT, True, "600 caracteres · hasta 600", HintTone.CALM),
        (634, SHORT, False, "634 caracteres · 34 más de lo sugerido; puede dejarlo así", HintTone.ADVICE),
        (4001, LONG, True, "4.001 caracteres · 1 más de lo sugerido; puede dejarlo así", HintTone.ADVICE),
        (1500, LONG, True, "1.500 caracteres · sugerido entre 1.500 y 4.000", HintTone.CALM),
        (20_000, None, True, "", HintTone.CALM),
        (
            20_000,
            LONG,
            True,
            "20.000 caracteres · 16.000 más de lo sugerido; puede dejarlo así",
            HintTone.ADVICE,
        ),
    ],
)
def test_length_hint(
    length: int, suggested: SuggestedLength | None, left: bool, words: str, tone: HintTone
) -> None:
    assert length_hint(length, suggested, CEILING, left=left) == (words, tone)


def test_a_text_is_called_short_only_after_leaving_it() -> None:
    assert "Más corto de lo usual" not in length_hint(12, LONG, CEILING, left=False).text
    hint = length_hint(12, LONG, CEILING, left=True)
    assert hint == (
        "12 caracteres · sugerido entre 1.500 y 4.000 · Más corto de lo usual",
        HintTone.ADVICE,
    )


@pytest.mark.parametrize("suggested", [None, LONG])
def test_past_the_ceiling_it_is_an_error_that_says_what_to_do(suggested: SuggestedLength | None) -> None:
    hint = length_hint(20_034, suggested, CEILING, left=False)
    assert hint == ("20.034 caracteres · el máximo es 20.000; acorte el texto en 34", HintTone.ERROR)


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0"), (999, "999"), (1234, "1.234"), (1_234_567, "1.234.567")]
)
def test_count_text(number: int, words: str) -> None:
    assert count_text(number) == words
