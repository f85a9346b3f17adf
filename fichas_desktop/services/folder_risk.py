"""Whether a data folder lies where drafts are less safe: in a synchronized folder or on the network."""

from __future__ import annotations

import os
import re
import string
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path, PurePath, PureWindowsPath

from msgspec import Struct

from fichas_desktop.durable_file import make_folder, write_durably
from fichas_desktop.errors import FichasError

SEEN = "folder-risk-seen.txt"
"""In the data folder: the paths, one a line, under which a person has closed the warning."""

REMOTE = "remote"
"""Kind of a network drive of Windows, among the kinds of file systems of Linux."""

_DRIVE_REMOTE = 4  # GetDriveTypeW, fileapi.h

_NETWORK = re.compile(
    r"nfs4?|cifs|smb\w*|ncpfs|afs|9p|ceph|glusterfs|davfs|lustre|remote"
    r"|fuse\.(sshfs|davfs2?|rclone|glusterfs|gvfsd-fuse|smbnetfs|curlftpfs|s3fs)"
)
_SYNCHRONIZED = re.compile(
    r"(?P<name>onedrive|dropbox|google ?drive|icloud ?drive|nextcloud|owncloud|megasync|pcloud ?drive"
    r"|box sync)(?: ?[-(].*)?",
    re.IGNORECASE,
)
_NAMES = {"googledrive": "Google Drive", "iclouddrive": "iCloud Drive", "onedrive": "OneDrive"}
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_GVFS = re.compile(r"/run/user/\d+/gvfs(/.*)?|.*/\.gvfs(/.*)?")


class RiskKind(StrEnum):
    """Where a folder lies."""

    SYNCHRONIZED = "synchronized"
    NETWORK = "network"


class FolderRisk(Struct, frozen=True):
    """Why drafts are less safe in a folder; ``name`` is the program that synchronizes it, or empty."""

    kind: RiskKind
    name: str = ""


class Mount(Struct, frozen=True):
    """A file system: where it is, and its kind as ``/proc/mounts`` says, or ``remote``."""

    point: PurePath
    kind: str


def folder_risk(path: PurePath, environ: Mapping[str, str], mounts: Sequence[Mount]) -> FolderRisk | None:
    """Return why drafts are less safe in a folder, None where nothing speaks against it.

    What the whole computer lies on is no risk: there is nothing better to tell a person to take.

    Args:
        path: The folder, absolute; it need not exist. Its class says whose rules it follows.
        environ: Variables of the environment.
        mounts: File systems, those mounted last at the end.
    """
    for name in _VARIABLES:
        if environ.get(name) and path.is_relative_to(environ[name]):
            return FolderRisk(RiskKind.SYNCHRONIZED, "OneDrive")
    for part in path.parts[1:]:
        match = _SYNCHRONIZED.fullmatch(part)
        if match is not None:
            name = match["name"]
            return FolderRisk(RiskKind.SYNCHRONIZED, _NAMES.get(name.lower().replace(" ", ""), name))
    if _is_share(path) or _GVFS.fullmatch(path.as_posix()):
        return FolderRisk(RiskKind.NETWORK)
    under = [mount for mount in mounts if path.is_relative_to(mount.point)]
    # sorted() keeps the order of equals: the one mounted last hides those before
    nearest = sorted(under, key=lambda mount: len(mount.point.parts))[-1:]
    for mount in nearest:
        if _NETWORK.fullmatch(mount.kind) and (mount.point.parts[1:] or mount.kind == REMOTE):
            return FolderRisk(RiskKind.NETWORK)
    return None


def read_mounts(text: str) -> tuple[Mount, ...]:
    """Return the file systems that ``/proc/mounts`` names (proc(5), fstab(5))."""
    rows = (line.split(" ") for line in text.splitlines())
    return tuple(Mount(PurePath(_unescaped(row[1])), row[2]) for row in rows if len(row) > 2)


def network_drives(drive_type: Callable[[str], int]) -> tuple[Mount, ...]:
    """Return the network drives of a Windows computer.

    Args:
        drive_type: Kind of a drive as ``GetDriveTypeW`` gives it for its root.
    """
    roots = (f"{letter}:\\" for letter in string.ascii_uppercase)
    return tuple(Mount(PureWindowsPath(root), REMOTE) for root in roots if drive_type(root) == _DRIVE_REMOTE)


def machine_mounts() -> tuple[Mount, ...]:
    """Return the file systems of this computer; none where it does not say."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only there

        return network_drives(ctypes.windll.kernel32.GetDriveTypeW)
    try:
        text = Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ()
    return read_mounts(text)


def risk_here(data_folder: Path) -> FolderRisk | None:
    """Return why drafts are less safe in a data folder of this computer; links are followed."""
    # not resolve(): where that fails on Windows it may fail for good, and a share keeps its drive letter
    paths = {Path(os.path.abspath(data_folder)), Path(os.path.realpath(data_folder))}  # noqa: PTH100
    found = (folder_risk(path, os.environ, machine_mounts()) for path in sorted(paths))
    return next(filter(None, found), None)


def was_seen(data_folder: Path) -> bool:
    """Tell whether a person has closed the warning about a data folder."""
    return str(data_folder.absolute()) in _seen(data_folder)


def remember_seen(data_folder: Path) -> None:
    """Remember that a person has closed the warning; where that cannot be written it comes again."""
    lines = dict.fromkeys((*_seen(data_folder), str(data_folder.absolute())))
    try:
        make_folder(data_folder)
        write_durably(data_folder / SEEN, _text(lines))
    except FichasError:
        return


def _seen(data_folder: Path) -> list[str]:
    try:
        return (data_folder / SEEN).read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8", errors="surrogateescape")


def _is_share(path: PurePath) -> bool:
    drive = path.drive.replace("/", "\\")
    if drive.lower().startswith("\\\\?\\"):
        return drive.lower().startswith("\\\\?\\unc\\")
    return drive.startswith("\\\\") and not drive.startswith("\\\\.\\")


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)
