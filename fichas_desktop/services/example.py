"""The invented example that ships with the program: a newcomer's first ficha."""

from __future__ import annotations

import uuid
from pathlib import Path

from fichas_desktop.assets import asset_path
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import FormRef
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.forms.catalog import FormCatalog
from fichas_desktop.services.drafts import Drafts
from fichas_desktop.services.importing import Importer

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:fichas-desktop:example")


def example_form(catalog: FormCatalog) -> FormDefinition:
    """Return the newest version of the first form that has an example: one that came later has none."""
    newest = catalog.latest()
    versions = [ref for ref in catalog.refs() if ref.code == newest.code and _answers_file(ref).is_file()]
    return catalog.get(versions[-1].code, versions[-1].version) if versions else newest


def example_path(form: FormDefinition) -> Path:
    """Return the example's answers file; EnvironmentFailedError when the installation lacks it."""
    path = _answers_file(FormRef(form.code, form.version))
    if not path.is_file():
        raise EnvironmentFailedError("asset_missing", name=path.name)
    return path


def example_id(form: FormDefinition) -> DraftId:
    """Return the one id that the example's draft has on every computer."""
    return DraftId(str(uuid.uuid5(_NAMESPACE, f"{form.code}-v{form.version}")))


def example_draft(form: FormDefinition, importer: Importer, drafts: Drafts) -> DraftId:
    """Return the id of the example's draft, made when there is none; what a person wrote in it stays."""
    draft_id = example_id(form)
    if drafts.exists(draft_id):
        return draft_id
    try:
        return importer.import_file(example_path(form), draft_id)
    except EnvironmentFailedError as error:
        if error.code != "name_taken":
            raise
        return draft_id  # another program made it meanwhile


def _answers_file(ref: FormRef) -> Path:
    return asset_path("resources", "examples") / f"{ref.code}-v{ref.version}" / "respuestas.json"
