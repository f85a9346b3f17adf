"""Deleted drafts: list them, bring them back, delete them for good, in the end by themselves."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Iterable

from msgspec import Struct

from fichas_desktop.domain.values import DraftId, plain_text
from fichas_desktop.errors import FichasError
from fichas_desktop.forms.catalog import FormCatalog
from fichas_desktop.services.draft_list import DraftList
from fichas_desktop.services.runtime import Clock, NewId
from fichas_desktop.storage.draft_store import DraftStore
from fichas_desktop.storage.trash import KEPT, TrashEntry

KEPT_DAYS = KEPT.days
"""How many days what was deleted is kept."""

_DAY = dt.timedelta(days=1)


class TrashedDraft(Struct, frozen=True):
    """A deleted draft in the list.

    Attributes:
        name: By which it is restored or purged.
        title: Empty while unanswered, and when it cannot be read.
        is_readable: False when the stored draft cannot be read.
        since: When it was deleted; or first seen in the trash, when that is not known; None before that.
        is_deletion: Whether ``since`` is the moment of the deletion.
        days_left: Days until it is deleted for good, 0 to 30.
        has_copies: Whether there is a draft with the same id elsewhere in the trash or among the drafts.
    """

    name: str
    title: str
    is_readable: bool
    since: dt.datetime | None
    is_deletion: bool
    days_left: int
    has_copies: bool = False


class Restored(Struct, frozen=True):
    """A draft that was brought back.

    Attributes:
        id: Under which it is kept.
        beside: Whether its own id was taken, so that it is kept beside that draft under another.
    """

    id: DraftId
    beside: bool = False


class Trash:
    """Use cases around deleted drafts.

    Args:
        store: Where they are kept.
        catalog: The forms known.
        clock: For the days that are left, and the zone in which times are shown.
        new_id: For a draft that comes back when its id is taken.
        listed: The list of the drafts that are not deleted.
        clear_copies: Deletes the copies of annexes that were made for other programs.
    """

    def __init__(
        self,
        store: DraftStore,
        catalog: FormCatalog,
        clock: Clock,
        new_id: NewId,
        listed: DraftList,
        clear_copies: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._catalog = catalog
        self._clock = clock
        self._new_id = new_id
        self._listed = listed
        self._clear_copies = clear_copies

    def drafts(self) -> tuple[TrashedDraft, ...]:
        """Return the list of deleted drafts, the last deleted first."""
        entries = self._store.trash()
        same = Counter([*self._store.ids(), *(entry.draft_id for entry in entries)])
        return tuple(self._row(entry, has_copies=same[entry.draft_id] > 1) for entry in entries)

    def restore(self, name: str) -> Restored:
        """Bring a draft back, with its versions and annexes; both stay when there is one with its id."""
        entries = {entry.name: entry.draft_id for entry in self._store.trash()}
        draft_id = self._store.restore_from_trash(name, self._new_id())
        self._listed.refresh(draft_id)
        return Restored(draft_id, beside=draft_id != entries.get(name, draft_id))

    def purge(self, name: str) -> None:
        """Delete a draft for good, all of it, also what the list kept of it."""
        draft_ids = {entry.name: entry.draft_id for entry in self._store.trash()}
        self._store.purge(name)
        self._forget(draft_ids[name])

    def purge_all(self, names: Iterable[str]) -> None:
        """Delete drafts for good, as many as can be.

        Raises:
            FichasError: Why the first one that is not deleted is not.
        """
        failed: FichasError | None = None
        for name in names:
            try:
                self.purge(name)
            except FichasError as error:
                failed = failed or error
        if failed is not None:
            raise failed

    def sweep(self) -> None:
        """Delete for good what has been here for too long, and end what was interrupted."""
        before = self._store.trash()
        self._store.sweep_trash()
        kept = {entry.name for entry in self._store.trash()}
        for entry in before:
            if entry.name not in kept:
                self._forget(entry.draft_id)

    def _forget(self, draft_id: DraftId) -> None:
        self._clear_copies()
        self._listed.forget(draft_id)
        # there may be a draft with that id beside the deleted one
        self._listed.refresh(draft_id)

    def _row(self, entry: TrashEntry, *, has_copies: bool) -> TrashedDraft:
        now = self._clock()
        since = entry.since.astimezone(now.tzinfo) if entry.since is not None else None
        left = KEPT - max(now - since, dt.timedelta()) if since is not None else KEPT
        title, is_readable = self._title(entry.name)
        return TrashedDraft(
            name=entry.name,
            title=title,
            is_readable=is_readable,
            since=since,
            is_deletion=entry.is_deletion,
            days_left=max(math.ceil(left / _DAY), 0),
            has_copies=has_copies,
        )

    def _title(self, name: str) -> tuple[str, bool]:
        try:
            draft = self._store.load_trashed(name)
            form = self._catalog.get(draft.form.code, draft.form.version)
        except FichasError:
            return "", False
        value = draft.answers.get(form.title_field)
        return ("" if value is None else plain_text(form.field(form.title_field), value)), True
