"""TOML to a value, strictly: what is not described is refused with the file and its TOML path."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from fichas_desktop.durable_file import retrying
from fichas_desktop.errors import DefinitionError

Value = TypeVar("Value")

_PROBLEM = r"(?P<reason>.*?)(?: - at `\$(?P<path>.*)`)?"
_UNKNOWN = r"Object contains unknown field `(.*)`"
_MISSING = r"Object missing required field `(.*)`"
_LINE = r"at line (\d+)"


def read_bytes_of(path: Path, most: int = -1) -> bytes:
    """Return what a TOML file holds, or its first ``most`` bytes.

    Raises:
        DefinitionError: ``toml_unreadable``.
    """

    def read() -> bytes:
        with path.open("rb") as file:
            return file.read(most)

    try:
        return retrying(read)
    except OSError as error:
        raise DefinitionError("toml_unreadable", file=path.name) from error


def parse_toml(data: bytes, file: str) -> dict[str, object]:
    """Return the document that a TOML file holds.

    Args:
        data: What the file holds: UTF-8, with or without the mark that Windows' editor writes first.
        file: Its name, for the error.

    Raises:
        DefinitionError: ``toml_unreadable`` or ``toml_invalid``, with ``file`` and, of the latter, ``line``.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DefinitionError("toml_unreadable", file=file) from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # the library's reason is English; an unexpected end has no line of its own
        line = re.search(_LINE, str(error))
        last = text.rstrip().count("\n") + 1
        raise DefinitionError("toml_invalid", file=file, line=line[1] if line else last) from error
    except RecursionError as error:
        raise DefinitionError("toml_invalid", file=file, line=1) from error


def convert_toml(document: object, kind: type[Value], file: str) -> Value:
    """Return a document as a value of a Struct that forbids unknown keys.

    Raises:
        DefinitionError: ``toml_unknown_key``, ``toml_missing_key`` or ``toml_bad_value``, with ``file`` and
            ``path`` (such as ``sections[0].fields[1].type``).
    """
    try:
        return msgspec.convert(document, kind)
    except msgspec.ValidationError as error:
        raise _conversion_error(file, str(error)) from error


def _conversion_error(file: str, message: str) -> DefinitionError:
    match = re.fullmatch(_PROBLEM, message, re.DOTALL)
    reason, path = (match["reason"], match["path"] or "") if match else (message, "")
    path = path.lstrip(".")
    if found := re.fullmatch(_UNKNOWN, reason):
        return DefinitionError("toml_unknown_key", file=file, path=_joined(path, found[1]))
    if found := re.fullmatch(_MISSING, reason):
        return DefinitionError("toml_missing_key", file=file, path=_joined(path, found[1]))
    return DefinitionError("toml_bad_value", file=file, path=path, reason=reason)


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
