"""Finds the files that ship with the program: ``resources/`` and ``templates/``.

A wheel carries both folders inside the package; a checkout (and an editable installation) has them
beside it. The package is asked first and the checkout second, with no special branch for bundles.
"""

from __future__ import annotations

from pathlib import Path

from fichas_desktop.errors import EnvironmentFailedError


def asset_path(*parts: str) -> Path:
    """Return the path of a shipped file or folder.

    Args:
        parts: Path below the package or the checkout, for example ``("resources", "forms")``.

    Raises:
        EnvironmentFailedError: ``asset_missing`` when the installation lacks it.
    """
    package = Path(__file__).parent
    for root in (package, package.parent):
        candidate = root.joinpath(*parts)
        if candidate.exists():
            return candidate
    raise EnvironmentFailedError("asset_missing", name="/".join(parts))


def read_text(*parts: str) -> str:
    """Return the text (UTF-8) of a shipped file."""
    return asset_path(*parts).read_text(encoding="utf-8")


def read_bytes(*parts: str) -> bytes:
    """Return the bytes of a shipped file."""
    return asset_path(*parts).read_bytes()
