"""The person's drafts: begin, open, list, keep, duplicate, put in the trash."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct, structs

from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.draft_summary import DraftState, DraftSummary
from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.text import clean_line
from fichas_desktop.domain.values import AnswerSet, DraftId, FileAttachment, plain_text
from fichas_desktop.durable_file import retrying
from fichas_desktop.errors import EnvironmentFailedError, FichasError, InputError
from fichas_desktop.forms.catalog import FormCatalog
from fichas_desktop.services.draft_list import DraftList
from fichas_desktop.services.fill_session import FillSession, begin_draft
from fichas_desktop.services.media_types import media_type
from fichas_desktop.services.runtime import Clock, NewId
from fichas_desktop.storage.draft_index import DraftIndex
from fichas_desktop.storage.draft_store import DraftStore, Saved
from fichas_desktop.storage.versions import VersionKind

EARLIER_DRAFTS = 200
"""So many drafts, the last changed, are asked for earlier answers."""
PIECE = 1 << 20
"""Bytes of a file that are read at a time."""


class HistoryEntry(Struct, frozen=True):
    """A kept version in the list.

    Attributes:
        name: By which it is read.
        kind: Why it was kept: auto, saved, export, conflict, backup, restored or final.
        size: Bytes.
        kept_at: When, UTC.
        answered: True for a conflict version between which and the draft the person has chosen.
    """

    name: str
    kind: str
    size: int
    kept_at: dt.datetime
    answered: bool = False


class Reopened(Struct, frozen=True):
    """A kept draft, opened to go on writing it.

    Attributes:
        recovered: True when it holds more than was last saved, or had to be put together anew.
        damaged: True when its file was damaged and is in quarantine now.
        read_only: True while another process or window writes it.
        computer: Where that one runs, empty when nothing is known of it.
        since: Since when, UTC.
        newer: True when a newer program wrote it: what this one understands of it can be read.
        hidden: Answers of such a draft that cannot be shown.
        trouble: Why it cannot be written where it is, None where it can.
    """

    session: FillSession
    recovered: bool = False
    damaged: bool = False
    read_only: bool = False
    computer: str = ""
    since: dt.datetime | None = None
    newer: bool = False
    hidden: int = 0
    trouble: EnvironmentFailedError | None = None


class Drafts:
    """Use cases around drafts.

    Args:
        store: Where they are kept.
        catalog: The forms known.
        clock: For the times of drafts.
        new_id: For new drafts.
        index: Where the rows of the list are kept; None keeps them nowhere.
    """

    def __init__(
        self,
        store: DraftStore,
        catalog: FormCatalog,
        clock: Clock,
        new_id: NewId,
        index: DraftIndex | None = None,
    ) -> None:
        self._store = store
        self._catalog = catalog
        self._clock = clock
        self._new_id = new_id
        self._index = index

    @cached_property
    def listed(self) -> DraftList:
        """The list of the drafts."""
        return DraftList(self._store, self.summary, self._index, self._clock)

    def begin(
        self, form: FormDefinition, answers: AnswerSet | None = None, draft_id: DraftId | None = None
    ) -> Draft:
        """Return a new draft, not kept anywhere until it is saved.

        Args:
            form: What it fills in.
            answers: Its answers; None starts with the dates that the form fills in itself.
            draft_id: Its id; None takes a new one.
        """
        return begin_draft(form, self._clock, draft_id or self._new_id(), answers)

    def open(self, draft_id: DraftId) -> FillSession:
        """Return a session on a kept draft; InputError when there is none or it cannot be read."""
        return self.reopen(draft_id).session

    def reopen(self, draft_id: DraftId) -> Reopened:
        """Return a session on a kept draft, and how it was found."""
        opened = self._store.open(draft_id)
        owner = opened.owner
        return Reopened(
            self.session(opened.draft),
            recovered=opened.recovered,
            damaged=opened.damaged,
            read_only=opened.read_only,
            computer=owner.computer if owner is not None else "",
            since=owner.since if owner is not None else None,
            newer=opened.newer,
            hidden=opened.hidden,
            trouble=opened.trouble,
        )

    def session(self, draft: Draft) -> FillSession:
        """Return a session on a draft; it knows which annexes are gone, not yet which were altered."""
        form = self._catalog.get(draft.form.code, draft.form.version)
        session = FillSession(form, draft, self._clock)
        session.set_missing_files(self._absent_files(draft))
        return session

    def save(self, draft: Draft) -> Saved:
        """Keep a draft; when this returns it is durable, though perhaps with trouble to tell."""
        return self._store.save(draft)

    def note(self, draft: Draft) -> None:
        """Keep what is being typed in a kept draft, durably, without a new checkpoint."""
        self._store.note(draft)

    def add(self, draft: Draft, files: Iterable[bytes]) -> None:
        """Keep a new draft with the bytes of its files, whole or not at all.

        Raises:
            EnvironmentFailedError: ``name_taken`` when there is a draft of its id, or the disk.
        """
        self._store.add_draft(draft, files)

    def sweep(self) -> None:
        """Delete what killed programs left half made a day ago or more."""
        self._store.sweep()

    def drop_unused_files(self, draft_id: DraftId) -> None:
        """Delete the files of an open draft that nothing has named for a day."""
        self._store.drop_unused_files(draft_id)

    def close(self, draft_id: DraftId) -> None:
        """Let others write a draft again that was opened or begun here."""
        self._store.close(draft_id)
        self.listed.refresh(draft_id)

    def close_all(self) -> None:
        """Let others write every draft again that was opened or begun here."""
        self._store.close_all()

    def history(self, draft_id: DraftId) -> tuple[HistoryEntry, ...]:
        """Return the kept versions of a draft, the newest first."""
        return tuple(
            HistoryEntry(version.name, version.kind.value, version.size, version.kept_at, version.answered)
            for version in self._store.history(draft_id)
        )

    def read_version(self, draft_id: DraftId, name: str) -> Draft:
        """Return a draft as it was in a kept version."""
        return self._store.read_version(draft_id, name)

    def keep_saved(self, draft: Draft) -> None:
        """Keep a version of a draft that the person asked to save."""
        self._store.keep_version(draft, VersionKind.SAVED)

    def keep_version(self, draft: Draft, kind: VersionKind) -> None:
        """Keep a version of a kept draft."""
        self._store.keep_version(draft, kind)

    def keep_exported(self, draft: Draft) -> None:
        """Keep a version of a kept draft as it was exported, where that can be done.

        The export itself is written by then: neither a draft that was never saved, nor another window that
        writes this one, nor a full disk undoes it.
        """
        with contextlib.suppress(FichasError):
            self._store.keep_version(draft, VersionKind.EXPORT)

    def restored(self, draft: Draft, name: str) -> Draft:
        """Return a draft with what one of its versions holds, the present state kept first.

        A version of an older version of the form brings that along.
        """
        version = self._store.read_version(draft.id, name)
        self._store.keep_version(draft, VersionKind.RESTORED)
        return structs.replace(
            draft,
            form=version.form,
            answers=version.answers,
            unfinished=version.unfinished,
            unplaced=version.unplaced,
            later=version.later,
            modified_at=self._clock(),
        )

    def mark_answered(self, draft_id: DraftId, name: str) -> None:
        """Remember that the person chose between a draft and one of its conflict versions."""
        self._store.mark_answered(draft_id, name)

    def is_newer(self, draft_id: DraftId) -> bool:
        """Tell whether a newer program wrote a draft, so that it can at most be read here."""
        try:
            return self._store.look_at(draft_id).newer
        except FichasError as error:
            return error.code == "newer_draft"

    def claim(self, draft_id: DraftId) -> Draft:
        """Return a kept draft, which nobody else writes from then on until it is closed here."""
        self._store.claim(draft_id)
        return self._store.load(draft_id)

    def load(self, draft_id: DraftId) -> Draft:
        """Return a kept draft."""
        return self._store.load(draft_id)

    def exists(self, draft_id: str) -> bool:
        """Tell whether a text is the id of a kept draft."""
        return self._store.exists(draft_id)

    def summaries(self) -> tuple[DraftSummary, ...]:
        """Return the list of drafts as their files say now, the last changed first; unreadable ones last."""
        for _ in self.listed.check():
            pass
        self.listed.write()
        return self.listed.rows()

    def summary(self, draft_id: DraftId) -> DraftSummary:
        """Return the list's row of a draft, read from its files."""
        try:
            draft = self._store.look_at(draft_id).draft
            session = self.session(draft)
        except FichasError:
            return DraftSummary(draft_id, "", "", 0, 0, DraftState(readable=False), None)
        return summarize(session)

    def duplicate(self, draft_id: DraftId) -> Draft:
        """Keep a copy of a draft with its files under a new id, without its entregas, and return it."""
        source = self._store.load(draft_id)
        now = self._clock()
        copy = structs.replace(source, id=self._new_id(), created_at=now, modified_at=now, revisions=())
        files = (self._store.read_file(source.id, file.sha256) for file in source.files())
        self._store.add_draft(copy, (data for data in files if data is not None))
        self.listed.refresh(copy.id)
        return copy

    def move_to_trash(self, draft_id: DraftId) -> str:
        """Take a draft out of the list, and return the name by which the trash gives it back."""
        name = self._store.move_to_trash(draft_id)
        # the file of the index follows at the end of the next check: it is not written in the GUI thread
        self.listed.drop(draft_id)
        return name

    def attach_bytes(self, draft_id: DraftId, name: str, data: bytes) -> FileAttachment:
        """Keep bytes as a file of a draft and return its attachment."""
        self._store.add_file(draft_id, data)
        return describe_file(name, data)

    def read_file(self, draft_id: DraftId, attachment: FileAttachment) -> bytes | None:
        """Return an attachment's bytes, or None when they are missing or altered."""
        return self._store.read_file(draft_id, attachment.sha256)

    def missing_files(self, draft: Draft) -> frozenset[str]:
        """Return the hashes of the draft's files that are missing or altered."""
        return frozenset(one.sha256 for one in draft.files() if self.read_file(draft.id, one) is None)

    def _absent_files(self, draft: Draft) -> frozenset[str]:
        # by their size alone: neither a list nor a first paint waits until every annex is read and hashed
        return frozenset(file.sha256 for file in draft.files() if not self._store.has_file(draft.id, file))

    def earlier_answers(
        self, keys: Collection[str], is_wanted: Callable[[], bool] = lambda: True
    ) -> Mapping[str, tuple[str, ...]]:
        """Return what this person answered to line fields in the last changed drafts, each once, in order.

        Args:
            keys: The fields.
            is_wanted: Asked before each draft; False ends the work early.
        """
        found: dict[str, set[str]] = {key: set() for key in keys}
        known = [row.id for row in self.listed.rows()] or self._store.ids()
        for draft_id in known[:EARLIER_DRAFTS]:
            if not is_wanted():
                break
            try:
                answers = self._store.load(draft_id).answers
            except FichasError:
                continue
            for key, texts in found.items():
                answer = answers.get(key)
                if isinstance(answer, str) and answer:
                    texts.add(answer)
        return {key: tuple(sorted(texts)) for key, texts in found.items()}


