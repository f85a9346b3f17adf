"""Writes the PDF and its sidecar together or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from fichas_desktop.durable_file import (
    explained,
    make_folder,
    read_retrying,
    remove_leftovers,
    remove_retrying,
    replace_retrying,
    sync_folder,
    write_beside,
)
from fichas_desktop.errors import EnvironmentFailedError

_MODE = 0o666
"""The person hands these files on: the system's own mask, not ours, says who may read them."""

_KILLED = 3600
"""Seconds after which nobody is writing a temporary file any more in a folder of the person's own."""


def write_pair(
    folder: Path,
    files: dict[str, bytes],
    *,
    replace: bool,
    before_commit: Callable[[], None] = lambda: None,
) -> tuple[Path, ...]:
    """Write all files into a folder, or none of them.

    A file that is there already with the same bytes is left alone.

    Args:
        folder: Created with its parents when missing.
        files: Bytes by file name.
        replace: Whether other content under a name may be replaced.
        before_commit: Called when everything is written beside and before any name appears; an exception
            from it leaves nothing behind.

    Returns:
        The paths in the order of ``files``.

    Raises:
        EnvironmentFailedError: ``name_taken`` by other content, or what the disk refuses.
    """
    make_folder(folder, 0o777)
    remove_leftovers(folder, _KILLED)
    paths = {folder / name: data for name, data in files.items()}
    waiting = {path: data for path, data in paths.items() if not _holds(path, data, replace=replace)}
    with explained(folder / "-"), _written_beside(waiting) as temporaries:
        before_commit()
        _commit(temporaries)
        sync_folder(folder)
    return tuple(paths)


def _holds(path: Path, data: bytes, *, replace: bool) -> bool:
    with explained(path):
        if not path.exists():
            return False
        if path.is_file():
            if read_retrying(path) == data:
                return True
            if replace:
                return False
    raise EnvironmentFailedError("name_taken", folder=str(path.parent), name=path.name)


@contextlib.contextmanager
def _written_beside(files: dict[Path, bytes]) -> Iterator[dict[Path, Path]]:
    temporaries: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            temporaries[path] = write_beside(path, data, _MODE)
        yield temporaries
    finally:
        for temporary in temporaries.values():
            with contextlib.suppress(OSError):
                remove_retrying(temporary)


def _commit(temporaries: dict[Path, Path]) -> None:
    before = {path: read_retrying(path) if path.exists() else None for path in temporaries}
    done: list[Path] = []
    try:
        for path, temporary in temporaries.items():
            replace_retrying(temporary, path)
            done.append(path)
    except OSError:
        for path in done:
            _put_back(path, before[path])
        raise


def _put_back(path: Path, data: bytes | None) -> None:
    with contextlib.suppress(OSError):
        if data is None:
            remove_retrying(path)
        else:
            replace_retrying(write_beside(path, data, _MODE), path)
