"""The dictionary of Colombia with the words of the trade: what it finds, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from fichas_desktop.assets import asset_path, read_text
from fichas_desktop.domain.text import word_list
from fichas_desktop.language.speller import MOST_SUGGESTIONS, Speller

TRADE = word_list(read_text("resources", "words", "palabras.txt"))
DICTIONARY = asset_path("resources", "dictionaries", "es_CO") / "es_CO"


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(DICTIONARY, TRADE)


def wrong(speller: Speller, text: str) -> list[str]:
    return [word.text for word in speller.wrong_words(text)]


def test_mistakes_are_found(speller: Speller) -> None:
    mistakes = ["ofisina", "tegnologías", "cuidadano", "desición", "hacerca", "implementasión", "atravez"]
    assert wrong(speller, " ".join(mistakes)) == mistakes


def test_the_jargon_of_good_practices_is_right(speller: Speller) -> None:
    text = "Tecnotic autogestionables desmotivación diligenciamiento replicabilidad subutilizados"
    assert wrong(speller, text) == []
    assert len(wrong_without_trade(text)) == 6


def wrong_without_trade(text: str) -> list[str]:
    return wrong(Speller(DICTIONARY), text)


def test_the_words_of_the_city_and_its_entities_are_right(speller: Speller) -> None:
    text = (
        "La Secretaría General de la Alcaldía Mayor de Bogotá D.C. y el Distrito publican en SECOP II, según "
        "el MIPG. Usme, Teusaquillo y Engativá; interadministrativo, micrositio, normograma."
    )
    assert wrong(speller, text) == []


def test_every_word_of_the_trade_is_a_word_that_the_dictionary_lacks(speller: Speller) -> None:
    plain = Speller(DICTIONARY)
    assert [word for word in TRADE if plain.is_right(word)] == []
    assert [word for word in TRADE if not speller.is_right(word)] == []
    assert len(set(TRADE)) == len(TRADE)


def test_case_counts_as_in_sentences(speller: Speller) -> None:
    assert wrong(speller, "Oficina Ofisina bogotá") == ["Ofisina", "bogotá"]


def test_the_word_that_is_being_typed_is_left_alone(speller: Speller) -> None:
    text = "La ofisina tegn"
    assert [word.text for word in speller.wrong_words(text, len(text))] == ["ofisina"]
    assert [word.text for word in speller.wrong_words(text, 3)] == ["tegn"]
    assert [word.text for word in speller.wrong_words(text, 10)] == ["tegn"]
    assert [word.text for word in speller.wrong_words(text, 11)] == ["ofisina"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [("ofisina", "oficina"), ("Tegnología", "Tecnología"), ("porfavor", "por favor"), ("hacerca", "acerca")],
)
def test_suggestions_hold_what_is_meant(speller: Speller, word: str, meant: str) -> None:
    found = speller.suggestions(word)
    assert meant in found
    assert len(found) <= MOST_SUGGESTIONS


def test_a_word_of_one_s_own_is_right_from_then_on_and_suggested() -> None:
    speller = Speller(DICTIONARY, ["Retramito", "no es una", "x/y"])
    assert wrong(speller, "Retramito retramito kuntur Kuntur") == ["kuntur", "Kuntur"]
    speller.accept("kuntur")
    assert wrong(speller, "kuntur Kuntur") == []
    assert "kuntur" in speller.suggestions("kunturr")


def test_a_dictionary_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="not found"):
        Speller(tmp_path / "es_CO")


def test_a_folder_with_accents_and_spaces_can_hold_the_dictionary(tmp_path: Path) -> None:
    folder = tmp_path / "Año nuevo ñ"
    folder.mkdir()
    for suffix in (".aff", ".dic"):
        (folder / f"es_CO{suffix}").write_bytes(DICTIONARY.with_suffix(suffix).read_bytes())
    assert wrong(Speller(folder / "es_CO"), "ofisina oficina") == ["ofisina"]


def test_the_dictionary_ships_with_its_licence_and_origin() -> None:
    licence = read_text("resources", "dictionaries", "es_CO", "MPL-1.1.txt")
    assert licence.lstrip().startswith("MOZILLA PUBLIC LICENSE")
    assert "RLA-ES" in read_text("resources", "dictionaries", "es_CO", "ORIGIN.md")


@pytest.mark.parametrize(
    ("word", "meant"),
    [("gestion", "gestión"), ("telefono", "teléfono"), ("dia", "día"), ("poblacion", "población")],
)
def test_a_missing_accent_comes_first(speller: Speller, word: str, meant: str) -> None:
    assert speller.suggestions(word)[0] == meant
