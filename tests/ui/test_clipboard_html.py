"""HTML of other programs to blocks. The fixtures are invented; their markup is that of the programs named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichas_desktop.domain.rich_text import RichText, Run, normalize
from fichas_desktop.ui.clipboard_html import read_html
from fichas_desktop.ui.clipboard_losses import DroppedKind
from fichas_desktop.ui.rich_text_html import write_html
from tests.ui.rich_texts import b, h, i, ol, p, rich_texts, text_of, ul
from tests.work import calls_of


def word_item(marker: str, text: str, level: int = 1, font: str = "Symbol", list_id: int = 0) -> str:
    return (
        f"<p class=MsoListParagraphCxSpMiddle style='margin-left:{36 * level}.0pt;mso-add-space:auto;"
        f"text-indent:-18.0pt;mso-list:l{list_id} level{level} lfo1'><![if !supportLists]>"
        f"<span lang=ES-CO style='font-family:{font};mso-ansi-language:ES-CO'><span style='mso-list:Ignore'>"
        f"{marker}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span>"
        f"<![endif]><span\nlang=ES-CO>{text}<o:p></o:p></span></p>\n"
    )


WORD = (
    """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta name=Generator content="Microsoft Word 15"><title>Nota</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-size:11.0pt; font-weight:bold} @list l0:level1 {} --></style></head>
<body lang=ES-CO style='tab-interval:35.4pt'><!--StartFragment-->
<h2><b><span style='color:#C00000'>Cómo se hizo<o:p></o:p></span></b></h2>
<h3>Primer a&ntilde;o</h3>
<p class=MsoNormal>El <b style='mso-bidi-font-weight:normal'>huerto escolar</b> empezó
en <i>marzo</i>; vea <a href="https://huerto.example/guía uno">la
guía</a> o <a href="file:///C:/guia.docx">la copia</a>.<br>Segunda línea.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
"""
    + word_item("·", "Semillas <b>propias</b>")
    + word_item("o", "De maíz", level=2, font='"Courier New"')
    + word_item("§", "Criollo", level=3, font="Wingdings")
    + word_item("1.", "Abonar", list_id=1, font="Calibri")
    + word_item("a)", "Con compost", level=2, list_id=1, font="Calibri")
    + word_item("b)", "Con ceniza", level=2, list_id=1, font="Calibri")
    + word_item("2.", "Regar", list_id=1, font="Calibri")
    + "<p class=MsoListParagraph style='margin-left:36.0pt'>Solo al atardecer.</p>"
    + "<p class=MsoNormal>Una pausa</p>"
    + word_item("3.", "Cosechar", list_id=1, font="Calibri")
    + """<table class=MsoTableGrid border=1><thead><tr><td><p class=MsoNormal><b>Mes</b></p></td>
