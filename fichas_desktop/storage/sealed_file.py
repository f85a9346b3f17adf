"""A stored draft with its seal: TinyDB tables of which a checksum tells whether they are whole."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from fichas_desktop.codec.draft import SCHEMA_VERSION
from fichas_desktop.codec.json_text import parse_json, stored_bytes, stored_sha256
from fichas_desktop.durable_file import read_retrying
from fichas_desktop.errors import InputError

DRAFT = "draft"
SEAL = "seal"
DOCUMENT = "1"
"""TinyDB's number of the one document in each table."""

Document = dict[str, object]


def mark_of(document: Mapping[str, object]) -> str:
    """Return the checksum that tells one stored draft from every other."""
    return stored_sha256(document)


def is_newer(document: Mapping[str, object]) -> bool:
    """Tell whether a stored draft names a schema that this program does not know."""
    version = document.get("schema_version")
    return type(version) is int and version > SCHEMA_VERSION


def sealed(document: Mapping[str, object], seq: int, mark: str = "", *, compact: bool = False) -> bytes:
    """Return the bytes of a file that holds a stored draft up to a line of its journal.

    Args:
        document: The stored draft.
        seq: The line of the journal.
        mark: The draft's mark, where it is known already.
        compact: Without line breaks, for files that nobody reads.
    """
    seal = {"seq": seq, "sha256": _checksum(mark or mark_of(document), seq)}
    data = stored_bytes({DRAFT: {DOCUMENT: document}, SEAL: {DOCUMENT: seal}})
    return (data if compact else msgspec.json.format(data)) + b"\n"


def unsealed(data: bytes) -> tuple[Document, int]:
    """Return the stored draft in a file and the line of the journal up to which it goes.

    Drafts of schema 1 bore no seal: they count as whole when they can be read, up to line 0.

    Raises:
        InputError: ``newer_draft`` when a later program wrote it, whatever seal that may use;
            ``damaged_draft`` otherwise.
    """
    document, seal = _parts(data, "damaged_draft")
    if seal is None and document.get("schema_version") == 1:
        return document, 0
    if _is_newer(document, seal):
        raise InputError("newer_draft")
    if seal is None or not _fits(document, seal):
        raise InputError("damaged_draft")
    return document, int(str(seal["seq"]))


def newer_document(data: bytes) -> tuple[Document, int | None]:
    """Return the stored draft in a file of a newer program, however that seals it, and its line where told.

    Raises:
        InputError: ``newer_draft`` when there is none in it that this program knows how to find.
    """
    document, seal = _parts(data, "newer_draft")
    seq = seal.get("seq") if seal is not None else None
    return document, seq if type(seq) is int else None


def read_sealed(path: Path) -> tuple[Document, int]:
    """Read and check a sealed file as :func:`unsealed`; ``damaged_draft`` also when it cannot be read."""
    try:
        return unsealed(read_retrying(path))
    except OSError as error:
        raise InputError("damaged_draft") from error


def _fits(document: Mapping[str, object], seal: Mapping[str, object] | None) -> bool:
    seq = seal.get("seq") if seal is not None else None
    return seal is not None and type(seq) is int and seal.get("sha256") == _checksum(mark_of(document), seq)


def _is_newer(document: Mapping[str, object], seal: Mapping[str, object] | None) -> bool:
    # a flipped bit in the number alone does not make a draft of ours a newer one
    ours = ({**document, "schema_version": version} for version in range(1, SCHEMA_VERSION + 1))
    return is_newer(document) and not any(_fits(one, seal) for one in ours)


def _checksum(mark: str, seq: int) -> str:
    return stored_sha256({"draft": mark, "seq": seq})


def _parts(data: bytes, failure: str) -> tuple[Document, Document | None]:
    """Return the stored draft and its seal; ``failure`` is raised where there is no draft."""
    try:
        tables = parse_json(data)
    except InputError as error:
        raise InputError(failure) from error
    document = _only(tables, DRAFT)
    if document is None:
        raise InputError(failure)
    return document, _only(tables, SEAL)


def _only(tables: object, name: str) -> Document | None:
    table = tables.get(name) if isinstance(tables, dict) else None
    document = table.get(DOCUMENT) if isinstance(table, dict) else None
    return document if isinstance(document, dict) else None
