"""Drafts in memory, for tests and for work that leaves nothing behind."""

from __future__ import annotations

import hashlib

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import InputError


class MemoryDraftStore:
    """A DraftStore that forgets everything with the process."""

    def __init__(self) -> None:
        self._drafts: dict[DraftId, Draft] = {}
        self._trash: dict[DraftId, Draft] = {}
        self._files: dict[tuple[DraftId, str], bytes] = {}

    def save(self, draft: Draft) -> None:
        """Keep a draft, new or changed."""
        self._drafts[draft.id] = draft

    def load(self, draft_id: DraftId) -> Draft:
        """Return a draft as last saved."""
        if draft_id not in self._drafts:
            raise InputError("no_such_draft")
        return self._drafts[draft_id]

    def ids(self) -> tuple[DraftId, ...]:
        """Return the ids of the drafts."""
        return tuple(self._drafts)

    def move_to_trash(self, draft_id: DraftId) -> None:
        """Take a draft out of the list."""
        self._trash[draft_id] = self.load(draft_id)
        del self._drafts[draft_id]

    def restore_from_trash(self, draft_id: DraftId) -> None:
        """Bring a draft back from the trash."""
        if draft_id not in self._trash:
            raise InputError("no_such_draft")
        self._drafts[draft_id] = self._trash.pop(draft_id)

    def add_file(self, draft_id: DraftId, data: bytes) -> str:
        """Keep a file and return its SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        self._files[draft_id, sha256] = data
        return sha256

    def read_file(self, draft_id: DraftId, sha256: str) -> bytes | None:
        """Return a file's bytes, or None when they are missing."""
        return self._files.get((draft_id, sha256))
