"""The one history: what is kept, how far apart, and how much of it."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from msgspec import structs

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.rich_text import Block, BlockKind, RichText, Run
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from fichas_desktop.storage.versions import KEPT, VersionKind
from tests.builders import FakeClock, complete_answers, draft_of, synthetic_catalog

DRAFT = draft_of(complete_answers())


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> TinyDbDraftStore:
    return TinyDbDraftStore(tmp_path, synthetic_catalog(), clock)


def seat(number: int) -> Draft:
    return structs.replace(DRAFT, answers=DRAFT.answers.with_answer("sede", f"Sede {number}"))


def long_draft(number: int, characters: int) -> Draft:
    words = (f"palabra {number} " * (characters // 8))[:characters]
    text = RichText((Block(BlockKind.PARAGRAPH, 0, 0, (Run(words.strip()),)),))
    return structs.replace(DRAFT, answers=DRAFT.answers.with_answer("resumen", text))


def kinds(store: TinyDbDraftStore) -> list[VersionKind]:
    return [version.kind for version in store.history(DRAFT.id)]


def test_automatic_versions_are_ten_minutes_apart(store: TinyDbDraftStore, clock: FakeClock) -> None:
    for number in range(60 * 2):
        store.save(seat(number))
        clock.advance(minutes=1)
    times = [version.kept_at for version in store.history(DRAFT.id)]
    assert len(times) == 12
    assert {(newer - older).total_seconds() for newer, older in itertools.pairwise(times)} == {600}


def test_twenty_automatic_versions_are_kept_the_newest(store: TinyDbDraftStore, clock: FakeClock) -> None:
    for number in range(30):
        store.save(seat(number))
        clock.advance(minutes=10)
    history = store.history(DRAFT.id)
    assert len(history) == 20
    assert store.read_version(DRAFT.id, history[0].name) == seat(29)


def test_a_clock_put_back_stops_no_versions(store: TinyDbDraftStore, clock: FakeClock) -> None:
    store.save(seat(0))
    store.save(seat(1))
    clock.advance(days=-30)
    store.save(seat(2))
    store.save(seat(3))
    assert len(kinds(store)) == 2


@pytest.mark.parametrize("kind", [kind for kind, most in KEPT.items() if most is not None])
def test_each_kind_is_let_go_by_itself(store: TinyDbDraftStore, kind: VersionKind) -> None:
    store.save(DRAFT)
    store.keep_version(DRAFT, VersionKind.FINAL)
    for number in range(25):
        store.keep_version(seat(number), kind)
    most = KEPT[kind] or 0
    assert kinds(store).count(VersionKind.FINAL) == 1
    assert kinds(store).count(kind) == (3 if kind is VersionKind.AUTO else most)


def test_finals_are_kept_for_ever(store: TinyDbDraftStore) -> None:
    store.save(DRAFT)
    for number in range(30):
        store.keep_version(seat(number), VersionKind.FINAL)
    assert kinds(store) == [VersionKind.FINAL] * 30


def test_the_same_version_kept_twice_is_one(store: TinyDbDraftStore) -> None:
    store.save(DRAFT)
    store.keep_version(seat(1), VersionKind.SAVED)
    store.keep_version(seat(1), VersionKind.SAVED)
    store.keep_version(seat(1), VersionKind.EXPORT)
    assert sorted(kinds(store)) == [VersionKind.EXPORT, VersionKind.SAVED]


def test_a_damaged_version_is_refused_and_hides_no_other(store: TinyDbDraftStore, tmp_path: Path) -> None:
    store.save(DRAFT)
    store.keep_version(seat(1), VersionKind.SAVED)
    store.keep_version(seat(2), VersionKind.SAVED)
    newest, older = store.history(DRAFT.id)
    (tmp_path / "drafts" / DRAFT.id / "versions" / newest.name).write_bytes(b"garbage")
    with pytest.raises(Exception, match="damaged_draft"):
        store.read_version(DRAFT.id, newest.name)
    assert store.read_version(DRAFT.id, older.name) == seat(1)


def test_strange_files_among_the_versions_are_none(store: TinyDbDraftStore, tmp_path: Path) -> None:
    store.save(DRAFT)
    store.keep_version(seat(1), VersionKind.SAVED)
    folder = tmp_path / "drafts" / DRAFT.id / "versions"
    for name in ("notas.txt", "1-saved.json", "00000009-other.json", ".00ff.tmp"):
        (folder / name).write_bytes(b"x")
    assert kinds(store) == [VersionKind.SAVED]


@pytest.mark.parametrize("pause", [0, 20, 600])
def test_a_long_draft_saved_six_hundred_times_stays_within_a_megabyte(
    store: TinyDbDraftStore, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pause: int
) -> None:
    monkeypatch.setattr("os.fsync", lambda _descriptor: None)
    for number in range(600):
        store.save(long_draft(number, 60_000))
        clock.advance(seconds=pause)
    size = sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())
    assert size <= 1_000_000
    assert len(store.history(DRAFT.id)) >= (5 if pause else 1)
