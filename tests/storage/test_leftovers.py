"""What failing and killed programs leave among the drafts, and annexes that nothing names any more."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import FileAttachment
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.services.program import Program
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from fichas_desktop.storage.versions import VersionKind
from tests.builders import FICHAS, ROOT, complete_answers, draft_id, draft_of, synthetic_catalog

DRAFT = draft_of(complete_answers())
OTHER = draft_of(complete_answers(), 2)
LONG = FICHAS / "larga" / "respuestas.json"

KILLED_IMPORT = """
import os, sys
from pathlib import Path
from fichas_desktop.services.program import Program
from fichas_desktop.storage import staging

staging.replace_retrying = lambda _source, _target: os._exit(9)
Program(Path(sys.argv[1])).importer.take_in(Path(sys.argv[2]))
"""

KILLED_EXPORT = """
import os, sys
from pathlib import Path
from fichas_desktop.export import pair
from fichas_desktop.services.program import Program

pair.replace_retrying = lambda _source, _target: os._exit(9)
program = Program(Path(sys.argv[1]) / "datos")
program.portable_exporter.export(program.origins.find(sys.argv[2]), Path(sys.argv[1]), replace=False)
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TinyDbDraftStore]:
    store = TinyDbDraftStore(tmp_path, synthetic_catalog())
    yield store
    store.close_all()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "drafts"


def killed(script: str, *arguments: object) -> None:
    process = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert process.returncode == 9


def age(*paths: Path, days: float = 2) -> None:
    moment = (dt.datetime.now(dt.UTC) - dt.timedelta(days=days)).timestamp()
    for path in paths:
        for one in (*path.rglob("*"), path):
            os.utime(one, (moment, moment))


def with_files(draft: Draft, *sha256s: str) -> Draft:
    items = tuple(FileAttachment("a.bin", "x/y", 1, sha256, "a") for sha256 in sha256s)
    return structs.replace(draft, answers=draft.answers.with_answer("legajo", items or None))


# --- a draft comes whole or not at all --------------------------------------------------------------


def test_a_new_draft_comes_with_its_files_and_is_nobodys(store: TinyDbDraftStore, folder: Path) -> None:
    store.add_draft(DRAFT, [b"nota", b"acta"])
    assert store.load(DRAFT.id) == DRAFT
    assert len(list((folder / DRAFT.id / "files").iterdir())) == 2
    assert [one.name for one in folder.iterdir()] == [DRAFT.id]
    other = TinyDbDraftStore(folder.parent, synthetic_catalog())
    assert not other.open(DRAFT.id).read_only
    other.close_all()


def test_a_new_draft_never_takes_the_place_of_another(store: TinyDbDraftStore, folder: Path) -> None:
    store.save(DRAFT)
    with pytest.raises(EnvironmentFailedError) as caught:
        store.add_draft(with_files(DRAFT), [])
    assert caught.value.code == "name_taken"
    assert store.load(DRAFT.id) == DRAFT
    assert [one.name for one in folder.iterdir()] == [DRAFT.id]


def test_a_quarantine_is_not_given_up_for_a_new_draft(store: TinyDbDraftStore, folder: Path) -> None:
    kept = folder / DRAFT.id / "quarantine" / "00000001-draft.json"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"damaged")
    with pytest.raises(EnvironmentFailedError):
        store.add_draft(DRAFT, [])
    assert kept.exists()


