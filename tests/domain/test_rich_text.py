from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichas_desktop.domain.rich_text import (
    Block,
    BlockKind,
    RichText,
    Run,
    from_plain_text,
    markers,
    normalize,
)
from fichas_desktop.domain.text import clean_text
from tests.builders import PROPERTY, raw_rich_texts

P, H, UL, OL = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.BULLET, BlockKind.NUMBER


def block(kind: BlockKind, text: str = "x", level: int = 0, start: int = 0) -> Block:
    return Block(kind, level, start, (Run(text),))


def marks(*blocks: Block) -> list[str]:
    return list(markers(blocks))


@PROPERTY
@given(raw_rich_texts())
def test_normalizing_twice_is_normalizing_once(value: RichText) -> None:
    once = normalize(value)
    assert normalize(once) == once


@PROPERTY
@given(raw_rich_texts())
def test_the_canonical_form_has_no_empty_blocks_no_empty_runs_and_no_equal_neighbours(
    value: RichText,
) -> None:
    for one in normalize(value).blocks:
        assert one.text.strip()
        assert all(run.text and clean_text(run.text) == run.text for run in one.runs)
        looks = [(run.bold, run.italic, run.link) for run in one.runs]
        assert all(look != following for look, following in pairwise(looks))


@PROPERTY
@given(raw_rich_texts())
def test_normalizing_changes_no_number_of_a_text_without_empty_blocks(value: RichText) -> None:
    written = RichText(tuple(one for one in value.blocks if clean_text(one.text).strip()))
    assert marks(*normalize(written).blocks) == marks(*written.blocks)


@PROPERTY
@given(raw_rich_texts())
def test_a_start_is_kept_only_where_it_changes_the_number(value: RichText) -> None:
    canonical = normalize(value).blocks
    for position, one in enumerate(canonical):
        if one.start:
            without = (*canonical[:position], block(OL, level=one.level))
            assert marks(*without)[-1] != f"{one.start}."


def test_the_canonical_form_does_not_depend_on_how_the_runs_were_cut() -> None:
    cut = RichText((Block(P, runs=(Run("Ca"), Run(""), Run("fe\u0301"), Run(" ya", bold=True))),))
    whole = RichText((Block(P, runs=(Run("Café"), Run(" ya", bold=True))),))
    assert normalize(cut) == whole


def test_an_accent_in_a_run_of_its_own_is_composed_with_the_letter_before_it() -> None:
    cut = RichText((Block(P, runs=(Run("Cafe"), Run("\u0301"))),))
    assert normalize(cut).text == "Café"


def test_the_address_of_a_link_is_cleaned_like_a_line() -> None:
    value = RichText((Block(P, runs=(Run("la cartilla", link=" https://ejemplo.org/\ud800a\n"),)),))
    assert normalize(value).blocks[0].runs[0].link == "https://ejemplo.org/a"


def test_numbers_go_on_over_deeper_items_and_over_paragraphs_that_continue_an_item() -> None:
    found = marks(
        block(OL),
        block(UL, level=1),
        block(UL, level=1),
        block(OL),
        block(P, level=1),
        block(OL),
        block(OL, level=1),
        block(OL, level=1),
        block(OL),
    )
    assert found == ["1.", "-", "-", "2.", "", "3.", "1.", "2.", "4."]


@pytest.mark.parametrize(
    "between", [block(P), block(H), block(H, level=1), block(UL)], ids=["p", "title", "subtitle", "bullet"]
)
def test_numbers_begin_again_after_another_block_of_the_list_s_own_level(between: Block) -> None:
    assert marks(block(OL), block(OL), between, block(OL))[-1] == "1."


def test_deeper_numbers_begin_again_under_each_item_above_them() -> None:
    found = marks(block(OL), block(OL, level=1), block(OL), block(OL, level=1))
    assert found == ["1.", "1.", "2.", "1."]


def test_deeper_numbers_go_on_over_a_paragraph_of_their_own_level() -> None:
    assert marks(block(OL, level=1), block(P, level=1), block(OL, level=1)) == ["1.", "", "2."]


def test_a_start_counts_anew_from_there() -> None:
    assert marks(block(OL), block(OL, start=7), block(OL), block(OL, start=1)) == ["1.", "7.", "8.", "1."]


def test_a_start_that_says_what_the_number_is_anyway_is_dropped() -> None:
    value = normalize(RichText((block(OL, start=1), block(OL, start=2), block(OL, start=9))))
    assert [one.start for one in value.blocks] == [0, 0, 9]


def test_plain_text_keeps_the_markers_and_two_spaces_per_level() -> None:
    value = RichText(
        (
            block(H, "Título"),
            block(H, "Subtítulo", level=1),
            block(OL, "uno"),
            block(UL, "detalle", level=1),
            block(P, "sigue uno", level=1),
            block(OL, "dos"),
            block(P, "Fin"),
        )
    )
    assert value.plain_text() == "Título\nSubtítulo\n1. uno\n  - detalle\n  sigue uno\n2. dos\nFin"


def test_the_length_counts_no_markers_and_no_indent() -> None:
    value = RichText((block(OL, "uno"), block(UL, "dos", level=1)))
    assert value.text == "uno\ndos"


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("uno", ["uno"]),
        ("uno\n\ndos", ["uno", "dos"]),
        ("uno\ndos", ["uno\ndos"]),
        ("\n\n uno \n \t \n\n\ndos\r\ntres\n", [" uno ", "dos\ntres"]),
        ("", []),
        (" \n ", []),
        ("1. no es lista", ["1. no es lista"]),
    ],
)
def test_a_blank_line_of_plain_text_starts_a_new_paragraph(text: str, paragraphs: list[str]) -> None:
    found = from_plain_text(text)
    assert [one.text for one in found.blocks] == paragraphs
    assert all(one.kind is P and one.level == 0 for one in found.blocks)


@PROPERTY
@given(st.text(max_size=60))
def test_paragraphs_of_plain_text_are_canonical(text: str) -> None:
    value = from_plain_text(text)
    assert normalize(value) == value
