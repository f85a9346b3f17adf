"""Which stretches of a text a dictionary is asked about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichas_desktop.language.words import LONGEST, TOKEN, is_judged, is_word, words_but
from tests.builders import PROPERTY


def judged(text: str) -> list[str]:
    return [word.text for word in words_but(text, ()) if is_judged(word.text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("La ñandú, «pingüino»: ¿qué?", ["La", "ñandú", "pingüino", "qué"]),
        ("técnico-científico y/o social", ["técnico", "científico", "social"]),
        ("d’autor, d'autor", ["d’autor", "d'autor"]),
        ("una\u2028otra\u00a0más", ["una", "otra", "más"]),
        ("😀hola😀", ["hola"]),
        ("SECOP, MIPG y las TIC", ["las"]),
        ("iPhone, SecopII, pH", []),
        ("covid19, 3D, 2.ª, x86_64, G20", []),
        ("https://exemplo.org/paginna?q=herror", []),
        ("www.paginna.co y bogota.gov.co/tramittes", []),
        ("ana.herror@exemplo.org #etikueta @kuenta informe_finnal.pdf", []),
        ("Fin.Otra", []),
        ("fin. Otra", ["fin", "Otra"]),
        ("", []),
    ],
)
def test_addresses_acronyms_and_numbers_are_left_out(text: str, words: list[str]) -> None:
    assert judged(text) == words


def test_known_words_are_passed_over() -> None:
    assert [word.text for word in words_but("una casa y una perra", {"una", "y"})] == ["casa", "perra"]


PIECES = st.lists(
    st.sampled_from([*"aáñB1.,;:¿?!()«»“”'’\"@#_/- \u00a0\u2028\n\u2003", "www.", "https://", "casa", ".co"]),
    max_size=30,
).map("".join)


@PROPERTY
@given(st.text(max_size=80))
def test_words_stand_where_they_say(text: str) -> None:
    end = 0
    for word in words_but(text, ()):
        assert text[word.start : word.end] == word.text
        assert word.start >= end
        end = word.end


@PROPERTY
@given(st.text(max_size=80) | PIECES)
def test_words_are_those_of_the_whole_text(text: str) -> None:
    whole = [(found.start(), found.end(), found[1]) for found in TOKEN.finditer(text) if found[1]]
    assert list(words_but(text, ())) == whole


@pytest.mark.timeout(20)
def test_a_long_row_without_spaces_takes_no_time() -> None:
    for piece in ("a.", "a-", "ab@", "a_", "aé", "a1"):
        list(words_but(piece * 50_000, ()))


def test_only_a_word_can_be_added_to_a_dictionary() -> None:
    assert is_word("Tecnotic")
    assert not any(map(is_word, ("", "dos palabras", "a/b", "x1", "a" * (LONGEST + 1))))
