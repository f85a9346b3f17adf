"""Which drafts a data folder holds and whether they changed, told without reading any of them."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from msgspec import Struct

from fichas_desktop.domain.values import DraftId
from fichas_desktop.durable_file import explained
from fichas_desktop.errors import EnvironmentFailedError

DRAFTS = "drafts"
TRASH = "trash"
OPEN = "open"
FILE = "draft.json"
LOCK = ".lock"
OWNER_NOTE = ".owner.json"
VERSIONS = "versions"
FILES = "files"
JOURNALS = "journal-*.jl"

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_draft_id(text: str) -> bool:
    """Tell whether a text has the form of a draft id (a UUID in lower case)."""
    return _ID.fullmatch(text) is not None


def draft_ids(data_folder: Path) -> tuple[DraftId, ...]:
    """Return the ids of the drafts in a data folder, in no order; those in the trash are not among them.

    Raises:
        EnvironmentFailedError: What stands there is no folder, or cannot be read.
    """
    return tuple(_draft_ids(data_folder))


def has_drafts(data_folder: Path) -> bool:
    """Tell whether a data folder holds any draft; looks no further than the first one."""
    return any(True for _ in _draft_ids(data_folder))


def holds_draft(data_folder: Path, text: str) -> bool:
    """Tell whether a text is the id of a draft in a data folder."""
    return is_draft_id(text) and _holds_draft(data_folder / DRAFTS / text)


def draft_stamps(data_folder: Path) -> Iterator[tuple[DraftId, Stamp]]:
    """Yield the id and the stamp of every draft in a data folder."""
    for draft_id in _named_so(data_folder):
        stamp = draft_stamp(data_folder, draft_id)
        if stamp is not None:
            yield draft_id, stamp


def _draft_ids(data_folder: Path) -> Iterator[DraftId]:
    return (one for one in _named_so(data_folder) if _holds_draft(data_folder / DRAFTS / one))


def _named_so(data_folder: Path) -> Iterator[DraftId]:
    folder = data_folder / DRAFTS
    with explained(folder):
        if not _is_there(folder):
            return
        with os.scandir(folder) as entries:
            for entry in entries:
                if is_draft_id(entry.name):
                    yield DraftId(entry.name)


def _is_there(folder: Path) -> bool:
    """Tell whether a folder is there; EnvironmentFailedError when it or one above it is no folder."""
    try:
        found = next((path for path in (folder, *folder.parents) if path.exists()), folder)
        if found.exists() and not found.is_dir():
            raise EnvironmentFailedError("not_a_folder", folder=str(found))
    except PermissionError as error:
        raise EnvironmentFailedError("file_unreadable", name=str(folder.parent)) from error
    return found == folder


def _holds_draft(folder: Path) -> bool:
    # a draft whose file is gone can still be read from its journal and its versions
    if (folder / FILE).is_file():
        return True
    return any(folder.glob(JOURNALS)) or any((folder / VERSIONS).glob("*.json"))


class Stamp(Struct, frozen=True):
    """What tells whether a draft's files are the same as at an earlier look.

    Attributes:
        mark: Differs when a file was changed, came or went; empty where nothing can be told.
        changed: When the newest of them was changed, in nanoseconds.
    """

    mark: str
    changed: int


def draft_stamp(data_folder: Path, draft_id: DraftId) -> Stamp | None:
    """Return the stamp of a draft, None when there is no such draft.

    Checkpoint and journals count with time, size and number, the folders of versions and annexes with their
    time, which changes when something in them comes or goes.
    """
    folder, found, changed, is_draft = data_folder / DRAFTS / draft_id, [], 0, False
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                is_part = name == FILE or fnmatchcase(name, JOURNALS)
                if is_part or name in (VERSIONS, FILES):
                    status = entry.stat()
                    size = (status.st_size, status.st_ino) if is_part else ()
                    found.append((name, status.st_mtime_ns, *size))
                    changed = max(changed, status.st_mtime_ns)
                    is_draft = is_draft or is_part
    except OSError:
        # what cannot be looked at may be there all the same: reading it tells
        return Stamp("", 0) if folder.is_dir() else None
    if not is_draft and not _holds_draft(folder):
        return None
    import hashlib  # noqa: PLC0415 - brings OpenSSL along, and a start that shows no list needs none

    return Stamp(hashlib.blake2b(repr(sorted(found)).encode(), digest_size=12).hexdigest(), changed)


def interrupted_draft(data_folder: Path) -> DraftId | None:
    """Return the draft whose writer left its marker behind, the last one, None when there is none.

    A writer that ends as it should takes its marker along; one that still runs has it, too. Markers lie in
    a folder of their own, so that a start needs not look into every draft.
    """
    markers: list[tuple[float, str]] = []
    with contextlib.suppress(OSError), os.scandir(data_folder / OPEN) as entries:
        markers.extend(
            (entry.stat().st_mtime, entry.name) for entry in entries if holds_draft(data_folder, entry.name)
        )
    return DraftId(max(markers)[1]) if markers else None
