"""Which folders are less safe for drafts, told from their path and the file systems alone."""

from __future__ import annotations

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from fichas_desktop.messages import folder_risk_sentence
from fichas_desktop.services.folder_risk import (
    FolderRisk,
    RiskKind,
    folder_risk,
    network_drives,
    read_mounts,
    remember_seen,
    was_seen,
)
from fichas_desktop.services.program import Program

MOUNTS = """/dev/sda1 / ext4 rw 0 0
servidor:/casas /mnt/casas nfs4 rw 0 0
//servidor/x /mnt/con\\040espacio cifs rw 0 0
persona@otro: /mnt/ssh fuse.sshfs rw 0 0
compartida /media/sf 9p rw 0 0
/dev/sdb1 /mnt/casas/local ext4 rw 0 0
/dev/sdc1 /media/usb vfat rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (PureWindowsPath(r"C:\Users\p\OneDrive\fichas"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\p\OneDrive - Alcaldía\fichas"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\p\Dropbox (Entidad)\x"), "Dropbox"),
        (PureWindowsPath(r"C:\Users\p\iCloudDrive"), "iCloud Drive"),
        (PurePosixPath("/home/p/Google Drive/x"), "Google Drive"),
        (PurePosixPath("/home/p/Nextcloud"), "Nextcloud"),
    ],
)
def test_a_synchronized_folder_is_known_by_its_name(path: PurePath, name: str) -> None:
    assert folder_risk(path, {}, ()) == FolderRisk(RiskKind.SYNCHRONIZED, name)


def test_a_synchronized_folder_is_known_by_the_environment() -> None:
    environ = {"OneDriveCommercial": r"D:\Nube de la entidad"}
    inside = PureWindowsPath(r"d:\nube de la entidad\fichas")
    assert folder_risk(inside, environ, ()) == FolderRisk(RiskKind.SYNCHRONIZED, "OneDrive")
    assert folder_risk(PureWindowsPath(r"D:\otra"), environ, ()) is None


@pytest.mark.parametrize(
    ("path", "risky"),
    [
        (PureWindowsPath(r"\\servidor\comun\fichas"), True),
        (PureWindowsPath("//servidor/comun/fichas"), True),
        (PureWindowsPath(r"\\?\UNC\servidor\comun\fichas"), True),
        (PureWindowsPath(r"\\?\C:\fichas"), False),
        (PureWindowsPath(r"Z:\fichas"), True),
        (PureWindowsPath(r"C:\Users\p\AppData\Local\fichas-desktop"), False),
        (PureWindowsPath(r"C:\Users\p\mis onedrives"), False),
    ],
)
def test_network_folders_of_windows(path: PurePath, *, risky: bool) -> None:
    drives = network_drives(lambda root: 4 if root == "Z:\\" else 3 if root == "C:\\" else 1)
    assert folder_risk(path, {}, drives) == (FolderRisk(RiskKind.NETWORK) if risky else None)


@pytest.mark.parametrize(
    ("path", "risky"),
    [
        ("/home/p/.local/share/fichas-desktop", False),
        ("/mnt/casas/p", True),
        ("/mnt/casas/local/p", False),
        ("/mnt/con espacio", True),
        ("/mnt/ssh/p", True),
        ("/media/sf", True),
        ("/media/usb", False),
        ("/run/user/1000/gvfs/smb-share:server=x/p", True),
        ("/home/p/.gvfs/x", True),
    ],
)
def test_network_folders_of_linux(path: str, *, risky: bool) -> None:
    found = folder_risk(PurePosixPath(path), {}, read_mounts(MOUNTS))
    assert found == (FolderRisk(RiskKind.NETWORK) if risky else None)


def test_what_the_whole_computer_lies_on_is_no_risk() -> None:
    mounts = read_mounts("servidor:/raiz / nfs4 rw 0 0")
    assert folder_risk(PurePosixPath("/home/p"), {}, mounts) is None


def test_a_closed_warning_is_remembered_for_its_folder_alone(tmp_path: Path) -> None:
    here, there = tmp_path / "OneDrive" / "a", tmp_path / "Dropbox" / "b"
    assert Program(here).folder_risk() == FolderRisk(RiskKind.SYNCHRONIZED, "OneDrive")
    Program(here).accept_folder_risk()
    Program(here).accept_folder_risk()
    assert Program(here).folder_risk() is None
    there.parent.mkdir()
    here.rename(there)  # as when the whole folder is synchronized to another computer
    assert not was_seen(there)
    assert Program(there).folder_risk() is not None
    remember_seen(there)
    assert was_seen(there)


def test_what_cannot_be_remembered_is_no_failure(tmp_path: Path) -> None:
    blocked = tmp_path / "fichero"
    blocked.write_text("x", encoding="utf-8")
    remember_seen(blocked)
    assert not was_seen(blocked)


def test_each_risk_has_its_sentence() -> None:
    for kind in RiskKind:
        assert "en este computador" in folder_risk_sentence(FolderRisk(kind, "OneDrive"))
