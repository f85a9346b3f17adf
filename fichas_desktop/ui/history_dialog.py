"""The versions of a ficha: look at one, see field by field what differs from now, go back to it."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.partial_date import BOGOTA
from fichas_desktop.errors import FichasError
from fichas_desktop.messages import error_sentence, file_size
from fichas_desktop.services.drafts import Drafts, HistoryEntry
from fichas_desktop.ui.answer_row import UNANSWERED
from fichas_desktop.ui.buttons import make_button
from fichas_desktop.ui.pages import clear_layout, text_label
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.two_line_items import DETAIL_ROLE, TwoLineItems
from fichas_desktop.ui.version_changes import Change, changes

KIND_WORDS = {
    "auto": "Guardado automático",
    "saved": "Guardado por usted",
    "export": "Al generar un PDF o una copia",
    "conflict": "Copia de otra ventana",
    "backup": "Antes de actualizar",
    "restored": "Antes de volver a una versión",
    "final": "Entrega",
}

NOTE = "Escoja una versión para ver en qué cambia. Si vuelve a ella, lo que tiene ahora queda en esta lista."
SAME_WORDS = "Las palabras son las mismas; cambia el formato, un enlace o un archivo."


class HistoryDialog(QDialog):
    """Versions at the left, what is different in the chosen one at the right.

    Args:
        drafts: Reads the versions.
        form: Form of the draft.
        draft: The draft as it is now.
        parent: The window it belongs to.
        version: Name of the version to look at first; empty for the newest that differs from now.

    Signals:
        restore_requested: Name of the version to go back to.
    """

    restore_requested = Signal(str)

    def __init__(
        self, drafts: Drafts, form: FormDefinition, draft: Draft, parent: QWidget, version: str = ""
    ) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self._form = form
        self._draft = draft
        self._last_read: tuple[str, Draft] | None = None
        self._entries: tuple[HistoryEntry, ...] = drafts.history(draft.id)
        self.setObjectName("history")
        self.setWindowTitle("Historial de la ficha")
        # in letters, so that large text has its room, too
        letters = self.fontMetrics()
        wanted = QSize(letters.averageCharWidth() * 128, letters.lineSpacing() * 36)
        self.resize(wanted.boundedTo(parent.window().size()))
        self._list = QListWidget()
        self._list.setObjectName("history.list")
        set_role(self._list, Role.POPUP)
        self._list.setAccessibleName("Versiones guardadas")
        self._list.setAccessibleDescription("Elija una versión con las flechas para ver en qué cambia.")
        self._list.setItemDelegate(TwoLineItems(self._list))
        for entry in self._entries:
            self._list.addItem(_item(entry))
        self._changes = QVBoxLayout()
        self._changes.setSpacing(10)
        self._restore = make_button(
            "Volver a esta versión", "history.restore", Role.PRIMARY, self._ask_restore
        )
        self._lay_out()
        names = [entry.name for entry in self._entries]
        self._list.setCurrentRow(names.index(version) if version in names else self._newest_different())
        self._show(self._list.currentRow())
        self._list.currentRowChanged.connect(self._show)

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        set_role(area, Role.SCROLLED)
        area.setAccessibleName("Diferencias de la versión escogida")
        area.setAccessibleDescription("Las flechas lo desplazan.")
        ground = QWidget()
        set_role(ground, Role.PAGE)
        column = QVBoxLayout(ground)
        column.setContentsMargins(16, 12, 16, 12)
        column.addLayout(self._changes)
        column.addStretch(1)
        area.setWidget(ground)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self._list, 2)
        middle.addWidget(area, 3)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(make_button("Cerrar", "history.close", None, self.reject))
        buttons.addWidget(self._restore)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(text_label("Historial", Role.TITLE))
        layout.addWidget(text_label(NOTE, Role.GUIDANCE))
        layout.addLayout(middle, 1)
        layout.addLayout(buttons)

    def _newest_different(self) -> int:
        for row, entry in enumerate(self._entries):
            with contextlib.suppress(FichasError):  # what cannot be read is no version to begin with
                version = self._read(entry)
                if version.form != self._draft.form or changes(self._form, version, self._draft):
                    return row
        return 0

    def _read(self, entry: HistoryEntry) -> Draft:
        # the one to begin with has just been looked at
        if self._last_read is None or self._last_read[0] != entry.name:
            self._last_read = entry.name, self._drafts.read_version(self._draft.id, entry.name)
        return self._last_read[1]

    def _show(self, row: int) -> None:
        clear_layout(self._changes)
        self._restore.setEnabled(False)
        if not 0 <= row < len(self._entries):
            self._changes.addWidget(text_label("Todavía no hay versiones guardadas.", Role.HINT))
            return
        try:
            version = self._read(self._entries[row])
        except FichasError as error:
            self._changes.addWidget(text_label(error_sentence(error), Role.ERROR_TEXT))
            return
        changed = changes(self._form, version, self._draft)
        if version.form != self._draft.form:
            words = f"Es de la versión {version.form.version} del formulario."
            self._changes.addWidget(text_label(words, Role.HINT))
        elif not changed:
            self._changes.addWidget(text_label("Es igual a lo que tiene ahora.", Role.HINT))
            return
        self._restore.setEnabled(True)
        for change in changed:
            self._add_change(change)

    def _add_change(self, change: Change) -> None:
        card = QFrame()
        set_role(card, Role.CARD)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(2)
        layout.addWidget(text_label(change.name, Role.LABEL))
        for heading, words in (("En esta versión", change.then), ("Ahora", change.now)):
            layout.addSpacing(6)
            layout.addWidget(text_label(heading, Role.HINT))
            answer = text_label(words or UNANSWERED, Role.ANSWER if words else Role.GUIDANCE)
            answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(answer)
        if change.then == change.now:
            layout.addWidget(text_label(SAME_WORDS, Role.HINT))
        self._changes.addWidget(card)

    def _ask_restore(self) -> None:
        self.restore_requested.emit(self._entries[self._list.currentRow()].name)
        self.accept()


def _item(entry: HistoryEntry) -> QListWidgetItem:
    title = f"{entry.kept_at.astimezone(BOGOTA):%d/%m/%Y %H:%M} · {file_size(entry.size)}"
    item = QListWidgetItem(title)
    item.setData(DETAIL_ROLE, KIND_WORDS[entry.kind])
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}. {KIND_WORDS[entry.kind]}")
    item.setToolTip(KIND_WORDS[entry.kind])
    return item
