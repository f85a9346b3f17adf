"""The journal of a draft: what changed, a line at a time, durable before anything else is written.

A line is ``<crc32 of the rest, 8 hexadecimal digits> <JSON>``, so that a damaged line costs that line only.
Lines are numbered, and each names the draft it starts from and the one it leads to. The first line of every
file holds the whole draft: a journal can be read without anything else.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

import msgspec
from msgspec import Struct

from fichas_desktop.codec.json_text import stored_bytes
from fichas_desktop.durable_file import explained, read_retrying, retrying, sync_folder
from fichas_desktop.storage.draft_folders import JOURNALS

LARGEST = 256_000
"""Bytes that a journal may have; then a new one begins."""

_NAME = "journal-{:08d}.jl"
_KEPT = 2
_PARTS = ("answers", "unfinished")
_FRAME = ""


class JournalEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """One line.

    Attributes:
        seq: Number of the line, growing over the whole life of a draft.
        before: Mark of the draft that it starts from; empty for the first one.
        after: Mark of the draft that it leads to.
        whole: True when ``values`` is a whole draft, whatever it starts from.
        values: New values: ``answers`` and ``unfinished`` by field key, everything else by its name.
        gone: Keys that ``answers`` and ``unfinished`` no longer have; under "", names that are gone.
    """

    seq: int
    before: str
    after: str
    whole: bool
    values: dict[str, object]
    gone: dict[str, list[str]]

    @property
    def key(self) -> tuple[int, str, str]:
        """What tells the line from others."""
        return self.seq, self.before, self.after


def difference(
    old: Mapping[str, object], new: Mapping[str, object], seq: int, before: str, after: str
) -> JournalEntry:
    """Return the entry that leads from one stored draft to the next one."""
    values: dict[str, object] = {}
    gone: dict[str, list[str]] = {_FRAME: [name for name in old if name not in new]}
    for name, value in new.items():
        if name in _PARTS:
            then, now = _part(old, name), _part(new, name)
            values[name] = {key: now[key] for key in now if key not in then or then[key] != now[key]}
            gone[name] = [key for key in then if key not in now]
        elif name not in old or old[name] != value:
            values[name] = value
    gone = {name: keys for name, keys in gone.items() if keys}
    return JournalEntry(seq, before, after, whole=False, values=values, gone=gone)


def snapshot(document: Mapping[str, object], seq: int, before: str, after: str) -> JournalEntry:
    """Return the entry that is a stored draft of its own."""
    return JournalEntry(seq, before, after, whole=True, values=dict(document), gone={})


def applied(document: Mapping[str, object], entry: JournalEntry) -> dict[str, object]:
    """Return a stored draft with an entry's changes."""
    if entry.whole:
        return dict(entry.values)
    result = {name: value for name, value in document.items() if name not in entry.gone.get(_FRAME, ())}
    for name, value in entry.values.items():
        if name in _PARTS and isinstance(value, dict):
            gone = entry.gone.get(name, ())
            result[name] = {key: old for key, old in _part(document, name).items() if key not in gone} | value
        else:
            result[name] = value
    return result


def line_of(entry: JournalEntry) -> bytes:
    """Return an entry as the line that is written."""
    body = stored_bytes(msgspec.to_builtins(entry))
    return b"%08x %s\n" % (zlib.crc32(body), body)


def has_room(folder: Path, line: bytes) -> bool:
    """Tell whether there is a journal that a line fits in; else a whole draft begins a new one."""
    files = _files(folder)
    with contextlib.suppress(OSError):
        return bool(files) and files[-1].stat().st_size + len(line) <= LARGEST
    return False


def append(folder: Path, seq: int, line: bytes, *, anew: bool) -> None:
    """Write a line at the end of the folder's journal, or of a new one, durably.

    A line that was left half written by a crash is closed first, so that it spoils no other.

    Raises:
        EnvironmentFailedError: As :func:`fichas_desktop.durable_file.write_durably`.
    """
    files = _files(folder)
    path = folder / _NAME.format(seq) if anew or not files else files[-1]
    with explained(path):
        is_new = not path.exists()
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        descriptor = retrying(lambda: os.open(path, flags, 0o600))
        try:
            _append(descriptor, line)
        finally:
            os.close(descriptor)
        if is_new:
            sync_folder(folder)


def drop_old(folder: Path) -> None:
    """Delete the journals that are older than the last two."""
    for path in _files(folder)[:-_KEPT]:
        with contextlib.suppress(OSError):
            path.unlink()


def is_there(folder: Path) -> bool:
    """Tell whether a folder has a journal."""
    return bool(_files(folder))


def read_lines(folder: Path) -> tuple[JournalEntry, ...]:
    """Return the lines of the folder's journals that are whole, in the order of their numbers, each once."""
    found = {entry.key: entry for path in _files(folder) for entry in _whole_lines(path)}
    return tuple(sorted(found.values(), key=lambda entry: entry.seq))


def _files(folder: Path) -> list[Path]:
    try:
        names = os.listdir(folder)  # noqa: PTH208 - a glob takes its time, and this is asked at every key
    except OSError:
        return []
    return [folder / name for name in sorted(names) if fnmatchcase(name, JOURNALS)]


def _whole_lines(path: Path) -> Iterator[JournalEntry]:
    try:
        lines = read_retrying(path).split(b"\n")
    except OSError:
        return
    for line in lines:
        checksum, _space, body = line.partition(b" ")
        try:
            if int(checksum, 16) == zlib.crc32(body):
                yield msgspec.convert(json.loads(body), JournalEntry)
        except (ValueError, RecursionError, msgspec.ValidationError):
            continue


def _part(document: Mapping[str, object], name: str) -> dict[str, object]:
    part = document.get(name)
    return part if isinstance(part, dict) else {}


def _append(descriptor: int, line: bytes) -> None:
    size = os.lseek(descriptor, 0, os.SEEK_END)
    if size and _last_byte(descriptor, size) != b"\n":
        line = b"\n" + line
    written = 0
    try:
        while written < len(line):
            written += os.write(descriptor, line[written:])
        os.fsync(descriptor)
    except OSError:
        # a full disk may take half a line: it is taken back, unless another program wrote behind it
        with contextlib.suppress(OSError):
            if os.lseek(descriptor, 0, os.SEEK_END) == size + written:
                os.ftruncate(descriptor, size)
        raise


def _last_byte(descriptor: int, size: int) -> bytes:
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1)
