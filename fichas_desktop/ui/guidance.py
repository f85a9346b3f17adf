"""The official words between label and answer; long ones can be folded away."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from fichas_desktop.ui.plain_label import show_plainly
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.words import whole

LONG = 220
SHOW = "Ver orientación"
HIDE = "Ocultar orientación"


class Guidance(QWidget):
    """Guidance of a field, open at first; only a long one has a button to fold it.

    Attributes:
        toggled: The person folded (False) or opened (True) it.
    """

    toggled = Signal(bool)

    def __init__(self, words: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._words = QLabel(whole(words), self)
        self._words.setAccessibleName(words)
        show_plainly(self._words)
        self._words.setWordWrap(True)
        set_role(self._words, Role.GUIDANCE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._words)
        self._button: QPushButton | None = None
        if len(words) > LONG:
            self._button = QPushButton(self)
            self._button.setAutoDefault(True)
            set_role(self._button, Role.LINK)
            self._button.clicked.connect(self._toggle)
            layout.addWidget(self._button, 0, QtCore.Qt.AlignmentFlag.AlignLeft)
        self.set_open(True)

    def name_button(self, name: str) -> None:
        """Give the folding button its object name."""
        if self._button is not None:
            self._button.setObjectName(name)

    def is_open(self) -> bool:
        """Tell whether the words are shown."""
        return not self._words.isHidden()

    def set_open(self, is_open: bool) -> None:
        """Show the words or fold them away; short ones always stay, and nothing is emitted."""
        if self._button is None:
            return
        self._words.setVisible(is_open)
        text = HIDE if is_open else SHOW
        self._button.setText(text)
        self._button.setAccessibleName(f"{text}: {self._label}")

    def _toggle(self) -> None:
        self.set_open(not self.is_open())
        self.toggled.emit(self.is_open())
