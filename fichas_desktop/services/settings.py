"""Reads ``ajustes.toml`` beside the program, then the computer's, then the person's own: the last counts."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from fichas_desktop.domain.settings import Settings
from fichas_desktop.durable_file import read_retrying
from fichas_desktop.errors import DefinitionError
from fichas_desktop.toml_file import convert_toml, parse_toml

FILE_NAME = "ajustes.toml"
_UNKNOWN_VARIABLE = r"%\w+%|\$\w+|\$\{\w*\}"


class ReadSettings(Struct, frozen=True):
    """What was read.

    Attributes:
        current: What counts; the defaults where there is no file.
        problems: Why a file does not count.
        sources: What each file says that does, with its path, the weakest first.
    """

    current: Settings = Settings()
    problems: tuple[DefinitionError, ...] = ()
    sources: tuple[tuple[str, Settings], ...] = ()


def settings_places() -> tuple[Path, ...]:
    """Return where this computer may have the file, the weakest first."""
    from platformdirs import user_config_path  # noqa: PLC0415 - with the data folder, whose place it tells, too

    places = []
    if getattr(sys, "frozen", False):  # set in a bundle only: elsewhere Python's folder is no program's
        places.append(Path(sys.executable).parent / FILE_NAME)
    if sys.platform == "win32":
        places.append(Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData"), "Fichas", FILE_NAME))
    else:
        places.append(Path("/etc/fichas-desktop", FILE_NAME))
    own = user_config_path("fichas-desktop", appauthor=False)
    if own.is_absolute():
        places.append(own / FILE_NAME)
    return tuple(places)


def read_settings(places: Iterable[Path]) -> ReadSettings:
    """Return the settings of several files together; a broken file counts as none.

    Args:
        places: Files, which need not exist; what a later one says counts more, key by key.
    """
    merged: dict[str, object] = {}
    problems = []
    sources = []
    for place in places:
        try:
            if document := _read(place):
                merged = _merged(merged, document)
                sources.append((str(place), convert_toml(document, Settings, str(place))))
        except DefinitionError as error:
            problems.append(error)
    current = convert_toml(merged, Settings, FILE_NAME) if merged else Settings()
    return ReadSettings(current, tuple(problems), tuple(sources))


def _read(place: Path) -> dict[str, object]:
    try:
        if place.is_fifo():  # reading it would wait for ever
            raise DefinitionError("toml_unreadable", file=str(place))
        document = parse_toml(read_retrying(place), str(place))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise DefinitionError("toml_unreadable", file=str(place)) from error
    settings = convert_toml(document, Settings, str(place))
    if settings.data_folder is not None:
        document["carpeta_datos"] = _resolved(settings.data_folder, place, "carpeta_datos")
    if settings.forms:
        document["formularios"] = [
            {
                "carpeta": _resolved(one.folder, place, f"formularios[{number}].carpeta"),
                "sha256": list(one.sha256),
            }
            for number, one in enumerate(settings.forms)
        ]
    return document


def _resolved(folder: str, place: Path, path: str) -> str:
    """Return a folder for this person: ``~`` and variables filled in; a relative one is beside the file."""
    expanded = os.path.expanduser(os.path.expandvars(folder))  # noqa: PTH111 - after the variables
    if re.search(_UNKNOWN_VARIABLE, expanded) or expanded.startswith("~") or "\0" in expanded:
        raise DefinitionError("toml_bad_value", file=str(place), path=path)
    return str(place.parent / expanded)


def _merged(below: dict[str, object], above: dict[str, object]) -> dict[str, object]:
    result = dict(below)
    for key, value in above.items():
        known = result.get(key)
        result[key] = {**known, **value} if isinstance(known, dict) and isinstance(value, dict) else value
    return result
