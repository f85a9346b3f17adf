"""Any sequence of what a person may do with a draft: the store on disk agrees with a plain model."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec import structs

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.errors import InputError
from fichas_desktop.services.drafts import Drafts
from fichas_desktop.storage.draft_store import Saved
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from fichas_desktop.storage.versions import VersionKind
from tests.builders import PROPERTY, FakeClock, complete_answers, counted_ids, draft_of, synthetic_catalog

DRAFT = draft_of(complete_answers())
KEYS = ("sede", "tallerista", "titulo_taller")
TEXTS = st.one_of(st.none(), st.sampled_from(["uno", "dos", "tres", "ñandú" * 200]))


class OneDraft(RuleBasedStateMachine):
    """The model is what the window shows, what is durable, and the versions that were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = Path(self.scratch.name)
        self.clock = FakeClock()
        self.shown = DRAFT
        self.kept: Draft | None = None
        self.versions: dict[str, Draft] = {}
        self.is_in_trash = False
        self.start()

    def start(self) -> None:
        self.store = TinyDbDraftStore(self.folder, synthetic_catalog(), self.clock)
        self.drafts = Drafts(self.store, synthetic_catalog(), self.clock, counted_ids())

    def teardown(self) -> None:
        self.store.close(DRAFT.id)
        self.scratch.cleanup()

    @precondition(lambda self: not self.is_in_trash)
    @rule(key=st.sampled_from(KEYS), text=TEXTS, minutes=st.integers(0, 15))
    def edit(self, key: str, text: str | None, minutes: int) -> None:
        self.clock.advance(minutes=minutes)
        answers = self.shown.answers.with_answer(key, text)
        self.shown = structs.replace(self.shown, answers=answers, modified_at=self.clock())

    @precondition(lambda self: self.kept is not None and not self.is_in_trash)
    @rule()
    def note(self) -> None:
        self.drafts.note(self.shown)
        self.kept = self.shown

    @precondition(lambda self: not self.is_in_trash)
    @rule()
    def save(self) -> None:
        assert self.drafts.save(self.shown) == Saved()
        self.kept = self.shown

    @precondition(lambda self: self.kept is not None and not self.is_in_trash)
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

    @precondition(lambda self: self.kept is not None and not self.is_in_trash)
    @rule(kind=st.sampled_from((VersionKind.SAVED, VersionKind.EXPORT, VersionKind.FINAL)))
    def keep_version(self, kind: VersionKind) -> None:
        before = {version.name for version in self.drafts.history(DRAFT.id)}
        self.drafts.keep_version(self.shown, kind)
        if kind is not VersionKind.EXPORT:  # what was exported need not be what is saved
            self.kept = self.shown
        new = {version.name for version in self.drafts.history(DRAFT.id)} - before
        self.versions |= dict.fromkeys(new, self.shown)

    @precondition(lambda self: self.versions and not self.is_in_trash)
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

    @precondition(lambda self: self.kept is not None and not self.is_in_trash)
    @rule()
    def put_in_the_trash(self) -> None:
        self.drafts.move_to_trash(DRAFT.id)
        self.is_in_trash = True

    @precondition(lambda self: self.is_in_trash)
    @rule()
    def undo(self) -> None:
        self.drafts.restore(DRAFT.id)
        self.is_in_trash = False

    @precondition(lambda self: self.is_in_trash)
    @rule()
    def purge(self) -> None:
        self.drafts.purge(DRAFT.id)
        self.is_in_trash, self.kept, self.versions = False, None, {}

    @precondition(lambda self: self.kept is not None and not self.is_in_trash)
    @rule(data=st.data())
    def damage_a_file_between_two_starts(self, data: st.DataObject) -> None:
        self.store.close(DRAFT.id)
        folder = self.folder / "drafts" / DRAFT.id
        checkpoint = TinyDbDraftStore(self.folder, synthetic_catalog()).load(DRAFT.id)
        assert checkpoint == self.kept
        (folder / "draft.json").write_bytes(data.draw(st.binary(max_size=20)))
        self.start()
        opened = self.store.open(DRAFT.id)
        assert (opened.draft, opened.damaged) == (self.kept, True)
        self.shown = opened.draft

    @invariant()
    def the_store_holds_what_the_model_holds(self) -> None:
        fresh = TinyDbDraftStore(self.folder, synthetic_catalog(), self.clock)
        if self.kept is None or self.is_in_trash:
            assert fresh.ids() == ()
            with pytest.raises(InputError):
                fresh.load(DRAFT.id)
            return
        assert fresh.ids() == (DRAFT.id,)
        assert fresh.load(DRAFT.id) == self.kept
        for name, draft in self.versions.items():
            assert fresh.read_version(DRAFT.id, name) == draft


OneDraft.TestCase.settings = settings(PROPERTY, max_examples=30, stateful_step_count=30)
TestOneDraft = OneDraft.TestCase
