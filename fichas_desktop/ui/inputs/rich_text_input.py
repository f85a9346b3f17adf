"""Input of a long answer with formatting."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fichas_desktop.domain.definition import FieldDefinition, FormDefinition
from fichas_desktop.domain.rich_text import RichText
from fichas_desktop.ui.field_widget import FieldValue, FieldWidget
from fichas_desktop.ui.rich_text_field import RichTextEditor


class RichTextInput(FieldWidget):
    """The formatted-text editor as an input of the form."""

    def __init__(
        self, definition: FormDefinition, field: FieldDefinition, parent: QWidget | None = None
    ) -> None:
        super().__init__(definition, field, parent)
        self.editor = RichTextEditor(self)
        self.editor.toolbar.setAccessibleName(f"Formato del texto: {self.label}")
        text = self._text_widget()
        text.setObjectName(field.key)
        text.setAccessibleName(self.label)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self.editor)
        self.editor.value_changed.connect(self.value_changed)

    def value(self) -> RichText | None:
        """Return the formatted text, or None when there is none."""
        return self.editor.value()

    def set_value(self, value: FieldValue) -> None:
        """Show a formatted text."""
        self.editor.set_value(value if isinstance(value, RichText) else None)

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be read and copied only."""
        self.editor.set_read_only(read_only)

    def inputs(self) -> tuple[QWidget, ...]:
        """Return the text itself, without the toolbar."""
        return (self._text_widget(),)

    def lend(self) -> RichTextEditor:
        """Hand the editor to another place on the screen; it goes on being this field's."""
        # a focus that moved on by itself would look as if the person had left the field
        self.editor.edit.clearFocus()
        self.editor.set_large(True)
        return self.editor

    def take_back(self) -> None:
        """Show the editor here again."""
        self._layout.addWidget(self.editor)
        self.editor.set_large(False)
        self.editor.show()

    def prose(self) -> tuple[QWidget, ...]:
        """Return the text."""
        return self.inputs()

    def _text_widget(self) -> QWidget:
        return self.editor.focusProxy() or self.editor
