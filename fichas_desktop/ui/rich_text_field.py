"""The rich text editor as people meet it: a toolbar joined to a text area."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolBar, QToolButton, QVBoxLayout, QWidget

from fichas_desktop.domain.rich_text import RichText
from fichas_desktop.ui.rich_text_edit import SHORTCUTS, Command, RichTextEdit


class _ButtonText(NamedTuple):
    label: str
    name: str
    tip: str


_BUTTONS = (
    (Command.HEADING, _ButtonText("Subtítulo", "Subtítulo", "Subtítulo")),
    (Command.BOLD, _ButtonText("N", "Negrita", "Negrita")),
    (Command.ITALIC, _ButtonText("K", "Cursiva", "Cursiva")),
    (Command.BULLETS, _ButtonText("• Viñetas", "Viñetas", "Lista con viñetas")),
    (Command.NUMBERS, _ButtonText("1. Numeración", "Numeración", "Lista numerada")),
)
_SEPARATED = frozenset({Command.BOLD, Command.BULLETS})


class RichTextEditor(QWidget):
    """Shows a rich text and lets a person write it.

    The toolbar is for the pointer and stays out of the way of Tab: each of its buttons has a shortcut.

    ``value_changed`` is emitted after each change by the person, formatting and undo included, never by
    :meth:`set_value`. ``paste_dropped`` carries a tuple of ``DroppedKind``: what a paste left out.
    """

    value_changed = Signal()
    paste_dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rich_text_editor")
        self.edit = RichTextEdit(self)
        self.edit.setObjectName("rich_text_edit")
        self._buttons = {command: self._button(command, text) for command, text in _BUTTONS}
        self.toolbar = self._new_toolbar()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.toolbar)
        layout.addWidget(self.edit)
        self.setFocusProxy(self.edit)
        self.edit.edited.connect(self.value_changed)
        self.edit.paste_dropped.connect(self.paste_dropped)
        self.edit.cursor_moved.connect(self._show_state)
        self._show_state()

    def value(self) -> RichText | None:
        """Return the text in canonical form, None when there is none."""
        value = self.edit.value()
        return value if value.blocks else None

    def set_value(self, value: RichText | None) -> None:
        """Show a text; never emits."""
        self.edit.set_value(value or RichText())

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be read and copied only, or written again."""
        self.edit.setReadOnly(read_only)
        self.toolbar.setDisabled(read_only)

    def button(self, command: Command) -> QToolButton:
        """Return the toolbar's button of a command; KeyError for a command without one."""
        return self._buttons[command]

    def _new_toolbar(self) -> QToolBar:
        toolbar = QToolBar(self)
        toolbar.setObjectName("rich_text_toolbar")
        toolbar.setAccessibleName("Formato del texto")
        toolbar.setMovable(False)
        for command, button in self._buttons.items():
            if command in _SEPARATED:
                toolbar.addSeparator()
            toolbar.addWidget(button)
        return toolbar

    def _button(self, command: Command, text: _ButtonText) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"rich_text_{command}")
        button.setText(text.label)
        button.setAccessibleName(text.name)
        button.setToolTip(f"{text.tip} ({' o '.join(told_shortcuts(command))})")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        font = button.font()
        font.setBold(command is Command.BOLD)
        font.setItalic(command is Command.ITALIC)
        button.setFont(font)
        button.clicked.connect(lambda: self._click(command))
        return button

    def _click(self, command: Command) -> None:
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.run(command)
        self._show_state()

    def _show_state(self) -> None:
        for command, button in self._buttons.items():
            button.setChecked(self.edit.is_on(command))


def told_shortcuts(command: Command) -> tuple[str, ...]:
    """Return the shortcuts that a person is told: the first, and the second where both are common."""
    keys = SHORTCUTS[command]
    return keys[:2] if command in {Command.BOLD, Command.ITALIC} else keys[:1]
