"""Rules of the house that no linter knows, proved on the package's source."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import PACKAGE, ROOT, SHIPPED_FORM_FILE, python_files

CLOCKS = ("perf_counter", "process_time", "thread_time")
NETWORK_MODULES = ("socket", "socketserver", "ssl", "urllib.request", "http", "ftplib", "smtplib", "xmlrpc")
LONGEST = {ast.Module: 400, ast.ClassDef: 200, ast.FunctionDef: 40, ast.AsyncFunctionDef: 40}
"""Lines beyond which something does more than one thing."""
TO_BE_SPLIT = {
    "DraftFolder": 300,
    "Drafts": 244,
    "TinyDbDraftStore": 297,
}
"""What is longer still, and its length, which only shrinks."""
MODULES = [pytest.param(path, id=str(path.relative_to(ROOT))) for path in python_files()]
INITS = [
    pytest.param(path, id=str(path.relative_to(ROOT))) for path in python_files() if path.stem == "__init__"
]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def shipped_keys() -> frozenset[str]:
    document = tomllib.loads(SHIPPED_FORM_FILE.read_text(encoding="utf-8"))
    fields = [*document["preamble"], *(field for one in document["sections"] for field in one["fields"])]
    return frozenset(item["key"] for item in (*fields, *document["sections"]))


def imported_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def network_names(tree: ast.Module) -> list[str]:
    return [
        name
        for name in imported_names(tree)
        if "QtNetwork" in name or any(name == one or name.startswith(f"{one}.") for one in NETWORK_MODULES)
    ]


def too_long(source: str) -> dict[str, int]:
    tree = ast.parse(source)
    lengths = {"module": len(source.splitlines())} if len(source.splitlines()) > LONGEST[ast.Module] else {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST[type(node)]:
                lengths[node.name] = length
    return lengths


def test_the_shipped_form_has_keys_to_look_for() -> None:
    assert len(shipped_keys()) == 26  # 22 fields and 6 sections, two of which share their field's key


@pytest.mark.parametrize("path", MODULES)
def test_no_module_knows_a_key_of_the_shipped_form(path: Path) -> None:
    literals = {
        node.value
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert not literals & shipped_keys()


def test_no_template_knows_a_key_of_the_shipped_form() -> None:
    for path in (ROOT / "templates").iterdir():
        quoted = set(re.findall(r"""["']([a-z0-9_]+)["']""", path.read_text(encoding="utf-8")))
        assert not quoted & shipped_keys(), path.name


@pytest.mark.parametrize("path", MODULES)
def test_no_module_imports_everything_of_another(path: Path) -> None:
    assert not any(name.endswith(".*") for name in imported_names(tree_of(path)))


@pytest.mark.parametrize("path", MODULES)
def test_no_module_reaches_for_the_network(path: Path) -> None:
    assert network_names(tree_of(path)) == []


def test_network_modules_are_noticed_however_they_are_imported() -> None:
    source = (
        "import http.client\nfrom urllib import request\nfrom PySide6 import QtNetwork\nimport urllib.parse"
    )
    assert network_names(ast.parse(source)) == ["http.client", "urllib.request", "PySide6.QtNetwork"]


@pytest.mark.parametrize("path", MODULES)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree_of(path))


@pytest.mark.parametrize("path", INITS)
def test_packages_hold_a_docstring_and_no_code(path: Path) -> None:
    (only,) = tree_of(path).body
    assert isinstance(only, ast.Expr)
    assert isinstance(only.value, ast.Constant)


def test_every_folder_of_the_package_is_a_package() -> None:
    folders = {path.parent for path in python_files()}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []
    assert PACKAGE in folders


def test_nothing_is_longer_than_one_can_take_in_at_once() -> None:
    found = [too_long(path.read_text(encoding="utf-8")) for path in python_files()]
    assert {name: length for one in found for name, length in one.items()} == TO_BE_SPLIT


def test_what_is_too_long_is_noticed() -> None:
    body = "\n".join(["    pass"] * 40)
    source = f"def short():\n{body[9:]}\n\ndef long():\n{body}\n"
    assert too_long(source) == {"long": 41}
    assert too_long("\n" * 401) == {"module": 401}


def test_no_test_is_timed() -> None:
    tests = [
        path
        for path in (ROOT / "tests").rglob("*.py")
        if path.parent.name != "benchmarks" and path != Path(__file__)
    ]
    timed = [path for path in tests if any(clock in path.read_text(encoding="utf-8") for clock in CLOCKS)]
    assert tests
    assert timed == [], "count the work with tests/work.py, or measure it in tests/benchmarks"
