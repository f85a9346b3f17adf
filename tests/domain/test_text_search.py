"""Words found whatever their case and accents, each in its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fichas_desktop.domain.text_search import places, plain_letters
from tests.work import calls_of


def found(text: str, wanted: str) -> list[str]:
    """Return the words of the text that were found."""
    plain = plain_letters(text)
    return [text[at : at + len(wanted)] for at in places(plain, plain_letters(wanted))]


def test_case_and_accents_make_no_difference() -> None:
    assert found("Gestión, GESTION y gestión", "gestion") == ["Gestión", "GESTION", "gestión"]
    assert found("El año; los anos", "AÑO") == ["año", "ano"]
    assert found("un\u00a0espacio", "un espacio") == ["un\u00a0espacio"]


def test_nothing_is_found_of_nothing_and_matches_do_not_overlap() -> None:
    assert found("aaaa", "") == []
    assert found("aaaa", "aa") == ["aa", "aa"]


@given(st.text())
def test_every_letter_keeps_its_place(text: str) -> None:
    assert len(plain_letters(text)) == len(text)


@given(st.text(), st.text(min_size=1, max_size=5), st.text())
def test_what_is_there_is_found(before: str, wanted: str, after: str) -> None:
    plain = plain_letters(f"{before}{wanted}{after}")
    assert places(plain, plain_letters(wanted))


def test_a_long_text_is_searched_with_work_in_proportion() -> None:
    sentence = "Atención a la ciudadanía en la sede. "
    assert len(found(sentence * 2_800, "CIUDADANIA")) == 2_800
    short, long = (calls_of(found, sentence * many, "CIUDADANIA") for many in (280, 2_800))
    assert long <= 10 * short
