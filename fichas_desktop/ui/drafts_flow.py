"""The list of drafts at work: shown at once from the index, checked off the GUI thread, acted upon."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from fichas_desktop.domain.draft_summary import DraftSummary
from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import FichasError
from fichas_desktop.messages import KEPT_BESIDE, error_sentence
from fichas_desktop.services.program import Program
from fichas_desktop.services.trash import Restored
from fichas_desktop.ui.after_paint import AfterFirstPaint
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.drafts_model import NO_TITLE, title_of
from fichas_desktop.ui.drafts_page import DraftsPage
from fichas_desktop.ui.notice_strip import NoticeStrip
from fichas_desktop.ui.theme import Role
from fichas_desktop.ui.window_strips import WindowStrips

_STRIP = "duplicate"


class DraftsFlow(QObject):
    """Brings the drafts to their page, and does what is asked for there.

    Args:
        program: The services.
        page: Where the list is shown.
        worker: In which drafts are looked at and copied.
        strips: Shows that a copy is made, and which it is.
        tell: Says one sentence that stops the person.
    """

    _found = Signal(object, object)

    def __init__(
        self,
        program: Program,
        page: DraftsPage,
        worker: BackgroundWorker,
        strips: WindowStrips,
        tell: Callable[[str], object],
    ) -> None:
        super().__init__(page)
        self._program = program
        self._page = page
        self._worker = worker
        self._strips = strips
        self._tell = tell
        self._stop = threading.Event()
        self._found.connect(self._show_found)
        page.duplicate_requested.connect(self._duplicate_here)
        for done in (page.open_requested, page.delete_requested):
            done.connect(lambda _draft_id: strips.drop(_STRIP))
        page.delete_requested.connect(self._delete)
        page.undo_requested.connect(self._undo_delete)

    def show(self) -> None:
        """Show what is known of the drafts, and look at them after that has been painted."""
        self.refresh()
        self._page.focus_first()

    def refresh(self) -> None:
        """Show what is known now, and look at the drafts again; the keyboard stays where it is."""
        rows = self._program.drafts.listed.rows()
        self._page.show_drafts(rows, is_complete=bool(rows))
        self.pause()
        AfterFirstPaint(self._page, self._check)
        self._page.update()

    def pause(self) -> None:
        """Stop looking at the drafts: nothing is to slow down what comes next."""
        self._stop.set()

    def end(self) -> None:
        """Stop looking at the drafts, and keep what is known of them for the next start."""
        self.pause()
        self._worker.settle()
        self._program.drafts.listed.write()

    def _check(self) -> None:
        self.pause()
        self._stop = stop = threading.Event()
        self._worker.run(
            partial(self._look, stop), partial(self._show_found, stop), lambda e: self._fail(stop, e)
        )

    def _look(self, stop: threading.Event) -> tuple[DraftSummary, ...]:
        listed = self._program.drafts.listed
        for _ in listed.check(lambda: not stop.is_set()):
            self._found.emit(stop, listed.rows())
        listed.write()
        return listed.rows()

    def _show_found(self, stop: threading.Event, rows: tuple[DraftSummary, ...]) -> None:
        # what was found before something else was asked for is old
        if not stop.is_set():
            self._page.show_drafts(rows)

    def _fail(self, stop: threading.Event, error: FichasError) -> None:
        if not stop.is_set():
            self._page.show_trouble(error_sentence(error))

    def duplicate(self, draft_id: str, then: Callable[[str], object]) -> None:
        """Copy a draft off the GUI thread, and do something with the id of the copy."""
        self.pause()
        self._strips.show_progress(_STRIP, "Duplicando la ficha…")
        self._worker.run(
            partial(self._program.drafts.duplicate, DraftId(draft_id)),
            partial(self._show_copy, then),
            self._fail_to_duplicate,
        )

    def _duplicate_here(self, draft_id: str) -> None:
        self.duplicate(draft_id, self._show_in_list)

    def _show_copy(self, then: Callable[[str], object], copy: Draft) -> None:
        then(copy.id)
        titles = (title_of(row) for row in self._program.drafts.listed.rows() if row.id == copy.id)
        # both have one name: the time on its card tells which of them is the copy
        sentence = (
            f"Se copió «{next(titles, NO_TITLE)}»: la copia es la del {copy.modified_at:%d/%m/%Y %H:%M}. "
            "Cámbiele el nombre para distinguirlas."
        )
        self._strips.show_strip(_STRIP, NoticeStrip("notice.duplicate", sentence, Role.OK_STRIP))

    def _show_in_list(self, draft_id: str) -> None:
        self.refresh()
        self._page.focus_draft(draft_id)

    def _fail_to_duplicate(self, error: FichasError) -> None:
        self._strips.drop(_STRIP)
        self._tell(error_sentence(error))
        if self._page.isVisible():
            self.refresh()

    def _delete(self, draft_id: str) -> None:
        drafts = self._program.drafts
        summary = drafts.summary(DraftId(draft_id))
        names: list[str] = []
        if self._try(lambda: names.append(drafts.move_to_trash(DraftId(draft_id)))):
            self._page.offer_undo(names[0], summary.title)

    def _undo_delete(self, name: str) -> None:
        restored: list[Restored] = []
        if self._try(lambda: restored.append(self._program.trash.restore(name))):
            self._page.clear_undo()
            self._page.focus_draft(restored[0].id)
            if restored[0].beside:
                self._tell(KEPT_BESIDE)

    def _try(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except FichasError as error:
            self._tell(error_sentence(error))
            return False
        self.refresh()
        return True
