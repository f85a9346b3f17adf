"""Buscar en la ficha: the bar over the page, and the way from match to match."""

from __future__ import annotations

from typing import TypeGuard

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from fichas_desktop.domain.text_search import plain_letters
from fichas_desktop.messages import plural
from fichas_desktop.ui.announcing import announce
from fichas_desktop.ui.buttons import button_row, make_button
from fichas_desktop.ui.ficha_search import FichaSearch, Match, deselect
from fichas_desktop.ui.filling_view import FillingView
from fichas_desktop.ui.in_view import Place, bring_into_view_soon, place_of, return_soon
from fichas_desktop.ui.number_text import count_text
from fichas_desktop.ui.pages import MARGIN
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.wrapping_row import WrappingRow

_PAUSE_MS = 120
_LONGEST_SELECTION = 80
_WORDS_CHARACTERS, _COUNT_CHARACTERS = 18, 14


class FindBar(QFrame):
    """Looks for words in all sections of the ficha on the screen.

    Args:
        view: The ficha; it owns this bar.
    """

    def __init__(self, view: FillingView) -> None:
        super().__init__(view)
        self.setObjectName("find")
        self.setAccessibleName("Buscar en la ficha")
        set_role(self, Role.BAR)
        self._view = view
        self._search = FichaSearch(view.bridge.session)
        self._current: Match | None = None
        self._came_from: Place | None = None
        self._shown: QWidget | None = None
        self._line = _Words(self)
        self._line.setObjectName("find.words")
        self._line.setAccessibleName("Buscar en la ficha")
        self._line.setAccessibleDescription("Entrar va al siguiente, Mayús y Entrar al anterior, Esc cierra.")
        self._line.setPlaceholderText("Buscar en toda la ficha")
        self._count = QLabel(self)
        self._count.setObjectName("find.count")
        set_role(self._count, Role.HINT)
        self._next = make_button("Siguiente", "find.next", None, self.go_next)
        self._previous = make_button("Anterior", "find.previous", None, self.go_back)
        self._next.setAccessibleName("Resultado siguiente")
        self._previous.setAccessibleName("Resultado anterior")
        self._lay_out()
        self._size()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._look_and_say)
        self._line.textEdited.connect(self._start_anew)
        self._line.next_asked.connect(self.go_next)
        self._line.previous_asked.connect(self.go_back)
        view.bridge.answer_changed.connect(self._follow_edit)
        view.add_bar(self)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_keyboard)

    def _lay_out(self) -> None:
        close = make_button("Cerrar", "find.close", Role.LINK, self.leave)
        close.setAccessibleName("Cerrar la búsqueda")
        words = QWidget()
        beside = QHBoxLayout(words)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(10)
        beside.addWidget(self._line, 1)
        beside.addWidget(self._count)
        row = WrappingRow(self)
        row.add_widget(words, is_wide=True)
        row.add_widget(button_row(self._previous, self._next, close))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, 8, 16, 8)
        layout.addWidget(row)

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for some words when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc, from the buttons too."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def begin(self) -> None:
        """Show the bar with the keyboard in it; a few words selected in a text are looked for at once."""
        focused = QApplication.focusWidget()
        selected = _selected_words(focused)
        if selected and plain_letters(selected) != plain_letters(self._line.text()):  # else it goes on
            self._line.setText(selected)
            self._current = None
        came_from = place_of(focused) if self._is_outside(focused) else self._came_from
        self.show()  # which scrolls the page already, as there is less room for it
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._came_from = came_from
        self._line.selectAll()
        self._look_and_say()

    def go_next(self) -> None:
        """Go to the next match; without words to look for, ask for them."""
        self._go(forward=True)

    def go_back(self) -> None:
        """Go to the match before."""
        self._go(forward=False)

    def leave(self) -> None:
        """Close the bar; the keyboard goes to what was found last, else back, and there it is seen."""
        came_from, shown, self._came_from = self._came_from, self._shown, None
        # before the bar hides: from there a keyboard goes on by itself, to a field out of sight
        if came_from is not None and _is_there(came_from.widget):
            came_from.widget.setFocus(Qt.FocusReason.OtherFocusReason)
            self.hide()
            return_soon(came_from)
        elif shown is not None and _is_there(shown):
            if self._current is None:
                deselect(shown)  # other words are asked for by now
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
            self.hide()
            bring_into_view_soon(shown)
        else:
            self._view.focus_page()
            self.hide()

    def _go(self, *, forward: bool) -> None:
        if not self._line.text():
            self.begin()
            return
        self._view.pages.commit()
        self._look()
        start = self._current or self._search.start_of(self._view.bridge.session.draft.field)
        match = self._search.after(start) if forward else self._search.before(start)
        if match is None:
            announce(self._line, self._count.text())
            return
        stays = self._line.hasFocus() or self._next.hasFocus() or self._previous.hasFocus()
        keyboard = QApplication.focusWidget() if stays else None
        self._current = match
        selected = {self._shown, self._came_from.widget if self._came_from is not None else None}
        field = self._search.fields[match.field]
        self._view.bring_field(field.key)
        place = self._view.pages.field_input(field.key).text_place(match.part)
        for other in selected - {place}:
            if other is not None and isValid(other):
                deselect(other)
        self._search.select(match, place)
        (keyboard or place).setFocus(Qt.FocusReason.OtherFocusReason)
        self._shown, self._came_from = place, None
        bring_into_view_soon(place)
        self._say_count()
        announce(self._line, self._count.text())

    def _size(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        self._line.setMinimumWidth(letter * _WORDS_CHARACTERS)
        self._count.setMinimumWidth(letter * _COUNT_CHARACTERS)

    def _follow_keyboard(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now) and self._is_outside(before):
            self._came_from = place_of(before)

    def _is_outside(self, widget: QWidget | None) -> TypeGuard[QWidget]:
        return widget is not None and self._view.isAncestorOf(widget) and not self.isAncestorOf(widget)

    def _start_anew(self) -> None:
        self._current = None
        self._pause.start()

    def _follow_edit(self) -> None:
        if self.isVisible():
            self._pause.start()

    def _look(self) -> None:
        self._pause.stop()
        self._search.look_for(self._line.text())
        self._say_count()

    def _look_and_say(self) -> None:
        self._look()
        if self._line.text() and self._line.hasFocus():
            announce(self._line, self._count.text())

    def _say_count(self) -> None:
        matches = self._search.matches
        self._count.setVisible(bool(self._line.text()))
        if self._current in matches:
            place = matches.index(self._current) + 1
            self._count.setText(f"{count_text(place)} de {count_text(len(matches))}")
        else:
            self._count.setText(
                plural(len(matches), "1 resultado", "{} resultados") if matches else "No está"
            )
        self._next.setEnabled(bool(matches))
        self._previous.setEnabled(bool(matches))


class _Words(QLineEdit):
    """The words to look for; its keys go from match to match."""

    next_asked = Signal()
    previous_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, back with Shift and Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self.previous_asked if is_back else self.next_asked).emit()
        else:
            super().keyPressEvent(event)


def _is_there(widget: QWidget) -> bool:
    return isValid(widget) and widget.isVisible()


def _selected_words(widget: QWidget | None) -> str:
    if isinstance(widget, (QTextEdit, QPlainTextEdit)):
        words = widget.textCursor().selectedText()
    elif isinstance(widget, QLineEdit):
        words = widget.selectedText()
    else:
        return ""
    return words if len(words) <= _LONGEST_SELECTION and "\u2029" not in words else ""
