"""Where damaged files go, so that they are never written over."""

from __future__ import annotations

from pathlib import Path

from fichas_desktop.durable_file import (
    explained,
    make_folder,
    remove_retrying,
    replace_retrying,
    sync_folder,
)

FOLDER = "quarantine"
KEPT = 20
"""Damaged files that are kept, the newest ones."""


def put_aside(path: Path) -> None:
    """Move a damaged file into the quarantine beside it; nothing happens when it is gone.

    Raises:
        EnvironmentFailedError: It cannot be moved, and stays.
    """
    folder = path.parent / FOLDER
    with explained(path):
        if not path.exists():
            return
        make_folder(folder)
        kept = sorted(folder.iterdir())
        number = 1 + max((int(one.name[:8]) for one in kept if one.name[:8].isdecimal()), default=0)
        replace_retrying(path, folder / f"{number:08d}-{path.name}")
        sync_folder(folder)
        sync_folder(path.parent)
        for old in kept[: 1 - KEPT]:
            remove_retrying(old)
