"""Checks a sidecar against the JSON Schema of its form."""

from __future__ import annotations

from collections.abc import Mapping

from jsonschema import Draft202012Validator

from fichas_desktop.codec.json_schema import json_schema
from fichas_desktop.domain.definition import FormDefinition


def schema_problem(form: FormDefinition, document: Mapping[str, object]) -> str:
    """Return the JSON path of the first place that breaks the schema, empty when none does."""
    validator = Draft202012Validator(json_schema(form))
    error = next(iter(validator.iter_errors(document)), None)
    return "" if error is None else error.json_path
