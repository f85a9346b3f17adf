"""Programs on a test's own data folder, with the drafts that the window's tests begin with."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

from fichas_desktop.domain.values import DraftId
from fichas_desktop.services.example import example_draft
from fichas_desktop.services.program import Program
from tests.builders import BOGOTA, NOW, TEST_FORMS, FakeClock, answers_of, complete_values, counted_ids

EXAMPLE_DAY = dt.datetime(2025, 5, 16, 10, 42, tzinfo=BOGOTA)
"""The day on which the shipped example says that it was filled in."""


def shipped_program(folder: Path, moment: dt.datetime = EXAMPLE_DAY) -> Program:
    """Return the program with the official form."""
    return Program(folder, clock=FakeClock(moment))


def keep_example(program: Program) -> DraftId:
    """Keep the shipped example, in which every field is answered, and return its id."""
    return example_draft(program.catalog.latest(), program.importer, program.drafts)


def keep_titled(program: Program, *titles: str) -> list[DraftId]:
    """Keep drafts that have only a title, each a minute younger than the one before."""
    form = program.catalog.latest()
    clock = program.clock
    assert isinstance(clock, FakeClock)
    kept = []
    for title in titles:
        clock.advance(minutes=1)
        draft = program.drafts.begin(form, answers_of(form, **{form.title_field: title}))
        program.drafts.save(draft)
        kept.append(draft.id)
    return kept


def invented_program(folder: Path) -> Program:
    """Return the program with the invented form, which holds every kind of field."""
    return Program(folder, forms=TEST_FORMS, clock=FakeClock(NOW), new_id=counted_ids())


def keep_complete(program: Program, **changes: object) -> DraftId:
    """Keep a draft of the invented form that is ready to be handed in, and return its id."""
    form = program.catalog.get("SINT-01", "01")
    draft = program.drafts.begin(form, answers_of(form, **(complete_values() | changes)))
    program.drafts.save(draft)
    return draft.id


def kept_files(folder: Path) -> list[Path]:
    """Return every file below a data folder, sorted."""
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


def kept_as(folder: Path, content: bytes) -> Path:
    """Return the one file below a data folder that holds these bytes."""
    (found,) = (path for path, data in kept_contents(folder).items() if data == content)
    return found


def kept_contents(folder: Path) -> dict[Path, bytes]:
    """Return what is in every file below a data folder, but for what a save renames meanwhile."""
    found = {}
    for path in kept_files(folder):
        with contextlib.suppress(FileNotFoundError):
            found[path] = path.read_bytes()
    return found
