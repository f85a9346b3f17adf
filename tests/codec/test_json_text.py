from __future__ import annotations

import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from fichas_desktop.codec.answers_file import record_of_answers
from fichas_desktop.codec.json_text import (
    MAX_DEPTH,
    canonical_bytes,
    canonical_sha256,
    parse_json,
    pretty_bytes,
    stored_bytes,
    stored_sha256,
)
from fichas_desktop.codec.sidecar import answers_document, sidecar_document
from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.values import AnswerSet
from fichas_desktop.errors import InputError
from tests.builders import PROPERTY, answer_sets, synthetic_form

FORM = synthetic_form()

KEYS = st.text("abcdefghijklmnopqrstuvwxyz_0123456789$", max_size=6)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
DOCUMENTS = st.recursive(
    st.one_of(st.none(), st.booleans(), WHOLE, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


def code_of(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        parse_json(data)
    return caught.value.code


@PROPERTY
@given(DOCUMENTS)
def test_canonical_bytes_are_those_of_the_reference_library(document: Any) -> None:
    assert canonical_bytes(document) == stored_bytes(document) == rfc8785.dumps(document)
    assert canonical_sha256(document) == stored_sha256(document)


@PROPERTY
@given(answer_sets(FORM))
def test_the_canonical_bytes_of_any_ficha_are_those_of_the_reference_library(answers: AnswerSet) -> None:
    record = record_of_answers(FORM, answers, Status.FINAL)
    for document in (answers_document(FORM, answers), sidecar_document(FORM, record, "1.2.3")):
        expected = rfc8785.dumps(json.loads(json.dumps(document)))
        assert canonical_bytes(document) == expected


@PROPERTY
@given(DOCUMENTS)
def test_what_is_written_for_people_reads_back_the_same(document: object) -> None:
    assert parse_json(pretty_bytes(document)) == document
    assert parse_json(canonical_bytes(document)) == document


def test_the_order_of_keys_does_not_change_the_hash() -> None:
    assert canonical_sha256({"a": 1, "b": [True]}) == canonical_sha256({"b": [True], "a": 1})
    assert canonical_sha256({"a": 1}) != canonical_sha256({"a": 2})


def test_json_for_people_is_utf_8_with_two_spaces_and_one_final_newline() -> None:
    assert pretty_bytes({"á": ["ñ"]}) == '{\n  "á": [\n    "ñ"\n  ]\n}\n'.encode()


@pytest.mark.parametrize("write", [canonical_bytes, pretty_bytes])
def test_what_json_cannot_hold_is_never_written(write: object) -> None:
    assert callable(write)
    with pytest.raises(ValueError, match="JSON compliant"):
        write({"a": float("nan")})


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["without", "with"])
def test_a_byte_order_mark_is_accepted(mark: bytes) -> None:
    assert parse_json(mark + '{"a": "ñ"}'.encode()) == {"a": "ñ"}


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe{\x00}\x00", '{"a": "ñ"}'.encode("latin-1"), b'{"a": "\xed\xa0\x80"}'],
    ids=["utf-16", "latin-1", "surrogate"],
)
def test_other_encodings_are_named_as_such(data: bytes) -> None:
    assert code_of(data) == "not_utf8"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" ",
        b"{",
        b"{'a': 1}",
        b'{"a": 1,}',
        b"[1] [2]",
        b"NaN",
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"a": "\n"}',
        b"\x00",
        b"9" * 5000,
        b'{"a": 1e999}',
        b"[-1e400]",
    ],
)
def test_what_is_not_json_is_refused(data: bytes) -> None:
    assert code_of(data) == "not_json"


@pytest.mark.parametrize("data", [b'{"a": 1, "a": 1}', b'[{"b": {"a": 1, "b": 2, "a": 3}}]'])
def test_a_key_given_twice_is_refused(data: bytes) -> None:
    assert code_of(data) == "duplicate_json_key"


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b"[" * MAX_DEPTH + b"1" + b"]" * MAX_DEPTH,
    ],
    ids=["open", "lists", "objects", "one level too many"],
)
def test_a_document_of_bottomless_nesting_is_refused(data: bytes) -> None:
    assert code_of(data) == "nested_too_deep"


def test_nesting_up_to_the_limit_is_read() -> None:
    depth = MAX_DEPTH - 1
    assert parse_json(b"[" * depth + b"1" + b"]" * depth)
