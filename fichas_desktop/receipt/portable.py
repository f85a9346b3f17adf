"""Reads a portable draft that somebody sent: everything is checked in memory before anything is kept.

Nothing is ever extracted: names only have to be the ones that the program itself writes.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from msgspec import Struct

from fichas_desktop.codec.json_text import parse_json
from fichas_desktop.codec.portable import (
    DRAFT,
    FOLDER,
    MANIFEST,
    MAX_DRAFT_BYTES,
    MAX_FILES,
    MAX_MANIFEST_BYTES,
    Manifest,
    check_sizes,
    decode_portable_draft,
    read_manifest,
)
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import Draft
from fichas_desktop.errors import InputError
from fichas_desktop.forms.catalog import FormCatalog

ZIP_START = b"PK\x03\x04"

_NAME = re.compile(rf"{re.escape(MANIFEST)}|{re.escape(DRAFT)}|{FOLDER}[0-9a-f]{{64}}")
_MAX_ENTRIES = MAX_FILES + 2
_MAX_DIRECTORY_BYTES = _MAX_ENTRIES * 256

# end of central directory record (APPNOTE.TXT 4.3.16) without comment, and the mark of zip64's
_END = struct.Struct("<4s4H2LH")
_END_MARK, _ZIP64_MARK, _ZIP64_BYTES = b"PK\x05\x06", b"PK\x06\x07", 20

_ENCRYPTED = 0x1 | 0x40 | 0x2000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DOS_FOLDER = 0x10

_STUMBLES = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, LookupError,
    ValueError, OverflowError,
)  # fmt: skip
"""What zipfile raises over files that are no good archive."""


class PortableDraft(Struct, frozen=True):
    """A portable draft as read.

    Attributes:
        files: Bytes of the annexes by SHA-256; an annex that is not here was missing when it was made.
    """

    form: FormDefinition
    draft: Draft
    files: Mapping[str, bytes]


def read_portable(data: bytes, catalog: FormCatalog) -> PortableDraft:
    """Read a portable draft of unknown origin.

    Args:
        data: The archive.
        catalog: The forms known.

    Raises:
        InputError: ``no_portable``, ``portable_damaged``, ``portable_encrypted``, ``portable_foreign``,
            ``portable_too_many``, ``portable_too_large``, ``annexes_too_large``, ``newer_portable``,
            ``newer_draft``, ``unknown_form`` or ``unknown_version``.
    """
    _check_end(data)
    with _damaged_where_it_stumbles(), zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = _entries(archive)
        manifest = read_manifest(_parsed(_bytes(archive, entries[MANIFEST], MAX_MANIFEST_BYTES)))
        form = catalog.get(manifest.form.code, manifest.form.version)
        _check_entries(form, manifest, entries)
        document = _bytes(archive, entries[DRAFT], MAX_DRAFT_BYTES, manifest.draft.sha256)
        draft = decode_portable_draft(form, _parsed(document))
        _check_files(manifest, draft)
        files = {
            entry.sha256: _bytes(archive, entries[entry.name], entry.size, entry.sha256)
            for entry in manifest.files
        }
    return PortableDraft(form, draft, files)


@contextlib.contextmanager
def _damaged_where_it_stumbles() -> Iterator[None]:
    try:
        yield
    except _STUMBLES as error:
        raise InputError("portable_damaged") from error


def _check_end(data: bytes) -> None:
    # before zipfile sees it, which would read any number of entries
    if not data.startswith(ZIP_START):
        raise InputError("no_portable")
    if len(data) < _END.size:
        raise InputError("portable_damaged")
    mark, disk, first_disk, here, total, size, offset, comment = _END.unpack(data[-_END.size :])
    before = data[-_END.size - _ZIP64_BYTES : -_END.size]
    if mark != _END_MARK or before.startswith(_ZIP64_MARK) or offset + size + _END.size != len(data):
        raise InputError("portable_damaged")
    if disk or first_disk or comment or here != total:
        raise InputError("portable_damaged")
    if total > _MAX_ENTRIES or size > _MAX_DIRECTORY_BYTES:
        raise InputError("portable_too_many", ceiling=MAX_FILES)


def _entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    # the name as it stands in the file: zipfile's own is cut at a NUL and has slashes turned
    found = archive.infolist()
    entries = {entry.orig_filename: entry for entry in found}
    if any(entry.flag_bits & _ENCRYPTED for entry in found):
        raise InputError("portable_encrypted")
    if MANIFEST not in entries:
        raise InputError("no_portable")
    if not all(_NAME.fullmatch(name) for name in entries) or any(map(_is_no_file, found)):
        raise InputError("portable_foreign")
    if len(entries) != len(found) or any(entry.compress_type not in _METHODS for entry in found):
        raise InputError("portable_damaged")
    return entries


def _is_no_file(entry: zipfile.ZipInfo) -> bool:
    # whatever system it names: some unpackers look at the kind alone
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return kind not in (0, stat.S_IFREG) or bool(entry.external_attr & _DOS_FOLDER)


def _check_entries(form: FormDefinition, manifest: Manifest, entries: Mapping[str, zipfile.ZipInfo]) -> None:
    expected = {MANIFEST, DRAFT, *(entry.name for entry in manifest.files)}
    if entries.keys() - expected:
        raise InputError("portable_foreign")
    if expected - entries.keys():
        raise InputError("portable_damaged")
    check_sizes(form, entries[DRAFT].file_size, (entry.size for entry in manifest.files))
    if any(entries[entry.name].file_size != entry.size for entry in manifest.files):
        raise InputError("portable_damaged")


def _check_files(manifest: Manifest, draft: Draft) -> None:
    sizes = {attachment.sha256: attachment.size for attachment in draft.files()}
    if any(sizes.get(entry.sha256) != entry.size for entry in manifest.files):
        raise InputError("portable_damaged")


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int, sha256: str | None = None) -> bytes:
    """Return what an entry holds; it is unpacked no further than the size that it declares."""
    if entry.file_size > limit:
        raise InputError("portable_too_large", limit=limit)
    with archive.open(entry) as stream:
        data = stream.read(entry.file_size + 1)
    if len(data) != entry.file_size or (sha256 and hashlib.sha256(data).hexdigest() != sha256):
        raise InputError("portable_damaged")
    return data


def _parsed(data: bytes) -> object:
    try:
        return parse_json(data)
    except InputError as error:
        raise InputError("portable_damaged") from error
