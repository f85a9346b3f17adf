"""What the window remembers from one time to the next: look, place, folds, order, folders."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fichas_desktop.app import make_application
from fichas_desktop.domain.preferences import ColourChoice, ListOrder, Preferences, WindowPlace
from fichas_desktop.services.program import Program
from fichas_desktop.storage.preferences_file import read_preferences, write_preferences
from fichas_desktop.ui.commands import Command
from fichas_desktop.ui.draft_list_view import DraftListView
from fichas_desktop.ui.guidance import HIDE, SHOW
from fichas_desktop.ui.theme import DARK, LIGHT, base_size, tokens_of
from fichas_desktop.ui.window_place import first_size, place_within
from tests.ui.programs import keep_titled, shipped_program
from tests.ui.window_driver import WindowDriver, open_window

CTRL = Qt.KeyboardModifier.ControlModifier


def again(folder: Path) -> Program:
    """Return the program as another start has it."""
    return shipped_program(folder)


def choose(driver: WindowDriver, command: Command) -> None:
    driver.window.menus.action(command).trigger()
    QApplication.processEvents()


def test_colours_and_text_size_are_there_before_the_first_paint(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        choose(driver, Command.DARK)
        driver.key(Qt.Key.Key_Plus, CTRL)
    wanted = again(tmp_path).preferences.current
    assert (wanted.colours, wanted.text_size) == (ColourChoice.DARK, 110)
    application = make_application(wanted)
    assert application.font().pointSizeF() == pytest.approx(base_size(1.1))
    with open_window(qtbot, again(tmp_path)) as driver:
        assert driver.window.menus.action(Command.DARK).isChecked()
        make_application(wanted)
        assert tokens_of(driver.window) is DARK
    make_application()


def test_the_system_is_followed_until_a_choice_is_made(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        hints = make_application().styleHints()
        assert driver.window.menus.action(Command.SYSTEM).isChecked()
        monkeypatch.setattr(type(hints), "colorScheme", lambda _hints: Qt.ColorScheme.Dark)
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        QApplication.processEvents()
        assert tokens_of(driver.window) is DARK
        choose(driver, Command.LIGHT)
        assert tokens_of(driver.window) is LIGHT
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        assert tokens_of(driver.window) is LIGHT
        choose(driver, Command.SYSTEM)
        assert tokens_of(driver.window) is DARK
        monkeypatch.undo()
        choose(driver, Command.SYSTEM)
        assert tokens_of(driver.window) is LIGHT


def test_text_sizes_that_a_file_exaggerates_stay_within_bounds(qtbot: QtBot, tmp_path: Path) -> None:
    application = make_application(Preferences(text_size=900))
    assert application.font().pointSizeF() == pytest.approx(base_size(1.6))
    make_application()


def test_sizes_that_cannot_be_had_are_disabled(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        assert not driver.window.menus.action(Command.NORMAL_SIZE).isEnabled()
        for _ in range(6):
            choose(driver, Command.LARGER)
        assert not driver.window.menus.action(Command.LARGER).isEnabled()
        choose(driver, Command.NORMAL_SIZE)
        assert driver.window.menus.action(Command.LARGER).isEnabled()


def test_the_window_comes_back_where_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    program = shipped_program(tmp_path)
    keep_titled(program, "Una")
    with open_window(qtbot, program) as driver:
        driver.window.setGeometry(40, 60, 700, 500)
        QApplication.processEvents()
        place = driver.window.geometry()
    assert again(tmp_path).preferences.current.window == WindowPlace(
        place.x(), place.y(), place.width(), place.height()
    )
    with open_window(qtbot, again(tmp_path)) as driver:
        assert driver.window.geometry() == place


def test_a_window_left_beyond_the_screens_comes_back_onto_one(qtbot: QtBot, tmp_path: Path) -> None:
    tmp_path.mkdir(exist_ok=True)
    write_preferences(tmp_path, Preferences(window=WindowPlace(9_000, -4_000, 640, 520)))
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        assert driver.window.screen().availableGeometry().contains(driver.window.geometry())


@pytest.mark.parametrize(
    ("wanted", "placed"),
    [
        (QRect(100, 100, 600, 400), QRect(100, 100, 600, 400)),
        (QRect(-500, -300, 600, 400), QRect(0, 32, 600, 400)),
        (QRect(1200, 700, 600, 400), QRect(1280, 500, 600, 400)),
        (QRect(0, 0, 9000, 9000), QRect(1280, 32, 1600, 868)),
        (QRect(1500, 100, 600, 400), QRect(1500, 100, 600, 400)),
        (QRect(2500, 100, 600, 400), QRect(2280, 100, 600, 400)),
    ],
)
def test_no_part_of_a_window_is_put_off_the_screens(wanted: QRect, placed: QRect) -> None:
    screens = [QRect(0, 0, 1280, 800), QRect(1280, 0, 1600, 900)]
    assert place_within(wanted, screens) == placed


def test_folded_guidance_stays_folded(qtbot: QtBot, tmp_path: Path) -> None:
    program = shipped_program(tmp_path)
    keep_titled(program, "Una")
    with open_window(qtbot, program, str(program.drafts.summaries()[0].id)) as driver:
        driver.go_to_step(1)
        button = driver.find("descripcion.guidance")
        assert str(button.property("text")) == HIDE
        driver.click("descripcion.guidance")
        assert str(button.property("text")) == SHOW
    assert read_preferences(tmp_path).folded == ("4202000-FT-1311/descripcion",)
    reopened = again(tmp_path)
    with open_window(qtbot, reopened, str(reopened.drafts.summaries()[0].id)) as driver:
        driver.go_to_step(1)
        assert str(driver.find("descripcion.guidance").property("text")) == SHOW
        choose(driver, Command.OPEN_GUIDANCE)
        assert str(driver.find("descripcion.guidance").property("text")) == HIDE
        choose(driver, Command.FOLD_GUIDANCE)
        assert str(driver.find("descripcion.guidance").property("text")) == SHOW
        driver.go_to_step(2)
        assert all(
            not frame._guidance.is_open()
            for frame in driver.view.pages.page(2).built_frames()
            if frame._guidance is not None and frame._guidance._button is not None
        )


def titles(driver: WindowDriver) -> list[str]:
    cards = driver.find("drafts.list")
    assert isinstance(cards, DraftListView)
    return [one.title for one in cards.rows.shown]


def test_the_list_is_sorted_as_it_was_left(qtbot: QtBot, tmp_path: Path) -> None:
    program = shipped_program(tmp_path)
    keep_titled(program, "Ágora", "zarzuela", "Barrio", "")
    with open_window(qtbot, program) as driver:
        qtbot.waitUntil(lambda: driver.exists("drafts.order"))
        assert titles(driver) == ["", "Barrio", "zarzuela", "Ágora"]
        driver.click("drafts.order")
        assert titles(driver) == ["Ágora", "Barrio", "zarzuela", ""]
        assert driver.find("drafts.continue").accessibleName() == "Continuar «Sin título»"
    assert read_preferences(tmp_path).list_order is ListOrder.TITLE
    with open_window(qtbot, again(tmp_path)) as driver:
        qtbot.waitUntil(lambda: driver.exists("drafts.order"))
        assert titles(driver) == ["Ágora", "Barrio", "zarzuela", ""]
        driver.click("drafts.order")
        assert titles(driver) == ["", "Barrio", "zarzuela", "Ágora"]


def test_files_are_looked_for_where_the_last_ones_came_from(qtbot: QtBot, tmp_path: Path) -> None:
    source = tmp_path / "de otra persona"
    source.mkdir()
    (source / "una.ficha").write_bytes(b"no es una copia")
    program = shipped_program(tmp_path / "datos")
    with open_window(qtbot, program) as driver:
        driver.dialogs.answers_files = [source / "una.ficha"]
        choose(driver, Command.IMPORT)
        driver.wait_work()
        driver.dialogs.answers_files = []
        choose(driver, Command.IMPORT)
        assert driver.dialogs.proposed[-1] == source
    with open_window(qtbot, again(tmp_path / "datos")) as driver:
        choose(driver, Command.IMPORT)
        assert driver.dialogs.proposed == [source]
        (source / "una.ficha").unlink()
        source.rmdir()
        choose(driver, Command.IMPORT)
        assert driver.dialogs.proposed[-1] != source


@pytest.mark.parametrize(
    ("screen", "size"),
    [
        (QRect(0, 0, 1920, 1040), QSize(1120, 760)),
        # a common office screen without the task bar: the buttons at the foot of a page are on it
        (QRect(0, 0, 1366, 728), QSize(1120, 696)),
        (QRect(0, 40, 1024, 560), QSize(1024, 528)),
    ],
)
def test_a_first_window_is_no_larger_than_the_screen(screen: QRect, size: QSize) -> None:
    assert first_size(screen) == size
