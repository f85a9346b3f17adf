"""The list of drafts: at once from the index, then as the drafts' files say."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from fichas_desktop.domain.draft_summary import DraftSummary
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.services.runtime import Clock
from fichas_desktop.storage.draft_folders import Stamp
from fichas_desktop.storage.draft_index import DraftIndex, IndexRow
from fichas_desktop.storage.draft_store import DraftStore

_FIRST_PORTION, _LONGEST_PORTION = 0.1, 2.0
"""Seconds of reading after which what was found so far is told, twice as long each time."""

_BREATH = 0.0002
"""Seconds between two drafts in which a window in another thread gets its turn, of which Python has one."""


class DraftList:
    """Knows the rows of the list, and which drafts must be read to bring them up to date.

    Its methods may be called from several threads: one checks while another shows.

    Args:
        store: The drafts.
        summary: Reads one draft and returns its row.
        index: Where the rows are kept from one start to the next; None keeps them nowhere.
        clock: For the day on which a state was found.
    """

    def __init__(
        self,
        store: DraftStore,
        summary: Callable[[DraftId], DraftSummary],
        index: DraftIndex | None,
        clock: Clock,
    ) -> None:
        self._store = store
        self._summary = summary
        self._index = index
        self._clock = clock
        self._guard = threading.Lock()
        self._file_guard = threading.Lock()
        self._known: dict[DraftId, IndexRow] | None = None
        self._is_written = True

    def rows(self) -> tuple[DraftSummary, ...]:
        """Return the rows known now, the last changed first, unreadable ones last; reads no draft."""
        with self._guard:
            found = [row.summary for row in self._rows().values()]
        found.sort(key=lambda summary: summary.id)
        found.sort(
            key=lambda summary: summary.modified.timestamp() if summary.modified else 0.0, reverse=True
        )
        return tuple(found)

    def check(self, is_wanted: Callable[[], bool] = lambda: True) -> Iterator[None]:
        """Compare the rows with the drafts' files, and read what is new or changed, the newest first.

        Yields whenever there may be other rows to show than before.

        Args:
            is_wanted: Asked before each draft; False ends the work early.

        Raises:
            EnvironmentFailedError: The folder of the drafts cannot be looked at.
        """
        stamps: dict[DraftId, Stamp] = {}
        for draft_id, stamp in self._store.stamps():
            if not is_wanted():
                return
            stamps[draft_id] = stamp
        with self._guard:
            rows = self._rows()
            gone = [draft_id for draft_id in rows if draft_id not in stamps]
            stale = [draft_id for draft_id, stamp in stamps.items() if self._is_stale(draft_id, stamp.mark)]
        for draft_id in gone:
            self.refresh(draft_id)  # looks again: it may be a new one
        stale.sort(key=lambda draft_id: stamps[draft_id].changed, reverse=True)
        told, portion = time.monotonic(), _FIRST_PORTION
        for draft_id in stale:
            if not is_wanted():
                return
            self.refresh(draft_id)
            time.sleep(_BREATH)
            if time.monotonic() - told > portion:
                yield
                told, portion = time.monotonic(), min(portion * 2, _LONGEST_PORTION)
        if gone or stale:
            yield

    def refresh(self, draft_id: DraftId) -> None:
        """Bring the row of one draft up to date."""
        stamp = self._store.stamp(draft_id)
        if stamp is None:
            self.drop(draft_id)
            return
        # the stamp is older than what is read: a change in between is found at the next check
        row = IndexRow(self._summary(draft_id), stamp.mark, self._clock().date())
        with self._guard:
            # meanwhile it may have gone to the trash, whose rows are dropped under this guard
            if self._store.stamp(draft_id) is not None:
                self._rows()[draft_id] = row
                self._is_written = False

    def drop(self, draft_id: DraftId) -> None:
        """Take the row of a draft out of the list."""
        with self._guard:
            if self._rows().pop(draft_id, None) is not None:
                self._is_written = False

    def forget(self, draft_id: DraftId) -> None:
        """Take the row of a purged draft out of the list and wipe it from the disk (Ley 1581 de 2012).

        Raises:
            EnvironmentFailedError: The index cannot be written.
        """
        self.drop(draft_id)
        if self._index is not None:
            with self._file_guard:
                self._index.forget(draft_id)

    def write(self) -> None:
        """Keep the rows for the next start when they changed; where that fails, it costs only time then."""
        # whoever shows the list waits for no disk: the rows are free while they are written
        with self._file_guard:
            with self._guard:
                if self._index is None or self._is_written:
                    return
                rows = tuple(self._rows().values())
                self._is_written = True
            try:
                # what another window purged must not come back to the disk (Ley 1581 de 2012)
                self._index.write(row for row in rows if self._store.exists(row.summary.id))
            except EnvironmentFailedError:
                self._is_written = False

    def _rows(self) -> dict[DraftId, IndexRow]:
        if self._known is None:
            rows = self._index.read() if self._index is not None else ()
            self._known = {row.summary.id: row for row in rows}
        return self._known

    def _is_stale(self, draft_id: DraftId, mark: str) -> bool:
        row = self._rows().get(draft_id)
        if row is None or not mark or row.stamp != mark:
            return True
        # as days go by, dates in the future stop being problems; nothing else of a state depends on the day
        today = self._clock().date()
        return today < row.day or (today > row.day and row.summary.state.to_correct > 0)
