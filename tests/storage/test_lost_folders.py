"""The folder of an open draft goes away: what is on the screen is kept all the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec import structs

from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from tests.builders import complete_answers, draft_of, synthetic_catalog

DRAFT = draft_of(complete_answers())
CHANGED = structs.replace(DRAFT, answers=DRAFT.answers.with_answer("sede", "Otra sede"))


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return tmp_path / "datos"


@pytest.fixture
def store(data_folder: Path) -> TinyDbDraftStore:
    store = TinyDbDraftStore(data_folder, synthetic_catalog())
    store.save(DRAFT)
    return store


@pytest.mark.parametrize("reopened", [False, True])
def test_a_draft_whose_folder_was_deleted_is_made_anew(
    store: TinyDbDraftStore, data_folder: Path, *, reopened: bool
) -> None:
    if reopened:
        store.close(DRAFT.id)
        store.open(DRAFT.id)
    shutil.rmtree(data_folder / "drafts" / DRAFT.id)
    assert store.save(CHANGED).trouble == ""
    other = TinyDbDraftStore(data_folder, synthetic_catalog())
    assert other.load(DRAFT.id) == CHANGED
    assert other.open(DRAFT.id).read_only, "whoever writes it has the lock again"
    again = structs.replace(CHANGED, section="")
    store.note(again)
    store.close(DRAFT.id)
    assert not other.open(DRAFT.id).read_only


def test_a_draft_that_another_window_deleted_without_a_lock_is_in_both_places(
    store: TinyDbDraftStore, data_folder: Path
) -> None:
    (data_folder / "trash").mkdir()
    (data_folder / "drafts" / DRAFT.id).rename(data_folder / "trash" / DRAFT.id)
    store.save(CHANGED)
    assert store.load(DRAFT.id) == CHANGED
    assert [store.load_trashed(entry.name) for entry in store.trash()] == [DRAFT]


def test_a_disk_that_was_pulled_out_is_not_taken_for_an_empty_one(
    store: TinyDbDraftStore, data_folder: Path, tmp_path: Path
) -> None:
    data_folder.rename(tmp_path / "sacada")
    with pytest.raises(EnvironmentFailedError) as caught:
        store.save(CHANGED)
    assert caught.value.code == "folder_missing"
    assert not data_folder.exists()
    (tmp_path / "sacada").rename(data_folder)
    assert store.save(CHANGED).trouble == ""
    assert store.load(DRAFT.id) == CHANGED
