"""The documents name only what is there: paths, modules, names in the code, words of the checks."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import requires
from pathlib import Path

import pytest

from tests.builders import PACKAGE, ROOT

PAGES = (
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
)
_SPAN = re.compile(r"`([^`\n]+)`")
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_PATH = re.compile(r"\.?[\w*.-]+(/[\w*.-]+)*/?")
_NAME = re.compile(r"[A-Za-z_]\w*(\.[a-z_]\w*)?(\(\))?")
_MADE = ("packaging/dist", "packaging/build")
"""Folders that a build makes."""
_OF_QT = frozenset(("QWizard",))
"""Named because they are not used."""


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def spans(page: Path) -> Iterator[str]:
    yield from _SPAN.findall(_FENCE.sub("", text_of(page)))


def needed_by(requirements: list[str]) -> Iterator[str]:
    """Yield the packages that some need, and theirs, as the installed ones say."""
    for requirement in requirements:
        name = re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement)[0].lower())
        if "extra ==" not in requirement:
            yield name
            yield from needed_by(requires(name) or [])


@cache
def words_of_the_source() -> frozenset[str]:
    """Return every word in code, templates, build files and configuration."""
    files = [*PACKAGE.rglob("*.py"), *(ROOT / "templates").iterdir(), *(ROOT / "tests").glob("*.py")]
    return frozenset(word for path in files for word in re.findall(r"[A-Za-z_]\w*", text_of(path)))


def roots_of_paths() -> frozenset[str]:
    return frozenset(path.name for folder in (ROOT, PACKAGE) for path in folder.iterdir())


def is_there(path: str) -> bool:
    folders = (ROOT, PACKAGE, ROOT / "docs")
    return any(next(folder.glob(path.rstrip("/")), None) is not None for folder in folders)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_is_named_exists(page: Path) -> None:
    named = {
        span
        for words in spans(page)
        for span in words.split()
        if _PATH.fullmatch(span)
        and (span.endswith(".py") or ("/" in span and span.split("/")[0] in roots_of_paths()))
        and not span.startswith(_MADE)
    }
    assert [path for path in named if not is_there(path)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_module_that_is_run_exists(page: Path) -> None:
    named = {name for name in re.findall(r"python -m ([\w.]+)", text_of(page)) if name != "venv"}
    for name in named:
        found = importlib.util.find_spec(name)
        assert found is not None, name
        if found.submodule_search_locations:
            assert importlib.util.find_spec(f"{name}.__main__") is not None, name


@pytest.mark.parametrize("page", [ROOT / "docs" / "architecture.md", ROOT / "docs" / "pdf.md"])
def test_every_name_of_the_code_exists(page: Path) -> None:
    named = {
        part
        for span in spans(page)
        if _NAME.fullmatch(span) and not span.endswith((".py", ".json", ".toml"))
        for part in re.findall(r"\w+", span)
    }
    assert len(named) > 2
    assert named - words_of_the_source() - _OF_QT - roots_of_paths() == set()


def test_the_table_of_the_readme_names_every_package() -> None:
    table = text_of(ROOT / "README.md").partition("## Finding your way")[2]
    packages = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    assert len(packages) > 8
    assert {name for name in packages if f"fichas_desktop/{name}`" not in table} == set()


def test_the_licences_name_everything_that_ships() -> None:
    licences = text_of(ROOT / "README.md").partition("## Licences of what ships")[2].lower()
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    shipping = set(needed_by([*project["dependencies"], *project["optional-dependencies"]["ortografia"]]))
    assert {"shiboken6", "markupsafe"} < shipping
    names = {name.removesuffix("-essentials") for name in shipping}
    assert {name for name in names if not re.search(rf"\b{name}\b", licences)} == set()


def test_the_figures_of_the_validators_are_theirs() -> None:
    from tests.export.test_validators import FAULTS, SAMPLES  # noqa: PLC0415 - read here only

    text = text_of(ROOT / "docs" / "pdf.md")
    kinds, faults = re.findall(r"on (\d+) (?:kinds of export|faults)", text)
    assert (int(kinds) + 1, int(faults)) == (len(SAMPLES), len(FAULTS))  # one is the manual
