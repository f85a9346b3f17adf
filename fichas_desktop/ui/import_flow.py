"""From files to drafts: takes them in one after the other in a worker, tells what failed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fichas_desktop.domain.progress import Step
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import FichasError
from fichas_desktop.messages import KEPT_BESIDE, error_sentence, plural
from fichas_desktop.services.program import Program
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.long_work import CANCELLED, LongWork, step_words
from fichas_desktop.ui.notice_strip import NoticeStrip
from fichas_desktop.ui.theme import Role
from fichas_desktop.ui.window_strips import WindowStrips

if TYPE_CHECKING:
    from fichas_desktop.services.importing import TakenIn

_STRIP = "import"


class ImportFlow(QObject):
    """One import at a time of any number of files.

    Args:
        program: The services.
        dialogs: Says what failed.
        worker: Where files are read and drafts written.
        strips: Shows that it goes on.
        parent: The window.

    Signals:
        ended: Ids of the drafts that were made, or were here already, when all files are through.
    """

    ended = Signal(list)

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
        self._waiting = self._total = 0
        self._doing = ""
        self._work = LongWork(self)
        self._made: list[DraftId] = []

    def begin(self, paths: list[Path]) -> None:
        """Take in files; more of them may be asked for before the first ones are through."""
        if not paths:
            return
        if not self._waiting:
            self._work = LongWork(self)
            self._work.advanced.connect(self._show_step)
            self._total = 0
        self._waiting += len(paths)
        self._total += len(paths)
        doing = f"«{paths[0].name}»" if self._total == 1 else f"{self._total} archivos"
        self._doing = f"Importando {doing}"
        self._strips.show_progress(_STRIP, f"{self._doing}…", self._work.cancel)
        importer, report = self._program.importer, self._work.report
        for path in paths:
            self._worker.run(
                partial(importer.take_in, path, report=report),
                partial(self._take, path),
                partial(self._fail, path),
            )

    def _show_step(self, step: Step) -> None:
        words = step_words(step, self._doing)
        if self._total > 1:
            words = f"{self._doing}: {self._total - self._waiting + 1} de {self._total}"
        self._strips.update_progress(_STRIP, words)

    def _take(self, path: Path, taken: TakenIn) -> None:
        if taken.id not in self._made:
            self._made.append(taken.id)
        if taken.beside:
            self._dialogs.tell(self._window, f"{path.name}: {KEPT_BESIDE}")
        self._one_less()

    def _fail(self, path: Path, error: FichasError) -> None:
        if error.code != CANCELLED:
            self._dialogs.tell(self._window, f"{path.name}: {error_sentence(error)}")
        self._one_less()

    def _one_less(self) -> None:
        self._waiting -= 1
        if self._waiting == 0:
            made, self._made = self._made, []
            self._strips.drop(_STRIP)
            if self._work.is_cancelled:
                kept = (
                    plural(len(made), "quedó 1 ficha", "quedaron {} fichas")
                    if made
                    else "no quedó ninguna ficha"
                )
                words = f"Se canceló la importación; {kept}."
                self._strips.show_strip(_STRIP, NoticeStrip("notice.import", words, Role.BAND))
            self.ended.emit(made)
