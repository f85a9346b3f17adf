"""The file ``preferencias.json`` of a data folder. What cannot be read counts as the defaults."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec
from msgspec import Struct

from fichas_desktop.domain.preferences import Preferences
from fichas_desktop.durable_file import make_folder, read_retrying, replace_retrying, write_durably

FILE_NAME = "preferencias.json"
ASIDE_NAME = "preferencias-ilegibles.json"
SCHEMA_VERSION = 1


class _Document(Struct, frozen=True):
    schema_version: int
    preferences: Preferences


def read_preferences(folder: Path) -> Preferences:
    """Return what a data folder remembers; the defaults where it remembers nothing or nothing readable."""
    document = _read(folder / FILE_NAME)
    return document.preferences if document is not None else Preferences()


def write_preferences(folder: Path, preferences: Preferences) -> None:
    """Remember preferences; an unreadable file in their place is kept aside.

    Raises:
        EnvironmentFailedError: As :func:`fichas_desktop.durable_file.write_durably`.
    """
    path = folder / FILE_NAME
    make_folder(folder)
    if path.exists() and _read(path) is None:
        with contextlib.suppress(OSError):
            replace_retrying(path, folder / ASIDE_NAME)
    document = msgspec.json.encode(_Document(SCHEMA_VERSION, preferences))
    write_durably(path, msgspec.json.format(document, indent=2) + b"\n")


def _read(path: Path) -> _Document | None:
    with contextlib.suppress(OSError, msgspec.DecodeError, RecursionError):
        document = msgspec.json.decode(read_retrying(path), type=_Document)
        if document.schema_version == SCHEMA_VERSION:
            return document
    return None
