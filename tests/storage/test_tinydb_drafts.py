from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import given
from msgspec import structs
from tinydb import TinyDB
from tinydb.storages import JSONStorage

from fichas_desktop.domain.ficha import Draft, FormRef
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import EnvironmentFailedError, InputError
from fichas_desktop.storage.draft_folders import is_draft_id
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


def rewrite(path: Path, change: Callable[[Any], object]) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(change(document)), encoding="utf-8")


def test_a_draft_lives_in_a_folder_of_its_own(store: TinyDbDraftStore, data_folder: Path) -> None:
    store.save(DRAFT)
    sha256 = store.add_file(DRAFT.id, b"nota")
    folder = f"drafts/{DRAFT.id}"
    assert everything_in(data_folder) == {f"{folder}/draft.json", f"{folder}/files/{sha256}"}
    store.move_to_trash(DRAFT.id)
    folder = f"trash/{DRAFT.id}"
    assert everything_in(data_folder) == {f"{folder}/draft.json", f"{folder}/files/{sha256}"}


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
        assert database.tables() == {"draft"}
        (document,) = database.table("draft").all()
    assert (document.doc_id, document["id"], document["schema_version"]) == (1, DRAFT.id, 1)
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
    before = draft_file.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(f"fichas_desktop.durable_file.os.{call}", fails(number))
        with pytest.raises(EnvironmentFailedError) as caught:
            store.save(CHANGED)
    assert caught.value.code == code
    assert draft_file.read_bytes() == before
    assert everything_in(data_folder) == {f"drafts/{DRAFT.id}/draft.json"}
    assert store.load(DRAFT.id) == DRAFT


def test_a_failing_disk_keeps_no_half_a_file(
    store: TinyDbDraftStore, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(DRAFT)
    with monkeypatch.context() as patch:
        patch.setattr("fichas_desktop.durable_file.os.fsync", fails(errno.ENOSPC))
        with pytest.raises(EnvironmentFailedError):
            store.add_file(DRAFT.id, b"nota")
    assert everything_in(data_folder) == {f"drafts/{DRAFT.id}/draft.json"}


DAMAGES: dict[str, bytes] = {
    "empty": b"",
    "cut": b'{"draft": {"1": {"schema_ver',
    "zeros": b"\x00" * 300,
    "not utf-8": b'{"draft": "\xff"}',
    "a list": b"[]",
    "a table that is none": b'{"draft": 1}',
    "a draft that is text": b'{"draft": {"1": "x"}}',
    "a draft that is a list": b'{"draft": {"1": [1, 2]}}',
    "a document without number": b'{"draft": {"uno": {}}}',
    "no draft": b'{"draft": {}}',
    "another table": b'{"_default": {"1": {}}}',
    "an empty draft": b'{"draft": {"1": {}}}',
    "bottomless": b"[" * 100_000,
    "a key twice": b'{"draft": {"1": {"id": "a", "id": "b"}}}',
}


@pytest.mark.parametrize("data", DAMAGES.values(), ids=list(DAMAGES))
def test_a_damaged_draft_is_refused_and_stays_as_it_is(
    store: TinyDbDraftStore, draft_file: Path, data: bytes
) -> None:
    store.save(DRAFT)
    draft_file.write_bytes(data)
    assert load_code(store) == "damaged_draft"
    assert draft_file.read_bytes() == data
    assert store.ids() == (DRAFT.id,)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'{"draft": {"1": "x"}}'], ids=["empty", "a list", "a draft that is text"]
)
def test_a_damaged_draft_is_not_saved_over(store: TinyDbDraftStore, draft_file: Path, data: bytes) -> None:
    store.save(DRAFT)
    draft_file.write_bytes(data)
    with pytest.raises(InputError) as caught:
        store.save(CHANGED)
    assert caught.value.code == "damaged_draft"
    assert draft_file.read_bytes() == data


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"schema_version": 2, "novelty": True}, "newer_draft"),
        ({"extra": 1}, "damaged_draft"),
        ({"id": "00000000-0000-0000-0000-000000000009"}, "damaged_draft"),
        ({"form": {"code": "SINT-77", "version": "01"}}, "unknown_form"),
        ({"form": {"code": "SINT-01", "version": "77"}}, "unknown_version"),
        ({"answers": {"sede": 3}}, "wrong_type"),
        ({"answers": {"otra": "x"}}, "unknown_field"),
    ],
)
def test_a_draft_that_this_program_cannot_read_is_refused_and_stays_as_it_is(
    store: TinyDbDraftStore, draft_file: Path, change: dict[str, object], code: str
) -> None:
    store.save(DRAFT)
    rewrite(draft_file, lambda tables: {"draft": {"1": tables["draft"]["1"] | change}})
    data = draft_file.read_bytes()
    assert load_code(store) == code
    assert draft_file.read_bytes() == data


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
    assert store.ids() == ()


def test_a_draft_never_comes_back_over_another(store: TinyDbDraftStore) -> None:
    store.save(DRAFT)
    store.move_to_trash(DRAFT.id)
    store.save(CHANGED)
    with pytest.raises(EnvironmentFailedError) as caught:
        store.restore_from_trash(DRAFT.id)
    assert caught.value.code == "name_taken"
    assert store.load(DRAFT.id) == CHANGED


def test_a_draft_of_each_version_of_a_form_is_kept_with_its_own(store: TinyDbDraftStore) -> None:
    newer = structs.replace(
        draft_of(complete_answers().with_answer("cupo", "12"), 2), form=FormRef("SINT-01", "02")
    )
    store.save(DRAFT)
    store.save(newer)
    assert store.load(newer.id).answers["cupo"] == "12"
    assert "cupo" not in store.load(DRAFT.id).answers
