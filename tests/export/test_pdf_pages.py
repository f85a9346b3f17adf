"""What surrounds the answers: header, footnote, marks, page breaks."""

from __future__ import annotations

import io
import re

import msgspec
import pdfplumber
import pytest

from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.partial_date import PartialDate
from fichas_desktop.domain.rich_text import BlockKind, RichText
from fichas_desktop.domain.values import Answer
from fichas_desktop.export.pdf import RenderedPdf
from tests.export.synthetic import (
    FOOTNOTE,
    FORM,
    GUIDANCE,
    block,
    body,
    paragraphs,
    plumber_pages,
    pypdf_pages,
    render,
    squeezed,
)

LONG = {"cosecha": paragraphs(*["Llovió mucho y se perdió la mitad de la siembra. " * 30] * 12)}


def test_each_page_has_the_header_with_its_number() -> None:
    pdf = render(LONG)
    pages = pypdf_pages(pdf)
    assert len(pages) == pdf.pages > 3
    for number, page in enumerate(pages, start=1):
        text = squeezed(page)
        assert f"Hoja {number} de {pdf.pages}" in text
        for row in FORM.header.rows:
            for cell in row:
                if "{" not in cell:
                    assert cell in text


def test_page_numbers_stand_in_their_cell_for_a_hundred_pages() -> None:
    pdf = render({"cosecha": paragraphs("x y " * 170_000)})
    assert pdf.pages > 100
    with pdfplumber.open(io.BytesIO(pdf.data)) as document:
        page = document.pages[100]
        words = page.within_bbox((400, 0, page.width, 110)).extract_text()
    assert f"101 de {pdf.pages}" in words


def test_the_footnote_stands_on_page_one_only() -> None:
    pages = plumber_pages(render(LONG))
    assert pages[0].endswith(f"¹ {FOOTNOTE}")
    assert not any(FOOTNOTE in page for page in pages[1:])


def test_a_form_without_quotation_has_no_footnote() -> None:
    form = msgspec.structs.replace(FORM, quotation="", footnote="", note="")
    text = "".join(pypdf_pages(render(LONG, form=form)))
    assert "¹" not in text
    assert "Nota:" not in text


def test_a_borrador_says_so_on_each_page_and_an_entrega_never() -> None:
    for page in pypdf_pages(render(LONG, status=Status.BORRADOR)):
        assert page.startswith("BORRADOR · no es una entrega")
    assert "BORRADOR" not in "".join(pypdf_pages(render(LONG)))


def test_the_watermark_is_drawn_first_and_holds_no_text() -> None:
    drawn = render(LONG, status=Status.BORRADOR)
    plain = render(LONG)
    assert body(drawn, plumber_pages) == body(plain, plumber_pages)
    with pdfplumber.open(io.BytesIO(drawn.data)) as document:
        for page in document.pages:
            assert len(page.curves) + len(page.lines) > 8


@pytest.mark.parametrize(
    ("value", "boxes"),
    [
        (None, ["", "", ""]),
        (PartialDate(2019), ["", "", "2019"]),
        (PartialDate(2019, 5), ["", "05", "2019"]),
        (PartialDate(2019, 5, 1), ["01", "05", "2019"]),
    ],
)
def test_date_boxes_hold_what_is_known(value: PartialDate | None, boxes: list[str]) -> None:
    answers: dict[str, Answer] = {} if value is None else {"siembra": value}
    with pdfplumber.open(io.BytesIO(render(answers).data)) as document:
        page = next(page for page in document.pages if page.search("Siembra:"))
        label = page.search("Siembra:")[0]
        row = page.within_bbox((label["x1"], label["top"] - 22, page.width, label["bottom"] + 12))
        heads = [row.search(head)[0] for head in FORM.date_heads]
        found = []
        for head in heads:
            middle = (head["x0"] + head["x1"]) / 2
            below = (middle - 20, head["bottom"], middle + 20, head["bottom"] + 18)
            found.append(page.within_bbox(below).extract_text().strip())
    assert found == boxes


def last_lines(pdf: RenderedPdf) -> list[str]:
    """Return the last line of the body of each page but the last."""
    pages = [[line for line in page.split("\n") if not line.startswith("¹")] for page in plumber_pages(pdf)]
    return [page[-1] for page in pages[:-1]]


def test_no_page_ends_with_what_belongs_to_the_next() -> None:
    heads = {"Un título", "Un subtítulo", "Cosecha:", GUIDANCE, "Plagas", "Si las hubo"}
    heads |= {section.title for section in FORM.sections} | {"Anexe lo que haya."}
    answer = RichText(
        (
            block(BlockKind.HEADING, "Un título"),
            block(BlockKind.HEADING, "Un subtítulo", level=1),
            block(BlockKind.PARAGRAPH, "Texto de tres renglones y algo más. " * 9),
        )
    )
    pages = 0
    for padding in range(0, 48, 2):
        filler = "\n".join(["relleno"] * (padding + 1))
        pdf = render({"huerta": "H", "cosecha": paragraphs(filler), "plagas": answer, "cierre": answer})
        lines = last_lines(pdf)
        assert not heads.intersection(lines)
        pages += len(lines)
    assert pages > 24


def test_no_paragraph_leaves_one_line_alone() -> None:
    for padding in range(6):
        paragraph = "\n".join(f"renglón {number}." for number in range(10))
        texts = ["relleno"] * padding + [paragraph] * 30
        pages = [
            re.findall(r"renglón (\d)\.", page)
            for page in plumber_pages(render({"cosecha": paragraphs(*texts)}))
        ]
        for page in pages:
            if page:
                assert page[0] != "9"
                assert page[-1] != "0"


def test_headings_alone_and_taller_than_a_page_are_printed() -> None:
    blocks = tuple(block(BlockKind.HEADING, f"Título {number}") for number in range(120))
    text = body(render({"cosecha": RichText(blocks)}))
    assert "Título 0 " in text
    assert "Título 119 " in text
