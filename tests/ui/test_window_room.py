"""No page scrolls sideways, however small the window and however large the text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fichas_desktop.app import make_application
from fichas_desktop.ui.commands import Command
from fichas_desktop.ui.pages import ColumnPage
from fichas_desktop.ui.theme import apply_theme
from tests.ui.programs import keep_example, shipped_program
from tests.ui.window_driver import WindowDriver, open_window

SMALL = (1024, 600)
LARGEST = 1.6


def page_without_sideways(driver: WindowDriver) -> str:
    """Return the name of the one page on the screen, and fail when it can be scrolled sideways."""
    QApplication.processEvents()
    pages: list[ColumnPage] = [one for one in driver.window.findChildren(ColumnPage) if one.isVisible()]
    (page,) = pages
    assert page.horizontalScrollBar().maximum() == 0, page.objectName()
    return page.objectName()


@pytest.mark.parametrize("filled", [False, True])
def test_no_page_scrolls_sideways_with_the_largest_text_in_a_small_window(
    qtbot: QtBot, tmp_path: Path, *, filled: bool
) -> None:
    program = shipped_program(tmp_path)
    draft_id = keep_example(program)
    with open_window(qtbot, program) as driver:
        apply_theme(make_application(), "dark", LARGEST)
        driver.window.resize(*SMALL)
        qtbot.waitUntil(lambda: driver.exists("drafts.continue"))
        QApplication.processEvents()
        assert driver.window.flows.drafts_page.cards.horizontalScrollBar().maximum() == 0
        seen = [driver.window.flows.drafts_page.objectName()]
        if filled:
            driver.window.flows.open_draft(draft_id)
        else:
            driver.window.flows.start_new()
        for row in range(7):
            driver.view.show_step(row)
            seen.append(page_without_sideways(driver))
        driver.view.end.show_pair(
            "Entrega 1 generada",
            tmp_path / f"{'FT-1311_una-practica-de-nombre-largo_' * 3}.pdf",
            tmp_path / f"{'x' * 200}.json",
            pages=7,
            next_steps=driver.view.bridge.session.form.next_steps,
            notes=(),
        )
        driver.view.show_end()
        seen.append(page_without_sideways(driver))
        assert len(set(seen)) == 9
        assert (driver.window.width(), driver.window.height()) == SMALL


def test_the_steps_below_one_another_all_fit(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        apply_theme(make_application(), "light", LARGEST)
        driver.window.resize(*SMALL)
        QApplication.processEvents()
        buttons = driver.view.steps.buttons
        for above, below in pairwise(buttons):
            assert above.geometry().bottom() < below.geometry().top() + 1
        assert buttons[-1].geometry().bottom() <= driver.view.steps.height()


def test_the_export_dialog_grows_with_what_it_says(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.window.menus.action(Command.EXPORT_DRAFT).trigger()
        dialog, line = driver.find("export"), driver.find("export.folder")
        before = dialog.height(), line.height()
        dialog.show_failure("No queda espacio en el disco. " * 12)  # type: ignore[attr-defined]
        QApplication.processEvents()
        assert dialog.height() > before[0]
        assert line.height() >= before[1]
        dialog.close()
