"""From a section or the review to the PDF as it would be now, and back to the same place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.page_images import PageImage
from fichas_desktop.domain.progress import Step
from fichas_desktop.errors import FichasError
from fichas_desktop.messages import error_sentence
from fichas_desktop.services.program import Program
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.filling_view import FillingView
from fichas_desktop.ui.long_work import LongWork, step_words
from fichas_desktop.ui.preview_page import PreviewPage

if TYPE_CHECKING:
    from fichas_desktop.services.previewing import Preview

_DOING = "Preparando la vista previa"


class PreviewFlow(QObject):
    """One preview at a time, made anew each time that it is asked for.

    Args:
        program: The services.
        worker: The one thread for all PDF work.
        stack: The pages of the window; the preview is one of them.
        parent: The window.
    """

    def __init__(
        self, program: Program, worker: BackgroundWorker, stack: QStackedWidget, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._worker = worker
        self._stack = stack
        self.page = PreviewPage()
        self.page.back_requested.connect(self.leave)
        self.page.pages.wanted.connect(self._draw_next)
        stack.addWidget(self.page)
        stack.currentChanged.connect(self._end_unseen)
        self._view: FillingView | None = None
        self._focus: QWidget | None = None
        self._work: LongWork | None = None
        self.preview: Preview | None = None
        self._is_drawing = False

    def show(self, view: FillingView) -> None:
        """Show the PDF of a ficha as it is on the screen; asked for again, go back."""
        if self._work is not None:
            self.leave()
            return
        view.pages.commit()
        self._view, self._focus = view, QApplication.focusWidget()
        view.step_shown.connect(self._show_view)
        work = self._work = LongWork(self)
        work.advanced.connect(partial(self._show_step, work))
        self._stack.setCurrentWidget(self.page)
        self.page.show_waiting(f"{_DOING}…")
        draft, row = view.bridge.session.draft, view.row

        def job() -> Preview:
            return self._program.previewer.open(self._program.origins.from_draft(draft), work.report)

        self._worker.run(job, partial(self._show, work, row), partial(self._fail, work))

    def end(self) -> None:
        """Let go of everything, because the window closes."""
        if self._work is not None:
            self._work.cancel()
        self._close()
        self._worker.settle()

    def leave(self) -> None:
        """Go back to where the person was, the keyboard too."""
        focus = self._focus
        self._show_view()
        if focus is not None and isValid(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_view(self) -> None:
        if self._view is not None and isValid(self._view):
            self._stack.setCurrentWidget(self._view)

    def _end_unseen(self, _index: int) -> None:
        """Let go of what was shown, whatever took its place."""
        if self._work is None or self._stack.currentWidget() is self.page:
            return
        self._work.cancel()
        self._work.deleteLater()
        if self._view is not None and isValid(self._view):
            self._view.step_shown.disconnect(self._show_view)
        self._work = self._view = self._focus = None
        self.page.pages.show_pages(())
        self._close()

    def _close(self) -> None:
        preview, self.preview = self.preview, None
        if preview is not None:
            self._worker.run(preview.close, lambda _: None, lambda _: None)

    def _show_step(self, work: LongWork, step: Step) -> None:
        if work is self._work and self.preview is None:
            self.page.show_progress(step_words(step, _DOING))

    def _show(self, work: LongWork, row: int, preview: Preview) -> None:
        self.preview = preview
        if work is not self._work:  # the person has left
            self._close()
            return
        self.page.pages.show_pages(preview.sizes)
        self.page.show_document(_note(preview))
        self.page.settle_sizes()
        if row < len(preview.sections):
            place = preview.sections[row]
            self.page.pages.go_to(place.page, place.part)

    def _fail(self, work: LongWork, error: FichasError) -> None:
        if work is self._work:
            self.page.show_failure(f"No se pudo preparar la vista previa. {error_sentence(error)}")

    def _draw_next(self) -> None:
        preview = self.preview
        wanted = self.page.pages.first_wanted() if preview is not None else None
        if preview is None or wanted is None or self._is_drawing:
            return
        self._is_drawing = True
        page, scale = wanted
        self._worker.run(
            partial(preview.draw, page, scale),
            partial(self._take, preview, page, scale),
            partial(self._stop_drawing, preview),
        )

    def _take(self, preview: Preview, page: int, scale: float, drawn: PageImage) -> None:
        self._is_drawing = False
        if preview is not self.preview:
            self._draw_next()
            return
        # the copy is the image's own: what it is made from may go
        image = QImage(drawn.data, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32).copy()
        self.page.take_text(page, drawn.text)
        self.page.pages.take_image(page, scale, image)

    def _stop_drawing(self, preview: Preview, error: FichasError) -> None:
        self._is_drawing = False
        if preview is self.preview:
            self.page.show_failure(f"No se pudo mostrar la vista previa. {error_sentence(error)}")
        else:
            self._draw_next()


def _note(preview: Preview) -> str:
    if preview.status is Status.FINAL:
        return f"Así queda el PDF de la entrega {preview.revision} si la genera ahora."
    return "Todavía hay algo por corregir: así queda hoy la copia de borrador."
