"""The index of drafts: a file with the rows of the list, so that the list shows without reading any draft.

It is a cache and nothing else. Lost, damaged or written by another program, it costs the time of reading the
drafts again. Two windows may write it: the last one wins, and the next look at the drafts mends it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import zlib
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from fichas_desktop.domain.draft_summary import DraftSummary
from fichas_desktop.domain.values import DraftId
from fichas_desktop.durable_file import explained, read_retrying, remove_leftovers, sync_folder, write_durably

INDEX = "index.json"
SCHEMA_VERSION = 1


class IndexRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the list, and from what it was made.

    Attributes:
        summary: What the list shows.
        stamp: Of the draft's files when they were read; empty when they are to be read again.
        day: On which the state was found, because a date may be in the future one day and not the next.
    """

    summary: DraftSummary
    stamp: str
    day: dt.date


class _IndexFile(Struct, frozen=True, forbid_unknown_fields=True):
    schema_version: int
    made_by: str
    crc32: int
    rows: msgspec.Raw


class DraftIndex:
    """Reads and writes the index of one data folder.

    Args:
        data_folder: Where it lies.
        made_by: Names the program and its forms; rows that another one made are to be read again.
    """

    def __init__(self, data_folder: Path, made_by: str) -> None:
        self._path = data_folder / INDEX
        self._made_by = made_by

    def read(self) -> tuple[IndexRow, ...]:
        """Return the rows as last written; none when the file is missing or cannot be used."""
        try:
            file = msgspec.json.decode(read_retrying(self._path), type=_IndexFile)
            if file.schema_version != SCHEMA_VERSION or zlib.crc32(file.rows) != file.crc32:
                return ()
            rows = msgspec.json.decode(file.rows, type=tuple[IndexRow, ...])
        except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
            return ()
        if file.made_by != self._made_by:
            return tuple(structs.replace(row, stamp="") for row in rows)
        return rows

    def write(self, rows: Iterable[IndexRow]) -> None:
        """Replace the index, durably.

        Raises:
            EnvironmentFailedError: The disk refuses; the old index stands.
        """
        raw = msgspec.json.encode(tuple(rows))
        file = _IndexFile(SCHEMA_VERSION, self._made_by, zlib.crc32(raw), msgspec.Raw(raw))
        remove_leftovers(self._path.parent)
        write_durably(self._path, msgspec.json.encode(file))

    def forget(self, draft_id: DraftId) -> None:
        """Wipe the row of a draft from the file; when this returns, nothing of it is left there.

        Raises:
            EnvironmentFailedError: The disk refuses.
        """
        remove_leftovers(self._path.parent)
        with explained(self._path):
            try:
                if draft_id.encode() not in read_retrying(self._path):
                    return
            except FileNotFoundError:
                return
            rows = self.read()
            if rows:
                self.write(row for row in rows if row.summary.id != draft_id)
                return
            # what cannot be read cannot be searched either, and costs nothing to lose
            with contextlib.suppress(FileNotFoundError):
                self._path.unlink()
            sync_folder(self._path.parent)
