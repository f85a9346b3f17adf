"""Reads the annexes of a record: which files are there, which can be shown, which are missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from msgspec import Struct

from fichas_desktop.domain.ficha import FichaRecord, Status
from fichas_desktop.domain.values import Attachment, FileAttachment, LinkAttachment
from fichas_desktop.export.images import Picture, load_picture

ReadFile = Callable[[FileAttachment], bytes | None]
"""Returns the bytes of a file, or None when it is missing."""


class AnnexState(StrEnum):
    """What the page can say about an annex."""

    LISTED = "listed"
    SHOWN = "shown"
    UNSHOWABLE = "unshowable"
    MISSING = "missing"


class Annex(Struct, frozen=True):
    """One annex as it is printed.

    Attributes:
        number: From 1 in each field.
        name: File name or address; empty for a note.
        picture: Index into :attr:`AnnexSet.pictures`, or None.
        embedded: True when the original file travels inside the PDF.
    """

    number: int
    name: str
    description: str
    state: AnnexState
    picture: int | None = None
    embedded: bool = False


class OriginalFile(Struct, frozen=True):
    """A file handed in, with its bytes, to be embedded in the PDF."""

    attachment: FileAttachment
    data: bytes


class AnnexSet(Struct, frozen=True):
    """All annexes of a record: by field key, with the pictures and original files that they need."""

    by_field: Mapping[str, tuple[Annex, ...]]
    pictures: tuple[Picture, ...]
    originals: tuple[OriginalFile, ...]


def load_annexes(record: FichaRecord, read_file: ReadFile) -> AnnexSet:
    """Read the files of a record and prepare its images.

    The public version embeds no file, whatever it holds.
    """
    reader = _AnnexReader(read_file, embed=record.status is not Status.PUBLIC)
    by_field = {
        key: tuple(reader.annex(number, item) for number, item in enumerate(answer, start=1))
        for key, answer in record.answers.items()
        if isinstance(answer, tuple)
    }
    return AnnexSet(by_field, tuple(reader.pictures), tuple(reader.originals))


class _AnnexReader:
    def __init__(self, read_file: ReadFile, *, embed: bool) -> None:
        self._read_file = read_file
        self._embed = embed
        self.pictures: list[Picture] = []
        self.originals: list[OriginalFile] = []

    def annex(self, number: int, item: Attachment) -> Annex:
        """Return the annex of an attachment, keeping the bytes that its display needs."""
        if isinstance(item, FileAttachment):
            return self._file(number, item)
        name = item.url if isinstance(item, LinkAttachment) else ""
        return Annex(number, name, item.description, AnnexState.LISTED)

    def _file(self, number: int, item: FileAttachment) -> Annex:
        data = self._read_file(item)
        if data is None:
            return Annex(number, item.name, item.description, AnnexState.MISSING)
        if self._embed:
            self.originals.append(OriginalFile(item, data))
        if not item.media_type.startswith("image/"):
            return Annex(number, item.name, item.description, AnnexState.LISTED, embedded=self._embed)
        picture = load_picture(data)
        if picture is None:
            return Annex(number, item.name, item.description, AnnexState.UNSHOWABLE, embedded=self._embed)
        self.pictures.append(picture)
        index = len(self.pictures) - 1
        return Annex(number, item.name, item.description, AnnexState.SHOWN, index, embedded=self._embed)
