"""The pictures in the documents are there, every one is shown somewhere, and together they stay small."""

from __future__ import annotations

import re
from pathlib import Path

from tests.builders import ROOT

PICTURES = ROOT / "docs" / "screenshots"
LINK = re.compile(r"\]\(([^)\s]+\.png)\)")
MOST_BYTES = 4_000_000
PAGES = (ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "resources" / "manual").glob("*.md"))


def shown() -> set[Path]:
    return {
        (page.parent / link).resolve()
        for page in PAGES
        for link in LINK.findall(page.read_text(encoding="utf-8"))
    }


def test_every_picture_that_is_shown_is_there() -> None:
    assert len(shown()) > 40
    assert [path for path in shown() if not path.is_file()] == []


def test_every_picture_is_shown() -> None:
    kept = {*PICTURES.rglob("*.png"), *(ROOT / "resources" / "manual").glob("*.png")}
    assert kept - shown() == set()


def test_the_pictures_stay_small() -> None:
    assert sum(path.stat().st_size for path in PICTURES.rglob("*.png")) < MOST_BYTES
