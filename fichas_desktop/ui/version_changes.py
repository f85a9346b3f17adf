"""What differs between two states of a ficha, in words, field by field."""

from __future__ import annotations

from msgspec import Struct

from fichas_desktop.domain.definition import FieldDefinition, FormDefinition
from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.migration import boxes_text
from fichas_desktop.domain.values import plain_text
from fichas_desktop.messages import field_name
from fichas_desktop.ui.later_mark import LATER
from fichas_desktop.ui.unplaced_texts import TITLE


class Change(Struct, frozen=True):
    """A field that differs; ``then`` and ``now`` are the same words where only their form or a file does."""

    name: str
    then: str
    now: str


def changes(form: FormDefinition, then: Draft, now: Draft) -> tuple[Change, ...]:
    """Return what differs between an earlier state and the present one, in the form's order."""
    found = [
        Change(field_name(form, field), _words(then, field), _words(now, field))
        for field in form.fields()
        if _parts(then, field.key) != _parts(now, field.key)
    ]
    if then.unplaced != now.unplaced:
        found.append(Change(TITLE, _unplaced_words(then), _unplaced_words(now)))
    return tuple(found)


def _parts(draft: Draft, key: str) -> tuple[object, ...]:
    return draft.answers.get(key), draft.unfinished.get(key), draft.later.get(key)


def _words(draft: Draft, field: FieldDefinition) -> str:
    answer, boxes = draft.answers.get(field.key), draft.unfinished.get(field.key)
    words = "" if answer is None else plain_text(field, answer)
    lines = [boxes_text(boxes) if boxes is not None else words]
    note = draft.later.get(field.key)
    if note is not None:
        lines.append(f"{LATER}: {note}" if note else LATER)
    return "\n".join(line for line in lines if line)


def _unplaced_words(draft: Draft) -> str:
    return "\n".join(f"{entry.label}: {entry.text}" for entry in draft.unplaced)
