"""The mark "come back to this later" of a field, with a note that only the person reads."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from fichas_desktop.ui.in_view import bring_into_view_soon
from fichas_desktop.ui.key_words import keys_words
from fichas_desktop.ui.pages import text_label
from fichas_desktop.ui.theme import Role, set_role

LATER = "Volver después"
CLEAR = "Quitar la marca"
NOTE = "Nota para usted"
NOT_PRINTED = "No sale en el PDF ni en el archivo de datos."
KEYS = "Ctrl+Shift+D"
_PAUSE_MS = 400
_LONGEST = 300


class LaterMark(QWidget):
    """A small button beside the label and, once it is pressed, a line for the note below.

    The button stays out of the way of Tab, as those of the editor do: its shortcut works in the whole field.

    Args:
        key: Key of the field, for the names of the inputs.
        label: What the field is called.
        field_frame: In which the shortcut works.

    Attributes:
        changed: The mark or its note is another one; :meth:`note` tells it.
        note_left: The note goes from the screen, the mark with it, while it has the keyboard.
    """

    changed = Signal()
    note_left = Signal()

    def __init__(self, key: str, label: str, field_frame: QWidget) -> None:
        super().__init__(field_frame)
        self._key = key
        self._label = label
        self._line: QLineEdit | None = None
        self._is_read_only = False
        self.button = self._make_button()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        shortcut = QShortcut(QKeySequence(KEYS), field_frame)
        shortcut.setProperty("context", "WidgetWithChildrenShortcut")
        shortcut.activated.connect(self.button.click)
        self._show()

    def note(self) -> str | None:
        """Return the note, empty for a mark without words, None without a mark."""
        return self._note_line().text() if self.button.isChecked() else None

    def set_note(self, note: str | None) -> None:
        """Show a mark with its note, or None for no mark; never emits."""
        self.button.setChecked(note is not None)
        if note is not None or self._line is not None:
            self._note_line().setText(note or "")
        self._show()

    def set_read_only(self, read_only: bool) -> None:
        """Let the mark be read only."""
        self._is_read_only = read_only
        self.button.setDisabled(read_only)
        if self._line is not None:
            self._line.setReadOnly(read_only)

    def commit(self) -> None:
        """Hand over a note that waits for a pause in typing."""
        if self._pause.isActive():
            self._pause.stop()
            self.changed.emit()

    def _make_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"{self._key}.later")
        button.setCheckable(True)
        button.setProperty("focusPolicy", "NoFocus")
        button.setAccessibleName(f"{LATER}: {self._label}")
        button.setAccessibleDescription(NOT_PRINTED)
        button.clicked.connect(self._clicked)
        set_role(button, Role.QUIET)
        return button

    def _note_line(self) -> QLineEdit:
        """Return the line, made when it is first needed: most fields never are marked."""
        if self._line is not None:
            return self._line
        self._line = line = QLineEdit(self)
        line.setObjectName(f"{self._key}.later_note")
        line.setMaxLength(_LONGEST)
        line.setReadOnly(self._is_read_only)
        line.setPlaceholderText("Qué falta o a quién preguntar")
        line.setAccessibleName(f"{self._label}: {NOTE.lower()}")
        line.setAccessibleDescription(NOT_PRINTED)
        line.textEdited.connect(lambda _text: self._pause.start())
        line.editingFinished.connect(self.commit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(line)
        words = f"{NOTE}: {NOT_PRINTED[0].lower()}{NOT_PRINTED[1:]}"
        layout.addWidget(text_label(words, Role.HINT))
        return line

    def _clicked(self) -> None:
        self._pause.stop()
        if self.button.isChecked():
            self._note_line().clear()
        elif self._line is not None and self._line.hasFocus():
            self.note_left.emit()
        self._show()
        if self.button.isChecked():
            self._note_line().setFocus()
            bring_into_view_soon(self)
        self.changed.emit()

    def _show(self) -> None:
        is_marked = self.button.isChecked()
        self.button.setText(f"✓ {LATER}" if is_marked else LATER)
        self.button.setToolTip(f"{CLEAR if is_marked else LATER} ({keys_words((KEYS,))})")
        self.setVisible(is_marked)


def label_row(label: QWidget, mark: LaterMark) -> QHBoxLayout:
    """Return a field's label with the mark's button at its right."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(label, 1)
    row.addStretch()  # where the label is hidden the button stays at the right all the same
    column = QVBoxLayout()  # at the top; to name an alignment makes all enumerations of Qt too early
    column.addWidget(mark.button)
    column.addStretch()
    row.addLayout(column)
    return row
