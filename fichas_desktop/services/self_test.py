"""Proves an installation without a window: the example goes all the way and leaves nothing."""

from __future__ import annotations

from pathlib import Path

from fichas_desktop.domain.ficha import Status
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.services.example import example_draft, example_form
from fichas_desktop.services.program import Program


def prove_draft_and_pair(program: Program, folder: Path) -> None:
    """Write and read a draft, write and verify its pair.

    Args:
        program: Built on a temporary data folder.
        folder: Temporary folder for the pair.

    Raises:
        EnvironmentFailedError: ``self_test_failed`` with the step, or what the machine refused.
    """
    draft_id = example_draft(example_form(program.catalog), program.importer, program.drafts)
    origin = program.origins.from_draft(program.drafts.load(draft_id))
    if not origin.answers or origin.missing_files():
        raise EnvironmentFailedError("self_test_failed", step="borrador")
    pair = program.exporter.export(origin, folder, status=Status.FINAL, replace=False)
    if not all(found.check.verdict.is_good for found in program.verifier.verify(pair.sidecar)):
        raise EnvironmentFailedError("self_test_failed", step="PDF y datos")
