"""Asks where the pair goes and shows the progress of writing it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from fichas_desktop.services.handover import Handover
from fichas_desktop.ui.announcing import announce
from fichas_desktop.ui.buttons import make_button
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.handover_card import HandoverCard
from fichas_desktop.ui.pages import MARGIN, text_label
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.words import breakable

_LEAST_WIDTH = 560
_LETTERS = 108


class ExportDialog(QDialog):
    """One choice, the folder; then a wait; then it closes or says what failed.

    Args:
        dialogs: Asks for the folder.
        folder: Proposed folder.
        final: True for the final pair, False for a copy marked BORRADOR.
        handed_in: What is made, in a sentence or two.

    Signals:
        confirmed: Folder chosen by the person.
        use_today_requested: The person wants today's date as the ficha's date.
        cancel_requested: What is being written is no longer wanted.
    """

    confirmed = Signal(object)
    use_today_requested = Signal()
    cancel_requested = Signal()

    def __init__(
        self, dialogs: Dialogs, folder: Path, *, final: bool, handed_in: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._dialogs = dialogs
        self._proposed = folder
        self._busy = False
        self.setObjectName("export")
        self.setWindowTitle("Generar PDF y datos" if final else "Generar copia de borrador")
        letters = self.fontMetrics().averageCharWidth() * _LETTERS
        self.setMinimumWidth(max(_LEAST_WIDTH, min(letters, parent.window().width() - 2 * MARGIN)))
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        layout.addWidget(text_label(self.windowTitle(), Role.TITLE))
        layout.addWidget(text_label(handed_in, Role.ANSWER))
        self._handover = HandoverCard()
        self._handover.use_today_requested.connect(self.use_today_requested)
        self._handover.hide()
        layout.addWidget(self._handover)
        label = text_label("Carpeta donde quedan los dos archivos", Role.LABEL)
        layout.addWidget(label)
        self._folder = QLineEdit(str(folder))
        self._folder.setObjectName("export.folder")
        self._folder.setAccessibleName(label.text())
        self._folder.setAccessibleDescription("Escriba la ruta o use «Escoger carpeta…».")
        label.setBuddy(self._folder)
        self._choose_button = make_button("Escoger carpeta…", "export.choose", None, self._choose)
        row = QHBoxLayout()
        row.addWidget(self._folder, 1)
        row.addWidget(self._choose_button)
        layout.addLayout(row)
        self._add_outcome()
        self._add_buttons("Generar" if final else "Generar borrador")
        self._accept.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_outcome(self) -> None:
        layout = self._layout
        self._problem = text_label("", Role.ERROR_TEXT)
        self._problem.setObjectName("export.problem")
        self._problem.hide()
        self._folder.textChanged.connect(self._problem.hide)
        layout.addWidget(self._problem)
        self._doing = text_label("", Role.GUIDANCE)
        self._doing.setObjectName("export.doing")
        self._doing.hide()
        layout.addWidget(self._doing)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName("Generando los archivos")
        self._progress.hide()
        layout.addWidget(self._progress)
        layout.addSpacing(8)

    def _add_buttons(self, words: str) -> None:
        self._cancel = make_button("Cancelar", "export.cancel", None, self.reject)
        self._accept = make_button(words, "export.accept", Role.PRIMARY, self._confirm)
        self._accept.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._accept)
        self._layout.addLayout(buttons)

    def show_handover(self, coming: Handover) -> None:
        """Show what will be handed over."""
        self._handover.show_handover(coming)
        self._handover.show()
        self._grow()

    def show_failure(self, sentence: str) -> None:
        """Say why nothing was written and let the person choose again."""
        self._problem.setText(breakable(sentence))
        set_role(self._problem, Role.ERROR_TEXT)
        self._problem.show()
        self._set_busy(busy=False)
        self._folder.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self._problem, sentence)

    def show_cancelled(self, sentence: str) -> None:
        """Say that nothing was written, as the person wished; the files can be made all the same."""
        self.show_failure(sentence)
        set_role(self._problem, Role.GUIDANCE)
        self._accept.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Close after success."""
        self._busy = False
        self.accept()

    def show_progress(self, words: str) -> None:
        """Say how far the files are."""
        self._doing.setText(words)
        self._progress.setAccessibleDescription(words)

    def reject(self) -> None:
        """Close on Cancel or Esc; while files are being written, ask first that it stop."""
        if not self._busy:
            super().reject()
        elif self._cancel.isEnabled():
            self._cancel.setEnabled(False)
            self.show_progress("Cancelando…")
            self.cancel_requested.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay until nothing is being written."""
        if self._busy:
            event.ignore()
            self.reject()
        else:
            super().closeEvent(event)

    def _choose(self) -> None:
        folder = self._dialogs.choose_folder(self, Path(self._folder.text()))
        if folder is not None:
            self._folder.setText(str(folder))
            self._accept.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        text = self._folder.text().strip()
        if not text:
            self.show_failure("Escriba o escoja la carpeta donde quedan los archivos.")
            return
        folder = _whole_path(text)
        if folder is None:
            self.show_failure("Escriba la ruta completa de la carpeta, o use «Escoger carpeta…».")
            return
        if not self._is_wanted(folder):
            self._folder.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._problem.hide()
        self._set_busy(busy=True)
        self.confirmed.emit(folder)

    def _is_wanted(self, folder: Path) -> bool:
        """Ask before a folder is made that perhaps was mistyped."""
        return (
            folder == self._proposed
            or _is_there(folder)
            or self._dialogs.confirm(
                self,
                "Esa carpeta no existe.",
                f"Se crea «{folder}» para los dos archivos.",
                "Crear la carpeta",
                "Escribir otra",
            )
        )

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self._progress.setVisible(busy)
        self._doing.setVisible(busy)
        self._doing.setText("Preparando…" if busy else "")
        for widget in (self._folder, self._choose_button, self._accept, self._handover):
            widget.setEnabled(not busy)
        self._cancel.setEnabled(True)
        if busy:
            self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self._grow()

    def _grow(self) -> None:
        self._layout.activate()
        # Qt makes a dialog no higher for what is shown in it later
        height = self._layout.totalHeightForWidth(self.width())
        self.resize(self.width(), max(height, self._layout.totalMinimumSize().height()))


def _whole_path(text: str) -> Path | None:
    try:
        path = Path(text).expanduser()
    except RuntimeError:  # the home of somebody who is not known here
        return None
    return path if path.is_absolute() else None


def _is_there(folder: Path) -> bool:
    try:
        return folder.exists()
    except OSError:
        return True  # what is wrong with the name is told by whoever writes there