def test_a_failing_import_leaves_nothing(
    store: TinyDbDraftStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def files() -> Iterator[bytes]:
        yield b"one"
        raise EnvironmentFailedError("disk_full", folder="x")

    with pytest.raises(EnvironmentFailedError):
        store.add_draft(DRAFT, files())
    assert list(folder.iterdir()) == []


def test_a_killed_import_is_in_no_list_and_can_be_done_again(tmp_path: Path) -> None:
    data = tmp_path / "datos"
    copy = Program(tmp_path / "otro").portable_exporter.export(
        Program(tmp_path / "otro").origins.find(str(LONG)), tmp_path, replace=False
    )
    killed(KILLED_IMPORT, data, copy.path)
    (left,) = (data / "drafts").iterdir()
    assert left.name.endswith(".new")
    program = Program(data)
    assert not program.has_drafts()
    taken = program.importer.take_in(copy.path)
    assert not taken.beside
    age(left, days=0.5)
    program.drafts.sweep()
    assert left.exists(), "another window may be at it"
    age(left)
    program.drafts.sweep()
    assert [one.name for one in (data / "drafts").iterdir()] == [taken.id]
    assert program.origins.from_draft(program.drafts.load(taken.id)).missing_files() == frozenset()


# --- the sweep --------------------------------------------------------------------------------------


def test_annexes_without_a_draft_go_after_a_day(store: TinyDbDraftStore, folder: Path) -> None:
    for one in (DRAFT, OTHER):
        store.add_file(one.id, b"nota")
    age(folder / DRAFT.id)
    assert store.sweep() == (DRAFT.id,)
    assert [one.name for one in folder.iterdir()] == [OTHER.id]


def test_the_sweep_takes_nothing_that_may_be_a_draft(store: TinyDbDraftStore, folder: Path) -> None:
    store.save(DRAFT)
    store.close(DRAFT.id)
    (folder / DRAFT.id / "draft.json").unlink()
    quarantined = folder / OTHER.id / "quarantine" / "00000001-draft.json"
    quarantined.parent.mkdir(parents=True)
    quarantined.write_bytes(b"damaged")
    foreign = folder / "otra cosa"
    foreign.mkdir()
    age(*folder.iterdir())
    assert store.sweep() == ()
    assert len(list(folder.iterdir())) == 3


def test_the_sweep_leaves_what_a_window_holds(store: TinyDbDraftStore, folder: Path) -> None:
    store.add_file(DRAFT.id, b"nota")
    lock = store._lock(DRAFT.id)
    assert lock.acquire(dt.datetime.now(dt.UTC))
    age(folder / DRAFT.id)
    assert TinyDbDraftStore(folder.parent, synthetic_catalog()).sweep() == ()
    assert (folder / DRAFT.id / "files").is_dir()


# --- annexes that nothing names ---------------------------------------------------------------------


def test_an_annex_that_nothing_names_goes_after_a_day(store: TinyDbDraftStore, folder: Path) -> None:
    kept, unnamed = store.add_file(DRAFT.id, b"kept"), store.add_file(DRAFT.id, b"unnamed")
    young = store.add_file(DRAFT.id, b"young")
    store.save(with_files(DRAFT, kept))
    files = folder / DRAFT.id / "files"
    age(files / kept, files / unnamed)
    assert store.drop_unused_files(DRAFT.id) == (unnamed,)
    assert {one.name for one in files.iterdir()} == {kept, young}


def test_an_annex_that_a_version_or_the_journal_names_stays(store: TinyDbDraftStore, folder: Path) -> None:
    versioned, typed = store.add_file(DRAFT.id, b"versioned"), store.add_file(DRAFT.id, b"typed")
    store.save(with_files(DRAFT, versioned))
    store.keep_version(with_files(DRAFT, versioned), VersionKind.FINAL)
    store.note(with_files(DRAFT, typed))
    store.save(DRAFT)
    age(folder / DRAFT.id / "files")
    assert store.drop_unused_files(DRAFT.id) == ()
    for path in (folder / DRAFT.id).glob("journal-*"):
        path.unlink()
    assert store.drop_unused_files(DRAFT.id) == (typed,)
    assert store.read_file(DRAFT.id, versioned) == b"versioned"


def test_an_annex_added_again_just_now_stays(store: TinyDbDraftStore, folder: Path) -> None:
    sha256 = store.add_file(DRAFT.id, b"nota")
    store.save(DRAFT)
    age(folder / DRAFT.id / "files")
    assert store.add_file(DRAFT.id, b"nota") == sha256
    assert store.drop_unused_files(DRAFT.id) == ()


@pytest.mark.parametrize("damaged", ["draft.json", "version", "quarantine"])
def test_of_a_damaged_draft_every_annex_stays(store: TinyDbDraftStore, folder: Path, damaged: str) -> None:
    sha256 = store.add_file(DRAFT.id, b"nota")
    store.save(DRAFT)
    store.keep_version(DRAFT, VersionKind.SAVED)
    paths = {
        "draft.json": folder / DRAFT.id / "draft.json",
        "version": next((folder / DRAFT.id / "versions").glob("*-saved.json")),
        "quarantine": folder / DRAFT.id / "quarantine" / "00000001-draft.json",
    }
    paths[damaged].parent.mkdir(exist_ok=True)
    paths[damaged].write_bytes(b"{")
    age(folder / DRAFT.id / "files")
    assert store.drop_unused_files(DRAFT.id) == ()
    store.close(DRAFT.id)
    store.open(DRAFT.id)
    assert store.drop_unused_files(DRAFT.id) == ()
    assert store.read_file(DRAFT.id, sha256) == b"nota"


def test_only_who_holds_the_draft_takes_its_annexes(store: TinyDbDraftStore, folder: Path) -> None:
    store.add_file(DRAFT.id, b"nota")
    store.save(DRAFT)
    age(folder / DRAFT.id / "files")
    other = TinyDbDraftStore(folder.parent, synthetic_catalog())
    assert other.open(DRAFT.id).read_only
    assert other.drop_unused_files(DRAFT.id) == ()
    assert other.drop_unused_files(draft_id(9)) == ()
    assert len(store.drop_unused_files(DRAFT.id)) == 1


# --- temporary files of a killed export -------------------------------------------------------------


def test_what_a_killed_export_left_goes_with_a_later_one(tmp_path: Path) -> None:
    killed(KILLED_EXPORT, tmp_path, LONG)
    (left,) = tmp_path.glob(".*.tmp")
    foreign = tmp_path / ".de-otro.tmp"
    foreign.write_bytes(b"x")
    program = Program(tmp_path / "datos")
    origin = program.origins.find(str(LONG))
    program.portable_exporter.export(origin, tmp_path, replace=False)
    assert left.exists(), "another window may be writing it"
    age(left, foreign, days=0.1)
    program.portable_exporter.export(origin, tmp_path, replace=False)
    assert {one.name for one in tmp_path.glob(".*")} == {foreign.name}
