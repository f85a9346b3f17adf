"""Drafts in TinyDB, one folder each: ``<datos>/drafts/<id>/draft.json`` and ``files/<sha256>``."""

from __future__ import annotations

import contextlib
import datetime as dt
import secrets
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from fichas_desktop.codec.draft import decode_draft, encode_draft, read_stored
from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import DraftId
from fichas_desktop.durable_file import (
    explained,
    make_folder,
    remove_tree_retrying,
    replace_retrying,
    sync_folder,
)
from fichas_desktop.errors import EnvironmentFailedError, InputError
from fichas_desktop.forms.catalog import FormCatalog
from fichas_desktop.storage import annex_files, staging
from fichas_desktop.storage.draft_folder import DraftFolder
from fichas_desktop.storage.draft_folders import DRAFTS, TRASH, draft_ids, is_draft_id
from fichas_desktop.storage.draft_store import OpenedDraft, Saved
from fichas_desktop.storage.versions import Version, VersionKind, read_version, versions

if TYPE_CHECKING:
    from fichas_desktop.storage.draft_lock import DraftLock


def utc_now() -> dt.datetime:
    """Return the present time."""
    return dt.datetime.now(dt.UTC)


class TinyDbDraftStore:
    """A DraftStore in the data folder.

    Args:
        data_folder: Created when first needed, mode 0700.
        catalog: Forms with which stored answers are read and written.
    """

    def __init__(
        self, data_folder: Path, catalog: FormCatalog, now: Callable[[], dt.datetime] = utc_now
    ) -> None:
        self._data_folder = data_folder
        self._drafts = data_folder / DRAFTS
        self._trash = data_folder / TRASH
        self._catalog = catalog
        self._now = now
        self._folders: dict[DraftId, DraftFolder] = {}
        self._locks: dict[DraftId, DraftLock] = {}
        self._read_only: set[DraftId] = set()

    def save(self, draft: Draft) -> Saved:
        """Keep a draft, new or changed, durably; from then on it is this store's until it is closed.

        Raises:
            EnvironmentFailedError: ``locked`` while another process or window writes it, and as long as it
                is open for reading only; ``changed_elsewhere`` when another program wrote it without a lock
                (the draft is a conflict version then); or the disk.
        """
        return Saved(self._writable(draft.id).write(self._document(draft)))

    def add_draft(self, draft: Draft, files: Iterable[bytes]) -> None:
        """Keep a new draft with its files, whole or not at all; nobody has it open then.

        Raises:
            EnvironmentFailedError: ``name_taken`` when there is such a draft, or the disk.
        """
        document = self._document(draft)
        with staging.staged(self._folder(draft.id), self._now()) as folder:
            for data in files:
                annex_files.keep_file(folder, data)
            DraftFolder(folder, self._now).write(document)

    def note(self, draft: Draft) -> None:
        """Keep what is being typed, durably, at the price of one line.

        Raises:
            EnvironmentFailedError: As :meth:`save`.
        """
        self._writable(draft.id, must_exist=True).note(self._document(draft))

    def load(self, draft_id: DraftId) -> Draft:
        """Return a draft as last saved or noted; writes nothing."""
        return self._read(draft_id, DraftFolder(self._folder(draft_id), self._now).read().document)

    def open(self, draft_id: DraftId) -> OpenedDraft:
        """Return a draft to go on writing it; mends what was damaged.

        A draft that another process or window is writing comes for reading only, with its owner, and stays
        so until it is opened anew.
        """
        folder = DraftFolder(self._folder(draft_id), self._now)
        self._read(draft_id, folder.read().document)
        lock = self._lock(draft_id)
        read_only, trouble = self._claim_or_read(lock)
        # only now nobody else changes it
        opened = folder.read()
        draft = self._read(draft_id, opened.document)
        self._folders.pop(draft_id, None)
        self._read_only.discard(draft_id)
        if read_only:
            self._read_only.add(draft_id)
        else:
            with contextlib.suppress(EnvironmentFailedError):
                folder.settle()
            self._folders[draft_id] = folder
        return OpenedDraft(
            draft,
            recovered=opened.recovered,
            damaged=opened.damaged,
            owner=lock.owner() if read_only else None,
            read_only=read_only,
            trouble=trouble,
        )

    def close(self, draft_id: DraftId) -> None:
        """Let others write a draft again that was opened or begun here."""
        self._folders.pop(draft_id, None)
        self._read_only.discard(draft_id)
        lock = self._locks.pop(draft_id, None)
        if lock is not None:
            lock.release()

    def close_all(self) -> None:
        """Let others write every draft again that was opened or begun here."""
        for draft_id in tuple(self._locks):
            self.close(draft_id)

    def history(self, draft_id: DraftId) -> tuple[Version, ...]:
        """Return the kept versions of a draft, the newest first."""
        return versions(self._folder(draft_id))

    def read_version(self, draft_id: DraftId, name: str) -> Draft:
        """Return a draft as it was in a kept version."""
        return self._read(draft_id, read_version(self._folder(draft_id), name)[0])

    def keep_version(self, draft: Draft, kind: VersionKind) -> None:
        """Keep a version of a draft that has been saved before, with what was typed since."""
        self._writable(draft.id, must_exist=True).keep_version(self._document(draft), kind)

    def purge(self, draft_id: DraftId) -> None:
        """Delete a draft in the trash for good, all of it (Ley 1581 de 2012)."""
        folder = self._trash / draft_id
        if not is_draft_id(draft_id) or not folder.is_dir():
            raise InputError("no_such_draft")
        with explained(folder):
            # what lay there before under the same id goes with it, and the draft itself last
            for one in (*self._trash.glob(f"{draft_id}.*"), folder):
                remove_tree_retrying(one)
            sync_folder(self._trash)

    def ids(self) -> tuple[DraftId, ...]:
        """Return the ids of the drafts, in no order."""
        return draft_ids(self._data_folder)

    def move_to_trash(self, draft_id: DraftId) -> None:
        """Take a draft with its files out of the list by renaming its folder.

        A draft of the same id that lies in the trash already is kept there under another name.
        """
        folder, older = self._folder(draft_id), self._trash / draft_id
        if not folder.is_dir():
            raise InputError("no_such_draft")
        self._claim(draft_id)
        self.close(draft_id)  # Windows moves no folder in which a file is open
        if older.is_dir():
            self._move(older, self._trash / f"{draft_id}.{secrets.token_hex(4)}")
        self._move(folder, older)

    def restore_from_trash(self, draft_id: DraftId) -> None:
        """Bring a draft back from the trash."""
        self._move(self._trash / draft_id, self._folder(draft_id))

    def add_file(self, draft_id: DraftId, data: bytes) -> str:
        """Keep a file by its content hash; the same content is kept once."""
        return annex_files.keep_file(self._folder(draft_id), data)

    def read_file(self, draft_id: DraftId, sha256: str) -> bytes | None:
        """Return a file's bytes, or None when they are missing or altered."""
        return annex_files.read_file(self._folder(draft_id), sha256)

    def drop_unused_files(self, draft_id: DraftId) -> tuple[str, ...]:
        """Delete the files of a draft open here that nothing has named for a day; never of a damaged one."""
        lock = self._locks.get(draft_id)
        if lock is None or not lock.is_held:
            return ()
        return annex_files.drop_unused(self._folder(draft_id), self._now())

    def sweep(self) -> tuple[str, ...]:
        """Delete what killed programs left half made a day ago or more."""
        return staging.sweep(self._drafts, self._now())

    def _lock(self, draft_id: DraftId) -> DraftLock:
        if draft_id not in self._locks:
            # filelock is loaded when a draft is first opened, after the first paint
            from fichas_desktop.storage.draft_lock import DraftLock  # noqa: PLC0415

            self._locks[draft_id] = DraftLock(self._folder(draft_id))
        return self._locks[draft_id]

    def _claim_or_read(self, lock: DraftLock) -> tuple[bool, EnvironmentFailedError | None]:
        try:
            return not (lock.is_held or lock.acquire(self._now())), None
        except EnvironmentFailedError as error:
            return True, error

    def _claim(self, draft_id: DraftId) -> None:
        lock, is_free = self._lock(draft_id), True
        with contextlib.suppress(EnvironmentFailedError):  # what takes no lock may be moved all the same
            is_free = lock.is_held or lock.acquire(self._now())
        if not is_free:
            raise EnvironmentFailedError("locked")

    def _document(self, draft: Draft) -> dict[str, object]:
        return encode_draft(self._catalog.get(draft.form.code, draft.form.version), draft)

    def _writable(self, draft_id: DraftId, *, must_exist: bool = False) -> DraftFolder:
        folder = self._folder(draft_id)
        if must_exist and not folder.is_dir():
            raise InputError("no_such_draft")
        lock = self._lock(draft_id)
        if draft_id in self._read_only or not (lock.is_held or lock.acquire(self._now())):
            raise EnvironmentFailedError("locked")
        if draft_id not in self._folders:
            self._folders[draft_id] = DraftFolder(self._folder(draft_id), self._now)
        return self._folders[draft_id]

    def _read(self, draft_id: DraftId, document: Mapping[str, object]) -> Draft:
        stored = read_stored(document)
        if stored.id != draft_id:
            raise InputError("damaged_draft")
        return decode_draft(self._catalog.get(stored.form.code, stored.form.version), stored)

    def _folder(self, draft_id: DraftId) -> Path:
        if not is_draft_id(draft_id):
            raise InputError("no_such_draft")
        return self._drafts / draft_id

    def _move(self, source: Path, target: Path) -> None:
        if not source.is_dir():
            raise InputError("no_such_draft")
        if target.exists():
            raise EnvironmentFailedError("name_taken", folder=str(target.parent), name=target.name)
        make_folder(target.parent)
        with explained(target):
            replace_retrying(source, target)
            sync_folder(source.parent)
            sync_folder(target.parent)
