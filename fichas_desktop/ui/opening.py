"""Opens files, folders and addresses with the system's own programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl


def open_path(path: Path) -> bool:
    """Open a file or folder with the system's program; False when the system has none."""
    from PySide6.QtCore import QUrl  # noqa: PLC0415 - not before the first paint

    return open_url(QUrl.fromLocalFile(str(path)))


def open_url(url: QUrl) -> bool:
    """Open what an address names with the system's program; False when the system has none."""
    from PySide6.QtGui import QDesktopServices  # noqa: PLC0415 - not before the first paint

    return QDesktopServices.openUrl(url)
