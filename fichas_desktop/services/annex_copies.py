"""Copies of annexes for the system's programs to open, so that nothing they do reaches the kept file."""

from __future__ import annotations

import contextlib
import os
import stat
import time
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir, mkdtemp

from fichas_desktop.durable_file import remove_tree_retrying
from fichas_desktop.errors import EnvironmentFailedError, InputError

# fmt: off
PROGRAM_ENDINGS = frozenset({
    "action", "apk", "app", "appimage", "appref-ms", "bash", "bat", "bin", "chm", "class", "cmd", "com",
    "command", "cpl", "csh", "deb", "desktop", "diagcab", "dll", "dmg", "elf", "exe", "fish", "gadget", "hta",
    "htm", "html", "inf", "ins", "iso", "isp", "jar", "jnlp", "js", "jse", "ksh", "lnk", "library-ms", "mht",
    "mhtml", "msc", "msh", "msi", "msix", "msp", "mst", "out", "pif", "pkg", "pl", "ps1", "ps2", "psc1",
    "psd1", "psm1", "py", "pyc", "pyw", "pyz", "rb", "reg", "rpm", "run", "scf", "scr", "sct", "search-ms",
    "service", "settingcontent-ms", "sh", "shb", "shs", "so", "svg", "svgz", "sys", "terminal", "theme",
    "themepack", "tool", "url", "vb", "vbe", "vbs", "vhd", "vhdx", "webloc", "workflow", "ws", "wsc", "wsf",
    "wsh", "xbap", "xhtml", "xll", "zsh",
})
"""Ends of the names of programs, scripts, shortcuts and pages that run scripts."""

_RESERVED = frozenset({
    "con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789"),
})
# fmt: on
_FORBIDDEN = frozenset('<>:"/\\|?*')
_LONGEST = 50  # characters before the ending; with four bytes each still a name for every file system
_LONGEST_ENDING = 16
_PREFIX = "fichas-anexos-"
_LEFT_AFTER = 24 * 60 * 60  # seconds; another window may be using younger ones


class AnnexCopies:
    """Temporary copies, read only and for this person only; gone when the program ends.

    What a killed program left is swept a day later; purging a draft clears them, too.
    """

    def __init__(self) -> None:
        self._folder: TemporaryDirectory[str] | None = None

    def make(self, name: str, data: bytes) -> Path:
        """Return a copy under the annex's own name, made safe.

        Raises:
            InputError: ``annex_is_program``: the system would run it instead of showing it.
            EnvironmentFailedError: ``annex_not_copied``.
        """
        safe = safe_name(name)
        if is_program(safe):
            raise InputError("annex_is_program", name=safe)
        try:
            if self._folder is None:
                # made with mode 0700
                self._folder = TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
            path = Path(mkdtemp(dir=self._folder.name)) / safe
            path.write_bytes(data)
            path.chmod(0o400)
        except OSError as error:
            raise EnvironmentFailedError("annex_not_copied", name=safe) from error
        return path

    def clear(self) -> None:
        """Delete every copy that no program holds."""
        folder, self._folder = self._folder, None
        if folder is not None:
            folder.cleanup()

    @staticmethod
    def sweep() -> None:
        """Delete what killed programs of this person left behind a day ago or more."""
        oldest = time.time() - _LEFT_AFTER
        with contextlib.suppress(OSError):
            for folder in Path(gettempdir()).glob(f"{_PREFIX}*"):
                with contextlib.suppress(OSError):
                    # what others planted under such a name is theirs, and a link leads anywhere
                    status = folder.lstat()
                    mine = not hasattr(os, "getuid") or status.st_uid == os.getuid()
                    if mine and stat.S_ISDIR(status.st_mode) and status.st_mtime < oldest:
                        remove_tree_retrying(folder)


def is_program(name: str) -> bool:
    """Tell whether a file of that name could run instead of being shown."""
    return Path(safe_name(name)).suffix[1:].lower() in PROGRAM_ENDINGS


def safe_name(name: str) -> str:
    """Return a name that every system takes: no folders, controls, hidden marks or names of devices."""
    letters = (_safe_letter(letter) for letter in unicodedata.normalize("NFC", name))
    cleaned = "".join(letters).strip(". ")
    stem, dot, ending = cleaned.rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        stem, dot, ending = cleaned, "", ""
    stem = stem.strip(". ")[:_LONGEST] or "anexo"
    if stem.partition(".")[0].strip().lower() in _RESERVED:
        stem = f"_{stem}"
    return f"{stem}{dot}{ending}"


def _safe_letter(letter: str) -> str:
    if unicodedata.category(letter) in {"Cf", "Cs", "Cn"}:
        return ""
    if letter in _FORBIDDEN or unicodedata.category(letter) in {"Cc", "Zl", "Zp"}:
        return "_"
    return letter
