"""TinyDB on durable files: stock TinyDB writes over the old bytes and loses drafts in a crash."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeGuard

from tinydb import Storage

from fichas_desktop.codec.json_text import parse_json, pretty_bytes
from fichas_desktop.durable_file import write_durably
from fichas_desktop.errors import InputError


class DurableJsonStorage(Storage):
    """Storage of one TinyDB file that is replaced whole and never written in place.

    Args:
        path: The JSON file; its folder exists.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables, or None when there is no file yet.

        Raises:
            InputError: ``damaged_draft`` when the file is not what this class wrote.
        """
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise InputError("damaged_draft") from error
        try:
            tables = parse_json(data)
        except InputError as error:
            raise InputError("damaged_draft") from error
        if not _is_tables(tables):
            raise InputError("damaged_draft")
        return tables

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Replace the file; when this returns, the tables are durable."""
        write_durably(self._path, pretty_bytes(data))


def _is_tables(document: object) -> TypeGuard[dict[str, dict[str, Any]]]:
    """Tell whether a JSON document is what TinyDB keeps: documents by number, in tables by name."""
    return isinstance(document, dict) and all(
        isinstance(table, dict)
        and all(number.isdecimal() and isinstance(entry, dict) for number, entry in table.items())
        for table in document.values()
    )
