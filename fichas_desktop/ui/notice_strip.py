"""A strip over the page that tells one thing and offers what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fichas_desktop.ui.announcing import announce
from fichas_desktop.ui.buttons import button_row, make_button
from fichas_desktop.ui.pages import text_label
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.words import breakable
from fichas_desktop.ui.wrapping_row import WrappingRow

CLOSE = "Cerrar aviso"
_CHARACTERS = 40
"""Fewer in a line beside the buttons are too few: the buttons go below."""


class NoticeStrip(QFrame):
    """One sentence with buttons, beside it or, where it is narrow or there is a choice to make, below.

    The person closes it.

    Args:
        name: Object name, for tests.
        sentence: What is told.
        role: OK_STRIP, WARN_STRIP, or BAND for what is neither.
        actions: Words and action of each button.
        on_close: Called when the person closes it.
    """

    def __init__(
        self,
        name: str,
        sentence: str,
        role: Role,
        actions: tuple[tuple[str, Callable[[], object]], ...] = (),
        parent: QWidget | None = None,
        *,
        on_close: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        set_role(self, role)
        self._on_close = on_close
        self._is_said = False
        self._words = text_label("", Role.ANSWER)
        place = QWidget(self)  # a row asks for the least width of what stands in it
        beside = QHBoxLayout(place)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._words)
        buttons = [
            make_button(words, f"{name}.{number}", None, action)
            for number, (words, action) in enumerate(actions, start=1)
        ]
        self._close_button = make_button(CLOSE, f"{name}.close", Role.LINK, self._close)
        self.set_sentence(sentence)
        row = button_row(*buttons, self._close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 8, 16, 8)
        layout.setSpacing(10)
        if len(actions) > 1:
            layout.addWidget(place)
            layout.addWidget(row)
        else:
            all_of_it = WrappingRow(self)
            all_of_it.add_widget(place, is_wide=True)
            all_of_it.add_widget(row)
            layout.addWidget(all_of_it)
        self._size()

    def set_sentence(self, sentence: str) -> None:
        """Tell something else."""
        self._words.setText(breakable(sentence))
        self.setAccessibleName(sentence)
        self._close_button.setAccessibleName(f"{CLOSE}: {sentence}")

    def showEvent(self, event: QShowEvent) -> None:
        """Have the sentence said, once."""
        super().showEvent(event)
        if not self._is_said:
            self._is_said = True
            announce(self, self.accessibleName())

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for some words when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size()

    def dismiss(self) -> None:
        """Take the strip away."""
        self.hide()
        self.deleteLater()

    def _size(self) -> None:
        self._words.setMinimumWidth(self.fontMetrics().averageCharWidth() * _CHARACTERS)

    def _close(self) -> None:
        self.dismiss()
        self._on_close()
