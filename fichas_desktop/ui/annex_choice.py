"""Asks for the files of annexes, beginning where the last one was chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.remembering import Remembering


class AnnexChoice:
    """The questions for files, and the folder they share.

    Args:
        dialogs: Asks.
        remembering: Knows the folder.
        view: The ficha that the files are for.
    """

    def __init__(self, dialogs: Dialogs, remembering: Remembering, view: QWidget) -> None:
        self._dialogs = dialogs
        self._remembering = remembering
        self._view = view

    def files(self) -> list[Path]:
        """Ask for files to add; empty when cancelled."""
        paths = self._dialogs.choose_annexes(self._view.window(), self._folder())
        if paths:
            self._remember(paths[0])
        return paths

    def file(self, title: str, accept: str) -> Path | None:
        """Ask for one file, ``accept`` being the verb on the button; None when cancelled."""
        path = self._dialogs.choose_file(self._view.window(), title, accept, self._folder())
        if path is not None:
            self._remember(path)
        return path

    def _folder(self) -> Path:
        return self._remembering.folder("annex_folder")

    def _remember(self, path: Path) -> None:
        self._remembering.change(annex_folder=str(path.parent))
