"""Reads the annexes of a record: which files are there, which can be shown, which are missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from msgspec import Struct

from fichas_desktop.domain.definition import Limits
from fichas_desktop.domain.ficha import FichaRecord, Status
from fichas_desktop.domain.progress import Report, Stage, Step, unheard
from fichas_desktop.domain.values import Attachment, FileAttachment, LinkAttachment
from fichas_desktop.export.images import Picture, load_picture
from fichas_desktop.export.page_process import PageProcess

ReadFile = Callable[[FileAttachment], bytes | None]
"""Returns the bytes of a file, or None when it is missing."""
AtPage = Callable[[int], None]
_PDF = "application/pdf"


class AnnexState(StrEnum):
    """What the page can say about an annex."""

    LISTED = "listed"
    SHOWN = "shown"
    UNSHOWABLE = "unshowable"
    MISSING = "missing"


class View(Struct, frozen=True):
    """What is shown of a file: an image, or a page.

    Attributes:
        picture: Index into :attr:`AnnexSet.pictures`.
        page: Number of the page, 0 for an image.
        text: First words of the page.
    """

    picture: int
    page: int = 0
    text: str = ""


class Annex(Struct, frozen=True, kw_only=True):
    """One annex as it is printed.

    Attributes:
        number: From 1 in each field.
        name: File name or address; empty for a note.
        views: What is shown of a file.
        pages: Pages of a PDF, 0 for other files.
        embedded: True when the original file travels inside the PDF.
        left_out: True when it is too large for that.
    """

    number: int
    name: str
    description: str
    state: AnnexState
    views: tuple[View, ...] = ()
    pages: int = 0
    embedded: bool = False
    left_out: bool = False
    is_link: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether all of it can be seen on the pages."""
        return bool(self.views) and len(self.views) >= self.pages


class OriginalFile(Struct, frozen=True):
    """A file handed in, with its bytes, to be embedded in the PDF."""

    attachment: FileAttachment
    data: bytes


class AnnexSet(Struct, frozen=True):
    """All annexes of a record: by field key, with the pictures and original files that they need."""

    by_field: Mapping[str, tuple[Annex, ...]]
    pictures: tuple[Picture, ...]
    originals: tuple[OriginalFile, ...]


def load_annexes(
    record: FichaRecord, limits: Limits, read_file: ReadFile, report: Report = unheard
) -> AnnexSet:
    """Read the files of a record and prepare its images and the pages of its PDFs.

    The public version embeds no file, whatever it holds.
    """
    with PageProcess() as process:
        reader = _AnnexReader(read_file, limits, process, embed=record.status is not Status.PUBLIC)
        by_field = {
            key: tuple(
                reader.annex(Step(Stage.ANNEX, number, len(answer)), item, report)
                for number, item in enumerate(answer, start=1)
            )
            for key, answer in record.answers.items()
            if isinstance(answer, tuple)
        }
    return AnnexSet(by_field, tuple(reader.pictures), tuple(reader.originals))


class _AnnexReader:
    def __init__(self, read_file: ReadFile, limits: Limits, process: PageProcess, *, embed: bool) -> None:
        self._read_file = read_file
        self._limits = limits
        self._process = process
        self._embed = embed
        self._room = limits.embedded_bytes
        self.pictures: list[Picture] = []
        self.originals: list[OriginalFile] = []

    def annex(self, step: Step, item: Attachment, report: Report) -> Annex:
        """Return the annex of an attachment, keeping the bytes that its display needs."""
        report(step)
        number = step.number
        if isinstance(item, FileAttachment):
            return self._file(number, item, lambda _page: report(step))
        is_link = isinstance(item, LinkAttachment)
        name = item.url if isinstance(item, LinkAttachment) else ""
        state = AnnexState.LISTED
        return Annex(number=number, name=name, description=item.description, state=state, is_link=is_link)

    def _file(self, number: int, item: FileAttachment, at_page: AtPage) -> Annex:
        data = self._read_file(item)
        embedded = data is not None and self._embed and len(data) <= self._room
        if data is not None and embedded:
            self._room -= len(data)
            self.originals.append(OriginalFile(item, data))
        state, views, pages = self._shown(item, data, at_page)
        return Annex(
            number=number,
            name=item.name,
            description=item.description,
            state=state,
            views=views,
            pages=pages,
            embedded=embedded,
            left_out=data is not None and self._embed and not embedded,
        )

    def _shown(
        self, item: FileAttachment, data: bytes | None, at_page: AtPage
    ) -> tuple[AnnexState, tuple[View, ...], int]:
        """Return the state of a file, what is shown of it, and its number of pages."""
        if data is None:
            return AnnexState.MISSING, (), 0
        if item.media_type == _PDF:
            document = self._process.load(data, self._limits.shown_pages, at_page)
            if document is None:
                return AnnexState.UNSHOWABLE, (), 0
            views = tuple(
                View(self._add(page.picture), number, page.text)
                for number, page in enumerate(document.pages, start=1)
            )
            return AnnexState.SHOWN, views, document.total
        if not item.media_type.startswith("image/"):
            return AnnexState.LISTED, (), 0
        picture = load_picture(data)
        if picture is None:
            return AnnexState.UNSHOWABLE, (), 0
        return AnnexState.SHOWN, (View(self._add(picture)),), 0

    def _add(self, picture: Picture) -> int:
        self.pictures.append(picture)
        return len(self.pictures) - 1
