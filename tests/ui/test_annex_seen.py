"""What was just done to an annex is seen, wherever its card came to stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.ui.inputs.attachment_row import AttachmentRow
from tests.ui.programs import invented_program, keep_complete
from tests.ui.window_driver import WindowDriver, open_window

ANNEXES = 2
COUNT = 12
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def driver(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowDriver]:
    """A small window at the annexes of a ficha that has many."""
    program = invented_program(tmp_path / "datos")
    links = [
        {"kind": "link", "url": f"https://ejemplo.org/{one}", "description": "Página"} for one in range(COUNT)
    ]
    with open_window(qtbot, program, keep_complete(program, legajo=links)) as driver:
        driver.window.resize(1024, 600)
        driver.go_to_step(ANNEXES)
        QApplication.processEvents()
        yield driver


def is_seen(driver: WindowDriver, widget: QWidget) -> bool:
    viewport = driver.view.pages.page(ANNEXES).viewport()
    top = widget.mapTo(viewport, QPoint(0, 0)).y()
    return top >= 0 and top + widget.height() <= viewport.height()


def at_hand(driver: WindowDriver) -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    assert driver.view.pages.page(ANNEXES).isAncestorOf(focused)
    return focused


def card_at_hand(driver: WindowDriver) -> AttachmentRow:
    widget: QWidget | None = at_hand(driver)
    while widget is not None and not isinstance(widget, AttachmentRow):
        widget = widget.parentWidget()
    assert widget is not None
    return widget


@pytest.mark.parametrize(("first", "part", "key"), [(1, "down", "Down"), (COUNT, "up", "Up")])
def test_a_card_that_is_moved_far_stays_in_view(
    driver: WindowDriver, qtbot: QtBot, first: int, part: str, key: str
) -> None:
    driver.find(f"legajo.{first}.{part}").setFocus()
    card = card_at_hand(driver)
    for _ in range(COUNT // 2):
        driver.key(Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: is_seen(driver, card))
    assert at_hand(driver) is driver.find(f"{card.objectName()}.{part}")
    for _ in range(COUNT // 2 - 1):
        driver.key(Qt.Key[f"Key_{key}"], ALT)
        qtbot.waitUntil(lambda: is_seen(driver, card))
    assert card.objectName() == f"legajo.{COUNT + 1 - first}"


@pytest.mark.parametrize("kind", ["link", "note"])
def test_a_new_card_at_the_end_is_seen_whole(driver: WindowDriver, qtbot: QtBot, kind: str) -> None:
    driver.click(f"legajo.add_{kind}")
    card = card_at_hand(driver)
    assert card.objectName() == f"legajo.{COUNT + 1}"
    qtbot.waitUntil(lambda: is_seen(driver, card))


def test_what_is_taken_out_and_brought_back_is_seen(driver: WindowDriver, qtbot: QtBot) -> None:
    driver.find(f"legajo.{COUNT}.remove").setFocus()
    driver.key(Qt.Key.Key_Space)
    undo = at_hand(driver)
    qtbot.waitUntil(lambda: is_seen(driver, undo))
    driver.view.pages.page(ANNEXES).verticalScrollBar().setValue(0)
    driver.key(Qt.Key.Key_Space)
    card = card_at_hand(driver)
    assert card.objectName() == f"legajo.{COUNT}"
    qtbot.waitUntil(lambda: is_seen(driver, card))
