"""What every store of drafts promises, whatever it keeps them in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from msgspec import Struct

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import DraftId, FileAttachment
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.storage.draft_folders import Stamp
from fichas_desktop.storage.lock_owner import LockOwner
from fichas_desktop.storage.trash import TrashEntry
from fichas_desktop.storage.versions import Version, VersionKind


class OpenedDraft(Struct, frozen=True):
    """A draft opened for writing.

    Attributes:
        recovered: True when it holds more than was last saved, or had to be put together anew.
        damaged: True when its file was damaged and is in quarantine now.
        owner: Who else is writing it, so that it is opened for reading only; None when this store is.
        read_only: True when it must not be saved.
        newer: True when a newer program wrote it, so that only what this one understands is here.
        hidden: Answers of such a draft that are not.
        trouble: Why its folder takes no lock, so that nobody can save it there; None where it does.
    """

    draft: Draft
    recovered: bool = False
    damaged: bool = False
    owner: LockOwner | None = None
    read_only: bool = False
    newer: bool = False
    hidden: int = 0
    trouble: EnvironmentFailedError | None = None


class Saved(Struct, frozen=True):
    """A save that is durable.

    Attributes:
        trouble: Code of what failed beside it, so that the draft is kept in one place instead of two and
            whoever writes it should be warned; empty when all went well.
    """

    trouble: str = ""


class DraftStore(Protocol):
    """Keeps drafts and the files that they hand in.

    A method that returns has done its work durably. Errors are ``InputError`` (``no_such_draft``,
    ``newer_draft``, ``damaged_draft``) and ``EnvironmentFailedError`` (the disk).
    """

    def save(self, draft: Draft) -> Saved:
        """Keep a draft, new or changed."""

    def claim(self, draft_id: DraftId) -> None:
        """Let nobody else write a kept draft until it is closed here; ``locked`` where somebody does."""

    def load(self, draft_id: DraftId) -> Draft:
        """Return a draft as last saved or noted; writes nothing."""

    def look_at(self, draft_id: DraftId) -> OpenedDraft:
        """Return what can be shown of a draft, also of one of a newer program; writes and locks nothing."""

    def open(self, draft_id: DraftId) -> OpenedDraft:
        """Return a draft to go on writing it."""

    def close(self, draft_id: DraftId) -> None:
        """Let others write a draft again that was opened here."""

    def close_all(self) -> None:
        """Let others write every draft again that was opened here."""

    def history(self, draft_id: DraftId) -> tuple[Version, ...]:
        """Return the kept versions of a draft, the newest first."""

    def read_version(self, draft_id: DraftId, name: str) -> Draft:
        """Return a draft as it was in a kept version; InputError when that cannot be read."""

    def keep_version(self, draft: Draft, kind: VersionKind) -> None:
        """Keep a version of a draft that has been saved before, with what was typed since."""

    def mark_answered(self, draft_id: DraftId, name: str) -> None:
        """Remember that the person chose between a draft and one of its conflict versions."""

    def add_draft(self, draft: Draft, files: Iterable[bytes]) -> None:
        """Keep a new draft with its files, whole or not at all; ``name_taken`` when there is one."""

    def note(self, draft: Draft) -> None:
        """Keep what is being typed in a draft that has been saved before."""

    def ids(self) -> tuple[DraftId, ...]:
        """Return the ids of the drafts, in no order; not those in the trash."""

    def exists(self, draft_id: str) -> bool:
        """Tell whether there is a draft of that id."""

    def stamp(self, draft_id: DraftId) -> Stamp | None:
        """Return what tells whether a draft changed, None when there is no such draft; reads nothing."""

    def stamps(self) -> Iterator[tuple[DraftId, Stamp]]:
        """Yield every draft's id with its stamp."""

    def move_to_trash(self, draft_id: DraftId) -> str:
        """Take a draft with its files out of the list, and return its name in the trash."""

    def trash(self) -> tuple[TrashEntry, ...]:
        """Return what lies in the trash, readable or not, the last deleted first."""

    def load_trashed(self, name: str) -> Draft:
        """Return a draft in the trash; writes nothing."""

    def restore_from_trash(self, name: str, spare_id: DraftId) -> DraftId:
        """Bring a draft back from the trash, with all that belongs to it, and return its id.

        It keeps its id unless there is a draft with that id; then both stay, and it gets ``spare_id``.

        Raises:
            InputError: ``no_such_draft``; ``id_taken`` when it would need another id and cannot be read.
        """

    def purge(self, name: str) -> None:
        """Delete a draft in the trash for good, with versions, journal, quarantine and files."""

    def sweep_trash(self) -> None:
        """Purge what has been in the trash for too long, and end what was interrupted there."""

    def add_file(self, draft_id: DraftId, data: bytes) -> str:
        """Keep a file for a draft, which need not be saved yet, and return its SHA-256."""

    def drop_unused_files(self, draft_id: DraftId) -> tuple[str, ...]:
        """Delete the files of a draft open here that nothing has named for a day, and return their hashes."""

    def sweep(self) -> tuple[str, ...]:
        """Delete what killed programs left half made a day ago or more, and return its names."""

    def read_file(self, draft_id: DraftId, sha256: str) -> bytes | None:
        """Return a file's bytes, or None when they are missing or no longer have that hash."""

    def has_file(self, draft_id: DraftId, attachment: FileAttachment) -> bool:
        """Tell whether a file of the attachment's size lies in its place; its bytes are not read."""
