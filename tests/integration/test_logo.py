"""An entity's logo in the header, put in as docs/forms.md says: two files of an installation."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.builders import FICHAS, PACKAGE, ROOT, SHIPPED_FORM_FILE
from tests.cli.process import process

GOOD = FICHAS / "solo-ano" / "respuestas.json"
LINE = '[header]\nlogo = "logo.png"\n'


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    folder = tmp_path / "programa"
    for name in (PACKAGE.name, "resources", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "resources" / "icons" / "app-256.png", folder / "resources" / "logo.png")
    form = folder / "resources" / "forms" / SHIPPED_FORM_FILE.name
    form.write_text(form.read_text(encoding="utf-8").replace("[header]\n", LINE), encoding="utf-8")
    return folder


def test_a_logo_of_the_installation_is_on_every_page_and_others_verify_it(
    installation: Path, tmp_path: Path
) -> None:
    line = ("--datos", tmp_path / "datos", "exportar", GOOD, "--salida", tmp_path / "par")
    done = process(tmp_path, *line, PYTHONPATH=str(installation))
    assert (done.returncode, done.stderr) == (0, "")
    pdf, sidecar = done.stdout.splitlines()
    assert all(page.images for page in PdfReader(pdf).pages)
    for program in (installation, ROOT):
        found = process(tmp_path, "verificar", sidecar, PYTHONPATH=str(program))
        assert found.stdout == f"{sidecar}: Coincide: es una entrega.\n"


def test_the_data_folder_gives_none(tmp_path: Path) -> None:
    text = SHIPPED_FORM_FILE.read_text(encoding="utf-8").replace("[header]\n", LINE)
    path = tmp_path / "datos" / "formularios" / SHIPPED_FORM_FILE.name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "resources" / "icons" / "app-256.png", path.with_name("logo.png"))
    listed = process(tmp_path, "--datos", "datos", "borradores")
    assert "un logo que no viene con el programa" in listed.stderr
    path.write_text(text.replace("logo.png", "icons/app-256.png"), encoding="utf-8")
    listed = process(tmp_path, "--datos", "datos", "borradores")
    assert "con otro contenido" in listed.stderr
