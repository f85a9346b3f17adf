"""What is typed is kept without being asked for, and a failing disk is told before anything is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import AnswerSet
from fichas_desktop.errors import EnvironmentFailedError, FichasError
from fichas_desktop.services.program import Program
from fichas_desktop.ui import autosave as subject
from fichas_desktop.ui.autosave import LONGEST_MS, PAUSE_MS, Autosave, SaveState
from fichas_desktop.ui.background import BackgroundWorker
from tests.builders import draft_of
from tests.ui.programs import shipped_program
from tests.ui.window_driver import WindowDriver, open_window

NEVER_MS = 3_600_000
FULL = EnvironmentFailedError("disk_full", folder="/datos")


def kept_title(folder: Path) -> object:
    """Return what is on disk now, read as a fresh program reads it."""
    program = Program(folder)
    if not program.has_drafts():
        return None
    (summary,) = program.drafts.summaries()
    return summary.title


@pytest.fixture
def no_timers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no save start by itself."""
    monkeypatch.setattr(subject, "PAUSE_MS", NEVER_MS)
    monkeypatch.setattr(subject, "LONGEST_MS", NEVER_MS)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Program:
    """Return a program that cannot keep drafts."""
    program = shipped_program(tmp_path)

    def fail(_draft: Draft) -> None:
        raise FULL

    monkeypatch.setattr(program.drafts, "save", fail)
    return program


def draft(number: int) -> Draft:
    return draft_of(AnswerSet({"titulo_taller": f"Título {number}"}))


# --- when -------------------------------------------------------------------------------------------


def test_the_times_are_those_that_are_promised() -> None:
    assert PAUSE_MS <= 1_000
    assert LONGEST_MS <= 10_000


def test_a_pause_saves_the_newest_draft_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "PAUSE_MS", 30)
    saved: list[Draft] = []
    saving = Autosave(saved.append, BackgroundWorker())
    saving.changed(draft(1))
    saving.changed(draft(2))
    with qtbot.waitSignal(
        saving.state_changed, check_params_cb=lambda state, _error: state is SaveState.SAVED
    ):
        pass
    assert saved == [draft(2)]


def test_who_never_pauses_is_saved_all_the_same(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "PAUSE_MS", NEVER_MS)
    monkeypatch.setattr(subject, "LONGEST_MS", 60)
    saved: list[Draft] = []
    saving = Autosave(saved.append, BackgroundWorker())
    typing = QTimer()
    typing.timeout.connect(lambda: saving.changed(draft(len(saved))))
    typing.start(5)
    qtbot.waitUntil(lambda: len(saved) >= 2)
    typing.stop()


def test_typing_puts_the_pause_off(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "PAUSE_MS", 200)
    saved: list[Draft] = []
    saving = Autosave(saved.append, BackgroundWorker())
    left = [10]

    def type_on() -> None:
        saving.changed(draft(left[0]))
        left[0] -= 1
        if not left[0]:
            typing.stop()

    typing = QTimer()
    typing.timeout.connect(type_on)
    typing.start(30)
    qtbot.waitUntil(lambda: bool(saved))
    assert (left, saved) == ([0], [draft(1)])


