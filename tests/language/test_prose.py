"""Advice on plain writing: where it is due, and where not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichas_desktop.domain.advice import Advice, AdviceKind, Passage
from fichas_desktop.language.prose import (
    advice_on,
    long_paragraphs,
    long_sentences,
    unexplained_acronyms,
    word_count,
)
from fichas_desktop.messages import advice_sentence
from tests.builders import PROPERTY


def words(count: int) -> str:
    return " ".join(["casa"] * count)


def shown(paragraphs: list[str], passage: Passage) -> str:
    return paragraphs[passage.paragraph][passage.start : passage.end]


def test_a_sentence_is_long_from_26_words_on() -> None:
    text = [f"Corta. La {words(24)}. ¿La {words(25)}? Otra {words(24)}", words(26)]
    found = [shown(text, passage) for passage in long_sentences(text)]
    assert [word_count(sentence) for sentence in found] == [26, 26]


@pytest.mark.parametrize(
    "text",
    [
        f"{words(20)} en Bogotá D.C. {words(20)}",  # the full stops of an abbreviation end nothing
        f"{words(20)} según la Res. 15 {words(20)}",
        f"{words(13)}; {words(13)}: {words(3)}",
    ],
)
def test_what_ends_no_sentence_counts_on(text: str) -> None:
    assert len(list(long_sentences([text]))) == 1


@pytest.mark.parametrize(
    "text", [f"{words(20)}. La {words(20)}", f"{words(20)}…» «Y {words(20)}", f"{words(20)}\u2028{words(20)}"]
)
def test_what_ends_a_sentence_begins_to_count_anew(text: str) -> None:
    assert list(long_sentences([text])) == []


def test_a_long_sentence_is_shown_without_the_spaces_around_it() -> None:
    text = [f"Corta.   La {words(26)}.   "]
    (passage,) = long_sentences(text)
    assert shown(text, passage) == f"La {words(26)}."


def test_a_paragraph_is_long_from_121_words_on() -> None:
    text = [words(120), words(121), words(60), words(60)]
    assert list(long_paragraphs(text)) == [Passage(1, 0, len(text[1]))]


def test_words_joined_by_a_hyphen_or_slash_are_one() -> None:
    assert word_count("técnico-científico y/o 3.201, O'Higgins") == 4


@pytest.mark.parametrize(
    "text",
    [
        "el Modelo Integrado (MIPG)",
        "el MIPG (Modelo Integrado)",
        "el Modelo Integrado – MIPG",
        "el Modelo Integrado - MIPG",
        "MIPG — Modelo Integrado",
        "«MIPG» (Modelo Integrado)",
    ],
)
def test_an_acronym_is_explained_beside_its_long_name(text: str) -> None:
    assert list(unexplained_acronyms([text, "Y el MIPG sigue."], "", ())) == []


@pytest.mark.parametrize(
    "text",
    [
        "siglo XXI y capítulo IV",
        "PROCESO DE GESTIÓN",
        "A y O",
        "SECOP2 y FT-1311",
        "www.MIPG.co a@MIPG.co",
        "RESULTADOS DEL PLAN: se cumplió lo previsto",
        "La lideró ANA RUIZ LUNA con su equipo",
        "La lideró GÓMEZ con su equipo",
        "La lideró la señora Ana TORRES con su equipo",
        "Es IMPORTANTE decirlo",
        "Una nota. NOTA: es la misma palabra",
    ],
)
def test_what_is_no_acronym_is_left_alone(text: str) -> None:
    assert list(unexplained_acronyms([text], "", ())) == []


@pytest.mark.parametrize(
    "text",
    ["El MIPG manda", "Según SECOP II, manda", "el Sistema SIGA", "la SDP y el IDECA", "La de SECOP, FURAG"],
)
def test_an_acronym_among_other_words_is_still_found(text: str) -> None:
    assert list(unexplained_acronyms([text], "", ()))


def test_a_surname_of_an_earlier_answer_is_none_in_capitals() -> None:
    assert list(unexplained_acronyms(["Según RUIZ, funciona."], "Ana Ruiz Luna", ())) == []


def test_only_the_first_use_in_the_ficha_asks_for_a_name() -> None:
    text = ["El MIPG y el MIPG; SECOP, TIC."]
    assert [name for name, _ in unexplained_acronyms(text, "", {"TIC"})] == ["MIPG", "SECOP"]
    assert [name for name, _ in unexplained_acronyms(text, "Ya se habló del MIPG.", {"TIC"})] == ["SECOP"]
    late = ["El MIPG manda.", "El Modelo Integrado (MIPG)."]
    assert [shown(late, passage) for _, passage in unexplained_acronyms(late, "", ())] == ["MIPG"]


def test_each_kind_of_advice_comes_once_with_its_first_place() -> None:
    text = ["Corta.", f"El MIPG {words(130)}. La {words(30)}."]
    found = advice_on(text, "", ())
    assert [(one.kind, one.count, one.first.paragraph) for one in found] == [
        (AdviceKind.LONG_SENTENCES, 2, 1),
        (AdviceKind.LONG_PARAGRAPHS, 1, 1),
        (AdviceKind.ACRONYMS, 1, 1),
    ]
    assert found[2].names == ("MIPG",)
    assert advice_on(["Todo corto."], "", ()) == ()


@PROPERTY
@given(st.lists(st.text(max_size=300), max_size=4), st.text(max_size=60))
def test_any_text_can_be_read_and_places_are_inside_it(paragraphs: list[str], earlier: str) -> None:
    for one in advice_on(paragraphs, earlier, ()):
        assert 0 <= one.first.start < one.first.end <= len(paragraphs[one.first.paragraph])


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", [".", "!", ". ", ". A", "«", "A", "a.", "\u2028", " ", "AB ", "a Ab ABCDE", "Ab "]
)
def test_a_long_row_of_anything_takes_no_time(piece: str) -> None:
    advice_on([piece * 50_000], piece * 50_000, ())


PLACE = Passage(0, 0, 1)


@pytest.mark.parametrize(
    ("advice", "sentence"),
    [
        (
            Advice(AdviceKind.LONG_SENTENCES, 1, PLACE),
            "Una frase pasa de 25 palabras; pártala si puede.",
        ),
        (
            Advice(AdviceKind.LONG_SENTENCES, 1234, PLACE),
            "1.234 frases pasan de 25 palabras; pártalas si puede.",
        ),
        (
            Advice(AdviceKind.LONG_PARAGRAPHS, 2, PLACE),
            "2 párrafos pasan de 120 palabras; divídalos si puede.",
        ),
        (
            Advice(AdviceKind.ACRONYMS, 1, PLACE, ("MIPG",)),
            "La sigla MIPG no está explicada; escriba su nombre completo la primera vez.",
        ),
        (
            Advice(AdviceKind.ACRONYMS, 3, PLACE, ("A1", "B2", "C3")),
            "Las siglas A1, B2 y C3 no están explicadas; escriba su nombre completo la primera vez.",
        ),
        (
            Advice(AdviceKind.ACRONYMS, 5, PLACE, ("AA", "BB", "CC", "DD", "EE")),
            "Las siglas AA, BB, CC y 2 más no están explicadas; escriba su nombre completo la primera vez.",
        ),
    ],
)
def test_advice_is_one_spanish_sentence(advice: Advice, sentence: str) -> None:
    assert advice_sentence(advice) == sentence
