"""What every DraftStore promises, whatever it keeps drafts in."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs

from fichas_desktop.domain.ficha import Revision
from fichas_desktop.domain.partial_date import UnfinishedDate
from fichas_desktop.errors import InputError
from fichas_desktop.storage.draft_store import DraftStore, OpenedDraft, Saved
from fichas_desktop.storage.memory_drafts import MemoryDraftStore
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from fichas_desktop.storage.versions import VersionKind
from tests.builders import NOW, FakeClock, complete_answers, draft_id, draft_of, synthetic_catalog

STORES: dict[str, Callable[[Path, FakeClock], DraftStore]] = {
    "tinydb": lambda folder, now: TinyDbDraftStore(folder / "datos", synthetic_catalog(), now),
    "memory": lambda _folder, now: MemoryDraftStore(now),
}
DRAFT = draft_of(complete_answers())
SPARE = draft_id(900)
CHANGED = structs.replace(DRAFT, answers=DRAFT.answers.with_answer("sede", "Otra"))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(params=STORES.values(), ids=list(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path, clock: FakeClock) -> DraftStore:
    make: Callable[[Path, FakeClock], DraftStore] = request.param
    return make(tmp_path, clock)


def refuses(ask: Callable[[], object]) -> bool:
    with pytest.raises(InputError) as caught:
        ask()
    return caught.value.code == "no_such_draft"


def test_an_empty_store_has_no_drafts(store: DraftStore) -> None:
    assert store.ids() == ()


def test_a_saved_draft_is_loaded_as_it_was(store: DraftStore) -> None:
    draft = structs.replace(
        DRAFT,
        unfinished={"apertura": UnfinishedDate("", "13", "20")},
        section="relato",
        revisions=(Revision(1, "ab" * 32, NOW),),
    )
    store.save(draft)
    assert store.load(draft.id) == draft
    assert store.ids() == (draft.id,)


def test_saving_again_replaces_the_draft_whole(store: DraftStore) -> None:
    store.save(DRAFT)
    changed = structs.replace(DRAFT, answers=DRAFT.answers.with_answer("sede", None), section="pruebas")
    store.save(changed)
    assert store.load(DRAFT.id) == changed
    assert len(store.ids()) == 1


def test_drafts_are_kept_apart(store: DraftStore) -> None:
    other = draft_of(DRAFT.answers.with_answer("sede", "Otra"), 2)
    store.save(DRAFT)
    store.save(other)
    assert (store.load(DRAFT.id), store.load(other.id)) == (DRAFT, other)
    assert set(store.ids()) == {DRAFT.id, other.id}


def test_a_draft_that_was_never_saved_is_refused(store: DraftStore) -> None:
    assert refuses(lambda: store.load(DRAFT.id))
    assert refuses(lambda: store.move_to_trash(DRAFT.id))
    assert refuses(lambda: store.restore_from_trash(DRAFT.id, SPARE))


def test_a_draft_in_the_trash_is_out_of_the_list_and_comes_back_with_its_files(store: DraftStore) -> None:
    store.save(DRAFT)
    sha256 = store.add_file(DRAFT.id, b"nota")
    store.keep_version(DRAFT, VersionKind.FINAL)
    name = store.move_to_trash(DRAFT.id)
    assert store.ids() == ()
    assert refuses(lambda: store.load(DRAFT.id))
    assert store.read_file(DRAFT.id, sha256) is None
    assert store.restore_from_trash(name, SPARE) == DRAFT.id
    assert store.load(DRAFT.id) == DRAFT
    assert store.read_file(DRAFT.id, sha256) == b"nota"
    assert VersionKind.FINAL in [version.kind for version in store.history(DRAFT.id)]
    assert refuses(lambda: store.restore_from_trash(name, SPARE))


def test_the_trash_tells_what_was_deleted_when_and_reads_it(store: DraftStore, clock: FakeClock) -> None:
    other = draft_of(DRAFT.answers.with_answer("sede", "Otra"), 2)
    for draft in (DRAFT, other):
        store.save(draft)
        clock.advance(days=1)
        store.move_to_trash(draft.id)
    last, first = store.trash()
    assert (first.draft_id, first.since, first.is_deletion) == (DRAFT.id, NOW + dt.timedelta(days=1), True)
    assert (last.draft_id, last.since, last.is_deletion) == (other.id, NOW + dt.timedelta(days=2), True)
    assert (store.load_trashed(first.name), store.load_trashed(last.name)) == (DRAFT, other)
    for name in ("", DRAFT.id, f"{DRAFT.id}.00000000", "../drafts"):
        assert refuses(lambda name=name: store.load_trashed(name))  # type: ignore[misc]


def test_a_draft_that_is_deleted_twice_lies_in_the_trash_twice_and_both_come_back(store: DraftStore) -> None:
    store.save(DRAFT)
    sha256 = store.add_file(DRAFT.id, b"nota")
    store.keep_version(DRAFT, VersionKind.FINAL)
    older = store.move_to_trash(DRAFT.id)
    store.save(CHANGED)
    newer = store.move_to_trash(DRAFT.id)
    assert {entry.name for entry in store.trash()} == {older, newer}
    assert store.restore_from_trash(newer, SPARE) == DRAFT.id
    assert store.load(DRAFT.id) == CHANGED
    assert store.restore_from_trash(older, SPARE) == SPARE
    assert store.load(SPARE) == structs.replace(DRAFT, id=SPARE)
    assert store.read_file(SPARE, sha256) == b"nota"
    final = next(one for one in store.history(SPARE) if one.kind is VersionKind.FINAL)
    assert store.read_version(SPARE, final.name) == structs.replace(DRAFT, id=SPARE)
    assert store.load(DRAFT.id) == CHANGED
    assert set(store.ids()) == {DRAFT.id, SPARE}
    assert store.trash() == ()
    moved = structs.replace(CHANGED, id=SPARE)
    store.save(moved)
    store.close(SPARE)
    assert store.open(SPARE).draft == moved


def test_what_is_purged_is_that_deletion_and_no_other(store: DraftStore) -> None:
    store.save(DRAFT)
    older = store.move_to_trash(DRAFT.id)
    store.save(CHANGED)
    newer = store.move_to_trash(DRAFT.id)
    store.purge(older)
    assert [entry.name for entry in store.trash()] == [newer]
    store.restore_from_trash(newer, SPARE)
    assert store.load(DRAFT.id) == CHANGED


def test_what_was_deleted_is_let_go_after_thirty_days(store: DraftStore, clock: FakeClock) -> None:
    store.save(DRAFT)
    old = store.move_to_trash(DRAFT.id)
    clock.advance(seconds=1)
    store.save(DRAFT)
    young = store.move_to_trash(DRAFT.id)
    store.save(CHANGED)
    clock.advance(days=29, hours=23, minutes=59, seconds=58)
    store.sweep_trash()
    assert len(store.trash()) == 2
    clock.advance(seconds=1)
    store.sweep_trash()
    assert [entry.name for entry in store.trash()] == [young]
    assert refuses(lambda: store.purge(old))
    assert store.load(DRAFT.id) == CHANGED


@pytest.mark.parametrize("back", [dt.timedelta(days=1), dt.timedelta(days=400), dt.timedelta(days=20_000)])
def test_a_clock_that_was_put_back_ends_nothing(
    store: DraftStore, clock: FakeClock, back: dt.timedelta
) -> None:
    store.save(DRAFT)
    name = store.move_to_trash(DRAFT.id)
    clock.advance(days=-back.days)
    store.sweep_trash()
    assert [entry.name for entry in store.trash()] == [name]


def test_a_file_is_kept_by_its_content(store: DraftStore) -> None:
    sha256 = store.add_file(DRAFT.id, b"nota")
    assert sha256 == hashlib.sha256(b"nota").hexdigest()
    assert store.add_file(DRAFT.id, b"nota") == sha256
    assert store.read_file(DRAFT.id, sha256) == b"nota"


def test_a_file_may_come_before_its_draft_which_is_not_listed_for_it(store: DraftStore) -> None:
    sha256 = store.add_file(DRAFT.id, b"nota")
    assert store.ids() == ()
    store.save(DRAFT)
    assert store.read_file(DRAFT.id, sha256) == b"nota"


def test_a_file_is_missing_where_nobody_put_it(store: DraftStore) -> None:
    sha256 = store.add_file(DRAFT.id, b"nota")
    assert store.read_file(draft_id(2), sha256) is None
    assert store.read_file(DRAFT.id, "0" * 64) is None


def test_a_save_without_trouble_says_so(store: DraftStore) -> None:
    assert store.save(DRAFT) == Saved()
    assert store.save(CHANGED).trouble == ""


def test_what_is_typed_is_kept_without_a_save(store: DraftStore) -> None:
    store.save(DRAFT)
    store.note(CHANGED)
    assert store.load(DRAFT.id) == CHANGED
    store.save(DRAFT)
    assert store.load(DRAFT.id) == DRAFT


def test_a_draft_is_opened_as_it_was_left(store: DraftStore) -> None:
    store.save(DRAFT)
    store.close(DRAFT.id)
    opened = store.open(DRAFT.id)
    assert opened == OpenedDraft(DRAFT)
    store.save(CHANGED)
    assert store.open(DRAFT.id).draft == CHANGED
    assert refuses(lambda: store.open(draft_id(2)))


@pytest.mark.parametrize("kind", VersionKind)
def test_a_version_is_kept_as_the_draft_was(store: DraftStore, kind: VersionKind) -> None:
    store.save(DRAFT)
    store.keep_version(DRAFT, kind)
    store.save(CHANGED)
    names = [version.name for version in store.history(DRAFT.id) if version.kind is kind]
    assert store.read_version(DRAFT.id, names[-1]) == DRAFT
    assert store.load(DRAFT.id) == CHANGED


def test_a_version_is_kept_with_what_was_typed_since_the_last_save(store: DraftStore) -> None:
    store.save(DRAFT)
    store.keep_version(CHANGED, VersionKind.SAVED)
    assert store.read_version(DRAFT.id, store.history(DRAFT.id)[0].name) == CHANGED
    assert store.load(DRAFT.id) == CHANGED


def test_versions_come_newest_first_and_a_missing_one_is_refused(store: DraftStore) -> None:
    store.save(DRAFT)
    assert store.history(DRAFT.id) == ()
    store.keep_version(DRAFT, VersionKind.EXPORT)
    store.keep_version(CHANGED, VersionKind.FINAL)
    assert [version.kind for version in store.history(DRAFT.id)] == [VersionKind.FINAL, VersionKind.EXPORT]
    for name in ("00000099-saved.json", "../draft.json", ""):
        with pytest.raises(InputError) as caught:
            store.read_version(DRAFT.id, name)
        assert caught.value.code == "no_such_version"


def test_no_version_is_kept_of_a_draft_that_was_never_saved(store: DraftStore) -> None:
    assert refuses(lambda: store.keep_version(DRAFT, VersionKind.SAVED))
    assert store.ids() == ()


def test_a_purged_draft_is_gone_for_good(store: DraftStore) -> None:
    store.save(DRAFT)
    sha256 = store.add_file(DRAFT.id, b"nota")
    store.keep_version(DRAFT, VersionKind.FINAL)
    assert refuses(lambda: store.purge(DRAFT.id))  # only what is in the trash
    name = store.move_to_trash(DRAFT.id)
    store.purge(name)
    assert store.trash() == ()
    assert refuses(lambda: store.restore_from_trash(name, SPARE))
    assert refuses(lambda: store.purge(name))
    assert store.read_file(DRAFT.id, sha256) is None
    assert store.history(DRAFT.id) == ()
