"""The JSON Schema of a form's sidecar, for those who process what the program exports."""

from __future__ import annotations

from fichas_desktop.codec.json_schema import json_schema
from fichas_desktop.codec.json_text import pretty_bytes
from fichas_desktop.forms.catalog import FormCatalog


def schema_text(catalog: FormCatalog, code: str | None) -> str:
    """Return the schema of a form's newest version as JSON text.

    Raises:
        InputError: ``unknown_form``.
    """
    return pretty_bytes(json_schema(catalog.latest(code))).decode("utf-8").rstrip("\n")
