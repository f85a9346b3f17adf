"""Input of one line of text: names, e-mail addresses, telephone numbers."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fichas_desktop.domain.definition import FieldDefinition, FieldType, FormDefinition
from fichas_desktop.ui.field_widget import FieldValue, FieldWidget
from fichas_desktop.ui.inputs.suggesting_line import SuggestingLine

_PHONE_CHARACTERS = 34


class LineInput(FieldWidget):
    """One line that wraps; with suggestions where the form, the office or earlier drafts give some."""

    def __init__(
        self, definition: FormDefinition, field: FieldDefinition, parent: QWidget | None = None
    ) -> None:
        super().__init__(definition, field, parent)
        self._value: str | None = None
        self._line = SuggestingLine(self)
        self._line.setObjectName(field.key)
        self._line.setAccessibleName(self.label)
        self._line.set_suggestions(field.suggestions)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)
        self._measure()
        self._line.text_edited.connect(self._edited)

    def set_suggestions(self, texts: Iterable[str]) -> None:
        """Offer these texts in place of the form's own."""
        self._line.set_suggestions(texts)

    def value(self) -> str | None:
        """Return the text, or None when there is none."""
        return self._value

    def set_value(self, value: FieldValue) -> None:
        """Show a text."""
        text = value if isinstance(value, str) else None
        if text != self._value:
            self._value = text
            self._line.set_text(text or "")

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be read and copied only."""
        self._line.setReadOnly(read_only)

    def inputs(self) -> tuple[QWidget, ...]:
        """Return the line."""
        return (self._line,)

    def prose(self) -> tuple[QWidget, ...]:
        """Return the line, unless it holds an address, a number or somebody's name."""
        return self.inputs() if self.field.type is FieldType.LINE and self.field.personal is None else ()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the line anew when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def _measure(self) -> None:
        if self.field.type is FieldType.PHONE:
            self._line.setMaximumWidth(self.fontMetrics().averageCharWidth() * _PHONE_CHARACTERS)

    def _edited(self) -> None:
        text = self._line.text() or None
        if text != self._value:
            self._value = text
            self.value_changed.emit()
