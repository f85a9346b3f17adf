"""Input of one choice out of a list, with a box for the person's own words where the form asks for them."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QStyledItemDelegate, QVBoxLayout, QWidget

from fichas_desktop.domain.definition import FieldDefinition, FormDefinition
from fichas_desktop.domain.values import ChoiceValue
from fichas_desktop.ui.field_widget import FieldValue, FieldWidget, describe_input
from fichas_desktop.ui.inputs.text_line import TextLine
from fichas_desktop.ui.theme import Role, set_role

UNANSWERED = "Seleccione…"
_OTHER_USE = "Escríbalo en una línea; Tab pasa a lo siguiente."


class CalmComboBox(QComboBox):
    """Combo box that the mouse wheel changes only when it has the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # the style's own delegate ignores the style sheet's row height
        self.setItemDelegate(QStyledItemDelegate(self))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page unless the box has the keyboard."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceInput(FieldWidget):
    """A list of choices; the first entry means that there is no answer."""

    def __init__(
        self, definition: FormDefinition, field: FieldDefinition, parent: QWidget | None = None
    ) -> None:
        super().__init__(definition, field, parent)
        self._value: ChoiceValue | None = None
        self._combo = CalmComboBox(self)
        self._combo.setObjectName(field.key)
        self._combo.setAccessibleName(self.label)
        self._combo.addItem(UNANSWERED, "")
        for choice in field.choices:
            self._combo.addItem(choice.label, choice.key)
        self._combo.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._other_label = QLabel("Escriba cuál:", self)
        set_role(self._other_label, Role.LABEL)
        self._other = TextLine(self)
        self._other.setObjectName(f"{field.key}.other")
        self._other.setAccessibleName(f"{self.label} escriba cuál")
        self._other_label.setBuddy(self._other)
        self._as_typed = QLabel(self)
        self._as_typed.setWordWrap(True)
        self._as_typed.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._as_typed, Role.HINT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._combo, self._as_typed, self._other_label, self._other):
            layout.addWidget(widget)
        self._show_details()
        self._combo.currentIndexChanged.connect(self._choice_edited)
        self._other.text_edited.connect(self._other_edited)

    def value(self) -> ChoiceValue | None:
        """Return the choice, or None when there is none."""
        return self._value

    def set_value(self, value: FieldValue) -> None:
        """Show a choice; one that the form does not know is shown by its key and kept."""
        self._value = value if isinstance(value, ChoiceValue) else None
        key = self._value.choice if self._value else ""
        with QSignalBlocker(self._combo):
            if self._combo.findData(key) < 0:
                self._combo.addItem(self.field.choice_label(key), key)
            self._combo.setCurrentIndex(self._combo.findData(key))
        other = self._value.other if self._value else ""
        if self._other.text() != other:
            self._other.set_text(other)
        self._show_details()

    def set_read_only(self, read_only: bool) -> None:
        """Let the choice be read only."""
        self._combo.setEnabled(not read_only)
        self._other.setReadOnly(read_only)

    def prose(self) -> tuple[QWidget, ...]:
        """Return the box for own words."""
        return (self._other,)

    def inputs(self) -> tuple[QWidget, ...]:
        """Return the list and the box for own words."""
        return (self._combo, self._other)

    def describe(self, problems: str, use: str) -> None:
        """Have what is asked said of the list, and of the box that words are written into it."""
        describe_input(self._combo, problems, use)
        describe_input(self._other, problems, _OTHER_USE)

    def _choice_edited(self) -> None:
        key: str = self._combo.currentData()
        other = self._other.text() if self._asks_for_words(key) else ""
        self._value = ChoiceValue(key, other=other) if key else None
        self._show_details()
        self.value_changed.emit()

    def _other_edited(self) -> None:
        text = self._other.text()
        if self._value is not None and self._value.other != text:
            self._value = ChoiceValue(self._value.choice, text, self._value.as_typed)
            self.value_changed.emit()

    def _asks_for_words(self, key: str) -> bool:
        choice = self.field.choice_of(key)
        return choice is not None and choice.other

    def _show_details(self) -> None:
        value = self._value
        asks = value is not None and (self._asks_for_words(value.choice) or bool(value.other))
        self._other_label.setVisible(asks)
        self._other.setVisible(asks)
        as_typed = value.as_typed if value else ""
        self._as_typed.setVisible(bool(as_typed))
        self._as_typed.setText(f"En el documento decía: «{as_typed}»")
