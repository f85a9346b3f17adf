"""The trash window: deleted drafts, how long they stay, bring one back, delete for good."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from fichas_desktop.messages import plural
from fichas_desktop.services.trash import KEPT_DAYS, TrashedDraft
from fichas_desktop.ui.announcing import announce
from fichas_desktop.ui.buttons import make_button
from fichas_desktop.ui.drafts_model import NO_TITLE, UNREADABLE_TITLE
from fichas_desktop.ui.pages import text_label
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.two_line_items import DETAIL_ROLE, TwoLineItems
from fichas_desktop.ui.wrapping_row import WrappingRow

NOTE = (
    f"Las fichas eliminadas se guardan aquí {KEPT_DAYS} días. Después se borran con sus versiones y anexos."
)
EMPTY = f"La papelera está vacía. Lo que elimine queda aquí {KEPT_DAYS} días, por si lo necesita de nuevo."

_LONGEST_TITLE = 80


class TrashDialog(QDialog):
    """One list and what can be done with the draft chosen in it.

    Signals:
        restore_requested: The draft to bring back.
        purge_requested: The draft to delete for good.
        empty_requested: All the drafts that the list shows, to be deleted for good.
    """

    restore_requested = Signal(object)
    purge_requested = Signal(object)
    empty_requested = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("trash")
        self.setWindowTitle("Papelera")
        # in letters, so that large text has its room, too
        letters = self.fontMetrics()
        wanted = QSize(letters.averageCharWidth() * 108, letters.lineSpacing() * 31)
        self.resize(wanted.boundedTo(parent.window().size()))
        self._drafts: tuple[TrashedDraft, ...] = ()
        self._list = _Drafts(self)
        self._list.setObjectName("trash.list")
        set_role(self._list, Role.POPUP)
        self._list.setItemDelegate(TwoLineItems(self._list))
        self._list.setAccessibleName("Fichas eliminadas")
        self._list.setAccessibleDescription(
            "Elija una con las flechas; Entrar la recupera y Suprimir la borra definitivamente."
        )
        self._list.currentRowChanged.connect(lambda _row: self._enable(is_free=True))
        self._list.restore_pressed.connect(self._restore)
        self._list.purge_pressed.connect(self._purge)
        self._list.itemDoubleClicked.connect(lambda _item: self._restore())
        self._note = text_label(NOTE, Role.GUIDANCE)
        self._nothing = text_label(EMPTY, Role.GUIDANCE)
        self._nothing.setObjectName("trash.none")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._said = text_label("", Role.OK_TEXT)
        self._said.setObjectName("trash.said")
        self._restore_button = make_button("Recuperar", "trash.restore", Role.PRIMARY, self._restore)
        self._purge_button = make_button("Borrar definitivamente", "trash.purge", None, self._purge)
        self._empty_button = make_button("Vaciar papelera", "trash.empty", None, self._empty)
        self._close = make_button("Cerrar", "trash.close", None, self.reject)
        self._lay_out()
        self._nothing.hide()
        self._said.hide()
        self.set_busy(is_busy=True)

    def show_drafts(self, drafts: tuple[TrashedDraft, ...], said: str = "") -> None:
        """Show the list, the last deleted first.

        Args:
            drafts: What lies in the trash.
            said: What has just been done, in a sentence.
        """
        row = self._list.currentRow()
        self._drafts = drafts
        self._list.clear()
        for draft in drafts:
            item = QListWidgetItem(draft_title(draft))
            item.setData(DETAIL_ROLE, draft_details(draft))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{draft_title(draft)}. {draft_details(draft)}")
            item.setToolTip(draft_title(draft) if len(draft.title) > _LONGEST_TITLE else "")
            self._list.addItem(item)
        actions = (self._restore_button, self._purge_button, self._empty_button)
        for widget in (self._list, self._note, *actions):
            widget.setVisible(bool(drafts))
        self._nothing.setVisible(not drafts)
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._list.setCurrentRow(min(max(row, 0), len(drafts) - 1))
        self.set_busy(is_busy=False)
        target = self._list if drafts else self._close
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if said:
            announce(self._said, said)

    def set_busy(self, *, is_busy: bool) -> None:
        """Offer nothing while something is being done."""
        self._enable(is_free=not is_busy)

    def _enable(self, *, is_free: bool) -> None:
        is_chosen = is_free and 0 <= self._list.currentRow() < len(self._drafts)
        self._restore_button.setEnabled(is_chosen)
        self._purge_button.setEnabled(is_chosen)
        self._empty_button.setEnabled(is_free and bool(self._drafts))

    def _lay_out(self) -> None:
        buttons = WrappingRow()
        buttons.add_widget(self._restore_button)
        buttons.add_widget(self._purge_button)
        buttons.add_widget(self._empty_button)
        buttons.push_rest()
        buttons.add_widget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(text_label("Papelera", Role.TITLE))
        layout.addWidget(self._note)
        layout.addWidget(self._said)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._nothing, 1)
        layout.addWidget(buttons)

    def _chosen(self) -> TrashedDraft | None:
        # the button is disabled while something is being done, and the keys follow it
        return self._drafts[self._list.currentRow()] if self._restore_button.isEnabled() else None

    def _restore(self) -> None:
        if (draft := self._chosen()) is not None:
            self.restore_requested.emit(draft)

    def _purge(self) -> None:
        if (draft := self._chosen()) is not None:
            self.purge_requested.emit(draft)

    def _empty(self) -> None:
        self.empty_requested.emit(self._drafts)


class _Drafts(QListWidget):
    """The list, with the keys of its two actions.

    Signals:
        restore_pressed: Enter.
        purge_pressed: The key that deletes.
    """

    restore_pressed = Signal()
    purge_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Restore by Enter, purge by Supr; the rest is the list's."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.restore_pressed.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.purge_pressed.emit()
        else:
            super().keyPressEvent(event)


def draft_title(draft: TrashedDraft) -> str:
    """Return what a deleted draft is called."""
    return draft.title or (NO_TITLE if draft.is_readable else UNREADABLE_TITLE)


def short_title(draft: TrashedDraft) -> str:
    """Return the title as it fits into a sentence."""
    title = draft_title(draft)
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"


def draft_details(draft: TrashedDraft) -> str:
    """Return when a draft was deleted and how long it stays, in words."""
    if draft.since is None:
        when = "No se sabe cuándo se eliminó"
    elif draft.is_deletion:
        when = f"Eliminada el {draft.since:%d/%m/%Y %H:%M}"
    else:
        when = f"Eliminada antes del {draft.since:%d/%m/%Y}"
    left = plural(draft.days_left, "Queda 1 día", "Quedan {} días") if draft.days_left else "Se borra pronto"
    return f"{when} · {left}"
