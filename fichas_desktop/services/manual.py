"""The manual's pages as Markdown: for the window, and for the PDF made of them."""

from __future__ import annotations

from pathlib import Path

from fichas_desktop.assets import asset_path, read_text

_PAGES = ("manual.md", "ti.md")


def manual_text() -> str:
    """Return all pages one after the other: ``#`` begins a page, ``##`` a chapter."""
    return "\n".join(read_text("resources", "manual", page) for page in _PAGES)


def manual_folder() -> Path:
    """Return where the pictures are that the pages name."""
    return asset_path("resources", "manual")
