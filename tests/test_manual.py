"""The manual says what the program really has: every name it quotes, every command, every picture."""

from __future__ import annotations

import ast
import io
import re
import tomllib
from pathlib import Path

from pypdf import PdfReader

from fichas_desktop.__main__ import COMMANDS
from fichas_desktop.services.manual import manual_folder, manual_text
from tests.builders import ROOT, python_files
from tests.manual_pdf import OUT, lines, make_pdf
from tests.test_messages import ENGLISH

TEXT = manual_text()
QUOTED = re.compile(r"«([^»]+)»")


def text_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def words_of_the_window() -> set[str]:
    """Return every text that the window's modules hold, without shortcut marks."""
    return {
        node.value.replace("&", "")
        for path in python_files()
        if path.parent.name in {"ui", "inputs"}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_name_that_the_manual_quotes_is_in_the_window() -> None:
    quoted = set(QUOTED.findall(TEXT))
    assert len(quoted) > 20
    assert quoted - words_of_the_window() == set()


def test_every_command_that_it_names_is_there() -> None:
    named = set(re.findall(r"`fichas-desktop (\w+)", TEXT))
    assert named
    assert named <= COMMANDS


def test_every_picture_is_there_and_each_is_named() -> None:
    named = set(re.findall(r"!\[[^\]]+\]\(([^)]+)\)", TEXT))
    assert named == {path.name for path in manual_folder().glob("*.png")}


def test_nothing_leads_out_of_it() -> None:
    assert "http" not in TEXT
    assert not re.search(r"(?<!!)\[[^\]]*\]\(", TEXT)


def test_it_is_spanish() -> None:
    assert [word for word in ENGLISH if word in TEXT.lower()] == []


def test_settings_are_named_as_they_are_read() -> None:
    from fichas_desktop.domain.settings import Settings  # noqa: PLC0415 - read here only

    keys = set(Settings.__struct_encode_fields__)
    named = set(re.findall(r"\*\*\[*(\w+)\]*\*\*:", TEXT))
    assert named == keys


def test_the_pdf_of_the_manual_is_made_of_its_pages() -> None:
    data, pages = make_pdf()
    assert text_of(OUT.read_bytes()) == text_of(data), "run python -m tests.manual_pdf"
    assert pages < 10
    assert sum(1 for _ in lines()) > 60


def test_the_layers_in_the_documents_are_those_that_are_enforced() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = (one["layers"] for one in config["tool"]["importlinter"]["contracts"] if "layers" in one)
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ((?:`\w+`(?: · )?)+) \|", text, re.MULTILINE)
    assert [row.replace("`", "").replace(" · ", " | ") for row in rows] == layers


def test_links_between_documents_resolve() -> None:
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert Path(page.parent, target).exists(), f"{page.name}: {target}"
