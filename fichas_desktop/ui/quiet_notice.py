"""A strip inside a field that tells what just happened; it takes no keyboard and asks nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QWidget

from fichas_desktop.ui.announcing import announce
from fichas_desktop.ui.buttons import make_button
from fichas_desktop.ui.in_view import bring_beside_keyboard_soon
from fichas_desktop.ui.notice_strip import CLOSE
from fichas_desktop.ui.pages import text_label
from fichas_desktop.ui.theme import Role, set_role


class QuietNotice(QFrame):
    """Words, at most one thing to do about them, and a button that closes the strip; hidden at first.

    Args:
        name: Object name, for tests; the buttons' names begin with it.

    Attributes:
        announced: Words that were given to screen readers.
    """

    announced = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._act: Callable[[], object] | None = None
        set_role(self, Role.WARN_STRIP)
        self._words = text_label("", Role.ANSWER)
        self.action_button = make_button("", f"{name}.action", None, self._run)
        self.close_button = make_button(CLOSE, f"{name}.close", Role.LINK, self.dismiss)
        layout = QGridLayout(self)
        layout.setContentsMargins(14, 8, 8, 8)
        layout.setHorizontalSpacing(10)
        layout.setVerticalSpacing(6)
        layout.setColumnStretch(0, 1)
        layout.addWidget(self._words, 0, 0)
        layout.addWidget(self.close_button, 0, 1, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.action_button, 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def words(self) -> str:
        """Return what is being told; empty while the strip is hidden."""
        return "" if self.isHidden() else self._words.text()

    def say(self, words: str, action: tuple[str, Callable[[], object]] | None = None) -> None:
        """Tell something, also to screen readers.

        Args:
            words: One sentence or two.
            action: Words and deed of the button, where something can be done about it.
        """
        self._words.setText(words)
        self.setAccessibleName(words)
        self._act = action[1] if action is not None else None
        self.action_button.setVisible(action is not None)
        if action is not None:
            self.action_button.setText(action[0])
            self.action_button.setAccessibleName(action[0])
        self.close_button.setAccessibleName(f"{CLOSE}: {words}")
        self.show()
        bring_beside_keyboard_soon(self)
        announce(self, words)
        self.announced.emit(words)

    def dismiss(self) -> None:
        """Hide the strip; a keyboard inside it goes on to what comes before."""
        if self.isHidden():
            return
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.focusPreviousChild()
        self._act = None
        self.hide()

    def _run(self) -> None:
        act = self._act
        self.dismiss()
        if act is not None:
            act()
