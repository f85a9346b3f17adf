"""What has the keyboard can be seen to have it, in both colour schemes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.app import make_application
from fichas_desktop.domain.definition import FieldType
from fichas_desktop.ui.field_frame import FieldFrame
from fichas_desktop.ui.in_view import bring_into_view
from fichas_desktop.ui.tab_order import tab_stops
from fichas_desktop.ui.theme import Scheme, apply_theme, tokens_for
from tests.builders import synthetic_form
from tests.ui.colours import contrast
from tests.ui.field_widgets import field_of, show
from tests.ui.screens import SCREENS, shown

SEEN = 3.0
SHARE = 0.6
"""Of the pixels along one long and one short side: a ring has twice as many."""


def picture(widget: QWidget) -> QImage:
    QApplication.processEvents()
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    seen = widget.visibleRegion().boundingRect().translated(place.topLeft())
    return window.grab(seen).toImage().convertToFormat(QImage.Format.Format_RGB32)


def changed_pixels(before: QImage, after: QImage) -> int:
    """Count the pixels that differ so much that the difference is seen."""
    known: dict[tuple[int, int], bool] = {}
    count = 0
    for y in range(before.height()):
        for x in range(before.width()):
            pair = before.pixel(x, y), after.pixel(x, y)
            if pair[0] == pair[1]:
                continue
            if pair not in known:
                known[pair] = contrast(QColor(pair[0]).name(), QColor(pair[1]).name()) >= SEEN
            count += known[pair]
    return count


def kind_of(widget: QWidget) -> tuple[str, str]:
    return type(widget).__name__, str(widget.property("role"))


def mark_of(widget: QWidget) -> tuple[int, float]:
    """Return how many pixels the keyboard changes (0 where the page moves), and how many it should."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    bring_into_view(widget)
    after = picture(widget)
    widget.clearFocus()
    before = picture(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    seen = changed_pixels(before, after) if before.size() == after.size() else 0
    return seen, SHARE * (before.width() + before.height())


def unmarked(root: QWidget) -> list[str]:
    """Return the kinds of stop that look the same with the keyboard as without it."""
    found, done = [], set()
    for widget in list(tab_stops(root)):
        kind = kind_of(widget)
        if kind in done:
            continue
        done.add(kind)
        for pause in (0, 50, 500):  # for what is laid out anew in the next turns of a busy event loop
            QTest.qWait(pause)
            seen, wanted = mark_of(widget)
            if seen >= wanted:
                break
        else:
            found.append(f"{kind} {widget.objectName()}: {seen} of {wanted:.0f}")
    return found


def test_a_stop_without_a_ring_would_be_noticed(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label, line = QLabel("Texto", window), QLineEdit(window)
    label.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    line.move(0, 40)
    apply_theme(make_application(), "light")
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    assert [fault.split(":")[0] for fault in unmarked(window)] == ["('QLabel', 'None') "]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", SCREENS)
def test_the_keyboard_is_seen(qtbot: QtBot, tmp_path: Path, name: str, scheme: Scheme) -> None:
    with shown(qtbot, tmp_path, SCREENS[name]) as root:
        apply_theme(make_application(), scheme)
        assert unmarked(root) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "kind", [FieldType.LINE, FieldType.CHOICE, FieldType.PARTIAL_DATE, FieldType.RICH_TEXT], ids=str
)
def test_among_fields_with_problems_the_one_with_the_keyboard_has_its_ring(
    qtbot: QtBot, kind: FieldType, scheme: Scheme
) -> None:
    apply_theme(make_application(), scheme)
    tokens = tokens_for(scheme)
    frame = FieldFrame(synthetic_form(), field_of(kind))
    show(qtbot, frame)
    frame.set_issues([("Revise esto.", True)])
    first = frame.input.inputs()[0]
    edges = []
    for has_keyboard in (True, False):
        if has_keyboard:
            first.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            first.clearFocus()
        image = picture(first)
        edges.append([QColor(image.pixel(x, image.height() // 2)).name().upper() for x in (0, 1)])
    assert edges == [[tokens.accent] * 2, [tokens.error, tokens.surface]]
