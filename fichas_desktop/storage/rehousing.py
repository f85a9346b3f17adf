"""A draft's folder written anew for another id: each stored draft in it names the one it belongs to."""

from __future__ import annotations

import os
from pathlib import Path

from fichas_desktop.domain.values import DraftId
from fichas_desktop.durable_file import make_folder, read_retrying, write_durably
from fichas_desktop.errors import InputError
from fichas_desktop.storage import quarantine
from fichas_desktop.storage.draft_folders import FILE, FILES, VERSIONS
from fichas_desktop.storage.sealed_file import Document, read_sealed, sealed
from fichas_desktop.storage.versions import versions


def rehouse(source: Path, target: Path, document: Document, draft_id: DraftId) -> None:
    """Write a draft with its annexes, versions and quarantine into another folder under another id.

    The draft itself comes last. Its journal is not needed: ``document`` holds what is in it.

    Args:
        source: The draft's folder; it stays as it is.
        target: An empty folder.
        document: The newest state of the draft.
        draft_id: The id it gets.

    Raises:
        OSError: A file cannot be read.
        EnvironmentFailedError: As :func:`fichas_desktop.durable_file.write_durably`.
    """
    for name in (FILES, quarantine.FOLDER):
        _copy_files(source / name, target / name)
    kept = versions(source)
    if kept:
        make_folder(target / VERSIONS)
    for version in kept:
        path = source / VERSIONS / version.name
        try:
            old, seq = read_sealed(path)
            data = sealed({**old, "id": draft_id}, seq, compact=True)
        except InputError:
            data = read_retrying(path)  # what nobody can read now stays as it is
        write_durably(target / VERSIONS / version.name, data)
        moment = version.kept_at.timestamp()
        os.utime(target / VERSIONS / version.name, (moment, moment))
    # no version may look newer than the draft
    seq = 1 + max((version.seq for version in kept), default=0)
    write_durably(target / FILE, sealed({**document, "id": draft_id}, seq))


def _copy_files(source: Path, target: Path) -> None:
    if not source.is_dir():
        return
    make_folder(target)
    for path in sorted(source.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            write_durably(target / path.name, read_retrying(path))
