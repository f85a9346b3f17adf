"""The list of drafts on the screen: one view for any number of rows, with the buttons of the current one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QMargins, QObject, QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QPushButton,
    QWidget,
)

from fichas_desktop.domain.draft_summary import DraftSummary
from fichas_desktop.ui.buttons import make_button
from fichas_desktop.ui.draft_cards import GAP, DraftCards
from fichas_desktop.ui.drafts_model import DraftsModel, Index, title_of
from fichas_desktop.ui.theme import TEXT_COLUMN


class DraftListView(QListView):
    """Cards to go through with the arrow keys; what can be done is said by signals.

    Args:
        margin: Left of the cards; the scroll bar stands at the edge of the window all the same.

    Signals:
        open_requested: Id of a draft: Enter, a double click, or Abrir.
        duplicate_requested: Id of the draft to copy.
        delete_requested: Id of the draft to put in the trash: Supr or Eliminar.
    """

    open_requested = Signal(str)
    duplicate_requested = Signal(str)
    delete_requested = Signal(str)

    def __init__(self, margin: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drafts.list")
        self.setAccessibleName("Fichas")
        self.setAccessibleDescription("Entrar abre la ficha y Supr la lleva a la papelera.")
        self._margin = margin
        self.rows = DraftsModel(self)
        self._cards = DraftCards(self)
        self._actions = QWidget(self.viewport())
        layout = QHBoxLayout(self._actions)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._buttons: dict[str, QPushButton] = {}
        for text, name, signal in (
            ("Abrir", "open", self.open_requested),
            ("Duplicar", "duplicate", self.duplicate_requested),
            ("Eliminar", "delete", self.delete_requested),
        ):
            button = make_button(text, f"drafts.{name}", None, partial(self._ask, signal))
            button.installEventFilter(self)
            layout.addWidget(button)
            self._buttons[name] = button
        self._actions.hide()
        self.setModel(self.rows)
        self.setItemDelegate(self._cards)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.doubleClicked.connect(lambda _index: self._buttons["open"].click())

    def current(self) -> DraftSummary | None:
        """Return the current draft, None when the list is empty."""
        row = self.currentIndex().row()
        return self.rows.shown[row] if 0 <= row < len(self.rows.shown) else None

    def make_current(self, draft_id: str) -> None:
        """Go to a draft, if it is shown."""
        row = self.rows.row_of(draft_id)
        if row >= 0:
            self.setCurrentIndex(self.rows.index(row))

    def show_rows(self, summaries: tuple[DraftSummary, ...], search: str) -> None:
        """Show other rows; the current draft stays current, and what is on the screen stays where it is."""
        current, row = self.current(), max(self.currentIndex().row(), 0)
        top = self.indexAt(QPoint(0, 0))
        anchor = self.rows.shown[top.row()].id if top.isValid() and top.row() > 0 else ""
        offset = self.visualRect(top).top() if anchor else 0
        self.rows.show(summaries, search)
        shown = self.rows.shown
        if shown and not self.currentIndex().isValid():
            found = self.rows.row_of(current.id) if current is not None else 0
            place = found if found >= 0 else min(row, len(shown) - 1)
            self.selectionModel().setCurrentIndex(
                self.rows.index(place), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        place = self.rows.row_of(anchor) if anchor else -1
        if place >= 0:
            self.verticalScrollBar().setValue(place * self._cards_pitch() - offset)
        self._place_actions()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, delete with Supr."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._buttons["open"].click()
        elif event.key() == Qt.Key.Key_Delete:
            self._buttons["delete"].click()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a row, under the pointer or for the menu key."""
        place = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).center()
        elif self.indexAt(place).isValid():
            self.setCurrentIndex(self.indexAt(place))
        else:
            return
        if self.current() is None:
            return
        menu = QMenu(self)
        menu.setObjectName("drafts.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in self._buttons.values():
            menu.addAction(button.text(), button.click).setEnabled(button.isEnabled())
        menu.popup(self.viewport().mapToGlobal(place))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Bring the buttons to the current row."""
        super().currentChanged(current, previous)
        self._place_actions()

    def updateGeometries(self) -> None:
        """Bring the buttons along when the rows are laid out anew."""
        super().updateGeometries()
        self._keep_column()
        self._place_actions()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Bring the buttons along when the list is scrolled."""
        super().scrollContentsBy(dx, dy)
        self._place_actions()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cards in the column of text."""
        super().resizeEvent(event)
        self._keep_column()
        self._place_actions()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the row whose button gets the keyboard."""
        if event.type() == QEvent.Type.FocusIn and watched in self._buttons.values():
            self.scrollTo(self.currentIndex())
        return super().eventFilter(watched, event)

    def _keep_column(self) -> None:
        bar = self.verticalScrollBar()
        room = self.width() - self._margin - (bar.sizeHint().width() if bar.maximum() > 0 else 0)
        margins = QMargins(self._margin, 0, max(room - TEXT_COLUMN, self._margin // 2), 0)
        if margins != self.viewportMargins():
            self.setViewportMargins(margins)
            if self.contentsSize().width() > self.viewport().width():
                self.scheduleDelayedItemsLayout()  # rows stay as wide as they were laid out

    def _cards_pitch(self) -> int:
        return self._cards.card_height() + GAP

    def _ask(self, signal: SignalInstance) -> None:
        current = self.current()
        if current is not None:
            signal.emit(current.id)

    def _place_actions(self) -> None:
        current = self.current()
        self._actions.setVisible(current is not None)
        if current is None:
            return
        for name, button in self._buttons.items():
            # what cannot be read can only be put away; a disabled button is clicked in vain
            is_possible = current.state.readable or name == "delete"
            button.setVisible(is_possible)
            button.setEnabled(is_possible)
            button.setAccessibleName(f"{button.text()}: {title_of(current)}")
        self._actions.adjustSize()
        size = self._actions.sizeHint()
        card = self.visualRect(self.currentIndex()).adjusted(0, 0, 0, -GAP)
        line = self._cards.last_line(card, current)
        self._actions.move(line.right() - size.width(), line.center().y() - (size.height() - 1) // 2)
        if self._cards.buttons != size:
            is_higher = self._cards.buttons.height() != size.height()
            self._cards.buttons = size
            if is_higher:
                self.scheduleDelayedItemsLayout()
            self.viewport().update()
