"""Advice on plain writing below a text: quiet, and gone with one click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from fichas_desktop.domain.advice import Advice
from fichas_desktop.messages import advice_sentence
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.wrapping_link import QuietLink

TITLE = "Consejos de redacción ·"
HIDE_WORDS = "Ocultar consejos"
_INDENT = 9  # pixels of the advice below its title, and between title and link


class AdviceLine(QWidget):
    """The advice on one answer; hidden while there is none.

    Args:
        label: What the field is called, for screen readers.
        name: Object name.

    Signals:
        passage_asked: The passage that an advice is about.
        hide_asked: The person wants no advice anywhere.
    """

    passage_asked = Signal(object)
    hide_asked = Signal()

    def __init__(self, label: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._label = label
        self._advice: tuple[Advice, ...] = ()
        self._links: list[QuietLink] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 2, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setColumnMinimumWidth(0, _INDENT)
        self._grid.setColumnStretch(3, 1)
        self._lay_out_head()
        self.hide()

    def sentences(self) -> tuple[str, ...]:
        """Return what is being advised."""
        return tuple(link.text() for link in self._links)

    def show_advice(self, advice: Sequence[Advice]) -> None:
        """Show advice in place of what was there; the keyboard stays where it is."""
        if tuple(advice) == self._advice:
            return
        self._advice = tuple(advice)
        for link in self._links[len(self._advice) :]:
            self._grid.removeWidget(link)
            link.hide()
            link.deleteLater()
        del self._links[len(self._advice) :]
        for row, piece in enumerate(self._advice):
            if row == len(self._links):
                self._links.append(self._make_link(row))
            sentence = advice_sentence(piece)
            self._links[row].set_words(sentence)
            self._links[row].setAccessibleName(f"Consejo de redacción, {self._label}: {sentence}")
        self.setVisible(bool(self._advice))

    def _lay_out_head(self) -> None:
        title = QLabel(TITLE, self)
        set_role(title, Role.ADVICE)
        hide = QuietLink(HIDE_WORDS, f"{self.objectName()}.hide", self.hide_asked.emit, self)
        hide.setAccessibleName(f"{HIDE_WORDS}: {self._label}")
        # the menu Ver does the same for who uses no mouse: no stop on the way from field to field
        hide.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._grid.addWidget(title, 0, 0, 1, 2)
        self._grid.addWidget(hide, 0, 2)

    def _make_link(self, row: int) -> QuietLink:
        name = f"{self.objectName()}.{row}"
        link = QuietLink("", name, lambda: self.passage_asked.emit(self._advice[row].first), self)
        link.setAccessibleDescription("Selecciona en el texto el primer lugar.")
        self._grid.addWidget(link, row + 1, 1, 1, 3)
        return link
