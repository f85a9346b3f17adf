"""Windows programs that hold a file for a moment, simulated: virus scanners, indexers, sync clients."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from msgspec import structs

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.services.program import Program
from fichas_desktop.storage.draft_store import Saved
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from tests.builders import FICHAS, complete_answers, draft_of, synthetic_catalog
from tests.storage.held_files import held

DRAFT = draft_of(complete_answers())
FILES = "fichas_desktop.durable_file"


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, without making them."""
    made: list[float] = []
    monkeypatch.setattr(f"{FILES}.time.sleep", made.append)
    return made


@pytest.fixture
def store(tmp_path: Path) -> TinyDbDraftStore:
    return TinyDbDraftStore(tmp_path, synthetic_catalog())


def seat(text: str) -> Draft:
    return structs.replace(DRAFT, answers=DRAFT.answers.with_answer("sede", text))


@pytest.mark.parametrize("code", [5, 32, 33])
@pytest.mark.parametrize("times", [1, 7, 9])
def test_a_file_held_for_a_moment_delays_the_save(
    store: TinyDbDraftStore, monkeypatch: pytest.MonkeyPatch, pauses: list[float], code: int, times: int
) -> None:
    store.save(DRAFT)
    monkeypatch.setattr(f"{FILES}.os.replace", held(os.replace, times, code))
    assert store.save(seat("a")) == Saved()
    assert len(pauses) == times
    assert sum(pauses) < 3


def test_a_file_held_for_long_leaves_the_save_in_the_journal_and_no_other_file(
    store: TinyDbDraftStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    store.save(DRAFT)
    with monkeypatch.context() as patch:
        patch.setattr(f"{FILES}.os.replace", held(os.replace, 10**9, 32))
        for number in range(5):
            assert store.save(seat(f"a{number}")) == Saved("not_writable")
    assert pauses
    assert not list(tmp_path.rglob(".*.tmp"))
    assert TinyDbDraftStore(tmp_path, synthetic_catalog()).load(DRAFT.id) == seat("a4")
    assert store.save(seat("b")) == Saved()


def test_another_error_is_told_at_once(
    store: TinyDbDraftStore, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    store.save(DRAFT)
    monkeypatch.setattr(f"{FILES}.os.replace", held(os.replace, 1, 112))
    assert store.save(seat("a")) == Saved("not_writable")
    assert pauses == []


def test_a_file_held_while_reading_is_waited_for(
    store: TinyDbDraftStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    store.save(DRAFT)
    monkeypatch.setattr(Path, "read_bytes", held(Path.read_bytes, 3, 32))
    assert store.load(DRAFT.id) == DRAFT
    assert len(pauses) == 3


def test_folders_held_for_a_moment_delay_what_deletes_and_moves_them(
    store: TinyDbDraftStore, monkeypatch: pytest.MonkeyPatch, pauses: list[float], tmp_path: Path
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(f"{FILES}.os.replace", held(os.replace, 4, 32))
        store.add_draft(DRAFT, [b"nota"])
    assert store.load(DRAFT.id) == DRAFT
    name = store.move_to_trash(DRAFT.id)
    with monkeypatch.context() as patch:
        patch.setattr(f"{FILES}.shutil.rmtree", held(shutil.rmtree, 3, 5))
        store.purge(name)
    assert list((tmp_path / "trash").iterdir()) == []
    assert len(pauses) == 7


def test_a_file_to_import_held_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    program = Program(tmp_path / "datos", settings_files=())
    program.catalog.latest()  # definitions are read before
    path = FICHAS / "solo-ano" / "respuestas.json"
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", held(Path.read_bytes, 2, 33))
        program.origins.find(str(path))
    assert len(pauses) == 2


def test_settings_held_for_a_moment_are_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    place = tmp_path / "ajustes.toml"
    place.write_text("limite_correo_mb = 9\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", held(Path.read_bytes, 2, 33))
        assert Program(settings_files=(place,)).settings.current.mail_limit_mb == 9
    assert len(pauses) == 2


def test_a_journal_held_while_noting_is_waited_for(
    store: TinyDbDraftStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    store.save(DRAFT)
    with monkeypatch.context() as patch:
        patch.setattr("fichas_desktop.storage.journal.os.open", held(os.open, 2, 32))
        store.note(seat("a"))
    assert len(pauses) == 2
    assert TinyDbDraftStore(tmp_path, synthetic_catalog()).load(DRAFT.id) == seat("a")
