from __future__ import annotations

import datetime as dt

import pytest

from fichas_desktop.domain.values import AnswerSet
from fichas_desktop.errors import InputError
from fichas_desktop.services.drafts import Drafts
from fichas_desktop.services.trash import Trash
from fichas_desktop.storage.memory_drafts import MemoryDraftStore
from tests.builders import (
    NOW,
    FakeClock,
    complete_answers,
    counted_ids,
    draft_id,
    draft_of,
    synthetic_catalog,
)

DRAFT = draft_of(complete_answers())


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(clock: FakeClock) -> MemoryDraftStore:
    return MemoryDraftStore(clock)


@pytest.fixture
def trash(store: MemoryDraftStore, clock: FakeClock) -> Trash:
    new_id = counted_ids(50)
    listed = Drafts(store, synthetic_catalog(), clock, new_id).listed
    return Trash(store, synthetic_catalog(), clock, new_id, listed)


def test_a_row_says_what_was_deleted_when_and_how_long_it_stays(
    trash: Trash, store: MemoryDraftStore, clock: FakeClock
) -> None:
    store.save(DRAFT)
    store.move_to_trash(DRAFT.id)
    (row,) = trash.drafts()
    assert (row.title, row.is_readable, row.has_copies) == ("Tejer la memoria", True, False)
    assert (row.since, row.is_deletion) == (NOW, True)
    assert row.since is not None
    assert row.since.tzinfo == NOW.tzinfo, "in the zone of the clock, to be shown"


@pytest.mark.parametrize(
    ("passed", "left"),
    [
        (dt.timedelta(), 30),
        (dt.timedelta(seconds=1), 30),
        (dt.timedelta(days=1), 29),
        (dt.timedelta(days=29), 1),
        (dt.timedelta(days=29, hours=23), 1),
        (dt.timedelta(days=30), 0),
        (dt.timedelta(days=400), 0),
        (dt.timedelta(days=-100), 30),
    ],
)
def test_the_days_left_are_whole_and_between_30_and_0(
    trash: Trash, store: MemoryDraftStore, clock: FakeClock, passed: dt.timedelta, left: int
) -> None:
    store.save(DRAFT)
    store.move_to_trash(DRAFT.id)
    clock.moment += passed
    assert [row.days_left for row in trash.drafts()] == [left]


def test_an_untitled_draft_has_an_empty_title(trash: Trash, store: MemoryDraftStore) -> None:
    store.save(draft_of(AnswerSet()))
    store.move_to_trash(DRAFT.id)
    assert [(row.title, row.is_readable) for row in trash.drafts()] == [("", True)]


def test_a_draft_of_which_there_is_another_says_so(trash: Trash, store: MemoryDraftStore) -> None:
    store.save(DRAFT)
    store.move_to_trash(DRAFT.id)
    store.save(DRAFT)
    assert [row.has_copies for row in trash.drafts()] == [True]
    store.move_to_trash(DRAFT.id)
    assert [row.has_copies for row in trash.drafts()] == [True, True]


def test_a_draft_comes_back_as_itself_or_beside_the_one_that_has_its_id(
    trash: Trash, store: MemoryDraftStore
) -> None:
    store.save(DRAFT)
    first = store.move_to_trash(DRAFT.id)
    restored = trash.restore(first)
    assert (restored.id, restored.beside) == (DRAFT.id, False)
    second = store.move_to_trash(DRAFT.id)
    store.save(DRAFT)
    restored = trash.restore(second)
    assert restored.beside
    assert set(store.ids()) == {DRAFT.id, restored.id}


def test_one_that_cannot_be_purged_keeps_no_other_from_it(trash: Trash, store: MemoryDraftStore) -> None:
    names = []
    for number in (1, 2):
        store.save(draft_of(complete_answers(), number))
        names.append(store.move_to_trash(draft_id(number)))
    with pytest.raises(InputError):
        trash.purge_all([names[0], "nadie", names[1]])
    assert trash.drafts() == ()


def test_the_time_is_over_by_itself(trash: Trash, store: MemoryDraftStore, clock: FakeClock) -> None:
    store.save(DRAFT)
    store.move_to_trash(DRAFT.id)
    trash.sweep()
    assert len(trash.drafts()) == 1
    clock.advance(days=30)
    trash.sweep()
    assert trash.drafts() == ()
