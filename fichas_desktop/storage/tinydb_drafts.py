"""Drafts in TinyDB, one folder each: ``<datos>/drafts/<id>/draft.json`` and ``files/<sha256>``."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from fichas_desktop.codec.draft import decode_draft, encode_draft, read_stored
from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import DraftId
from fichas_desktop.durable_file import explained, make_folder, sync_folder, write_durably
from fichas_desktop.errors import EnvironmentFailedError, InputError
from fichas_desktop.forms.catalog import FormCatalog
from fichas_desktop.storage.draft_folders import DRAFTS, FILE, TRASH, draft_ids, is_draft_id

if TYPE_CHECKING:
    from tinydb import TinyDB

_TABLE = "draft"
_DOCUMENT = 1


class TinyDbDraftStore:
    """A DraftStore in the data folder.

    Args:
        data_folder: Created when first needed, mode 0700.
        catalog: Forms with which stored answers are read and written.
    """

    def __init__(self, data_folder: Path, catalog: FormCatalog) -> None:
        self._data_folder = data_folder
        self._drafts = data_folder / DRAFTS
        self._trash = data_folder / TRASH
        self._catalog = catalog

    def save(self, draft: Draft) -> None:
        """Keep a draft, new or changed, durably."""
        form = self._catalog.get(draft.form.code, draft.form.version)
        folder = self._folder(draft.id)
        make_folder(folder)
        from tinydb.table import Document  # noqa: PLC0415

        with _database(folder / FILE) as database:
            document = Document(encode_draft(form, draft), doc_id=_DOCUMENT)
            database.table(_TABLE).upsert(document)

    def load(self, draft_id: DraftId) -> Draft:
        """Return a draft as last saved."""
        path = self._folder(draft_id) / FILE
        if not path.is_file():
            raise InputError("no_such_draft")
        with _database(path) as database:
            document = database.table(_TABLE).get(doc_id=_DOCUMENT)
        if document is None:
            raise InputError("damaged_draft")
        stored = read_stored(document)
        if stored.id != draft_id:
            raise InputError("damaged_draft")
        return decode_draft(self._catalog.get(stored.form.code, stored.form.version), stored)

    def ids(self) -> tuple[DraftId, ...]:
        """Return the ids of the drafts, in no order."""
        return draft_ids(self._data_folder)

    def move_to_trash(self, draft_id: DraftId) -> None:
        """Take a draft with its files out of the list by renaming its folder.

        A draft of the same id that lies in the trash already is kept there under another name.
        """
        older = self._trash / draft_id
        if older.is_dir() and self._folder(draft_id).is_dir():
            self._move(older, self._trash / f"{draft_id}.{secrets.token_hex(4)}")
        self._move(self._folder(draft_id), older)

    def restore_from_trash(self, draft_id: DraftId) -> None:
        """Bring a draft back from the trash."""
        self._move(self._trash / draft_id, self._folder(draft_id))

    def add_file(self, draft_id: DraftId, data: bytes) -> str:
        """Keep a file by its content hash; the same content is kept once."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._file(draft_id, sha256)
        if self.read_file(draft_id, sha256) is None:
            make_folder(path.parent)
            write_durably(path, data)
        return sha256

    def read_file(self, draft_id: DraftId, sha256: str) -> bytes | None:
        """Return a file's bytes, or None when they are missing or altered."""
        try:
            data = self._file(draft_id, sha256).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == sha256 else None

    def _folder(self, draft_id: DraftId) -> Path:
        if not is_draft_id(draft_id):
            raise InputError("no_such_draft")
        return self._drafts / draft_id

    def _file(self, draft_id: DraftId, sha256: str) -> Path:
        return self._folder(draft_id) / "files" / sha256

    def _move(self, source: Path, target: Path) -> None:
        if not source.is_dir():
            raise InputError("no_such_draft")
        if target.exists():
            raise EnvironmentFailedError("name_taken", folder=str(target.parent), name=target.name)
        make_folder(target.parent)
        with explained(target):
            os.replace(source, target)  # noqa: PTH105 - a rename that never copies
            sync_folder(source.parent)
            sync_folder(target.parent)


def _database(path: Path) -> TinyDB:
    # imported when first needed: the window is painted before
    from tinydb import TinyDB  # noqa: PLC0415

    from fichas_desktop.storage.durable_storage import DurableJsonStorage  # noqa: PLC0415

    return TinyDB(path, storage=DurableJsonStorage)
