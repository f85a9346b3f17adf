"""What is damaged, newer, older or half done on disk, seen through the store."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from msgspec import structs

from fichas_desktop.codec.draft import SCHEMA_VERSION
from fichas_desktop.codec.json_text import pretty_bytes
from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import EnvironmentFailedError, InputError
from fichas_desktop.storage import journal
from fichas_desktop.storage.draft_store import Saved
from fichas_desktop.storage.sealed_file import read_sealed, sealed
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from fichas_desktop.storage.versions import VersionKind
from tests.builders import ROOT, FakeClock, complete_answers, draft_of, synthetic_catalog

DRAFT = draft_of(complete_answers())
STORED = ROOT / "tests" / "data" / "drafts"
PAST_SCHEMAS = [STORED / f"schema-{number}" for number in range(1, SCHEMA_VERSION)]
OLD_ID = DraftId("1d1ff338-7340-4418-bfdd-2e02cae7ef4e")

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
    "a seal that is none": b'{"draft": {"1": {"schema_version": 2}}, "seal": {"1": {"seq": true}}}',
}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return tmp_path / "datos"


@pytest.fixture
def folder(data_folder: Path) -> Path:
    return data_folder / "drafts" / DRAFT.id


@pytest.fixture
def store(data_folder: Path, clock: FakeClock) -> TinyDbDraftStore:
    return TinyDbDraftStore(data_folder, synthetic_catalog(), clock)


@pytest.fixture
def anew(data_folder: Path, clock: FakeClock) -> Callable[[], TinyDbDraftStore]:
    """Another start of the program."""
    return lambda: TinyDbDraftStore(data_folder, synthetic_catalog(), clock)


def seat(text: str) -> Draft:
    return structs.replace(DRAFT, answers=DRAFT.answers.with_answer("sede", text))


def left(store: TinyDbDraftStore, *texts: str) -> Draft:
    """Save a draft of each text, close it as a program that ends does, and return the last one."""
    for text in texts:
        store.save(seat(text))
    store.close(DRAFT.id)
    return seat(texts[-1])


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def unlocked(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name not in {".lock", ".owner.json"}}


def remove_journal(folder: Path) -> None:
    for path in folder.glob("journal-*"):
        path.unlink()


def fails(code: str) -> Callable[..., NoReturn]:
    def refuse(*_arguments: object, **_named: object) -> NoReturn:
        raise EnvironmentFailedError(code, folder="x")

    return refuse


@pytest.mark.parametrize("data", DAMAGES.values(), ids=list(DAMAGES))
@pytest.mark.parametrize("kept", ["versions", "journal"])
def test_a_damaged_draft_comes_back_and_goes_to_quarantine(
    store: TinyDbDraftStore, anew: Callable[[], TinyDbDraftStore], folder: Path, data: bytes, kept: str
) -> None:
    last = left(store, "a", "b", "c")
    if kept == "versions":
        store.open(DRAFT.id)
        store.keep_version(last, VersionKind.SAVED)
        store.close(DRAFT.id)
        remove_journal(folder)
    else:
        shutil.rmtree(folder / "versions")
    (folder / "draft.json").write_bytes(data)
    assert anew().load(DRAFT.id) == last
    assert (folder / "draft.json").read_bytes() == data  # reading writes nothing
    opened = anew().open(DRAFT.id)
    assert (opened.draft, opened.damaged, opened.recovered) == (last, True, True)
    assert [path.read_bytes() for path in (folder / "quarantine").iterdir()] == [data]
    assert (read_sealed(folder / "draft.json")[0]["answers"])["sede"] == "c"  # type: ignore[index]


@pytest.mark.parametrize("data", DAMAGES.values(), ids=list(DAMAGES))
def test_a_draft_of_which_nothing_is_left_to_read_is_refused_and_stays_as_it_is(
    store: TinyDbDraftStore, anew: Callable[[], TinyDbDraftStore], folder: Path, data: bytes
) -> None:
    left(store, "a")
    remove_journal(folder)
    (folder / "draft.json").write_bytes(data)
    before = everything_in(folder)
    for ask in (anew().load, anew().open, lambda _id: anew().save(seat("b"))):
        with pytest.raises(InputError) as caught:
            ask(DRAFT.id)
        assert caught.value.code == "damaged_draft"
    assert unlocked(everything_in(folder)) == unlocked(before)
    assert anew().ids() == (DRAFT.id,)


def test_a_draft_whose_file_is_gone_comes_back(
    store: TinyDbDraftStore, anew: Callable[[], TinyDbDraftStore], folder: Path
) -> None:
    last = left(store, "a", "b")
    (folder / "draft.json").unlink()
    assert anew().ids() == (DRAFT.id,)
    assert anew().open(DRAFT.id).draft == last
    assert (folder / "draft.json").is_file()
    assert not (folder / "quarantine").exists()


def test_one_damage_after_another_finds_two_copies_each_time(
    store: TinyDbDraftStore, anew: Callable[[], TinyDbDraftStore], folder: Path
) -> None:
    last = left(store, "a", "b")
    for _ in range(3):
        for damaged in (folder / "draft.json", *folder.glob("journal-*")):
            damaged.write_bytes(b"\x00" * 100)
            other = anew()
            assert other.open(DRAFT.id).draft == last
            other.close(DRAFT.id)


def test_the_quarantine_keeps_the_last_twenty(
    store: TinyDbDraftStore, anew: Callable[[], TinyDbDraftStore], folder: Path
) -> None:
    last = left(store, "a", "b")
    for number in range(23):
        (folder / "draft.json").write_bytes(b"%d" % number)
        other = anew()
        assert other.open(DRAFT.id).draft == last
        other.close(DRAFT.id)
    kept = sorted((folder / "quarantine").iterdir())
    assert [path.read_bytes() for path in kept] == [b"%d" % number for number in range(3, 23)]


def test_a_file_damaged_while_the_draft_is_open_is_not_written_over(
    store: TinyDbDraftStore, folder: Path
) -> None:
    store.save(seat("a"))
    (folder / "draft.json").write_bytes(b"garbage")
    assert store.save(seat("b")) == Saved()
    assert [path.read_bytes() for path in (folder / "quarantine").iterdir()] == [b"garbage"]
    assert store.load(DRAFT.id) == seat("b")


def test_typing_after_the_last_save_is_recovered(
    store: TinyDbDraftStore, anew: Callable[[], TinyDbDraftStore]
) -> None:
    store.save(seat("a"))
    store.note(seat("ab"))
    store.note(seat("abc"))
    store.close(DRAFT.id)
    opened = anew().open(DRAFT.id)
    assert (opened.draft, opened.recovered, opened.damaged) == (seat("abc"), True, False)


def test_nothing_is_recovered_after_a_normal_end(
    store: TinyDbDraftStore, anew: Callable[[], TinyDbDraftStore]
) -> None:
    left(store, "a", "b")
    opened = anew().open(DRAFT.id)
    assert (opened.recovered, opened.damaged) == (False, False)


def test_a_line_half_written_spoils_no_other(
    store: TinyDbDraftStore, anew: Callable[[], TinyDbDraftStore], folder: Path
) -> None:
    left(store, "a", "b")
    (path,) = folder.glob("journal-*")
    path.write_bytes(path.read_bytes() + b'12345678 {"seq": 4, "befo')
    other = anew()
    other.open(DRAFT.id)
    other.note(seat("c"))
    other.close(DRAFT.id)
    (folder / "draft.json").unlink()
    assert anew().load(DRAFT.id) == seat("c")


def test_opening_again_and_again_writes_nothing(
    store: TinyDbDraftStore, anew: Callable[[], TinyDbDraftStore], folder: Path, clock: FakeClock
) -> None:
    left(store, "a", "b")
    before = unlocked(everything_in(folder))
    for _ in range(5):
        clock.advance(days=1)
        other = anew()
        other.open(DRAFT.id)
        other.save(seat("b"))
        other.close(DRAFT.id)
    after = unlocked(everything_in(folder))
    assert after == before


# --- degraded saves --------------------------------------------------------------------------------


def test_a_save_of_which_only_the_journal_is_durable_says_so(
    store: TinyDbDraftStore,
    anew: Callable[[], TinyDbDraftStore],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store.save(seat("a"))
    with monkeypatch.context() as patch:
        patch.setattr("fichas_desktop.storage.durable_storage.write_durably", fails("disk_full"))
        assert store.save(seat("b")) == Saved("disk_full")
        assert store.save(seat("b")) == Saved("disk_full")
    assert anew().load(DRAFT.id) == seat("b")
    assert store.save(seat("b")) == Saved()
    assert read_sealed(folder / "draft.json")[0]["answers"]["sede"] == "b"  # type: ignore[index]


def test_a_save_of_which_only_the_checkpoint_is_durable_says_so_and_the_next_line_is_whole(
    store: TinyDbDraftStore,
    anew: Callable[[], TinyDbDraftStore],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store.save(seat("a"))
    with monkeypatch.context() as patch:
        patch.setattr("fichas_desktop.storage.journal.append", fails("not_writable"))
        assert store.save(seat("b")) == Saved("not_writable")
        with pytest.raises(EnvironmentFailedError):
            store.note(seat("c"))
    assert anew().load(DRAFT.id) == seat("b")
    store.note(seat("d"))
    (folder / "draft.json").unlink()
    shutil.rmtree(folder / "versions", ignore_errors=True)
    assert anew().load(DRAFT.id) == seat("d")


def test_a_save_of_which_nothing_is_durable_fails_and_the_next_one_does_not(
    store: TinyDbDraftStore, anew: Callable[[], TinyDbDraftStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(seat("a"))
    with monkeypatch.context() as patch:
        patch.setattr("fichas_desktop.storage.journal.append", fails("disk_full"))
        patch.setattr("fichas_desktop.storage.durable_storage.write_durably", fails("disk_full"))
        for _ in range(3):
            with pytest.raises(EnvironmentFailedError) as caught:
                store.save(seat("b"))
            assert caught.value.code == "disk_full"
    assert anew().load(DRAFT.id) == seat("a")
    assert store.save(seat("b")) == Saved()
    assert anew().load(DRAFT.id) == seat("b")


def test_a_replacement_that_happened_although_it_failed_is_no_conflict(
    store: TinyDbDraftStore, anew: Callable[[], TinyDbDraftStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(seat("a"))
    with monkeypatch.context() as patch:
        patch.setattr("fichas_desktop.durable_file.sync_folder", fails("not_writable"))
        assert store.save(seat("b")) == Saved("not_writable")
    assert store.save(seat("c")) == Saved()
    assert anew().load(DRAFT.id) == seat("c")
    assert VersionKind.CONFLICT not in {version.kind for version in store.history(DRAFT.id)}


def test_a_draft_opens_on_a_disk_that_takes_nothing(
    store: TinyDbDraftStore,
    anew: Callable[[], TinyDbDraftStore],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    last = left(store, "a", "b")
    (folder / "draft.json").write_bytes(b"garbage")
    before = unlocked(everything_in(folder))

    def refuse(*_arguments: object, **_named: object) -> NoReturn:
        raise OSError(30, "read-only")

    monkeypatch.setattr("fichas_desktop.durable_file.os.replace", refuse)
    monkeypatch.setattr("fichas_desktop.durable_file.os.fsync", refuse)
    opened = anew().open(DRAFT.id)
    assert (opened.draft, opened.damaged) == (last, True)
    assert {name: data for name, data in everything_in(folder).items() if name in before} == before


# --- schemas ---------------------------------------------------------------------------------------


def newer(seq: int) -> dict[str, bytes]:
    document: dict[str, Any] = {"schema_version": SCHEMA_VERSION + 1, "id": DRAFT.id, "novelty": [1]}
    return {
        "sealed as today": sealed(document, seq),
        "sealed in another way": pretty_bytes({"draft": {"1": document}, "seal": {"1": {"blake3": "x"}}}),
        "without a seal": pretty_bytes({"draft": {"1": document}}),
    }


@pytest.mark.parametrize("how", list(newer(1)))
def test_a_draft_of_a_newer_program_is_refused_and_stays_byte_for_byte(
    store: TinyDbDraftStore, anew: Callable[[], TinyDbDraftStore], folder: Path, how: str
) -> None:
    left(store, "a", "b")
    (folder / "draft.json").write_bytes(newer(9)[how])
    before = everything_in(folder)
    for ask in (anew().load, anew().open, lambda _id: anew().save(seat("c"))):
        with pytest.raises(InputError) as caught:
            ask(DRAFT.id)
        assert caught.value.code == "newer_draft"
    assert unlocked(everything_in(folder)) == unlocked(before)


def test_a_damaged_schema_number_makes_no_newer_draft(
    store: TinyDbDraftStore, anew: Callable[[], TinyDbDraftStore], folder: Path
) -> None:
    last = left(store, "a", "b")
    path = folder / "draft.json"
    stored = b'"schema_version": %d'
    path.write_bytes(path.read_bytes().replace(stored % SCHEMA_VERSION, stored % (SCHEMA_VERSION + 1)))
    opened = anew().open(DRAFT.id)
    assert (opened.draft, opened.damaged) == (last, True)


@pytest.fixture(params=PAST_SCHEMAS, ids=lambda path: path.name)
def old_folder(data_folder: Path, request: pytest.FixtureRequest) -> Path:
    """A draft as a program of each past schema left it: its fixture is kept for ever."""
    folder = data_folder / "drafts" / OLD_ID
    shutil.copytree(request.param, folder)
    return folder


def test_a_draft_of_a_past_schema_opens_and_its_file_stays_until_it_is_saved(
    store: TinyDbDraftStore, old_folder: Path
) -> None:
    before = (old_folder / "draft.json").read_bytes()
    opened = store.open(OLD_ID)
    assert opened.draft.answers["titulo_taller"] == "Tejer la memoria: mantas que cuentan"
    assert (opened.draft.field, opened.draft.unplaced) == ("", ())
    assert not opened.damaged
    assert (old_folder / "draft.json").read_bytes() == before
    for attachment in opened.draft.answers.files():
        assert store.read_file(OLD_ID, attachment.sha256) is not None


def test_a_draft_of_the_present_schema_stays_readable_with_all_its_parts(
    store: TinyDbDraftStore, data_folder: Path
) -> None:
    folder = data_folder / "drafts" / OLD_ID
    shutil.copytree(STORED / f"schema-{SCHEMA_VERSION}", folder)
    draft = store.load(OLD_ID)
    assert draft.answers["titulo_taller"] == "Tejer la memoria: mantas que cuentan"
    assert (draft.section, draft.field) == ("ficha_taller", "sede")
    assert draft.later == {"sede": "Confirmar con Ana", "resumen": ""}, "noted, not saved"
    (entry,) = draft.unplaced
    assert (entry.label, entry.text) == ("Lugar del encuentro", "En el salón comunal")
    assert all(store.read_file(OLD_ID, file.sha256) is not None for file in draft.files())
    before = json.loads((folder / "draft.json").read_bytes())["draft"]
    store.open(OLD_ID)
    store.save(structs.replace(draft, later={}))
    assert json.loads((folder / "draft.json").read_bytes())["draft"] == before
    assert not [version for version in store.history(OLD_ID) if version.kind is VersionKind.BACKUP]


@pytest.mark.parametrize("way", ["opened", "noted first", "saved blindly"])
def test_a_draft_of_a_past_schema_is_backed_up_before_it_is_migrated(
    store: TinyDbDraftStore, anew: Callable[[], TinyDbDraftStore], old_folder: Path, way: str
) -> None:
    old = json.loads((old_folder / "draft.json").read_bytes())["draft"]["1"]
    draft = store.load(OLD_ID)
    changed = structs.replace(draft, answers=draft.answers.with_answer("sede", "Otra"))
    if way != "saved blindly":
        store.open(OLD_ID)
    if way == "noted first":
        store.note(changed)
    assert store.save(changed) == Saved()
    assert anew().load(OLD_ID) == changed
    assert read_sealed(old_folder / "draft.json")[0]["schema_version"] == SCHEMA_VERSION
    (backup,) = [version for version in store.history(OLD_ID) if version.kind is VersionKind.BACKUP]
    assert read_sealed(old_folder / "versions" / backup.name)[0] == old
    assert store.read_version(OLD_ID, backup.name).answers["apertura"] == draft.answers["apertura"]


def test_a_draft_of_a_past_schema_without_a_backup_is_not_migrated(
    store: TinyDbDraftStore, old_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (old_folder / "draft.json").read_bytes()
    draft = store.open(OLD_ID).draft
    changed = structs.replace(draft, answers=draft.answers.with_answer("sede", "Otra"))
    monkeypatch.setattr("fichas_desktop.storage.versions.write_durably", fails("disk_full"))
    assert store.save(changed) == Saved("disk_full")
    assert (old_folder / "draft.json").read_bytes() == before
    assert store.load(OLD_ID) == changed


# --- what killed programs leave --------------------------------------------------------------------


def test_temporary_files_of_killed_programs_go_when_the_draft_is_opened(
    store: TinyDbDraftStore, anew: Callable[[], TinyDbDraftStore], folder: Path
) -> None:
    left(store, "a", "b")
    store.add_file(DRAFT.id, b"nota")
    stale = [folder / part / ".00ff00ff00ff00ff.tmp" for part in ("", "versions", "files")]
    for path in stale:
        path.write_bytes(b"half")
        os.utime(path, (0, 0))
    young = folder / ".11ff00ff00ff00ff.tmp"
    young.write_bytes(b"perhaps another program is writing it")
    anew().open(DRAFT.id)
    assert not [path for path in stale if path.exists()]
    assert young.exists()


def test_the_journal_begins_anew_when_it_is_large_and_the_last_two_stay(
    store: TinyDbDraftStore,
    anew: Callable[[], TinyDbDraftStore],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(journal, "LARGEST", 5_000)
    for number in range(60):
        store.note(seat(f"{number}" * 50)) if number else store.save(seat("x"))
    files = sorted(folder.glob("journal-*"))
    assert len(files) == 2
    assert all(path.stat().st_size < 10_000 for path in files)
    for path in (folder / "draft.json", files[0]):
        path.unlink()
    assert anew().load(DRAFT.id) == seat("59" * 50)
