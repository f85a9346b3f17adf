"""Drafts in memory, for tests and for work that leaves nothing behind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import EnvironmentFailedError, InputError
from fichas_desktop.storage.draft_store import OpenedDraft, Saved
from fichas_desktop.storage.versions import Version, VersionKind


class MemoryDraftStore:
    """A DraftStore that forgets everything with the process."""

    def __init__(self) -> None:
        self._drafts: dict[DraftId, Draft] = {}
        self._trash: dict[DraftId, Draft] = {}
        self._versions: dict[DraftId, list[tuple[Version, Draft]]] = {}
        self._files: dict[tuple[DraftId, str], bytes] = {}

    def save(self, draft: Draft) -> Saved:
        """Keep a draft, new or changed."""
        self._drafts[draft.id] = draft
        return Saved()

    def load(self, draft_id: DraftId) -> Draft:
        """Return a draft as last saved."""
        if draft_id not in self._drafts:
            raise InputError("no_such_draft")
        return self._drafts[draft_id]

    def open(self, draft_id: DraftId) -> OpenedDraft:
        """Return a draft to go on writing it."""
        return OpenedDraft(self.load(draft_id))

    def close(self, draft_id: DraftId) -> None:
        """Do nothing: nobody else can see these drafts."""

    def close_all(self) -> None:
        """Do nothing: nobody else can see these drafts."""

    def history(self, draft_id: DraftId) -> tuple[Version, ...]:
        """Return the kept versions of a draft, the newest first."""
        return tuple(version for version, _draft in reversed(self._versions.get(draft_id, [])))

    def read_version(self, draft_id: DraftId, name: str) -> Draft:
        """Return a draft as it was in a kept version."""
        for version, draft in self._versions.get(draft_id, []):
            if version.name == name:
                return draft
        raise InputError("no_such_version")

    def keep_version(self, draft: Draft, kind: VersionKind) -> None:
        """Keep a version of a draft that has been saved before, with what was typed since."""
        self.load(draft.id)
        if kind is not VersionKind.EXPORT:
            self._drafts[draft.id] = draft
        kept = self._versions.setdefault(draft.id, [])
        number = len(kept) + 1
        kept.append((Version(f"{number:08d}-{kind}.json", number, kind, 0, draft.modified_at), draft))

    def purge(self, draft_id: DraftId) -> None:
        """Delete a draft in the trash for good, all of it."""
        if self._trash.pop(draft_id, None) is None:
            raise InputError("no_such_draft")
        self._versions.pop(draft_id, None)
        self._files = {key: data for key, data in self._files.items() if key[0] != draft_id}

    def add_draft(self, draft: Draft, files: Iterable[bytes]) -> None:
        """Keep a new draft with its files."""
        if draft.id in self._drafts:
            raise EnvironmentFailedError("name_taken", folder="", name=draft.id)
        for data in files:
            self.add_file(draft.id, data)
        self.save(draft)

    def drop_unused_files(self, draft_id: DraftId) -> tuple[str, ...]:
        """Do nothing: what is in memory goes with the process."""
        self.load(draft_id)
        return ()

    def sweep(self) -> tuple[str, ...]:
        """Do nothing: nobody can kill this store and leave something behind."""
        return ()

    def note(self, draft: Draft) -> None:
        """Keep what is being typed in a draft that has been saved before."""
        if draft.id in self._drafts:
            self._drafts[draft.id] = draft

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
