"""A form and records of no office at all, and ways to read a PDF back."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Mapping

import pdfplumber
import pypdf

from fichas_desktop.domain.definition import (
    Choice,
    FieldDefinition,
    FieldType,
    FormDefinition,
    HeaderDefinition,
    Limits,
    Personal,
    SectionDefinition,
)
from fichas_desktop.domain.ficha import FichaRecord, FormRef, Status
from fichas_desktop.domain.rich_text import Block, BlockKind, RichText, Run
from fichas_desktop.domain.values import Answer, AnswerSet, DraftId, FileAttachment
from fichas_desktop.export.pdf import RenderedPdf, render_pdf

_PAGE_NUMBER = re.compile(r"(^|Hoja )\d+ de \d+$")
BOGOTA = dt.timezone(dt.timedelta(hours=-5))
TIME = dt.datetime(2024, 9, 20, 8, 30, tzinfo=BOGOTA)
VERIFICATION = "Código de verificación: 0badcafe · entrega 1 · 0123456789abcdef"
GUIDANCE = "Cuente con calma qué se cosechó, cuándo y para quién."
FOOTNOTE = "Manual de la huerta, edición de 1999, página 6."

FORM = FormDefinition(
    code="SINT-9",
    version="03",
    short_code="SINT",
    name="Registro sintético de huertas",
    title="HUERTAS DE PRUEBA",
    entity="Entidad de prueba",
    quotation='Son "surcos rectos y tierra suelta".',
    footnote=FOOTNOTE,
    note="Nota: ningún dato de esta ficha es real.",
    date_heads=("día", "mes", "año"),
    unanswered="(Nada todavía)",
    next_steps="Guarde los dos archivos.",
    title_field="huerta",
    subtitle_field="vereda",
    date_field="fecha",
    header=HeaderDefinition(
        rows=(
            ("ÁREA", "HUERTAS", "CLAVE", "SINT-9"),
            (
                "TRÁMITE",
                "Un trámite con un nombre muy largo que pide dos renglones en su celda",
                "EDICIÓN",
                "03",
            ),
            ("FICHA", "Registro de huertas", "Hoja", "{page} de {pages}"),
        )
    ),
    limits=Limits(line=300, rich_text=20000, attachment_bytes=10**6, attachments_bytes=10**7),
    preamble=(FieldDefinition("fecha", FieldType.DATE, label="Fecha del registro:"),),
    sections=(
        SectionDefinition(
            "datos",
            "1. DATOS",
            "Datos",
            (
                FieldDefinition("huerta", FieldType.LINE, label="Huerta:", guidance="¿Cómo la llaman?"),
                FieldDefinition("vereda", FieldType.LINE, label="Vereda:"),
                FieldDefinition("persona", FieldType.LINE, label="Persona:", personal=Personal.NAME),
                FieldDefinition("telefono", FieldType.PHONE, label="Teléfono:"),
                FieldDefinition("correo", FieldType.EMAIL, label="Correo:"),
                FieldDefinition(
                    "suelo",
                    FieldType.CHOICE,
                    label="Suelo:",
                    choices=(Choice("arcilla", "Arcilla roja"), Choice("otro", "Otro", other=True)),
                ),
                FieldDefinition("siembra", FieldType.PARTIAL_DATE, label="Siembra:"),
            ),
        ),
        SectionDefinition(
            "relato",
            "2. RELATO",
            "Relato",
            (
                FieldDefinition("cosecha", FieldType.RICH_TEXT, label="Cosecha:", guidance=GUIDANCE),
                FieldDefinition("plagas", FieldType.RICH_TEXT, label="Plagas", guidance="Si las hubo"),
            ),
        ),
        SectionDefinition("cierre", "3. CIERRE", "Cierre", (FieldDefinition("cierre", FieldType.RICH_TEXT),)),
        SectionDefinition(
            "soportes",
            "4. SOPORTES",
            "Soportes",
            (FieldDefinition("soportes", FieldType.ATTACHMENTS, guidance="Anexe lo que haya."),),
        ),
    ),
)


def record(
    answers: Mapping[str, Answer] | None = None,
    *,
    status: Status = Status.FINAL,
    time: dt.datetime | None = TIME,
) -> FichaRecord:
    """Return a record of :data:`FORM`."""
    return FichaRecord(
        id=DraftId("0badcafe-0000-4000-8000-000000000000"),
        form=FormRef(FORM.code, FORM.version),
        revision=1,
        status=status,
        supersedes=None,
        created_at=time,
        finalized_at=time,
        answers=AnswerSet(answers),
    )


def missing(_: FileAttachment) -> None:
    """Read no file."""


def render(
    answers: Mapping[str, Answer] | None = None,
    *,
    form: FormDefinition = FORM,
    status: Status = Status.FINAL,
    time: dt.datetime | None = TIME,
    embedded_json: bytes = b'{"a": 1}\n',
    read_file: Callable[[FileAttachment], bytes | None] = missing,
) -> RenderedPdf:
    """Render answers of :data:`FORM`."""
    return render_pdf(
        form,
        record(answers, status=status, time=time),
        verification_line=VERIFICATION,
        embedded_json=embedded_json,
        read_file=read_file,
    )


def paragraphs(*texts: str) -> RichText:
    """Return plain paragraphs."""
    return RichText(tuple(block(BlockKind.PARAGRAPH, text) for text in texts))


def block(kind: BlockKind, text: str, level: int = 0, start: int = 0) -> Block:
    """Return a block of one plain run."""
    return Block(kind, level, start, (Run(text),))


def pypdf_pages(pdf: RenderedPdf) -> list[str]:
    """Return the text of each page as pypdf reads it."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.data)).pages]


def plumber_pages(pdf: RenderedPdf) -> list[str]:
    """Return the text of each page as pdfplumber reads it."""
    with pdfplumber.open(io.BytesIO(pdf.data)) as document:
        return [page.extract_text(expand_ligatures=False) for page in document.pages]


READERS: tuple[Callable[[RenderedPdf], list[str]], ...] = (pypdf_pages, plumber_pages)


def body(pdf: RenderedPdf, read: Callable[[RenderedPdf], list[str]] = pypdf_pages) -> str:
    """Return the text of all pages without header and footnote, each white space as one space."""
    pages = []
    for page in read(pdf):
        lines = page.split("\n")
        end_of_header = next(i for i, line in enumerate(lines) if _PAGE_NUMBER.search(line.strip()))
        pages += [line for line in lines[end_of_header + 1 :] if not line.startswith("¹")]
    return squeezed(" ".join(pages))


def squeezed(text: str) -> str:
    """Return the text with each white space as one space."""
    return " ".join(text.split())
