"""What a listener meets: the structure tree, its order, links, notes, tables and figures."""

from __future__ import annotations

import io
import itertools

import page
import pikepdf
import pytest
from hypothesis import given

from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.rich_text import Block, BlockKind, RichText, Run
from fichas_desktop.domain.values import Answer, LinkAttachment
from fichas_desktop.export.pdf import RenderedPdf
from tests.builders import PROPERTY, rich_texts
from tests.export.samples import annexes, everything, hostile
from tests.export.synthetic import FOOTNOTE, FORM, block, paragraphs, render, squeezed
from tests.export.tagged import Tag, TaggedReader

HEADINGS = ("H1", "H2", "H3", "H4", "H5")
UNSAFE = ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x")
LONG = "Llovió mucho y se perdió la mitad de la siembra. "


def document(pdf: RenderedPdf) -> Tag:
    """Return the document element, having seen that nothing was left out of the tree."""
    reader = TaggedReader(pdf.data)
    assert not reader.untagged.strip()
    return reader.document


def shape(tag: Tag) -> object:
    """Return roles and texts of lists, nested as they are."""
    if tag.role in {"Lbl", "P"}:
        return tag.text.strip()
    return [tag.role, *map(shape, tag.children)]


def test_headings_say_title_sections_and_labels_and_leave_no_level_out() -> None:
    found = document(render(everything())).outline(*HEADINGS)
    assert found[:6] == [
        ("H1", FORM.title),
        ("H2", "Fecha del registro:"),
        ("H2", "1. DATOS"),
        ("H3", "Huerta:"),
        ("H3", "Vereda:"),
        ("H3", "Persona:"),
    ]
    relato = found[found.index(("H2", "2. RELATO")) :]
    assert relato[:7] == [
        ("H2", "2. RELATO"),
        ("H3", "Cosecha:"),
        ("H4", "Primero"),
        ("H5", "Más abajo"),
        ("H3", "Plagas"),
        ("H4", "Suelto"),
        ("H2", "3. CIERRE"),
    ]
    assert relato[7] == ("H3", "Primero")
    levels = [int(role[1]) for role, _ in found]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_sections_hold_their_fields() -> None:
    sections = list(document(render(everything())).all("Sect"))
    assert [next(section.all("H2")).text.strip() for section in sections] == [
        section.title for section in FORM.sections
    ]


def test_the_quotation_refers_to_its_note() -> None:
    tree = document(render())
    quotation, note = tree.children[1:3]
    assert quotation.role == "BlockQuote"
    assert [tag.text.strip() for tag in quotation.all("Reference")] == ["¹"]
    assert note.role == "Note"
    assert squeezed(note.text) == f"¹ {FOOTNOTE}"
    assert [tag.text for tag in note.all("Lbl")] == ["¹"]


def test_lists_nest_and_their_numbers_go_on() -> None:
    answer = RichText(
        (
            block(BlockKind.NUMBER, "arar"),
            block(BlockKind.BULLET, "con buey", level=1),
            block(BlockKind.BULLET, "con tractor", level=1),
            block(BlockKind.PARAGRAPH, "sin prisa", level=1),
            block(BlockKind.NUMBER, "sembrar"),
            block(BlockKind.BULLET, "y ya"),
            block(BlockKind.PARAGRAPH, "Fin."),
            block(BlockKind.BULLET, "otra lista"),
        )
    )
    section = list(document(render({"cosecha": answer})).all("Sect"))[1]
    assert [shape(tag) for tag in section.children if tag.role == "L"] == [
        [
            "L",
            [
                "LI",
                "1.",
                [
                    "LBody",
                    "arar",
                    [
                        "L",
                        ["LI", "–", ["LBody", "con buey"]],
                        ["LI", "–", ["LBody", "con tractor", "sin prisa"]],
                    ],
                ],
            ],
            ["LI", "2.", ["LBody", "sembrar"]],
        ],
        ["L", ["LI", "•", ["LBody", "y ya"]]],
        ["L", ["LI", "•", ["LBody", "otra lista"]]],
    ]
    kinds = [tag.attributes["/ListNumbering"] for tag in section.all("L")]
    assert kinds == ["/Decimal", "/Disc", "/Disc", "/Disc"]


def test_dates_are_tables_with_heads() -> None:
    tree = document(render(everything()))
    first, second = (table for table in tree.all("Table") if next(table.all("TH")).text == "día")
    assert [tag.text for tag in first.all("TH", "TD")] == ["día", "mes", "año", "20", "09", "2024"]
    assert [tag.text for tag in second.all("TD")] == ["", "", "2019"]
    assert {tag.attributes["/Scope"] for tag in first.all("TH")} == {"/Column"}


def test_a_paragraph_over_pages_is_one_element() -> None:
    pdf = render({"cosecha": paragraphs(LONG * 300)})
    assert pdf.pages > 2
    found = [tag for tag in document(pdf).all("P") if LONG in tag.text]
    assert [squeezed(tag.text) for tag in found] == [(LONG * 300).strip()]


def test_text_comes_back_whole_and_in_order_from_the_tree() -> None:
    answers = everything()
    text = squeezed(document(render(answers)).text)
    position = 0
    for key in ("huerta", "vereda", "correo", "cosecha", "plagas", "cierre"):
        answer = answers[key]
        words = [b.text for b in answer.blocks] if isinstance(answer, RichText) else [str(answer)]
        for expected in words:
            start = squeezed(expected.split("la guía")[0].replace("中", "[U+4E2D]"))
            found = text.find(start, position)
            assert found >= 0, start
            position = found + len(start)


