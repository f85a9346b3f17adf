"""What a start asks of a data folder: is there any draft, and was one being written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from unittest.mock import patch

from fichas_desktop.storage import draft_folders
from fichas_desktop.storage.draft_folders import OPEN, draft_stamp, has_drafts, interrupted_draft
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from tests.builders import complete_answers, draft_id, draft_of, synthetic_catalog


def store_with(folder: Path, count: int) -> TinyDbDraftStore:
    store = TinyDbDraftStore(folder, synthetic_catalog())
    for number in range(1, count + 1):
        store.save(draft_of(complete_answers(), number))
    return store


def test_what_is_being_written_leaves_a_marker_until_it_is_closed(tmp_path: Path) -> None:
    store = store_with(tmp_path, 2)
    assert sorted(path.name for path in (tmp_path / OPEN).iterdir()) == [draft_id(1), draft_id(2)]
    store.close(draft_id(2))
    assert interrupted_draft(tmp_path) == draft_id(1)
    store.close_all()
    assert list((tmp_path / OPEN).iterdir()) == []
    assert interrupted_draft(tmp_path) is None


def test_the_last_of_several_interrupted_drafts_is_the_one(tmp_path: Path) -> None:
    store_with(tmp_path, 3)
    for number, moment in ((1, 100), (2, 900), (3, 500)):
        os.utime(tmp_path / OPEN / draft_id(number), (moment, moment))
    assert interrupted_draft(tmp_path) == draft_id(2)


def test_markers_without_a_draft_and_strangers_do_not_count(tmp_path: Path) -> None:
    assert interrupted_draft(tmp_path) is None
    store_with(tmp_path, 1)
    shutil.rmtree(tmp_path / "drafts" / draft_id(1))
    (tmp_path / OPEN / "nota.txt").touch()
    (tmp_path / OPEN / draft_id(7)).touch()
    assert interrupted_draft(tmp_path) is None


def test_a_draft_that_went_to_the_trash_leaves_no_marker(tmp_path: Path) -> None:
    store = store_with(tmp_path, 1)
    store.move_to_trash(draft_id(1))
    assert list((tmp_path / OPEN).iterdir()) == []


def test_a_start_looks_into_one_draft_however_many_there_are(tmp_path: Path) -> None:
    store_with(tmp_path, 5).close_all()
    real, looks = draft_folders._holds_draft, []

    def look(folder: Path) -> bool:
        looks.append(folder)
        return real(folder)

    with patch.object(draft_folders, "_holds_draft", look):
        assert has_drafts(tmp_path)
        assert interrupted_draft(tmp_path) is None
    assert len(looks) == 1


def test_a_stamp_changes_with_what_is_written_and_with_nothing_else(tmp_path: Path) -> None:
    store = store_with(tmp_path, 1)
    seen = [draft_stamp(tmp_path, draft_id(1))]
    store.close(draft_id(1))
    store.open(draft_id(1))
    assert draft_stamp(tmp_path, draft_id(1)) == seen[0], "opening and closing change nothing"
    store.note(draft_of(complete_answers().with_answer("sede", "Anotada")))
    seen.append(draft_stamp(tmp_path, draft_id(1)))
    store.save(draft_of(complete_answers().with_answer("sede", "Guardada")))
    seen.append(draft_stamp(tmp_path, draft_id(1)))
    sha256 = store.add_file(draft_id(1), b"anexo")
    seen.append(draft_stamp(tmp_path, draft_id(1)))
    (tmp_path / "drafts" / draft_id(1) / "files" / sha256).unlink()
    seen.append(draft_stamp(tmp_path, draft_id(1)))
    assert len({stamp.mark for stamp in seen if stamp is not None}) == 5
    assert draft_stamp(tmp_path, draft_id(2)) is None
