from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from fichas_desktop.codec.draft import SCHEMA_VERSION, decode_draft, encode_draft, read_stored
from fichas_desktop.codec.json_text import parse_json, pretty_bytes
from fichas_desktop.domain.ficha import Draft
from fichas_desktop.errors import InputError
from tests.builders import PROPERTY, complete_answers, draft_of, drafts, synthetic_form

FORM = synthetic_form()


def stored() -> dict[str, Any]:
    return encode_draft(FORM, draft_of(complete_answers()))


def code_of(document: object) -> str:
    with pytest.raises(InputError) as caught:
        read_stored(document)
    return caught.value.code


@PROPERTY
@given(drafts(FORM))
def test_a_draft_comes_back_from_its_json(draft: Draft) -> None:
    document = parse_json(pretty_bytes(encode_draft(FORM, draft)))
    assert decode_draft(FORM, read_stored(document)) == draft


@pytest.mark.parametrize("version", [SCHEMA_VERSION + 1, 99])
def test_a_draft_of_a_later_program_is_told_apart_whatever_else_it_holds(version: int) -> None:
    assert code_of(stored() | {"schema_version": version, "novelty": [1]}) == "newer_draft"
    assert code_of({"schema_version": version}) == "newer_draft"


@pytest.mark.parametrize(
    "change",
    [
        {"extra": 1},
        {"id": 5},
        {"form": {"code": "SINT-01"}},
        {"created_at": "ayer"},
        {"answers": []},
        {"unfinished": {"apertura": {"day": 3}}},
        {"field": None},
        {"unplaced": [{"label": "Sede"}]},
        {"revisions": [{"number": 1}]},
        {"schema_version": "1"},
    ],
)
def test_a_draft_of_another_shape_is_damaged(change: dict[str, object]) -> None:
    assert code_of(stored() | change) == "damaged_draft"


@pytest.mark.parametrize("key", list(stored()))
def test_a_draft_that_lacks_a_key_is_damaged(key: str) -> None:
    document = stored()
    del document[key]
    assert code_of(document) == "damaged_draft"


@pytest.mark.parametrize("document", [None, [], "x", {}])
def test_another_document_is_a_damaged_draft(document: object) -> None:
    assert code_of(document) == "damaged_draft"
