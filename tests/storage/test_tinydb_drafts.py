from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from msgspec import structs
from tinydb import TinyDB
from tinydb.storages import JSONStorage

from fichas_desktop.codec.draft import SCHEMA_VERSION
from fichas_desktop.domain.ficha import Draft, FormRef
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import EnvironmentFailedError, InputError
from fichas_desktop.storage.draft_folders import is_draft_id
from fichas_desktop.storage.draft_store import Saved
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from tests.builders import PROPERTY, complete_answers, draft_of, drafts, synthetic_catalog, synthetic_form

DRAFT = draft_of(complete_answers())
CHANGED = structs.replace(DRAFT, answers=DRAFT.answers.with_answer("sede", "Otra sede"))


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return tmp_path / "datos"


@pytest.fixture
def store(data_folder: Path) -> TinyDbDraftStore:
    return TinyDbDraftStore(data_folder, synthetic_catalog())


@pytest.fixture
def draft_file(data_folder: Path) -> Path:
    return data_folder / "drafts" / DRAFT.id / "draft.json"


def everything_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def fails(number: int) -> Callable[..., NoReturn]:
    def refuse(*_arguments: object, **_named: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return refuse


def load_code(store: TinyDbDraftStore, wanted: DraftId = DRAFT.id) -> str:
    with pytest.raises(InputError) as caught:
        store.load(wanted)
    return caught.value.code


def test_a_draft_lives_in_a_folder_of_its_own(store: TinyDbDraftStore, data_folder: Path) -> None:
    store.save(DRAFT)
    sha256 = store.add_file(DRAFT.id, b"nota")
    names = {".lock", "draft.json", "journal-00000002.jl", f"files/{sha256}"}
    assert everything_in(data_folder / "drafts" / DRAFT.id) == names | {".owner.json"}
    name = store.move_to_trash(DRAFT.id)
    assert everything_in(data_folder / "trash" / name) == names
    assert everything_in(data_folder / "drafts") == set()


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX")
def test_nobody_else_may_read_a_draft(store: TinyDbDraftStore, data_folder: Path) -> None:
    before = os.umask(0)
    try:
        store.save(DRAFT)
        store.add_file(DRAFT.id, b"nota")
    finally:
        os.umask(before)
    for path in (data_folder, *data_folder.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


@PROPERTY
@given(drafts(synthetic_form()))
def test_any_draft_is_loaded_as_it_was_saved(draft: Draft) -> None:
    with tempfile.TemporaryDirectory() as folder:
        TinyDbDraftStore(Path(folder), synthetic_catalog()).save(draft)
        assert TinyDbDraftStore(Path(folder), synthetic_catalog()).load(draft.id) == draft


def test_stock_tinydb_reads_the_draft(store: TinyDbDraftStore, draft_file: Path) -> None:
    store.save(DRAFT)
    store.save(CHANGED)
    with TinyDB(draft_file, storage=JSONStorage, access_mode="r", encoding="utf-8") as database:
        assert database.tables() == {"draft", "seal"}
        (document,) = database.table("draft").all()
    assert (document.doc_id, document["id"], document["schema_version"]) == (1, DRAFT.id, SCHEMA_VERSION)
    assert document["answers"]["sede"] == "Otra sede"


@pytest.mark.skipif(os.name == "nt", reason="inodes are POSIX")
def test_a_draft_is_replaced_and_never_written_in_place(store: TinyDbDraftStore, draft_file: Path) -> None:
    store.save(DRAFT)
    with draft_file.open("rb") as old:
        before = old.read()
        store.save(CHANGED)
        old.seek(0)
        assert old.read() == before
        assert os.fstat(old.fileno()).st_ino != draft_file.stat().st_ino


@pytest.mark.parametrize("call", ["replace", "fsync", "open"])
@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EIO, "not_writable")])
def test_a_failing_disk_leaves_the_old_draft_and_no_other_file(
    store: TinyDbDraftStore,
    data_folder: Path,
    draft_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    number: int,
    code: str,
) -> None:
    store.save(DRAFT)
    before, files = draft_file.read_bytes(), everything_in(data_folder)
    with monkeypatch.context() as patch:
        patch.setattr(f"fichas_desktop.durable_file.os.{call}", fails(number))
        if call == "replace":  # the journal needs none
            assert store.save(CHANGED) == Saved(code)
        else:
            with pytest.raises(EnvironmentFailedError) as caught:
                store.save(CHANGED)
            assert caught.value.code == code
    assert draft_file.read_bytes() == before
    assert everything_in(data_folder) == files
    assert store.load(DRAFT.id) == (CHANGED if call == "replace" else DRAFT)
    assert store.save(CHANGED) == Saved()
    assert TinyDbDraftStore(data_folder, synthetic_catalog()).load(DRAFT.id) == CHANGED


