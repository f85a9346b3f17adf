"""The list of drafts and every use case of the window, each made when it is first needed."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from fichas_desktop.domain.preferences import ListOrder
from fichas_desktop.domain.values import DraftId
from fichas_desktop.services.program import Program
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.ficha_host import FichaHost
from fichas_desktop.ui.opening import open_path
from fichas_desktop.ui.remembering import Remembering
from fichas_desktop.ui.window_strips import WindowStrips

if TYPE_CHECKING:
    from fichas_desktop.ui.copy_flow import CopyFlow
    from fichas_desktop.ui.drafts_flow import DraftsFlow
    from fichas_desktop.ui.drafts_page import DraftsPage
    from fichas_desktop.ui.export_flow import ExportFlow
    from fichas_desktop.ui.help_menu import HelpMenu
    from fichas_desktop.ui.housekeeping import Housekeeping
    from fichas_desktop.ui.import_flow import ImportFlow
    from fichas_desktop.ui.preview_flow import PreviewFlow
    from fichas_desktop.ui.reopening import ReopeningFlow
    from fichas_desktop.ui.trash_flow import TrashFlow


class WindowFlows(QObject):
    """Makes them, and leads from one to the next; the first paint waits for none of them.

    Args:
        program: The services.
        dialogs: Questions that stop a person.
        host: Has the ficha on the screen.
        strips: Where is told what goes on.
        remembering: What is the same the next time.
        window: Owns all of it.
    """

    def __init__(
        self,
        program: Program,
        dialogs: Dialogs,
        host: FichaHost,
        strips: WindowStrips,
        remembering: Remembering,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._program = program
        self._dialogs = dialogs
        self._host = host
        self._strips = strips
        self._remembering = remembering
        self._window = window
        host.made.connect(self._rest)

    @cached_property
    def drafts_page(self) -> DraftsPage:
        """The list of drafts."""
        from fichas_desktop.ui.drafts_page import DraftsPage

        page = DraftsPage()
        page.open_requested.connect(self.open_draft)
        page.new_requested.connect(self.ask_new)
        page.import_requested.connect(self.choose_files)
        page.trash_requested.connect(self.show_trash)
        page.set_order(self._remembering.current.list_order)
        page.order_chosen.connect(self._keep_order)
        self._host.pages.addWidget(page)
        return page

    @cached_property
    def drafts_list(self) -> DraftsFlow:
        """What the list of drafts shows and does."""
        from fichas_desktop.ui.drafts_flow import DraftsFlow

        tell = partial(self._dialogs.tell, self._window)
        return DraftsFlow(self._program, self.drafts_page, self._host.reading, self._strips, tell)

    @cached_property
    def reopening(self) -> ReopeningFlow:
        """The way to a kept draft."""
        from fichas_desktop.ui.reopening import ReopeningFlow

        flow = ReopeningFlow(self._program, self._dialogs, self._host, self._strips, self._window)
        flow.opened.connect(self.housekeeping.tidy)
        flow.list_requested.connect(self.show_list)
        return flow

    @cached_property
    def imports(self) -> ImportFlow:
        """The way from files to drafts."""
        from fichas_desktop.ui.import_flow import ImportFlow

        flow = ImportFlow(self._program, self._dialogs, self._host.work, self._strips, self._window)
        flow.ended.connect(self._show_imported)
        return flow

    @cached_property
    def previews(self) -> PreviewFlow:
        """The way to the PDF as it would be now."""
        from fichas_desktop.ui.preview_flow import PreviewFlow

        return PreviewFlow(self._program, self._host.work, self._host.pages, self)

    @cached_property
    def exports(self) -> ExportFlow:
        """The way to the exported pair."""
        from fichas_desktop.ui.export_flow import ExportFlow

        flush = self._host.flush
        return ExportFlow(self._program, self._dialogs, self._host.work, flush, self._remembering, self)

    @cached_property
    def copies(self) -> CopyFlow:
        """The way to a copy somewhere else."""
        from fichas_desktop.ui.copy_flow import CopyFlow

        flow = CopyFlow(
            self._program, self._dialogs, self._host.work, self._strips, self._remembering, self._window
        )
        flow.open_requested.connect(open_path)
        return flow

    @cached_property
    def trash(self) -> TrashFlow:
        """The way to deleted drafts."""
        from fichas_desktop.ui.trash_flow import TrashFlow

        flow = TrashFlow(self._program.trash, self._dialogs, self._window)
        flow.changed.connect(self._follow_trash)
        return flow

    @cached_property
    def housekeeping(self) -> Housekeeping:
        """What the window sees to by itself."""
        from fichas_desktop.ui.housekeeping import Housekeeping

        return Housekeeping(self._program, self._host.work, self._strips, self)

    @cached_property
    def help(self) -> HelpMenu:
        """What the menu Ayuda opens."""
        from fichas_desktop.ui.help_menu import HelpMenu

        return HelpMenu(self._program, self._dialogs, self._window)

    def start_new(self) -> None:
        """Show a new ficha, which is kept from the first real edit on."""
        self._host.show(self._program.new_session(self._program.catalog.latest()))

    def ask_new(self) -> None:
        """Show a new ficha; which form it is of is asked where there are several."""
        form = self._dialogs.choose_form(self._window, self._program.catalog.newest())
        if form is not None:
            self._host.show(self._program.new_session(form))

    def open_draft(self, draft_id: str) -> None:
        """Show a kept draft."""
        self.reopening.open_draft(draft_id)

    def show_drafts(self) -> None:
        """Save what is open and show the list of drafts."""
        if self._host.leave():
            self._host.pages.setCurrentWidget(self.drafts_page)
            self.show_list()

    def show_list(self) -> None:
        """Show the list of drafts as it is known, and look at the drafts anew."""
        self.drafts_list.show()

    def show_trash(self) -> None:
        """Show the deleted drafts."""
        self.trash.show()

    def choose_files(self) -> None:
        """Ask for answers files and portable drafts, and make drafts of them."""
        paths = self._dialogs.choose_answers_files(self._window, self._remembering.folder("import_folder"))
        if paths:
            self._remembering.change(import_folder=str(paths[0].parent))
        self.imports.begin(paths)

    def begin_housekeeping(self) -> None:
        """See to what the window sees to by itself."""
        self.housekeeping.begin()

    def sweep_trash(self) -> None:
        """Let go what has been in the trash for too long, in the background."""
        self.trash.sweep()

    def end(self) -> None:
        """Let nothing go on any more, because the window closes."""
        made = self.__dict__  # what was never needed is not made to be ended
        if "drafts_list" in made:
            self.drafts_list.end()
        if "trash" in made:
            self.trash.settle()
        if "previews" in made:
            self.previews.end()

    def _rest(self) -> None:
        if "drafts_list" in self.__dict__:
            self.drafts_list.pause()

    def _keep_order(self, order: ListOrder) -> None:
        self._remembering.change(list_order=order)

    def _follow_trash(self) -> None:
        self.drafts_page.clear_undo()
        if self._host.view is None:
            self.drafts_list.refresh()

    def _show_imported(self, made: list[DraftId]) -> None:
        if len(made) == 1:
            self.open_draft(made[0])
        elif made:
            self.show_drafts()
