"""A ficha that another window writes: here it can be read, and nothing of it is changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.values import DraftId
from fichas_desktop.services.program import Program
from tests.builders import FakeClock
from tests.ui.programs import invented_program, keep_complete
from tests.ui.window_driver import WindowDriver, open_window

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYS = {
    "paste": (Qt.Key.Key_V, CTRL),
    "paste plain": (Qt.Key.Key_V, CTRL | SHIFT),
    "cut": (Qt.Key.Key_X, CTRL),
    "undo": (Qt.Key.Key_Z, CTRL),
}
TEXTS = {"rich text": (1, "resumen", 0), "line": (0, "titulo_taller", 0), "year": (0, "apertura", 2)}


@pytest.fixture
def draft_id(tmp_path: Path) -> DraftId:
    program = invented_program(tmp_path / "datos")
    kept = keep_complete(program)
    session = program.drafts.open(kept)
    session.set_later("sede", "preguntar el lunes")
    program.drafts.save(session.draft)
    program.close()
    return kept


@pytest.fixture
def writer(tmp_path: Path, draft_id: DraftId) -> Program:
    """The other window."""
    program = invented_program(tmp_path / "datos")
    assert not program.drafts.reopen(draft_id).read_only
    return program


@pytest.fixture
def reader(qtbot: QtBot, tmp_path: Path, writer: Program, draft_id: DraftId) -> Iterator[WindowDriver]:
    program = invented_program(tmp_path / "datos")
    assert isinstance(program.clock, FakeClock)
    program.clock.advance(days=3)
    with open_window(qtbot, program, draft_id) as driver:
        assert driver.view.bridge.read_only
        yield driver


def text_with_keyboard(driver: WindowDriver, place: str) -> QLineEdit | QTextEdit | QPlainTextEdit:
    row, key, part = TEXTS[place]
    driver.go_to_step(row)
    text = driver.view.pages.field_input(key).inputs()[part]
    assert isinstance(text, (QLineEdit, QTextEdit, QPlainTextEdit))
    text.setFocus()
    return text


def words_of(text: QLineEdit | QTextEdit | QPlainTextEdit) -> str:
    return text.text() if isinstance(text, QLineEdit) else text.toPlainText()


@pytest.mark.parametrize("deed", KEYS)
@pytest.mark.parametrize("place", TEXTS)
def test_no_key_of_the_menu_changes_a_text(reader: WindowDriver, place: str, deed: str) -> None:
    text = text_with_keyboard(reader, place)
    before = words_of(text)
    assert before
    QApplication.clipboard().setText("1999")
    text.selectAll()
    reader.key(*KEYS[deed])
    reader.key(*KEYS[deed])
    assert words_of(text) == before


@pytest.mark.parametrize("place", TEXTS)
def test_what_is_there_can_be_copied(reader: WindowDriver, place: str) -> None:
    text = text_with_keyboard(reader, place)
    QApplication.clipboard().setText("otra cosa")
    reader.key(Qt.Key.Key_A, CTRL)
    reader.key(Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == words_of(text)


@pytest.mark.parametrize("place", ["rich text", "line"])
def test_nothing_is_inserted_however_it_comes(reader: WindowDriver, place: str) -> None:
    text = text_with_keyboard(reader, place)
    assert isinstance(text, (QTextEdit, QPlainTextEdit))
    before, mime = words_of(text), QMimeData()
    mime.setText("intruso")
    text.insertFromMimeData(mime)
    assert words_of(text) == before


def test_the_review_offers_nothing_that_would_change_it(reader: WindowDriver) -> None:
    reader.view.show_review()
    reader.wake()
    assert reader.exists("later.sede.change")
    assert not reader.find("later.sede.clear").isEnabled()
    assert not reader.exists("date.use_today")


def test_the_session_takes_no_edit(reader: WindowDriver) -> None:
    before, bridge = reader.view.bridge.session.draft, reader.view.bridge
    bridge.set_answer("sede", "otra")
    bridge.set_later("sede", None)
    reader.view.review.use_today()
    assert bridge.session.draft == before


def test_an_entrega_is_refused_with_the_reason(reader: WindowDriver, tmp_path: Path) -> None:
    reader.view.show_review()
    reader.click("export.final")
    assert not reader.exists("export.use_today")
    reader.find("export.folder").setFocus()
    reader.key(Qt.Key.Key_A, CTRL)
    reader.type_here(str(tmp_path))
    reader.key(Qt.Key.Key_Return)
    reader.qtbot.waitUntil(lambda: reader.exists("export.problem"), timeout=30_000)
    said = reader.find("export.problem").property("text").replace("\u200b", "")
    assert said == "Otra ventana u otro programa está escribiendo este borrador; ciérrelo allá primero."
    reader.key(Qt.Key.Key_Escape)
    assert not list(tmp_path.glob("*.pdf"))


def test_once_the_other_window_has_closed_one_goes_on_here(
    reader: WindowDriver, writer: Program, draft_id: DraftId
) -> None:
    reader.click("notice.read_only.1")  # Escribir aquí
    assert reader.dialogs.said == [
        "Otra ventana u otro programa está escribiendo este borrador; ciérrelo allá primero."
    ]
    assert reader.exists("notice.read_only")
    session = writer.drafts.open(draft_id)
    session.set_answer("sede", "La de al lado")
    writer.drafts.save(session.draft)
    writer.close()
    reader.click("notice.read_only.1")
    assert reader.view.bridge.read_only is False
    assert not reader.exists("notice.read_only")
    assert reader.view.bridge.session.answer("sede") == "La de al lado", "what was written there meanwhile"
    reader.type_into("titulo_taller", " y más")
    reader.wait_saved()
