"""What every store of drafts promises, whatever it keeps them in."""

from __future__ import annotations

from typing import Protocol

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import DraftId


class DraftStore(Protocol):
    """Keeps drafts and the files that they hand in.

    A method that returns has done its work durably. Errors are ``InputError`` (``no_such_draft``,
    ``newer_draft``, ``damaged_draft``) and ``EnvironmentFailedError`` (the disk).
    """

    def save(self, draft: Draft) -> None:
        """Keep a draft, new or changed."""

    def load(self, draft_id: DraftId) -> Draft:
        """Return a draft as last saved."""

    def ids(self) -> tuple[DraftId, ...]:
        """Return the ids of the drafts, in no order; not those in the trash."""

    def move_to_trash(self, draft_id: DraftId) -> None:
        """Take a draft with its files out of the list."""

    def restore_from_trash(self, draft_id: DraftId) -> None:
        """Bring a draft back from the trash."""

    def add_file(self, draft_id: DraftId, data: bytes) -> str:
        """Keep a file for a draft, which need not be saved yet, and return its SHA-256."""

    def read_file(self, draft_id: DraftId, sha256: str) -> bytes | None:
        """Return a file's bytes, or None when they are missing or no longer have that hash."""
