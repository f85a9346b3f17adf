"""What a settings file says in vain: perhaps a mistake, perhaps a share that is not there just now.

It is told, and stops nobody: the rest of the file counts all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fichas_desktop.domain.definition import FieldType
from fichas_desktop.errors import DefinitionError
from fichas_desktop.services.extra_forms import ExtraForms
from fichas_desktop.services.settings import ReadSettings


def settings_doubts(read: ReadSettings, forms: ExtraForms) -> Iterator[DefinitionError]:
    """Yield folders that cannot be read and fields that no form has, with file and key."""
    for file, settings in reversed(read.sources):
        if settings.forms:  # of several files the last one's count
            for number, one in enumerate(settings.forms):
                if Path(one.folder) in forms.unreadable:
                    path = f"formularios[{number}].carpeta"
                    yield DefinitionError("settings_no_folder", file=file, path=path)
            break
    if forms.unreadable or not read.current.suggestions:
        return  # the fields may be those of a form that is there
    known = frozenset(_lines(forms))
    for file, settings in read.sources:
        for key in settings.suggestions:
            if key not in known:
                yield DefinitionError("settings_no_field", file=file, path=f"sugerencias.{key}")


def _lines(forms: ExtraForms) -> Iterator[str]:
    catalog = forms.catalog
    known = [catalog.get(ref.code, ref.version) for ref in catalog.refs()]
    for form in (*known, *(found.form for found in forms.pending)):
        yield from (field.key for field in form.fields() if field.type is FieldType.LINE)
