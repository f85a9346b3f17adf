"""Colours and text size as the person wants them: from the menu, from the system, remembered."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from fichas_desktop.domain.preferences import (
    LARGEST_TEXT,
    SMALLEST_TEXT,
    TEXT_STEP,
    ColourChoice,
    Preferences,
)
from fichas_desktop.ui.commands import Command
from fichas_desktop.ui.menus import Menus
from fichas_desktop.ui.remembering import Remembering
from fichas_desktop.ui.theme import Scheme, apply_theme

_CHOICES = {
    Command.LIGHT: ColourChoice.LIGHT,
    Command.DARK: ColourChoice.DARK,
    Command.SYSTEM: ColourChoice.SYSTEM,
}
_MIDDLE = 128
_STEPS = {Command.LARGER: TEXT_STEP, Command.SMALLER: -TEXT_STEP}


def put_on(app: QApplication, wanted: Preferences) -> None:
    """Give the program the look that a person wants."""
    apply_theme(app, scheme_for(app, wanted.colours), text_size(wanted) / 100)


def scheme_for(app: QApplication, choice: ColourChoice) -> Scheme:
    """Return the colours of a choice; a system that does not say counts as light."""
    if choice is ColourChoice.SYSTEM:
        return "dark" if _system_is_dark(app) else "light"
    return "dark" if choice is ColourChoice.DARK else "light"


def _system_is_dark(app: QApplication) -> bool:
    if not app.styleSheet():
        # nothing of ours is on: the palette is the system's, and tells without making all enumerations of Qt
        return app.palette().window().color().lightness() < _MIDDLE
    return app.styleHints().colorScheme() is QtCore.Qt.ColorScheme.Dark


def text_size(wanted: Preferences) -> int:
    """Return the percentage within what the window can show, whatever a file says."""
    return min(max(wanted.text_size, SMALLEST_TEXT), LARGEST_TEXT)


class Look(QObject):
    """Changes the look of the whole program.

    Args:
        menus: Where it is chosen.
        remembering: Keeps it.
        parent: The window.
    """

    def __init__(self, menus: Menus, remembering: Remembering, parent: QObject) -> None:
        super().__init__(parent)
        self._menus = menus
        self._remembering = remembering
        menus.chosen.connect(self._take)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._show_choice()

    def _take(self, command: Command) -> None:
        size = text_size(self._remembering.current)
        if command in _CHOICES:
            self._change(colours=_CHOICES[command])
        elif command in _STEPS:
            self._change(text_size=min(max(size + _STEPS[command], SMALLEST_TEXT), LARGEST_TEXT))
        elif command is Command.NORMAL_SIZE:
            self._change(text_size=100)

    def _change(self, **values: object) -> None:
        self._remembering.change(**values)
        self._put_on()
        self._show_choice()

    def _follow_system(self) -> None:
        if self._remembering.current.colours is ColourChoice.SYSTEM:
            self._put_on()

    def _put_on(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            put_on(app, self._remembering.current)

    def _show_choice(self) -> None:
        wanted = self._remembering.current
        for command, choice in _CHOICES.items():
            self._menus.action(command).setChecked(choice is wanted.colours)
        size = text_size(wanted)
        self._menus.action(Command.LARGER).setEnabled(size < LARGEST_TEXT)
        self._menus.action(Command.SMALLER).setEnabled(size > SMALLEST_TEXT)
        self._menus.action(Command.NORMAL_SIZE).setEnabled(size != 100)
