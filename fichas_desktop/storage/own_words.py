"""The file ``diccionario.txt`` of a data folder: the words that a person added, one a line."""

from __future__ import annotations

import contextlib
from pathlib import Path

from fichas_desktop.durable_file import make_folder, read_retrying, replace_retrying, write_durably

FILE_NAME = "diccionario.txt"
ASIDE_NAME = "diccionario-ilegible.txt"


def read_own_words(folder: Path) -> tuple[str, ...]:
    """Return the words of a data folder; none where there are none or they cannot be read."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return _read(folder / FILE_NAME)
    return ()


def add_own_words(folder: Path, words: tuple[str, ...]) -> None:
    """Add words to those in the file now; a file that is no text is kept aside.

    Raises:
        EnvironmentFailedError: As :func:`fichas_desktop.durable_file.write_durably`.
    """
    path = folder / FILE_NAME
    make_folder(folder)
    kept: tuple[str, ...] = ()
    try:
        kept = _read(path)
    except UnicodeDecodeError:
        with contextlib.suppress(OSError):
            replace_retrying(path, folder / ASIDE_NAME)
    except FileNotFoundError:
        pass
    lines = dict.fromkeys((*kept, *words))
    write_durably(path, "".join(f"{word}\n" for word in lines).encode("utf-8"))


def _read(path: Path) -> tuple[str, ...]:
    lines = read_retrying(path).decode("utf-8-sig").splitlines()
    return tuple(line.strip() for line in lines if line.strip())