def summarize(session: FillSession) -> DraftSummary:
    """Return the list's row of the draft in a session."""
    form, draft = session.form, session.draft
    return DraftSummary(
        id=draft.id,
        title=_line_of(form, draft.answers, form.title_field),
        subtitle=_line_of(form, draft.answers, form.subtitle_field),
        answered=session.answered(),
        total=sum(1 for _ in form.fields()),
        state=session.state(),
        modified=draft.modified_at,
    )


def describe_file(name: str, data: bytes) -> FileAttachment:
    """Return the attachment of a file's bytes; the media type follows from the name."""
    name = clean_line(name) or "anexo"
    return FileAttachment(name, media_type(name), len(data), hashlib.sha256(data).hexdigest())


def read_annex(path: Path, limit: int, go_on: Callable[[], None] = lambda: None) -> bytes:
    """Return the bytes of a file that a person or an answers file names.

    Args:
        path: The file.
        limit: How large it may be, in bytes.
        go_on: Called after each piece; what it raises ends the reading.

    Raises:
        InputError: ``annex_not_found``, ``annex_not_file``, ``annex_too_large`` (``limit`` in bytes).
    """
    name = clean_line(path.name)
    try:
        if not path.exists():
            raise InputError("annex_not_found", name=name)
        if not path.is_file():
            raise InputError("annex_not_file", name=name)
        if path.stat().st_size > limit:
            raise InputError("annex_too_large", name=name, limit=limit)
        return retrying(lambda: _read_pieces(path, go_on))
    except (OSError, ValueError) as error:
        raise InputError("annex_not_found", name=name) from error


def _read_pieces(path: Path, go_on: Callable[[], None]) -> bytes:
    pieces: list[bytes] = []
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            pieces.append(piece)
            go_on()
    return b"".join(pieces)


def _line_of(form: FormDefinition, answers: AnswerSet, key: str) -> str:
    value = answers.get(key)
    return "" if value is None else plain_text(form.field(key), value)
