"""From files to drafts: takes them in one after the other in a worker, tells what failed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import FichasError
from fichas_desktop.messages import KEPT_BESIDE, error_sentence
from fichas_desktop.services.program import Program
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.dialogs import Dialogs
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
        self._waiting = 0
        self._made: list[DraftId] = []

    def begin(self, paths: list[Path]) -> None:
        """Take in files; more of them may be asked for before the first ones are through."""
        if not paths:
            return
        self._waiting += len(paths)
        words = f"Importando «{paths[0].name}»…" if self._waiting == 1 else ""
        self._strips.show_progress(_STRIP, words or f"Importando {self._waiting} archivos…")
        importer = self._program.importer
        for path in paths:
            self._worker.run(
                partial(importer.take_in, path), partial(self._take, path), partial(self._fail, path)
            )

    def _take(self, path: Path, taken: TakenIn) -> None:
        if taken.id not in self._made:
            self._made.append(taken.id)
        if taken.beside:
            self._dialogs.tell(self._window, f"{path.name}: {KEPT_BESIDE}")
        self._one_less()

    def _fail(self, path: Path, error: FichasError) -> None:
        self._dialogs.tell(self._window, f"{path.name}: {error_sentence(error)}")
        self._one_less()

    def _one_less(self) -> None:
        self._waiting -= 1
        if self._waiting == 0:
            made, self._made = self._made, []
            self._strips.drop(_STRIP)
            self.ended.emit(made)
