"""The one window: the list of drafts or the ficha being filled in, with saving, import and export."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import DraftId, FileAttachment
from fichas_desktop.errors import FichasError
from fichas_desktop.messages import KEPT_BESIDE, error_sentence
from fichas_desktop.services.fill_session import FillSession
from fichas_desktop.services.program import Program
from fichas_desktop.ui.after_paint import AfterFirstPaint
from fichas_desktop.ui.autosave import Autosave, SaveState
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.earlier_answers import EarlierAnswers
from fichas_desktop.ui.filling_view import FillingView
from fichas_desktop.ui.icons import app_icon
from fichas_desktop.ui.menus import Menus
from fichas_desktop.ui.session_bridge import SessionBridge
from fichas_desktop.ui.theme import Role, set_role

if TYPE_CHECKING:
    from fichas_desktop.services.drafts import Reopened
    from fichas_desktop.ui.drafts_page import DraftsPage
    from fichas_desktop.ui.export_flow import ExportFlow
    from fichas_desktop.ui.inputs.attachments_input import AttachmentsInput
    from fichas_desktop.ui.language_tools import LanguageTools

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
        self.autosave = Autosave(self._save, self._save_worker, self, note=self._note)
        self.view: FillingView | None = None
        self.pages = QStackedWidget()
        self.setCentralWidget(self.pages)
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
        page.duplicate_requested.connect(self._duplicate)
        page.delete_requested.connect(self._delete)
        page.undo_requested.connect(self._undo_delete)
        self.pages.addWidget(page)
        return page

    @cached_property
    def exports(self) -> ExportFlow:
        """The way to the exported pair."""
        from fichas_desktop.ui.export_flow import ExportFlow

        return ExportFlow(self._program, self._dialogs, self._work, self.autosave.flush, self)

    def _save(self, draft: Draft) -> str:
        # looked up at each save: making the store loads TinyDB, which the first paint does not wait for
        return self._program.drafts.save(draft).trouble

    def _note(self, draft: Draft) -> None:
        self._program.drafts.note(draft)

    def start_new(self) -> None:
        """Show a new ficha, which is kept from the first real edit on."""
        self._show_session(self._program.new_session(self._program.catalog.latest()))

    def open_draft(self, draft_id: str) -> None:
        """Show a kept draft."""
        try:
            reopened = self._program.drafts.reopen(DraftId(draft_id))
        except FichasError as error:
            self._dialogs.tell(self, error_sentence(error))
            return
        self._show_reopened(reopened)

    def open_interrupted(self, draft_id: str) -> None:
        """Show the draft that was being written when the program ended abnormally, else the list.

        A draft that another window is writing now was not interrupted.
        """
        with contextlib.suppress(FichasError):
            reopened = self._program.drafts.reopen(DraftId(draft_id))
            if not reopened.read_only:
                self._show_reopened(reopened)
                return
            self._program.drafts.close(DraftId(draft_id))
        self.refresh_drafts()

    def show_history(self) -> None:
        """Show the versions of the ficha on the screen."""
        from fichas_desktop.ui.history_dialog import HistoryDialog

        if self.view is None or self.flush() is not None:
            return
        session = self.view.bridge.session
        dialog = HistoryDialog(self._program.drafts, session.form, session.draft, self)
        dialog.restore_requested.connect(self._go_back_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _go_back_to(self, version: str) -> None:
        if self.view is None or self.view.bridge.read_only:
            return
        drafts = self._program.drafts
        try:
            draft = drafts.restored(self.view.bridge.session.draft, version)
            drafts.save(draft)
        except FichasError as error:
            self._dialogs.tell(self, error_sentence(error))
            return
        self._show_session(drafts.session(draft))

    def _save_by_hand(self) -> None:
        if self.view is None or self.view.bridge.read_only:
            return
        self.view.commit()
        draft = self.view.bridge.session.draft
        self.autosave.save_now()
        self._save_worker.run(lambda: self._program.drafts.keep_saved(draft), lambda _: None, lambda _: None)

    def import_files(self, paths: list[Path]) -> None:
        """Make drafts of answers files and portable drafts; opens the one that was asked for alone."""
        made: list[DraftId] = []
        for path in paths:
            try:
                taken = self._program.importer.take_in(path)
                made.append(taken.id)
                if taken.beside:
                    self._dialogs.tell(self, f"{path.name}: {KEPT_BESIDE}")
            except FichasError as error:
                self._dialogs.tell(self, f"{path.name}: {error_sentence(error)}")
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
        """Read the list of drafts anew."""
        self.drafts_page.show_drafts(self._program.drafts.summaries())
        self.drafts_page.focus_first()

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
            f"{error_sentence(error)} Si cierra ahora, se pierde lo último que escribió.",
            "Cerrar sin guardar",
        ):
            event.ignore()
            return
        if self.language is not None:
            self.language.settle()
        if self.view is not None:
            self._program.drafts.close(self.view.bridge.session.draft.id)
        event.accept()

    def _connect(self) -> None:
        self.autosave.state_changed.connect(self._show_save_state)
        menus = self.menus
        menus.new_requested.connect(self.start_new)
        menus.drafts_requested.connect(self.show_drafts)
        menus.import_requested.connect(self._choose_import)
        menus.save_requested.connect(self._save_by_hand)
        menus.history_requested.connect(self.show_history)
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

    def _show_reopened(self, reopened: Reopened) -> None:
        from fichas_desktop.ui.draft_notices import notices

        self._show_session(reopened.session, read_only=reopened.read_only)
        if self.view is not None:
            for strip in notices(reopened, self.show_history):
                self.view.add_notice(strip)

    def _show_session(self, session: FillSession, *, read_only: bool = False) -> None:
        if not self._leave_session(session.draft.id):
            return
        bridge = SessionBridge(session, self, read_only=read_only)
        view = FillingView(bridge, self._program.clock)
        if not read_only:
            bridge.draft_changed.connect(self.autosave.changed)
        bridge.answer_changed.connect(self._retitle)
        view.step_left.connect(self.autosave.save_now)
        view.export_requested.connect(self._export)
        view.files_wanted.connect(self._choose_annexes)
        view.files_given.connect(self._attach)
        view.open_requested.connect(_open_with_system)
        view.drafts_requested.connect(self.show_drafts)
        if self.language is not None:
            self.language.attend(view)
        self.view = view
        self.pages.addWidget(view)
        self.pages.setCurrentWidget(view)
        self.menus.set_steps(view.steps.titles)
        view.start(session.draft.section)
        EarlierAnswers(self._program, view)
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
            self._program.drafts.close(left_id)
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
        if self.view is None:
            return
        label = self.view.saved_label
        set_role(label, Role.ERROR_TEXT if state is SaveState.FAILED else Role.HINT)
        if state is SaveState.SAVED:
            words = f"Guardado a las {self._program.clock():%H:%M}"
            label.setText(f"{words}. {error_sentence(error)}" if error is not None else words)
        elif error is not None:
            label.setText(f"No se ha guardado. {error_sentence(error)}")
        else:
            label.setText("Guardando…")

    def _export(self, final: bool) -> None:
        if self.view is not None:
            self.exports.begin(self.view, final=final)

    def _choose_import(self) -> None:
        self.import_files(self._dialogs.choose_answers_files(self))

    def _choose_annexes(self, field_input: AttachmentsInput) -> None:
        self._attach(field_input, self._dialogs.choose_annexes(self))

    def _attach(self, field_input: AttachmentsInput, paths: list[Path]) -> None:
        if self.view is None:
            return
        session = self.view.bridge.session

        def add(attachment: FileAttachment) -> None:
            session.set_missing_files(session.missing_files - {attachment.sha256})
            field_input.set_missing(session.missing_files)
            field_input.add_attachment(attachment)

        for path in paths:
            self._work.run(
                partial(self._program.drafts.attach, session.form, session.draft.id, path),
                add,
                lambda error: self._dialogs.tell(self, error_sentence(error)),
            )

    def _duplicate(self, draft_id: str) -> None:
        self._try(lambda: self._program.drafts.duplicate(DraftId(draft_id)))

    def _delete(self, draft_id: str) -> None:
        summary = self._program.drafts.summary(DraftId(draft_id))
        if self._try(lambda: self._program.drafts.move_to_trash(DraftId(draft_id))):
            self.drafts_page.offer_undo(DraftId(draft_id), summary.title)

    def _undo_delete(self, draft_id: str) -> None:
        if self._try(lambda: self._program.drafts.restore(DraftId(draft_id))):
            self.drafts_page.clear_undo()

    def _try(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except FichasError as error:
            self._dialogs.tell(self, error_sentence(error))
            return False
        self.refresh_drafts()
        return True


def _open_with_system(path: Path) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
