"""A draft as the JSON document that is stored, with a schema number of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import msgspec
from msgspec import Struct

from fichas_desktop.codec.json_text import to_json
from fichas_desktop.codec.values import checked_attachment, decode_answers, encode_answers
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import Draft, FormRef, Revision, UnplacedText
from fichas_desktop.domain.partial_date import UnfinishedDate
from fichas_desktop.domain.text import clean_line, clean_text
from fichas_desktop.domain.values import DraftId, FileAttachment
from fichas_desktop.errors import InputError

SCHEMA_VERSION = 3

MIGRATIONS: Mapping[int, Callable[[dict[str, object]], dict[str, object]]] = {
    # schema 2 is stored with a seal; the document itself is the same
    1: lambda document: {**document, "schema_version": 2},
    2: lambda document: {**document, "schema_version": 3, "field": "", "unplaced": []},
}
"""Pure functions from a schema to the next one, applied in order."""


PLACE = frozenset(("section", "field"))
"""Names that tell where the person was last."""


class StoredDraft(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Frame of a stored draft; its answers are decoded with the form it names.

    ``later`` is absent where there is nothing in it.
    """

    schema_version: int
    id: str
    form: FormRef
    created_at: dt.datetime
    modified_at: dt.datetime
    section: str
    field: str
    answers: dict[str, object]
    unfinished: dict[str, UnfinishedDate]
    revisions: tuple[Revision, ...]
    unplaced: tuple[UnplacedText, ...]
    later: dict[str, str] = msgspec.field(default_factory=dict)


def read_stored(document: object) -> StoredDraft:
    """Check the frame of a stored draft, brought to the present schema, and return it.

    Raises:
        InputError: ``newer_draft`` when a later program wrote it; ``damaged_draft`` otherwise.
    """
    if not isinstance(document, dict):
        raise InputError("damaged_draft")
    current = document
    version = current.get("schema_version")
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise InputError("newer_draft")
    while isinstance(version, int) and version in MIGRATIONS:
        current = MIGRATIONS[version](current)
        version = current["schema_version"]
    try:
        stored = msgspec.convert(current, StoredDraft)
    except msgspec.ValidationError as error:
        raise InputError("damaged_draft") from error
    if stored.schema_version != SCHEMA_VERSION:
        raise InputError("damaged_draft")
    return stored


def without_place(document: Mapping[str, object]) -> dict[str, object]:
    """Return a stored draft without where the person was last: no edit, and no reason for a version."""
    return {name: value for name, value in document.items() if name not in PLACE}


def decode_draft(form: FormDefinition, stored: StoredDraft) -> Draft:
    """Return the draft; InputError when an answer does not fit the form."""
    return Draft(
        id=DraftId(stored.id),
        form=stored.form,
        created_at=stored.created_at,
        modified_at=stored.modified_at,
        answers=decode_answers(form, stored.answers),
        unfinished=stored.unfinished,
        section=stored.section,
        field=stored.field,
        revisions=stored.revisions,
        unplaced=tuple(map(checked_unplaced, stored.unplaced)),
        later=stored.later,
    )


def checked_unplaced(entry: UnplacedText) -> UnplacedText:
    """Return a text without a place, cleaned; InputError when it names a file that cannot be."""
    checked = tuple(map(checked_attachment, entry.files))
    files = tuple(file for file in checked if isinstance(file, FileAttachment))
    return UnplacedText(clean_line(entry.label), clean_text(entry.text), files)


def encode_draft(form: FormDefinition, draft: Draft) -> dict[str, object]:
    """Return the JSON document of a draft."""
    document = to_json(
        StoredDraft(
            schema_version=SCHEMA_VERSION,
            id=draft.id,
            form=draft.form,
            created_at=draft.created_at,
            modified_at=draft.modified_at,
            section=draft.section,
            field=draft.field,
            answers=encode_answers(form, draft.answers),
            unfinished=dict(draft.unfinished),
            revisions=draft.revisions,
            unplaced=draft.unplaced,
            later=dict(draft.later),
        )
    )
    assert isinstance(document, dict)  # noqa: S101 - a Struct becomes an object
    return document
