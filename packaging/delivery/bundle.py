"""What the one-folder program holds: the lean choice of Qt plugins and libraries, by name.

A library of Qt ships when a Python module or a chosen plugin needs it. Of a Linux system only the few
libraries ship that desktops lack or that belong to Python; the rest is every desktop's own, kept up to date
by its distribution.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
TITLE = "Fichas de buenas prácticas"

PROGRAMS: dict[str, tuple[tuple[str, bool], ...]] = {
    # a Windows program with a window has no console, so the command line is a door of its own
    "win32": (("Fichas", False), ("fichas-desktop", True)),
    "linux": (("fichas-desktop", True),),
}
"""Name and whether it has a console, per system."""

EXCLUDED_MODULES = [
    # the program speaks to no network: neither Qt's nor OpenSSL's code for it ships
    *("PySide6.QtNetwork", "ssl", "_ssl", "_hashlib", "ftplib", "imaplib", "poplib", "smtplib", "xmlrpc"),
    *("tkinter", "unittest", "doctest", "pdb", "pydoc", "lib2to3", "curses", "readline", "sqlite3"),
    *("setuptools", "pip", "numpy", "PIL.ImageTk", "PIL.ImageQt", "PIL._avif", "PIL.AvifImagePlugin"),
]

_QT_PLUGINS = re.compile(
    r"platforms/(lib)?q(xcb|offscreen|windows)\."
    r"|platforminputcontexts/lib(compose|ibus)"
    r"|platformthemes/libqxdgdesktopportal"
    r"|styles/"
    r"|printsupport/"
    r"|iconengines/(lib)?qsvgicon"
    r"|imageformats/(lib)?q(gif|ico|jpeg|svg|tiff|webp)\."
)
_LINUX_SYSTEM_LIBRARIES = re.compile(
    r"libxcb-(cursor|icccm|image|keysyms|render-util|util|xkb)\.so|libxkbcommon(-x11)?\.so"
    r"|libpython3|libffi\.so|libbz2\.so|liblzma\.so|libexpat\.so|libuuid\.so|libmpdec\.so"
)
_WINDOWS_SYSTEM_LIBRARIES = re.compile(r"api-ms-|ucrtbase|opengl32sw|d3dcompiler", re.IGNORECASE)
_TRANSLATIONS = re.compile(r"/translations/(?!qtbase_es\.qm$)")


class Entry(NamedTuple):
    """A file of the bundle: its place there, where it comes from, PyInstaller's kind of it."""

    name: str
    source: str
    kind: str


Imports = Callable[[str], Iterable[tuple[str, str | None]]]


def lean_binaries(found: Iterable[tuple[str, str, str]], imports: Imports) -> list[Entry]:
    """Return those of the libraries found that the program needs.

    Args:
        found: What PyInstaller collected.
        imports: Returns the names (and paths) of the libraries that a library asks for.
    """
    entries = [Entry(*one) for one in found if _is_allowed(Entry(*one))]
    by_name = {_file_name(one.name): one for one in entries}
    todo = [one for one in entries if _is_root(one)]
    kept: dict[str, Entry] = {}
    while todo:
        entry = todo.pop()
        if entry.name not in kept:
            kept[entry.name] = entry
            names = (_file_name(name) for name, _path in imports(entry.source))
            todo += [by_name[name] for name in names if name in by_name]
    return [kept[name] for name in sorted(kept)]


def lean_data(found: Iterable[tuple[str, str, str]], binaries: Iterable[Entry]) -> list[Entry]:
    """Return the data files without Qt's other languages and without links to libraries left out."""
    entries = [Entry(*one) for one in found if not _TRANSLATIONS.search(_slashes(one[0]))]
    shipped = {_file_name(one.name) for one in binaries}
    return [one for one in entries if one.kind != "SYMLINK" or _file_name(one.source) in shipped]


