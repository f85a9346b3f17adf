"""What the menu Ayuda opens."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.messages import error_sentence
from fichas_desktop.services.program import Program
from fichas_desktop.ui.about_dialog import AboutDialog
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.opening import open_path
from fichas_desktop.ui.shortcuts_dialog import ShortcutsDialog


class HelpMenu(QObject):
    """Manual, shortcuts, the data folder, and what this program is.

    Args:
        program: The services.
        dialogs: Says where a folder is that cannot be shown.
        parent: The window.
    """

    def __init__(self, program: Program, dialogs: Dialogs, parent: QWidget) -> None:
        super().__init__(parent)
        self._program = program
        self._dialogs = dialogs
        self._window = parent

    def show_manual(self) -> None:
        """Show the manual, beside which one goes on working."""
        from fichas_desktop.ui.manual_dialog import ManualDialog  # noqa: PLC0415 - when first needed

        shown = self._window.findChild(ManualDialog) or ManualDialog(self._window)
        shown.show()
        shown.activateWindow()

    def show_shortcuts(self) -> None:
        """Show the shortcuts."""
        _open(ShortcutsDialog(self._window))

    def show_about(self) -> None:
        """Show what this program is."""
        _open(AboutDialog(self._program, self._window))

    def open_data_folder(self) -> None:
        """Show the data folder in the system's file program."""
        folder = self._program.data_folder
        if not folder.is_dir():
            self._dialogs.tell(self._window, "La carpeta de datos se crea cuando guarde la primera ficha.")
        elif not open_path(folder):
            error = EnvironmentFailedError("folder_not_opened", folder=str(folder))
            self._dialogs.tell(self._window, error_sentence(error))


def _open(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
