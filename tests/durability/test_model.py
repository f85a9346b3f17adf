"""Any sequence of what a person may do with a draft: the store on disk agrees with a plain model."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec import Struct, structs

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import InputError
from fichas_desktop.services.drafts import Drafts
from fichas_desktop.services.trash import Trash
from fichas_desktop.storage.draft_store import Saved
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from fichas_desktop.storage.versions import VersionKind
from tests.builders import PROPERTY, FakeClock, complete_answers, counted_ids, draft_of, synthetic_catalog

CATALOG = synthetic_catalog()
DRAFT = draft_of(complete_answers())
KEYS = ("sede", "tallerista", "titulo_taller")
TEXTS = st.one_of(st.none(), st.sampled_from(["uno", "dos", "tres", "ñandú" * 200]))


class Whole(Struct, frozen=True):
    """A draft with the versions of it that were asked for."""

    draft: Draft
    versions: dict[str, Draft]

    def under(self, draft_id: DraftId) -> Whole:
        moved = {name: structs.replace(draft, id=draft_id) for name, draft in self.versions.items()}
        return Whole(structs.replace(self.draft, id=draft_id), moved)


class Trashed(Struct, frozen=True):
    """A deleted draft, and when that was."""

    whole: Whole
    deleted_at: dt.datetime


class OneDraft(RuleBasedStateMachine):
    """The model is what the window shows, what is durable, the versions that were asked for, the trash."""

    def __init__(self) -> None:
        super().__init__()
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = Path(self.scratch.name)
        self.clock = FakeClock()
        self.shown = DRAFT
        self.kept: Draft | None = None
        self.versions: dict[str, Draft] = {}
        self.copies: dict[DraftId, Whole] = {}
        self.trashed: dict[str, Trashed] = {}
        self.new_id = counted_ids(2)
        self.start()

    def start(self) -> None:
        self.store = TinyDbDraftStore(self.folder, CATALOG, self.clock)
        self.drafts = Drafts(self.store, CATALOG, self.clock, self.new_id)
        self.trash = Trash(self.store, CATALOG, self.clock, self.new_id, self.drafts.listed)

    def teardown(self) -> None:
        self.store.close(DRAFT.id)
        self.scratch.cleanup()

    @rule(key=st.sampled_from(KEYS), text=TEXTS, minutes=st.integers(0, 15))
    def edit(self, key: str, text: str | None, minutes: int) -> None:
        self.clock.advance(minutes=minutes)
        answers = self.shown.answers.with_answer(key, text)
        self.shown = structs.replace(self.shown, answers=answers, modified_at=self.clock())

    @precondition(lambda self: self.kept is not None)
    @rule()
    def note(self) -> None:
        self.drafts.note(self.shown)
        self.kept = self.shown

    @rule()
    def save(self) -> None:
        assert self.drafts.save(self.shown) == Saved()
        self.kept = self.shown

    @precondition(lambda self: self.kept is not None)
    @rule(is_killed=st.booleans())
    def reopen(self, is_killed: bool) -> None:
        if not is_killed:
            self.save()
        self.store.close(DRAFT.id)
        self.start()
        opened = self.store.open(DRAFT.id)
        assert not opened.damaged
        assert not opened.read_only
        self.shown = opened.draft
        assert opened.draft == self.kept

    @precondition(lambda self: self.kept is not None)
    @rule(kind=st.sampled_from((VersionKind.SAVED, VersionKind.EXPORT, VersionKind.FINAL)))
    def keep_version(self, kind: VersionKind) -> None:
        before = {version.name for version in self.drafts.history(DRAFT.id)}
        self.drafts.keep_version(self.shown, kind)
        if kind is not VersionKind.EXPORT:  # what was exported need not be what is saved
            self.kept = self.shown
        new = {version.name for version in self.drafts.history(DRAFT.id)} - before
        self.versions |= dict.fromkeys(new, self.shown)

    @precondition(lambda self: self.kept is not None and self.versions)
    @rule(data=st.data())
    def restore_version(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.versions)))
        present = self.shown
        self.shown = self.drafts.restored(present, name)
        assert self.shown.answers == self.versions[name].answers
        assert present in [
            self.drafts.read_version(DRAFT.id, version.name)
            for version in self.drafts.history(DRAFT.id)
            if version.kind == "restored"
        ]
        self.kept = present
        self.save()

    @precondition(lambda self: self.kept is not None)
    @rule()
    def put_in_the_trash(self) -> None:
        assert self.kept is not None
        name = self.drafts.move_to_trash(DRAFT.id)
        self.trashed[name] = Trashed(Whole(self.kept, self.versions), self.clock())
        # the window may go on with the same id, as after a copy of it is taken in once more
        self.kept, self.versions = None, {}

    @precondition(lambda self: self.copies)
    @rule(data=st.data())
    def put_a_copy_in_the_trash(self, data: st.DataObject) -> None:
        draft_id = data.draw(st.sampled_from(sorted(self.copies)))
        self.trashed[self.drafts.move_to_trash(draft_id)] = Trashed(self.copies.pop(draft_id), self.clock())

    @precondition(lambda self: self.trashed)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.trashed)))
        whole = self.trashed.pop(name).whole
        is_taken = whole.draft.id == DRAFT.id and self.kept is not None
        restored = self.trash.restore(name)
        assert restored.beside == is_taken
        if is_taken or whole.draft.id != DRAFT.id:
            self.copies[restored.id] = whole.under(restored.id)
        else:
            assert restored.id == DRAFT.id
            self.shown = self.kept = whole.draft
            self.versions = dict(whole.versions)

    @precondition(lambda self: self.trashed)
    @rule(data=st.data())
    def purge(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.trashed)))
        self.trash.purge(name)
        del self.trashed[name]

    @rule(is_at_night=st.booleans())
    def empty_the_trash(self, is_at_night: bool) -> None:
        if is_at_night:
            self.trash.purge_all(self.trashed)
            self.trashed = {}

    @rule(days=st.integers(-40, 40))
    def start_on_another_day(self, days: int) -> None:
        self.clock.advance(days=days)
        self.trash.sweep()
        kept = {
            name: one
            for name, one in self.trashed.items()
            if self.clock() - one.deleted_at < dt.timedelta(days=30)
        }
        self.trashed = kept

    @precondition(lambda self: self.kept is not None)
    @rule(data=st.data())
    def damage_a_file_between_two_starts(self, data: st.DataObject) -> None:
        self.store.close(DRAFT.id)
        folder = self.folder / "drafts" / DRAFT.id
        checkpoint = TinyDbDraftStore(self.folder, CATALOG).load(DRAFT.id)
        assert checkpoint == self.kept
        (folder / "draft.json").write_bytes(data.draw(st.binary(max_size=20)))
        self.start()
        opened = self.store.open(DRAFT.id)
        assert (opened.draft, opened.damaged) == (self.kept, True)
        self.shown = opened.draft

    @invariant()
    def the_store_holds_what_the_model_holds(self) -> None:
        fresh = TinyDbDraftStore(self.folder, CATALOG, self.clock)
        there = dict(self.copies)
        if self.kept is not None:
            there[DRAFT.id] = Whole(self.kept, self.versions)
        else:
            with pytest.raises(InputError):
                fresh.load(DRAFT.id)
        assert set(fresh.ids()) == set(there)
        for draft_id, whole in there.items():
            assert fresh.load(draft_id) == whole.draft
            for name, draft in whole.versions.items():
                assert fresh.read_version(draft_id, name) == draft

    @invariant()
    def the_trash_holds_what_was_deleted(self) -> None:
        rows = {row.name: row for row in self.trash.drafts()}
        assert set(rows) == set(self.trashed)
        ids = [one.whole.draft.id for one in self.trashed.values()] + list(self.copies)
        ids += [DRAFT.id] if self.kept is not None else []
        for name, one in self.trashed.items():
            assert self.store.load_trashed(name) == one.whole.draft
            assert (rows[name].since, rows[name].is_readable) == (one.deleted_at, True)
            assert 0 <= rows[name].days_left <= 30
            assert rows[name].has_copies == (ids.count(one.whole.draft.id) > 1)


OneDraft.TestCase.settings = settings(PROPERTY, max_examples=30, stateful_step_count=30)
TestOneDraft = OneDraft.TestCase
