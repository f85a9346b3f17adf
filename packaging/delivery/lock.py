"""Writes the locks: exact versions and hashes of what ships and of what builds it, one file per system.

Versions are those of ``constraints.txt``; what belongs to them follows from the packages' own metadata, with
the target's markers, so that both locks can be made on one machine.

Run: ``PYTHONPATH=packaging python -m delivery.lock``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "packaging"
BUILD_EXTRA = "paquete"
NOT_SHIPPED = frozenset({BUILD_EXTRA, "test"})
HEADER = "# Written by packaging/delivery/lock.py: do not edit.\n"


class Target(NamedTuple):
    """A system for which the program is built."""

    name: str
    python: str
    platforms: tuple[str, ...]
    markers: dict[str, str]


class Locked(NamedTuple):
    """One package as it was found."""

    name: str
    version: str
    sha256: str
    requires: tuple[str, ...]


TARGETS = (
    Target(
        "linux",
        "3.11",
        (*(f"manylinux_2_{minor}_x86_64" for minor in range(34, 16, -1)), "manylinux2014_x86_64"),
        {
            "sys_platform": "linux",
            "platform_system": "Linux",
            "os_name": "posix",
            "platform_machine": "x86_64",
        },
    ),
    Target(
        "windows",
        "3.13",
        ("win_amd64",),
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
    ),
)


def main() -> None:
    """Write every lock."""
    shipped, building = wanted()
    for target in TARGETS:
        run = closure(shipped, target)
        _write(lock_path(target.name), run)
        names = {one.name for one in run}
        tools = [one for one in closure(building, target) if one.name not in names]
        _write(lock_path(target.name, building=True), tools)


def lock_path(system: str, *, building: bool = False) -> Path:
    """Return the lock of what ships on a system, or of what builds it there."""
    return FOLDER / f"requirements-{'build-' if building else ''}{system}.txt"


def wanted() -> tuple[list[str], list[str]]:
    """Return what the project asks for: to run with every feature, and to be built."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras: dict[str, list[str]] = project["optional-dependencies"]
    shipped = [one for name, extra in extras.items() if name not in NOT_SHIPPED for one in extra]
    return [*project["dependencies"], *shipped], extras[BUILD_EXTRA]


def pins(path: Path) -> dict[str, str]:
    """Return the versions by canonical name in a file of ``name==version`` lines."""
    lines = (
        line.split("#")[0].split("\\")[0].strip() for line in path.read_text(encoding="utf-8").splitlines()
    )
    pairs = (line.split("==") for line in lines if "==" in line)
    return {canonicalize_name(name): version.strip() for name, version in pairs}


def closure(requirements: list[str], target: Target) -> list[Locked]:
    """Return the packages that the requirements need on the target, by name."""
    versions = pins(ROOT / "constraints.txt")
    found: dict[str, Locked] = {}
    todo = _names(tuple(requirements), target)
    while todo:
        unknown = todo - versions.keys()
        if unknown:
            raise SystemExit(f"constraints.txt lacks {', '.join(sorted(unknown))}")
        new = look_up({name: versions[name] for name in todo}, target)
        found |= {one.name: one for one in new}
        todo = {name for one in new for name in _names(one.requires, target)} - found.keys()
    return [found[name] for name in sorted(found)]


def look_up(versions: dict[str, str], target: Target) -> list[Locked]:
    """Ask pip for the wheels of these versions on the target."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run(
            [
                *(
                    sys.executable,
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--dry-run",
                    "--no-deps",
                    "--ignore-installed",
                ),
                *("--only-binary", ":all:", "--target", folder, "--report", str(report)),
                *("--implementation", "cp", "--python-version", target.python),
                *(word for platform in target.platforms for word in ("--platform", platform)),
                *(f"{name}=={version}" for name, version in versions.items()),
            ],
            check=True,
        )
        installed = json.loads(report.read_text(encoding="utf-8"))["install"]
    return [
        Locked(
            canonicalize_name(one["metadata"]["name"]),
            one["metadata"]["version"],
            one["download_info"]["archive_info"]["hashes"]["sha256"],
            tuple(one["metadata"].get("requires_dist", ())),
        )
        for one in installed
    ]


def _names(requirements: tuple[str, ...], target: Target) -> set[str]:
    full = target.python + ".0"
    environment = target.markers | {"python_version": target.python, "python_full_version": full, "extra": ""}
    parsed = (Requirement(one) for one in requirements)
    return {
        canonicalize_name(one.name)
        for one in parsed
        if one.marker is None or one.marker.evaluate(environment)
    }


def _write(path: Path, packages: list[Locked]) -> None:
    lines = (f"{one.name}=={one.version} \\\n    --hash=sha256:{one.sha256}\n" for one in packages)
    path.write_text(HEADER + "".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
