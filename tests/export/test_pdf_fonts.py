"""Every character is drawn by a font that has it, or visibly replaced and reported."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from fichas_desktop.domain.rich_text import Block, BlockKind, RichText, Run
from fichas_desktop.export.fonts import FontBook, load_face, to_unicode_cmap
from fichas_desktop.export.pdf import RenderedPdf
from tests.export.synthetic import READERS, body, paragraphs, render

SPANISH = "áéíóúüñ ÁÉÍÓÚÜÑ ¿¡ºª «»“”‘’–—…•· €°½²³±×÷§¶©®™№ ﬁ"
SIGNS = "→ ✓ ✔ ☐ ☑ ≤ ≥ ≠ ≈ ∞ √ ∑ ∫ ▪ ● ○ ■ ◦ − 𝔸 😀 🎉 🌽 🇨🇴"


@pytest.mark.parametrize("read", READERS)
def test_signs_and_emoji_come_back(read: Callable[[RenderedPdf], list[str]]) -> None:
    text = f"a{SPANISH}b{SIGNS}c"
    runs = (Run(text), Run(text, bold=True), Run(text, italic=True), Run(text, bold=True, italic=True))
    pdf = render({"cosecha": RichText((Block(BlockKind.PARAGRAPH, runs=runs),))})
    assert text * 4 in body(pdf, read)
    assert pdf.replaced == ()


@pytest.mark.parametrize("read", READERS)
def test_more_signs_than_one_subset_holds_come_back(read: Callable[[RenderedPdf], list[str]]) -> None:
    latin = "".join(map(chr, [*range(0xC0, 0x180), *range(0x391, 0x3A2), *range(0x410, 0x450)]))
    emoji = "".join(map(chr, range(0x1F600, 0x1F640))) + "".join(map(chr, range(0x1F400, 0x1F4D0)))
    text = body(render({"cosecha": paragraphs(f"{latin} {emoji}")}), read).replace(" ", "")
    assert f"{latin}{emoji}" in text


def test_what_no_font_has_is_visible_and_reported_once() -> None:
    pdf = render({"cosecha": paragraphs("una 中 y otra 中文"), "cierre": paragraphs("文")})
    assert "una [U+4E2D] y otra [U+4E2D][U+6587]" in body(pdf)
    assert pdf.replaced == ("中", "文")


def test_arabic_and_hebrew_are_code_points_and_reported_rather_than_drawn_wrong() -> None:
    """The fallback fonts have pictures of some of these letters, but unjoined and from left to right."""
    pdf = render({"cosecha": paragraphs("salam سلام y shalom שׁ fin")})
    assert "salam [U+0633][U+0644][U+0627][U+0645] y shalom [U+05E9]" in body(pdf)
    assert {"س", "ل", "ا", "م", "ש"} <= set(pdf.replaced)


def test_exotic_spaces_are_spaces() -> None:
    pdf = render({"cosecha": paragraphs("a\u2003b\u3000c\u202fd\u00a0e")})
    assert "a b c d e" in body(pdf)
    assert pdf.replaced == ()


def test_fallbacks_are_loaded_only_when_needed() -> None:
    code = (
        "from fichas_desktop.export.fonts import FontBook, load_face\n"
        "book = FontBook()\n"
        "book.pieces('ñandú ✓')\n"
        "plain = load_face.cache_info().currsize\n"
        "book.pieces('🌽')\n"
        "print(plain, load_face.cache_info().currsize)"
    )
    output = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert output.split() == ["1", "4"]


def test_pieces_keep_all_characters_in_order() -> None:
    text = "a→😀b\n中 c"
    pieces = FontBook().pieces(text)
    assert "".join(piece.text for piece in pieces) == "a→😀b\n[U+4E2D] c"
    assert len({piece.face.name for piece in pieces}) == 2


def test_registration_is_idempotent() -> None:
    assert load_face("Fichas-Bold") is load_face("Fichas-Bold")


def test_character_map_writes_surrogate_pairs_in_short_blocks() -> None:
    cmap = to_unicode_cmap([0, *range(0x1F600, 0x1F600 + 150)])
    assert "<01> <D83DDE00>" in cmap
    assert "100 beginbfchar" in cmap
    assert "50 beginbfchar" in cmap
    assert "<00> <" not in cmap.split("endcodespacerange")[1]
