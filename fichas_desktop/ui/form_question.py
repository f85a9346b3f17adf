"""Asks which form a new ficha is of, where the program has several."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.text import clean_line
from fichas_desktop.ui.buttons import make_button
from fichas_desktop.ui.pages import text_label
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.two_line_items import DETAIL_ROLE, TwoLineItems

_QUESTION = "¿Qué formulario va a diligenciar?"
_MOST_ROWS = 6


class FormQuestion(QDialog):
    """The forms, each with its code and version; the first one is chosen.

    Args:
        forms: To choose from.
        parent: The window.
    """

    def __init__(self, forms: tuple[FormDefinition, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._forms = forms
        self.setObjectName("forms")
        self.setWindowTitle("Ficha nueva")
        self._list = QListWidget()
        self._list.setObjectName("forms.list")
        set_role(self._list, Role.POPUP)
        self._list.setItemDelegate(TwoLineItems(self._list))
        self._list.setAccessibleName(_QUESTION)
        self._list.setAccessibleDescription("Escoja uno con las flechas; Entrar empieza la ficha.")
        for form in forms:
            self._list.addItem(_item(form))
        self._list.setCurrentRow(0)
        self._list.itemDoubleClicked.connect(self.accept)
        self._lay_out(parent.window().size())
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> FormDefinition:
        """Return the form that is chosen."""
        return self._forms[self._list.currentRow()]

    def _lay_out(self, most: QSize) -> None:
        # in letters, so that large text has its room, too
        letters = self.fontMetrics()
        rows = min(len(self._forms), _MOST_ROWS)
        self._list.setMinimumHeight(self._list.sizeHintForRow(0) * min(rows, 3) + 10)
        wanted = QSize(letters.averageCharWidth() * 84, letters.lineSpacing() * (9 + 3 * rows))
        self.resize(wanted.boundedTo(most))
        start = make_button("Empezar", "forms.start", Role.PRIMARY, self.accept)
        start.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(make_button("Cancelar", "forms.cancel", None, self.reject))
        buttons.addWidget(start)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(text_label("Ficha nueva", Role.TITLE))
        layout.addWidget(text_label(_QUESTION, Role.GUIDANCE))
        layout.addWidget(self._list, 1)
        layout.addLayout(buttons)


def _item(form: FormDefinition) -> QListWidgetItem:
    name, reference = clean_line(form.name), f"{form.code}, versión {form.version}"
    item = QListWidgetItem(name)
    item.setData(DETAIL_ROLE, reference)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {reference}")
    item.setToolTip(name)  # the list shortens it
    return item
