"""What can be exported: a kept draft, a portable one, an answers file; all become an :class:`Origin`."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

from msgspec import Struct, structs

from fichas_desktop.codec.answers_file import read_answers_file, record_of_answers
from fichas_desktop.codec.json_text import parse_json
from fichas_desktop.codec.portable import SUFFIX
from fichas_desktop.codec.sidecar import answers_sha256, is_sidecar
from fichas_desktop.codec.values import decode_answers
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import Draft, FichaRecord, Revision, Status
from fichas_desktop.domain.partial_date import UnfinishedDate
from fichas_desktop.domain.text import clean_line
from fichas_desktop.domain.values import AnswerSet, DraftId, FileAttachment
from fichas_desktop.durable_file import read_retrying, retrying
from fichas_desktop.errors import InputError
from fichas_desktop.forms.catalog import FormCatalog
from fichas_desktop.receipt.portable import ZIP_START, read_portable
from fichas_desktop.services.drafts import Drafts, describe_file, read_annex
from fichas_desktop.services.runtime import Clock

MAX_ANSWERS_FILE = 50_000_000
"""Bytes of an answers file that are read at most; a full ficha of plain text has a hundredth of it."""

MAX_PORTABLE_FILE = 500_000_000
"""Bytes of a portable draft that are read at most, before its form says how much it may hold."""

_PDF_START = b"%PDF-"

ReadFile = Callable[[FileAttachment], bytes | None]


class Origin(Struct, frozen=True):
    """Answers with a form, an identity, and a way to the bytes of their files.

    Attributes:
        draft: The draft they come from; None for an answers file.
        is_kept: Whether that draft is one of this computer's, in which entregas are frozen.
    """

    form: FormDefinition
    answers: AnswerSet
    read_file: ReadFile
    draft: Draft | None = None
    is_kept: bool = False

    @property
    def unfinished(self) -> dict[str, UnfinishedDate]:
        """Date boxes that hold no date yet."""
        return dict(self.draft.unfinished) if self.draft is not None else {}

    def missing_files(self) -> frozenset[str]:
        """Return the hashes of the files whose bytes are not to be had."""
        return frozenset(file.sha256 for file in self.answers.files() if self.read_file(file) is None)

    def record(self, status: Status, clock: Clock) -> FichaRecord:
        """Return what an export writes down; see ``contracts`` in the developer docs for the times."""
        draft = self.draft
        if draft is None:
            return record_of_answers(self.form, self.answers, status)
        # a file has no clock: exported again it gives the same bytes
        return record_of_draft(self.form, draft, status, clock if self.is_kept else lambda: draft.modified_at)


class Origins:
    """Finds origins by what a person names: a draft's id or a file.

    Args:
        drafts: The kept drafts.
        catalog: The forms known.
    """

    def __init__(self, drafts: Drafts, catalog: FormCatalog) -> None:
        self._drafts = drafts
        self._catalog = catalog

    def find(self, name: str) -> Origin:
        """Return the origin that ``name`` names.

        Raises:
            InputError: It is neither, or the file says something that cannot be read.
        """
        path = Path(name)
        try:
            on_disk = path.exists()
        except PermissionError as error:
            raise InputError("file_unreadable", name=clean_line(path.name)) from error
        except (OSError, ValueError):
            on_disk = False
        if on_disk:
            return self.from_file(path)
        if self._drafts.exists(name):
            return self.from_draft(self._drafts.load(DraftId(name)))
        raise InputError("no_such_origin", name=clean_line(name)[:80])

    def from_draft(self, draft: Draft) -> Origin:
        """Return a kept draft as origin; InputError ``newer_draft`` where not all of it is understood."""
        if self._drafts.is_newer(draft.id):
            raise InputError("newer_draft")
        form = self._catalog.get(draft.form.code, draft.form.version)
        return Origin(
            form, draft.answers, lambda file: self._drafts.read_file(draft.id, file), draft, is_kept=True
        )

    def from_file(self, path: Path) -> Origin:
        """Read a portable draft or an answers file, whichever it is; InputError as those say."""
        return self.from_portable(path) if _is_portable(path) else self.from_answers_file(path)

    def from_portable(self, path: Path) -> Origin:
        """Read a portable draft, all of it into memory; InputError as ``read_portable`` says."""
        found = read_portable(_read(path, MAX_PORTABLE_FILE), self._catalog)
        return Origin(found.form, found.draft.answers, lambda file: found.files.get(file.sha256), found.draft)

    def from_answers_file(self, path: Path) -> Origin:
        """Read an answers file and the annexes that it names inside its own folder.

        Raises:
            InputError: Unreadable, not JSON, another shape, unknown form, version or field, wrong values,
                or a path that leaves the folder.
        """
        data = _read(path, MAX_ANSWERS_FILE)
        if data.startswith(_PDF_START):
            raise InputError("pdf_given", name=clean_line(path.name))
        document = parse_json(data)
        if is_sidecar(document):
            raise InputError("sidecar_not_supported")
        given = read_answers_file(document)
        form = self._catalog.get(given.form.code, given.form.version)
        annexes = _Annexes(path.parent, form)
        answers = decode_answers(form, given.answers, annexes.read_path)
        return Origin(form, answers, annexes.read)


class _Annexes:
    """Files that an answers file names, read once into memory.

    Args:
        folder: The only folder from which they may come.
        form: For the limits on size.
    """

    def __init__(self, folder: Path, form: FormDefinition) -> None:
        self._folder = folder
        self._limits = form.limits
        self._data: dict[str, bytes] = {}

    def read_path(self, path: str, description: str) -> FileAttachment:
        """Keep the file at a relative path and return its attachment."""
        file = self._inside(path)
        data = read_annex(file, self._limits.attachment_bytes)
        self._data[hashlib.sha256(data).hexdigest()] = data
        if sum(map(len, self._data.values())) > self._limits.attachments_bytes:
            raise InputError("annexes_too_large", limit=self._limits.attachments_bytes)
        found = describe_file(file.name, data)
        return FileAttachment(found.name, found.media_type, found.size, found.sha256, description)

    def read(self, attachment: FileAttachment) -> bytes | None:
        """Return the bytes of a file that was named, None for any other."""
        return self._data.get(attachment.sha256)

    def _inside(self, path: str) -> Path:
        pure = PurePosixPath(path)
        windows = PureWindowsPath(path)
        outside = InputError("annex_outside", name=clean_line(path)[-60:])
        if pure.is_absolute() or windows.is_absolute() or windows.drive or windows.root:
            raise outside
        if not path.strip() or "\0" in path or ".." in pure.parts or ".." in windows.parts:
            raise outside
        try:
            found = (self._folder / pure).resolve()
            inside = found.is_relative_to(self._folder.resolve())
        except (OSError, ValueError, RuntimeError) as error:
            raise outside from error
        if not inside:
            raise outside
        return found


def record_of_draft(form: FormDefinition, draft: Draft, status: Status, clock: Clock) -> FichaRecord:
    """Return the record of a draft: its last entrega when the answers are still those, else the coming one.

    A final entrega bears the time at which it was frozen, a borrador the time of the last change.
    """
    current = answers_sha256(form, draft.answers)
    frozen = draft.revisions
    same = bool(frozen) and frozen[-1].answers_sha256 == current
    before = frozen[:-1] if same else frozen
    finalized_at: dt.datetime = draft.modified_at
    if status is Status.FINAL:
        finalized_at = frozen[-1].finalized_at if same else clock()
    return FichaRecord(
        id=draft.id,
        form=draft.form,
        revision=len(before) + 1,
        status=status,
        supersedes=before[-1].answers_sha256 if before else None,
        created_at=draft.created_at,
        finalized_at=finalized_at,
        answers=draft.answers,
    )


def with_revision(form: FormDefinition, draft: Draft, record: FichaRecord) -> Draft:
    """Return the draft with a final record among its entregas; unchanged when it is there already."""
    if record.revision <= len(draft.revisions) or record.finalized_at is None:
        return draft
    revision = Revision(record.revision, answers_sha256(form, record.answers), record.finalized_at)
    return structs.replace(draft, revisions=(*draft.revisions, revision))


def _is_portable(path: Path) -> bool:
    # mail programs add an ending or change it: the first bytes count, too
    if path.suffix.lower() == SUFFIX:
        return True
    try:
        if not path.is_file():  # opening a pipe would wait for a writer that may never come
            return False
        with retrying(lambda: path.open("rb")) as file:
            return file.read(len(ZIP_START)) == ZIP_START
    except (OSError, ValueError):
        return False


def _read(path: Path, limit: int) -> bytes:
    name = clean_line(path.name or str(path))  # «.» has no name
    try:
        if not path.exists():
            raise InputError("path_missing", name=name)
        if not path.is_file():
            raise InputError("not_a_file", name=name)
        if path.stat().st_size > limit:
            raise InputError("file_too_large", name=name)
        return read_retrying(path)
    except (OSError, ValueError) as error:
        is_too_long = isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG
        raise InputError("path_missing" if is_too_long else "file_unreadable", name=name) from error
