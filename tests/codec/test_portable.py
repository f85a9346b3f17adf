from __future__ import annotations

import hashlib
from typing import Any

import pytest
from hypothesis import given

from fichas_desktop.codec.json_text import parse_json
from fichas_desktop.codec.portable import (
    FORMAT,
    MAX_DRAFT_BYTES,
    MAX_FILES,
    FileEntry,
    check_sizes,
    decode_portable_draft,
    encode_portable_draft,
    manifest_bytes,
    read_manifest,
)
from fichas_desktop.domain.ficha import Draft, FormRef
from fichas_desktop.errors import InputError
from tests.builders import PROPERTY, complete_answers, draft_of, drafts, synthetic_form

FORM = synthetic_form()
REF = FormRef(FORM.code, FORM.version)
FILES = {hashlib.sha256(data).hexdigest(): data for data in (b"uno", b"otro")}


def manifest() -> dict[str, Any]:
    document = parse_json(manifest_bytes(REF, b"{}", FILES, "1.2"))
    assert isinstance(document, dict)
    return document


def stored() -> dict[str, Any]:
    document = parse_json(encode_portable_draft(FORM, draft_of(complete_answers())))
    assert isinstance(document, dict)
    return document


def manifest_code(document: object) -> str:
    with pytest.raises(InputError) as caught:
        read_manifest(document)
    return caught.value.code


def draft_code(document: object) -> str:
    with pytest.raises(InputError) as caught:
        decode_portable_draft(FORM, document)
    return caught.value.code


def test_a_manifest_says_what_the_archive_holds() -> None:
    read = read_manifest(manifest())
    assert (read.format, read.schema_version, read.form) == (FORMAT, 1, REF)
    assert read.draft.sha256 == hashlib.sha256(b"{}").hexdigest()
    assert read.files == tuple(
        FileEntry(f"files/{sha256}", len(data), sha256) for sha256, data in FILES.items()
    )
    assert (read.generator.name, read.generator.version) == ("fichas-desktop", "1.2")
    assert list(manifest()) == ["format", "schema_version", "form", "draft", "files", "generator"]


@pytest.mark.parametrize("more", [{}, {"novelty": 1}, {"format": "urn:fichas-desktop:portable:2"}])
def test_a_manifest_of_a_later_program_is_told_apart_whatever_else_it_holds(more: dict[str, object]) -> None:
    assert manifest_code(manifest() | {"schema_version": 2} | more) == "newer_portable"


@pytest.mark.parametrize(
    "change",
    [
        {"format": "urn:otro"},
        {"format": f"{FORMAT}\n"},
        {"schema_version": 0},
        {"schema_version": "1"},
        {"extra": 1},
        {"form": {"code": 1}},
        {"draft": {"sha256": "x"}},
        {"files": {}},
        {"files": [{"name": "x"}]},
        {"generator": None},
    ],
)
def test_a_manifest_of_another_shape_is_none_of_ours(change: dict[str, object]) -> None:
    assert manifest_code(manifest() | change) == "no_portable"


@pytest.mark.parametrize("document", [None, [], "x", 1, {}])
def test_another_document_is_no_manifest(document: object) -> None:
    assert manifest_code(document) == "no_portable"


@pytest.mark.parametrize(
    "name", ["../../x", "/etc/passwd", "files/x", f"files/{'0' * 64}", f"files\\{next(iter(FILES))}"]
)
def test_a_file_bears_the_name_of_its_hash_and_no_other(name: str) -> None:
    document = manifest()
    document["files"][0]["name"] = name
    assert manifest_code(document) == "portable_damaged"


def test_a_file_named_twice_is_damage() -> None:
    document = manifest()
    document["files"].append(document["files"][0])
    assert manifest_code(document) == "portable_damaged"


@PROPERTY
@given(drafts(FORM))
def test_every_draft_comes_back_from_its_bytes(draft: Draft) -> None:
    assert decode_portable_draft(FORM, parse_json(encode_portable_draft(FORM, draft))) == draft


def test_a_draft_of_a_later_program_is_told_apart() -> None:
    assert draft_code(stored() | {"schema_version": 99}) == "newer_draft"


@pytest.mark.parametrize(
    "change",
    [
        {"extra": 1},
        {"id": "../../otro"},
        {"id": "00000000-0000-0000-0000-000000000001\n"},
        {"form": {"code": "SINT-01", "version": "02"}},
        {"created_at": "2024-05-20T09:30:00"},
        {"modified_at": "0001-01-01T00:00:00+14:00"},
        {"modified_at": "ayer"},
        {"section": "otra_seccion"},
        {"section": "\ud800"},
        {"answers": {"otro_campo": "x"}},
        {"answers": {"sede": 5}},
        {"answers": {"sede": float("inf")}},
        {"unfinished": {"sede": {"day": "3"}}},
        {"unfinished": {"apertura": {"day": "\ud800"}}},
        {"revisions": [{"number": 0, "answers_sha256": "0" * 64, "finalized_at": "2024-05-20T09:30:00Z"}]},
        {"revisions": [{"number": 1, "answers_sha256": "x", "finalized_at": "2024-05-20T09:30:00Z"}]},
        {"revisions": [{"number": 1, "answers_sha256": "0" * 64, "finalized_at": "2024-05-20T09:30:00"}]},
        {"schema_version": 0},
    ],
)
def test_a_draft_that_the_program_does_not_write_is_damage(change: dict[str, object]) -> None:
    assert draft_code(stored() | change) == "portable_damaged"


@pytest.mark.parametrize("document", [None, [], "x", {}])
def test_another_document_is_no_draft(document: object) -> None:
    assert draft_code(document) == "portable_damaged"


def test_what_fits_passes_to_the_last_byte() -> None:
    limits = FORM.limits
    check_sizes(
        FORM, MAX_DRAFT_BYTES, [limits.attachment_bytes, limits.attachments_bytes - limits.attachment_bytes]
    )
    check_sizes(FORM, 0, [1] * MAX_FILES)


@pytest.mark.parametrize(
    ("draft_size", "sizes", "code"),
    [
        (MAX_DRAFT_BYTES + 1, [], "portable_too_large"),
        (1, [FORM.limits.attachment_bytes + 1], "portable_too_large"),
        (1, [FORM.limits.attachments_bytes // 2] * 2 + [1], "annexes_too_large"),
        (1, [1] * (MAX_FILES + 1), "portable_too_many"),
    ],
)
def test_one_more_than_the_program_takes_in_is_refused(draft_size: int, sizes: list[int], code: str) -> None:
    with pytest.raises(InputError) as caught:
        check_sizes(FORM, draft_size, sizes)
    assert caught.value.code == code
