"""Batches of annexes given one after the other, while a person goes on writing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.values import FileAttachment
from fichas_desktop.services import annexes as service
from fichas_desktop.services import drafts
from fichas_desktop.services.program import Program
from fichas_desktop.ui.inputs.attachments_input import AttachmentsInput
from tests.ui.programs import invented_program, keep_complete
from tests.ui.window_driver import WindowDriver, open_window

ANNEXES = 2


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return invented_program(tmp_path / "datos")


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Let files be read only while this is set."""
    gate = threading.Event()
    gate.set()
    real = drafts.read_annex

    def read(path: Path, limit: int, go_on: Callable[[], None]) -> bytes:
        assert gate.wait(60)
        return real(path, limit, go_on)

    monkeypatch.setattr(service, "read_annex", read)
    return gate


@contextmanager
def at_annexes(qtbot: QtBot, program: Program) -> Iterator[tuple[WindowDriver, AttachmentsInput]]:
    with open_window(qtbot, program, keep_complete(program, legajo=[])) as driver:
        driver.go_to_step(ANNEXES)
        field_input = driver.view.pages.field_input("legajo")
        assert isinstance(field_input, AttachmentsInput)
        yield driver, field_input


def written(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [folder / f"{name}.txt" for name in texts]


def names(field_input: AttachmentsInput) -> list[str]:
    return [item.name for item in field_input.files()]


def test_what_is_written_while_a_file_is_replaced_stays(
    qtbot: QtBot, program: Program, tmp_path: Path, reading: threading.Event
) -> None:
    one, two = written(tmp_path, uno="uno", dos="dos")
    with at_annexes(qtbot, program) as (driver, field_input):
        field_input.files_dropped.emit([one])
        qtbot.waitUntil(lambda: driver.exists("legajo.1.description"))
        driver.type_into("legajo.1.description", "El acta")
        reading.clear()
        driver.dialogs.annexes = [two]
        driver.click("legajo.1.replace")
        driver.type_into("legajo.1.description", " firmada por todos")
        driver.key(Qt.Key.Key_Home)
        reading.set()
        driver.wait_work()
        driver.type_here("¡")
        (item,) = field_input.files()
        assert (item.name, item.description) == ("dos.txt", "¡El acta firmada por todos")
        assert QApplication.focusWidget() is driver.find("legajo.1.description")


def test_an_annex_replaced_twice_quickly_is_the_last_file(
    qtbot: QtBot, program: Program, tmp_path: Path, reading: threading.Event
) -> None:
    one, two, three = written(tmp_path, uno="uno", dos="dos", tres="tres")
    with at_annexes(qtbot, program) as (driver, field_input):
        field_input.files_dropped.emit([one])
        qtbot.waitUntil(lambda: driver.exists("legajo.1.description"))
        reading.clear()
        for path in (two, three):
            driver.dialogs.annexes = [path]
            driver.click("legajo.1.replace")
        reading.set()
        driver.wait_work()
        assert names(field_input) == ["tres.txt"]


def test_the_same_file_given_twice_quickly_is_one_annex(
    qtbot: QtBot, program: Program, tmp_path: Path, reading: threading.Event
) -> None:
    paths = written(tmp_path, uno="uno")
    with at_annexes(qtbot, program) as (driver, field_input):
        reading.clear()
        for _ in range(2):
            field_input.files_dropped.emit(paths)
        reading.set()
        driver.wait_work()
        assert names(field_input) == ["uno.txt"]
        assert field_input.notice.words() == "«uno.txt» ya está en la lista; no se agregó otra vez."


def test_many_drops_together_keep_to_what_a_ficha_may_hold(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    paths = written(tmp_path, a="a" * 12_000, b="b" * 12_000, c="c" * 12_000, d="d" * 4_000)
    with at_annexes(qtbot, program) as (driver, field_input):
        for path in paths:
            field_input.files_dropped.emit([path])
        driver.wait_work()
        assert names(field_input) == ["a.txt", "b.txt", "d.txt"]
        assert field_input.notice.words() == (
            "«c.txt» no se agregó: los anexos sumarían más de 29,3 KB; quite o reduzca alguno."
        )


def test_cancelling_stops_what_it_names_and_the_rest_goes_on(
    qtbot: QtBot, program: Program, tmp_path: Path, reading: threading.Event
) -> None:
    first, *rest = written(tmp_path, uno="uno", dos="dos", tres="tres")
    with at_annexes(qtbot, program) as (driver, field_input):
        reading.clear()
        field_input.files_dropped.emit([first])
        qtbot.waitUntil(lambda: field_input.notice.words() == "Agregando «uno.txt»…")
        field_input.files_dropped.emit(rest)
        assert field_input.notice.words() == "Agregando «uno.txt»…"
        driver.click("legajo.notice.action")
        reading.set()
        driver.wait_work()
        assert names(field_input) == ["dos.txt", "tres.txt"]
        assert field_input.notice.words() == "Se canceló; «uno.txt» no se agregó."


def test_what_comes_next_begins_without_the_words_of_what_was_before(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    one, two = written(tmp_path, uno="uno", dos="dos")
    with at_annexes(qtbot, program) as (driver, field_input):
        for path in (one, one):
            field_input.files_dropped.emit([path])
            driver.wait_work()
        assert field_input.notice.words() != ""
        field_input.files_dropped.emit([two])
        driver.wait_work()
        assert field_input.notice.words() == ""


def test_closing_waits_for_every_batch(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    paths = written(tmp_path, uno="uno", dos="dos", tres="tres")
    with at_annexes(qtbot, program) as (driver, field_input):
        for path in paths:
            field_input.files_dropped.emit([path])
        assert driver.window.close()
    (summary,) = program.drafts.summaries()
    kept = program.drafts.load(summary.id).answers.files()
    assert [item.name for item in kept if isinstance(item, FileAttachment)] == [path.name for path in paths]
