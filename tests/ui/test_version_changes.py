"""What the history says of a version: nothing that differs goes unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.ficha import Draft, UnplacedText
from fichas_desktop.domain.partial_date import BOGOTA
from fichas_desktop.domain.rich_text import Block, BlockKind, RichText, Run
from fichas_desktop.domain.values import DraftId
from fichas_desktop.messages import file_size
from fichas_desktop.ui.history_dialog import KIND_WORDS, SAME_WORDS
from fichas_desktop.ui.two_line_items import DETAIL_ROLE
from fichas_desktop.ui.version_changes import Change, changes
from tests.builders import complete_answers, draft_of, synthetic_form
from tests.ui.programs import invented_program, keep_complete
from tests.ui.window_driver import open_window

FORM = synthetic_form()
DRAFT = draft_of(complete_answers())
PLAIN, BOLD = (
    RichText((Block(BlockKind.PARAGRAPH, runs=(Run("Lo mismo", bold=bold),)),)) for bold in (False, True)
)


def with_answer(key: str, value: RichText) -> Draft:
    return structs.replace(DRAFT, answers=DRAFT.answers.with_answer(key, value))


def test_states_that_say_the_same_have_no_changes() -> None:
    moved = structs.replace(DRAFT, section="ficha_taller", field="sede")
    assert changes(FORM, DRAFT, moved) == ()


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        (with_answer("resumen", PLAIN), with_answer("resumen", BOLD), ("Resumen", "Lo mismo", "Lo mismo")),
        (
            structs.replace(DRAFT, unplaced=(UnplacedText("Firma", "Ana"),)),
            DRAFT,
            ("Textos sin ubicar", "Firma: Ana", ""),
        ),
    ],
)
def test_what_differs_is_told(then: Draft, now: Draft, change: tuple[str, str, str]) -> None:
    assert changes(FORM, then, now) == (Change(*change),)


def test_a_note_to_come_back_is_a_change() -> None:
    then = structs.replace(DRAFT, later={"sede": "Confirmar", "resumen": ""})
    found = changes(FORM, then, DRAFT)
    assert sorted(change.then.splitlines()[-1] for change in found) == [
        "Volver después",
        "Volver después: Confirmar",
    ]
    assert all("Volver después" not in change.now for change in found)


def test_a_version_with_other_formatting_can_be_gone_back_to(qtbot: QtBot, tmp_path: Path) -> None:
    program = invented_program(tmp_path / "datos")
    draft = program.drafts.load(keep_complete(program))
    bold = structs.replace(draft, answers=draft.answers.with_answer("resumen", BOLD))
    program.drafts.save(bold)
    program.drafts.keep_saved(bold)
    program.drafts.save(structs.replace(draft, answers=draft.answers.with_answer("resumen", PLAIN)))
    with open_window(qtbot, program, draft.id) as driver:
        driver.key(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
        versions = driver.find("history.list")
        assert isinstance(versions, QListWidget)
        rows = [versions.item(row).data(DETAIL_ROLE) for row in range(versions.count())]
        versions.setCurrentRow(next(row for row, words in enumerate(rows) if "Guardado por usted" in words))
        assert SAME_WORDS in {label.text() for label in driver.find("history").findChildren(QLabel)}
        driver.click("history.restore")
        qtbot.waitUntil(lambda: driver.view.bridge.session.draft.answers["resumen"] == BOLD)


def test_the_history_opens_on_the_newest_version_that_differs(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = invented_program(tmp_path / "datos")
    draft = program.drafts.load(keep_complete(program))
    for value in (BOLD, PLAIN, PLAIN):
        draft = structs.replace(draft, answers=draft.answers.with_answer("resumen", value))
        program.drafts.save(draft)
        program.drafts.keep_saved(draft)
        draft = structs.replace(draft, section="ficha_taller", field="sede")
    reads: list[str] = []
    real = program.drafts.read_version

    def counted(draft_id: DraftId, name: str) -> Draft:
        reads.append(name)
        return real(draft_id, name)

    monkeypatch.setattr(program.drafts, "read_version", counted)
    with open_window(qtbot, program, draft.id) as driver:
        driver.key(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
        versions = driver.find("history.list")
        assert isinstance(versions, QListWidget)
        assert len(reads) == len(set(reads)) == versions.currentRow() + 1
        assert versions.currentRow() > 0, "the newest is what there is now"
        assert SAME_WORDS in {label.text() for label in driver.find("history").findChildren(QLabel)}
        assert driver.find("history.restore").isEnabled()
        versions.setCurrentRow(versions.currentRow() - 1)
        assert not driver.find("history.restore").isEnabled()


def test_each_version_says_when_it_was_kept_why_and_how_large_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    program = invented_program(tmp_path / "datos")
    draft = program.drafts.load(keep_complete(program))
    program.drafts.keep_saved(draft)
    entries = program.drafts.history(draft.id)
    with open_window(qtbot, program, draft.id) as driver:
        driver.key(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
        versions = driver.find("history.list")
        assert isinstance(versions, QListWidget)
        shown = {
            versions.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(versions.count())
        }
    for entry in entries:
        moment = f"{entry.kept_at.astimezone(BOGOTA):%d/%m/%Y %H:%M}"
        assert f"{moment} · {file_size(entry.size)}. {KIND_WORDS[entry.kind]}" in shown
