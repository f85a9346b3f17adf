"""Copies for the system's programs: under safe names, read only, never of programs."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichas_desktop.errors import InputError
from fichas_desktop.services.annex_copies import PROGRAM_ENDINGS, AnnexCopies, is_program, safe_name
from tests.ui.programs import invented_program, keep_complete


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("acta ñ.pdf", "acta ñ.pdf"),
        ("../../etc/passwd", "_._etc_passwd"),
        ("C:\\temp\\a.txt", "C__temp_a.txt"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a.exe. . ", "a.exe"),
        ("con.txt", "_con.txt"),
        ("NUL", "_NUL"),
        ("com1 .tar.gz", "_com1 .tar.gz"),
        ("línea\nnueva.txt", "línea_nueva.txt"),
        ("", "anexo"),
        ("...", "anexo"),
        (".oculto", "oculto"),
        ("e\u0301.txt", "é.txt"),
        (f"{'a' * 300}.pdf", f"{'a' * 50}.pdf"),
    ],
)
def test_safe_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=200))
def test_any_name_is_made_safe(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert safe == Path(safe).name
    assert not set(safe) & set('<>:"/\\|?*\0\n\u202e')
    assert safe.strip(". ") == safe or "." in safe
    assert len(safe.encode()) <= 255
    assert is_program(safe) == is_program(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "a.exe",
            "a.BAT",
            "a.cmd",
            "a.js",
            "a.vbs",
            "a.ps1",
            "a.sh",
            "a.desktop",
            "a.lnk",
            "a.html",
            "a.py",
        ),
        *("factura.pdf.exe", "a.exe.", "a.exe ", "foto\u202egpj.exe", "a.e\u200bxe", "con.scr", ".sh.sh"),
    ],
)
def test_programs_are_never_copied_out(name: str) -> None:
    copies = AnnexCopies()
    with pytest.raises(InputError) as caught:
        copies.make(name, b"MZ")
    assert caught.value.code == "annex_is_program"
    assert is_program(name)


@pytest.mark.parametrize("name", ["acta.pdf", "foto.jpg", "exe", "a.exe.txt", "hoja.xlsx", "sin punto"])
def test_documents_are_no_programs(name: str) -> None:
    assert not is_program(name)
    assert all(ending == ending.lower() for ending in PROGRAM_ENDINGS)


def test_a_copy_is_private_read_only_and_gone_at_the_end() -> None:
    copies = AnnexCopies()
    one, two = copies.make("acta.pdf", b"uno"), copies.make("acta.pdf", b"dos")
    assert one.name == two.name == "acta.pdf"
    assert (one.read_bytes(), two.read_bytes()) == (b"uno", b"dos")
    if sys.platform != "win32":
        assert one.stat().st_mode & 0o777 == 0o400
        assert one.parent.stat().st_mode & 0o777 == 0o700
        assert one.parent.parent.stat().st_mode & 0o777 == 0o700
    copies.clear()
    assert not one.parent.parent.exists()
    assert os.path.basename(copies.make("acta.pdf", b"tres")) == "acta.pdf"  # noqa: PTH119
    copies.clear()


def test_what_a_killed_program_left_is_swept_a_day_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    young = AnnexCopies()
    kept = young.make("acta.pdf", b"dos")
    old = shutil.copytree(kept.parent.parent, tmp_path / "fichas-anexos-muerta")
    (tmp_path / "otra").mkdir()
    if sys.platform != "win32":
        (tmp_path / "fichas-anexos-enlace").symlink_to(tmp_path / "otra")
    for folder in (old, tmp_path / "otra"):
        os.utime(folder, (1, 1))
    AnnexCopies.sweep()
    assert not old.exists()
    assert kept.read_bytes() == b"dos"
    assert (tmp_path / "otra").is_dir()
    young.clear()


def test_a_purged_draft_leaves_no_copy_of_its_annexes(tmp_path: Path) -> None:
    program = invented_program(tmp_path / "datos")
    draft_id = keep_complete(program)
    copy = program.annex_copies.make("acta.pdf", b"uno")
    program.trash.purge(program.drafts.move_to_trash(draft_id))
    assert not copy.exists()