@given(answer=rich_texts())
@PROPERTY
def test_any_text_comes_back_from_the_tree_and_is_accepted(answer: RichText) -> None:
    pdf = render({"cosecha": answer, "cierre": answer})
    text = "".join(document(pdf).text.split())
    for block_ in answer.blocks:
        shown = "".join(f"[U+{ord(c):04X}]" if c in pdf.replaced else c for c in block_.text)
        # an address that is not printed already follows the words that lead to it
        if not any(run.link for run in block_.runs):
            assert text.count("".join(shown.split())) >= 2
    for profile in ("3a", "ua1"):
        assert not page.validate_pdf_bytes(pdf.data, profile=profile).failures


@pytest.mark.parametrize("status", list(Status))
def test_only_a_borrador_says_so_to_a_listener_and_only_once(status: Status) -> None:
    tree = document(render({"cosecha": paragraphs(LONG * 300)}, status=status))
    count = tree.text.count("BORRADOR · no es una entrega")
    assert count == (status is Status.BORRADOR)
    if count:
        assert tree.children[0].text.startswith("BORRADOR")


def test_the_header_is_not_read_aloud_on_each_page() -> None:
    assert "HUERTAS DE PRUEBA" in (text := document(render(everything())).text)
    assert "TRÁMITE" not in text
    assert "Hoja" not in text


def test_addresses_can_be_followed_from_where_they_stand() -> None:
    answers = everything()
    pdf = render(answers)
    links = [(squeezed(tag.text), set(tag.links)) for tag in document(pdf).all("Link")]
    guide = "https://huerta.gov.co/gu%C3%ADa?a=1&b=2"
    long = "https://huerta.gov.co/" + "surco-" * 60
    expected = [
        ("la guía completa", {guide}),
        ("https://huerta.gov.co/guía?a=1&b=2", {guide}),
        ("huerta@ejemplo.gov.co", {"mailto:huerta@ejemplo.gov.co"}),
        (long, {long}),
    ]
    assert links[0] == ("NUBIA@HUERTA.GOV.CO", {"mailto:NUBIA@HUERTA.GOV.CO"})
    assert links[1:5] == expected
    assert links[-1] == ("https://huerta.gov.co/acta", {"https://huerta.gov.co/acta"})
    assert b"javascript" not in b"".join(uris(pdf))


def uris(pdf: RenderedPdf) -> list[bytes]:
    """Return the addresses of all annotations, each of which has words and is printed."""
    found = []
    with pikepdf.open(io.BytesIO(pdf.data)) as opened:
        for page in opened.pages:
            for annotation in page.get("/Annots", ()):
                assert str(annotation["/Contents"]).startswith("Enlace a ")
                assert int(annotation["/F"]) == 4
                left, bottom, right, top = map(float, annotation["/Rect"])
                assert 0 < left < right < 612
                assert 0 < bottom < top < 792
                found.append(bytes(annotation["/A"]["/URI"]))
    return found


def test_a_link_over_a_page_break_is_one_element_with_a_part_on_each_page() -> None:
    address = "https://huerta.gov.co/" + "surco/" * 1500
    pdf = render({"cosecha": paragraphs(f"Vea {address}")})
    (link,) = document(pdf).all("Link")
    assert link.text.replace(" ", "") == address
    assert set(link.links) == {address}
    with pikepdf.open(io.BytesIO(pdf.data)) as opened:
        assert sum("/Annots" in page for page in opened.pages) > 1


def test_links_that_no_reader_should_follow_stay_words() -> None:
    runs = tuple(Run(f"({link})", link=link) for link in UNSAFE)
    answers: dict[str, Answer] = {
        "cosecha": RichText((Block(BlockKind.PARAGRAPH, runs=runs),)),
        "soportes": (LinkAttachment("file:///etc/passwd", "Acta"),),
    }
    assert uris(render(answers)) == []


def test_hostile_addresses_stay_inside_their_string() -> None:
    for uri in uris(render(hostile())):
        assert uri.isascii()
        assert b" " not in uri
        assert b"\n" not in uri


def test_figures_say_what_they_show() -> None:
    contents = {item.attachment.name: item.data for item in annexes()}
    attachments = tuple(item.attachment for item in annexes())
    pdf = render({"soportes": attachments}, read_file=lambda file: contents[file.name] or None)
    figures = list(document(pdf).all("Figure"))
    assert [figure.alternative_text for figure in figures[:3]] == [
        "El mapa de los surcos",
        "gris.jpg",
        "Página 1 de 3 de informe.pdf. Surco 1 del informe",
    ]
    assert len(figures) == 2 + 3 + 30 + 1
    for figure in figures:
        (caption,) = figure.children
        assert caption.role == "Caption"
        assert caption.text.startswith("Anexo ")
        assert figure.alternative_text
        assert "/BBox" in figure.attributes


def test_each_section_has_a_bookmark_that_leads_to_it() -> None:
    pdf = render(everything())
    with pikepdf.open(io.BytesIO(pdf.data)) as opened, opened.open_outline() as outline:
        assert [item.title for item in outline.root] == [section.title for section in FORM.sections]
        assert all(item.destination is not None for item in outline.root)
