"""The one window: the list of drafts or the ficha being filled in, with saving, import and export."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from fichas_desktop.domain.preferences import ListOrder
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import FichasError
from fichas_desktop.messages import error_sentence
from fichas_desktop.services.program import Program
from fichas_desktop.ui.after_paint import IDLE, AfterFirstPaint
from fichas_desktop.ui.autosave import Autosave
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.commands import Command
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.ficha_host import FichaHost
from fichas_desktop.ui.filling_view import FillingView
from fichas_desktop.ui.guidance_folds import GuidanceFolds
from fichas_desktop.ui.icons import app_icon
from fichas_desktop.ui.look import Look
from fichas_desktop.ui.menus import Menus
from fichas_desktop.ui.opening import open_path
from fichas_desktop.ui.remembering import Remembering
from fichas_desktop.ui.tab_order import go_by_tab
from fichas_desktop.ui.window_place import place_of, put_in_place
from fichas_desktop.ui.window_strips import WindowStrips

if TYPE_CHECKING:
    from fichas_desktop.services.drafts import Reopened
    from fichas_desktop.ui.copy_flow import CopyFlow
    from fichas_desktop.ui.drafts_flow import DraftsFlow
    from fichas_desktop.ui.drafts_page import DraftsPage
    from fichas_desktop.ui.export_flow import ExportFlow
    from fichas_desktop.ui.ficha_commands import FichaCommands
    from fichas_desktop.ui.help_menu import HelpMenu
    from fichas_desktop.ui.housekeeping import Housekeeping
    from fichas_desktop.ui.import_flow import ImportFlow
    from fichas_desktop.ui.language_tools import LanguageTools
    from fichas_desktop.ui.preview_flow import PreviewFlow
    from fichas_desktop.ui.reopening import ReopeningFlow
    from fichas_desktop.ui.trash_flow import TrashFlow

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
        self._work = BackgroundWorker(self)
        self._reading = BackgroundWorker(self)
        self.pages = QStackedWidget()
        self.host = FichaHost(program, dialogs, self.pages, self._work, self._reading, self)
        self.strips = WindowStrips()
        self.setCentralWidget(_column(self.strips, self.pages))
        self.setWindowTitle(PROGRAM_TITLE)
        self.setWindowIcon(app_icon())
        self.remembering = Remembering(program, partial(dialogs.tell, self), self)
        put_in_place(self, self.remembering.current.window)
        self.menus = Menus(self)
        self.folds = GuidanceFolds(self.remembering, self)
        self.look = Look(self.menus, self.remembering, self)
        self.language: LanguageTools | None = None
        AfterFirstPaint(self.pages, self._begin_edit_menu)
        AfterFirstPaint(self.pages, self._begin_language, IDLE)
        self._connect()

    @property
    def view(self) -> FillingView | None:
        """The ficha on the screen, None while there is none."""
        return self.host.view

    @property
    def autosave(self) -> Autosave:
        """Keeps the ficha on the screen."""
        return self.host.autosave

    @cached_property
    def drafts_page(self) -> DraftsPage:
        """The list of drafts, built when it is first needed."""
        from fichas_desktop.ui.drafts_page import DraftsPage

        page = DraftsPage()
        page.open_requested.connect(self.open_draft)
        page.new_requested.connect(self._ask_new)
        page.import_requested.connect(self._choose_import)
        page.trash_requested.connect(self.show_trash)
        page.set_order(self.remembering.current.list_order)
        page.order_chosen.connect(self._keep_order)
        self.pages.addWidget(page)
        return page

    @cached_property
    def drafts_flow(self) -> DraftsFlow:
        """What the list of drafts shows and does."""
        from fichas_desktop.ui.drafts_flow import DraftsFlow

        tell = partial(self._dialogs.tell, self)
        return DraftsFlow(self._program, self.drafts_page, self._reading, self.strips, tell)

    @cached_property
    def exports(self) -> ExportFlow:
        """The way to the exported pair."""
        from fichas_desktop.ui.export_flow import ExportFlow

        return ExportFlow(
            self._program, self._dialogs, self._work, self.autosave.flush, self.remembering, self
        )

    @cached_property
    def previews(self) -> PreviewFlow:
        """The way to the PDF as it would be now."""
        from fichas_desktop.ui.preview_flow import PreviewFlow

        return PreviewFlow(self._program, self._work, self.pages, self)

    @cached_property
    def trash(self) -> TrashFlow:
        """The way to deleted drafts."""
        from fichas_desktop.ui.trash_flow import TrashFlow

        flow = TrashFlow(self._program.trash, self._dialogs, self)
        flow.changed.connect(self._follow_trash)
        return flow

    @cached_property
    def housekeeping(self) -> Housekeeping:
        """What the window sees to by itself."""
        from fichas_desktop.ui.housekeeping import Housekeeping

        return Housekeeping(self._program, self._work, self.strips, self)

    @cached_property
    def copies(self) -> CopyFlow:
        """The way to a copy somewhere else."""
        from fichas_desktop.ui.copy_flow import CopyFlow

        flow = CopyFlow(self._program, self._dialogs, self._work, self.strips, self.remembering, self)
        flow.open_requested.connect(open_path)
        return flow

    @cached_property
    def imports(self) -> ImportFlow:
        """The way from files to drafts."""
        from fichas_desktop.ui.import_flow import ImportFlow

        flow = ImportFlow(self._program, self._dialogs, self._work, self.strips, self)
        flow.ended.connect(self._show_imported)
        return flow

    @cached_property
    def ficha_commands(self) -> FichaCommands:
        """What the menus ask of the ficha on the screen."""
        from fichas_desktop.ui.ficha_commands import FichaCommands

        return FichaCommands(self.host, self.folds, self)

    @cached_property
    def help(self) -> HelpMenu:
        """What the menu Ayuda opens."""
        from fichas_desktop.ui.help_menu import HelpMenu

        return HelpMenu(self._program, self._dialogs, self)

    def _ask_new(self) -> None:
        form = self._dialogs.choose_form(self, self._program.catalog.newest())
        if form is not None:
            self.host.show(self._program.new_session(form))

    @cached_property
    def reopening(self) -> ReopeningFlow:
        """The way to a kept draft."""
        from fichas_desktop.ui.reopening import ReopeningFlow

        return ReopeningFlow(self._program, self._dialogs, self.host.save_worker, self.strips, self, self)

    def start_new(self) -> None:
        """Show a new ficha, which is kept from the first real edit on."""
        self.host.show(self._program.new_session(self._program.catalog.latest()))

    def open_draft(self, draft_id: str) -> None:
        """Show a kept draft."""
        self.reopening.open_draft(draft_id)

    def open_interrupted(self, draft_id: str) -> None:
        """Show the draft that was being written when the program ended abnormally, else the list."""
        self.reopening.open_interrupted(draft_id)

    def show_reopened(self, reopened: Reopened) -> None:
        """Show a reopened draft, where it was left."""
        self.host.show(reopened.session, read_only=reopened.read_only, is_kept=True)
        if not reopened.read_only and not reopened.damaged:
            self.housekeeping.tidy(reopened.session.draft.id)

    def show_trash(self) -> None:
        """Show the deleted drafts."""
        self.trash.show()

    def sweep_trash(self) -> None:
        """Let go what has been in the trash for too long, in the background."""
        self.trash.sweep()

    def let_write(self, *, may: bool) -> None:
        """Keep the ficha on the screen as it is while another state of it is made, or no longer."""
        self.host.let_write(may=may)

    def import_files(self, paths: list[Path]) -> None:
        """Make drafts of answers files and portable drafts; opens the one that was made alone."""
        self.imports.begin(paths)

    def show_drafts(self) -> None:
        """Save what is open and show the list of drafts."""
        if self.host.leave():
            self.pages.setCurrentWidget(self.drafts_page)
            self.refresh_drafts()

    def refresh_drafts(self) -> None:
        """Show the list of drafts as it is known, and look at the drafts anew."""
        self.drafts_flow.show()

    def save_now(self) -> None:
        """Save at once."""
        self.host.save_now()

    def flush(self) -> FichasError | None:
        """Save everything and wait until it is durable; return the error when that failed."""
        return self.host.flush()

    def focusNextPrevChild(self, is_forwards: bool) -> bool:
        """Let Tab go the way of reading."""
        return go_by_tab(self, forward=is_forwards) or super().focusNextPrevChild(is_forwards)

    def changeEvent(self, event: QEvent) -> None:
        """Save when the person turns to another window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.save_now()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save before closing; where that fails the person decides."""
        error = self.flush()
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
        if "drafts_flow" in self.__dict__:
            self.drafts_flow.end()
        self.trash.settle()
        if "previews" in self.__dict__:
            self.previews.end()
        event.accept()

    def _connect(self) -> None:
        self.host.made.connect(self._connect_view)
        self.host.changed.connect(self._follow_ficha)
        self.menus.step_requested.connect(self._go_to)
        self.menus.chosen.connect(self._do)

    @cached_property
    def _actions(self) -> Mapping[Command, Callable[[], object]]:
        return {
            Command.NEW: self._ask_new,
            Command.DRAFTS: self.show_drafts,
            Command.IMPORT: self._choose_import,
            Command.SAVE: self.host.save_by_hand,
            Command.SAVE_COPY: self._save_copy,
            Command.EXPORT: partial(self._export, True),  # noqa: FBT003 - as the signal says it
            Command.EXPORT_DRAFT: partial(self._export, False),  # noqa: FBT003
            Command.PREVIEW: self._preview,
            Command.HISTORY: self._show_history,
            Command.TRASH: self.show_trash,
            Command.CLOSE: self.show_drafts,
            Command.QUIT: self.close,
            Command.MANUAL: self.help.show_manual,
            Command.SHORTCUTS: self.help.show_shortcuts,
            Command.DATA_FOLDER: self.help.open_data_folder,
            Command.ABOUT: self.help.show_about,
            Command.DUPLICATE: self._duplicate,
            Command.NEXT_STEP: lambda: self._go_to(self.host.situation().row + 1),
            Command.PREVIOUS_STEP: lambda: self._go_to(self.host.situation().row - 1),
        }

    def _keep_order(self, order: ListOrder) -> None:
        self.remembering.change(list_order=order)

    def _do(self, command: Command) -> None:
        if command in self._actions:
            self._actions[command]()
        elif self.view is not None:
            self.ficha_commands.do(command)

    def _show_history(self) -> None:
        self.reopening.show_history()

    def _connect_view(self, view: FillingView) -> None:
        if "drafts_flow" in self.__dict__:
            self.drafts_flow.pause()
        self.folds.attend(view)
        view.export_requested.connect(self._export)
        view.preview_requested.connect(self._preview)
        view.open_requested.connect(open_path)
        view.drafts_requested.connect(self.show_drafts)
        view.copy_requested.connect(self._save_copy)
        if self.language is not None:
            self.language.attend(view)

    def _follow_ficha(self) -> None:
        self.menus.show_situation(self.host.situation())
        title = self.host.title()
        self.setWindowTitle(f"{title} — {PROGRAM_TITLE}" if title else PROGRAM_TITLE)
        if self.view is None:
            self.strips.drop("copy")

    def _follow_trash(self) -> None:
        self.drafts_page.clear_undo()
        if self.view is None:
            self.drafts_flow.refresh()

    def _show_imported(self, made: list[DraftId]) -> None:
        if len(made) == 1:
            self.open_draft(made[0])
        elif made:
            self.show_drafts()

    def _begin_edit_menu(self) -> None:
        if self.isHidden():  # closed before it was ever seen: nothing begins any more
            return
        from fichas_desktop.ui.edit_menu import EditMenu

        EditMenu(self.menus, self)

    def _begin_language(self) -> None:
        from fichas_desktop.ui.language_tools import LanguageTools

        tell = partial(self._dialogs.tell, self)
        self.language = LanguageTools(self._program, self.menus, self.remembering, tell, self)
        if self.view is not None:
            self.language.attend(self.view)

    def _go_to(self, row: int) -> None:
        if self.view is not None:
            self.view.show_step(row)

    def _duplicate(self) -> None:
        view = self.view
        if view is not None and self._saved():
            self.drafts_flow.duplicate(view.bridge.session.draft.id, self.open_draft)

    def _saved(self) -> bool:
        error = self.flush()
        if error is not None:
            self._dialogs.tell(self, error_sentence(error))
        return error is None

    def _save_copy(self) -> None:
        if self.view is not None:
            self.copies.begin(self.view)

    def _preview(self) -> None:
        if self.view is not None:
            self.previews.show(self.view)

    def _export(self, final: bool) -> None:
        if self.view is not None:
            self.pages.setCurrentWidget(self.view)  # from the preview: what comes next is shown there
            self.exports.begin(self.view, final=final)

    def _choose_import(self) -> None:
        paths = self._dialogs.choose_answers_files(self, self.remembering.folder("import_folder"))
        if paths:
            self.remembering.change(import_folder=str(paths[0].parent))
        self.import_files(paths)


def _column(*widgets: QWidget) -> QWidget:
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    column.setStretch(len(widgets) - 1, 1)
    return ground
