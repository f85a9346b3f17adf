"""One person filling in one draft: takes answers, tells what changed, knows how far each section is."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct, structs

from fichas_desktop.domain.definition import (
    FieldDefinition,
    FormDefinition,
    Level,
    SectionDefinition,
    Severity,
)
from fichas_desktop.domain.draft_summary import DraftState
from fichas_desktop.domain.ficha import Draft, FormRef, UnplacedText
from fichas_desktop.domain.issues import IssueCode, ValidationIssue
from fichas_desktop.domain.partial_date import UnfinishedDate
from fichas_desktop.domain.rich_text import RichText, normalize
from fichas_desktop.domain.text import clean_line, clean_text
from fichas_desktop.domain.values import (
    Answer,
    AnswerSet,
    Attachment,
    ChoiceValue,
    DraftId,
    LinkAttachment,
    is_empty,
)
from fichas_desktop.services.runtime import Clock, today
from fichas_desktop.validation.form_validator import FormValidator

TOLD_AT_ONCE = frozenset({IssueCode.TOO_LONG, IssueCode.FILE_MISSING})
"""What is told beside a field while it is being written; the rest waits until its section is checked."""


class SectionState(StrEnum):
    """How far a section is."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"
    PROBLEM = "problem"


class SectionProgress(Struct, frozen=True):
    """State of a section, required answers that it lacks, and fields that were left for later."""

    state: SectionState
    missing: int
    total: int
    later: int = 0


class SessionChange(Struct, frozen=True):
    """What an edit changed.

    Attributes:
        field_key: The edited field.
        changed: False when the field had that answer already.
    """

    field_key: str
    changed: bool


