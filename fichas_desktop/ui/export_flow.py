"""From the button to the end page: asks for the folder, exports in a worker, shows what was written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import QObject

from fichas_desktop.domain.definition import Severity
from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.progress import Step
from fichas_desktop.errors import FichasError, InputError
from fichas_desktop.messages import error_sentence, mail_warning, next_steps_words
from fichas_desktop.services.handover import Handover, describe_handover
from fichas_desktop.services.program import Program
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.export_dialog import ExportDialog
from fichas_desktop.ui.filling_view import FillingView
from fichas_desktop.ui.long_work import CANCELLED, LongWork, step_words
from fichas_desktop.ui.missing_files import show_missing
from fichas_desktop.ui.remembering import Remembering
from fichas_desktop.ui.warning_question import WarningQuestion

if TYPE_CHECKING:
    from fichas_desktop.services.exporting import ExportedPair


class ExportFlow(QObject):
    """One export at a time for the ficha on the screen.

    Args:
        program: The services.
        dialogs: Questions.
        worker: The one thread for all PDF work.
        save_first: Makes the draft durable, with the annexes that are being added; returns the error when
            that fails.
        remembering: Knows where the last pair went.
    """

    def __init__(
        self,
        program: Program,
        dialogs: Dialogs,
        worker: BackgroundWorker,
        save_first: Callable[[], FichasError | None],
        remembering: Remembering,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._dialogs = dialogs
        self._worker = worker
        self._save_first = save_first
        self._remembering = remembering
        self._warnings = WarningQuestion(dialogs)
        self._current: LongWork | None = None
        self.dialog: ExportDialog | None = None

    def begin(self, view: FillingView, *, final: bool) -> None:
        """Ask for the folder; a final export with errors shows them instead."""
        view.pages.commit()
        session = view.bridge.session
        if self._program.drafts.is_newer(session.draft.id):
            self._dialogs.tell(view, error_sentence(InputError("newer_draft")))
            return
        errors = [issue for issue in session.issues() if issue.severity is Severity.ERROR]
        if final and errors:
            view.show_review()
            return
        if final and not self._warnings.is_confirmed(view, session):
            view.show_review()
            return
        handed_in = (
            "Se generan dos archivos que van siempre juntos: el PDF para leer y el archivo de datos."
            if final
            else "Se genera un PDF marcado BORRADOR con sus datos. No es una entrega."
        )
        folder = self._remembering.folder("export_folder")
        dialog = ExportDialog(self._dialogs, folder, final=final, handed_in=handed_in, parent=view)
        if final:
            dialog.show_handover(self._coming(view))
            dialog.use_today_requested.connect(lambda: self._use_today(view, dialog))
        dialog.confirmed.connect(lambda folder: self._export(view, folder, final=final, replace=False))
        dialog.cancel_requested.connect(self._stop)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _coming(self, view: FillingView) -> Handover:
        origin = self._program.origins.from_draft(view.bridge.session.draft)
        coming = describe_handover(origin, Status.FINAL, self._program.clock)
        return structs.replace(coming, today="") if view.bridge.read_only else coming

    def _use_today(self, view: FillingView, dialog: ExportDialog) -> None:
        view.review.use_today()
        dialog.show_handover(self._coming(view))

    def _export(self, view: FillingView, folder: Path, *, final: bool, replace: bool) -> None:
        error = self._save_first()
        if error is not None:
            self._fail(view, folder, final=final, error=error)
            return
        draft = view.bridge.session.draft
        status = Status.FINAL if final else Status.BORRADOR
        if self._current is not None:
            self._current.deleteLater()
        work = self._current = LongWork(self)
        work.advanced.connect(self._show_step)

        def job() -> ExportedPair:
            origin = self._program.origins.from_draft(draft)
            exporter = self._program.exporter
            return exporter.export(origin, folder, status=status, replace=replace, report=work.report)

        self._worker.run(
            job,
            lambda pair: self._succeed(view, pair, final=final),
            lambda failure: self._fail(view, folder, final=final, error=failure),
        )

    def _stop(self) -> None:
        if self._current is not None:
            self._current.cancel()

    def _show_step(self, step: Step) -> None:
        if self.dialog is not None and self._current is not None and not self._current.is_cancelled:
            self.dialog.show_progress(step_words(step, "Generando el PDF"))

    def _succeed(self, view: FillingView, pair: ExportedPair, *, final: bool) -> None:
        self._remembering.change(export_folder=str(pair.pdf.parent))
        if pair.draft is not None:
            view.bridge.adopt(pair.draft)
        revisions = view.bridge.session.draft.revisions
        title = f"Entrega {len(revisions)} generada" if final else "Copia de borrador generada"
        settings = self._program.settings.current
        notes: tuple[str, ...] = ()
        if pair.replaced:
            notes = (f"Estos caracteres no tienen imagen y se ven como [U+…]: {' '.join(pair.replaced)}",)
        if final and (too_large := mail_warning(pair.size, settings)):
            notes = (too_large, *notes)
        view.end.show_pair(
            title,
            pair.pdf,
            pair.sidecar,
            pages=pair.pages,
            next_steps=next_steps_words(view.bridge.session.form, settings) if final else "",
            notes=notes,
        )
        if self.dialog is not None:
            self.dialog.finish()
            self.dialog = None
        view.show_end()

    def _fail(self, view: FillingView, folder: Path, *, final: bool, error: FichasError) -> None:
        if self.dialog is None:
            return
        if error.code == "incomplete":
            self._show_problems(view)
        elif error.code == CANCELLED:
            self.dialog.show_cancelled(error_sentence(error))
        elif error.code != "name_taken":
            self.dialog.show_failure(error_sentence(error))
        elif self._dialogs.confirm(
            self.dialog,
            "En esa carpeta ya hay archivos con esos nombres y otro contenido.",
            "Puede reemplazarlos o escoger otra carpeta.",
            "Reemplazar",
        ):
            self._export(view, folder, final=final, replace=True)
        else:
            self.dialog.show_failure("No se generó nada. Escoja otra carpeta.")

    def _show_problems(self, view: FillingView) -> None:
        """Show what came up only while exporting: a file that has gone from the disk since the start."""
        draft = view.bridge.session.draft

        def show(missing: frozenset[str]) -> None:
            show_missing(view, missing)
            self._show_review(view)

        self._worker.run(
            lambda: self._program.drafts.missing_files(draft), show, lambda _error: self._show_review(view)
        )

    def _show_review(self, view: FillingView) -> None:
        if self.dialog is not None:
            self.dialog.finish()
            self.dialog = None
        view.show_review()
