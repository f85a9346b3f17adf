"""The manual says what the program really has: every name it quotes, every command, every picture."""

from __future__ import annotations

import ast
import io
import re
import tomllib
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import Destination

from fichas_desktop.__main__ import COMMANDS
from fichas_desktop.domain.definition import HeaderDefinition
from fichas_desktop.domain.settings import FormsFolder, Settings
from fichas_desktop.forms.loader import load_form
from fichas_desktop.services.manual import manual_folder, manual_text
from fichas_desktop.services.trash import KEPT_DAYS
from fichas_desktop.ui.commands import MENUS
from fichas_desktop.ui.rich_text_edit import SHORTCUTS
from fichas_desktop.ui.rich_text_field import LARGE, LARGE_KEYS
from tests.builders import ROOT, SHIPPED_FORM_FILE, python_files
from tests.manual_pdf import OUT, lines, make_pdf
from tests.test_messages import ENGLISH

TEXT = manual_text()
QUOTED = re.compile(r"«([^»]+)»")


def text_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def words_of_the_program() -> set[str]:
    """Return every text that a person may read there, without shortcut marks, and without its full stop."""
    texts = {
        node.value.replace("&", "")
        for path in python_files()
        if path.parent.name in {"ui", "inputs"} or path.name == "messages.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return texts | {text.rstrip(" .") for text in texts}


def keys_by_words() -> dict[str, str]:
    """Return the first shortcut of everything that has one, named as in the menus."""
    of_menus = {
        entry.words.replace("&", ""): entry.keys[0]
        for menu in MENUS
        for entry in menu.entries
        if entry is not None and entry.keys
    }
    return of_menus | {LARGE: LARGE_KEYS[0]}


def test_every_name_that_the_manual_quotes_is_in_the_program() -> None:
    quoted = {word for words in QUOTED.findall(TEXT) for word in words.split(" ▸ ")}
    assert len(quoted) > 50
    assert quoted - words_of_the_program() == set()


def test_every_way_through_the_menus_is_one() -> None:
    entries = {
        f"{menu.words} ▸ {entry.words}".replace("&", "") for menu in MENUS for entry in menu.entries if entry
    }
    ways = {words for words in QUOTED.findall(TEXT) if "▸" in words}
    assert len(ways) > 5
    assert ways - entries == set()


def test_every_shortcut_beside_a_name_is_its_own() -> None:
    named = re.findall(r"«(?:[^»]+ ▸ )?([^»▸]+)» \((F\d+|Ctrl\+[^)]+)\)", TEXT)
    assert len(named) > 5
    known = {words.rstrip("…"): keys for words, keys in keys_by_words().items()}
    assert [
        (words, keys) for words, keys in named if known[words.rstrip("…")] != keys.replace("Mayús", "Shift")
    ] == []


def test_every_shortcut_of_the_list_of_keys_is_there() -> None:
    chapter = TEXT.partition("## Teclas")[2].partition("\n# ")[0]
    named = re.findall(r"\b(F\d+|Ctrl\+[\wáéíóú+]+)", chapter)
    translated = {"AvPág": "PgDown", "RePág": "PgUp", "Mayús": "Shift"}
    keys = set()
    for name in named:
        keys.add("+".join(translated.get(part, part) for part in name.split("+")))
    known = {key for menu in MENUS for entry in menu.entries if entry for key in entry.keys}
    known |= {key for some in SHORTCUTS.values() for key in some}
    assert len(keys) > 15
    assert keys - known - set(LARGE_KEYS) == {"Ctrl+1", "Ctrl+2"}


def test_limits_are_those_of_the_form() -> None:
    limits = load_form(SHIPPED_FORM_FILE).limits
    for number in (limits.attachment_bytes // 1024**2, limits.attachments_bytes // 1024**2):
        assert f"hasta {number} MB" in TEXT
    assert f"primeras {limits.shown_pages} páginas" in TEXT
    assert f"{KEPT_DAYS} días" in TEXT


def test_examples_of_settings_are_toml_with_known_keys() -> None:
    examples = [span for span in re.findall(r"`([^`\n]+)`", TEXT) if " = " in span]
    known = {*Settings.__struct_encode_fields__, *FormsFolder.__struct_encode_fields__}
    known |= set(HeaderDefinition.__struct_encode_fields__)
    known |= {field.key for field in load_form(SHIPPED_FORM_FILE).fields()}
    assert len(examples) > 4
    for example in examples:
        assert set(tomllib.loads(example)) <= known, example


def test_the_installer_ends_with_the_codes_that_are_told() -> None:
    script = (ROOT / "packaging" / "windows" / "installer.nsi").read_text(encoding="utf-8")
    told = dict(re.findall(r"(\d) (Windows anterior|falta ser administrador|el programa está abierto)", TEXT))
    codes = re.findall(r"!define (?:NEEDS_NEWER_WINDOWS|NEEDS_ADMINISTRATOR|PROGRAM_IS_OPEN) (\d)", script)
    assert list(told) == codes


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
    keys = set(Settings.__struct_encode_fields__)
    named = set(re.findall(r"\*\*\[*(\w+)\]*\*\*:", TEXT))
    assert named == keys


def test_the_pdf_of_the_manual_is_made_of_its_pages() -> None:
    data, pages = make_pdf()
    assert text_of(OUT.read_bytes()) == text_of(data), "run python -m tests.manual_pdf"
    assert pages < 14
    assert sum(1 for _ in lines()) > 60


def test_the_contents_of_the_pdf_name_the_pages_of_the_chapters() -> None:
    reader = PdfReader(OUT)
    begins = {
        str(one.title): reader.get_destination_page_number(one)
        for one in reader.outline
        if isinstance(one, Destination)
    }
    contents = re.findall(r"• +([^•·]+) · página (\d+)", reader.pages[0].extract_text().replace("\n", " "))
    assert [title for title, _ in contents] == re.findall(r"^## (.+)", TEXT, re.MULTILINE)
    for title, number in contents:
        assert begins[title] == int(number) - 1, title


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
