"""JSON as text: a strict reader for what others wrote, and the two forms that we write."""

from __future__ import annotations

import hashlib
import json
import math
from typing import NoReturn

import msgspec

from fichas_desktop.errors import InputError

MAX_DEPTH = 32
"""Nesting of objects and lists that any document of ours needs at most, several times over."""


def parse_json(data: bytes) -> object:
    """Read JSON that a stranger wrote.

    Args:
        data: UTF-8, with or without byte order mark.

    Raises:
        InputError: ``not_utf8``, ``not_json``, ``nested_too_deep`` or ``duplicate_json_key``.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("not_utf8") from error
    try:
        document = json.loads(
            text, object_pairs_hook=_unique_keys, parse_constant=_no_constant, parse_float=_finite
        )
    except RecursionError as error:
        raise InputError("nested_too_deep") from error
    except ValueError as error:
        raise InputError("not_json") from error
    _check_depth(document)
    return document


def to_json(value: object) -> object:
    """Return a Struct, or what holds Structs, as the plain objects and lists that JSON has."""
    return msgspec.json.decode(msgspec.json.encode(value))


def canonical_bytes(document: object) -> bytes:
    """Return canonical JSON (RFC 8785) of objects, lists, texts, whole numbers and booleans.

    Our documents hold no fractions and only ASCII keys, for which Python's sorted, compact JSON and the
    RFC agree byte for byte; a test compares with the reference library.
    """
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def stored_bytes(document: object) -> bytes:
    """Return the same canonical JSON in a fifth of the time, for what drafts are stored as with every save.

    Not for what a stranger wrote: a number that JSON does not have (NaN) would be written as ``null``.

    Raises:
        UnicodeEncodeError: A text holds half of a surrogate pair.
    """
    return msgspec.json.encode(document, order="sorted")


def stored_sha256(document: object) -> str:
    """Return the SHA-256 of :func:`stored_bytes` in lower-case hexadecimal."""
    return hashlib.sha256(stored_bytes(document)).hexdigest()


def canonical_sha256(document: object) -> str:
    """Return the SHA-256 of the canonical JSON in lower-case hexadecimal."""
    return hashlib.sha256(canonical_bytes(document)).hexdigest()


def pretty_bytes(document: object) -> bytes:
    """Return JSON for people: UTF-8 without BOM, two spaces of indent, LF, one final newline."""
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8")


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise InputError("duplicate_json_key")
    return document


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _finite(number: str) -> float:
    value = float(number)
    if math.isinf(value):
        raise ValueError(number)
    return value


def _check_depth(document: object) -> None:
    layer, depth = [document], 0
    while layer:
        depth += 1
        if depth > MAX_DEPTH:
            raise InputError("nested_too_deep")
        layer = [
            child
            for value in layer
            if isinstance(value, dict | list)
            for child in (value.values() if isinstance(value, dict) else value)
        ]
