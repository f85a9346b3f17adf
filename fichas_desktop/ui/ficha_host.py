"""The ficha on the screen of the window: shown, saved, left."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import EnvironmentFailedError, FichasError
from fichas_desktop.messages import error_sentence
from fichas_desktop.services.fill_session import FillSession
from fichas_desktop.services.program import Program
from fichas_desktop.ui.annexes_flow import AnnexesFlow
from fichas_desktop.ui.autosave import Autosave, SaveState
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.earlier_answers import EarlierAnswers
from fichas_desktop.ui.filling_view import FillingView
from fichas_desktop.ui.menus import Situation
from fichas_desktop.ui.opening import open_url
from fichas_desktop.ui.place_keeper import PlaceKeeper
from fichas_desktop.ui.remembering import Remembering
from fichas_desktop.ui.session_bridge import SessionBridge


class FichaHost(QObject):
    """At most one ficha at a time.

    Args:
        program: The services.
        dialogs: Says what went wrong.
        remembering: Knows where the last annex came from.
        pages: Where the ficha is shown.
        parent: The window.

    Attributes:
        view: The ficha on the screen, None while there is none.
        pages: All pages of the window.
        work: Where annexes are added, and what takes long is done behind them.
        reading: Where other drafts are read.
        save_worker: Where all saving runs.

    Signals:
        made: A :class:`FillingView` before it is shown, to be connected.
        changed: Another ficha or none, another step, another title, or kept for the first time.
    """

    made = Signal(object)
    changed = Signal()

    def __init__(
        self,
        program: Program,
        dialogs: Dialogs,
        remembering: Remembering,
        pages: QStackedWidget,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._remembering = remembering
        self._program = program
        self._dialogs = dialogs
        self._window = parent
        self.pages = pages
        self.work = BackgroundWorker(self)
        self.reading = BackgroundWorker(self)
        self.save_worker = BackgroundWorker(self)
        self.autosave = Autosave(self._save, self.save_worker, self, note=self._note)
        self.autosave.state_changed.connect(self._show_save_state)
        self.view: FillingView | None = None
        self._is_kept = False
        self._place: PlaceKeeper | None = None
        self._annexes: AnnexesFlow | None = None

    def situation(self) -> Situation:
        """Return what the menus depend on."""
        view = self.view
        if view is None or not view.isEnabled():
            return Situation()
        return Situation(view.steps.titles, view.row, not view.bridge.read_only, self._is_kept)

    def title(self) -> str:
        """Return what the ficha on the screen is called; empty where there is none."""
        if self.view is None:
            return ""
        session = self.view.bridge.session
        return str(session.draft.answers.get(session.form.title_field) or "Ficha nueva")

    def show(self, session: FillSession, *, read_only: bool = False, is_kept: bool = False) -> bool:
        """Show a ficha in the place of the one on the screen; False when that stays, as saving it failed."""
        if not self.leave(session.draft.id):
            return False
        bridge = SessionBridge(session, self._window, read_only=read_only)
        view = FillingView(bridge, self._program.clock)
        if not read_only:
            bridge.draft_changed.connect(self.autosave.changed)
        bridge.draft_changed.connect(self._follow_edit)
        view.step_left.connect(self.autosave.save_now)
        view.step_shown.connect(self.changed)
        self._annexes = AnnexesFlow(
            self._program, self._dialogs, self.work, self._remembering, view, open_url
        )
        if not read_only:
            view.save_status.show_start(session.draft.modified_at if is_kept else None)
        self.view = view
        self._is_kept = is_kept
        self.made.emit(view)
        self.pages.addWidget(view)
        self.pages.setCurrentWidget(view)
        view.start(session.draft.section, session.draft.field)
        self._place = PlaceKeeper(view, self._note_place, is_kept=is_kept)
        EarlierAnswers(self._program, view, self.reading)
        self.changed.emit()
        return True

    def leave(self, next_id: DraftId | None = None) -> bool:
        """Save the ficha on the screen and take it away; False when it stays because saving failed."""
        if self.view is None:
            return True
        error = self.flush()
        if error is not None:
            self._dialogs.tell(self._window, error_sentence(error))
            return False
        left_id = self.view.bridge.session.draft.id
        if left_id != next_id:
            self._keep_place()
            self._program.drafts.close(left_id)
        self._place = None
        if self._annexes is not None:
            self._annexes.end()
        self.pages.removeWidget(self.view)
        self.view.bridge.deleteLater()
        self.view.deleteLater()
        self.view = None
        self.changed.emit()
        return True

    def let_write(self, *, may: bool) -> None:
        """Keep the ficha as it is while another state of it is made, or no longer."""
        if self.view is not None:
            self.view.setEnabled(may)
            self.changed.emit()

    def save_now(self) -> None:
        """Save at once."""
        if self.view is not None:
            self.view.pages.commit()
            self.autosave.save_now()

    def save_by_hand(self) -> None:
        """Save at once, and keep that state in the history: the person asked for it."""
        if self.view is None or self.view.bridge.read_only:
            return
        self.save_now()
        draft = self.view.bridge.session.draft
        self.save_worker.run(lambda: self._program.drafts.keep_saved(draft), lambda _: None, lambda _: None)

    def flush(self) -> FichasError | None:
        """Hand over and save everything, annexes that are being copied too, and wait until it is durable."""
        self.work.settle()
        if self.view is not None:
            self.view.pages.commit()
        return self.autosave.flush()

    def end(self, *, is_saved: bool) -> None:
        """Let the ficha go with the window."""
        if self.view is not None:
            if is_saved:
                self._keep_place()
            self._program.drafts.close(self.view.bridge.session.draft.id)
        if self._annexes is not None:
            self._annexes.end()
        self.autosave.end()

    def _save(self, draft: Draft) -> FichasError | None:
        # looked up at each save: making the store loads TinyDB, which the first paint does not wait for
        trouble = self._program.drafts.save(draft).trouble
        return EnvironmentFailedError(trouble, folder=str(self._program.data_folder)) if trouble else None

    def _note(self, draft: Draft) -> None:
        self._program.drafts.note(draft)

    def _note_place(self, draft: Draft) -> None:
        self.save_worker.run(lambda: self._note(draft), lambda _: None, lambda _: None)

    def _keep_place(self) -> None:
        draft = self._place.moved_draft() if self._place is not None else None
        if draft is not None:  # where it fails, only the place is lost: all that was typed is durable
            self.save_worker.run(lambda: self._save(draft), lambda _: None, lambda _: None)
            self.save_worker.settle()

    def _follow_edit(self) -> None:
        self._is_kept = True
        self.changed.emit()

    def _show_save_state(self, state: SaveState, error: FichasError | None) -> None:
        if self.view is not None:
            self.view.save_status.show_state(state, error, self._program.clock())
