"""What will be handed over, shown before it is made."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from fichas_desktop.services.handover import Handover
from fichas_desktop.ui.buttons import make_button
from fichas_desktop.ui.drafts_model import NO_TITLE
from fichas_desktop.ui.pages import clear_layout, text_label
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.words import breakable


class HandoverCard(QFrame):
    """Name, entrega, date and files; drawn anew when one of them changes.

    Signals:
        use_today_requested: The person wants today's date as the ficha's date.
    """

    use_today_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export.handover")
        set_role(self, Role.CARD)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def show_handover(self, coming: Handover) -> None:
        """Show what is to come now."""
        clear_layout(self._grid)
        number = f"Entrega {coming.number}"
        if coming.is_repeated:
            number += ", la misma de antes: las respuestas no han cambiado"
        date = coming.date
        if coming.today:
            date += f"; hoy es {coming.today}"
        rows = [("Ficha", coming.title or NO_TITLE), ("Número", number)]
        rows += [("Fecha", date)] if date else []
        rows += [("PDF", coming.files[0]), ("Datos", coming.files[1])]
        top = Qt.AlignmentFlag.AlignTop
        for row, (label, words) in enumerate(rows):
            self._grid.addWidget(text_label(label, Role.GUIDANCE, wrap=False), row, 0, top)
            asks = label == "Fecha" and bool(coming.today)
            columns = 1 if asks else 2
            self._grid.addWidget(text_label(breakable(words), Role.ANSWER), row, 1, 1, columns, top)
            if asks:
                use = make_button("Poner la de hoy", "export.use_today", Role.LINK, self._ask)
                self._grid.addWidget(use, row, 2, top)

    def _ask(self) -> None:
        self.use_today_requested.emit()
