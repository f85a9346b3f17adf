"""The preview in the window: the PDF as an export would make it, where the person was, and back again."""

from __future__ import annotations

import itertools
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.page_images import PageImage, PageSize
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.services.program import Program
from fichas_desktop.ui import page_scroll
from fichas_desktop.ui.page_layout import GAP, PageLayout, fitting_zoom, next_zoom
from fichas_desktop.ui.page_scroll import PageScroll
from fichas_desktop.ui.preview_page import PreviewPage
from tests.ui.programs import invented_program, keep_example, shipped_program
from tests.ui.window_driver import WindowDriver, open_window

CTRL = Qt.KeyboardModifier.ControlModifier
LETTER = PageSize(612, 792)
PATIENCE = 30_000


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return shipped_program(tmp_path / "datos")


@pytest.fixture
def example(program: Program) -> DraftId:
    return keep_example(program)


def until_drawn(driver: WindowDriver) -> PreviewPage:
    page = driver.window.flows.previews.page
    driver.qtbot.waitUntil(lambda: page.pages.count > 0, timeout=PATIENCE)
    driver.qtbot.waitUntil(lambda: page.pages.first_wanted() is None, timeout=PATIENCE)
    QApplication.processEvents()
    return page


def look(driver: WindowDriver) -> PreviewPage:
    """Ask for the preview by its key."""
    driver.key(Qt.Key.Key_F6)
    return until_drawn(driver)


def words(driver: WindowDriver, name: str) -> str:
    label = driver.find(name)
    assert isinstance(label, QLabel)
    return label.text()


# --- on top of it -----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_F3])
def test_what_is_looked_for_is_shown_in_the_ficha(
    qtbot: QtBot, program: Program, example: DraftId, key: Qt.Key
) -> None:
    with open_window(qtbot, program, example) as driver:
        look(driver)
        driver.key(key, CTRL if key == Qt.Key.Key_F else Qt.KeyboardModifier.NoModifier)
        assert driver.window.pages.currentWidget() is driver.view
        assert driver.find("find.words").hasFocus()


