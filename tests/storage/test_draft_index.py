"""The index of drafts is a cache: whatever happens to it costs time only."""

from __future__ import annotations

import datetime as dt
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichas_desktop.domain.draft_summary import DraftState, DraftSummary
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.storage.draft_index import INDEX, DraftIndex, IndexRow
from tests.builders import NOW, PROPERTY, draft_id


def row(number: int, title: str = "Una práctica") -> IndexRow:
    summary = DraftSummary(draft_id(number), title, "Salón", 3, 12, DraftState(2, 1, 0), NOW)
    return IndexRow(summary, f"{number:024x}", dt.date(2024, 5, 20))


ROWS = (row(1), row(2, "Ñandú «dos»"), row(3))


@pytest.fixture
def index(tmp_path: Path) -> DraftIndex:
    return DraftIndex(tmp_path, "a")


def test_rows_come_back_as_they_were_and_for_this_person_alone(index: DraftIndex, tmp_path: Path) -> None:
    index.write(ROWS)
    assert index.read() == ROWS
    assert stat.S_IMODE((tmp_path / INDEX).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [INDEX]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"schema_version":2,"made_by":"a","crc32":0,"rows":[]}',
        b'{"schema_version":1,"made_by":"a","crc32":1,"rows":[]}',
        b'{"schema_version":1,"made_by":"a","crc32":223132457,"rows":[],"more":1}',
        b"[" * 100_000,
    ],
)
def test_what_cannot_be_used_is_no_rows(index: DraftIndex, tmp_path: Path, data: bytes) -> None:
    (tmp_path / INDEX).write_bytes(data)
    assert index.read() == ()
    index.forget(draft_id(1))
    index.write(ROWS)
    assert index.read() == ROWS


def test_without_a_file_there_are_no_rows(index: DraftIndex, tmp_path: Path) -> None:
    assert index.read() == ()
    index.forget(draft_id(1))
    (tmp_path / INDEX).mkdir()
    assert index.read() == ()


@PROPERTY
@given(st.data())
def test_a_damaged_byte_is_noticed_or_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("datos")
    index = DraftIndex(folder, "a")
    index.write(ROWS)
    whole = (folder / INDEX).read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    spoiled = bytes((whole[place] ^ data.draw(st.integers(1, 255)),))
    (folder / INDEX).write_bytes(whole[:place] + spoiled + whole[place + 1 :])
    found = index.read()
    # a flip in the name of the program costs reading every draft again, which is right whatever the rows say
    assert found in ((), ROWS) or all(one.stamp == "" for one in found)
    (folder / INDEX).write_bytes(whole[:place])
    assert index.read() == ()


def test_rows_that_another_program_made_are_shown_and_read_again(index: DraftIndex, tmp_path: Path) -> None:
    index.write(ROWS)
    found = DraftIndex(tmp_path, "b").read()
    assert [one.summary for one in found] == [one.summary for one in ROWS]
    assert {one.stamp for one in found} == {""}


def test_a_forgotten_draft_leaves_nothing_in_the_file(index: DraftIndex, tmp_path: Path) -> None:
    index.write(ROWS)
    index.forget(draft_id(2))
    assert index.read() == (ROWS[0], ROWS[2])
    assert "Ñandú" not in (tmp_path / INDEX).read_text(encoding="utf-8")


def test_forgetting_sweeps_what_a_killed_writer_left(index: DraftIndex, tmp_path: Path) -> None:
    left = tmp_path / f".{'ab' * 8}.tmp"
    left.write_text("Ñandú", encoding="utf-8")
    os.utime(left, (1, 1))
    index.forget(draft_id(2))
    assert not left.exists()


def test_a_damaged_index_that_names_a_forgotten_draft_goes_whole(index: DraftIndex, tmp_path: Path) -> None:
    (tmp_path / INDEX).write_text(f'{{"{draft_id(2)}": "Ñandú"', encoding="utf-8")
    index.forget(draft_id(2))
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_refuses_is_told(index: DraftIndex, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailedError):
        DraftIndex(tmp_path / "no" / "hay", "a").write(ROWS)


WRITER = """
import sys
from pathlib import Path
from tests.storage.test_draft_index import row
from fichas_desktop.storage.draft_index import DraftIndex
index = DraftIndex(Path(sys.argv[1]), "a")
print("x", flush=True)
while True:
    index.write(tuple(row(number) for number in range(1, 400)))
    index.write(tuple(row(number) for number in range(1, 200)))
"""


def test_a_kill_while_it_is_written_leaves_a_whole_index(index: DraftIndex, tmp_path: Path) -> None:
    index.write(row(number) for number in range(1, 200))
    root = Path(__file__).parents[2]
    for delay in (0.01, 0.02, 0.05):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], cwd=root, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(delay)
            process.kill()
        assert len(index.read()) in (199, 399)
