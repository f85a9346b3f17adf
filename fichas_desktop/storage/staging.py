"""New drafts come whole or not at all: put together under another name, then renamed into the list."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from fichas_desktop.durable_file import (
    explained,
    make_folder,
    remove_tree_retrying,
    replace_retrying,
    sync_folder,
)
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.storage.draft_folders import FILES, LOCK, OWNER_NOTE, is_draft_id

LEFT_AFTER = dt.timedelta(days=1)
"""What is no draft in the drafts' folder and was not touched for so long was left there by a kill."""

_STAGED = re.compile(r"\.[0-9a-f-]{36}\.[0-9a-f]{16}\.new")


@contextlib.contextmanager
def staged(target: Path, now: dt.datetime) -> Iterator[Path]:
    """Give a new folder that becomes ``target`` at the end of the block, or is deleted if that fails.

    Args:
        target: The folder of a draft that is not there yet; what a kill left there is deleted.
        now: Present time, for the lock.

    Raises:
        EnvironmentFailedError: ``name_taken`` when there is such a draft, ``locked`` when one is being
            begun there, or what the disk refuses.
    """
    staging = target.parent / f".{target.name}.{secrets.token_hex(8)}.new"
    try:
        _make_way(target, now)
        make_folder(staging)
        yield staging
        _make_way(target, now)
        with explained(target):
            replace_retrying(staging, target)
            sync_folder(target.parent)
    except EnvironmentFailedError as error:
        if "folder" not in error.params:
            raise
        # a person knows the data folder, and not what is put together inside
        params = error.params | {"folder": str(target.parent.parent)}
        raise EnvironmentFailedError(error.code, **params) from error
    finally:
        with contextlib.suppress(OSError):
            if staging.exists():
                remove_tree_retrying(staging)


def sweep(drafts: Path, now: dt.datetime) -> tuple[str, ...]:
    """Delete what killed programs left half made among the drafts, but nothing of the last day.

    Returns:
        The names of the folders that were deleted.
    """
    oldest = (now - LEFT_AFTER).timestamp()
    swept: list[str] = []
    with contextlib.suppress(OSError):
        for folder in tuple(drafts.iterdir()):
            with contextlib.suppress(OSError, EnvironmentFailedError):
                if _is_left_over(folder, oldest) and _discard(folder, now):
                    swept.append(folder.name)
    return tuple(swept)


def _is_left_over(folder: Path, oldest: float) -> bool:
    is_ours = _STAGED.fullmatch(folder.name) is not None
    if not is_ours and not (is_draft_id(folder.name) and _holds_annexes_alone(folder)):
        return False
    return folder.is_dir() and all(one.stat().st_mtime < oldest for one in (folder, *folder.rglob("*")))


def _holds_annexes_alone(folder: Path) -> bool:
    # a quarantine, or anything else, may be all that is left of a draft
    return {one.name for one in folder.iterdir()} <= {FILES, LOCK, OWNER_NOTE}


def _make_way(target: Path, now: dt.datetime) -> None:
    with explained(target):
        if not target.exists():
            return
        if not _holds_annexes_alone(target):
            raise EnvironmentFailedError("name_taken", folder=str(target.parent), name=target.name)
        if not _discard(target, now):
            raise EnvironmentFailedError("locked")


def _discard(folder: Path, now: dt.datetime) -> bool:
    # filelock is loaded when a draft is first opened, after the first paint
    from fichas_desktop.storage.draft_lock import DraftLock  # noqa: PLC0415

    lock = DraftLock(folder)
    if not lock.acquire(now):
        return False
    lock.release()  # Windows deletes no folder in which a file is open
    remove_tree_retrying(folder)
    return True
