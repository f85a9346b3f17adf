"""Drafts found otherwise than they were left: recovered, being written elsewhere, gone back to."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.services.program import Program
from fichas_desktop.ui.two_line_items import DETAIL_ROLE
from tests.ui.draft_rows import act
from tests.ui.window_driver import open_window

WRITER = """
import sys, time
from pathlib import Path
from fichas_desktop.services.program import Program
from fichas_desktop.ui.two_line_items import DETAIL_ROLE

program = Program(Path(sys.argv[1]))
session = program.new_session(program.catalog.latest())
key = session.form.title_field
session.set_answer(key, "Guardado antes")
program.drafts.save(session.draft)
session.set_answer(key, "Escrito justo antes del corte")
program.drafts.note(session.draft)
print(session.draft.id, flush=True)
time.sleep(60)
"""


@contextmanager
def another_writer(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start a process that writes a draft and goes on holding it."""
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "datos"


def test_after_a_kill_the_draft_reopens_with_what_was_typed(qtbot: QtBot, folder: Path) -> None:
    with another_writer(folder) as (_process, draft_id):
        pass  # killed while it holds the draft
    with open_window(qtbot, Program(folder)) as driver:
        qtbot.waitUntil(lambda: driver.window.view is not None)
        session = driver.view.bridge.session
        assert session.draft.id == draft_id
        assert session.draft.answers[session.form.title_field] == "Escrito justo antes del corte"
        qtbot.waitUntil(lambda: driver.exists("notice.recovered"))
        sentence = driver.find("notice.recovered").accessibleName()
        assert sentence.startswith("Se recuperó su trabajo hasta las")
        driver.click("notice.recovered.1")
        versions = driver.find("history.list")
        assert isinstance(versions, QListWidget)
        assert versions.count() == 1, "what was last saved before is there to go back to"


def test_after_a_normal_end_nothing_is_said(qtbot: QtBot, folder: Path) -> None:
    program = Program(folder)
    session = program.new_session(program.catalog.latest())
    session.set_answer(session.form.title_field, "Terminado en paz")
    program.drafts.save(session.draft)
    program.close()
    with open_window(qtbot, Program(folder)) as driver:
        qtbot.waitUntil(lambda: driver.exists("drafts.continue"))
        driver.click("drafts.continue")
        assert not driver.exists("notice.recovered")
        assert not driver.exists("notice.read_only")


def test_a_draft_that_another_program_writes_can_only_be_read(qtbot: QtBot, folder: Path) -> None:
    with another_writer(folder) as (_process, draft_id), open_window(qtbot, Program(folder)) as driver:
        act(driver, draft_id, "open")
        assert "Aquí solo se puede leer" in driver.find("notice.read_only").accessibleName()
        before = driver.view.bridge.session.draft
        driver.type_into(driver.view.bridge.session.form.title_field, "No debe quedar")
        driver.window.host.save_now()
        assert driver.view.bridge.session.draft.answers == before.answers


def test_going_back_to_a_version_keeps_what_was_there(qtbot: QtBot, folder: Path) -> None:
    program = Program(folder)
    session = program.new_session(program.catalog.latest())
    key = session.form.title_field
    session.set_answer(key, "La primera versión")
    program.drafts.save(session.draft)
    program.drafts.keep_saved(session.draft)
    session.set_answer(key, "La segunda versión")
    program.drafts.save(session.draft)
    program.close()
    with open_window(qtbot, Program(folder), session.draft.id) as driver:
        driver.key(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
        versions = driver.find("history.list")
        assert isinstance(versions, QListWidget)
        rows = [versions.item(row).data(DETAIL_ROLE) for row in range(versions.count())]
        (saved,) = (row for row, words in enumerate(rows) if "Guardado por usted" in words)
        versions.setCurrentRow(saved)
        driver.click("history.restore")
        qtbot.waitUntil(lambda: driver.view.bridge.session.draft.answers[key] == "La primera versión")
        kept = [entry.kind for entry in driver.program.drafts.history(session.draft.id)]
        assert "restored" in kept
    assert Program(folder).drafts.load(session.draft.id).answers[key] == "La primera versión"


def test_what_is_typed_goes_to_the_journal_without_a_pause(
    qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fichas_desktop.ui.autosave.PAUSE_MS", 600_000)
    monkeypatch.setattr("fichas_desktop.ui.autosave.LONGEST_MS", 600_000)
    monkeypatch.setattr("fichas_desktop.ui.autosave.NOTE_MS", 100)
    program = Program(folder)
    session = program.new_session(program.catalog.latest())
    key = session.form.title_field
    session.set_answer(key, "Al abrir")
    program.drafts.save(session.draft)
    with open_window(qtbot, program, session.draft.id) as driver:
        driver.type_into(key, " y más")
        qtbot.waitUntil(
            lambda: Program(folder).drafts.load(session.draft.id).answers[key] != "Al abrir", timeout=5_000
        )


def test_where_nothing_can_be_written_the_ficha_is_read_and_that_is_said(
    qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = Program(folder)
    session = program.new_session(program.catalog.latest())
    session.set_answer(session.form.title_field, "Solo para leer")
    program.drafts.save(session.draft)
    program.close()

    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "read-only")

    monkeypatch.setattr("filelock.BaseFileLock.acquire", refuse)
    with open_window(qtbot, Program(folder)) as driver:
        act(driver, session.draft.id, "open")
        sentence = driver.find("notice.read_only").accessibleName()
        assert sentence.startswith("Aquí solo se puede leer. No se puede escribir en «")
        assert driver.view.bridge.session.answer(session.form.title_field) == "Solo para leer"
    assert Program(folder).drafts.load(session.draft.id).answers == session.draft.answers
