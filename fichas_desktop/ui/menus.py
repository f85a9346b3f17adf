"""The menu bar, built from :mod:`fichas_desktop.ui.commands`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from fichas_desktop.ui.commands import MENUS, Command, Entry, Kind, Needs

_MOST_STEPS = 9


class Situation(NamedTuple):
    """What is on the screen, as far as the menus depend on it.

    Attributes:
        titles: The steps of the ficha; none when there is no ficha.
        row: The step on the screen.
        writable: False while the ficha can be read only.
        kept: True once the ficha has been kept.
    """

    titles: tuple[str, ...] = ()
    row: int = 0
    writable: bool = False
    kept: bool = False


class Menus(QObject):
    """Says by signals what the person wants.

    Signals:
        chosen: A :class:`~fichas_desktop.ui.commands.Command`.
        spelling_switched, advice_switched: True for on.
        step_requested: Row of a step.
    """

    chosen = Signal(object)
    spelling_switched = Signal(bool)
    advice_switched = Signal(bool)
    step_requested = Signal(int)

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._situation: Situation | None = None
        self._actions: dict[Command, QAction] = {}
        self._steps: list[QAction] = []
        self.menus: dict[str, QMenu] = {}
        for words, entries, has_steps in MENUS:
            menu = self.menus[words] = window.menuBar().addMenu(words)
            self._fill(menu, entries)
            if has_steps:
                self._add_steps(menu)
        # seen from when it is known whether they are on, after the first paint
        self.spelling_action = self._actions[Command.SPELLING]
        self.advice_action = self._actions[Command.ADVICE]
        for action in (self.spelling_action, self.advice_action):
            action.setVisible(False)
        self.show_situation(Situation())

    def action(self, command: Command) -> QAction:
        """Return what asks for a command."""
        return self._actions[command]

    def show_language(self, spelling: bool | None, *, advice: bool) -> None:
        """Show what is on; None for a spell check that is not installed."""
        self.spelling_action.setVisible(spelling is not None)
        self.spelling_action.setChecked(bool(spelling))
        self.advice_action.setVisible(True)
        self.advice_action.setChecked(advice)

    def show_situation(self, situation: Situation) -> None:
        """Enable what makes sense, and name the steps of the ficha on the screen."""
        if situation == self._situation:
            return
        self._situation = situation
        titles = situation.titles
        there = bool(titles)
        met = {
            Needs.FICHA: there,
            Needs.WRITING: there and situation.writable,
            Needs.KEPT: there and situation.kept,
            Needs.STEP_AFTER: situation.row < len(titles) - 1,
            Needs.STEP_BEFORE: there and situation.row > 0,
        }
        for menu in MENUS:
            for entry in menu.entries:
                if entry is not None and entry.needs in met:
                    self._actions[entry.command].setEnabled(met[entry.needs])
        for row, action in enumerate(self._steps):
            is_there = row < len(titles)
            action.setEnabled(is_there)
            action.setVisible(is_there)
            if is_there:
                action.setText(f"&{row + 1}. {titles[row].replace('&', '&&')}")

    def _fill(self, menu: QMenu, entries: tuple[Entry | None, ...]) -> None:
        group: QActionGroup | None = None
        for entry in entries:
            if entry is None:
                menu.addSeparator()
                group = None
                continue
            action = self._add(menu, entry.words, entry.keys, partial(self._ask, entry.command))
            action.setCheckable(entry.kind is not Kind.ONCE)
            if entry.kind is Kind.CHOICE:
                group = group or QActionGroup(self)
                group.addAction(action)
            self._actions[entry.command] = action

    def _add_steps(self, menu: QMenu) -> None:
        for row in range(_MOST_STEPS):
            action = self._add(menu, "", (f"Ctrl+{row + 1}",), partial(self._ask_step, row))
            self._steps.append(action)

    def _add(self, menu: QMenu, words: str, keys: tuple[str, ...], slot: Callable[[bool], None]) -> QAction:
        action = QAction(words, self._window)
        if keys:
            action.setShortcuts([QKeySequence(key) for key in keys])
        # a partial, connected as it is, would be called without the state
        action.triggered.connect(lambda checked: slot(checked))  # noqa: PLW0108
        menu.addAction(action)
        return action

    def _ask(self, command: Command, checked: bool) -> None:
        if command is Command.SPELLING:
            self.spelling_switched.emit(checked)
        elif command is Command.ADVICE:
            self.advice_switched.emit(checked)
        else:
            self.chosen.emit(command)

    def _ask_step(self, row: int, _checked: bool) -> None:
        self.step_requested.emit(row)
