"""A long answer in the whole window, its guidance beside it: the field's own editor, only larger."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from fichas_desktop.ui.buttons import make_button
from fichas_desktop.ui.field_frame import FieldFrame, hint_role
from fichas_desktop.ui.inputs.rich_text_input import RichTextInput
from fichas_desktop.ui.length_hint import LengthHint
from fichas_desktop.ui.pages import text_label
from fichas_desktop.ui.theme import TEXT_COLUMN, Role, set_role

GO_BACK = "Volver a la ficha"
_GUIDANCE_CHARACTERS = (20, 42)  # at least and at most


class LargeEditor(QWidget):
    """Borrows the editor of a field: text, cursor and undo steps stay those of the field.

    Attributes:
        back_requested: The person wants to see the whole section again.
    """

    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("large")
        set_role(self, Role.PAGE)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._frame: FieldFrame | None = None
        self._title = text_label("", Role.TITLE)
        self._back = make_button(GO_BACK, "large.back", None, self.back_requested.emit)
        self._back.setToolTip("Esc o F11")
        self._place = QVBoxLayout()
        self._hint = text_label("", Role.HINT)
        self._hint.setObjectName("large.hint")
        self._words = text_label("", Role.GUIDANCE)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._guidance = self._make_guidance()
        self._lay_out()
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.back_requested)

    @property
    def frame(self) -> FieldFrame | None:
        """The field that is being written large, None while none is."""
        return self._frame

    def borrow(self, frame: FieldFrame) -> None:
        """Take the editor of a field over; :meth:`focus_first` follows once this is on the screen."""
        if not isinstance(frame.input, RichTextInput):
            return
        self._frame = frame
        self.updateGeometry()
        self._title.setText(frame.input.label)
        words = frame.guidance_words
        self._words.setText(words)
        self._guidance.setVisible(bool(words))
        editor = frame.input.lend()
        self._place.insertWidget(0, editor, 1)
        editor.show()
        frame.counted.connect(self._show_hint)
        self._show_hint(frame.hint())

    def focus_first(self) -> None:
        """Give the keyboard to the text, where its cursor was."""
        if self._frame is not None and isinstance(self._frame.input, RichTextInput):
            self._frame.focus_first()
            self._frame.input.editor.edit.ensureCursorVisible()

    def give_back(self) -> FieldFrame | None:
        """Return the editor to its field; the field is returned, None where nothing was borrowed."""
        frame, self._frame = self._frame, None
        self.updateGeometry()
        if frame is None or not isinstance(frame.input, RichTextInput):
            return None
        frame.counted.disconnect(self._show_hint)
        frame.input.take_back()
        return frame

    def minimumSizeHint(self) -> QSize:
        """Ask for room only while a field is written here: the section beside its steps has less."""
        return super().minimumSizeHint() if self._frame is not None else QSize()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the guidance as wide as its lines read well when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size_guidance()

    def _size_guidance(self) -> None:
        character = self.fontMetrics().averageCharWidth()
        self._guidance.setMinimumWidth(character * _GUIDANCE_CHARACTERS[0])
        self._guidance.setMaximumWidth(character * _GUIDANCE_CHARACTERS[1])

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._title, 1)
        head.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        self._place.setSpacing(6)
        self._place.addWidget(self._hint)
        text = QWidget(self)
        text.setMaximumWidth(TEXT_COLUMN + 100)
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(self._place, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(32, 20, 24, 12)
        layout.setSpacing(28)
        layout.addWidget(text, 5)
        layout.addWidget(self._guidance, 2)
        layout.addStretch(0)
        self._size_guidance()

    def _make_guidance(self) -> QFrame:
        panel = QFrame(self)
        set_role(panel, Role.BAND)
        area = QScrollArea(panel)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_role(area, Role.SCROLLED)
        area.setAccessibleName("Orientación")
        area.setAccessibleDescription("Las flechas la desplazan.")
        area.viewport().setAutoFillBackground(False)
        self._words.setAutoFillBackground(False)
        area.setWidget(self._words)
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(16, 14, 10, 14)
        layout.setSpacing(6)
        heading = QLabel("Orientación", panel)
        set_role(heading, Role.LABEL)
        layout.addWidget(heading)
        layout.addWidget(area, 1)
        return panel

    def _show_hint(self, hint: LengthHint) -> None:
        self._hint.setText(hint.text)
        self._hint.setVisible(bool(hint.text))
        set_role(self._hint, hint_role(hint))
