"""What is asked and offered when a draft is opened again: which of two states to go on with, a newer form."""

from __future__ import annotations

import datetime as dt
import itertools

from msgspec import Struct, structs

from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import Draft, FormRef
from fichas_desktop.domain.migration import field_places, migrate_answers, migrate_later, migrate_unfinished
from fichas_desktop.errors import FichasError
from fichas_desktop.forms.catalog import FormCatalog
from fichas_desktop.services.drafts import Drafts
from fichas_desktop.services.runtime import Clock
from fichas_desktop.storage.versions import VersionKind


class Conflict(Struct, frozen=True):
    """A state of a draft that somebody wrote beside it.

    Attributes:
        version: Name of the version that holds it.
        written_at: When it was last changed.
    """

    version: str
    written_at: dt.datetime


class Reopening:
    """Use cases around a draft that is opened again.

    Args:
        drafts: The kept drafts.
        catalog: The forms known.
        clock: For the time of a change.
    """

    def __init__(self, drafts: Drafts, catalog: FormCatalog, clock: Clock) -> None:
        self._drafts = drafts
        self._catalog = catalog
        self._clock = clock

    def conflict(self, draft: Draft) -> Conflict | None:
        """Return the newest state that differs from the draft and was not chosen against, None for none."""
        for entry in self._drafts.history(draft.id):
            if entry.kind != VersionKind.CONFLICT or entry.answered:
                continue
            try:
                version = self._drafts.read_version(draft.id, entry.name)
            except FichasError:
                continue  # what cannot be read cannot be chosen; the history says so
            if version.content() != draft.content():
                return Conflict(entry.name, version.modified_at)
        return None

    def keep_present(self, draft: Draft, conflict: Conflict) -> None:
        """Go on with the draft as it is; the other state stays in the history."""
        self._drafts.mark_answered(draft.id, conflict.version)

    def take_version(self, draft: Draft, name: str) -> Draft:
        """Go on with a version, durably, and return the draft; the state before stays in the history."""
        restored = self._drafts.restored(draft, name)
        self._drafts.save(restored)
        kinds = {entry.name: entry.kind for entry in self._drafts.history(draft.id)}
        if kinds.get(name) == VersionKind.CONFLICT:
            self._drafts.mark_answered(draft.id, name)
        return restored

    def newer_form(self, draft: Draft) -> FormDefinition | None:
        """Return the newest version of the draft's form, None when that is the draft's own."""
        latest = self._catalog.latest(draft.form.code)
        return latest if int(latest.version) > int(draft.form.version) else None

    def move_to(self, draft: Draft, form: FormDefinition) -> Draft:
        """Bring a draft to another version of its form, durably, and return it.

        The draft as it was is kept as a backup version first. What has no place in the form goes to the
        unplaced texts.
        """
        old = self._catalog.get(draft.form.code, draft.form.version)
        self._drafts.keep_version(draft, VersionKind.BACKUP)
        answers, texts = migrate_answers(old, form, draft.answers)
        unfinished, boxes = migrate_unfinished(old, form, draft.unfinished, answers)
        later, notes = migrate_later(old, form, draft.later)
        place = field_places(form).get(draft.field)
        moved = structs.replace(
            draft,
            form=FormRef(form.code, form.version),
            section=form.section_of(place.key).key if place is not None else "",
            field=place.key if place is not None else "",
            answers=answers,
            unfinished=unfinished,
            unplaced=tuple(itertools.chain(draft.unplaced, texts, boxes, notes)),
            later=later,
            modified_at=self._clock(),
        )
        self._drafts.save(moved)
        return moved
