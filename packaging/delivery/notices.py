"""Writes what must go with the program: the licences of all that ships and its bill of materials (CycloneDX).

Runs in the Python that builds, once the files that ship are known. A part without its licence, or in another
version than the lock's, ends the build, and so does a bill that the format's own schema refuses.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
import subprocess
import sys
import sysconfig
import uuid
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from cyclonedx.schema import SchemaVersion
from cyclonedx.spdx import is_expression, is_supported_id
from cyclonedx.validation.json import JsonStrictValidator

from delivery.bundle import ROOT, TITLE, program_version
from delivery.lock import lock_path, pins

LICENCES = ROOT / "packaging" / "licences"
_LICENCE_FILE = re.compile(
    r"\.dist-info/(.*/)?(licenses?/.*|(licen[cs]e|copying|notice|authors)[^/]*)$", re.IGNORECASE
)
_RESOURCE_LICENCE = re.compile(r"(licen[cs]e|copying|ofl|mpl|lgpl|gpl)[^/]*", re.IGNORECASE)
_RESOURCE_LICENCES = {"OFL": "OFL-1.1", "LICENSE": "véase el texto"}
_LGPL = (LICENCES / "LGPL-3.0.txt", LICENCES / "GPL-3.0.txt", LICENCES / "qt-third-party.txt")
# their wheels carry no text; that of chunspell holds the library Hunspell, too
_TEXTS = {
    "chunspell": (ROOT / "resources" / "dictionaries" / "es_CO" / "MPL-1.1.txt",),
    "pyside6-essentials": _LGPL,
    "shiboken6": _LGPL[:2],
}
# what their texts say, in the words of SPDX, where the packages' own words are others
_NAMES = {
    "chunspell": "MIT AND (MPL-1.1 OR GPL-2.0-or-later OR LGPL-2.1-or-later)",
    "jinja2": "BSD-3-Clause",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pyside6-essentials": "LGPL-3.0-only",
    "reportlab": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only",
}
_QT_NOTE = (
    "Qt y PySide6 se usan bajo la LGPL 3.0, enlazados como bibliotecas aparte: puede reemplazarlas por otras "
    "compatibles en la carpeta del programa. Su código fuente está en https://download.qt.io."
)


class Part(NamedTuple):
    """Something that ships."""

    name: str
    version: str
    purl: str
    licence: str
    texts: tuple[str, ...]


def write_all(folder: Path, sources: Iterable[Path]) -> None:
    """Write ``LICENCIAS.txt`` and ``sbom.cdx.json`` into the program's folder.

    Args:
        folder: Where they go.
        sources: The files on this machine from which the shipped libraries were taken.
    """
    parts = sorted(
        {*_python(), *_wheels(), *_resources(), *_system_packages(sources)}, key=lambda one: one.name.lower()
    )
    lacking = [one.name for one in parts if not one.texts]
    if lacking:
        raise SystemExit(f"no licence text for {', '.join(lacking)}")
    (folder / "LICENCIAS.txt").write_text(notices(parts), encoding="utf-8", newline="\n")
    document = json.dumps(bill_of_materials(parts), ensure_ascii=False, indent=2) + "\n"
    check_bill(document)
    (folder / "sbom.cdx.json").write_text(document, encoding="utf-8", newline="\n")


def notices(parts: list[Part]) -> str:
    """Return the text for people: what ships and each licence in full, once."""
    lines = [f"{TITLE} {program_version()} incluye:", ""]
    lines += [f"- {one.name} {one.version}: {one.licence}" for one in parts]
    lines += ["", _QT_NOTE]
    users: dict[str, list[str]] = {}
    for part in parts:
        for text in part.texts:
            users.setdefault(text, []).append(part.name)
    for text, names in users.items():
        lines += ["", "=" * 78, ", ".join(names), "=" * 78, "", text.strip()]
    return "\n".join(lines) + "\n"


def bill_of_materials(parts: list[Part]) -> dict[str, object]:
    """Return the bill of materials, CycloneDX 1.6; the same parts give the same document."""
    components = [
        {
            "type": "library",
            "bom-ref": one.purl,
            "name": one.name,
            "version": one.version,
            "purl": one.purl,
            "licenses": [_licence_entry(one.licence)],
        }
        for one in parts
    ]
    program = {
        "type": "application",
        "bom-ref": "fichas-desktop",
        "name": "fichas-desktop",
        "version": program_version(),
    }
    content = json.dumps([program, components], sort_keys=True)
    digest = hashlib.sha256(content.encode()).hexdigest()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, digest)}",
        "version": 1,
        "metadata": {"component": program},
        "components": components,
        "dependencies": [{"ref": "fichas-desktop", "dependsOn": [one.purl for one in parts]}],
    }


def check_bill(document: str) -> None:
    """End the build when the official JSON schema of CycloneDX refuses a bill."""
    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(document)
    if error is not None:
        raise SystemExit(f"the bill of materials is not valid: {error.data.json_path}: {error.data.message}")


def _licence_entry(words: str) -> dict[str, object]:
    if is_supported_id(words):
        return {"license": {"id": words}}
    return {"expression": words} if is_expression(words) else {"license": {"name": words}}


def _python() -> Iterable[Part]:
    version = platform.python_version()
    places = (
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path(f"/usr/share/doc/python3.{sys.version_info.minor}/copyright"),
    )
    texts = tuple(_read(one) for one in places if one.is_file())[:1]
    yield Part("Python", version, f"pkg:generic/python@{version}", "PSF-2.0", texts)
    yield _distribution("pyinstaller")


def _wheels() -> Iterable[Part]:
    system = "windows" if sys.platform == "win32" else "linux"
    for name, version in pins(lock_path(system)).items():
        part = _distribution(name)
        if part.version != version:
            raise SystemExit(f"{name} is {part.version} here and {version} in the lock")
        yield part


def _distribution(name: str) -> Part:
    found = metadata.distribution(name)
    files = [one for one in found.files or () if _LICENCE_FILE.search(one.as_posix())]
    texts = [_read(Path(str(found.locate_file(one)))) for one in files]
    texts += [_read(path) for path in _TEXTS.get(name, ())]
    about = found.metadata
    return Part(
        about["Name"],
        found.version,
        f"pkg:pypi/{name}@{found.version}",
        _licence_name(name, about),
        tuple(texts),
    )


def _licence_name(name: str, about: metadata.PackageMetadata) -> str:
    """Return what a package calls its licence: an SPDX name, words, or its classifier."""
    if name in _NAMES:
        return _NAMES[name]
    words = next((about[key] for key in ("License-Expression", "License") if key in about), "")
    if words and len(words) < 60 and "\n" not in words:
        return words
    classifiers = about.get_all("Classifier") or []
    return next(
        (one.rpartition(":: ")[2] for one in classifiers if one.startswith("License ::")), "véase el texto"
    )


def _resources() -> Iterable[Part]:
    """Yield the fonts and word lists: each folder of ``resources`` with a licence in it."""
    folders: dict[Path, list[Path]] = {}
    for path in sorted((ROOT / "resources").rglob("*.txt")):
        if _RESOURCE_LICENCE.fullmatch(path.name):
            folders.setdefault(path.parent, []).append(path)
    for folder, texts in folders.items():
        hashed = hashlib.sha256()
        for path in sorted(folder.iterdir()):
            hashed.update(path.read_bytes())
        version = hashed.hexdigest()[:12]
        yield Part(
            folder.name,
            version,
            f"pkg:generic/{folder.name}@{version}",
            ", ".join(_RESOURCE_LICENCES.get(path.stem, path.stem) for path in texts),
            tuple(_read(path) for path in texts),
        )


def _system_packages(sources: Iterable[Path]) -> Iterable[Part]:
    """Yield the Debian packages from which libraries were taken."""
    own = (Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve(), ROOT)
    for source in sources:
        real = source.resolve()
        if sys.platform != "linux" or any(real.is_relative_to(folder) for folder in own):
            continue
        package = _owner(real)
        version = _output("dpkg-query", "-W", "-f=${Version}", package)
        name = package.partition(":")[0]
        text = Path("/usr/share/doc") / name / "copyright"
        purl = f"pkg:deb/debian/{name}@{version}?arch=amd64"
        yield Part(name, version, purl, "véase el texto", (_read(text),) if text.is_file() else ())


def _owner(path: Path) -> str:
    # a merged /usr has each library under two names and the package lists one of them
    for candidate in (path, Path("/usr", *path.parts[1:]), Path("/", *path.parts[2:])):
        found = _output("dpkg", "-S", str(candidate))
        if found:
            return found.partition(": ")[0]
    raise SystemExit(f"no package owns {path}")


def _output(*words: str) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