def test_a_page_that_cannot_be_drawn_is_told_and_the_way_back_has_the_keyboard(
    qtbot: QtBot, program: Program, example: DraftId, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_window(qtbot, program, example) as driver:

        def fail(*_: object) -> PageImage:
            raise EnvironmentFailedError("unexpected")

        monkeypatch.setattr("fichas_desktop.services.previewing.Preview.draw", fail)
        driver.key(Qt.Key.Key_F6)
        qtbot.waitUntil(
            lambda: driver.exists("preview.words") and "No se pudo" in words(driver, "preview.words"),
            timeout=PATIENCE,
        )
        assert not driver.exists("preview.pages")
        assert not driver.exists("preview.note")
        assert driver.find("preview.back").hasFocus()
        monkeypatch.undo()
        driver.key(Qt.Key.Key_Escape)
        assert driver.window.pages.currentWidget() is driver.view
        look(driver)
        assert driver.exists("preview.pages")


# --- what is shown ----------------------------------------------------------------------------------


def test_it_shows_the_bytes_of_the_export(
    qtbot: QtBot, program: Program, example: DraftId, tmp_path: Path
) -> None:
    with open_window(qtbot, program, example) as driver:
        look(driver)
        shown = driver.window.flows.previews.preview
        assert shown is not None
        origin = program.origins.find(example)
        pair = program.exporter.export(origin, tmp_path / "s", status=Status.FINAL, replace=False)
        assert shown.data == pair.pdf.read_bytes()
        assert words(driver, "preview.note") == "Así queda el PDF de la entrega 1 si la genera ahora."


def test_an_incomplete_ficha_is_shown_as_its_borrador(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, invented_program(tmp_path / "datos")) as driver:
        driver.type_into("titulo_taller", "A medias")
        page = look(driver)
        assert words(driver, "preview.note").endswith("así queda hoy la copia de borrador.")
        assert "A medias" in page.pages.accessibleDescription()
        assert driver.window.flows.previews.preview is not None
        assert driver.window.flows.previews.preview.status is Status.BORRADOR


@pytest.mark.parametrize("row", [0, 3, 5])
def test_it_begins_with_the_section_that_the_person_came_from(
    qtbot: QtBot, program: Program, example: DraftId, row: int
) -> None:
    with open_window(qtbot, program, example) as driver:
        driver.go_to_step(row)
        page = look(driver)
        shown = driver.window.flows.previews.preview
        assert shown is not None
        assert page.pages.page == shown.sections[row].page
        assert words(driver, "preview.place") == f"Página {page.pages.page + 1} de {page.pages.count}"


def test_what_was_changed_meanwhile_is_shown_the_next_time(
    qtbot: QtBot, program: Program, example: DraftId
) -> None:
    with open_window(qtbot, program, example) as driver:
        driver.view.show_field("nombre")
        assert "Nuevo y único" not in look(driver).pages.accessibleDescription()
        driver.key(Qt.Key.Key_Escape)
        driver.type_here(" Nuevo y único")
        assert "Nuevo y único" in look(driver).pages.accessibleDescription()


def test_what_is_drawn_is_the_page(qtbot: QtBot, program: Program, example: DraftId) -> None:
    with open_window(qtbot, program, example) as driver:
        page = look(driver)
        image = page.pages.viewport().grab().toImage()
        middle = range(image.height() // 2, image.height() // 2 + 24)  # a line of words and what parts it
        colours = {image.pixelColor(x, y).lightness() for x in range(0, image.width(), 2) for y in middle}
        assert min(colours) < 100, "letters"
        assert max(colours) == 255, "paper"


# --- the way there and back -------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["escape", "button", "key"])
def test_the_way_back_leads_to_the_same_cursor(
    qtbot: QtBot, program: Program, example: DraftId, way: str
) -> None:
    with open_window(qtbot, program, example) as driver:
        driver.view.show_field("nombre")
        before = QApplication.focusWidget()
        assert before is not None
        look(driver)
        assert driver.find("preview.pages").hasFocus()
        if way == "escape":
            driver.key(Qt.Key.Key_Escape)
        elif way == "button":
            driver.click("preview.back")
        else:
            driver.key(Qt.Key.Key_F6)
        assert QApplication.focusWidget() is before
        driver.wait_work()
        assert driver.window.flows.previews.preview is None


@pytest.mark.parametrize("name", ["preview", "export.preview"])
def test_buttons_lead_to_it(qtbot: QtBot, program: Program, example: DraftId, name: str) -> None:
    with open_window(qtbot, program, example) as driver:
        if name == "export.preview":
            driver.view.show_review()
        driver.click(name)
        until_drawn(driver)
        assert driver.find("page.preview").isVisible()
        driver.key(Qt.Key.Key_Escape)
        button = driver.find(name)
        assert isinstance(button, QPushButton)
        assert button.hasFocus()


def test_a_step_or_an_export_leads_out_of_it(qtbot: QtBot, program: Program, example: DraftId) -> None:
    with open_window(qtbot, program, example) as driver:
        look(driver)
        driver.go_to_step(4)
        assert driver.window.pages.currentWidget() is driver.view
        look(driver)
        driver.key(Qt.Key.Key_P, CTRL)
        assert driver.exists("export.accept")
        driver.key(Qt.Key.Key_Escape)
        assert driver.window.pages.currentWidget() is driver.view


def test_whoever_leaves_before_it_is_ready_waits_for_nothing(
    qtbot: QtBot, program: Program, example: DraftId
) -> None:
    free = Event()
    with open_window(qtbot, program, example) as driver:
        driver.window.host.work.run(lambda: free.wait(60), lambda _: None, lambda _: None)
        driver.key(Qt.Key.Key_F6)
        assert words(driver, "preview.words").startswith("Preparando la vista previa")
        driver.key(Qt.Key.Key_Escape)
        assert driver.window.pages.currentWidget() is driver.view
        free.set()
        driver.wait_work()
        assert driver.window.flows.previews.preview is None
        assert look(driver).pages.count > 1


# --- keys -------------------------------------------------------------------------------------------


def test_the_keys_of_the_zoom_enlarge_the_pages_and_not_the_window(
    qtbot: QtBot, program: Program, example: DraftId
) -> None:
    with open_window(qtbot, program, example) as driver:
        look(driver)
        font, fitted = QApplication.font().pointSizeF(), words(driver, "preview.zoom")
        for focus in ("preview.pages", "preview.fit"):
            driver.find(focus).setFocus()
            driver.key(Qt.Key.Key_Plus, CTRL)
            larger = words(driver, "preview.zoom")
            assert int(larger.split()[0]) > int(fitted.split()[0])
            driver.key(Qt.Key.Key_Minus, CTRL)
            driver.key(Qt.Key.Key_Minus, CTRL)
            assert int(words(driver, "preview.zoom").split()[0]) < int(larger.split()[0])
            driver.key(Qt.Key.Key_0, CTRL)
            assert words(driver, "preview.zoom") == fitted
        assert QApplication.font().pointSizeF() == font
        driver.key(Qt.Key.Key_Escape)
        driver.key(Qt.Key.Key_Plus, CTRL)
        assert QApplication.font().pointSizeF() > font, "outside of it the keys are the window's again"


def test_pages_turn_by_keys(qtbot: QtBot, program: Program, example: DraftId) -> None:
    with open_window(qtbot, program, example) as driver:
        page = look(driver)
        last = page.pages.count
        driver.key(Qt.Key.Key_End)
        assert words(driver, "preview.place") == f"Página {last} de {last}"
        assert page.pages.accessibleName() == f"Página {last} de {last}"
        driver.key(Qt.Key.Key_PageUp)
        driver.key(Qt.Key.Key_PageUp)
        assert page.pages.page < last - 1
        driver.key(Qt.Key.Key_Home)
        assert words(driver, "preview.place") == f"Página 1 de {last}"
        driver.key(Qt.Key.Key_PageDown)
        assert page.pages.verticalScrollBar().value() > 0


# --- many pages, dense screens ----------------------------------------------------------------------


def scroll_of(qtbot: QtBot, count: int) -> PageScroll:
    scroll = PageScroll()
    qtbot.addWidget(scroll)
    scroll.resize(900, 700)
    scroll.show()
    scroll.show_pages([LETTER] * count)
    return scroll


def draw(scroll: PageScroll) -> int:
    """Draw what is wanted and return how many pages that were."""
    drawn = 0
    while (wanted := scroll.first_wanted()) is not None:
        page, scale = wanted
        size = (round(LETTER.width * scale), round(LETTER.height * scale))
        scroll.take_image(page, scale, QImage(*size, QImage.Format.Format_RGB32))
        drawn += 1
    return drawn


def test_of_a_thousand_pages_only_those_near_are_drawn_and_few_are_kept(qtbot: QtBot) -> None:
    scroll = scroll_of(qtbot, 1000)
    assert draw(scroll) <= 4
    one = scroll.kept_bytes // 3
    for page in range(0, 1000, 7):
        scroll.go_to(page)
        draw(scroll)
        assert scroll.page == page
    assert scroll.kept_bytes <= page_scroll.KEPT_BYTES + one


def test_a_dense_screen_gets_as_many_pixels_as_it_has(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    scroll = scroll_of(qtbot, 2)
    wanted = scroll.first_wanted()
    assert wanted is not None
    monkeypatch.setattr(PageScroll, "devicePixelRatioF", lambda _self: 2.0)
    dense = scroll.first_wanted()
    assert dense is not None
    assert dense[1] == 2 * wanted[1]


def test_the_place_stays_when_the_size_changes(qtbot: QtBot) -> None:
    scroll = scroll_of(qtbot, 50)
    scroll.go_to(20, 0.4)
    for step in (1, 1, -1, -1, -1):
        scroll.zoom_by(step)
        assert scroll.page == 20
    scroll.resize(500, 900)
    assert scroll.page == 20


def test_pages_of_different_sizes_lie_centred_below_one_another() -> None:
    layout = PageLayout([LETTER, PageSize(792, 612), LETTER], 1.0)
    rects = [layout.rect(page, 2000) for page in range(3)]
    for above, below in itertools.pairwise(rects):
        assert below.top() - above.bottom() - 1 == GAP
        assert abs(above.center().x() - below.center().x()) <= 1
    assert [layout.page_at(rect.top() + 5) for rect in rects] == [0, 1, 2]
    assert layout.page_at(10**9) == 2


def test_a_fitting_page_needs_no_sideways_scrolling() -> None:
    for width in (320, 640, 1024, 1800):
        assert PageLayout([LETTER], fitting_zoom([LETTER], width)).width <= width + 1
    assert next_zoom(3.0, 1) == 3.0
    assert next_zoom(0.5, -1) == 0.5
