"""The sidecar: the JSON document that goes with every PDF, and the same without ``pdf`` inside it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from fichas_desktop.codec.json_text import canonical_sha256, to_json
from fichas_desktop.codec.values import decode_answers, encode_answers
from fichas_desktop.domain.definition import FieldType, FormDefinition
from fichas_desktop.domain.ficha import FichaRecord, FormRef, Status
from fichas_desktop.domain.values import AnswerSet, DraftId, plain_text
from fichas_desktop.errors import InputError

SCHEMA_ID = "urn:fichas-desktop:sidecar:1"
SCHEMA_VERSION = 1
GENERATOR = "fichas-desktop"
SHA256_PATTERN = "^[0-9a-f]{64}$"
UUID_PATTERN = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"

Sha256 = Annotated[str, Meta(pattern=SHA256_PATTERN, max_length=64)]


class FormBlock(Struct, frozen=True, forbid_unknown_fields=True):
    """Which form, and the hash of the definition that the program had of it."""

    code: str
    version: str
    definition_sha256: Sha256


class FichaBlock(Struct, frozen=True, forbid_unknown_fields=True):
    """Identity and times of the ficha; times are absent in records without a clock."""

    id: Annotated[str, Meta(pattern=UUID_PATTERN, max_length=36)]
    revision: Annotated[int, Meta(ge=1)]
    status: Status
    supersedes: Sha256 | None
    created_at: dt.datetime | UnsetType = UNSET
    finalized_at: dt.datetime | UnsetType = UNSET


class GeneratorBlock(Struct, frozen=True, forbid_unknown_fields=True):
    """The program that wrote the document."""

    name: str
    version: str


class PdfBlock(Struct, frozen=True, forbid_unknown_fields=True):
    """The PDF of the pair: name without folder, hash of its bytes, number of pages."""

    file_name: str
    sha256: Sha256
    pages: Annotated[int, Meta(ge=1)]


class AnswerBlock(Struct, frozen=True, forbid_unknown_fields=True):
    """An answer with its label; ``text`` only for rich text."""

    label: str
    value: object
    text: str | UnsetType = UNSET


class Sidecar(Struct, frozen=True, forbid_unknown_fields=True):
    """A sidecar as read, its values not yet decoded (that needs the form it names)."""

    schema: Annotated[str, Meta(pattern=f"^{SCHEMA_ID}$")] = msgspec.field(name="$schema")
    schema_version: int
    form: FormBlock
    ficha: FichaBlock
    generator: GeneratorBlock
    answers: dict[str, AnswerBlock]
    withheld: tuple[str, ...]
    answers_sha256: Sha256
    pdf: PdfBlock | UnsetType = UNSET


def read_sidecar(document: object) -> Sidecar:
    """Check the frame of a sidecar.

    Raises:
        InputError: ``no_sidecar`` when it has another shape; ``newer_sidecar`` for a later schema.
    """
    if isinstance(document, dict):
        version = document.get("schema_version")
        if isinstance(version, int) and version > SCHEMA_VERSION:
            raise InputError("newer_sidecar")
    try:
        return msgspec.convert(document, Sidecar)
    except msgspec.ValidationError as error:
        raise InputError("no_sidecar") from error


def is_sidecar(document: object) -> bool:
    """Tell whether a JSON document claims to be a sidecar."""
    return isinstance(document, dict) and "$schema" in document


def sidecar_answers(form: FormDefinition, sidecar: Sidecar) -> AnswerSet:
    """Decode the answers of a sidecar with the form that it names; InputError as for any value."""
    return decode_answers(form, {key: block.value for key, block in sidecar.answers.items()})


def sidecar_record(form: FormDefinition, sidecar: Sidecar) -> FichaRecord:
    """Return the record that a sidecar writes down, its ficha block kept."""
    ficha = sidecar.ficha
    return FichaRecord(
        id=DraftId(ficha.id),
        form=FormRef(sidecar.form.code, sidecar.form.version),
        revision=ficha.revision,
        status=ficha.status,
        supersedes=ficha.supersedes,
        created_at=None if ficha.created_at is UNSET else ficha.created_at,
        finalized_at=None if ficha.finalized_at is UNSET else ficha.finalized_at,
        answers=sidecar_answers(form, sidecar),
    )


def answers_document(form: FormDefinition, answers: AnswerSet) -> dict[str, object]:
    """Return the document over which ``answers_sha256`` is computed: form and values, nothing else."""
    return {
        "form": {"code": form.code, "version": form.version},
        "answers": encode_answers(form, answers),
    }


def answers_sha256(form: FormDefinition, answers: AnswerSet) -> str:
    """Return the hash that identifies what was answered."""
    return canonical_sha256(answers_document(form, answers))


def definition_sha256(form: FormDefinition) -> str:
    """Return the hash of the definition as loaded, not of its file's bytes."""
    return canonical_sha256(to_json(form))


def sidecar_document(form: FormDefinition, record: FichaRecord, program_version: str) -> dict[str, object]:
    """Return the sidecar of a record without its ``pdf`` block, keys in the order of the contract."""
    ficha: dict[str, object] = {
        "id": record.id,
        "revision": record.revision,
        "status": record.status.value,
        "supersedes": record.supersedes,
    }
    for name, moment in (("created_at", record.created_at), ("finalized_at", record.finalized_at)):
        if moment is not None:
            ficha[name] = moment.isoformat(timespec="seconds")
    return {
        "$schema": SCHEMA_ID,
        "schema_version": SCHEMA_VERSION,
        "form": {
            "code": form.code,
            "version": form.version,
            "definition_sha256": definition_sha256(form),
        },
        "ficha": ficha,
        "generator": {"name": GENERATOR, "version": program_version},
        "answers": _labelled(form, record.answers),
        "withheld": [],
        "answers_sha256": answers_sha256(form, record.answers),
    }


def with_pdf(document: dict[str, object], file_name: str, sha256: str, pages: int) -> dict[str, object]:
    """Return the sidecar of a pair: the document with its ``pdf`` block at the end."""
    return {**document, "pdf": {"file_name": file_name, "sha256": sha256, "pages": pages}}


def verification_line(record: FichaRecord, answers_hash: str) -> str:
    """Return the line that closes the printed form, from which a copy can be told apart."""
    return f"Código de verificación: {record.id[:8]} · entrega {record.revision} · {answers_hash[:16]}"


def document_title(form: FormDefinition, record: FichaRecord) -> str:
    """Return the title that the PDF bears in its properties; a borrador says so there."""
    answer = record.answers.get(form.title_field)
    name = plain_text(form.field(form.title_field), answer) if answer is not None else form.name
    mark = "BORRADOR · " if record.status is Status.BORRADOR else ""
    return f"{mark}{name} ({form.short_code})"


def _labelled(form: FormDefinition, answers: AnswerSet) -> dict[str, object]:
    labelled: dict[str, object] = {}
    values = encode_answers(form, answers)
    for field in form.fields():
        if field.key not in values:
            continue
        block = {"label": form.label_of(field), "value": values[field.key]}
        if field.type is FieldType.RICH_TEXT:
            block["text"] = plain_text(field, answers[field.key])
        labelled[field.key] = block
    return labelled
