"""A button whose words name something that may be long, such as a ficha."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fichas_desktop.ui.buttons import PrimaryButton


class ElidedButton(PrimaryButton):
    """A strong button that shortens the name in its words where it does not fit.

    Args:
        words: With ``{}`` for the name.
        name: Object name, for tests.
    """

    _LEAST = 24

    def __init__(self, words: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._words = words
        self._subject = ""
        self.setObjectName(name)
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_subject(self, subject: str) -> None:
        """Say whose name stands in the words."""
        self._subject = subject
        self.setAccessibleName(self._words.format(subject))
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the size with the whole name."""
        return self._size_for(self._subject)

    def minimumSizeHint(self) -> QSize:
        """Return the size with the beginning of the name."""
        return self._size_for(self._subject[: self._LEAST])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Shorten anew when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _size_for(self, subject: str) -> QSize:
        # the style's own padding is what it adds to the words shown now
        hint = super().sizeHint()
        metrics = self.fontMetrics()
        now = metrics.size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
        wanted = metrics.horizontalAdvance(self._words.format(subject)) + 2
        return QSize(hint.width() - now + wanted, hint.height())

    def _fit(self) -> None:
        room = self.width() - self._size_for("").width() + 2
        shown = self.fontMetrics().elidedText(self._subject, Qt.TextElideMode.ElideRight, room)
        text = self._words.format(shown).replace("&", "&&")
        if text != self.text():
            self.setText(text)
        self.setToolTip(self._words.format(self._subject) if shown != self._subject else "")
