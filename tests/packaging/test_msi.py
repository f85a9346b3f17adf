"""The package for central distribution: every file once, under codes that stay."""

from __future__ import annotations

from pathlib import Path

from delivery.msi import describe


def program(folder: Path) -> Path:
    inner = folder / "_internal" / "año"
    inner.mkdir(parents=True)
    (folder / "Fichas.exe").touch()
    (inner / "dato.txt").touch()
    return folder


def test_every_file_is_a_component_with_a_code_of_its_own(tmp_path: Path) -> None:
    document = describe(program(tmp_path), "/here")
    assert {one.attrib["Source"] for one in document.iter("File")} == {
        "/here/Fichas.exe",
        "/here/_internal/año/dato.txt",
    }
    codes = [one.attrib["Guid"] for one in document.iter("Component")]
    assert len(set(codes)) == len(codes) == 3
    named = {one.attrib["Id"] for one in document.iter("ComponentRef")}
    assert named == {one.attrib["Id"] for one in document.iter("Component")}


def test_codes_are_the_same_in_the_next_version(tmp_path: Path) -> None:
    program(tmp_path)
    before = {one.attrib["Id"]: one.attrib["Guid"] for one in describe(tmp_path, "/a").iter("Component")}
    (tmp_path / "nuevo.txt").touch()
    after = {one.attrib["Id"]: one.attrib["Guid"] for one in describe(tmp_path, "/b").iter("Component")}
    assert before.items() < after.items()