def without_symbols(entries: Iterable[Entry], folder: Path) -> list[Entry]:
    """Return the entries with Python's own libraries stripped: one that was built here has debugging symbols.

    Wheels are left as they are: their makers' tools changed them in ways that ``strip`` breaks.
    """
    strip = shutil.which("strip") if sys.platform == "linux" else None
    if strip is None:
        return list(entries)
    folder.mkdir(parents=True, exist_ok=True)
    return [_stripped(strip, one, folder) if _is_pythons_own(one) else one for one in entries]


def compiled_support(folder: Path) -> tuple[str, str]:
    """Compile what PySide carries as text, as the first start from sources does; nobody writes into a bundle.

    Args:
        folder: Where the compiled file is made.

    Returns:
        That file and its folder in the bundle, as PyInstaller takes data.
    """
    shutil.rmtree(folder, ignore_errors=True)  # of another Python, or another checkout
    # told by the code itself: an embeddable Python, as the Windows program has, reads no environment
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); sys.pycache_prefix = {str(folder)!r}; "
        "sys.dont_write_bytecode = False; from fichas_desktop.ui.qt_loading import load_qt; load_qt()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    (file,) = folder.rglob("shibokensupport.*.pyc")
    return str(file), "fichas_desktop/ui/__pycache__"


def windows_version(folder: Path) -> str:
    """Write the version resource of the Windows programs and return its path."""
    version = program_version()
    numbers = ", ".join([*version.split("."), "0"])
    words = {
        "FileDescription": TITLE,
        "FileVersion": version,
        "InternalName": "fichas-desktop",
        "ProductName": TITLE,
        "ProductVersion": version,
    }
    strings = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in words.items())
    path = folder / "version.txt"
    path.write_text(
        f"VSVersionInfo(ffi=FixedFileInfo(filevers=({numbers}), prodvers=({numbers})), kids=["
        # 240A: Spanish of Colombia; 04B0 (1200): Unicode
        f"StringFileInfo([StringTable('240A04B0', [{strings}])]), "
        "VarFileInfo([VarStruct('Translation', [9226, 1200])])])",
        encoding="utf-8",
    )
    return str(path)


def program_version() -> str:
    """Return the program's version without importing it."""
    text = (ROOT / "fichas_desktop" / "version.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "(.+)"', text)
    if found is None:
        raise SystemExit("fichas_desktop/version.py names no version")
    return found[1]


def _is_allowed(entry: Entry) -> bool:
    name = _slashes(entry.name)
    if "/plugins/" in name and "PySide6" in name:
        return bool(_QT_PLUGINS.search(name))
    if sys.platform == "win32":
        return not _WINDOWS_SYSTEM_LIBRARIES.search(_file_name(name))
    return not _is_of_linux(entry) or bool(_LINUX_SYSTEM_LIBRARIES.match(_file_name(name)))


def _is_root(entry: Entry) -> bool:
    """Tell whether a file ships by itself: all but libraries of Qt and of the system, which must be needed.

    A library that a wheel or the program's own loader loads by name is in nobody's table of what it needs.
    """
    name = _slashes(entry.name)
    if entry.kind == "EXTENSION" or "/plugins/" in name or _file_name(name).startswith("libpython3"):
        return True
    return not name.startswith("PySide6/") and not _is_of_linux(entry)


def _is_of_linux(entry: Entry) -> bool:
    # the modules of Debian's own Python lie there, too
    return entry.source.startswith(("/lib/", "/lib64/", "/usr/lib/")) and "/lib-dynload/" not in entry.source


def _is_pythons_own(entry: Entry) -> bool:
    return Path(entry.source).resolve().is_relative_to(Path(sys.base_prefix).resolve())


def _stripped(strip: str, entry: Entry, folder: Path) -> Entry:
    copy = folder / _file_name(entry.name)
    subprocess.run([strip, "--strip-unneeded", "-o", str(copy), entry.source], check=True)
    return entry._replace(source=str(copy))


def _file_name(name: str) -> str:
    base = _slashes(name).rpartition("/")[2]
    return base.lower() if sys.platform == "win32" else base


def _slashes(name: str) -> str:
    return name.replace("\\", "/")
