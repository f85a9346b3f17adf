"""Writes the PDF and its sidecar together or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from fichas_desktop.durable_file import explained, make_folder, replace_retrying, sync_folder, write_beside
from fichas_desktop.errors import EnvironmentFailedError

_MODE = 0o666
"""The person hands these files on: the system's own mask, not ours, says who may read them."""


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
            if path.read_bytes() == data:
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
                temporary.unlink(missing_ok=True)


def _commit(temporaries: dict[Path, Path]) -> None:
    before = {path: path.read_bytes() if path.exists() else None for path in temporaries}
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
            path.unlink()
        else:
            replace_retrying(write_beside(path, data, _MODE), path)
