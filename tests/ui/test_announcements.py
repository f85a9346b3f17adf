"""What a screen reader is told although the keyboard stays where it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressBar
from pytestqt.qtbot import QtBot

from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.messages import error_sentence, folder_risk_sentence
from fichas_desktop.services.folder_risk import FolderRisk, RiskKind
from fichas_desktop.ui.autosave import SaveState
from fichas_desktop.ui.drafts_page import NONE_FOUND, SEARCH_FROM
from tests.builders import NOW
from tests.ui.programs import keep_titled, shipped_program
from tests.ui.screens import SCREENS, shown
from tests.ui.window_driver import open_window

RISK = folder_risk_sentence(FolderRisk(RiskKind.SYNCHRONIZED, "OneDrive"))


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that is announced, in order."""
    words: list[str] = []

    def note(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            words.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(note))
    return words


def test_the_counter_is_said_a_second_after_the_last_key(
    qtbot: QtBot, tmp_path: Path, said: list[str]
) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.type_into("nombre", "Una ")
        QTest.qWait(700)
        driver.type_here("dos")
        QTest.qWait(700)
        assert said == []
        qtbot.waitUntil(lambda: said == ["7 caracteres · sugerido entre 20 y 150"], timeout=2000)


def test_a_failing_save_is_said_once_until_it_is_mended(
    qtbot: QtBot, tmp_path: Path, said: list[str]
) -> None:
    error = EnvironmentFailedError("unexpected")
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        status = driver.view.save_status
        for state in (SaveState.FAILED, SaveState.FAILED, SaveState.SAVED, SaveState.FAILED):
            status.show_state(state, error if state is SaveState.FAILED else None, NOW)
        assert said == [f"No se ha guardado. {error_sentence(error)}"] * 2


@pytest.mark.parametrize(
    ("screen", "beginnings"),
    [
        ("end", ["Entrega 1 generada. Verificado"]),
        ("strips", ["Se recuperó su trabajo", "Hay 1 texto sin ubicar", "Hay dos versiones", RISK]),
        ("failed export", [error_sentence(EnvironmentFailedError("unexpected"))]),
        ("paste notice", ["Se quitó una imagen."]),
    ],
)
def test_what_happened_is_said(
    qtbot: QtBot, tmp_path: Path, said: list[str], screen: str, beginnings: list[str]
) -> None:
    with shown(qtbot, tmp_path, SCREENS[screen]):
        qtbot.waitUntil(lambda: len(said) >= len(beginnings))
        for words in beginnings:
            assert [one[: len(words)] for one in said].count(words) == 1, words


def test_work_that_takes_long_is_said_once_and_its_bar_says_how_far_it_is(
    qtbot: QtBot, tmp_path: Path, said: list[str]
) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.window.strips.show_progress("copy", "Guardando la copia…")
        driver.window.strips.update_progress("copy", "Guardando la copia: anexo 2 de 3…")
        qtbot.waitUntil(lambda: driver.exists("progress.copy"))
        bar = driver.find("progress.copy").findChild(QProgressBar)
        assert isinstance(bar, QProgressBar)
        assert bar.accessibleName() == driver.find("progress.copy").accessibleName()
        assert bar.accessibleName() == "Guardando la copia: anexo 2 de 3…"
        assert said == ["Guardando la copia…"]


def test_a_search_that_finds_no_ficha_is_said_once(qtbot: QtBot, tmp_path: Path, said: list[str]) -> None:
    program = shipped_program(tmp_path)
    keep_titled(program, *(f"Ficha {number}" for number in range(SEARCH_FROM)))
    with open_window(qtbot, program) as driver:
        qtbot.waitUntil(lambda: driver.exists("drafts.search"))
        driver.type_into("drafts.search", "zzz")
        assert said == [NONE_FOUND]
        for _ in "zzz":
            driver.key(Qt.Key.Key_Backspace)
        driver.type_here("w")
        assert said == [NONE_FOUND] * 2


def test_each_step_says_its_state_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        driver.type_into("nombre", "Una")
        driver.view.pages.commit()
        names = [button.accessibleName() for button in driver.view.steps.buttons]
        states = [button.detail for button in driver.view.steps.buttons]
        assert all(states)
        assert names == [
            f"{title}: {state}" for title, state in zip(driver.view.steps.titles, states, strict=True)
        ]
        assert len(set(states)) > 2
