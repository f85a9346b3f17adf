"""JSON Schema (2020-12) of a form's sidecar, generated from its definition."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fichas_desktop.codec.sidecar import SCHEMA_ID, SCHEMA_VERSION, SHA256_PATTERN, UUID_PATTERN
from fichas_desktop.domain.definition import FieldDefinition, FieldType, FormDefinition, Level
from fichas_desktop.domain.ficha import Status

Schema = dict[str, object]

_SHA256: Schema = {"type": "string", "pattern": SHA256_PATTERN, "maxLength": 64}
_MOMENT: Schema = {
    "type": "string",
    "format": "date-time",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})$",
}
_FULL_DATE = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_PARTIAL_DATE = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_NAME: Schema = {"type": "string", "minLength": 1}
_FILE_NAME: Schema = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*\\.pdf$"}
_TEXT: Schema = {"type": "string"}


def json_schema(form: FormDefinition) -> Schema:
    """Return the schema; a final ficha must answer every required field."""
    fields = tuple(form.fields())
    required = [field.key for field in fields if field.level is Level.REQUIRED]
    schema = _object(
        {
            "$schema": {"const": SCHEMA_ID},
            "schema_version": {"const": SCHEMA_VERSION},
            "form": _form(form),
            "ficha": _ficha(),
            "generator": _object({"name": _NAME, "version": _NAME}),
            "answers": _object(
                {field.key: _answer(form, field) for field in fields},
                optional=tuple(field.key for field in fields),
            ),
            "withheld": {
                "type": "array",
                "items": {"enum": [field.key for field in fields]},
                "uniqueItems": True,
            },
            "answers_sha256": _SHA256,
            "pdf": _object(
                {"file_name": _FILE_NAME, "sha256": _SHA256, "pages": {"type": "integer", "minimum": 1}}
            ),
        },
        optional=("pdf",),
    )
    final = {"properties": {"ficha": {"properties": {"status": {"const": Status.FINAL.value}}}}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{SCHEMA_ID}:{form.code}:{form.version}",
        "title": f"{form.code} v{form.version}: {form.name}",
        "description": "Archivo de datos de una ficha. La copia que va dentro del PDF no lleva «pdf».",
        **schema,
        "if": final,
        "then": {"properties": {"answers": {"required": required}}},
    }


def _form(form: FormDefinition) -> Schema:
    return _object(
        {"code": {"const": form.code}, "version": {"const": form.version}, "definition_sha256": _SHA256}
    )


def _ficha() -> Schema:
    return _object(
        {
            "id": {"type": "string", "pattern": UUID_PATTERN, "maxLength": 36},
            "revision": {"type": "integer", "minimum": 1},
            "status": {"enum": [status.value for status in Status]},
            "supersedes": {"anyOf": [_SHA256, {"type": "null"}]},
            "created_at": _MOMENT,
            "finalized_at": _MOMENT
            | {"description": "Cuándo se hizo la entrega; en un borrador, cuándo cambió por última vez."},
        },
        optional=("created_at", "finalized_at"),
    )


def _answer(form: FormDefinition, field: FieldDefinition) -> Schema:
    properties: Schema = {
        "label": {"const": form.label_of(field)},
        "value": VALUE_SCHEMAS[field.type](field),
    }
    if field.type is FieldType.RICH_TEXT:
        properties["text"] = {"type": "string", "minLength": 1}
    return _object(properties)


def _line(_field: FieldDefinition) -> Schema:
    return {"type": "string", "minLength": 1, "pattern": "^[^\\r\\n]*$"}


def _choice(field: FieldDefinition) -> Schema:
    plain = [choice.key for choice in field.choices if not choice.other]
    own_words = [choice.key for choice in field.choices if choice.other]
    variants = [_object({"choice": {"enum": plain}, "as_typed": _NAME}, optional=("as_typed",))]
    if own_words:
        variants.append(
            _object(
                {"choice": {"enum": own_words}, "other": _NAME, "as_typed": _NAME},
                optional=("other", "as_typed"),
            )
        )
    return {"oneOf": variants}


def _date(_field: FieldDefinition) -> Schema:
    return {"type": "string", "pattern": _FULL_DATE}


def _partial_date(_field: FieldDefinition) -> Schema:
    return {"type": "string", "pattern": _PARTIAL_DATE}


def _rich_text(_field: FieldDefinition) -> Schema:
    true: Schema = {"const": True}
    run = _object(
        {"text": _NAME, "bold": true, "italic": true, "link": _NAME}, optional=("bold", "italic", "link")
    )
    common: Schema = {"level": {"const": 1}, "runs": {"type": "array", "items": run, "minItems": 1}}
    numbered = _object(
        {"kind": {"const": "ol"}, **common, "start": {"type": "integer", "minimum": 1}},
        optional=("level", "start"),
    )
    other = _object({"kind": {"enum": ["p", "h", "ul"]}, **common}, optional=("level",))
    return _object({"blocks": {"type": "array", "items": {"oneOf": [other, numbered]}, "minItems": 1}})


def _attachments(_field: FieldDefinition) -> Schema:
    size: Schema = {"type": "integer", "minimum": 0}
    file = _object(
        {
            "kind": {"const": "file"},
            "name": _NAME,
            "media_type": _NAME,
            "size": size,
            "sha256": _SHA256,
            "description": _TEXT,
        }
    )
    link = _object({"kind": {"const": "link"}, "url": _TEXT, "description": _TEXT})
    note = _object({"kind": {"const": "note"}, "description": _TEXT})
    return {"type": "array", "items": {"oneOf": [file, link, note]}, "minItems": 1}


VALUE_SCHEMAS: Mapping[FieldType, Callable[[FieldDefinition], Schema]] = {
    FieldType.LINE: _line,
    FieldType.EMAIL: _line,
    FieldType.PHONE: _line,
    FieldType.CHOICE: _choice,
    FieldType.DATE: _date,
    FieldType.PARTIAL_DATE: _partial_date,
    FieldType.RICH_TEXT: _rich_text,
    FieldType.ATTACHMENTS: _attachments,
}


def _object(properties: Mapping[str, object], optional: tuple[str, ...] = ()) -> Schema:
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "properties": dict(properties),
        "required": required,
        "additionalProperties": False,
    }
