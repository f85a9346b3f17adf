"""The invented example that ships with the program: a newcomer's first ficha."""

from __future__ import annotations

import uuid
from pathlib import Path

from fichas_desktop.assets import asset_path
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.services.importing import Importer

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:fichas-desktop:example")


def example_path(form: FormDefinition) -> Path:
    """Return the example's answers file; EnvironmentFailedError when the installation lacks it."""
    path = asset_path("resources", "examples") / f"{form.code}-v{form.version}" / "respuestas.json"
    if not path.is_file():
        raise EnvironmentFailedError("asset_missing", name=path.name)
    return path


def example_id(form: FormDefinition) -> DraftId:
    """Return the one id that the example's draft has on every computer."""
    return DraftId(str(uuid.uuid5(_NAMESPACE, f"{form.code}-v{form.version}")))


def import_example(form: FormDefinition, importer: Importer) -> DraftId:
    """Make the example's draft, or make it anew, and return its id."""
    return importer.import_file(example_path(form), example_id(form))
