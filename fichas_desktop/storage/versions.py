"""The one history of a draft: sealed, immutable copies ``versions/<seq>-<kind>.json``."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from fichas_desktop.durable_file import make_folder, read_retrying, write_durably
from fichas_desktop.errors import InputError
from fichas_desktop.storage.draft_folders import VERSIONS
from fichas_desktop.storage.recovery import Fork
from fichas_desktop.storage.sealed_file import Document, mark_of, read_sealed, sealed

_NAME = re.compile(r"(?P<seq>[0-9]{8,})-(?P<kind>[a-z]+)(?:-(?P<copy>[0-9]+))?\.json")


class VersionKind(StrEnum):
    """Why a version was kept."""

    AUTO = "auto"
    SAVED = "saved"
    EXPORT = "export"
    CONFLICT = "conflict"
    BACKUP = "backup"
    RESTORED = "restored"
    FINAL = "final"


AUTO_EVERY = dt.timedelta(minutes=10)
"""Distance in time of automatic versions, the two newest apart."""

AUTO_BYTES = 400_000
AUTO_LEAST = 5
"""Of large drafts fewer automatic versions are kept: so many bytes of them, but never fewer than five."""

KEPT: Mapping[VersionKind, int | None] = {
    VersionKind.AUTO: 20,
    VersionKind.SAVED: 20,
    VersionKind.EXPORT: 20,
    VersionKind.RESTORED: 20,
    VersionKind.BACKUP: 5,
    VersionKind.CONFLICT: None,
    VersionKind.FINAL: None,
}
"""How many of each kind are kept, the newest ones; None keeps all."""


class Version(Struct, frozen=True):
    """A kept version.

    Attributes:
        seq: Line of the journal up to which it goes.
        size: Bytes.
        kept_at: When it was written, UTC.
        answered: True for a conflict version between which and the draft the person has chosen.
    """

    name: str
    seq: int
    kind: VersionKind
    size: int
    kept_at: dt.datetime
    answered: bool = False


def versions(folder: Path) -> tuple[Version, ...]:
    """Return the versions in a draft's folder, the newest first, not yet looked into."""
    found: list[Version] = []
    with contextlib.suppress(OSError):
        for path in (folder / VERSIONS).iterdir():
            match = _NAME.fullmatch(path.name)
            if match is None or match["kind"] not in set(VersionKind):
                continue
            with contextlib.suppress(OSError):
                status = path.stat()
                kept_at = dt.datetime.fromtimestamp(status.st_mtime, dt.UTC)
                kind = VersionKind(match["kind"])
                seq, answered = int(match["seq"]), _answered_mark(path).exists()
                found.append(Version(path.name, seq, kind, status.st_size, kept_at, answered))
    return tuple(sorted(found, key=lambda one: (one.seq, one.kept_at, one.name), reverse=True))


def keep(folder: Path, document: Mapping[str, object], seq: int, kind: VersionKind, now: dt.datetime) -> Path:
    """Write a version, durably, and let those go that are more than their kind keeps.

    A version never replaces another one; the same content kept again for the same reason is left alone.

    Raises:
        EnvironmentFailedError: As :func:`fichas_desktop.durable_file.write_durably`.
    """
    make_folder(folder / VERSIONS)
    data = sealed(document, seq, compact=True)
    path = folder / VERSIONS / f"{seq:08d}-{kind}.json"
    copy = 1
    while path.exists():
        with contextlib.suppress(OSError):
            if read_retrying(path) == data:
                return path
        copy += 1
        path = folder / VERSIONS / f"{seq:08d}-{kind}-{copy}.json"
    _write(path, data, now)
    _prune(folder, kind)
    return path


def keep_forks(folder: Path, forks: Iterable[Fork], now: dt.datetime) -> None:
    """Keep what was written beside a draft as conflict versions, each once.

    Raises:
        EnvironmentFailedError: As :func:`keep`.
    """
    kept: dict[str, str] | None = None
    for fork in forks:
        if kept is None:
            kept = _conflict_marks(folder)
        # the name tells which line it was, so that the same one is not kept again
        copy = zlib.crc32(repr(fork.last.key).encode())
        name = f"{fork.last.seq:08d}-{VersionKind.CONFLICT}-{copy}.json"
        mark = mark_of(fork.document)
        if name not in kept and mark not in kept.values():
            make_folder(folder / VERSIONS)
            _write(folder / VERSIONS / name, sealed(fork.document, fork.last.seq, mark, compact=True), now)
            kept[name] = mark


def _conflict_marks(folder: Path) -> dict[str, str]:
    found = {}
    for version in versions(folder):
        if version.kind is VersionKind.CONFLICT:
            found[version.name] = ""
            with contextlib.suppress(InputError):
                found[version.name] = mark_of(read_version(folder, version.name)[0])
    return found


def read_version(folder: Path, name: str) -> tuple[Document, int]:
    """Read a version by its name; InputError ``no_such_version`` or ``damaged_draft``."""
    if _NAME.fullmatch(name) is None or not (folder / VERSIONS / name).is_file():
        raise InputError("no_such_version")
    return read_sealed(folder / VERSIONS / name)


def mark_answered(folder: Path, name: str) -> None:
    """Remember, durably, that the person chose between the draft and a conflict version.

    Raises:
        InputError: ``no_such_version``.
        EnvironmentFailedError: As :func:`keep`.
    """
    path = folder / VERSIONS / name
    if _NAME.fullmatch(name) is None or not path.is_file():
        raise InputError("no_such_version")
    write_durably(_answered_mark(path), b"")


def later_states(folder: Path, seq: int) -> Iterator[tuple[Document, int]]:
    """Yield the whole versions that go beyond a line of the journal, the newest first; no conflict copies."""
    for version in versions(folder):
        if version.seq > seq and version.kind is not VersionKind.CONFLICT:
            try:
                found = read_version(folder, version.name)
            except InputError as error:
                if error.code == "newer_draft":
                    raise
                continue
            yield found


def last_auto(folder: Path) -> dt.datetime | None:
    """Return when the newest automatic version was kept, None when there is none."""
    return next((one.kept_at for one in versions(folder) if one.kind is VersionKind.AUTO), None)


def _answered_mark(path: Path) -> Path:
    # a file beside it, because a version never changes
    return path.with_suffix(".answered")


def _write(path: Path, data: bytes, now: dt.datetime) -> None:
    write_durably(path, data)
    with contextlib.suppress(OSError):  # one clock for all that has to do with the distance of versions
        os.utime(path, (now.timestamp(), now.timestamp()))


def _prune(folder: Path, kind: VersionKind) -> None:
    same = [version for version in versions(folder) if version.kind is kind]
    kept = _apart_in_time(same) if kind is VersionKind.AUTO else same[: KEPT[kind]]
    for version in same:
        if version not in kept:
            with contextlib.suppress(OSError):
                (folder / VERSIONS / version.name).unlink()


def _apart_in_time(autos: Sequence[Version]) -> list[Version]:
    # told from the oldest on, so that many in a short while do not push the old ones out
    kept: list[Version] = []
    for version in reversed(autos):
        is_new = version in autos[:2]
        if is_new or not kept or abs(version.kept_at - kept[-1].kept_at) >= AUTO_EVERY:
            kept.append(version)
    kept = kept[::-1][: KEPT[VersionKind.AUTO]]
    while len(kept) > AUTO_LEAST and sum(version.size for version in kept) > AUTO_BYTES:
        kept.pop()
    return kept
