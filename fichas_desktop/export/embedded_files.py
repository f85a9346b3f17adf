"""Which files travel inside the PDF, under which names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from fichas_desktop.domain.text import clean_line
from fichas_desktop.export.annexes import OriginalFile
from fichas_desktop.export.associated_files import EmbeddedFile

DATA_NAME = "ficha.json"
_MAX_NAME = 120
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9.+_-]{1,50}/[A-Za-z0-9.+_-]{1,75}")
"""As long as a name in a PDF may be (ISO 19005-3, 6.1.13)."""
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever their extension."""


def embedded_files(embedded_json: bytes, originals: Sequence[OriginalFile]) -> tuple[EmbeddedFile, ...]:
    """Return the data file and the annexes as they travel in the PDF.

    Args:
        embedded_json: Content of ``ficha.json``; empty leaves it out, as in the public version.
        originals: Files handed in, in the form's order; the same content travels once.
    """
    taken: set[str] = set()
    files = []
    if embedded_json:
        name = _unique(DATA_NAME, taken)
        files.append(EmbeddedFile(name, "application/json", embedded_json, "Data", "Datos de la ficha"))
    inside: set[bytes] = set()
    for original in originals:
        attachment = original.attachment
        if original.data in inside:
            continue
        inside.add(original.data)
        name = _unique(safe_name(clean_line(attachment.name)), taken)
        is_type = _MEDIA_TYPE.fullmatch(attachment.media_type)
        media_type = attachment.media_type if is_type else "application/octet-stream"
        description = clean_line(attachment.description)
        files.append(EmbeddedFile(name, media_type, original.data, "Supplement", description))
    return tuple(files)


def safe_name(name: str) -> str:
    """Return a file name that no system takes for a path, a device or a hidden file."""
    name = _UNSAFE.sub("_", name).strip(" .")
    path = PurePosixPath(name or "anexo")
    stem = f"_{path.stem}" if _DEVICE.fullmatch(path.stem.split(".")[0]) else path.stem
    return stem[: _MAX_NAME - len(path.suffix[:20])] + path.suffix[:20]


def _unique(name: str, taken: set[str]) -> str:
    """Return the name, with a number where another file has it in any capitals."""
    path = PurePosixPath(name)
    candidate, number = name, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{path.stem} ({number}){path.suffix}"
    taken.add(candidate.casefold())
    return candidate
