"""PDF annexes as pages, originals inside up to the form's limit, everything else named."""

from __future__ import annotations

import io

import msgspec
import pikepdf
import pytest
from PIL import Image

from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.values import LinkAttachment, NoteAttachment
from fichas_desktop.export.images import MAX_SIDE
from fichas_desktop.export.pdf import RenderedPdf
from fichas_desktop.export.pdf_pages import load_pages
from tests.export.samples import Handed, annexes, handed, pdf_of
from tests.export.synthetic import FORM, body, render
from tests.export.tagged import TaggedReader

REPORT = pdf_of(3)
TOO_LARGE = "Es demasiado grande para ir dentro de este PDF: entréguelo aparte."
EMBEDDED = "El archivo original va adjunto a este PDF."


def export(*files: Handed, status: Status = Status.FINAL, embedded_bytes: int = 10**8) -> RenderedPdf:
    """Export the files as annexes under a limit."""
    contents = {file.attachment.name: file.data for file in files}
    limits = msgspec.structs.replace(FORM.limits, embedded_bytes=embedded_bytes)
    return render(
        {"soportes": tuple(file.attachment for file in files)},
        form=msgspec.structs.replace(FORM, limits=limits),
        status=status,
        read_file=lambda file: contents[file.name],
    )


def inside(pdf: RenderedPdf) -> dict[str, bytes]:
    """Return the embedded files by name."""
    with pikepdf.open(io.BytesIO(pdf.data)) as opened:
        return {name: spec.get_file().read_bytes() for name, spec in opened.attachments.items()}


def unwatched(_page: int) -> None:
    """Let the pages be drawn."""


def protected() -> bytes:
    """Return a PDF that asks for a password."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(REPORT)) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(owner="a", user="b"))
    return buffer.getvalue()


def test_pages_of_a_pdf_are_drawn_with_their_words() -> None:
    document = load_pages(REPORT, 10, unwatched)
    assert document is not None
    assert [page.text for page in document.pages] == [f"Surco {number} del informe" for number in (1, 2, 3)]
    image = Image.open(io.BytesIO(document.pages[0].picture.jpeg))
    assert image.mode == "RGB"
    assert max(image.size) <= MAX_SIDE
    extremes = image.convert("L").histogram()
    assert sum(extremes[:60]) > 0
    assert extremes[255] > 0


def test_the_original_of_a_pdf_is_inside_as_it_was() -> None:
    pdf = export(handed("informe.pdf", "application/pdf", REPORT, "Informe"))
    assert inside(pdf)["informe.pdf"] == REPORT
    captions = [tag.text.strip() for tag in TaggedReader(pdf.data).document.all("Caption")]
    assert captions == [f"Anexo 1. informe.pdf, página {number} de 3" for number in (1, 2, 3)]


def test_a_long_pdf_shows_as_many_pages_as_the_form_says() -> None:
    text = body(export(handed("largo.pdf", "application/pdf", pdf_of(40))))
    assert "Se muestran 30 de sus 40 páginas." in text
    assert "página 30 de 40" in text
    assert "página 31 de 40" not in text


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", REPORT[:300], protected(), b"no"])
def test_a_pdf_that_cannot_be_shown_is_named_and_embedded(data: bytes) -> None:
    pdf = export(handed("informe.pdf", "application/pdf", data, "Informe"))
    text = body(pdf)
    assert "informe.pdf Informe Este archivo no se puede mostrar en la página." in text
    assert EMBEDDED in text
    assert inside(pdf)["informe.pdf"] == data


@pytest.mark.parametrize("size", [(3, 3), (14_400, 14_400), (14_400, 10)])
def test_pages_of_odd_sizes_are_drawn_small(size: tuple[float, float]) -> None:
    document = load_pages(pdf_of(1, size), 10, unwatched)
    assert document is not None
    assert max(document.pages[0].picture.width, document.pages[0].picture.height) <= MAX_SIDE


def test_originals_beyond_the_limit_are_named_and_left_out() -> None:
    files = [handed(f"{number}.zip", "application/zip", bytes([number]) * 1000) for number in range(3)]
    pdf = export(*files, embedded_bytes=2500)
    assert set(inside(pdf)) == {"ficha.json", "0.zip", "1.zip"}
    assert body(pdf).count(TOO_LARGE) == 1
    assert body(pdf).count(EMBEDDED) == 2


def test_the_public_version_embeds_none_of_the_originals() -> None:
    pdf = export(*annexes()[:4], status=Status.PUBLIC)
    assert inside(pdf) == {}
    assert "adjunto" not in body(pdf)
    assert TOO_LARGE not in body(pdf)


def test_links_and_notes_are_rows_of_the_table() -> None:
    items = (LinkAttachment("www.huerta.gov.co/acta", "Acta"), NoteAttachment("Álbum en el archivo"))
    table = list(TaggedReader(render({"soportes": items}).data).document.all("Table"))[-1]
    assert [[cell.text.strip() for cell in row.children] for row in table.children] == [
        ["N.º", "Nombre", "Descripción"],
        ["1", "www.huerta.gov.co/acta", "Acta"],
        ["2", "Nota", "Álbum en el archivo"],
    ]
    assert [link.links for link in table.all("Link")] == [["https://www.huerta.gov.co/acta"]]
