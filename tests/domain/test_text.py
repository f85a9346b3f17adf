from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichas_desktop.domain.text import clean_line, clean_text
from tests.builders import PROPERTY

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cc", "Cf", "Cs", "Mn", "Zl", "Zp", "Zs"]),
        st.sampled_from("\r\n\t\v\f\x85\u2028\u00ad\ufeff\u0301\u212b"),
    ),
    max_size=30,
)


@PROPERTY
@given(HOSTILE)
def test_cleaning_text_twice_is_cleaning_it_once(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert clean_text(once) == once


@PROPERTY
@given(HOSTILE)
def test_cleaning_a_line_twice_is_cleaning_it_once(text: str) -> None:
    once = clean_line(text)
    assert clean_line(once) == once
    assert clean_text(once) == once


@PROPERTY
@given(HOSTILE)
def test_clean_text_is_composed_can_be_written_and_holds_no_control_but_the_line_break(text: str) -> None:
    clean = clean_text(text)
    assert unicodedata.is_normalized("NFC", clean)
    clean.encode("utf-8")
    assert {char for char in clean if unicodedata.category(char) in {"Cc", "Cs"}} <= {"\n"}


@PROPERTY
@given(HOSTILE)
def test_a_clean_line_has_no_line_break_and_no_space_at_its_ends(text: str) -> None:
    line = clean_line(text)
    assert len(line.splitlines()) <= 1
    assert line == line.strip()


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Ana\u0301 pequen\u0303a", "Aná pequeña"),
        ("uno\r\ndos\rtres\u2028cuatro\x85cinco", "uno\ndos\ntres\ncuatro\ncinco"),
        ("con\ttabulador", "con tabulador"),
        ("con\x00trol\x1b y\x7f", "control y"),
        ("gui\u00adón\u200b de\ufeff nada", "guión de nada"),
        ("dere\u202echa\u2066", "derecha"),
        ("\ud83d solo", " solo"),
        ("no\ufffe carácter\ufdd0\U0001ffff", "no carácter"),
        ("☑\ufe0f bandera", "☑ bandera"),
    ],
)
def test_what_nobody_sees_is_cleaned_away(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@pytest.mark.parametrize(
    "text", ["«Ñandú» – 50 % …", "日本", "😀", "a\u00a0b", "  sangría", "línea\n\n\notra", "x² ≤ 3 €"]
)
def test_what_a_person_sees_stays_as_it_is(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("Oficina de\nPlaneación", "Oficina de Planeación"),
        ("Oficina de \r\n   Planeación", "Oficina de Planeación"),
        ("uno\n\n\ndos", "uno dos"),
        ("  orillas \n", "orillas"),
        ("dos  espacios", "dos  espacios"),
        ("\n \t\n", ""),
    ],
)
def test_line_breaks_in_a_line_become_one_space(raw: str, line: str) -> None:
    assert clean_line(raw) == line
