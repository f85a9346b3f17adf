"""Which drafts a data folder holds, told from the names of its folders alone."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from fichas_desktop.domain.values import DraftId
from fichas_desktop.durable_file import explained
from fichas_desktop.errors import EnvironmentFailedError

DRAFTS = "drafts"
TRASH = "trash"
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
    folder = data_folder / DRAFTS
    with explained(folder):
        if not _is_there(folder):
            return ()
        names = [entry.name for entry in folder.iterdir()]
        return tuple(DraftId(name) for name in names if is_draft_id(name) and _holds_draft(folder / name))


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


def interrupted_draft(data_folder: Path) -> DraftId | None:
    """Return the draft whose writer left its note behind, the last one, None when there is none.

    A writer that ends as it should takes its note along; one that still runs has it, too.
    """
    notes: list[tuple[float, str]] = []
    for draft_id in draft_ids(data_folder):
        with contextlib.suppress(OSError):
            notes.append(((data_folder / DRAFTS / draft_id / OWNER_NOTE).stat().st_mtime, draft_id))
    return DraftId(max(notes)[1]) if notes else None
