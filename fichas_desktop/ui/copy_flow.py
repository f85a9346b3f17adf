"""«Guardar una copia en…»: from the question where, to the strip that says what was written."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.progress import Step
from fichas_desktop.errors import FichasError
from fichas_desktop.messages import error_sentence
from fichas_desktop.services.program import Program
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.filling_view import FillingView
from fichas_desktop.ui.long_work import CANCELLED, LongWork, step_words
from fichas_desktop.ui.notice_strip import NoticeStrip
from fichas_desktop.ui.remembering import Remembering
from fichas_desktop.ui.theme import Role
from fichas_desktop.ui.window_strips import WindowStrips

if TYPE_CHECKING:
    from fichas_desktop.services.portable import PortableCopy

SUFFIX = ".ficha"
_STRIP = "copy"
_DOING = "Guardando la copia"


class CopyFlow(QObject):
    """Writes the ficha on the screen, as it is there, into a file with which to go on elsewhere.

    The text comes from memory: the copy holds what could not be saved, too.

    Args:
        program: The services.
        dialogs: Questions.
        worker: Where the copy is written, behind the annexes that are being added.
        strips: Where what was written is told.
        remembering: Knows where the last copy went.
        parent: The window.

    Signals:
        open_requested: Path of a folder to open with the system's program.
    """

    open_requested = Signal(object)

    def __init__(
        self,
        program: Program,
        dialogs: Dialogs,
        worker: BackgroundWorker,
        strips: WindowStrips,
        remembering: Remembering,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._dialogs = dialogs
        self._worker = worker
        self._strips = strips
        self._window = parent
        self._remembering = remembering
        self._work = LongWork(self)

    def begin(self, view: FillingView) -> None:
        """Ask where the copy goes, and write it."""
        origin = self._program.origins.from_draft(_newest(view))
        proposed = self._remembering.folder("copy_folder") / self._program.portable_exporter.name(origin)
        path = self._dialogs.choose_copy(self._window, proposed)
        if path is None:
            return
        if path.suffix.lower() != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        self._work = LongWork(self)
        self._work.advanced.connect(self._show_step)
        self._strips.show_progress(_STRIP, _DOING + "…", self._work.cancel)
        # what is still being added to the ficha comes first, and goes along
        self._worker.run(
            lambda: None,
            lambda _: self._write(_newest(view), path, replace=False),
            partial(self._fail, view.bridge.session.draft, path),
        )

    def _write(self, draft: Draft, path: Path, *, replace: bool) -> None:
        origin = self._program.origins.from_draft(draft)
        exporter, report = self._program.portable_exporter, self._work.report
        self._worker.run(
            lambda: exporter.export(origin, path.parent, replace=replace, name=path.name, report=report),
            partial(self._succeed, draft),
            partial(self._fail, draft, path),
        )

    def _show_step(self, step: Step) -> None:
        self._strips.update_progress(_STRIP, step_words(step, _DOING))

    def _succeed(self, draft: Draft, copy: PortableCopy) -> None:
        self._remembering.change(copy_folder=str(copy.path.parent))
        has_files = any(True for _ in draft.files())
        with_files = " con sus anexos" if has_files and not copy.missing else ""
        words = f"La copia{with_files} quedó en «{copy.path}». "
        if copy.missing:
            names = ", ".join(f"«{name}»" for name in copy.missing)
            words += f"No se pudieron leer y no van en ella estos anexos: {names}. "
        words += "Para seguir en otro computador, llévela allá y ábrala con «Importar fichas…»."
        role = Role.WARN_STRIP if copy.missing else Role.OK_STRIP
        actions = (("Abrir carpeta", partial(self.open_requested.emit, copy.path.parent)),)
        self._strips.show_strip(_STRIP, NoticeStrip("notice.copy", words, role, actions))

    def _fail(self, draft: Draft, path: Path, error: FichasError) -> None:
        if error.code == CANCELLED:
            words = "Se canceló la copia; no se escribió nada."
            self._strips.show_strip(_STRIP, NoticeStrip("notice.copy", words, Role.BAND))
        elif error.code != "name_taken":
            self._strips.drop(_STRIP)
            self._dialogs.tell(self._window, f"No se guardó la copia. {error_sentence(error)}")
        elif self._dialogs.confirm(
            self._window,
            "En esa carpeta ya hay otro archivo con ese nombre.",
            "Puede reemplazarlo por esta copia o cancelar y escoger otro nombre.",
            "Reemplazar",
        ):
            self._write(draft, path, replace=True)
        else:
            self._strips.drop(_STRIP)


def _newest(view: FillingView) -> Draft:
    view.pages.commit()
    return view.bridge.session.draft
