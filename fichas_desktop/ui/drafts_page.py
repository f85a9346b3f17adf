"""The list of drafts at the start: go on with one, begin anew, duplicate, delete with undo, import."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fichas_desktop.domain.draft_summary import DraftSummary
from fichas_desktop.domain.preferences import ListOrder
from fichas_desktop.domain.text import folded
from fichas_desktop.ui.announcing import announce
from fichas_desktop.ui.buttons import button_row, make_button
from fichas_desktop.ui.draft_list_view import DraftListView
from fichas_desktop.ui.drafts_model import NO_TITLE
from fichas_desktop.ui.elided_button import ElidedButton
from fichas_desktop.ui.pages import MARGIN, clear_layout, text_label
from fichas_desktop.ui.theme import TEXT_COLUMN, Role, set_role
from fichas_desktop.ui.words import breakable
from fichas_desktop.ui.wrapping_row import WrappingRow

NO_DRAFTS = (
    "Todavía no hay fichas. Empiece con «Nueva ficha». "
    "Si ya tiene alguna en otro computador, tráigala con «Importar fichas…»."
)
NONE_FOUND = "Ninguna ficha tiene esas palabras."
SEARCH_FROM = 8
"""The search box shows from this many drafts on."""


class DraftsPage(QWidget):
    """What was being written, the last one first.

    The list scrolls, what stands over it does not.

    Signals:
        open_requested: Id of the draft to open.
        new_requested: A new ficha is wanted.
        duplicate_requested: Id of the draft to copy.
        delete_requested: Id of the draft to put in the trash.
        undo_requested: Name in the trash of the draft to bring back.
        trash_requested: The trash is to be shown.
        import_requested: Files are to be imported.
        order_chosen: The :class:`ListOrder` that the list has from now on.
    """

    open_requested = Signal(str)
    new_requested = Signal()
    duplicate_requested = Signal(str)
    delete_requested = Signal(str)
    undo_requested = Signal(str)
    trash_requested = Signal()
    import_requested = Signal()
    order_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page.drafts")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, Role.PAGE)
        self._summaries: tuple[DraftSummary, ...] = ()
        self._is_complete = False
        self._order = ListOrder.CHANGED
        self._titles: dict[str, str] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 24, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._head())
        self.cards = DraftListView(MARGIN)
        self.cards.open_requested.connect(self.open_requested)
        self.cards.duplicate_requested.connect(self.duplicate_requested)
        self.cards.delete_requested.connect(self.delete_requested)
        outer.addWidget(self.cards, 1)
        self._filler = QWidget()
        outer.addWidget(self._filler, 1)
        self.set_order(ListOrder.CHANGED)
        self.show_drafts(())

    def _head(self) -> QWidget:
        head = QWidget()
        around = QHBoxLayout(head)
        around.setContentsMargins(MARGIN, 0, MARGIN, 0)
        inner = QWidget()
        inner.setMaximumWidth(TEXT_COLUMN)
        around.addWidget(inner, 1)
        around.addStretch(0)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(text_label("Sus fichas", Role.TITLE))
        column.addSpacing(16)
        self._undo_place = QVBoxLayout()
        column.addLayout(self._undo_place)
        self._continue = ElidedButton("Continuar «{}»", "drafts.continue")
        self._continue.clicked.connect(self._open_first)
        self._new = make_button("Nueva ficha", "drafts.new", Role.PRIMARY, self.new_requested.emit)
        load = make_button("Importar fichas…", "drafts.import", None, self.import_requested.emit)
        trash = make_button("Papelera…", "drafts.trash", None, self.trash_requested.emit)
        buttons = WrappingRow()
        buttons.add_widget(self._continue)
        buttons.add_widget(button_row(self._new, load, trash))
        column.addWidget(buttons)
        column.addSpacing(16)
        column.addLayout(self._narrowing())
        column.addSpacing(12)
        self._none = text_label("", Role.GUIDANCE)
        self._none.setObjectName("drafts.none")
        column.addWidget(self._none)
        return head

    def _narrowing(self) -> QHBoxLayout:
        self._search = _search_line()
        self._search.textChanged.connect(self._show_rows)
        self._order_button = make_button("", "drafts.order", Role.LINK, self._turn_order)
        narrowing = QHBoxLayout()
        narrowing.setSpacing(12)
        narrowing.addWidget(self._search, 1)
        narrowing.addWidget(self._order_button)
        narrowing.addStretch(0)
        return narrowing

    def show_drafts(self, summaries: tuple[DraftSummary, ...], *, is_complete: bool = True) -> None:
        """Show the list, the last changed first, and leave the keyboard where it is.

        Args:
            summaries: The rows.
            is_complete: False while there may be drafts that were not found yet.
        """
        self._summaries, self._is_complete = summaries, is_complete
        first = summaries[0] if summaries and summaries[0].state.readable else None
        was_waiting = self._new.hasFocus() and not self._continue.isVisibleTo(self)
        self._continue.setVisible(first is not None)
        set_role(self._new, None if first is not None else Role.PRIMARY)
        if first is not None:
            self._continue.set_subject(first.title or NO_TITLE)
        self._search.setVisible(len(summaries) >= SEARCH_FROM)
        self._order_button.setVisible(len(summaries) > 1)
        self._show_rows()
        if was_waiting and first is not None:
            self.focus_first()

    def set_order(self, order: ListOrder) -> None:
        """Sort the list so, without emitting; the draft to go on with stays the last changed."""
        self._order = order
        by_date = order is ListOrder.CHANGED
        self._order_button.setText("Ordenar por nombre" if by_date else "Ordenar por fecha")
        now = "las últimas primero" if by_date else "por nombre"
        self._order_button.setAccessibleDescription(f"La lista está ordenada: {now}.")
        self._show_rows()

    def show_trouble(self, sentence: str) -> None:
        """Say why there is no list."""
        self._none.setText(sentence)
        self._none.show()

    def offer_undo(self, name: str, title: str) -> None:
        """Say that a draft went to the trash and how to bring it back."""
        clear_layout(self._undo_place)
        strip = QFrame()
        strip.setObjectName("drafts.undo_strip")
        set_role(strip, Role.OK_STRIP)
        layout = QHBoxLayout(strip)
        layout.setContentsMargins(16, 8, 12, 8)
        layout.addWidget(text_label(breakable(f"«{title or NO_TITLE}» está en la papelera."), Role.ANSWER), 1)
        undo = make_button("Deshacer", "drafts.undo", None, partial(self.undo_requested.emit, name))
        undo.setAccessibleName(f"Deshacer: sacar «{title or NO_TITLE}» de la papelera")
        layout.addWidget(undo)
        self._undo_place.addWidget(strip)
        self._undo_place.addSpacing(12)
        undo.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_undo(self) -> None:
        """Take the offer back."""
        clear_layout(self._undo_place)

    def focus_first(self) -> None:
        """Give the keyboard to the likeliest next step."""
        # the one to go on with is hidden when there is none that can be read
        target = self._continue if self._continue.isVisibleTo(self) else self._new
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_draft(self, draft_id: str) -> None:
        """Give the keyboard to a draft in the list."""
        self.cards.make_current(draft_id)
        self.cards.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_first(self, _checked: bool = False) -> None:
        self.open_requested.emit(self._summaries[0].id)

    def _turn_order(self) -> None:
        self.set_order(ListOrder.TITLE if self._order is ListOrder.CHANGED else ListOrder.CHANGED)
        self.order_chosen.emit(self._order)

    def _sorted(self) -> tuple[DraftSummary, ...]:
        if self._order is ListOrder.CHANGED:
            return self._summaries
        return tuple(sorted(self._summaries, key=self._title_key))

    def _title_key(self, summary: DraftSummary) -> tuple[bool, str]:
        # whatever has no name comes last; thousands of names are sorted at each find
        title = summary.title if summary.state.readable else ""
        if title not in self._titles:
            self._titles[title] = folded(title)
        return not title, self._titles[title]

    def _show_rows(self) -> None:
        # a hidden search box narrows nothing
        search = self._search.text() if len(self._summaries) >= SEARCH_FROM else ""
        self.cards.show_rows(self._sorted(), search)
        is_empty = not self.cards.rows.shown
        self.cards.setVisible(not is_empty)
        self._filler.setVisible(is_empty)
        self._none.setVisible(is_empty)
        if search and is_empty:
            self._say_none_found()
        else:
            self._none.setText(NO_DRAFTS if self._is_complete else "Buscando sus fichas…")
        if is_empty:
            _make_room(self._none, self)

    def _say_none_found(self) -> None:
        is_new = self._none.text() != NONE_FOUND
        self._none.setText(NONE_FOUND)
        if is_new:  # not at each further letter
            announce(self._search, NONE_FOUND)


def _make_room(label: QWidget, page: QWidget) -> None:
    # at once: for a moment the buttons would give up the room that more words need
    around = label.parentWidget()
    while around is not None and around is not page:
        around.updateGeometry()
        around = around.parentWidget()
    layout = page.layout()
    if layout is not None:
        layout.activate()


class _SearchLine(QLineEdit):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show all fichas again with Esc."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def _search_line() -> QLineEdit:
    line = _SearchLine()
    line.setObjectName("drafts.search")
    line.setPlaceholderText("Buscar por nombre o dependencia")
    line.setAccessibleName("Buscar ficha")
    line.setAccessibleDescription(
        "Muestra solo las fichas cuyo nombre o dependencia lo contienen. Esc las muestra todas."
    )
    return line
