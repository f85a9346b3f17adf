"""Drafts in memory, for tests and for work that leaves nothing behind."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from msgspec import Struct, structs

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import DraftId, FileAttachment
from fichas_desktop.errors import EnvironmentFailedError, InputError
from fichas_desktop.storage.draft_folders import Stamp
from fichas_desktop.storage.draft_store import OpenedDraft, Saved
from fichas_desktop.storage.trash import TrashEntry, entry_name, entry_of, is_expired, newest_first
from fichas_desktop.storage.versions import Version, VersionKind


class _Trashed(Struct, frozen=True):
    draft: Draft
    versions: list[tuple[Version, Draft]]
    files: dict[str, bytes]


class MemoryDraftStore:
    """A DraftStore that forgets everything with the process.

    Args:
        now: Present time, for the trash; None takes the computer's.
    """

    def __init__(self, now: Callable[[], dt.datetime] | None = None) -> None:
        self._now = now or partial(dt.datetime.now, dt.UTC)
        self._drafts: dict[DraftId, Draft] = {}
        self._trash: dict[str, _Trashed] = {}
        self._versions: dict[DraftId, list[tuple[Version, Draft]]] = {}
        self._files: dict[tuple[DraftId, str], bytes] = {}

    def save(self, draft: Draft) -> Saved:
        """Keep a draft, new or changed."""
        self._drafts[draft.id] = draft
        return Saved()

    def claim(self, draft_id: DraftId) -> None:
        """Do nothing for a draft that is kept: nobody else writes it."""
        self.load(draft_id)

    def load(self, draft_id: DraftId) -> Draft:
        """Return a draft as last saved."""
        if draft_id not in self._drafts:
            raise InputError("no_such_draft")
        return self._drafts[draft_id]

    def look_at(self, draft_id: DraftId) -> OpenedDraft:
        """Return a draft as last saved."""
        return OpenedDraft(self.load(draft_id), read_only=True)

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

    def mark_answered(self, draft_id: DraftId, name: str) -> None:
        """Do nothing: nobody else writes these drafts, so that there are no conflicts."""

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

    def exists(self, draft_id: str) -> bool:
        """Tell whether there is a draft of that id."""
        return draft_id in self._drafts

    def stamp(self, draft_id: DraftId) -> Stamp | None:
        """Return a stamp that tells nothing, None when there is no such draft."""
        return Stamp("", 0) if draft_id in self._drafts else None

    def stamps(self) -> Iterator[tuple[DraftId, Stamp]]:
        """Yield every draft's id with a stamp that tells nothing."""
        yield from ((draft_id, Stamp("", 0)) for draft_id in self.ids())

    def move_to_trash(self, draft_id: DraftId) -> str:
        """Take a draft out of the list, and return its name in the trash."""
        draft = self.load(draft_id)
        name = entry_name(draft_id, self._now())
        files = {key[1]: data for key, data in self._files.items() if key[0] == draft_id}
        self._files = {key: data for key, data in self._files.items() if key[0] != draft_id}
        self._trash[name] = _Trashed(draft, self._versions.pop(draft_id, []), files)
        del self._drafts[draft_id]
        return name

    def trash(self) -> tuple[TrashEntry, ...]:
        """Return what lies in the trash, the last deleted first."""
        return newest_first(entry for name in self._trash if (entry := entry_of(name)) is not None)

    def load_trashed(self, name: str) -> Draft:
        """Return a draft in the trash."""
        return self._trashed(name).draft

    def restore_from_trash(self, name: str, spare_id: DraftId) -> DraftId:
        """Bring a draft back from the trash and return its id, the spare one when its own is taken."""
        found = self._trashed(name)
        draft_id = spare_id if found.draft.id in self._drafts else found.draft.id
        self._drafts[draft_id] = structs.replace(found.draft, id=draft_id)
        self._versions[draft_id] = [
            (version, structs.replace(draft, id=draft_id)) for version, draft in found.versions
        ]
        self._files |= {(draft_id, sha256): data for sha256, data in found.files.items()}
        self.purge(name)
        return draft_id

    def purge(self, name: str) -> None:
        """Delete a draft in the trash for good, all of it."""
        self._trashed(name)
        del self._trash[name]

    def sweep_trash(self) -> None:
        """Purge what has been in the trash for too long."""
        for entry in self.trash():
            if is_expired(entry, self._now()):
                self.purge(entry.name)

    def _trashed(self, name: str) -> _Trashed:
        if name not in self._trash:
            raise InputError("no_such_draft")
        return self._trash[name]

    def add_file(self, draft_id: DraftId, data: bytes) -> str:
        """Keep a file and return its SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        self._files[draft_id, sha256] = data
        return sha256

    def read_file(self, draft_id: DraftId, sha256: str) -> bytes | None:
        """Return a file's bytes, or None when they are missing."""
        return self._files.get((draft_id, sha256))

    def has_file(self, draft_id: DraftId, attachment: FileAttachment) -> bool:
        """Tell whether a file of the attachment's size is kept."""
        data = self._files.get((draft_id, attachment.sha256))
        return data is not None and len(data) == attachment.size
