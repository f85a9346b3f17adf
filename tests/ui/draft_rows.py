"""Acts on the list of drafts as a person does: chooses a row with the mouse, then presses its buttons."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fichas_desktop.ui.draft_list_view import DraftListView
from fichas_desktop.ui.drafts_model import title_of
from tests.ui.window_driver import WindowDriver


def cards(driver: WindowDriver) -> DraftListView:
    return driver.window.flows.drafts_page.cards


def listed(driver: WindowDriver) -> list[str]:
    """Return the titles in the list from top to bottom."""
    QApplication.processEvents()
    return [title_of(one) for one in cards(driver).rows.shown] if cards(driver).isVisible() else []


def wait_listed(driver: WindowDriver, *titles: str) -> None:
    """Wait until the list shows just these titles, from top to bottom."""
    driver.qtbot.waitUntil(lambda: listed(driver) == list(titles))


def wait_row(driver: WindowDriver, draft_id: str) -> None:
    driver.qtbot.waitUntil(lambda: cards(driver).rows.row_of(draft_id) >= 0)
    QApplication.processEvents()


def click_row(driver: WindowDriver, draft_id: str, *, double: bool = False) -> None:
    """Click the beginning of a row."""
    driver.wake()
    wait_row(driver, draft_id)
    view = cards(driver)
    index = view.rows.index(view.rows.row_of(draft_id))
    view.scrollTo(index)
    place = view.visualRect(index).topLeft() + QPoint(30, 20)
    driver.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    if double:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QApplication.processEvents()


def act(driver: WindowDriver, draft_id: str, action: str) -> None:
    """Press one of a row's buttons: open, duplicate or delete."""
    click_row(driver, draft_id)
    driver.click(f"drafts.{action}")


def spoken(driver: WindowDriver) -> list[str]:
    """Return what a screen reader says of each row."""
    interface = QAccessible.queryAccessibleInterface(cards(driver))
    assert interface is not None
    return [interface.child(row).text(QAccessible.Text.Name) for row in range(interface.childCount())]
