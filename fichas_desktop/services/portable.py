"""Makes the portable copy of a draft, with which a person goes on at another computer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from msgspec import Struct

from fichas_desktop.domain.ficha import Draft, FichaRecord, Status
from fichas_desktop.domain.partial_date import BOGOTA
from fichas_desktop.domain.progress import Report, Stage, Step, unheard
from fichas_desktop.errors import EnvironmentFailedError, InputError
from fichas_desktop.export.file_names import portable_name
from fichas_desktop.export.pair import write_pair
from fichas_desktop.export.portable import portable_bytes
from fichas_desktop.forms.catalog import FormCatalog
from fichas_desktop.receipt.portable import read_portable
from fichas_desktop.services.drafts import Drafts
from fichas_desktop.services.origins import Origin
from fichas_desktop.services.runtime import Clock
from fichas_desktop.version import __version__

NO_TIME = dt.datetime(1980, 1, 1, tzinfo=BOGOTA)
"""Time of a draft made of an answers file that has none: fixed, as such a file has no clock."""


class PortableCopy(Struct, frozen=True):
    """A portable copy that was written.

    Attributes:
        path: The file.
        missing: Names of the annexes that are not in it because their bytes could not be read.
    """

    path: Path
    missing: tuple[str, ...]


class PortableExporter:
    """Use case of making a ``.ficha``.

    Args:
        catalog: The forms known, to read back what was made.
        clock: For the record from which the file takes its name.
        drafts: Keeps a version of what was copied.
    """

    def __init__(self, catalog: FormCatalog, clock: Clock, drafts: Drafts) -> None:
        self._catalog = catalog
        self._clock = clock
        self._drafts = drafts

    def name(self, origin: Origin) -> str:
        """Return the file name that the portable copy of an origin has unless it is given another."""
        return portable_name(origin.form, origin.record(Status.BORRADOR, self._clock))

    def export(
        self, origin: Origin, folder: Path, *, replace: bool, name: str = "", report: Report = unheard
    ) -> PortableCopy:
        """Write the portable copy of an origin into a folder.

        Annexes whose bytes are missing stay in the draft and show as missing where it is taken in. Of a
        draft that is kept here its history keeps a version.

        Args:
            origin: What to copy; an answers file becomes a draft first.
            folder: Created when missing.
            replace: Whether other content under the same name may be replaced.
            name: Of the file; empty takes :meth:`name`.
            report: Told of every annex; what it raises leaves nothing written.

        Raises:
            InputError: The draft holds more than the program takes in.
            EnvironmentFailedError: The folder cannot take the file, or the copy does not read back.
        """
        record = origin.record(Status.BORRADOR, self._clock)
        draft = origin.draft if origin.draft is not None else _draft_of(record)
        there = _files(origin, draft, report)
        report(Step(Stage.CHECK))
        data = portable_bytes(origin.form, draft, there, __version__)
        try:
            read = read_portable(data, self._catalog)
        except InputError as error:
            raise EnvironmentFailedError("pair_not_verified", reason=error.code) from error
        if (read.draft, read.files) != (draft, there):
            raise EnvironmentFailedError("pair_not_verified", reason="draft")
        report(Step(Stage.CHECK))
        (path,) = write_pair(folder, {name or portable_name(origin.form, record): data}, replace=replace)
        if origin.is_kept:
            self._drafts.keep_exported(draft)
        lost = {file.sha256: file.name for file in draft.files() if file.sha256 not in there}
        return PortableCopy(path, tuple(lost.values()))


def _files(origin: Origin, draft: Draft, report: Report) -> dict[str, bytes]:
    """Return the bytes of the annexes that are there, by SHA-256."""
    files = tuple(draft.files())
    there: dict[str, bytes] = {}
    for number, file in enumerate(files, start=1):
        report(Step(Stage.ANNEX, number, len(files), file.name))
        data = origin.read_file(file)
        if data is not None:
            there[file.sha256] = data
    return there


def _draft_of(record: FichaRecord) -> Draft:
    moment = record.finalized_at or NO_TIME
    return Draft(record.id, record.form, record.created_at or moment, moment, record.answers)
