"""A line of text that offers known words; anything else may be typed as well."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from fichas_desktop.domain.text import folded
from fichas_desktop.ui.inputs.text_line import TextLine
from fichas_desktop.ui.theme import Role, set_role

_POPUP_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
_MOST_ROWS = 7
_PAUSE_MS = 120
"""Without a key before the list opens.

On X11 an opening list has the keyboard from when the screen hears of it: a list that was closed by keys typed
meanwhile would take the keyboard back from where it has gone since.
"""


def matching(suggestions: Iterable[str], typed: str) -> tuple[str, ...]:
    """Return the suggestions that contain every typed word, whatever its case and accents.

    Those that begin as typed come first, then those in which a word does.
    """
    start = folded(typed)
    found = [text for text in suggestions if all(word in folded(text) for word in start.split())]
    return tuple(sorted(found, key=lambda text: _distance(folded(text), start)))


def _distance(text: str, start: str) -> int:
    if text.startswith(start):
        return 0
    return 1 if f" {start}" in text else 2


class SuggestingLine(TextLine):
    """Line whose list opens by typing or with the Down key; Enter takes the marked suggestion."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggestions: tuple[str, ...] = ()
        self._completer: QCompleter | None = None
        self._popup: QListView | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._offer_matches)

    def set_suggestions(self, suggestions: Iterable[str]) -> None:
        """Offer these words, each once, in this order."""
        self._suggestions = tuple(dict.fromkeys(suggestions))

    def offered(self) -> tuple[str, ...]:
        """Return the suggestions in the open list; none when it is closed."""
        if self._completer is None or self._popup is None or not self._popup.isVisible():
            return ()
        model = self._completer.model()
        return tuple(model.index(row, 0).data() for row in range(model.rowCount()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list with Down; leave the list's own keys to it; look for matches after typing."""
        if self.offered() and event.key() in _POPUP_KEYS:
            event.ignore()
            return
        if event.key() == Qt.Key.Key_Down and self._suggestions and not self.isReadOnly():
            self._offer(matching(self._suggestions, self.text()) or self._suggestions)
            return
        before = self.text()
        super().keyPressEvent(event)
        if not self._suggestions or self.text() == before:
            return
        if self.offered():
            self._offer_matches()
        else:
            self._pause.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Offer nothing to whoever has gone on."""
        self._pause.stop()
        super().focusOutEvent(event)

    def _offer_matches(self) -> None:
        self._offer(matching(self._suggestions, self.text()) if self.text() else ())

    def _offer(self, texts: tuple[str, ...]) -> None:
        self._pause.stop()
        if texts == (self.text(),):
            texts = ()
        if not texts:
            if self._popup is not None:
                self._popup.hide()
            return
        completer = self._completer or self._make_completer()
        completer.setModel(QStringListModel(list(texts), completer))
        completer.complete()

    def _make_completer(self) -> QCompleter:
        completer = QCompleter(self)
        completer.setWidget(self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_MOST_ROWS)
        popup = QListView(self)
        completer.setPopup(popup)
        popup.setAccessibleName("Sugerencias")
        set_role(popup, Role.POPUP)
        completer.activated.connect(self.replace_text)
        self._completer, self._popup = completer, popup
        return completer
