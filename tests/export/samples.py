"""PDFs of every kind that the program makes, for the validators."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from fichas_desktop.domain.definition import FormDefinition, Paper
from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.partial_date import PartialDate
from fichas_desktop.domain.rich_text import Block, BlockKind, RichText, Run
from fichas_desktop.domain.values import (
    Answer,
    ChoiceValue,
    FileAttachment,
    LinkAttachment,
    NoteAttachment,
)
from fichas_desktop.services.exporting import build_pair
from fichas_desktop.services.program import Program
from tests.builders import FICHAS, FakeClock, all_forms
from tests.export.synthetic import FORM, block, paragraphs, render

FICHA_STATUSES = {
    "larga": Status.FINAL,
    "sintetica": Status.FINAL,
    "solo-ano": Status.FINAL,
    "incompleta": Status.BORRADOR,
}
HOSTILE = (
    '<img src="/etc/hostname"/> {{ 7*7 }} {% x %} </para> &#x110000; ]]> \\ ( ) endstream endobj ET Q BT '
    "\x00\x01\x1b\ud800 \u202eodal\u202c\u200f \u200d " + "x" * 300 + " https://x.co/(a)?b=\\)<> a@b.co"
)
"""What answers may hold at worst, control characters and a lone surrogate included."""


class Handed(NamedTuple):
    """A file handed in: its attachment and its bytes."""

    attachment: FileAttachment
    data: bytes


def handed(name: str, media_type: str, data: bytes, description: str = "") -> Handed:
    """Return a file handed in; its hash plays no part in an export."""
    return Handed(FileAttachment(name, media_type, len(data), "0" * 64, description), data)


def picture(width: int = 300, height: int = 200, kind: str = "PNG", mode: str = "RGB") -> bytes:
    """Return an image file."""
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert(mode).save(buffer, kind)
    return buffer.getvalue()


def pdf_of(pages: int, size: tuple[float, float] = (612, 792)) -> bytes:
    """Return a PDF with a line on each page, as another program makes it: with fonts not embedded."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    for number in range(1, pages + 1):
        canvas.drawString(20, size[1] / 2, f"Surco {number} del informe")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def annexes() -> tuple[Handed, ...]:
    """Return annexes of all kinds: shown, broken, of other kinds, larger than anybody wants."""
    report = pdf_of(3)
    return (
        handed("mapa.png", "image/png", picture(mode="RGBA"), "El mapa de los surcos"),
        handed("gris.jpg", "image/jpeg", picture(3000, 2000, "JPEG", "L"), ""),
        handed("informe.pdf", "application/pdf", report, "Informe de la cosecha"),
        handed("largo.pdf", "application/pdf", pdf_of(40), "Informe de cuarenta páginas"),
        handed("roto.pdf", "application/pdf", report[:200], "Informe roto"),
        handed("rota.png", "image/png", picture()[:300], "Imagen rota"),
        handed("enorme.png", "image/png", picture(4000, 3000), "Imagen enorme " * 60),
        handed("cuentas.xlsx", "application/vnd.ms-excel", b"PK" * 50_000, "Cuentas"),
        handed("perdida.png", "image/png", b"", "No está"),
    )


def everything() -> dict[str, Answer]:
    """Return an answer to every field of the synthetic form, with every kind of block."""
    story = RichText(
        (
            block(BlockKind.HEADING, "Primero"),
            block(BlockKind.PARAGRAPH, "Un párrafo. " * 40),
            block(BlockKind.HEADING, "Más abajo", level=1),
            block(BlockKind.NUMBER, "arar"),
            block(BlockKind.BULLET, "con buey", level=1),
            block(BlockKind.PARAGRAPH, "sin prisa", level=1),
            block(BlockKind.NUMBER, "sembrar " * 60),
            block(BlockKind.BULLET, "y ya"),
            Block(
                BlockKind.PARAGRAPH,
                runs=(
                    Run("Vea "),
                    Run("la guía ", link="https://huerta.gov.co/guía?a=1&b=2"),
                    Run("completa", bold=True, link="https://huerta.gov.co/guía?a=1&b=2"),
                    Run(" o escriba a huerta@ejemplo.gov.co, → 😀 中 ∑ "),
                    Run("sin ir a ", link="javascript:alert(1)"),
                    Run("https://huerta.gov.co/" + "surco-" * 60),
                ),
            ),
        )
    )
    only_deep = RichText(
        (block(BlockKind.HEADING, "Suelto", level=1), block(BlockKind.NUMBER, "hondo", level=1))
    )
    return {
        "fecha": PartialDate(2024, 9, 20),
        "huerta": "La huerta de Ñoño",
        "vereda": "El Rosal",
        "persona": "NUBIA PEÑA",
        "telefono": "381 3000 ext. 1234",
        "correo": "NUBIA@HUERTA.GOV.CO",
        "suelo": ChoiceValue("arcilla"),
        "siembra": PartialDate(2019),
        "cosecha": story,
        "plagas": only_deep,
        "cierre": story,
        "soportes": (LinkAttachment("https://huerta.gov.co/acta", "Acta"), NoteAttachment("En papel")),
    }


def hostile() -> dict[str, Answer]:
    """Return :data:`HOSTILE` in every field that takes words."""
    rich = RichText(tuple(Block(kind, runs=(Run(HOSTILE, link=HOSTILE),)) for kind in BlockKind))
    return {
        **dict.fromkeys(("huerta", "vereda", "persona", "telefono", "correo"), HOSTILE),
        **dict.fromkeys(("cosecha", "plagas", "cierre"), rich),
        "suelo": ChoiceValue("otro", HOSTILE),
        "soportes": (
            NoteAttachment(HOSTILE),
            LinkAttachment(HOSTILE, HOSTILE),
            FileAttachment(HOSTILE, HOSTILE, 1, "0" * 64, HOSTILE),
        ),
    }


def fichas(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the PDFs of the fichas of ``tests/data``, made the way the program makes them."""
    clock = FakeClock()
    program = Program(folder / "datos", forms=all_forms(folder / "forms"), clock=clock)
    for name, status in FICHA_STATUSES.items():
        origin = program.origins.find(str(FICHAS / name / "respuestas.json"))
        files, _ = build_pair(origin, origin.record(status, clock))
        yield name, next(data for name, data in files.items() if name.endswith(".pdf"))


def synthetic() -> Iterator[tuple[str, bytes]]:
    """Yield PDFs of the synthetic form: all there is, nothing at all, hostile, annexes, other paper."""
    import msgspec  # noqa: PLC0415

    a4: FormDefinition = msgspec.structs.replace(FORM, paper=Paper.A4, quotation="", footnote="", note="")
    contents = {item.attachment.name: item.data for item in annexes()}
    attachments = {"soportes": tuple(item.attachment for item in annexes())}
    yield "todo", render(everything()).data
    yield "vacia", render(time=None, embedded_json=b"").data
    yield "vacia-borrador", render(status=Status.BORRADOR).data
    yield "publica", render(everything(), status=Status.PUBLIC).data
    yield "a4", render({**everything(), "plagas": paragraphs("Larga. " * 3000)}, form=a4).data
    yield "hostil", render(hostile(), read_file=lambda _: b"%PDF-1.7 <<").data
    photo = handed("mapa.png", "image/png", picture(), "El mapa")
    small = {**everything(), "soportes": (photo.attachment,)}
    yield "foto", render(small, read_file=lambda _: photo.data).data
    yield "anexos", render(attachments, read_file=lambda file: contents[file.name] or None).data
