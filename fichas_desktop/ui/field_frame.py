"""A field on the page: label, guidance, input, its length and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from fichas_desktop.domain.definition import FieldDefinition, FieldType, FormDefinition
from fichas_desktop.domain.partial_date import UnfinishedDate
from fichas_desktop.domain.values import text_length
from fichas_desktop.ui.announcing import announce
from fichas_desktop.ui.field_widget import FieldWidget
from fichas_desktop.ui.guidance import Guidance
from fichas_desktop.ui.inputs.registry import INPUTS
from fichas_desktop.ui.issue_lines import IssueLines
from fichas_desktop.ui.later_mark import LaterMark, label_row
from fichas_desktop.ui.length_hint import HintTone, LengthHint, length_hint
from fichas_desktop.ui.plain_label import show_plainly
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.words import whole

COUNT_DELAY = 150  # milliseconds
ANNOUNCE_DELAY = 1000  # milliseconds after the last key
_COUNTED = frozenset({FieldType.LINE, FieldType.EMAIL, FieldType.PHONE, FieldType.RICH_TEXT})
_TONES = {
    HintTone.CALM: Role.HINT,
    HintTone.ADVICE: Role.HINT_OVER,
    HintTone.ERROR: Role.ERROR_TEXT,
}
_LINE_USE = "Escriba en una línea; Tab pasa a lo siguiente."
_DATE_USE = "Escriba la fecha con números: día, mes y año."
_USES: Mapping[FieldType, str] = {
    FieldType.LINE: _LINE_USE,
    FieldType.EMAIL: _LINE_USE,
    FieldType.PHONE: _LINE_USE,
    FieldType.CHOICE: "Escoja con las flechas.",
    FieldType.DATE: _DATE_USE,
    FieldType.PARTIAL_DATE: _DATE_USE,
    FieldType.RICH_TEXT: "Escriba cuanto necesite; Tab pasa a lo siguiente.",
    FieldType.ATTACHMENTS: "Agrega un anexo a la ficha.",
}
"""What a screen reader says of an input of which the form says nothing."""


class FieldFrame(QWidget):
    """One field with everything around it. ``input`` is the widget that holds the value.

    ``later`` is the mark to come back to it.

    Attributes:
        value_changed: The person changed the answer.
        guidance_toggled: The person folded (False) or opened (True) the guidance.
        announced: Words that were given to screen readers.
        counted: The :class:`LengthHint` that is shown from now on.
    """

    value_changed = Signal()
    guidance_toggled = Signal(bool)
    announced = Signal(str)
    counted = Signal(object)

    def __init__(
        self, definition: FormDefinition, field: FieldDefinition, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{field.key}.frame")
        self.definition = definition
        self.field = field
        self.input: FieldWidget = INPUTS[field.type](definition, field)
        self._was_left = False
        self._guidance = self._make_guidance()
        self._hint = QLabel(self)
        self._hint.setObjectName(f"{field.key}.hint")
        self._hint.setWordWrap(True)
        set_role(self._hint, Role.HINT)
        self._issues = IssueLines(self)
        self._count_timer = self._timer(COUNT_DELAY, self._count)
        self._announce_timer = self._timer(ANNOUNCE_DELAY, self._announce)
        self.later = LaterMark(field.key, self.input.label, self)
        self.later.note_left.connect(self.focus_first)
        self._lay_out()
        self._describe()
        self._count()
        self.input.value_changed.connect(self._edited)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_changed)

    @property
    def field_key(self) -> str:
        """Key of the field in the form's definition."""
        return self.field.key

    @property
    def has_counter(self) -> bool:
        """True where a line below the input tells how long the answer is, and that it is too long."""
        return self.field.type in _COUNTED

    @property
    def guidance_words(self) -> str:
        """The form's guidance and our own advice on the input; empty where there is none."""
        return "\n".join(part for part in (self.field.guidance, self.input.advice) if part)

    def refresh(self) -> None:
        """Count anew after a value has been set on ``input``; a short text is not called so yet."""
        self._was_left = False
        self._count()

    def set_issues(self, issues: Sequence[tuple[str, bool]]) -> None:
        """Show what is wrong with the answer, also to screen readers.

        Args:
            issues: Each sentence, and True for an error or False for a warning.
        """
        self._issues.set_issues(issues)
        self.input.mark_problem(self._issues.has_error())
        self._describe()

    def set_guidance_open(self, is_open: bool) -> None:
        """Fold or open a long guidance, without emitting."""
        if self._guidance is not None:
            self._guidance.set_open(is_open)

    def add_below_counter(self, widget: QWidget) -> None:
        """Add a line of quiet words between the counter and the problems."""
        self._column.insertWidget(self._column.indexOf(self._issues), widget)

    def hint(self) -> LengthHint:
        """Return what is to be said about the answer's length now."""
        value = self.input.value()
        if not self.has_counter or isinstance(value, UnfinishedDate):
            return LengthHint("", HintTone.CALM)
        length = text_length(self.field, value)
        ceiling = self.definition.max_length(self.field)
        return length_hint(length, self.field.suggested_length, ceiling, left=self._was_left)

    def focus_first(self) -> None:
        """Give the keyboard to the field's first input."""
        self.input.focus_first()

    def _timer(self, delay: int, action: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(delay)
        timer.timeout.connect(action)
        return timer

    def _make_guidance(self) -> Guidance | None:
        words = self.guidance_words
        if not words:
            return None
        guidance = Guidance(words, self.input.label, self)
        guidance.name_button(f"{self.field.key}.guidance")
        guidance.toggled.connect(self.guidance_toggled)
        return guidance

    def _lay_out(self) -> None:
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        # a field that is named by its section stands right below that title
        label = QLabel(whole(self.input.label), self)
        label.setAccessibleName(self.input.label)
        show_plainly(label)
        label.setWordWrap(True)
        label.setBuddy(self.input.inputs()[0])
        label.setVisible(bool(self.field.label))
        set_role(label, Role.LABEL)
        layout.addLayout(label_row(label, self.later))
        if self._guidance is not None:
            layout.addSpacing(3)
            layout.addWidget(self._guidance)
        layout.addSpacing(8 if self._guidance is not None else 6)
        layout.addWidget(self.input)
        layout.addSpacing(5)
        layout.addWidget(self._hint)
        layout.addWidget(self._issues)
        layout.addWidget(self.later)

    def _edited(self) -> None:
        self._was_left = False
        self._count_timer.start()
        self._announce_timer.start()
        self.value_changed.emit()

    def _count(self) -> None:
        hint = self.hint()
        self._hint.setText(hint.text)
        self._hint.setVisible(bool(hint.text))
        set_role(self._hint, hint_role(hint))
        self.counted.emit(hint)

    def _announce(self) -> None:
        words = self.hint().text
        if words:
            announce(self.input.inputs()[0], words)
            self.announced.emit(words)

    def _describe(self) -> None:
        guidance = " ".join(part for part in (self.field.guidance, self.input.advice) if part)
        problems = " ".join(part for part in self._issues.words() if part)
        self.input.describe(problems, guidance or _USES[self.field.type])

    def _focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is None or now is None or not self.isAncestorOf(before) or self.isAncestorOf(now):
            return
        self._was_left = True
        self._count_timer.stop()
        self._count()


def hint_role(hint: LengthHint) -> Role:
    """Return how a hint looks."""
    return _TONES[hint.tone]
