"""A strip over the page that tells one thing and offers what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fichas_desktop.ui.buttons import make_button
from fichas_desktop.ui.pages import text_label
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.words import breakable


class NoticeStrip(QFrame):
    """One sentence with buttons; the person closes it.

    Args:
        name: Object name, for tests.
        sentence: What is told.
        role: OK_STRIP or WARN_STRIP.
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
        self.setAccessibleName(sentence)
        set_role(self, role)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(28, 8, 16, 8)
        layout.setSpacing(10)
        label = text_label(breakable(sentence), Role.ANSWER)
        label.setMinimumWidth(1)  # a wrapped label would rather widen the window
        layout.addWidget(label, 1)
        for number, (words, action) in enumerate(actions, start=1):
            layout.addWidget(make_button(words, f"{name}.{number}", None, action))
        self._on_close = on_close
        layout.addWidget(
            make_button("Cerrar aviso", f"{name}.close", Role.LINK, self._close),
            0,
            Qt.AlignmentFlag.AlignVCenter,
        )

    def _close(self) -> None:
        self.hide()
        self.deleteLater()
        self._on_close()
