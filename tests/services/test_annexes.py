"""Files taken in: looked at before they are kept, told apart by content, found again when lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from fichas_desktop.domain.progress import Stage, Step
from fichas_desktop.domain.values import FileAttachment
from fichas_desktop.errors import EnvironmentFailedError, RefusedError
from fichas_desktop.services import drafts
from fichas_desktop.services.annexes import Annexes, TakenIn
from fichas_desktop.services.drafts import Drafts, describe_file
from fichas_desktop.services.program import Program
from tests.ui.programs import invented_program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return invented_program(tmp_path / "datos")


@pytest.fixture
def annexes(program: Program) -> Annexes:
    form = program.catalog.get("SINT-01", "01")
    return Annexes(program.drafts, form, program.drafts.begin(form).id)


def written(folder: Path, **files: bytes) -> list[Path]:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in files]


def codes(annexes: Annexes, paths: list[Path], *present: FileAttachment) -> list[str]:
    return [error.code for error in annexes.take_in(paths, present).refused]


def test_the_same_content_twice_in_one_drop_is_noticed(annexes: Annexes, tmp_path: Path) -> None:
    paths = written(tmp_path, a=b"uno", b=b"uno", c=b"dos")
    taken = annexes.take_in([*paths, paths[0]], ())
    assert [item.name for item in taken.added] == ["a", "c"]
    assert [(error.code, error.params) for error in taken.refused] == [
        ("annex_same_content", {"name": "b", "other": "a"}),
        ("annex_already_there", {"name": "a"}),
    ]
    assert [annexes.read(item) for item in taken.added] == [b"uno", b"dos"]


def test_an_image_that_is_there_as_a_file_is_not_kept_again(annexes: Annexes, tmp_path: Path) -> None:
    (there,) = annexes.take_in(written(tmp_path, foto=b"uno"), ()).added
    (error,) = annexes.take_image("imagen-pegada-1.png", b"uno", (there,)).refused
    assert (error.code, error.params) == (
        "annex_same_content",
        {"name": "imagen-pegada-1.png", "other": "foto"},
    )


def test_work_can_be_ended_between_two_pieces_of_one_file(
    annexes: Annexes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "PIECE", 4)
    paths = written(tmp_path, a=b"veinte letras nomas")
    seen: list[Step] = []

    def report(step: Step) -> None:
        seen.append(step)
        if len(seen) == 3:
            raise RefusedError("cancelled")

    with pytest.raises(RefusedError, match="cancelled"):
        annexes.take_in(paths, (), report=report)
    assert seen == [Step(Stage.ANNEX, 1, 1, "a")] * 3
    assert [item.name for item in annexes.take_in(paths, ()).added] == ["a"]


def test_what_is_no_file_is_named(annexes: Annexes, tmp_path: Path) -> None:
    (tmp_path / "carpeta").mkdir()
    paths = [tmp_path / "carpeta", tmp_path / "nada"]
    assert codes(annexes, paths) == ["annex_folder", "annex_not_found"]


def test_room_counts_what_is_there_already(annexes: Annexes, tmp_path: Path) -> None:
    there = FileAttachment("x", "application/octet-stream", 29_990, "0" * 64)
    paths = written(tmp_path, a=bytes(10), b=b"demas")
    taken = annexes.take_in(paths, (there,))
    assert [item.name for item in taken.added] == ["a"]
    assert [error.code for error in taken.refused] == ["annex_no_room"]


def test_a_full_disk_is_told_once_and_the_rest_is_not_tried(
    annexes: Annexes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def fail(_drafts: Drafts, _draft_id: str, name: str, _data: bytes) -> None:
        tried.append(name)
        raise EnvironmentFailedError("disk_full", folder="datos")

    monkeypatch.setattr(Drafts, "attach_bytes", fail)
    assert codes(annexes, written(tmp_path, a=b"uno", b=b"dos")) == ["disk_full"]
    assert tried == ["a"]


def test_the_room_of_an_annex_is_free_for_what_takes_its_place(annexes: Annexes, tmp_path: Path) -> None:
    (old,) = annexes.take_in(written(tmp_path, a=bytes(19_000)), ()).added
    (new_path,) = written(tmp_path, b=b"b" * 19_000)
    (new,) = annexes.take_for(old, new_path, (old,)).added
    assert new.name == "b"
    same = annexes.take_for(old, tmp_path / "a", (old,))
    assert same == TakenIn(found=frozenset((old.sha256,)))


def test_an_annex_may_not_take_the_place_of_another_one_twice(annexes: Annexes, tmp_path: Path) -> None:
    one, two = annexes.take_in(written(tmp_path, a=b"uno", b=b"dos"), ()).added
    taken = annexes.take_for(one, tmp_path / "b", (one, two))
    assert [error.code for error in taken.refused] == ["annex_already_there"]
    assert taken.added == ()


def test_lost_bytes_come_back_with_a_file_of_the_same_content(annexes: Annexes, tmp_path: Path) -> None:
    lost = describe_file("viejo nombre", b"uno")
    (path,) = written(tmp_path, otro=b"uno")
    assert annexes.read(lost) is None
    assert annexes.is_same(lost, path)
    taken = annexes.take_in([path], (lost,), frozenset((lost.sha256,)))
    assert taken == TakenIn(found=frozenset((lost.sha256,)))
    assert annexes.read(lost) == b"uno"


@pytest.mark.parametrize(
    ("size", "used", "code"), [(20_001, 0, "annex_too_large"), (15_000, 15_001, "annex_no_room")]
)
def test_an_image_keeps_to_the_limits_too(annexes: Annexes, size: int, used: int, code: str) -> None:
    there = FileAttachment("x", "application/octet-stream", used, "0" * 64)
    (error,) = annexes.take_image("a.png", bytes(size), (there,)).refused
    assert error.code == code
