"""What the eye would find at once: words cut short, windows pushed wider, things that jump or stand askew."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication, QDialog, QListWidget, QScrollArea, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.app import make_application
from fichas_desktop.assets import asset_path
from fichas_desktop.domain.draft_summary import DraftState
from fichas_desktop.messages import state_words
from fichas_desktop.ui.commands import Command
from fichas_desktop.ui.dialogs import question_box
from fichas_desktop.ui.find_bar import FindBar
from fichas_desktop.ui.pages import ColumnPage
from fichas_desktop.ui.save_status import STARTS_EMPTY
from fichas_desktop.ui.theme import SMALLEST_BASE_SIZE, apply_theme
from tests.builders import FakeClock
from tests.ui.programs import keep_example, keep_titled, shipped_program
from tests.ui.window_driver import WindowDriver, open_window

SMALL = (1024, 600)
LARGEST = 1.6
HIGH_LINES = ("resources", "fonts", "source-sans-3", "SourceSans3_400Regular.ttf")
WIDEST_STATE = DraftState(missing=16, to_correct=6)


def make_small(driver: WindowDriver, text: float = LARGEST) -> None:
    apply_theme(make_application(), "light", text)
    QApplication.processEvents()  # until then the window knows the room of the text before
    driver.window.resize(*SMALL)
    QApplication.processEvents()


def right_edge(widget: QWidget, ground: QWidget) -> int:
    return widget.mapTo(ground, QPoint(widget.width(), 0)).x()


def test_coming_back_from_the_large_editor_leaves_a_small_window_as_wide_as_it_was(
    qtbot: QtBot, tmp_path: Path
) -> None:
    program = shipped_program(tmp_path)
    with open_window(qtbot, program, keep_example(program)) as driver:
        make_small(driver)
        driver.view.show_step(1)
        driver.view.pages.toggle_large("descripcion")
        qtbot.waitUntil(driver.view.pages.large.isVisible)
        driver.view.pages.leave_large()
        qtbot.waitUntil(driver.view.steps.isVisible)
        QApplication.processEvents()
        assert driver.window.width() == SMALL[0]
        assert driver.window.minimumSizeHint().width() <= SMALL[0]


def test_the_find_bar_turns_its_buttons_below_once_its_count_needs_their_room(
    qtbot: QtBot, tmp_path: Path
) -> None:
    program = shipped_program(tmp_path)
    with open_window(qtbot, program, keep_example(program)) as driver:
        make_small(driver, 1.5)
        driver.window.menus.action(Command.FIND).trigger()
        driver.type_here("trámites")
        qtbot.waitUntil(lambda: driver.exists("find.count"))
        count, button = driver.find("find.count"), driver.find("find.previous")
        bar = driver.find("find")
        assert isinstance(bar, FindBar)
        qtbot.waitUntil(lambda: button.mapTo(bar, QPoint()).y() > count.mapTo(bar, QPoint()).y() + 20)
        assert right_edge(driver.find("find.close"), bar) <= bar.width()


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (Command.EXPORT, "export"),
        (Command.HISTORY, "history"),
        (Command.TRASH, "trash"),
        (Command.SHORTCUTS, "shortcuts"),
        (Command.ABOUT, "about"),
        (Command.MANUAL, "manual"),
    ],
)
def test_a_dialog_fits_a_small_screen_with_large_text(
    qtbot: QtBot, tmp_path: Path, command: Command, name: str
) -> None:
    program = shipped_program(tmp_path)
    with open_window(qtbot, program, keep_example(program)) as driver:
        make_small(driver)
        driver.window.menus.action(command).trigger()
        dialog = driver.find(name)
        driver.wait_work()
        assert isinstance(dialog, QDialog)
        assert dialog.width() <= SMALL[0]
        assert dialog.height() <= SMALL[1]
        for area in (*dialog.findChildren(QScrollArea), *dialog.findChildren(QTextBrowser)):
            assert area.horizontalScrollBar().maximum() == 0
        dialog.close()


def test_no_chapter_of_the_manual_is_cut_short(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        make_small(driver)
        driver.window.menus.action(Command.MANUAL).trigger()
        chapters = driver.find("manual.chapters")
        assert isinstance(chapters, QListWidget)
        QApplication.processEvents()
        assert chapters.sizeHintForColumn(0) <= chapters.viewport().width()
        driver.find("manual").close()


def test_a_small_window_stays_so_with_letters_of_high_lines(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = QFontDatabase.addApplicationFont(str(asset_path(*HIGH_LINES)))
    font = QFont(QFontDatabase.applicationFontFamilies(number))
    font.setPointSizeF(SMALLEST_BASE_SIZE)
    monkeypatch.setattr(QFontDatabase, "systemFont", lambda _kind: QFont(font))
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        make_small(driver)
        steps, preview = driver.view.steps, driver.find("preview")
        last = steps.buttons[-1]
        assert QFontInfo(last.font()).family() == font.families()[0]
        assert driver.window.height() == SMALL[1]
        assert last.height() >= 2 * last.fontMetrics().lineSpacing()
        assert (
            last.mapTo(driver.window, QPoint(0, last.height())).y()
            <= preview.mapTo(driver.window, QPoint()).y()
        )
        assert preview.height() >= preview.sizeHint().height()
    QFontDatabase.removeApplicationFont(number)


@pytest.mark.parametrize("text", [1.0, LARGEST])
def test_the_step_list_has_room_for_what_is_missing(qtbot: QtBot, tmp_path: Path, text: float) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        make_small(driver, text)
        button = driver.view.steps.buttons[-1]
        words = button.shown_detail()
        assert words == state_words(driver.view.bridge.session.state())
        button.show_state(None, state_words(WIDEST_STATE), state_words(WIDEST_STATE, short=True))
        small = button.font()
        small.setPointSizeF(small.pointSizeF() * 0.92)
        assert QFontMetrics(small).horizontalAdvance(button.shown_detail()) <= button.words_width()
        assert button.shown_detail().endswith("6 por corregir")


def test_the_mark_for_later_stands_at_the_right_with_and_without_a_label(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        edges = set()
        for row, key in ((0, "nombre"), (5, "anexos")):
            driver.view.show_step(row)
            page = driver.view.pages.page(row)
            frame = page.frames[key]
            QApplication.processEvents()
            edges.add(right_edge(frame.later.button, frame) - frame.width())
        assert edges == {0}


def test_with_todays_date_the_review_starts_at_its_head_with_the_keyboard_on_the_export(
    qtbot: QtBot, tmp_path: Path
) -> None:
    program = shipped_program(tmp_path)
    draft_id = keep_example(program)
    clock = program.clock
    assert isinstance(clock, FakeClock)
    clock.advance(days=4)
    with open_window(qtbot, program, draft_id) as driver:
        driver.window.resize(*SMALL)
        driver.view.show_review()
        driver.qtbot.mouseClick(driver.find("date.use_today"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: driver.exists("export.final") and driver.find("export.final").hasFocus())
        QApplication.processEvents()
        page = driver.find("page.review")
        assert isinstance(page, ColumnPage)
        qtbot.waitUntil(lambda: page.verticalScrollBar().value() == 0)


def test_the_footer_says_from_the_start_that_nothing_is_lost(qtbot: QtBot, tmp_path: Path) -> None:
    program = shipped_program(tmp_path)
    with open_window(qtbot, program) as driver:
        assert driver.view.save_status.label.text() == STARTS_EMPTY
        driver.type_into("nombre", "Huerta del patio")
        driver.wait_saved()
    (kept,) = program.drafts.summaries()
    with open_window(qtbot, program, kept.id) as driver:
        assert driver.view.save_status.label.text() == "Guardado el 16/05/2025 a las 10:42"


def test_without_drafts_the_way_on_is_the_strong_button(qtbot: QtBot, tmp_path: Path) -> None:
    program = shipped_program(tmp_path)
    with open_window(qtbot, program) as driver:
        driver.window.flows.show_drafts()
        driver.wait_work()
        assert driver.find("drafts.new").property("role") == "primary"
        keep_titled(program, "Huerta del patio")
        driver.window.flows.show_list()
        qtbot.waitUntil(lambda: driver.exists("drafts.continue"))
        assert driver.find("drafts.new").property("role") is None


def test_questions_have_their_buttons_in_the_order_of_the_other_dialogs(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        box = question_box(driver.window, "¿Borrar?", "Todo.", "Borrar", "Cancelar")
        qtbot.addWidget(box)
        box.show()
        QApplication.processEvents()
        first, second = sorted(box.buttons(), key=lambda button: button.x())
        assert (first.text(), second.text()) == ("Cancelar", "Borrar")
