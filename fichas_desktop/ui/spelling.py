"""Spell check of the ficha on the screen: loads when nobody types, marks words, offers others."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QMenu, QWidget

from fichas_desktop.ui.prose_area import ProseArea
from fichas_desktop.ui.spelling_marks import SpellingMarks, TextArea

if TYPE_CHECKING:
    from fichas_desktop.services.spelling import Spelling
    from fichas_desktop.ui.background import BackgroundWorker

LOAD_PAUSE_MS = 400
"""Without a key; loading the dictionary holds everything up for about a tenth of a second."""

ADD_WORDS = "&Agregar al diccionario"
IGNORE_WORDS = "&Pasar por alto"
NO_SUGGESTION = "Sin sugerencias"


class SpellCheck(QObject):
    """Marks the misspelled words of every text area that it attends.

    Args:
        spelling: Judges words.
        worker: Where the dictionary is loaded and words are kept.
        save: Keeps the words that a person added.

    Signals:
        switched: True when marks are to be seen from now on.
        words_changed: A word counts as right now.
    """

    switched = Signal(bool)
    words_changed = Signal()

    def __init__(
        self, spelling: Spelling, worker: BackgroundWorker, save: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.spelling = spelling
        self._worker = worker
        self._save = save
        self._is_wanted = False
        self._has_areas = False
        self._pause = QTimer(self, singleShot=True, interval=LOAD_PAUSE_MS)
        self._pause.timeout.connect(self._load)

    @property
    def is_on(self) -> bool:
        """True while marks are to be seen."""
        return self._is_wanted and self.spelling.is_ready

    def switch(self, on: bool) -> None:
        """Check spelling or no longer do so."""
        self._is_wanted = on
        if not on or self.spelling.is_ready:
            self._pause.stop()
            self.switched.emit(on)
        elif self._has_areas:
            self._pause.start()

    def attend(self, area: TextArea) -> None:
        """Check what is written in a text area from now on."""
        if area.isReadOnly():
            return
        _CheckedArea(area, self)
        self._has_areas = True
        self.put_off()

    def put_off(self) -> None:
        """Wait for the next pause in typing before loading the dictionary, if that is still to be done."""
        if self._is_wanted and not self.spelling.is_ready:
            self._pause.start()

    def end(self) -> None:
        """Begin nothing any more: a window must not go while a thread of its own is at work."""
        self._is_wanted = False
        self._pause.stop()

    def ignore(self, word: str) -> None:
        """Take a word as right until the program ends."""
        self.spelling.ignore(word)
        self.words_changed.emit()

    def learn(self, word: str) -> None:
        """Take a word as right for good."""
        self.spelling.learn(word)
        self.words_changed.emit()
        self._save()

    def _load(self) -> None:
        self._worker.run(self.spelling.load, self._loaded, lambda _error: None)

    def _loaded(self, is_ready: bool) -> None:
        if is_ready and self._is_wanted:
            self.switched.emit(*(True,))


class _CheckedArea(QObject):
    """One text area: its marks while the check is on, and its context menu on a marked word."""

    def __init__(self, area: TextArea, check: SpellCheck) -> None:
        super().__init__(area)
        self._area = area
        self._check = check
        self._marks: SpellingMarks | None = None
        check.switched.connect(self._switch)
        check.words_changed.connect(self._judge_anew)
        self._waits = not check.spelling.is_ready
        if self._waits:
            area.textChanged.connect(check.put_off)
        if isinstance(area, ProseArea):
            area.attendant = self
        self._switch(check.is_on)

    def offer(self, event: QContextMenuEvent) -> bool:
        """Offer other words where the context menu is asked for on a marked one."""
        if self._marks is None:
            return False
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self._area.viewport().mapFromGlobal(event.globalPos())
        spot = self._area.cursorRect().bottomLeft() if by_keyboard else at
        cursor = self._area.textCursor() if by_keyboard else self._area.cursorForPosition(spot)
        word = self._marks.wrong_word_at(cursor.position())
        if word is None:
            return False
        self._open_menu(word, self._area.viewport().mapToGlobal(spot))
        return True

    def leave(self) -> None:
        """Judge the last word, too."""
        if self._marks is not None:
            self._marks.judge_last()

    def follow_look(self) -> None:
        """Mark in the colours that the area has now."""
        if self._marks is not None:
            self._marks.follow_look()

    def _switch(self, on: bool) -> None:
        if self._waits and self._check.spelling.is_ready:
            self._waits = False
            self._area.textChanged.disconnect(self._check.put_off)
        if on and self._marks is None:
            self._marks = SpellingMarks(self._area, self._check.spelling)
        elif not on and self._marks is not None:
            self._marks.remove()
            self._marks = None

    def _judge_anew(self) -> None:
        if self._marks is not None:
            self._marks.rehighlight()

    def _open_menu(self, word: QTextCursor, spot: QPoint) -> None:
        menu = self._area.createStandardContextMenu()
        menu.setObjectName("spelling")
        text = word.selectedText()
        actions = [
            _action(menu, other.replace("&", "&&"), partial(self._replace, word, other))
            for other in self._check.spelling.suggestions(text)
        ]
        if not actions:
            actions = [_action(menu, NO_SUGGESTION)]
            actions[0].setEnabled(False)
        actions.append(_separator(menu))
        actions.append(_action(menu, ADD_WORDS, partial(self._check.learn, text)))
        actions.append(_action(menu, IGNORE_WORDS, partial(self._check.ignore, text)))
        actions.append(_separator(menu))
        menu.insertActions(menu.actions()[0], actions)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(spot)

    def _replace(self, word: QTextCursor, text: str) -> None:
        word.insertText(text)
        word.clearSelection()
        self._area.setTextCursor(word)


def _action(menu: QWidget, words: str, slot: Callable[[], None] | None = None) -> QAction:
    action = QAction(words, menu)
    if slot is not None:
        action.triggered.connect(lambda _checked=False: slot())
    return action


def _separator(menu: QMenu) -> QAction:
    action = QAction(menu)
    action.setSeparator(True)
    return action