def test_a_pause_in_typing_saves(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.type_into("nombre", "Tras una pausa")
        driver.wait_saved()
        assert driver.view.save_status.label.text() == "Guardado a las 10:42"
        assert kept_title(tmp_path) == "Tras una pausa"


def turn_the_page(driver: WindowDriver) -> None:
    driver.go_to_step(3)


def press_save(driver: WindowDriver) -> None:
    driver.key(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)


def look_elsewhere(driver: WindowDriver) -> None:
    other = QWidget()
    driver.qtbot.addWidget(other)
    other.show()
    other.activateWindow()


@pytest.mark.usefixtures("no_timers")
@pytest.mark.parametrize("action", [turn_the_page, press_save, look_elsewhere])
def test_an_action_saves_at_once(
    qtbot: QtBot, tmp_path: Path, action: Callable[[WindowDriver], None]
) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.type_into("nombre", "Sin esperar")
        action(driver)
        driver.wait_saved()
        assert kept_title(tmp_path) == "Sin esperar"


@pytest.mark.usefixtures("no_timers")
def test_closing_saves_the_last_key(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.type_into("nombre", "Hasta la última letra")
        assert kept_title(tmp_path) is None
        assert driver.window.close()
    assert kept_title(tmp_path) == "Hasta la última letra"


@pytest.mark.usefixtures("no_timers")
def test_going_to_the_list_saves(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.type_into("nombre", "Vuelvo luego")
        driver.key(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
        assert driver.exists("drafts.continue")
        assert driver.find("drafts.continue").accessibleName() == "Continuar «Vuelvo luego»"


# --- when it fails ----------------------------------------------------------------------------------


def test_a_failing_save_is_told_in_words_and_the_text_stays(qtbot: QtBot, failing: Program) -> None:
    with open_window(qtbot, failing) as driver:
        driver.type_into("nombre", "No cabe")
        qtbot.waitUntil(lambda: "No queda espacio" in driver.view.save_status.label.text(), timeout=10_000)
        assert driver.view.save_status.label.text().startswith("No se ha guardado.")
        assert driver.view.bridge.session.answer("nombre") == "No cabe"


@pytest.mark.usefixtures("no_timers")
def test_closing_asks_while_the_ficha_cannot_be_saved(qtbot: QtBot, failing: Program) -> None:
    with open_window(qtbot, failing) as driver:
        driver.type_into("nombre", "No se pierde")
        driver.dialogs.confirms = False
        assert not driver.window.close()
        assert driver.window.isVisible()
        (question,) = driver.dialogs.said
        assert question == (
            "No se pudo guardar la ficha. No queda espacio en el disco de «/datos»; libere espacio e "
            "intente de nuevo. Si cierra ahora, se pierde lo último que escribió; para conservarlo, cancele "
            "y use «Guardar una copia en…»."
        )
        assert driver.view.bridge.session.answer("nombre") == "No se pierde"
        driver.dialogs.confirms = True
        assert driver.window.close()


@pytest.mark.usefixtures("no_timers")
def test_closing_asks_when_the_save_under_way_fails(qtbot: QtBot, failing: Program) -> None:
    with open_window(qtbot, failing) as driver:
        driver.type_into("nombre", "A mitad de camino")
        driver.window.host.save_now()  # its failure is known only after the window is asked to close
        driver.dialogs.confirms = False
        assert not driver.window.close()
        driver.dialogs.confirms = True


@pytest.mark.usefixtures("no_timers")
def test_closing_asks_when_saving_fails_as_nobody_foresaw(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = shipped_program(tmp_path)

    def fail(_draft: Draft) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(program.drafts, "save", fail)
    with open_window(qtbot, program) as driver:
        driver.type_into("nombre", "Algo falla")
        driver.dialogs.confirms = False
        assert not driver.window.close()
        assert "Algo falló en el programa" in driver.dialogs.said[0]
        driver.dialogs.confirms = True


@pytest.mark.usefixtures("no_timers")
def test_another_ficha_opens_only_when_this_one_is_safe(qtbot: QtBot, failing: Program) -> None:
    with open_window(qtbot, failing) as driver:
        driver.type_into("nombre", "Aquí sigue")
        view = driver.view
        driver.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        assert driver.view is view
        assert len(driver.dialogs.said) == 1
        driver.key(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
        assert driver.view is view


def test_a_closed_window_saves_nothing_any_more(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = shipped_program(tmp_path)
    saved: list[Draft] = []

    def fail(draft: Draft) -> None:
        saved.append(draft)
        raise FULL

    monkeypatch.setattr(program.drafts, "save", fail)
    with open_window(qtbot, program) as driver:
        driver.type_into("nombre", "No cabe")
    assert saved
    saved.clear()
    driver.window.host.save_now()  # as another window that becomes active makes it do
    driver.wait_work()
    assert saved == []


@pytest.mark.usefixtures("no_timers")
def test_a_disk_with_room_again_is_tried_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = shipped_program(tmp_path)
    with monkeypatch.context() as patch, open_window(qtbot, program) as driver:

        def fail(_draft: Draft) -> None:
            raise FULL

        patch.setattr(program.drafts, "save", fail)
        driver.type_into("nombre", "Al segundo intento")
        press_save(driver)
        qtbot.waitUntil(lambda: "No se ha guardado" in driver.view.save_status.label.text())
        patch.undo()
        press_save(driver)
        driver.wait_saved()
    assert kept_title(tmp_path) == "Al segundo intento"


def test_a_full_disk_that_took_only_the_journal_is_told_in_the_footer(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise EnvironmentFailedError("disk_full", folder="en otra parte")

    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.type_into("nombre", "Con espacio")
        driver.wait_saved()
        with monkeypatch.context() as patch:
            patch.setattr("fichas_desktop.storage.durable_storage.write_durably", refuse)
            driver.type_into("dependencia", "Sin espacio")
            press_save(driver)
            qtbot.waitUntil(lambda: "No queda espacio" in driver.view.save_status.label.text())
        words = driver.view.save_status.label.text().replace("\u200b", "")
        assert words.startswith("Guardado a las 10:42. No queda espacio en el disco de «")
        assert tmp_path.name in words
        assert driver.view.save_status.isVisible()


# --- the worker below -------------------------------------------------------------------------------


def test_the_worker_calls_exactly_one_of_two_back(qtbot: QtBot) -> None:
    worker = BackgroundWorker()
    seen: list[object] = []

    def fail() -> None:
        raise FULL

    def crash() -> None:
        raise ZeroDivisionError

    def note(error: FichasError) -> None:
        seen.append(error.code)

    worker.run(lambda: 7, seen.append, note)
    worker.run(fail, seen.append, note)
    worker.run(crash, seen.append, note)
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert seen == [7, "disk_full", "unexpected"]


def test_the_worker_settled_has_called_back_and_never_does_it_twice(qtbot: QtBot) -> None:
    worker = BackgroundWorker()
    seen: list[int] = []
    worker.run(lambda: 1, seen.append, lambda _error: None)
    worker.settle()
    assert seen == [1]
    QApplication.processEvents()
    assert seen == [1]
