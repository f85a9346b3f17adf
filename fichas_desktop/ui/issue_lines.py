"""The sentences below a field about what is wrong with it: a shape and words, never colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6 import QtCore
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fichas_desktop.ui.icons import IconLabel
from fichas_desktop.ui.plain_label import show_plainly
from fichas_desktop.ui.theme import Role, set_role


class IssueLines(QWidget):
    """One line per problem; hidden when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._issues: tuple[tuple[str, bool], ...] = ()
        self._lines: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 3, 0, 0)
        self._layout.setSpacing(4)
        self.hide()

    def set_issues(self, issues: Sequence[tuple[str, bool]]) -> None:
        """Show sentences.

        Args:
            issues: Each sentence, and True for an error or False for a warning.
        """
        if tuple(issues) == self._issues:
            return
        self._issues = tuple(issues)
        for line in self._lines:
            self._layout.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._make_line(sentence, is_error=is_error) for sentence, is_error in self._issues]
        for line in self._lines:
            self._layout.addWidget(line)
        self.setVisible(bool(self._issues))

    def words(self) -> tuple[str, ...]:
        """Return the sentences as a screen reader says them."""
        return tuple(
            f"{'Error' if is_error else 'Advertencia'}: {sentence}" for sentence, is_error in self._issues
        )

    def has_error(self) -> bool:
        """Tell whether one of the problems is an error."""
        return any(is_error for _sentence, is_error in self._issues)

    def _make_line(self, sentence: str, *, is_error: bool) -> QWidget:
        line = QWidget(self)
        icon = IconLabel("error" if is_error else "warning", "error" if is_error else "warn", line)
        words = QLabel(sentence, line)
        show_plainly(words)
        words.setWordWrap(True)
        set_role(words, Role.ERROR_TEXT if is_error else Role.WARNING_TEXT)
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(icon, 0, QtCore.Qt.AlignmentFlag.AlignTop)
        layout.addWidget(words, 1)
        return line
