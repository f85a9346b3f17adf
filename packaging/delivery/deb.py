"""Writes the Debian package: the program in ``/opt``, its place in menus, its file type, its dependencies.

Run: ``PYTHONPATH=packaging python -m delivery.deb PROGRAM_FOLDER PACKAGE.deb``.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from delivery.bundle import ROOT, TITLE, program_version
from delivery.icons import write_hicolor

LINUX = ROOT / "packaging" / "linux"
# the packages of Debian 12, which later releases provide under these names too
PACKAGES = {
    "ld-linux-x86-64.so.2": "libc6",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libc.so.6": "libc6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdl.so.2": "libc6",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libm.so.6": "libc6",
    "libpthread.so.0": "libc6",
    "librt.so.1": "libc6",
    "libstdc++.so.6": "libstdc++6",
    "libutil.so.1": "libc6",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb.so.1": "libxcb1",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
# whoever hands the package out puts their own address here
MAINTAINER = f"{TITLE} <fichas-desktop@localhost>"
CONTROL = """\
Package: fichas-desktop
Version: {version}
Architecture: amd64
Section: text
Priority: optional
Installed-Size: {size}
Depends: {depends}
Maintainer: {maintainer}
Description: {title}
 Diligencia sin conexión el formulario oficial 4202000-FT-1311 (documentación
 de buenas prácticas de gestión pública) y genera su PDF y su archivo de datos.
"""


def main(program: Path, package: Path) -> None:
    """Write the package of a built program."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        tree.chmod(0o755)
        lay_out(tree, program)
        depends = dependencies(program)
        size = sum(path.lstat().st_size for path in tree.rglob("*")) // 1024
        control = tree / "DEBIAN" / "control"
        control.parent.mkdir()
        control.write_text(
            CONTROL.format(
                version=program_version(),
                size=size,
                depends=", ".join(depends),
                title=TITLE,
                maintainer=MAINTAINER,
            ),
            encoding="utf-8",
        )
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(package)],
            check=True,
        )


def lay_out(tree: Path, program: Path) -> None:
    """Put every file of the package at its place below ``tree``."""
    shutil.copytree(program, tree / "opt" / "fichas-desktop", symlinks=True)
    share = tree / "usr" / "share"
    write_hicolor(share / "icons" / "hicolor", "fichas-desktop")
    for source, place in (
        (LINUX / "fichas-desktop.desktop", share / "applications"),
        (LINUX / "fichas-desktop.xml", share / "mime" / "packages"),
    ):
        place.mkdir(parents=True)
        shutil.copy(source, place)
    notices = share / "doc" / "fichas-desktop" / "copyright"
    notices.parent.mkdir(parents=True)
    shutil.copy(program / "LICENCIAS.txt", notices)
    command = tree / "usr" / "bin" / "fichas-desktop"
    command.parent.mkdir()
    command.symlink_to("/opt/fichas-desktop/fichas-desktop")


def dependencies(program: Path) -> list[str]:
    """Return what the package depends on: whatever its libraries need and it does not hold.

    Raises:
        SystemExit: A library is needed that no package is known for.
    """
    shipped = {path.name for path in program.rglob("*")}
    needed: set[str] = set()
    glibc = (2, 0)
    for path in program.rglob("*"):
        if path.is_symlink() or not path.is_file() or path.open("rb").read(4) != b"\x7fELF":
            continue
        table = _readelf(path)
        needed |= set(re.findall(r"\(NEEDED\).*\[(.+)\]", table))
        glibc = max([glibc, *((2, int(minor)) for minor in re.findall(r"Name: GLIBC_2\.(\d+)", table))])
    unknown = needed - shipped - PACKAGES.keys()
    if unknown:
        raise SystemExit(f"no package known for {', '.join(sorted(unknown))}: add it to delivery/deb.py")
    names = {PACKAGES[one] for one in needed - shipped}
    return sorted(_versioned(names, glibc))


def _versioned(names: Iterable[str], glibc: tuple[int, int]) -> Iterable[str]:
    for name in names:
        yield f"libc6 (>= {glibc[0]}.{glibc[1]})" if name == "libc6" else name


def _readelf(path: Path) -> str:
    return subprocess.run(
        ["readelf", "--wide", "--dynamic", "--version-info", str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    ).stdout


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
