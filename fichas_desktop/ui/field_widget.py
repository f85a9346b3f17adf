"""The contract that every input of the form keeps, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6 import QtGui, QtWidgets  # each class of theirs that is named takes time to come into being
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fichas_desktop.domain.definition import FieldDefinition, FormDefinition
from fichas_desktop.domain.issues import ValidationIssue
from fichas_desktop.domain.partial_date import UnfinishedDate
from fichas_desktop.domain.values import Answer
from fichas_desktop.ui.theme import refresh_style

FieldValue = Answer | UnfinishedDate | None


class FieldWidget(QWidget):
    """Input of one field: shows a value, lets a person change it, and says when they did.

    A value that is set comes back equal until the person changes it. ``value_changed`` is emitted by
    the person's edits only, never by :meth:`set_value`.

    Args:
        definition: The form that the field belongs to.
        field: The field.

    Signals:
        value_changed: The person changed the value.
        prose_added: One more widget in which a person writes sentences.
    """

    value_changed = Signal()
    prose_added = Signal(object)

    def __init__(
        self, definition: FormDefinition, field: FieldDefinition, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.definition = definition
        self.field = field
        self.label = definition.label_of(field)
        self.setObjectName(f"{field.key}.input")

    @property
    def field_key(self) -> str:
        """Key of the field in the form's definition."""
        return self.field.key

    @property
    def advice(self) -> str:
        """Our own words on how to use this input, shown after the form's guidance; empty for most."""
        return ""

    def value(self) -> FieldValue:
        """Return the answer, None when there is none, or date boxes that are no date yet."""
        raise NotImplementedError

    def set_value(self, value: FieldValue) -> None:
        """Show a value; never emits."""
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:
        """Let the value be read but not changed, or changed again."""
        raise NotImplementedError

    def inputs(self) -> tuple[QWidget, ...]:
        """Return the widgets that take the keyboard for the value itself, the first one first."""
        raise NotImplementedError

    def prose(self) -> tuple[QWidget, ...]:
        """Return those of the inputs in which a person writes sentences; none for most."""
        return ()

    def text_place(self, part: int) -> QWidget:
        """Return the widget that shows one of the answer's texts, numbered from 0."""
        inputs = self.inputs()
        return inputs[min(part, len(inputs) - 1)]

    def set_suggestions(self, texts: Iterable[str]) -> None:
        """Offer texts while a person writes; an input that is not a line of text has no use for them."""

    def focus_first(self) -> None:
        """Give the keyboard to the first input."""
        self.inputs()[0].setFocus()

    def focus_end(self) -> None:
        """Give the keyboard to the first input, the cursor behind what stands there already."""
        self.focus_first()
        first = self.inputs()[0]
        if isinstance(first, QtWidgets.QLineEdit):
            first.end(False)  # noqa: FBT003 - Qt's way to say that nothing is selected
        elif isinstance(first, QtWidgets.QTextEdit | QtWidgets.QPlainTextEdit):
            first.moveCursor(QtGui.QTextCursor.MoveOperation.End)

    def describe(self, problems: str, use: str) -> None:
        """Give every input the words that a screen reader says after its name.

        Args:
            problems: What is wrong with the answer; empty while nothing is.
            use: What is asked, or how the first input is used.
        """
        for widget in self.inputs():
            describe_input(widget, problems, use)

    def mark_problem(self, has_problem: bool) -> None:
        """Draw the inputs' edges as having a problem, or no longer."""
        for widget in self.inputs():
            mark_edge(widget, has_problem=has_problem)

    def show_part_issues(self, issues: Sequence[ValidationIssue]) -> Sequence[ValidationIssue]:
        """Show the problems of single parts of the answer beside those; return the others."""
        return issues

    def focus_issue(self, _issue: ValidationIssue) -> QWidget:
        """Give the keyboard to where a problem is mended, and return that place."""
        self.focus_first()
        return self


def mark_edge(widget: QWidget, *, has_problem: bool) -> None:
    """Draw the edge of a widget as having a problem, or no longer."""
    if bool(widget.property("problem")) != has_problem:
        widget.setProperty("problem", has_problem)
        refresh_style(widget)


def describe_input(widget: QWidget, problems: str, use: str) -> None:
    """Have a screen reader say after an input's name what is wrong with it and how it is used."""
    widget.setAccessibleDescription(" ".join(part for part in (problems, use) if part))
