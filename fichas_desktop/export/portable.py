"""The archive of a portable draft as bytes: the same draft always gives the same ones."""

from __future__ import annotations

import datetime as dt
import io
import stat
import zipfile
from collections.abc import Mapping

from fichas_desktop.codec.portable import (
    DRAFT,
    MANIFEST,
    check_sizes,
    encode_portable_draft,
    file_name,
    manifest_bytes,
)
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import Draft

_FIRST_YEAR, _LAST_YEAR = 1980, 2107
"""Years that a zip can write down (APPNOTE.TXT 4.4.6)."""

_UNIX = 3
_MODE = (stat.S_IFREG | 0o644) << 16


def portable_bytes(
    form: FormDefinition, draft: Draft, files: Mapping[str, bytes], program_version: str
) -> bytes:
    """Return the archive of a draft.

    Nothing is compressed: annexes mostly are already, and compressed bytes differ between versions of
    zlib while these are the same on every computer.

    Args:
        form: The form of the draft.
        draft: What is written; its last change dates every entry.
        files: Bytes of its annexes by SHA-256; those that are missing are left out.
        program_version: Of the program that writes.

    Raises:
        InputError: More than the program would take back in, see ``check_sizes``.
    """
    document = encode_portable_draft(form, draft)
    check_sizes(form, len(document), map(len, files.values()))
    ordered = {sha256: files[sha256] for sha256 in sorted(files)}
    entries = {
        MANIFEST: manifest_bytes(draft.form, document, ordered, program_version),
        DRAFT: document,
        **{file_name(sha256): data for sha256, data in ordered.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in entries.items():
            archive.writestr(_entry(name, draft.modified_at), data)
    return buffer.getvalue()


def _entry(name: str, moment: dt.datetime) -> zipfile.ZipInfo:
    year = min(max(moment.year, _FIRST_YEAR), _LAST_YEAR)
    day = (year, moment.month, moment.day) if year == moment.year else (year, 1, 1)
    clock = (moment.hour, moment.minute, moment.second) if year == moment.year else (0, 0, 0)
    entry = zipfile.ZipInfo(name, (*day, *clock))
    entry.compress_type = zipfile.ZIP_STORED
    entry.create_system = _UNIX
    entry.external_attr = _MODE
    return entry
