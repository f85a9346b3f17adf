"""Tells whether a PDF and a sidecar belong together and are what the program wrote.

A hash proves that the pieces agree and were not altered by accident; it does not prove who wrote them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from enum import StrEnum

from msgspec import UNSET, Struct

from fichas_desktop.codec.json_text import parse_json
from fichas_desktop.codec.sidecar import (
    Sidecar,
    answers_sha256,
    document_title,
    read_sidecar,
    sidecar_document,
    sidecar_record,
    verification_line,
)
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import FichaRecord, Status
from fichas_desktop.errors import InputError
from fichas_desktop.receipt.pdf_reading import ReadPdf, read_pdf
from fichas_desktop.receipt.schema_check import schema_problem

EMBEDDED_NAME = "ficha.json"


class Verdict(StrEnum):
    """What a pair is; the first four are good."""

    FINAL = "final"
    BORRADOR = "borrador"
    PUBLIC = "publica"
    HISTORIC = "historica"
    ALTERED = "no_coincide"
    OTHER_REVISION = "otra_entrega"
    NEWER = "mas_nueva"
    INCOMPLETE = "incompleta"
    UNREADABLE = "ilegible"

    @property
    def is_good(self) -> bool:
        """True when the pieces agree."""
        return self in {Verdict.FINAL, Verdict.BORRADOR, Verdict.PUBLIC, Verdict.HISTORIC}


class Reason(StrEnum):
    """Why a verdict is not a good one."""

    NO_PDF = "no_pdf"
    NO_SIDECAR = "no_sidecar"
    SIDECAR_UNREADABLE = "sidecar_unreadable"
    PDF_UNREADABLE = "pdf_unreadable"
    UNKNOWN_FORM = "unknown_form"
    NEWER_SIDECAR = "newer_sidecar"
    SCHEMA = "schema"
    VALUES = "values"
    ANSWERS_HASH = "answers_hash"
    PDF_HASH = "pdf_hash"
    PDF_PAGES = "pdf_pages"
    NO_EMBEDDED = "no_embedded"
    EMBEDDED_DIFFERS = "embedded_differs"
    OTHER_REVISION = "other_revision"
    NO_CODE = "no_code"
    NO_ANNEX = "no_annex"
    TITLE = "title"
    NOT_WITHHELD = "not_withheld"
    NOT_FINAL = "not_final"


class PairCheck(Struct, frozen=True):
    """A verdict, with the reasons where it is not a good one."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()


def check_pair(form: FormDefinition, document: object, pdf_bytes: bytes) -> PairCheck:
    """Compare a sidecar, the PDF beside it, and the JSON inside the PDF.

    Args:
        form: The form that the sidecar names.
        document: The parsed sidecar.
        pdf_bytes: The PDF file.
    """
    try:
        sidecar = read_sidecar(document)
    except InputError:
        return PairCheck(Verdict.UNREADABLE, (Reason.SIDECAR_UNREADABLE,))
    reasons = tuple(dict.fromkeys(_reasons(form, sidecar, document, pdf_bytes)))
    if not reasons:
        return PairCheck(Verdict(sidecar.ficha.status.value))
    if Reason.PDF_UNREADABLE in reasons:
        return PairCheck(Verdict.UNREADABLE, reasons)
    if Reason.OTHER_REVISION in reasons:
        return PairCheck(Verdict.OTHER_REVISION, reasons)
    return PairCheck(Verdict.ALTERED, reasons)


def _reasons(form: FormDefinition, sidecar: Sidecar, document: object, pdf_bytes: bytes) -> Iterator[Reason]:
    assert isinstance(document, dict)  # noqa: S101 - read_sidecar accepts nothing else
    if schema_problem(form, document):
        yield Reason.SCHEMA
    record: FichaRecord | None = None
    try:
        record = sidecar_record(form, sidecar)
        yield from _answers_reasons(form, sidecar, record, document)
    except InputError:
        yield Reason.VALUES
    if sidecar.pdf is UNSET or sidecar.pdf.sha256 != hashlib.sha256(pdf_bytes).hexdigest():
        yield Reason.PDF_HASH
    try:
        pdf = read_pdf(pdf_bytes)
    except InputError:
        yield Reason.PDF_UNREADABLE
        return
    if sidecar.pdf is not UNSET and sidecar.pdf.pages != pdf.pages:
        yield Reason.PDF_PAGES
    yield from _embedded_reasons(sidecar, document, pdf)
    if record is not None:
        if pdf.title != document_title(form, record):
            yield Reason.TITLE
        yield from _printed_reasons(record, sidecar, pdf)


def _answers_reasons(
    form: FormDefinition, sidecar: Sidecar, record: FichaRecord, document: Mapping[str, object]
) -> Iterator[Reason]:
    expected = sidecar_document(form, record, sidecar.generator.version)
    if expected["answers"] != document.get("answers"):
        yield Reason.VALUES
    if set(sidecar.withheld) & set(sidecar.answers):
        yield Reason.NOT_WITHHELD
    if sidecar.answers_sha256 != answers_sha256(form, record.answers):
        yield Reason.ANSWERS_HASH


def _embedded_reasons(sidecar: Sidecar, document: Mapping[str, object], pdf: ReadPdf) -> Iterator[Reason]:
    if sidecar.ficha.status is Status.PUBLIC:
        if pdf.embedded or pdf.associated:
            yield Reason.NOT_WITHHELD
        return
    found = pdf.embedded.get(EMBEDDED_NAME, ())
    if len(found) != 1 or pdf.associated > sum(map(len, pdf.embedded.values())):
        yield Reason.NO_EMBEDDED
        return
    try:
        embedded = parse_json(found[0])
    except InputError:
        yield Reason.EMBEDDED_DIFFERS
        return
    if embedded == {key: value for key, value in document.items() if key != "pdf"}:
        return
    yield Reason.EMBEDDED_DIFFERS
    if _identity(embedded) != _identity(document):
        yield Reason.OTHER_REVISION


def _identity(document: object) -> tuple[object, object]:
    ficha = document.get("ficha") if isinstance(document, Mapping) else None
    return (ficha.get("id"), ficha.get("revision")) if isinstance(ficha, Mapping) else (None, None)


def _printed_reasons(record: FichaRecord, sidecar: Sidecar, pdf: ReadPdf) -> Iterator[Reason]:
    if verification_line(record, sidecar.answers_sha256) not in pdf.last_words:
        yield Reason.NO_CODE
    if record.status is Status.FINAL:
        inside = {hashlib.sha256(data).hexdigest() for files in pdf.embedded.values() for data in files}
        if any(file.sha256 not in inside for file in record.answers.files()):
            yield Reason.NO_ANNEX
