"""Strict loader: TOML file to :class:`FormDefinition`, or an error that names file and TOML path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fichas_desktop.assets import asset_path
from fichas_desktop.domain.definition import (
    EmailDomain,
    FieldDefinition,
    FieldType,
    FormDefinition,
    NoPersonalData,
    NoPlaceholders,
    NotAfter,
    Rule,
)
from fichas_desktop.errors import DefinitionError
from fichas_desktop.toml_file import convert_toml, parse_toml, read_bytes_of

_DATES = (FieldType.DATE, FieldType.PARTIAL_DATE)

_Finding = tuple[str, str]
"""TOML path and error code of a rule of this module that a definition breaks."""


def load_form(path: Path) -> FormDefinition:
    """Read a form definition; see :func:`parse_form`."""
    return parse_form(read_bytes_of(path), path.name)


def parse_form(data: bytes, file: str) -> FormDefinition:
    """Return the form definition that a TOML file holds.

    Args:
        data: What the file holds, in UTF-8.
        file: Its name, for the error.

    Raises:
        DefinitionError: The file cannot be read, is no TOML, or breaks a rule of the definition; its
            ``params`` hold ``file`` and ``path`` (TOML path such as ``sections[0].fields[1].type``).
    """
    definition = convert_toml(parse_toml(data, file), FormDefinition, file)
    for toml_path, code in _findings(definition):
        raise DefinitionError(code, file=file, path=toml_path)
    return definition


def _findings(form: FormDefinition) -> Iterator[_Finding]:
    located = list(_located_fields(form))
    yield from _duplicates(
        [(f"sections[{i}].key", section.key) for i, section in enumerate(form.sections)],
        "definition_duplicate_key",
    )
    present = [(f"{path}.key", field.key) for path, field in located]
    formerly = [
        (f"{path}.formerly[{i}]", key) for path, field in located for i, key in enumerate(field.formerly)
    ]
    yield from _duplicates(present + formerly, "definition_duplicate_key")
    for path, field in located:
        yield from _field_findings(path, field)
        if path.startswith("preamble") and not field.label:
            yield f"{path}.label", "definition_label_needed"
    yield from _role_findings(form)
    if not _is_shipped_logo(form.header.logo):
        yield "header.logo", "definition_foreign_logo"
    for index, rule in enumerate(form.rules):
        yield from _rule_findings(f"rules[{index}]", rule, form)


def _is_shipped_logo(name: str) -> bool:
    # a definition comes from anywhere: none makes the program print a file of the computer
    parts = name.split("/")
    if any(part in {"", ".", ".."} or set(part) & set("\\:") for part in parts):
        return not name
    return (asset_path("resources") / name).is_file()


def _located_fields(form: FormDefinition) -> Iterator[tuple[str, FieldDefinition]]:
    for i, field in enumerate(form.preamble):
        yield f"preamble[{i}]", field
    for i, section in enumerate(form.sections):
        for j, field in enumerate(section.fields):
            yield f"sections[{i}].fields[{j}]", field


def _duplicates(located_keys: list[tuple[str, str]], code: str) -> Iterator[_Finding]:
    seen: set[str] = set()
    for path, key in located_keys:
        if key in seen:
            yield path, code
        seen.add(key)


def _field_findings(path: str, field: FieldDefinition) -> Iterator[_Finding]:
    length = field.suggested_length
    if length is not None:
        if length.min > length.max:
            yield f"{path}.suggested_length", "definition_bad_length_range"
        if field.type not in (FieldType.LINE, FieldType.RICH_TEXT):
            yield f"{path}.suggested_length", "definition_not_for_type"
    if (field.type is FieldType.CHOICE) != bool(field.choices):
        yield f"{path}.choices", "definition_not_for_type"
    yield from _duplicates(
        [(f"{path}.choices[{i}].key", choice.key) for i, choice in enumerate(field.choices)],
        "definition_duplicate_key",
    )
    if Counter(choice.other for choice in field.choices)[True] > 1:
        yield f"{path}.choices", "definition_two_others"
    if field.suggestions and field.type is not FieldType.LINE:
        yield f"{path}.suggestions", "definition_not_for_type"
    if field.starts_today and field.type is not FieldType.DATE:
        yield f"{path}.starts_today", "definition_not_for_type"


def _role_findings(form: FormDefinition) -> Iterator[_Finding]:
    types = {field.key: field.type for field in form.fields()}
    for role, allowed in (
        ("title_field", (FieldType.LINE,)),
        ("subtitle_field", (FieldType.LINE,)),
        ("date_field", (FieldType.DATE,)),
    ):
        key = getattr(form, role)
        if key not in types:
            yield role, "definition_missing_field"
        elif types[key] not in allowed:
            yield role, "definition_not_for_type"


def _rule_findings(path: str, rule: Rule, form: FormDefinition) -> Iterator[_Finding]:
    if isinstance(rule, (NoPlaceholders, NoPersonalData)):
        return
    types = {field.key: field.type for field in form.fields()}
    allowed = (FieldType.EMAIL,) if isinstance(rule, EmailDomain) else _DATES
    for name in ("field", "other") if isinstance(rule, NotAfter) else ("field",):
        key = getattr(rule, name)
        if key not in types:
            yield f"{path}.{name}", "definition_missing_field"
        elif types[key] not in allowed:
            yield f"{path}.{name}", "definition_not_for_type"
