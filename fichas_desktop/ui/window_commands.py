"""What a person asks of the window: by its menus, or by the ficha's own buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from fichas_desktop.messages import error_sentence
from fichas_desktop.ui.commands import Command
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.ficha_host import FichaHost
from fichas_desktop.ui.filling_view import FillingView
from fichas_desktop.ui.guidance_folds import GuidanceFolds
from fichas_desktop.ui.menus import Menus
from fichas_desktop.ui.opening import open_path
from fichas_desktop.ui.window_flows import WindowFlows

if TYPE_CHECKING:
    from fichas_desktop.ui.ficha_commands import FichaCommands


class WindowCommands(QObject):
    """Has each command done by whoever does it.

    Args:
        menus: Where commands are chosen.
        host: Has the ficha on the screen.
        flows: Do what concerns whole fichas.
        folds: Knows which guidance is folded.
        dialogs: Says why a command cannot be done.
        window: Owns this object.
    """

    def __init__(
        self,
        menus: Menus,
        host: FichaHost,
        flows: WindowFlows,
        folds: GuidanceFolds,
        dialogs: Dialogs,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._host = host
        self._flows = flows
        self._folds = folds
        self._dialogs = dialogs
        self._window = window
        menus.chosen.connect(self._do)
        menus.step_requested.connect(self._go_to)
        host.made.connect(self._attend)

    @cached_property
    def _ficha_commands(self) -> FichaCommands:
        from fichas_desktop.ui.ficha_commands import FichaCommands

        return FichaCommands(self._host, self._folds, self)

    @cached_property
    def _actions(self) -> Mapping[Command, Callable[[], object]]:
        flows = self._flows
        return {
            Command.NEW: flows.ask_new,
            Command.DRAFTS: flows.show_drafts,
            Command.IMPORT: flows.choose_files,
            Command.SAVE: self._host.save_by_hand,
            Command.SAVE_COPY: self._save_copy,
            Command.EXPORT: partial(self._export, True),  # noqa: FBT003 - as the signal says it
            Command.EXPORT_DRAFT: partial(self._export, False),  # noqa: FBT003
            Command.PREVIEW: self._preview,
            Command.HISTORY: flows.reopening.show_history,
            Command.TRASH: flows.show_trash,
            Command.CLOSE: flows.show_drafts,
            Command.QUIT: self._window.close,
            Command.MANUAL: flows.help.show_manual,
            Command.SHORTCUTS: flows.help.show_shortcuts,
            Command.DATA_FOLDER: flows.help.open_data_folder,
            Command.ABOUT: flows.help.show_about,
            Command.DUPLICATE: self._duplicate,
            Command.NEXT_STEP: lambda: self._go_to(self._host.situation().row + 1),
            Command.PREVIOUS_STEP: lambda: self._go_to(self._host.situation().row - 1),
        }

    def _do(self, command: Command) -> None:
        if command in self._actions:
            self._actions[command]()
        else:
            self._ficha_commands.do(command)

    def _attend(self, view: FillingView) -> None:
        view.export_requested.connect(self._export)
        view.preview_requested.connect(self._preview)
        view.open_requested.connect(open_path)
        view.drafts_requested.connect(self._flows.show_drafts)
        view.copy_requested.connect(self._save_copy)

    def _go_to(self, row: int) -> None:
        if self._host.view is not None:
            self._host.view.show_step(row)

    def _duplicate(self) -> None:
        view = self._host.view
        if view is None:
            return
        error = self._host.flush()
        if error is not None:
            self._dialogs.tell(self._window, error_sentence(error))
            return
        self._flows.drafts_list.duplicate(view.bridge.session.draft.id, self._flows.open_draft)

    def _save_copy(self) -> None:
        if self._host.view is not None:
            self._flows.copies.begin(self._host.view)

    def _preview(self) -> None:
        if self._host.view is not None:
            self._flows.previews.show(self._host.view)

    def _export(self, final: bool) -> None:
        view = self._host.view
        if view is not None:
            self._host.pages.setCurrentWidget(view)  # from the preview: what comes next is shown there
            self._flows.exports.begin(view, final=final)
