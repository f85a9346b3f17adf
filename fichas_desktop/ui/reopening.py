"""Opens kept drafts: where they were left, with what there is to tell, to ask and to offer."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import EnvironmentFailedError, FichasError
from fichas_desktop.messages import error_sentence
from fichas_desktop.services.drafts import Reopened
from fichas_desktop.services.program import Program
from fichas_desktop.services.reopening import Conflict
from fichas_desktop.ui.after_paint import AfterFirstPaint
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.draft_notices import conflict_strip, newer_form_strip, notices, unplaced_strip
from fichas_desktop.ui.ficha_host import FichaHost
from fichas_desktop.ui.filling_view import FillingView
from fichas_desktop.ui.notice_strip import NoticeStrip
from fichas_desktop.ui.window_strips import WindowStrips

_STRIP = "restore"


class ReopeningFlow(QObject):
    """One draft at a time; nothing is asked before it is on the screen, and nothing stops the person.

    Args:
        program: The services.
        dialogs: Says what went wrong.
        host: Shows the ficha.
        strips: Shows that it goes on.
        parent: The window.

    Signals:
        opened: Id of a whole draft that is on the screen now and may be written.
        list_requested: There is nothing to be shown but the list of drafts.
    """

    opened = Signal(str)
    list_requested = Signal()

    def __init__(
        self, program: Program, dialogs: Dialogs, host: FichaHost, strips: WindowStrips, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._dialogs = dialogs
        self._host = host
        self._strips = strips
        self._window = parent

    def open_draft(self, draft_id: str) -> None:
        """Show a kept draft; one that is being written here stays as it is on the screen."""
        view = self._host.view
        if view is not None and not view.bridge.read_only and view.bridge.session.draft.id == draft_id:
            return  # what the disk holds may lack the last keys
        try:
            reopened = self._program.drafts.reopen(DraftId(draft_id))
        except FichasError as error:
            self._tell(error)
            return
        self._show(reopened)

    def open_interrupted(self, draft_id: str) -> None:
        """Show the draft that was being written when the program ended abnormally, else the list.

        A draft that another window is writing now was not interrupted.
        """
        with contextlib.suppress(FichasError):
            reopened = self._program.drafts.reopen(DraftId(draft_id))
            if not reopened.read_only:
                self._show(reopened)
                return
            self._program.drafts.close(DraftId(draft_id))
        self.list_requested.emit()

    def show_history(self, version: str = "") -> None:
        """Show the versions of the ficha on the screen.

        Args:
            version: The one to look at first; empty for the newest.
        """
        from fichas_desktop.ui.history_dialog import HistoryDialog  # noqa: PLC0415 - after the first paint

        view = self._host.view
        if view is None or self._host.flush() is not None:
            return
        session = view.bridge.session
        dialog = HistoryDialog(self._program.drafts, session.form, session.draft, self._window, version)
        dialog.restore_requested.connect(self._take_version)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show(self, reopened: Reopened) -> None:
        if not self._host.show(reopened.session, read_only=reopened.read_only, is_kept=True):
            self._give_up(reopened)
            return
        if not reopened.read_only and not reopened.damaged:
            self.opened.emit(reopened.session.draft.id)
        view = self._host.view
        if view is None or view.bridge.session is not reopened.session:
            return
        for strip in notices(reopened, self.show_history, self._write_here):
            view.add_notice(strip)
        if not reopened.newer:
            AfterFirstPaint(view, partial(self._tell_more, view))

    def _write_here(self) -> None:
        """Go on writing a ficha that could only be read, once nobody else writes it."""
        view = self._host.view
        if view is None:
            return
        try:
            reopened = self._program.drafts.reopen(view.bridge.session.draft.id)
        except FichasError as error:
            self._tell(error)
            return
        if reopened.read_only:
            self._tell(reopened.trouble or EnvironmentFailedError("locked"))
        else:
            self._show(reopened)

    def _give_up(self, reopened: Reopened) -> None:
        # the ficha on the screen could not be saved and stays; another one is let go for other windows
        draft_id = reopened.session.draft.id
        self._host.let_write(may=True)
        view = self._host.view
        if view is None or view.bridge.session.draft.id != draft_id:
            self._program.drafts.close(draft_id)

    def _tell_more(self, view: FillingView) -> None:
        draft = view.bridge.session.draft
        if draft.unplaced:
            view.add_notice(unplaced_strip(view))
        if view.bridge.read_only:
            return
        self._ask(view)

    def _ask(self, view: FillingView) -> None:
        # one thing at a time: which form is of no interest before it is settled which text
        draft = view.bridge.session.draft
        conflict = self._program.reopening.conflict(draft)
        if conflict is None:
            self._offer_newer_form(view)
            return
        strip = conflict_strip(
            draft,
            conflict,
            compare=partial(self.show_history, conflict.version),
            take=partial(self._take_version, conflict.version),
            keep=lambda: self._keep_present(view, conflict, strip),
        )
        view.add_notice(strip)

    def _offer_newer_form(self, view: FillingView) -> None:
        form = self._program.reopening.newer_form(view.bridge.session.draft)
        if form is not None:
            view.add_notice(newer_form_strip(form, partial(self._move_to, form)))

    def _keep_present(self, view: FillingView, conflict: Conflict, strip: NoticeStrip) -> None:
        try:
            self._program.reopening.keep_present(view.bridge.session.draft, conflict)
        except FichasError as error:
            self._tell(error)
            return
        strip.dismiss()
        self._ask(view)

    def _take_version(self, version: str) -> None:
        make = partial(self._program.reopening.take_version, name=version)
        self._replace(make, "Volviendo a esa versión…")

    def _move_to(self, form: FormDefinition) -> None:
        make = partial(self._program.reopening.move_to, form=form)
        self._replace(make, f"Pasando la ficha a la versión {form.version}…")

    def _replace(self, make: Callable[[Draft], Draft], words: str) -> None:
        view = self._host.view
        if view is None or view.bridge.read_only:
            return
        error = self._host.flush()
        if error is not None:
            self._tell(error)
            return
        draft = view.bridge.session.draft
        self._host.let_write(may=False)
        self._strips.show_progress(_STRIP, words)
        # where drafts are saved: no save under way comes after what is made here
        self._host.save_worker.run(
            lambda: Reopened(self._program.drafts.session(make(draft))), self._show_other, self._fail
        )

    def _show_other(self, reopened: Reopened) -> None:
        self._strips.drop(_STRIP)
        self._show(reopened)

    def _fail(self, error: FichasError) -> None:
        self._strips.drop(_STRIP)
        self._host.let_write(may=True)
        self._tell(error)

    def _tell(self, error: FichasError) -> None:
        self._dialogs.tell(self._window, error_sentence(error))
