"""What ships and what stays out, by name."""

from __future__ import annotations

import marshal
import sys
from importlib.util import MAGIC_NUMBER
from pathlib import Path

from delivery.bundle import compiled_support, lean_binaries, lean_data, program_version

from fichas_desktop.ui.qt_loading import kept_code_path
from fichas_desktop.version import __version__

QT = "PySide6/Qt/lib"
WHEEL = "/env/site-packages"
NEEDS = {
    f"{WHEEL}/PySide6/QtCore.abi3.so": ("libQt6Core.so.6", "libc.so.6"),
    f"{WHEEL}/PySide6/Qt/lib/libQt6Core.so.6": ("libicudata.so.73",),
    f"{WHEEL}/PySide6/Qt/plugins/platforms/libqxcb.so": ("libxcb-cursor.so.0", "libX11.so.6"),
}


def entry(name: str, kind: str = "BINARY", source: str = "") -> tuple[str, str, str]:
    return (name, source or f"{WHEEL}/{name}", kind)


def imports(source: str) -> list[tuple[str, str | None]]:
    return [(name, None) for name in NEEDS.get(source, ())]


FOUND = [
    entry("PySide6/QtCore.abi3.so", "EXTENSION"),
    entry(f"{QT}/libQt6Core.so.6"),
    entry(f"{QT}/libicudata.so.73"),
    entry(f"{QT}/libQt6Network.so.6"),
    entry("PySide6/Qt/plugins/platforms/libqxcb.so"),
    entry("PySide6/Qt/plugins/platforms/libqoffscreen.so"),
    entry("PySide6/Qt/plugins/platforms/libqeglfs.so"),
    entry("PySide6/Qt/plugins/tls/libqopensslbackend.so"),
    entry("libxcb-cursor.so.0", source="/lib/x86_64-linux-gnu/libxcb-cursor.so.0"),
    entry("libX11.so.6", source="/lib/x86_64-linux-gnu/libX11.so.6"),
    entry("pypdfium2_raw/libpdfium.so"),
]


def test_qts_libraries_ship_when_something_needs_them() -> None:
    kept = {one.name for one in lean_binaries(FOUND, imports)}
    assert {f"{QT}/libQt6Core.so.6", f"{QT}/libicudata.so.73"} <= kept
    assert f"{QT}/libQt6Network.so.6" not in kept


def test_only_the_chosen_plugins_ship() -> None:
    kept = {one.name.rpartition("/")[2] for one in lean_binaries(FOUND, imports) if "/plugins/" in one.name}
    assert kept == {"libqxcb.so", "libqoffscreen.so"}


def test_a_library_that_is_loaded_by_name_ships() -> None:
    assert "pypdfium2_raw/libpdfium.so" in {one.name for one in lean_binaries(FOUND, imports)}


def test_of_the_system_only_what_desktops_lack_ships() -> None:
    kept = {one.name for one in lean_binaries(FOUND, imports)}
    assert "libxcb-cursor.so.0" in kept
    assert ("libX11.so.6" in kept) is (sys.platform == "win32")


def test_of_qts_translations_only_the_spanish_one_ships() -> None:
    folder = "PySide6/Qt/translations"
    found = [entry(f"{folder}/{name}.qm", "DATA") for name in ("qtbase_es", "qtbase_de", "qt_es")]
    assert [one.name for one in lean_data(found, [])] == [f"{folder}/qtbase_es.qm"]


def test_a_link_goes_with_the_library_that_it_leads_to() -> None:
    binaries = lean_binaries(FOUND, imports)
    links = [entry(name, "SYMLINK", f"{QT}/{name}") for name in ("libQt6Core.so.6", "libQt6Network.so.6")]
    assert [one.name for one in lean_data(links, binaries)] == ["libQt6Core.so.6"]


def test_the_version_is_the_programs() -> None:
    assert program_version() == __version__


def test_what_pyside_carries_as_text_ships_compiled(tmp_path: Path) -> None:
    file, folder = compiled_support(tmp_path)
    assert folder == "fichas_desktop/ui/__pycache__"
    assert len(marshal.loads(Path(file).read_bytes()[len(MAGIC_NUMBER) :])) > 5  # noqa: S302 - it is ours
    assert Path(file).name == kept_code_path().name
