"""Pasted characters of the old symbol fonts keep their meaning, in the text and in the PDF."""

from __future__ import annotations

import string

import pytest

from fichas_desktop.export.fonts import FontBook
from fichas_desktop.ui.clipboard_html import read_html
from fichas_desktop.ui.clipboard_losses import DroppedKind
from fichas_desktop.ui.paste_words import paste_words
from fichas_desktop.ui.symbol_fonts import read_symbols, symbol_font_in
from tests.ui.rich_texts import p, text_of, ul

FONTS = ("symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings")
WORD = (
    "<p class=MsoNormal>Diagnóstico <span style='font-family:Wingdings;mso-ascii-font-family:Calibri;"
    "mso-hansi-font-family:Calibri;mso-char-type:symbol;mso-symbol-font-family:Wingdings'>"
    "<span style='mso-char-type:symbol;mso-symbol-font-family:Wingdings'>à</span></span> Plan "
    "<span style='font-family:Wingdings'>ü</span> hecho <span style='font-family:Symbol'>³</span> 5 "
    "<span style='font-family:Wingdings'>J</span></p>"
)


def test_what_word_writes_with_symbol_fonts_keeps_its_meaning() -> None:
    assert read_html(WORD) == (text_of(p("Diagnóstico → Plan ✓ hecho ≥ 5 ☺")), {})


@pytest.mark.parametrize(
    ("font", "letters", "meaning"),
    [
        ("Symbol", "£³¹±´¸·°¥abpWSÞ", "≤≥≠±×÷•°∞αβπΩΣ⇒"),
        ("Symbol", "\u2019", "[Symbol \x92]"),
        ("Wingdings", "ßàáâèüûþýo¨§ØŸ\x8c", "←→↑↓➔✓✗☑☒☐☐▪➢•(1)"),
        ("Wingdings", "\uf0e0 \uf0fc", "→ ✓"),
        ("Wingdings 2", "POR£", "✓✗☑☐"),
        ("Wingdings 3", '"', "→"),
        ("Webdings", "ar", "✔✖"),
    ],
)
def test_a_character_means_what_its_font_draws(font: str, letters: str, meaning: str) -> None:
    assert read_symbols(letters, font.lower())[0] == meaning


@pytest.mark.parametrize(
    "opening",
    [
        "<span style='font-family:\"Wingdings\"'>",
        "<span style='FONT-FAMILY: wingdings, serif'>",
        "<span style='color:black; font: bold 12pt/1.2 Wingdings, serif'>",
        "<font face='Wingdings'>",
        "<span style='font-family:Calibri'><span style='font-family:Wingdings'>",
        "<span style='font-family:Wingdings'><b style='mso-ascii-font-family:Calibri'>",
    ],
)
def test_however_the_font_is_said(opening: str) -> None:
    value, _ = read_html(f"<p>{opening}à</p>")
    assert [run.text for run in value.blocks[0].runs] == ["→"]


@pytest.mark.parametrize(
    "opening",
    [
        "<span style='font-family:Calibri, Wingdings'>",
        "<span style='font-family:\"Segoe UI Symbol\"'>",
        "<span style='mso-symbol-font-family:Wingdings'>",
        "<span style='font-family:Wingdings'><span style='font-family:\"Times New Roman\"'>",
        "<span style='font-family:Wingdings'><span style='font:7.0pt \"Times New Roman\"'>",
        "<font face='Wingdings'><font face='Arial'>",
        "<span>",
    ],
)
def test_letters_of_other_fonts_stay_letters(opening: str) -> None:
    assert read_html(f"<p>{opening}à ü ³ J</p>") == (text_of(p("à ü ³ J")), {})


def test_a_symbol_that_nobody_knows_is_seen_and_told() -> None:
    value, dropped = read_html("<p>Uno <span style='font-family:Wingdings'>W \uf055</span> dos</p>")
    assert value == text_of(p("Uno [Wingdings W] [Wingdings U] dos"))
    assert dropped == {DroppedKind.SYMBOL: 2}
    words = "Se pegó el texto. 2 símbolos que no se reconocieron quedaron entre corchetes."
    assert paste_words(dropped, has_text=True) == words


def test_a_bullet_out_of_a_symbol_font_is_still_one() -> None:
    gap = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span>"
    html = "".join(
        f"<p><span style='font-family:Wingdings'>{letter}{gap}</span>{letter}</p>" for letter in "Øüvq§"
    )
    *items, last = read_html(html)[0].blocks
    assert items == [ul(letter) for letter in "Øüvq"]
    assert last == ul("§", level=1)


def test_a_box_that_is_not_ticked_is_no_bullet() -> None:
    boxes = "".join(
        f"<p><span style='font-family:Wingdings'>{box}</span> {word}</p>"
        for box, word in (("þ", "Sí"), ("¨", "No"), ("o", "No sabe"))
    )
    assert read_html(boxes)[0] == text_of(p("☑ Sí"), p("☐ No"), p("☐ No sabe"))


def test_the_fonts_of_the_pdf_have_every_meaning() -> None:
    book = FontBook()
    codes = "".join(chr(0xF000 + code) for code in range(0x20, 0x100))
    for font in FONTS:
        assert symbol_font_in(font) == font
        for character in codes:
            read, unknown = read_symbols(character, font)
            if not unknown:
                book.pieces(read)
    assert book.replaced == ()


def test_the_greek_letters_are_those_of_the_keyboard() -> None:
    read, unknown = read_symbols(string.ascii_letters, "symbol")
    assert not unknown
    assert read == "αβχδεφγηιϕκλμνοπθρστυϖωξψζΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
