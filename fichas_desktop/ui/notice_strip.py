"""A strip over the page that tells one thing and offers what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from fichas_desktop.ui.buttons import button_row, make_button
from fichas_desktop.ui.pages import text_label
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.words import breakable


class NoticeStrip(QFrame):
    """One sentence with buttons, beside it or, where there is a choice to make, below; the person closes it.

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
        is_choice = len(actions) > 1
        way = QBoxLayout.Direction.TopToBottom if is_choice else QBoxLayout.Direction.LeftToRight
        layout = QBoxLayout(way, self)
        layout.setContentsMargins(28, 8, 16, 8)
        layout.setSpacing(10)
        self._on_close = on_close
        self._words = text_label("", Role.ANSWER)
        self._words.setMinimumWidth(1)  # a wrapped label would rather widen the window
        self.set_sentence(sentence)
        layout.addWidget(self._words, 1)
        buttons = [
            make_button(words, f"{name}.{number}", None, action)
            for number, (words, action) in enumerate(actions, start=1)
        ]
        close = make_button("Cerrar aviso", f"{name}.close", Role.LINK, self._close)
        if is_choice:
            layout.addWidget(button_row(*buttons, close))
            return
        for button in (*buttons, close):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_sentence(self, sentence: str) -> None:
        """Tell something else."""
        self._words.setText(breakable(sentence))
        self.setAccessibleName(sentence)

    def dismiss(self) -> None:
        """Take the strip away."""
        self.hide()
        self.deleteLater()

    def _close(self) -> None:
        self.dismiss()
        self._on_close()