class FillSession:
    """The draft being filled in; knows nothing of windows and disks.

    Args:
        form: Definition of the draft's form.
        draft: Starting point.
        clock: For the time of the last change, and for dates in the future.
    """

    def __init__(self, form: FormDefinition, draft: Draft, clock: Clock) -> None:
        self._form = form
        self._draft = draft
        self._clock = clock
        self._validator = FormValidator(form)
        self._missing_files: frozenset[str] = frozenset()
        self._issues: tuple[ValidationIssue, ...] | None = None

    @property
    def form(self) -> FormDefinition:
        """The form being filled in."""
        return self._form

    @property
    def draft(self) -> Draft:
        """The draft as it is now."""
        return self._draft

    def answer(self, key: str) -> Answer | UnfinishedDate | None:
        """Return what a field holds now: its answer, its unfinished date boxes, or None."""
        return self._draft.unfinished.get(key) or self._draft.answers.get(key)

    def set_answer(self, key: str, value: Answer | UnfinishedDate | None) -> SessionChange:
        """Take an answer from the keyboard.

        Text is cleaned here, once; an empty value makes the field unanswered. Nothing is refused: what is
        wrong with it shows among the issues.

        Raises:
            KeyError: The form has no such field.
        """
        self._form.field(key)
        unfinished = {name: boxes for name, boxes in self._draft.unfinished.items() if name != key}
        answers = self._draft.answers
        if isinstance(value, UnfinishedDate):
            boxes = UnfinishedDate(clean_text(value.day), clean_text(value.month), clean_text(value.year))
            if boxes != UnfinishedDate():
                unfinished[key] = boxes
            answers = answers.with_answer(key, None)
        else:
            answers = answers.with_answer(key, _cleaned(value))
        if answers == self._draft.answers and unfinished == self._draft.unfinished:
            return SessionChange(key, changed=False)
        self._update(answers, unfinished)
        return SessionChange(key, changed=True)

    def set_later(self, key: str, note: str | None) -> SessionChange:
        """Mark a field to come back to, with a note for the person alone, or None to mark it no longer.

        Raises:
            KeyError: The form has no such field.
        """
        self._form.field(key)
        later = {name: words for name, words in self._draft.later.items() if name != key}
        if note is not None:
            later[key] = clean_line(note)
        if later == self._draft.later:
            return SessionChange(key, changed=False)
        self._draft = structs.replace(self._draft, later=later, modified_at=self._clock())
        return SessionChange(key, changed=True)

    def look_at(self, section: SectionDefinition, field_key: str = "") -> None:
        """Remember where the person is, so that reopening returns there; that is no edit.

        Args:
            section: On the screen.
            field_key: The field that has the keyboard; empty while none of the section's has it.
        """
        self._draft = structs.replace(self._draft, section=section.key, field=field_key)

    def remove_unplaced(self, entry: UnplacedText) -> int:
        """Take a text without a place out of the draft, and return where it stood."""
        entries = list(self._draft.unplaced)
        place = entries.index(entry)
        del entries[place]
        self._set_unplaced(entries)
        return place

    def put_back_unplaced(self, entry: UnplacedText, place: int) -> None:
        """Put a text without a place back where it stood."""
        entries = list(self._draft.unplaced)
        entries.insert(place, entry)
        self._set_unplaced(entries)

    def adopt(self, draft: Draft) -> None:
        """Take over the entregas that an export added to the draft, and nothing else of it."""
        self._draft = structs.replace(self._draft, revisions=draft.revisions)
        self._issues = None

    @property
    def missing_files(self) -> frozenset[str]:
        """Hashes of the ficha's files that are missing or altered on disk."""
        return self._missing_files

    def set_missing_files(self, sha256s: frozenset[str]) -> None:
        """Say which files of the ficha are missing or altered on disk."""
        self._missing_files = sha256s
        self._issues = None

    def issues(self) -> tuple[ValidationIssue, ...]:
        """Return every problem of the ficha in the form's order."""
        if self._issues is None:
            self._issues = self._validator.check(
                self._draft.answers,
                today=today(self._clock),
                unfinished=self._draft.unfinished,
                missing_files=self._missing_files,
            )
        return self._issues

    def field_issues(self, key: str) -> tuple[ValidationIssue, ...]:
        """Return the problems of one field."""
        return tuple(issue for issue in self.issues() if issue.field_key == key)

    def progress(self, section: SectionDefinition, *, is_checked: bool = True) -> SectionProgress:
        """Return how far a section is; a date that the program filled in does not start it.

        Args:
            section: Of the form.
            is_checked: False while the person is not yet told what is wrong with its answers: until then they
                are being written, and only what is told at once makes the section a problem.
        """
        fields = self._form.step_fields(section)
        keys = {field.key for field in fields}
        issues = [issue for issue in self.issues() if issue.field_key in keys]
        missing = sum(1 for issue in issues if issue.code is IssueCode.REQUIRED)
        wrong = [
            issue
            for issue in issues
            if issue.severity is Severity.ERROR and issue.code is not IssueCode.REQUIRED
        ]
        if any(is_checked or issue.code in TOLD_AT_ONCE for issue in wrong):
            state = SectionState.PROBLEM
        elif not any(self._is_started(field) for field in fields):
            state = SectionState.NOT_STARTED
        else:
            state = SectionState.IN_PROGRESS if missing or wrong else SectionState.COMPLETE
        required = sum(1 for field in fields if field.level is Level.REQUIRED)
        return SectionProgress(state, missing, required, len(keys & self._draft.later.keys()))

    def state(self) -> DraftState:
        """Return how near the ficha is to being handed in."""
        errors = [issue for issue in self.issues() if issue.severity is Severity.ERROR]
        missing = sum(1 for issue in errors if issue.code is IssueCode.REQUIRED)
        return DraftState(missing, len(errors) - missing, self._delivered())

    def answered(self) -> int:
        """Count the answered fields."""
        return len(self._draft.answers)

    def _delivered(self) -> int:
        if not self._draft.revisions:
            return 0
        # hashing is not loaded before a first entrega exists: a start does not wait for it
        from fichas_desktop.codec.sidecar import answers_sha256  # noqa: PLC0415

        last = self._draft.revisions[-1]
        return last.number if last.answers_sha256 == answers_sha256(self._form, self._draft.answers) else 0

    def _is_started(self, field: FieldDefinition) -> bool:
        return field.key in self._draft.unfinished or (
            field.key in self._draft.answers and not field.starts_today
        )

    def _set_unplaced(self, entries: list[UnplacedText]) -> None:
        self._draft = structs.replace(self._draft, unplaced=tuple(entries), modified_at=self._clock())

    def _update(self, answers: AnswerSet, unfinished: dict[str, UnfinishedDate]) -> None:
        self._draft = structs.replace(
            self._draft, answers=answers, unfinished=unfinished, modified_at=self._clock()
        )
        self._issues = None


def begin_draft(
    form: FormDefinition, clock: Clock, draft_id: DraftId, answers: AnswerSet | None = None
) -> Draft:
    """Return a new draft, not kept anywhere until it is saved.

    Args:
        form: What it fills in.
        clock: For its times.
        draft_id: Its id.
        answers: Its answers; None starts with the dates that the form fills in itself.
    """
    if answers is None:
        answers = AnswerSet()
        for field in form.fields():
            if field.starts_today:
                answers = answers.with_answer(field.key, today(clock))
    now = clock()
    return Draft(draft_id, FormRef(form.code, form.version), now, now, answers)


def _cleaned(value: Answer | None) -> Answer | None:
    if value is None:
        return None
    if isinstance(value, str):
        value = clean_line(value)
    elif isinstance(value, RichText):
        value = normalize(value)
    elif isinstance(value, ChoiceValue):
        value = ChoiceValue(value.choice, clean_line(value.other), clean_line(value.as_typed))
    elif isinstance(value, tuple):
        value = tuple(_cleaned_attachment(item) for item in value)
    return None if is_empty(value) else value


def _cleaned_attachment(item: Attachment) -> Attachment:
    description = clean_text(item.description).strip()
    if isinstance(item, LinkAttachment):
        return LinkAttachment(clean_line(item.url), description)
    return structs.replace(item, description=description)
