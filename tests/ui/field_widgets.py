"""Building inputs of the invented form for tests, and a window in which keys reach them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.definition import FieldDefinition, FieldType
from fichas_desktop.ui.field_widget import FieldWidget
from fichas_desktop.ui.inputs.registry import INPUTS
from tests.builders import synthetic_form

Widget = TypeVar("Widget", bound=QWidget)


def field_of(kind: FieldType) -> FieldDefinition:
    """Return the invented form's first field of a kind."""
    return next(field for field in synthetic_form().fields() if field.type is kind)


def shown_input(qtbot: QtBot, field: FieldDefinition) -> FieldWidget:
    """Return the input of a field, shown in an active window."""
    widget = INPUTS[field.type](synthetic_form(), field)
    show(qtbot, widget)
    return widget


def show(qtbot: QtBot, widget: QWidget) -> None:
    """Show a widget as an active window of usual width."""
    qtbot.addWidget(widget)
    widget.resize(760, 500)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def child(widget: QWidget, kind: type[Widget], name: str) -> Widget:
    """Return the child of that object name."""
    found = widget.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


@contextmanager
def emissions(widget: FieldWidget) -> Iterator[list[object]]:
    """Collect the values that the input had each time it said that the person changed it."""
    seen: list[object] = []

    def note() -> None:
        seen.append(widget.value())

    widget.value_changed.connect(note)
    yield seen
    widget.value_changed.disconnect(note)
