"""Drafts in TinyDB, one folder each: ``<datos>/drafts/<id>/draft.json`` and ``files/<sha256>``."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from fichas_desktop.codec.draft import encode_draft, read_stored
from fichas_desktop.codec.salvage import newer_form, read_newer, salvage_draft
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import Draft, FormRef
from fichas_desktop.domain.text import clean_line
from fichas_desktop.domain.values import DraftId, FileAttachment
from fichas_desktop.durable_file import explained
from fichas_desktop.errors import EnvironmentFailedError, FichasError, InputError
from fichas_desktop.forms.catalog import FormCatalog
from fichas_desktop.storage import annex_files, staging
from fichas_desktop.storage.draft_folder import DraftFolder
from fichas_desktop.storage.draft_folders import (
    DRAFTS,
    FILES,
    Stamp,
    draft_ids,
    draft_stamp,
    draft_stamps,
    holds_draft,
    is_draft_id,
)
from fichas_desktop.storage.draft_store import OpenedDraft, Saved
from fichas_desktop.storage.rehousing import rehouse
from fichas_desktop.storage.sealed_file import Document
from fichas_desktop.storage.trash import Trash, TrashEntry
from fichas_desktop.storage.versions import Version, VersionKind, mark_answered, read_version, versions

if TYPE_CHECKING:
    from fichas_desktop.storage.draft_lock import DraftLock


Now = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    """Return the present time."""
    return dt.datetime.now(dt.UTC)


class TinyDbDraftStore:
    """A DraftStore in the data folder.

    Args:
        data_folder: Created when first needed, mode 0700.
        catalog: Forms with which stored answers are read and written.
    """

    def __init__(self, data_folder: Path, catalog: FormCatalog, now: Now = utc_now) -> None:
        self._data_folder = data_folder
        self._drafts = data_folder / DRAFTS
        self._trash = Trash(data_folder)
        self._catalog = catalog
        self._now = now
        self._folders: dict[DraftId, DraftFolder] = {}
        self._locks: dict[DraftId, DraftLock] = {}
        self._read_only: set[DraftId] = set()
        # a window saves in one thread and exports in another: lines of a journal are counted one by one
        self._writing = threading.Lock()

    def save(self, draft: Draft) -> Saved:
        """Keep a draft, new or changed, durably; from then on it is this store's until it is closed.

        Raises:
            EnvironmentFailedError: ``locked`` while another process or window writes it, and as long as it
                is open for reading only; ``changed_elsewhere`` when another program wrote it without a lock
                (the draft is a conflict version then); or the disk.
        """
        with self._writing:
            return Saved(self._writable(draft.id).write(self._document(draft)))

    def claim(self, draft_id: DraftId) -> None:
        """Let nobody else write a kept draft until it is closed here; raises as :meth:`save`."""
        with self._writing:
            self._writable(draft_id, must_exist=True)

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
        with self._writing:
            self._writable(draft.id, must_exist=True).note(self._document(draft))

    def load(self, draft_id: DraftId) -> Draft:
        """Return a draft as last saved or noted; writes nothing."""
        return self._read(draft_id, DraftFolder(self._folder(draft_id), self._now).read().document)

    def look_at(self, draft_id: DraftId) -> OpenedDraft:
        """Return what can be shown of a draft, also of one of a newer program; writes and locks nothing.

        Raises:
            InputError: As :meth:`load`, ``newer_draft`` only when nothing of it can be shown.
        """
        try:
            return OpenedDraft(self.load(draft_id), read_only=True)
        except InputError as error:
            if error.code != "newer_draft":
                raise
        document = DraftFolder(self._folder(draft_id), self._now).read_newer()
        found = read_newer(self._form(newer_form(document)), document)
        if found.draft.id != draft_id:
            raise InputError("newer_draft")
        return OpenedDraft(found.draft, read_only=True, newer=True, hidden=found.hidden)

    def open(self, draft_id: DraftId) -> OpenedDraft:
        """Return a draft to go on writing it; mends what was damaged.

        A draft that another process or window is writing comes for reading only, with its owner, and stays
        so until it is opened anew. So does one of a newer program: its folder is left as it is.
        """
        looked_at = self.look_at(draft_id)
        if looked_at.newer:
            self.close(draft_id)
            self._read_only.add(draft_id)
            return looked_at
        folder = DraftFolder(self._folder(draft_id), self._now)
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
            if len(draft.unplaced) > len(read_stored(opened.document).unplaced):
                folder.back_up_first()  # what its form has no place for is about to be stored as text
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
        with self._writing:
            self._writable(draft.id, must_exist=True).keep_version(self._document(draft), kind)

    def mark_answered(self, draft_id: DraftId, name: str) -> None:
        """Remember that the person chose between a draft and one of its conflict versions."""
        mark_answered(self._folder(draft_id), name)

    def ids(self) -> tuple[DraftId, ...]:
        """Return the ids of the drafts, in no order."""
        return draft_ids(self._data_folder)

    def exists(self, draft_id: str) -> bool:
        """Tell whether there is a draft of that id."""
        return holds_draft(self._data_folder, draft_id)

    def stamp(self, draft_id: DraftId) -> Stamp | None:
        """Return what tells whether a draft changed, None when there is no such draft; reads nothing."""
        return draft_stamp(self._data_folder, draft_id) if is_draft_id(draft_id) else None

    def stamps(self) -> Iterator[tuple[DraftId, Stamp]]:
        """Yield every draft's id with its stamp."""
        return draft_stamps(self._data_folder)

    def move_to_trash(self, draft_id: DraftId) -> str:
        """Take a draft with its files out of the list by renaming its folder, and return its name there."""
        if not self._folder(draft_id).is_dir():
            raise InputError("no_such_draft")
        self._claim(draft_id)
        self.close(draft_id)  # Windows moves no folder in which a file is open
        return self._trash.take(draft_id, self._now())

    def trash(self) -> tuple[TrashEntry, ...]:
        """Return what lies in the trash, the last deleted first."""
        return self._trash.entries()

    def load_trashed(self, name: str) -> Draft:
        """Return a draft in the trash; writes nothing."""
        entry = self._trash.entry(name)
        folder = DraftFolder(self._trash.folder(entry), self._now)
        return self._read(entry.draft_id, folder.read().document)

    def restore_from_trash(self, name: str, spare_id: DraftId) -> DraftId:
        """Bring a draft back from the trash and return its id.

        It keeps its id unless there is a draft with that id; then both stay, and it gets the spare one.
        """
        entry = self._trash.entry(name)
        if not self._folder(entry.draft_id).exists():
            self._trash.give_back(self._trash.folder(entry), entry.draft_id)
            return entry.draft_id
        if self._folder(spare_id).exists():
            raise EnvironmentFailedError("unexpected")
        try:
            document = DraftFolder(self._trash.folder(entry), self._now).read().document
            self._read(entry.draft_id, document)
        except InputError as error:
            raise InputError("id_taken") from error
        self._restore_beside(entry, document, spare_id)
        return spare_id

    def purge(self, name: str) -> None:
        """Delete a draft in the trash for good, all of it (Ley 1581 de 2012)."""
        self._trash.purge(self._trash.folder(self._trash.entry(name)))

    def sweep_trash(self) -> None:
        """Purge what has been in the trash for too long, and end what was interrupted there."""
        self._trash.sweep(self._now())

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

    def has_file(self, draft_id: DraftId, attachment: FileAttachment) -> bool:
        """Tell whether a file of the attachment's size lies in its place; its bytes are not read."""
        with contextlib.suppress(OSError):
            return (self._folder(draft_id) / FILES / attachment.sha256).stat().st_size == attachment.size
        return False

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
        if draft_id in self._folders and not folder.exists() and self._data_folder.exists():
            self.close(draft_id)  # deleted by somebody else: it begins anew, with a lock that others see
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
        return salvage_draft(self._form(stored.form), stored)

    def _form(self, ref: FormRef) -> FormDefinition:
        try:
            return self._catalog.get(ref.code, ref.version)
        except InputError as error:
            code, version = clean_line(ref.code)[:60], clean_line(ref.version)[:60]
            raise InputError("draft_form_unknown", form=code, version=version) from error

    def _folder(self, draft_id: DraftId) -> Path:
        if not is_draft_id(draft_id):
            raise InputError("no_such_draft")
        return self._drafts / draft_id

    def _restore_beside(self, entry: TrashEntry, document: Document, spare_id: DraftId) -> None:
        stage = self._trash.new_stage()
        try:
            with explained(stage):
                rehouse(self._trash.folder(entry), stage, document, spare_id)
            self._trash.give_back(stage, spare_id)
        except FichasError:
            with contextlib.suppress(FichasError):  # the error that led here is the one to tell
                self._trash.purge(stage)
            raise
        with contextlib.suppress(FichasError):  # a draft twice is better than an error after all went well
            self.purge(entry.name)
