"""What happens around the trash window: reads, asks, restores and purges off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fichas_desktop.errors import FichasError
from fichas_desktop.messages import KEPT_BESIDE, error_sentence, plural
from fichas_desktop.services.trash import Restored, Trash, TrashedDraft
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.trash_dialog import TrashDialog, short_title

_LOST = "Se borran su texto, sus versiones y sus anexos, y no se podrán recuperar."
_LOST_ALL = "Se borran sus textos, sus versiones y sus anexos, y no se podrán recuperar."
_COPY_STAYS = "Hay otra copia de esta ficha, en la papelera o en sus fichas; esa no se borra."


Result = TypeVar("Result")


class TrashFlow(QObject):
    """The trash of one window.

    Args:
        trash: The use cases.
        dialogs: Questions.
        window: Owns the trash window.

    Signals:
        changed: Something came back or was deleted for good.
    """

    changed = Signal()

    def __init__(self, trash: Trash, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._trash = trash
        self._dialogs = dialogs
        self._window = window
        # one of its own: a save waits for no deletion
        self._worker = BackgroundWorker(self)
        self._dialog: TrashDialog | None = None

    def sweep(self) -> None:
        """Purge quietly what has been there for too long; what fails waits for the next start."""
        if self._window.isVisible():  # else it was closed before anything was painted
            self._worker.run(self._trash.sweep, lambda _: None, lambda _: None)

    def settle(self) -> None:
        """Wait until nothing is being done: Qt must not find a job in a worker that it deletes."""
        self._worker.settle()

    def show(self) -> None:
        """Open the trash window."""
        if self._dialog is not None:
            return
        dialog = TrashDialog(self._window)
        dialog.restore_requested.connect(self._restore)
        dialog.purge_requested.connect(self._purge)
        dialog.empty_requested.connect(self._empty)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()
        self._read("")

    def _forget(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _read(self, said: str) -> None:
        def show(drafts: tuple[TrashedDraft, ...]) -> None:
            if self._dialog is not None:
                self._dialog.show_drafts(drafts, said)

        self._do(self._trash.drafts, show)

    def _restore(self, draft: TrashedDraft) -> None:
        def tell(restored: Restored) -> None:
            self._changed(f"«{short_title(draft)}» volvió a sus fichas.")
            if restored.beside:
                self._dialogs.tell(self._dialog or self._window, KEPT_BESIDE)

        self._do(partial(self._trash.restore, draft.name), tell)

    def _purge(self, draft: TrashedDraft) -> None:
        lost = f"{_LOST} {_COPY_STAYS}" if draft.has_copies else _LOST
        if self._agreed(f"¿Borrar definitivamente «{short_title(draft)}»?", lost, "Borrar definitivamente"):
            said = f"«{short_title(draft)}» se borró definitivamente."
            self._do(partial(self._trash.purge, draft.name), lambda _: self._changed(said))

    def _empty(self, drafts: tuple[TrashedDraft, ...]) -> None:
        count = plural(len(drafts), "la ficha que hay", "las {} fichas que hay")
        if self._agreed(f"¿Borrar definitivamente {count} en la papelera?", _LOST_ALL, "Vaciar papelera"):
            names = tuple(draft.name for draft in drafts)
            said = "Lo que había en la papelera se borró definitivamente."
            self._do(partial(self._trash.purge_all, names), lambda _: self._changed(said))

    def _changed(self, said: str) -> None:
        self.changed.emit()
        self._read(said)

    def _agreed(self, question: str, details: str, yes: str) -> bool:
        return self._dialogs.confirm(self._dialog or self._window, question, details, yes)

    def _do(self, job: Callable[[], Result], on_done: Callable[[Result], None]) -> None:
        if self._dialog is not None:
            self._dialog.set_busy(is_busy=True)
        self._worker.run(job, on_done, self._fail)

    def _fail(self, error: FichasError) -> None:
        self._changed("")
        self._dialogs.tell(self._dialog or self._window, error_sentence(error))
