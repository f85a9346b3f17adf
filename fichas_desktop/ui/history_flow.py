"""From the history to an earlier version on the screen; the disk is written in a worker."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fichas_desktop.errors import FichasError
from fichas_desktop.messages import error_sentence
from fichas_desktop.services.fill_session import FillSession
from fichas_desktop.services.program import Program
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.session_bridge import SessionBridge
from fichas_desktop.ui.window_strips import WindowStrips

_STRIP = "restore"


class HistoryFlow(QObject):
    """Shows the versions of a ficha and goes back to the one that is chosen.

    Args:
        program: The services.
        dialogs: Says what failed.
        worker: The one in which drafts are saved, so that no save under way comes after.
        strips: Shows that it goes on.
        parent: The window.

    Signals:
        begun: From now until one of the other two nothing may be written in the ficha.
        went_back: The session on the draft as it is now.
        failed: The ficha is as it was.
    """

    begun = Signal()
    went_back = Signal(object)
    failed = Signal()

    def __init__(
        self,
        program: Program,
        dialogs: Dialogs,
        worker: BackgroundWorker,
        strips: WindowStrips,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._dialogs = dialogs
        self._worker = worker
        self._strips = strips
        self._window = parent

    def show(self, bridge: SessionBridge) -> None:
        """Show the versions of a ficha that is saved as it stands on the screen."""
        from fichas_desktop.ui.history_dialog import HistoryDialog  # noqa: PLC0415 - when first needed

        dialog = HistoryDialog(self._program.drafts, bridge.session.form, bridge.session.draft, self._window)
        if not bridge.read_only:
            dialog.restore_requested.connect(partial(self._go_back, bridge.session))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _go_back(self, session: FillSession, version: str) -> None:
        drafts, draft = self._program.drafts, session.draft

        def job() -> FillSession:
            restored = drafts.restored(draft, version)
            drafts.save(restored)
            return drafts.session(restored)

        self.begun.emit()
        self._strips.show_progress(_STRIP, "Volviendo a esa versión…")
        self._worker.run(job, self._succeed, self._fail)

    def _succeed(self, session: FillSession) -> None:
        self._strips.drop(_STRIP)
        self.went_back.emit(session)

    def _fail(self, error: FichasError) -> None:
        self._strips.drop(_STRIP)
        self.failed.emit()
        self._dialogs.tell(self._window, error_sentence(error))