def test_a_failing_disk_keeps_no_half_a_file(
    store: TinyDbDraftStore, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(DRAFT)
    files = everything_in(data_folder)
    with monkeypatch.context() as patch:
        patch.setattr("fichas_desktop.durable_file.os.fsync", fails(errno.ENOSPC))
        with pytest.raises(EnvironmentFailedError):
            store.add_file(DRAFT.id, b"nota")
    assert everything_in(data_folder) == files


def test_a_draft_file_that_is_a_folder_is_no_draft(store: TinyDbDraftStore, draft_file: Path) -> None:
    draft_file.mkdir(parents=True)
    assert load_code(store) == "no_such_draft"
    assert store.ids() == ()


@pytest.mark.parametrize("change", [b"NOTA", b"nota y mas", b""])
def test_an_altered_file_reads_as_missing_and_is_healed_by_adding_it_again(
    store: TinyDbDraftStore, data_folder: Path, change: bytes
) -> None:
    sha256 = store.add_file(DRAFT.id, b"nota")
    path = data_folder / "drafts" / DRAFT.id / "files" / sha256
    path.write_bytes(change)
    assert store.read_file(DRAFT.id, sha256) is None
    store.add_file(DRAFT.id, b"nota")
    assert store.read_file(DRAFT.id, sha256) == b"nota"


@pytest.mark.parametrize(
    "text", ["", "..", "../drafts", "draft.json", "A" * 36, "00000000-0000-0000-0000-00000000000A", "\0"]
)
def test_what_is_no_uuid_never_becomes_a_path(store: TinyDbDraftStore, text: str) -> None:
    wanted = DraftId(text)
    assert not is_draft_id(text)
    assert load_code(store, wanted) == "no_such_draft"
    for ask in (store.move_to_trash, lambda name: store.add_file(name, b"x")):
        with pytest.raises(InputError) as caught:
            ask(wanted)
        assert caught.value.code == "no_such_draft"


def test_strange_things_in_the_data_folder_are_no_drafts(store: TinyDbDraftStore, data_folder: Path) -> None:
    store.save(DRAFT)
    (data_folder / "drafts" / "notas").mkdir()
    (data_folder / "drafts" / "00000000-0000-0000-0000-000000000099").mkdir()
    (data_folder / "drafts" / "suelto.txt").write_text("x", encoding="utf-8")
    assert store.ids() == (DRAFT.id,)


def test_the_data_folder_is_made_when_first_needed(store: TinyDbDraftStore, data_folder: Path) -> None:
    assert store.ids() == ()
    assert not data_folder.exists()


def test_a_file_where_the_data_folder_should_be_is_named(data_folder: Path, store: TinyDbDraftStore) -> None:
    data_folder.write_text("x", encoding="utf-8")
    with pytest.raises(EnvironmentFailedError) as caught:
        store.save(DRAFT)
    assert caught.value.code == "not_a_folder"
    with pytest.raises(EnvironmentFailedError) as caught:
        store.ids()
    assert (caught.value.code, caught.value.params) == ("not_a_folder", {"folder": str(data_folder)})


def test_a_draft_of_each_version_of_a_form_is_kept_with_its_own(store: TinyDbDraftStore) -> None:
    newer = structs.replace(
        draft_of(complete_answers().with_answer("cupo", "12"), 2), form=FormRef("SINT-01", "02")
    )
    store.save(DRAFT)
    store.save(newer)
    assert store.load(newer.id).answers["cupo"] == "12"
    assert "cupo" not in store.load(DRAFT.id).answers
