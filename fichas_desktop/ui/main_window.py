"""The one window: the list of drafts or the ficha being filled in, with saving, import and export."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import FichasError
from fichas_desktop.messages import error_sentence
from fichas_desktop.services.fill_session import FillSession
from fichas_desktop.services.program import Program
from fichas_desktop.ui.after_paint import AfterFirstPaint
from fichas_desktop.ui.annexes_flow import AnnexesFlow
from fichas_desktop.ui.autosave import Autosave, SaveState
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.earlier_answers import EarlierAnswers
from fichas_desktop.ui.filling_view import FillingView
from fichas_desktop.ui.icons import app_icon
from fichas_desktop.ui.menus import Menus
from fichas_desktop.ui.place_keeper import PlaceKeeper
from fichas_desktop.ui.session_bridge import SessionBridge
from fichas_desktop.ui.window_strips import WindowStrips

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

    from fichas_desktop.services.drafts import Reopened
    from fichas_desktop.ui.copy_flow import CopyFlow
    from fichas_desktop.ui.drafts_flow import DraftsFlow
    from fichas_desktop.ui.drafts_page import DraftsPage
    from fichas_desktop.ui.export_flow import ExportFlow
    from fichas_desktop.ui.housekeeping import Housekeeping
    from fichas_desktop.ui.import_flow import ImportFlow
    from fichas_desktop.ui.language_tools import LanguageTools
    from fichas_desktop.ui.preview_flow import PreviewFlow
    from fichas_desktop.ui.reopening import ReopeningFlow
    from fichas_desktop.ui.trash_flow import TrashFlow

PROGRAM_TITLE = "Fichas de buenas prácticas"
FIRST_SIZE = (1120, 760)


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
        self._save_worker = BackgroundWorker(self)
        self._work = BackgroundWorker(self)
        self._reading = BackgroundWorker(self)
        self.autosave = Autosave(self._save, self._save_worker, self, note=self._note)
        self.view: FillingView | None = None
        self._place: PlaceKeeper | None = None
        self._annexes: AnnexesFlow | None = None
        self.pages = QStackedWidget()
        self.strips = WindowStrips()
        self.setCentralWidget(_column(self.strips, self.pages))
        self.setWindowTitle(PROGRAM_TITLE)
        self.setWindowIcon(app_icon())
        self.resize(*FIRST_SIZE)
        self.menus = Menus(self)
        self.language: LanguageTools | None = None
        AfterFirstPaint(self.pages, self._begin_language)
        self._connect()

    @cached_property
    def drafts_page(self) -> DraftsPage:
        """The list of drafts, built when it is first needed."""
        from fichas_desktop.ui.drafts_page import DraftsPage

        page = DraftsPage()
        page.open_requested.connect(self.open_draft)
        page.new_requested.connect(self.start_new)
        page.import_requested.connect(self._choose_import)
        page.trash_requested.connect(self.show_trash)
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

        return ExportFlow(self._program, self._dialogs, self._work, self.autosave.flush, self)

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

        flow = CopyFlow(self._program, self._dialogs, self._work, self.strips, self)
        flow.open_requested.connect(_open_with_system)
        return flow

    @cached_property
    def imports(self) -> ImportFlow:
        """The way from files to drafts."""
        from fichas_desktop.ui.import_flow import ImportFlow

        flow = ImportFlow(self._program, self._dialogs, self._work, self.strips, self)
        flow.ended.connect(self._show_imported)
        return flow

    def _save(self, draft: Draft) -> str:
        # looked up at each save: making the store loads TinyDB, which the first paint does not wait for
        return self._program.drafts.save(draft).trouble

    def _note(self, draft: Draft) -> None:
        self._program.drafts.note(draft)

    def _note_place(self, draft: Draft) -> None:
        self._save_worker.run(lambda: self._note(draft), lambda _: None, lambda _: None)

    def _keep_place(self) -> None:
        draft = self._place.moved_draft() if self._place is not None else None
        if draft is not None:  # where it fails, only the place is lost: all that was typed is durable
            self._save_worker.run(lambda: self._save(draft), lambda _: None, lambda _: None)
            self._save_worker.settle()

    def start_new(self) -> None:
        """Show a new ficha, which is kept from the first real edit on."""
        self._show_session(self._program.new_session(self._program.catalog.latest()))

    @cached_property
    def reopening(self) -> ReopeningFlow:
        """The way to a kept draft."""
        from fichas_desktop.ui.reopening import ReopeningFlow

        return ReopeningFlow(self._program, self._dialogs, self._save_worker, self.strips, self, self)

    def open_draft(self, draft_id: str) -> None:
        """Show a kept draft."""
        self.reopening.open_draft(draft_id)

    def open_interrupted(self, draft_id: str) -> None:
        """Show the draft that was being written when the program ended abnormally, else the list."""
        self.reopening.open_interrupted(draft_id)

    def show_trash(self) -> None:
        """Show the deleted drafts."""
        self.trash.show()

    def sweep_trash(self) -> None:
        """Let go what has been in the trash for too long, in the background."""
        self.trash.sweep()

    def _follow_trash(self) -> None:
        self.drafts_page.clear_undo()
        if self.view is None:
            self.drafts_flow.refresh()

    def let_write(self, *, may: bool) -> None:
        """Keep the ficha on the screen as it is while another state of it is made, or no longer."""
        if self.view is not None:
            self.view.setEnabled(may)
            self.menus.set_steps(self.view.steps.titles if may else ())

    def _save_by_hand(self) -> None:
        if self.view is None or self.view.bridge.read_only:
            return
        self.view.commit()
        draft = self.view.bridge.session.draft
        self.autosave.save_now()
        self._save_worker.run(lambda: self._program.drafts.keep_saved(draft), lambda _: None, lambda _: None)

    def import_files(self, paths: list[Path]) -> None:
        """Make drafts of answers files and portable drafts; opens the one that was made alone."""
        self.imports.begin(paths)

    def _show_imported(self, made: list[DraftId]) -> None:
        if len(made) == 1:
            self.open_draft(made[0])
        elif made:
            self.show_drafts()

    def show_drafts(self) -> None:
        """Save what is open and show the list of drafts."""
        if not self._leave_session():
            return
        self.pages.setCurrentWidget(self.drafts_page)
        self.setWindowTitle(PROGRAM_TITLE)
        self.menus.set_steps(())
        self.refresh_drafts()

    def refresh_drafts(self) -> None:
        """Show the list of drafts as it is known, and look at the drafts anew."""
        self.drafts_flow.show()

    def save_now(self) -> None:
        """Save at once, as a person asks for with Ctrl+S or Ctrl+G."""
        if self.view is not None:
            self.view.commit()
            self.autosave.save_now()

    def flush(self) -> FichasError | None:
        """Hand over and save everything, annexes that are being copied too, and wait until it is durable."""
        self._work.settle()
        if self.view is not None:
            self.view.commit()
        return self.autosave.flush()

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
            self.language.settle()
        if self.view is not None:
            if error is None:
                self._keep_place()
            self._program.drafts.close(self.view.bridge.session.draft.id)
        if "drafts_flow" in self.__dict__:
            self.drafts_flow.end()
        self.trash.settle()
        if "previews" in self.__dict__:
            self.previews.end()
        if self._annexes is not None:
            self._annexes.end()
        event.accept()

    def _connect(self) -> None:
        self.autosave.state_changed.connect(self._show_save_state)
        menus = self.menus
        menus.new_requested.connect(self.start_new)
        menus.drafts_requested.connect(self.show_drafts)
        menus.trash_requested.connect(self.show_trash)
        menus.import_requested.connect(self._choose_import)
        menus.save_requested.connect(self._save_by_hand)
        menus.copy_requested.connect(self._save_copy)
        menus.history_requested.connect(self._show_history)
        menus.preview_requested.connect(self._preview)
        menus.export_requested.connect(self._export)
        menus.step_requested.connect(self._go_to)
        menus.next_requested.connect(lambda: self._go_to(self._row() + 1))
        menus.back_requested.connect(lambda: self._go_to(self._row() - 1))

    def _begin_language(self) -> None:
        from fichas_desktop.ui.language_tools import LanguageTools

        tell = partial(self._dialogs.tell, self)
        self.language = LanguageTools(self._program, self.menus, tell, self)
        if self.view is not None:
            self.language.attend(self.view)

    def _show_history(self) -> None:
        self.reopening.show_history()

    def show_reopened(self, reopened: Reopened) -> None:
        """Show a reopened draft, where it was left."""
        self._show_session(reopened.session, read_only=reopened.read_only, is_kept=True)
        if not reopened.read_only and not reopened.damaged:
            self.housekeeping.tidy(reopened.session.draft.id)

    def _show_session(self, session: FillSession, *, read_only: bool = False, is_kept: bool = False) -> None:
        if not self._leave_session(session.draft.id):
            return
        if "drafts_flow" in self.__dict__:
            self.drafts_flow.pause()
        bridge = SessionBridge(session, self, read_only=read_only)
        view = FillingView(bridge, self._program.clock)
        if not read_only:
            bridge.draft_changed.connect(self.autosave.changed)
        bridge.answer_changed.connect(self._retitle)
        view.step_left.connect(self.autosave.save_now)
        view.export_requested.connect(self._export)
        view.preview_requested.connect(self._preview)
        view.open_requested.connect(_open_with_system)
        self._annexes = AnnexesFlow(self._program, self._dialogs, self._work, view, open_url)
        view.drafts_requested.connect(self.show_drafts)
        view.copy_requested.connect(self._save_copy)
        if self.language is not None:
            self.language.attend(view)
        self.view = view
        self.pages.addWidget(view)
        self.pages.setCurrentWidget(view)
        self.menus.set_steps(view.steps.titles)
        view.start(session.draft.section, session.draft.field)
        self._place = PlaceKeeper(view, self._note_place, is_kept=is_kept)
        EarlierAnswers(self._program, view, self._reading)
        self._retitle("")

    def _leave_session(self, next_id: DraftId | None = None) -> bool:
        if self.view is None:
            return True
        error = self.flush()
        if error is not None:
            self._dialogs.tell(self, error_sentence(error))
            return False
        left_id = self.view.bridge.session.draft.id
        if left_id != next_id:
            self._keep_place()
            self._program.drafts.close(left_id)
        self._place = None
        if self._annexes is not None:
            self._annexes.end()
        self.strips.drop("copy")
        self.pages.removeWidget(self.view)
        self.view.bridge.deleteLater()
        self.view.deleteLater()
        self.view = None
        return True

    def _row(self) -> int:
        return self.view.row if self.view is not None else 0

    def _go_to(self, row: int) -> None:
        if self.view is not None:
            self.view.show_step(row)

    def _retitle(self, _key: str) -> None:
        if self.view is not None:
            session = self.view.bridge.session
            title = session.draft.answers.get(session.form.title_field)
            self.setWindowTitle(f"{title or 'Ficha nueva'} — {PROGRAM_TITLE}")

    def _show_save_state(self, state: SaveState, error: FichasError | None) -> None:
        if self.view is not None:
            self.view.save_status.show_state(state, error, self._program.clock())

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
        self.import_files(self._dialogs.choose_answers_files(self))


def _column(*widgets: QWidget) -> QWidget:
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    column.setStretch(len(widgets) - 1, 1)
    return ground


def _open_with_system(path: Path) -> None:
    from PySide6.QtCore import QUrl

    open_url(QUrl.fromLocalFile(str(path)))


def open_url(url: QUrl) -> bool:
    """Open a file or folder with the system's program; False when the system has none."""
    from PySide6.QtGui import QDesktopServices

    return QDesktopServices.openUrl(url)
