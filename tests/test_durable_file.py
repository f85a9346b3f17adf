from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from fichas_desktop.durable_file import explained, make_folder, write_beside, write_durably
from fichas_desktop.errors import EnvironmentFailedError

OS = "fichas_desktop.durable_file.os"


def fails(number: int) -> Callable[..., NoReturn]:
    def refuse(*_arguments: object, **_named: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return refuse


def code_of(write: Callable[[], object]) -> str:
    with pytest.raises(EnvironmentFailedError) as caught:
        write()
    return caught.value.code


def test_new_content_stands_where_the_old_one_stood(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_durably(path, b"uno")
    write_durably(path, b"dos")
    assert path.read_bytes() == b"dos"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX")
def test_the_file_is_private(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"")
    path.chmod(0o644)
    write_durably(path, b"uno")
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_bytes_are_synced_before_the_name_and_the_name_before_returning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"viejo")
    calls: list[str] = []
    real_sync, real_replace = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        calls.append("sync folder" if os.path.isdir(f"/proc/self/fd/{descriptor}") else "sync file")  # noqa: PTH112
        real_sync(descriptor)

    def replace(source: Path, target: Path) -> None:
        assert source.read_bytes() == b"nuevo"
        assert path.read_bytes() == b"viejo"
        calls.append("replace")
        real_replace(source, target)

    monkeypatch.setattr(f"{OS}.fsync", fsync)
    monkeypatch.setattr(f"{OS}.replace", replace)
    write_durably(path, b"nuevo")
    assert calls == ["sync file", "replace", "sync folder"]


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EACCES, "not_writable"),
        (errno.EROFS, "not_writable"),
        (errno.EIO, "not_writable"),
        (errno.ENAMETOOLONG, "name_too_long"),
    ],
)
def test_whatever_fails_the_old_content_stays_and_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, code: str
) -> None:
    path = tmp_path / "a.json"
    write_durably(path, b"viejo")
    with monkeypatch.context() as patch:
        patch.setattr(f"{OS}.{call}", fails(number))
        assert code_of(lambda: write_durably(path, b"nuevo")) == code
    assert path.read_bytes() == b"viejo"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_disk_that_fills_up_while_writing_is_named_as_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    write_durably(path, b"viejo")
    real_open = os.open

    def open_full(target: Path, flags: int, mode: int = 0o777) -> int:
        os.close(real_open(target, flags, mode))
        return real_open("/dev/full", os.O_WRONLY)

    with monkeypatch.context() as patch:
        patch.setattr(f"{OS}.open", open_full)
        assert code_of(lambda: write_durably(path, b"nuevo" * 100_000)) == "disk_full"
    assert path.read_bytes() == b"viejo"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_synced_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    real_sync = os.fsync
    files: list[int] = []

    def fsync(descriptor: int) -> None:
        if files:
            raise OSError(errno.EINVAL, "network folder")
        files.append(descriptor)
        real_sync(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(f"{OS}.fsync", fsync)
        write_durably(path, b"uno")
    assert path.read_bytes() == b"uno"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailedError) as caught:
        write_durably(tmp_path / "no" / "a.json", b"x")
    assert (caught.value.code, caught.value.params) == ("folder_missing", {"folder": str(tmp_path / "no")})


def test_a_file_where_the_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "no").write_text("x", encoding="utf-8")
    assert code_of(lambda: write_durably(tmp_path / "no" / "a.json", b"x")) == "not_a_folder"
    assert code_of(lambda: make_folder(tmp_path / "no")) == "not_a_folder"
    assert code_of(lambda: make_folder(tmp_path / "no" / "b" / "c")) == "not_a_folder"


def test_a_folder_where_the_file_should_be_stays(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    assert code_of(lambda: write_durably(tmp_path / "a.json", b"x")) == "not_writable"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_name_that_is_too_long_is_named(tmp_path: Path) -> None:
    assert code_of(lambda: make_folder(tmp_path / ("x" * 300))) == "name_too_long"


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX")
def test_new_folders_are_private_and_old_ones_stay_as_they_are(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir(mode=0o755)
    make_folder(old / "a" / "b")
    make_folder(old / "a" / "b")
    assert [path.stat().st_mode & 0o777 for path in (old, old / "a", old / "a" / "b")] == [
        0o755,
        0o700,
        0o700,
    ]


def test_new_folders_are_durable_in_the_folders_that_hold_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr("fichas_desktop.durable_file.sync_folder", synced.append)
    make_folder(tmp_path / "a" / "b")
    assert synced == [tmp_path, tmp_path / "a"]


def test_a_file_written_beside_has_another_name_and_hides(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    beside = write_beside(path, b"x")
    assert beside.parent == tmp_path
    assert beside.name.startswith(".")
    assert not path.exists()


def test_an_error_that_is_not_the_system_s_passes_unchanged(tmp_path: Path) -> None:
    with pytest.raises(KeyError), explained(tmp_path):
        raise KeyError
