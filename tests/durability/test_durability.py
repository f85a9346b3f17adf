"""The short run of the harnesses; the long one is ``python -m tests.durability``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.durability import crashes, full_disk, mutations, trash, two_writers


def test_nothing_acknowledged_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    result = crashes.kill(tmp_path, 8)
    assert result.is_good, result


def test_a_kill_in_the_trash_leaves_no_half_a_draft(tmp_path: Path) -> None:
    result = trash.kill(tmp_path, 8)
    assert result.is_good, result


@pytest.mark.parametrize("files", [1, 2])
def test_a_draft_survives_damaged_files(tmp_path: Path, files: int) -> None:
    result = mutations.mutate(tmp_path, 60, files)
    assert result.wrong == 0, result
    assert files == 2 or result.newest == 60, result


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    with full_disk.pretended_disk(tmp_path) as in_use:
        result = full_disk.fill(tmp_path, in_use)
    assert result.is_good, result
    assert all("libere espacio" in sentence for sentence in result.sentences)
    real = tmp_path / "real"
    real.mkdir()
    if full_disk.can_mount(real):  # one of the kernel's too, where the machine lets us
        with full_disk.real_disk(real) as in_use:
            result = full_disk.fill(real, in_use)
        assert result.is_good, result


def test_of_two_programs_without_a_lock_none_loses_its_text(tmp_path: Path) -> None:
    found = two_writers.race(tmp_path, 12)
    assert not two_writers.gone(found), found


def test_of_two_programs_one_is_refused_and_takes_over_when_the_other_is_killed(tmp_path: Path) -> None:
    found = two_writers.refuse(tmp_path, 2)
    assert found == {"refused, owner named": 2, "taken over": 2}
