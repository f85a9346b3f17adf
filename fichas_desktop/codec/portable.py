"""The portable draft: what its archive holds, and how much of it at most; no I/O.

A ``.ficha`` is a zip of ``manifest.json``, ``draft.json`` (the stored draft, see ``codec.draft``) and
``files/<sha256>`` for every annex whose bytes were there when it was made.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from fichas_desktop.codec.draft import decode_draft, encode_draft, read_stored
from fichas_desktop.codec.json_text import pretty_bytes, to_json
from fichas_desktop.codec.sidecar import GENERATOR, SHA256_PATTERN, UUID_PATTERN, GeneratorBlock, Sha256
from fichas_desktop.domain.definition import FieldType, FormDefinition
from fichas_desktop.domain.ficha import Draft, FormRef
from fichas_desktop.errors import InputError

FORMAT = "urn:fichas-desktop:portable:1"
SCHEMA_VERSION = 1
SUFFIX = ".ficha"
MANIFEST = "manifest.json"
DRAFT = "draft.json"
FOLDER = "files/"

MAX_MANIFEST_BYTES = 1_000_000
MAX_DRAFT_BYTES = 20_000_000
MAX_FILES = 1_000

_DATES = (FieldType.DATE, FieldType.PARTIAL_DATE)


class DraftEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """Hash of the bytes of ``draft.json``."""

    sha256: Sha256


class FileEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of the archive: ``files/<sha256>``, its size in bytes and its hash."""

    name: str
    size: Annotated[int, Meta(ge=0)]
    sha256: Sha256


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """Says what the archive holds, so that whatever is missing, altered or foreign shows."""

    format: str
    schema_version: int
    form: FormRef
    draft: DraftEntry
    files: tuple[FileEntry, ...]
    generator: GeneratorBlock


def read_manifest(document: object) -> Manifest:
    """Check the manifest of an archive.

    Args:
        document: Parsed JSON.

    Raises:
        InputError: ``no_portable`` for another document, ``newer_portable`` for one of a later program,
            ``portable_damaged`` when it contradicts itself.
    """
    if not isinstance(document, dict):
        raise InputError("no_portable")
    version = document.get("schema_version")
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise InputError("newer_portable")
    try:
        manifest = msgspec.convert(document, Manifest)
    except msgspec.ValidationError as error:
        raise InputError("no_portable") from error
    if manifest.format != FORMAT or manifest.schema_version != SCHEMA_VERSION:
        raise InputError("no_portable")
    names = [entry.name for entry in manifest.files]
    if len(set(names)) != len(names) or names != [file_name(entry.sha256) for entry in manifest.files]:
        raise InputError("portable_damaged")
    return manifest


def manifest_bytes(form: FormRef, draft: bytes, files: Mapping[str, bytes], program_version: str) -> bytes:
    """Return the manifest of an archive.

    Args:
        form: Of the draft.
        draft: The bytes of ``draft.json``.
        files: Bytes by SHA-256, in the order in which they are written.
        program_version: Of the program that writes.
    """
    manifest = Manifest(
        format=FORMAT,
        schema_version=SCHEMA_VERSION,
        form=form,
        draft=DraftEntry(hashlib.sha256(draft).hexdigest()),
        files=tuple(FileEntry(file_name(sha256), len(data), sha256) for sha256, data in files.items()),
        generator=GeneratorBlock(GENERATOR, program_version),
    )
    return pretty_bytes(to_json(manifest))


def file_name(sha256: str) -> str:
    """Return the name inside the archive of the file with a hash."""
    return f"{FOLDER}{sha256}"


def check_sizes(form: FormDefinition, draft_size: int, file_sizes: Iterable[int]) -> None:
    """Refuse more than the program takes back in; writer and reader ask here, so that they agree.

    Raises:
        InputError: ``portable_too_many`` (``ceiling`` files), ``portable_too_large`` (``limit`` of one
            file in bytes) or ``annexes_too_large`` (``limit`` of all annexes).
    """
    sizes = tuple(file_sizes)
    if len(sizes) > MAX_FILES:
        raise InputError("portable_too_many", ceiling=MAX_FILES)
    if draft_size > MAX_DRAFT_BYTES:
        raise InputError("portable_too_large", limit=MAX_DRAFT_BYTES)
    if any(size > form.limits.attachment_bytes for size in sizes):
        raise InputError("portable_too_large", limit=form.limits.attachment_bytes)
    if sum(sizes) > form.limits.attachments_bytes:
        raise InputError("annexes_too_large", limit=form.limits.attachments_bytes)


def encode_portable_draft(form: FormDefinition, draft: Draft) -> bytes:
    """Return the bytes of ``draft.json``."""
    return pretty_bytes(encode_draft(form, draft))


def decode_portable_draft(form: FormDefinition, document: object) -> Draft:
    """Return the draft of an archive, checked beyond what a draft of one's own folder needs.

    Raises:
        InputError: ``newer_draft`` for one of a later program, ``portable_damaged`` for anything that
            the program does not write.
    """
    damaged = InputError("portable_damaged")
    if not isinstance(document, dict):
        raise damaged
    try:
        pretty_bytes(document)  # lone surrogates and infinite numbers could not be stored
        draft = decode_draft(form, read_stored(document))
    except (InputError, ValueError) as error:
        if isinstance(error, InputError) and error.code == "newer_draft":
            raise
        raise damaged from error
    if draft.form != FormRef(form.code, form.version) or not _is_sound(form, draft):
        raise damaged
    return draft


def _is_sound(form: FormDefinition, draft: Draft) -> bool:
    dates = {field.key for field in form.fields() if field.type in _DATES}
    sections = {"", *(section.key for section in form.sections)}
    moments = (draft.created_at, draft.modified_at, *(one.finalized_at for one in draft.revisions))
    return (
        re.fullmatch(UUID_PATTERN, draft.id) is not None
        and draft.unfinished.keys() <= dates
        and draft.later.keys() <= {field.key for field in form.fields()}
        and draft.section in sections
        and draft.field in {"", *(field.key for field in form.fields())}
        and all(map(_is_usable, moments))
        and all(one.number >= 1 for one in draft.revisions)
        and all(re.fullmatch(SHA256_PATTERN, one.answers_sha256) for one in draft.revisions)
    )


def _is_usable(moment: dt.datetime) -> bool:
    # aware, and far enough from the ends of the calendar to be shown in any zone
    return moment.tzinfo is not None and 1900 <= moment.year <= 9000
