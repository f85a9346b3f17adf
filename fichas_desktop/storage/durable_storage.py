"""TinyDB on durable, sealed files: stock TinyDB writes over the old bytes and loses drafts in a crash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tinydb import Storage

from fichas_desktop.durable_file import read_retrying, write_durably
from fichas_desktop.errors import InputError
from fichas_desktop.storage.sealed_file import DOCUMENT, DRAFT, sealed, unsealed


class SealedFileStorage(Storage):
    """Reads one draft's TinyDB file.

    Args:
        path: The JSON file.

    Attributes:
        seq: Line of the journal up to which the file goes that was last read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.seq = 0

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables, or None when there is no file yet.

        Raises:
            InputError: ``damaged_draft`` when the file is not what was written, or ``newer_draft``.
        """
        try:
            document, self.seq = unsealed(read_retrying(self._path))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise InputError("damaged_draft") from error
        return {DRAFT: {DOCUMENT: document}}

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Refuse: whoever reads writes nothing."""
        raise NotImplementedError


class ReplacingStorage(Storage):
    """Replaces one draft's TinyDB file whole, and never writes in place.

    Args:
        path: The JSON file; its folder exists.
        seq: Line of the journal up to which what is written goes.
        mark: Mark of what is written.
        check: Asked right before the file is replaced; what it raises keeps the old one.
    """

    def __init__(self, path: Path, seq: int, mark: str, check: Callable[[], None]) -> None:
        self._path = path
        self._seq = seq
        self._mark = mark
        self._check = check

    def read(self) -> None:
        """Return nothing: what stands in the file is going to be replaced, whatever it is."""

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Replace the file; when this returns, the draft is durable."""
        for document in data[DRAFT].values():
            write_durably(self._path, sealed(document, self._seq, self._mark), self._check)
