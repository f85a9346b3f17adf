"""What the window sees to by itself, in a worker: where drafts lie, and what nobody needs any more."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from fichas_desktop.domain.values import DraftId
from fichas_desktop.messages import folder_risk_sentence
from fichas_desktop.services.program import Program
from fichas_desktop.ui.arrivals import Arrivals
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.notice_strip import NoticeStrip
from fichas_desktop.ui.theme import Role
from fichas_desktop.ui.window_strips import WindowStrips

if TYPE_CHECKING:
    from fichas_desktop.services.folder_risk import FolderRisk


class Housekeeping(QObject):
    """Nothing of it hinders a person: what fails is tried again with another start.

    Args:
        program: The services.
        worker: Where annexes are added, too, so that none is taken away while it is being added.
        strips: Where a risk is told.
    """

    def __init__(
        self, program: Program, worker: BackgroundWorker, strips: WindowStrips, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._worker = worker
        self._strips = strips

    def begin(self) -> None:
        """See whether drafts are safe where they are, and sweep what killed programs left."""
        self._worker.run(self._program.folder_risk, self._warn, lambda _: None)
        self._do(self._program.sweep)
        Arrivals(self._program, self._strips).show()

    def tidy(self, draft_id: DraftId) -> None:
        """Delete the annexes that an open draft no longer needs."""
        self._do(partial(self._program.drafts.drop_unused_files, draft_id))

    def _warn(self, risk: FolderRisk | None) -> None:
        if risk is not None:
            forget = partial(self._do, self._program.accept_folder_risk)
            words = folder_risk_sentence(risk)
            strip = NoticeStrip("notice.folder", words, Role.WARN_STRIP, on_close=forget)
            self._strips.show_strip("folder", strip)

    def _do(self, job: Callable[[], None]) -> None:
        self._worker.run(job, lambda _: None, lambda _: None)
