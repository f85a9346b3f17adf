"""What stands below a ficha: whether it is saved, back and next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from fichas_desktop.ui.buttons import make_button
from fichas_desktop.ui.save_status import SaveStatus
from fichas_desktop.ui.theme import TEXT_COLUMN, Role, set_role


class FillingFooter(QFrame):
    """A band as wide as the window, its words as wide as the text above.

    Attributes:
        save_status: Whether the ficha is saved.

    Signals:
        back_chosen: The step before is wanted.
        next_chosen: The step after is wanted.
    """

    back_chosen = Signal()
    next_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, Role.FOOTER)
        self.save_status = SaveStatus()
        self._previous = make_button("An&terior", "previous", None, self.back_chosen.emit)
        self._next = make_button("&Siguiente", "next", Role.PRIMARY, self.next_chosen.emit)
        band = QHBoxLayout(self)
        band.setContentsMargins(32, 12, 32, 12)
        column = QWidget(self)
        column.setMaximumWidth(TEXT_COLUMN)
        band.addWidget(column, 1)
        band.addStretch(0)
        self._grid = QGridLayout(column)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self._previous, 1, 1)
        self._grid.addWidget(self._next, 1, 2)
        self._place_status(alarmed=False)
        self.save_status.alarm_changed.connect(self._place_status)

    def show_ways(self, *, has_previous: bool, has_next: bool, to_review: bool, is_large: bool) -> None:
        """Show where one can go from here.

        Args:
            has_previous: There is a step before.
            has_next: There is a step after.
            to_review: The next step is the review from which one came.
            is_large: One answer is being written large, from which one goes nowhere but back.
        """
        self._previous.setVisible(not is_large)
        self._previous.setEnabled(has_previous)
        self._next.setVisible(has_next and not is_large)
        self._next.setText("V&olver a la revisión" if to_review else "&Siguiente")

    def _place_status(self, alarmed: bool) -> None:
        # what fails needs the whole width: with large text there is little of it beside the buttons
        self._grid.removeWidget(self.save_status)
        if alarmed:
            self._grid.addWidget(self.save_status, 0, 0, 1, 3)
        else:
            self._grid.addWidget(self.save_status, 1, 0)
