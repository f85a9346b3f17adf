"""One draft on disk: checkpoint, journal, versions and quarantine in a folder, as JSON documents.

A save is a line in the journal, then a new checkpoint; it counts as done when one of the two is durable.
Each alone leads to the newest state. Reading never needs to write, so that a full or read-only disk can
still be opened.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct, structs

from fichas_desktop.codec.draft import without_place
from fichas_desktop.durable_file import make_folder, read_retrying, remove_leftovers, remove_retrying
from fichas_desktop.errors import EnvironmentFailedError, InputError
from fichas_desktop.storage import journal, quarantine, versions
from fichas_desktop.storage.draft_folders import FILE, FILES, VERSIONS
from fichas_desktop.storage.recovery import State, forks, is_covered, replayed, state_of
from fichas_desktop.storage.sealed_file import (
    DOCUMENT,
    DRAFT,
    Document,
    is_newer,
    mark_of,
    newer_document,
    read_sealed,
)
from fichas_desktop.storage.versions import VersionKind

Identity = tuple[int, int, int]


class Opened(Struct, frozen=True):
    """A draft as read.

    Attributes:
        document: The newest state.
        recovered: True when it holds more than the checkpoint, where the person was last not counted, or the
            checkpoint was damaged.
        damaged: True when the checkpoint was missing or damaged.
    """

    document: Document
    recovered: bool
    damaged: bool


class _Known(Struct):
    """What is known of the draft on disk.

    Attributes:
        state: The newest durable state.
        stored: The checkpoint as it was read or written.
        identity: Of the checkpoint, None when there is none.
        marks: Of what this object may have put into the checkpoint.
        is_damaged: True while the checkpoint is not to be written over.
        is_journaled: True while the journal alone leads to ``state``, so that a line may be a difference.
        needs_backup: True when the checkpoint is to be kept as a version before it is replaced.
    """

    state: State
    stored: State | None
    identity: Identity | None
    marks: frozenset[str]
    is_damaged: bool
    is_journaled: bool
    needs_backup: bool = False


class DraftFolder:
    """Reads and writes one draft; remembers what it last knew of it.

    Args:
        folder: The draft's own folder.
        now: Present time, aware, for the distance between automatic versions.
    """

    def __init__(self, folder: Path, now: Callable[[], dt.datetime]) -> None:
        self._folder = folder
        self._now = now
        self._known: _Known | None = None
        self._own_conflict: Path | None = None
        self._last_auto: dt.datetime | None = None

    def read(self) -> Opened:
        """Return the newest state that can be put together from the folder's files; writes nothing.

        Raises:
            InputError: ``no_such_draft``, ``newer_draft``, or ``damaged_draft`` when nothing is left to read.
        """
        if not self._folder.is_dir():
            raise InputError("no_such_draft")
        identity = self._identity()
        checkpoint = self._read_checkpoint()
        lines = journal.read_lines(self._folder)
        state = replayed(checkpoint, lines)
        for document, seq in versions.later_states(self._folder, state.seq if state is not None else -1):
            state = replayed(state_of(document, seq), lines)
            break
        if state is None:
            raise InputError("damaged_draft" if self._has_content() else "no_such_draft")
        if is_newer(state.document):
            raise InputError("newer_draft")
        self._known = _Known(
            state=state,
            stored=checkpoint,
            identity=identity,
            marks=frozenset((state.mark, checkpoint.mark) if checkpoint is not None else (state.mark,)),
            is_damaged=checkpoint is None,
            is_journaled=is_covered(state, lines),
        )
        is_newest = checkpoint is not None and _same_text(checkpoint, state)
        return Opened(state.document, recovered=not is_newest, damaged=checkpoint is None)

    def read_newer(self) -> Document:
        """Return the document of a newer program, with what its journal holds beyond; writes nothing.

        Raises:
            InputError: ``newer_draft`` when it is not to be found.
        """
        lines = journal.read_lines(self._folder)
        try:
            document, seq = newer_document(read_retrying(self._folder / FILE))
        except OSError as error:
            raise InputError("newer_draft") from error
        state = replayed(state_of(document, seq), lines) if seq is not None else None
        # lines that lead back to a schema of ours are not what the newer program wrote last
        return state.document if state is not None and is_newer(state.document) else document

    def back_up_first(self) -> None:
        """Keep the checkpoint as a backup version before it is next replaced."""
        if self._known is not None:
            self._known.needs_backup = True

    def settle(self) -> None:
        """Put in order what an abnormal end left behind, once the draft is this program's to write.

        A damaged checkpoint goes to quarantine and a good one takes its place, what another program wrote
        beside it is kept as a conflict version, and the journal is whole again.

        Raises:
            EnvironmentFailedError: The disk refuses; the draft can be read all the same.
        """
        known = self._known
        if known is None:
            return
        for folder in (self._folder, self._folder / VERSIONS, self._folder / FILES):
            remove_leftovers(folder)
        self._keep_forks(known.state)
        journal.drop_old(self._folder)
        if known.stored is not None and not _same_text(known.stored, known.state):
            # what was last saved before the recovery, to go back to
            self._keep(known.stored, VersionKind.AUTO)
        if not known.is_journaled:
            self._append(known, known.state.document, known.state.mark)
        if known.is_damaged:
            self._checkpoint(known, known.state)

    def note(self, document: Document) -> None:
        """Make a change durable in the journal alone: what is being typed.

        Raises:
            EnvironmentFailedError: The journal cannot be written, or ``changed_elsewhere`` as :meth:`write`.
        """
        known = self._found()
        if known is None or document == known.state.document:
            return
        self._refuse_conflict(known, document)
        self._append(known, document, mark_of(document))

    def write(self, document: Document) -> str:
        """Make a draft durable, new or changed.

        Returns:
            Nothing, or the code of what failed when only one of journal and checkpoint could be written.

        Raises:
            EnvironmentFailedError: ``changed_elsewhere`` when another program wrote the draft meanwhile:
                the document is then kept as a conflict version. Or what the disk refuses, when neither
                the journal nor the checkpoint could be written.
        """
        is_blind = self._known is None
        known = self._found()
        if known is None:
            return self._begin(document)
        self._refuse_conflict(known, document)
        mark = mark_of(document)
        if is_blind and mark != known.state.mark:
            # whoever did not look at what stood here must not be the end of it
            self._keep(known.state, VersionKind.AUTO)
        trouble = ""
        if mark != known.state.mark or not known.is_journaled:
            try:
                self._append(known, document, mark)
            except EnvironmentFailedError as error:
                trouble = error.code
        written = State(document, known.state.seq, mark)
        is_edit = known.stored is None or not _same_text(known.stored, written)
        try:
            self._checkpoint(known, written)
        except EnvironmentFailedError as error:
            if error.code == "changed_elsewhere":
                self._keep_conflict(known, document)
            if trouble:
                raise
            return error.code
        known.state = written
        if is_edit:
            self._keep_in_time(written)
        return trouble

    def keep_version(self, document: Document, kind: VersionKind) -> None:
        """Keep a version for a reason of its own, durably, with what was typed since the last save.

        What was exported is kept as it was handed out: meanwhile more may have been typed, and that stays
        the draft.

        Raises:
            InputError: ``no_such_draft``.
            EnvironmentFailedError: As :meth:`note`.
        """
        known = self._found()
        if known is None:
            raise InputError("no_such_draft")
        if kind is VersionKind.EXPORT:
            # what is not the draft on disk must not look newer than it when that has to be put together
            line = known.state if document == known.state.document else known.stored or known.state
            self._keep(structs.replace(line, document=document), kind)
            return
        self.note(document)
        self._keep(known.state, kind)

    def _found(self) -> _Known | None:
        if self._known is None and self._has_content():
            self.read()
        return self._known

    def _has_content(self) -> bool:
        return (
            (self._folder / FILE).is_file()
            or journal.is_there(self._folder)
            or bool(versions.versions(self._folder))
        )

    def _begin(self, document: Document) -> str:
        make_folder(self._folder)
        state = state_of(document, 1)
        known = _Known(state, None, None, frozenset(), is_damaged=False, is_journaled=False)
        self._checkpoint(known, state)
        self._known = known
        try:
            self._append(known, document, state.mark)
        except EnvironmentFailedError as error:
            return error.code
        return ""

    def _append(self, known: _Known, document: Document, mark: str) -> None:
        old = known.state
        seq, line = old.seq + 1, b""
        if known.is_journaled:
            line = journal.line_of(journal.difference(old.document, document, seq, old.mark, mark))
        anew = not journal.has_room(self._folder, line)
        if anew or not line:
            line = journal.line_of(journal.snapshot(document, seq, old.mark, mark))
        try:
            journal.append(self._folder, seq, line, anew=anew)
        except EnvironmentFailedError:
            # the number is spent: perhaps the line is there all the same
            known.state = structs.replace(old, seq=seq)
            known.is_journaled = False
            raise
        known.state, known.is_journaled = State(document, seq, mark), True
        if anew:
            with contextlib.suppress(EnvironmentFailedError):
                self._keep_forks(known.state)
                journal.drop_old(self._folder)

    def _checkpoint(self, known: _Known, state: State) -> None:
        from tinydb import TinyDB  # noqa: PLC0415 - after the first paint
        from tinydb.table import Document as TinyDocument  # noqa: PLC0415

        from fichas_desktop.storage.durable_storage import ReplacingStorage  # noqa: PLC0415

        def check() -> None:
            if self._identity() not in {known.identity, None}:
                raise EnvironmentFailedError("changed_elsewhere")

        if known.is_damaged:
            quarantine.put_aside(self._folder / FILE)
            known.identity, known.is_damaged = None, False
        stored = known.stored
        is_migrated = stored is not None and _schema(stored) != _schema(state)
        if stored is not None and (is_migrated or known.needs_backup):
            self._keep(stored, VersionKind.BACKUP)
        known.needs_backup = False
        known.marks |= {state.mark}
        with TinyDB(self._folder / FILE, state.seq, state.mark, check, storage=ReplacingStorage) as database:
            database.table(DRAFT).insert(TinyDocument(state.document, doc_id=int(DOCUMENT)))
        known.identity, known.stored = self._identity(), state
        known.marks = frozenset((state.mark,))

    def _read_checkpoint(self) -> State | None:
        from tinydb import TinyDB  # noqa: PLC0415 - after the first paint

        from fichas_desktop.storage.durable_storage import SealedFileStorage  # noqa: PLC0415

        storage: list[SealedFileStorage] = []

        def watched(path: Path) -> SealedFileStorage:
            storage.append(SealedFileStorage(path))
            return storage[0]

        try:
            with TinyDB(self._folder / FILE, storage=watched) as database:
                document = database.table(DRAFT).get(doc_id=int(DOCUMENT))
        except InputError as error:
            if error.code == "damaged_draft":
                return None
            raise
        return state_of(dict(document), storage[0].seq) if document is not None else None

    def _refuse_conflict(self, known: _Known, document: Document) -> None:
        identity = self._identity()
        if identity in {known.identity, None}:
            return
        try:
            mark = mark_of(read_sealed(self._folder / FILE)[0])
        except InputError as error:
            if error.code == "damaged_draft":
                known.identity, known.is_damaged = identity, True
                return
            mark = ""
        if mark not in known.marks:
            self._keep_conflict(known, document)
        known.identity = identity

    def _keep_conflict(self, known: _Known, document: Document) -> None:
        state = State(document, known.state.seq + 1, "")
        if known.stored is not None and _same_text(known.stored, state):
            # whoever only moved about has written nothing that the other one could not know
            raise EnvironmentFailedError("changed_elsewhere")
        path = self._keep(state, VersionKind.CONFLICT)
        if self._own_conflict is not None and self._own_conflict != path:
            with contextlib.suppress(OSError):  # what this writer goes on typing takes the place of its copy
                remove_retrying(self._own_conflict)
        self._own_conflict = path
        raise EnvironmentFailedError("changed_elsewhere")

    def _keep_forks(self, state: State) -> None:
        versions.keep_forks(self._folder, forks(state, journal.read_lines(self._folder)), self._now())

    def _keep_in_time(self, state: State) -> None:
        now = self._now()
        if self._last_auto is None or abs(now - self._last_auto) >= versions.AUTO_EVERY:
            self._last_auto = versions.last_auto(self._folder)
        # a clock that was put back makes one too many rather than none for long
        if self._last_auto is None or abs(now - self._last_auto) >= versions.AUTO_EVERY:
            with contextlib.suppress(EnvironmentFailedError):
                self._keep(state, VersionKind.AUTO)
                self._last_auto = now

    def _keep(self, state: State, kind: VersionKind) -> Path:
        return versions.keep(self._folder, state.document, state.seq, kind, self._now())

    def _identity(self) -> Identity | None:
        with contextlib.suppress(OSError):
            status = (self._folder / FILE).stat()
            return status.st_mtime_ns, status.st_size, status.st_ino
        return None


def _same_text(one: State, other: State) -> bool:
    return one.mark == other.mark or without_place(one.document) == without_place(other.document)


def _schema(state: State) -> object:
    return state.document["schema_version"]
