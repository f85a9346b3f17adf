"""What the footer says of saving, with the way out while it fails."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from fichas_desktop.domain.partial_date import BOGOTA
from fichas_desktop.errors import FichasError
from fichas_desktop.messages import error_sentence
from fichas_desktop.ui.announcing import announce
from fichas_desktop.ui.autosave import SaveState
from fichas_desktop.ui.buttons import make_button
from fichas_desktop.ui.plain_label import show_plainly
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.words import breakable

STARTS_EMPTY = "Lo que escriba se guarda solo."


class SaveStatus(QWidget):
    """When the ficha was saved, or why it is not and what can be done about it.

    Signals:
        copy_requested: The person wants a copy somewhere else.
        alarm_changed: True when there is something amiss to be told, with the button beside it.
    """

    copy_requested = Signal()
    alarm_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel()
        self.label.setObjectName("saved")
        show_plainly(self.label)
        self.label.setWordWrap(True)
        self.label.setMinimumWidth(1)  # a wrapped label would rather widen the window
        set_role(self.label, Role.HINT)
        self._copy = make_button("Guardar una copia en…", "saved.copy", None, self.copy_requested.emit)
        self._copy.hide()
        self._fails = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.label, 1)
        layout.addWidget(self._copy)

    def show_start(self, kept_at: dt.datetime | None) -> None:
        """Say how things stand before anything is typed.

        Args:
            kept_at: When the ficha was last changed; None for a new one.
        """
        self.label.setText(
            f"Guardado el {kept_at.astimezone(BOGOTA):%d/%m/%Y a las %H:%M}" if kept_at else STARTS_EMPTY
        )

    def show_state(self, state: SaveState, error: FichasError | None, now: dt.datetime) -> None:
        """Show a state; a failure stays until the ficha is saved, however much is typed meanwhile."""
        if self._fails and error is None and state is not SaveState.SAVED:
            return
        failed_before, self._fails = self._fails, state is SaveState.FAILED
        set_role(self.label, Role.ERROR_TEXT if state is SaveState.FAILED else Role.HINT)
        if state is SaveState.SAVED:
            words = f"Guardado a las {now:%H:%M}"
            words = f"{words}. {error_sentence(error)}" if error is not None else words
        elif error is not None:
            words = f"No se ha guardado. {error_sentence(error)}"
        else:
            words = "Guardando…"
        self.label.setText(breakable(words))
        if self._fails and not failed_before:
            announce(self.label, words)
        if self._copy.isHidden() is (error is not None):
            self._copy.setVisible(error is not None)
            self.alarm_changed.emit(error is not None)
