"""The one window: the list of drafts or the ficha being filled in, with its menus and its place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from fichas_desktop.messages import error_sentence
from fichas_desktop.services.program import Program
from fichas_desktop.ui.after_paint import IDLE, AfterFirstPaint
from fichas_desktop.ui.autosave import Autosave
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.ficha_host import FichaHost
from fichas_desktop.ui.filling_view import FillingView
from fichas_desktop.ui.guidance_folds import GuidanceFolds
from fichas_desktop.ui.icons import app_icon
from fichas_desktop.ui.look import Look
from fichas_desktop.ui.menus import Menus
from fichas_desktop.ui.remembering import Remembering
from fichas_desktop.ui.tab_order import go_by_tab
from fichas_desktop.ui.window_commands import WindowCommands
from fichas_desktop.ui.window_flows import WindowFlows
from fichas_desktop.ui.window_place import place_of, put_in_place
from fichas_desktop.ui.window_strips import WindowStrips

if TYPE_CHECKING:
    from fichas_desktop.ui.language_tools import LanguageTools

PROGRAM_TITLE = "Fichas de buenas prácticas"


class MainWindow(QMainWindow):
    """Composes the pages and the use cases.

    Args:
        program: The services.
        dialogs: Questions that stop a person; tests hand in their own.
    """

    def __init__(self, program: Program, dialogs: Dialogs) -> None:
        super().__init__()
        self._program = program
        self._dialogs = dialogs
        self._tell = partial(dialogs.tell, self)
        self.pages = QStackedWidget()
        self.remembering = Remembering(program, self._tell, self)
        self.host = FichaHost(program, dialogs, self.remembering, self.pages, self)
        self.strips = WindowStrips()
        self.setCentralWidget(_column(self.strips, self.pages))
        self.setWindowTitle(PROGRAM_TITLE)
        self.setWindowIcon(app_icon())
        put_in_place(self, self.remembering.current.window)
        self.menus = Menus(self)
        self.flows = WindowFlows(program, dialogs, self.host, self.strips, self.remembering, self)
        self._folds = GuidanceFolds(self.remembering, self)
        WindowCommands(self.menus, self.host, self.flows, self._folds, dialogs, self)
        Look(self.menus, self.remembering, self)
        self.language: LanguageTools | None = None
        self.host.made.connect(self._attend)
        self.host.changed.connect(self._follow_ficha)
        AfterFirstPaint(self.pages, self._begin_edit_menu)
        AfterFirstPaint(self.pages, self._begin_language, IDLE)

    @property
    def view(self) -> FillingView | None:
        """The ficha on the screen, None while there is none."""
        return self.host.view

    @property
    def autosave(self) -> Autosave:
        """Keeps the ficha on the screen."""
        return self.host.autosave

    def focusNextPrevChild(self, is_forwards: bool) -> bool:
        """Let Tab go the way of reading."""
        return go_by_tab(self, forward=is_forwards) or super().focusNextPrevChild(is_forwards)

    def changeEvent(self, event: QEvent) -> None:
        """Save when the person turns to another window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.host.save_now()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save before closing; where that fails the person decides."""
        error = self.host.flush()
        if error is not None and not self._dialogs.confirm(
            self,
            "No se pudo guardar la ficha.",
            f"{error_sentence(error)} Si cierra ahora, se pierde lo último que escribió; para conservarlo, "
            "cancele y use «Guardar una copia en…».",
            "Cerrar sin guardar",
        ):
            event.ignore()
            return
        if self.language is not None:
            self.language.end()
        if self._program.data_folder.is_dir():  # whoever wrote nothing leaves nothing behind
            self.remembering.change(window=place_of(self))
        self.remembering.settle()
        self.host.end(is_saved=error is None)
        self.flows.end()
        event.accept()

    def _attend(self, view: FillingView) -> None:
        self._folds.attend(view)
        if self.language is not None:
            self.language.attend(view)

    def _follow_ficha(self) -> None:
        self.menus.show_situation(self.host.situation())
        title = self.host.title()
        self.setWindowTitle(f"{title} — {PROGRAM_TITLE}" if title else PROGRAM_TITLE)
        if self.host.view is None:
            self.strips.drop("copy")

    def _begin_edit_menu(self) -> None:
        from fichas_desktop.ui.edit_menu import EditMenu

        EditMenu(self.menus, self)

    def _begin_language(self) -> None:
        from fichas_desktop.ui.language_tools import LanguageTools

        self.language = LanguageTools(self._program, self.menus, self.remembering, self._tell, self)
        if self.host.view is not None:
            self.language.attend(self.host.view)


def _column(*widgets: QWidget) -> QWidget:
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    column.setStretch(len(widgets) - 1, 1)
    return ground
