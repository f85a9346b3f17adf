"""Which entrega an export of a draft is, and which time it bears."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec import structs

from fichas_desktop.codec.sidecar import answers_sha256
from fichas_desktop.domain.ficha import Draft, FichaRecord, Status
from fichas_desktop.services.origins import record_of_draft, with_revision
from tests.builders import NOW, FakeClock, complete_answers, draft_of, synthetic_form

FORM = synthetic_form()
DRAFT = draft_of(complete_answers())


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW + dt.timedelta(hours=1))


def deliver(draft: Draft, clock: FakeClock) -> tuple[Draft, FichaRecord]:
    record = record_of_draft(FORM, draft, Status.FINAL, clock)
    return with_revision(FORM, draft, record), record


def changed(draft: Draft, sede: str) -> Draft:
    return structs.replace(draft, answers=draft.answers.with_answer("sede", sede))


def test_the_first_entrega_is_number_1_and_bears_the_time_at_which_it_is_frozen(clock: FakeClock) -> None:
    draft, record = deliver(DRAFT, clock)
    assert (record.id, record.revision, record.supersedes) == (DRAFT.id, 1, None)
    assert (record.created_at, record.finalized_at) == (NOW, clock())
    (revision,) = draft.revisions
    assert (revision.number, revision.finalized_at) == (1, clock())
    assert revision.answers_sha256 == answers_sha256(FORM, draft.answers)


def test_the_same_answers_again_are_the_same_entrega_with_its_time(clock: FakeClock) -> None:
    draft, first = deliver(DRAFT, clock)
    clock.advance(days=3)
    again, second = deliver(draft, clock)
    assert second == first
    assert again is draft


def test_changed_answers_are_the_next_entrega_and_name_the_one_they_supersede(clock: FakeClock) -> None:
    draft, first = deliver(DRAFT, clock)
    clock.advance(days=3)
    draft, second = deliver(changed(draft, "Otra"), clock)
    assert (second.id, second.revision) == (first.id, 2)
    assert second.supersedes == draft.revisions[0].answers_sha256
    assert second.finalized_at == clock()
    assert [revision.number for revision in draft.revisions] == [1, 2]
    _, again = deliver(draft, clock)
    assert again == second


def test_answers_changed_back_are_a_new_entrega(clock: FakeClock) -> None:
    draft, first = deliver(DRAFT, clock)
    draft, second = deliver(changed(draft, "Otra"), clock)
    draft, third = deliver(structs.replace(draft, answers=DRAFT.answers), clock)
    assert (third.revision, third.answers) == (3, first.answers)
    assert third.supersedes == answers_sha256(FORM, second.answers)


def test_a_borrador_bears_the_time_of_the_last_change_and_freezes_nothing(clock: FakeClock) -> None:
    modified = NOW + dt.timedelta(minutes=7)
    draft = structs.replace(DRAFT, modified_at=modified)
    record = record_of_draft(FORM, draft, Status.BORRADOR, clock)
    assert (record.status, record.revision, record.finalized_at) == (Status.BORRADOR, 1, modified)
    clock.advance(days=1)
    assert record_of_draft(FORM, draft, Status.BORRADOR, clock) == record


def test_a_borrador_after_an_entrega_is_of_the_coming_one(clock: FakeClock) -> None:
    draft, first = deliver(DRAFT, clock)
    record = record_of_draft(FORM, changed(draft, "Otra"), Status.BORRADOR, clock)
    assert (record.revision, record.supersedes) == (2, answers_sha256(FORM, first.answers))