<td><p class=MsoNormal>Kilos</p></td></tr></thead><tr><td><p>Abril</p><p>y mayo</p></td><td></td></tr></table>
<!--[if gte vml 1]><v:shape id="x"/><![endif]-->
<![if !vml]><img width=100 src="file:///C:/Temp/clip_image002.jpg" v:shapes="Imagen_x0020_1"><![endif]>
<script>alert(1)</script><p class=MsoNormal><span style='mso-hide:all'>oculto</span>Fin</p>
<!--EndFragment--></body></html>"""
)


def test_word() -> None:
    value, dropped = read_html(WORD)
    assert value == text_of(
        h("Cómo se hizo"),
        h("Primer año", level=1),
        p(
            *("El ", b("huerto escolar"), " empezó en ", i("marzo"), "; vea "),
            *(Run("la guía", link="https://huerto.example/guía%20uno"), " o la copia.\nSegunda línea."),
        ),
        ul("Semillas ", b("propias")),
        ul("De maíz", level=1),
        ul("Criollo", level=1),
        ol("Abonar"),
        ol("Con compost", level=1),
        ol("Con ceniza", level=1),
        ol("Regar"),
        p("Solo al atardecer.", level=1),
        p("Una pausa"),
        ol("Cosechar", start=3),
        p(b("Mes"), " | Kilos"),
        p("Abril y mayo | "),
        p("Fin"),
    )
    kinds = DroppedKind
    assert dropped == dict.fromkeys((kinds.IMAGE, kinds.TABLE, kinds.LINK, kinds.LIST_LEVEL, kinds.COLOUR), 1)


def test_outlook_and_libreoffice_bullets_as_text() -> None:
    html = (
        "<p><span style='font-family:Symbol'>\uf0b7</span><span>&nbsp;&nbsp;&nbsp; </span>uno</p>"
        "<p>o&nbsp;&nbsp; dos</p><p>§&nbsp;&nbsp;tres</p><p>• <b>cuatro</b></p><p>·cinco</p>"
        "<p>o seis, la letra</p><p>§ 7 de la ley</p><p>- ocho</p><p>1. nueve</p>"
    )
    assert read_html(html)[0] == text_of(
        ul("uno"),
        ul("dos", level=1),
        ul("tres", level=1),
        ul(b("cuatro")),
        ul("cinco"),
        p("o seis, la letra"),
        p("§ 7 de la ley"),
        p("- ocho"),
        p("1. nueve"),
    )


def test_libreoffice_lists() -> None:
    html = (
        "<ol><li><p style='margin-bottom: 0cm'>uno</p><p>sigue uno</p><ul><li><p>hijo</p></li></ul></li>"
        "<li><p>dos</p></li></ol><p>entre</p><ol start='3'><li>tres</li><li value=9>nueve</li></ol>"
        "<ol><li>otra</li></ol>"
    )
    assert read_html(html)[0] == text_of(
        ol("uno"),
        p("sigue uno", level=1),
        ul("hijo", level=1),
        ol("dos"),
        p("entre"),
        ol("tres", start=3),
        ol("nueve", start=9),
        ol("otra", start=1),
    )


def test_google_docs() -> None:
    html = (
        '<meta charset=\'utf-8\'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir=ltr>'
        '<span style="font-weight:400;white-space:pre-wrap;">llano </span>'
        '<span style="font-weight:700;font-style:italic;white-space:pre-wrap;">fuerte</span></p><br>'
        '<ul><li dir=ltr aria-level="1"><p role="presentation"><span>uno</span></p></li>'
        '<ul><li dir=ltr aria-level="2"><p><span>dos</span></p></li></ul></ul></b>'
    )
    assert read_html(html)[0] == text_of(
        p("llano ", Run("fuerte", bold=True, italic=True)), ul("uno"), ul("dos", level=1)
    )


def test_word_on_the_web() -> None:
    html = (
        '<div><ol start="4"><li data-leveltext="%1." data-aria-level="1"><p>cuatro</p></li></ol></div>'
        '<div><ul><li data-leveltext="o" data-aria-level="2"><p>hijo</p></li></ul></div>'
        '<div><ol start="5"><li data-aria-level="1"><p>cinco</p></li></ol></div>'
    )
    assert read_html(html)[0] == text_of(ol("cuatro", start=4), ul("hijo", level=1), ol("cinco"))


def test_web_page() -> None:
    html = (
        "<div><h4>Tema</h4>uno<br><br>dos<br>tres<p>cuatro&nbsp;km, cinco&nbsp; seis</div>siete\n  ocho"
        '<a href="#arriba">nueve</a> <a href="javascript:x()">diez</a><style>p{}</style>'
        "<svg><text>x</text></svg>"
        "<del>once</del><!-- doce --><textarea>trece</textarea><a href=mailto:a@b.co>catorce</a>"
    )
    value, dropped = read_html(html)
    assert value == text_of(
        h("Tema"),
        p("uno"),
        p("dos\ntres"),
        p("cuatro\u00a0km, cinco  seis"),
        p("siete ochonueve diez", Run("catorce", link="mailto:a@b.co")),
    )
    assert dropped == {DroppedKind.EMBEDDED: 2, DroppedKind.COMMENT: 1, DroppedKind.LINK: 1}


def test_table_used_as_layout_keeps_its_blocks() -> None:
    html = "<table><tr><td><p>uno</p><ul><li>dos</ul></td></tr><tr><td><table><tr><td>a<td>b</table></table>"
    value, dropped = read_html(html)
    assert value == text_of(p("uno"), ul("dos"), p("a | b"))
    assert dropped == {DroppedKind.TABLE: 1}


@pytest.mark.parametrize(
    ("markers", "starts"),
    [
        (("iv.", "v.", "vi."), (4, 0, 0)),
        (("h)", "i)", "j)"), (8, 0, 0)),
        (("i.", "ii."), (0, 0)),
        (("1.1.", "1.2."), (0, 0)),
        (("(5)", "6º"), (5, 0)),
    ],
)
def test_words_numbers(markers: tuple[str, ...], starts: tuple[int, ...]) -> None:
    value, _ = read_html("".join(word_item(marker, "x") for marker in markers))
    assert value == text_of(*(ol("x", start=start) for start in starts))


def test_numbered_heading_keeps_its_number_as_text() -> None:
    marker = "<span style='mso-list:Ignore'>2.<span>&nbsp;</span></span>"
    html = f"<h1 style='mso-list:l0 level1 lfo1'>{marker}Meta</h1>"
    assert read_html(html)[0] == text_of(h("2. Meta"))


@given(rich_texts())
def test_what_this_program_copies_it_pastes_to_the_letter(value: RichText) -> None:
    read, dropped = read_html(write_html(value))
    assert read == value
    assert dropped == {}


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "<li>",
                "<ul>",
                "<ol>",
                "<table>",
                "<tr>",
                "<td>",
                "</td>",
                "</tr>",
                "</table>",
                "</ul>",
                "</p>",
                "<b>",
                "</b>",
                "x",
                "<br>",
                "<!--",
                "<h1>",
                "<a",
                "</li>",
                "<pre>",
            ]
        ),
        max_size=25,
    )
)
def test_any_tag_soup_gives_canonical_blocks(soup: list[str]) -> None:
    value, _ = read_html("".join(soup))
    assert normalize(value) == value
    assert value.text.count("x") <= soup.count("x")


@pytest.mark.parametrize(
    ("opening", "closing", "times"),
    [
        ("<!--", "", 20_000),
        ("<a b='", "", 15_000),
        ("<b><i>", "</b>", 6_000),
        ("<table><tr><td>x", "", 1_000),
        (WORD, "", 50),
    ],
    ids=["comments", "attributes", "crossed", "tables", "word"],
)
def test_work_grows_no_faster_than_the_text(opening: str, closing: str, times: int) -> None:
    short, long = (calls_of(read_html, opening * many + closing * many) for many in (times, 10 * times))
    assert long <= 10.5 * short
