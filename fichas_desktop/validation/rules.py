"""One pure function per rule, and the registry of what each kind of field is checked for.

A check of a value gets the definition, the field and its answer and yields ``(code, severity, params)``
as issues; nothing here blocks writing or saving.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from fichas_desktop.domain.definition import (
    EmailDomain,
    FieldDefinition,
    FieldType,
    FormDefinition,
    NoPersonalData,
    NoPlaceholders,
    NotAfter,
    NotFuture,
    Severity,
)
from fichas_desktop.domain.issues import IssueCode, ValidationIssue
from fichas_desktop.domain.partial_date import FIRST_YEAR, LAST_YEAR, PartialDate, UnfinishedDate
from fichas_desktop.domain.values import (
    Answer,
    AnswerSet,
    ChoiceValue,
    FileAttachment,
    LinkAttachment,
    NoteAttachment,
    text_length,
)
from fichas_desktop.validation.free_text import free_texts

_EMAIL = r"[^\s@<>(),;:\"\\]+@[^\s@.<>(),;:\"\\]+(?:\.[^\s@.<>(),;:\"\\]+)+"
_PHONE = r"(?P<number>[0-9\s+()\-]*)(?:ext\.?[0-9\s]+)?"
_WEB = r"https?://\S+\.\S+"
_LEAST_PHONE_DIGITS = 7

ValueCheck = Callable[[FormDefinition, FieldDefinition, Answer], Iterator[ValidationIssue]]


def check_length(form: FormDefinition, field: FieldDefinition, value: Answer) -> Iterator[ValidationIssue]:
    """Text beyond the technical ceiling blocks the final export; it is never cut."""
    ceiling, length = form.max_length(field), text_length(field, value)
    if length > ceiling:
        yield _error(IssueCode.TOO_LONG, field, ceiling=ceiling, excess=length - ceiling)


def check_email(form: FormDefinition, field: FieldDefinition, value: Answer) -> Iterator[ValidationIssue]:
    """An e-mail address has one @ and a domain with a dot."""
    yield from check_length(form, field, value)
    if not re.fullmatch(_EMAIL, str(value)):
        yield _error(IssueCode.EMAIL_FORM, field, example=field.example)


def check_phone(form: FormDefinition, field: FieldDefinition, value: Answer) -> Iterator[ValidationIssue]:
    """A telephone number has digits, spaces, ``+ ( ) -`` and at most an extension ``ext``."""
    yield from check_length(form, field, value)
    match = re.fullmatch(_PHONE, str(value), re.IGNORECASE)
    if match is None or sum(char.isdigit() for char in match["number"]) < _LEAST_PHONE_DIGITS:
        yield _error(IssueCode.PHONE_FORM, field, example=field.example)


def check_choice(form: FormDefinition, field: FieldDefinition, value: Answer) -> Iterator[ValidationIssue]:
    """The choice that asks for own words needs them, no longer than a line."""
    yield from check_length(form, field, value)
    if isinstance(value, ChoiceValue):
        choice = field.choice_of(value.choice)
        if choice is not None and choice.other and not value.other:
            yield _error(IssueCode.CHOICE_OTHER_EMPTY, field, choice=choice.label)


def check_attachments(
    form: FormDefinition, field: FieldDefinition, value: Answer
) -> Iterator[ValidationIssue]:
    """Files within the limits, web addresses that are such, and a description for each annex."""
    items = value if isinstance(value, tuple) else ()
    total = 0
    for number, item in enumerate(items, start=1):
        if isinstance(item, FileAttachment):
            total += item.size
            if item.size > form.limits.attachment_bytes:
                limit = form.limits.attachment_bytes
                yield _error(IssueCode.FILE_TOO_LARGE, field, number=number, limit=limit)
        elif isinstance(item, LinkAttachment) and not re.fullmatch(_WEB, item.url, re.IGNORECASE):
            yield _error(IssueCode.LINK_FORM, field, number=number)
        words = max(len(item.description), len(item.url) if isinstance(item, LinkAttachment) else 0)
        ceiling = form.limits.rich_text
        if words > ceiling:
            yield _error(IssueCode.ANNEX_TOO_LONG, field, number=number, ceiling=ceiling)
        if not item.description:
            make = _error if isinstance(item, NoteAttachment) else _warning
            yield make(IssueCode.NO_DESCRIPTION, field, number=number)
    if total > form.limits.attachments_bytes:
        yield _error(IssueCode.FILES_TOO_LARGE, field, limit=form.limits.attachments_bytes)


def check_nothing(
    _form: FormDefinition, _field: FieldDefinition, _value: Answer
) -> Iterator[ValidationIssue]:
    """Dates exist by construction; only the form's rules say more of them."""
    yield from ()


VALUE_CHECKS: Mapping[FieldType, ValueCheck] = {
    FieldType.LINE: check_length,
    FieldType.EMAIL: check_email,
    FieldType.PHONE: check_phone,
    FieldType.CHOICE: check_choice,
    FieldType.DATE: check_nothing,
    FieldType.PARTIAL_DATE: check_nothing,
    FieldType.RICH_TEXT: check_length,
    FieldType.ATTACHMENTS: check_attachments,
}


def check_unfinished(field: FieldDefinition, boxes: UnfinishedDate) -> ValidationIssue:
    """Say why the three date boxes are no date yet."""
    day, month, year = (part.strip() for part in (boxes.day, boxes.month, boxes.year))
    if not year:
        return _error(IssueCode.DATE_NO_YEAR, field)
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        return _error(IssueCode.DATE_SHORT_YEAR, field)
    if (day and not month) or (field.type is FieldType.DATE and not (day and month)):
        return _error(IssueCode.DATE_UNFINISHED, field)
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return _error(IssueCode.DATE_YEAR_RANGE, field)
    return _error(IssueCode.DATE_IMPOSSIBLE, field)


def check_not_after(rule: NotAfter, form: FormDefinition, answers: AnswerSet) -> Iterator[ValidationIssue]:
    """A date must not lie after another one of the form."""
    date, other = answers.get(rule.field), answers.get(rule.other)
    if isinstance(date, PartialDate) and isinstance(other, PartialDate) and date.is_after(other):
        label = form.label_of(form.field(rule.other))
        yield ValidationIssue(IssueCode.DATE_AFTER, rule.severity, rule.field, {"other_label": label})


def check_not_future(rule: NotFuture, answers: AnswerSet, today: PartialDate) -> Iterator[ValidationIssue]:
    """A date should not lie in the future."""
    date = answers.get(rule.field)
    if isinstance(date, PartialDate) and date.is_after(today):
        yield ValidationIssue(IssueCode.DATE_FUTURE, rule.severity, rule.field)


def check_email_domain(rule: EmailDomain, answers: AnswerSet) -> Iterator[ValidationIssue]:
    """An institutional e-mail ends in one of the institution's domains, whatever the case."""
    value = answers.get(rule.field)
    if not isinstance(value, str) or not re.fullmatch(_EMAIL, value):
        return
    domain = value.rpartition("@")[2].casefold()
    known = [name.casefold() for name in rule.domains]
    if not any(domain == name or domain.endswith(f".{name}") for name in known):
        yield ValidationIssue(
            IssueCode.EMAIL_DOMAIN,
            rule.severity,
            rule.field,
            {"domains": ", ".join(rule.domains)},
        )


def check_texts(
    rule: NoPlaceholders | NoPersonalData, field: FieldDefinition, value: Answer
) -> Iterator[ValidationIssue]:
    """A text should not keep the place of one still to be written, nor hold personal data unasked."""
    texts = tuple(free_texts(field, value))
    if not texts:
        return
    # their patterns take some milliseconds to compile, and a window opens on a ficha without texts
    from fichas_desktop.validation.personal_data import personal_data_in  # noqa: PLC0415
    from fichas_desktop.validation.placeholders import has_placeholder  # noqa: PLC0415

    if isinstance(rule, NoPlaceholders):
        if any(has_placeholder(text, rule.words) for text in texts):
            yield ValidationIssue(IssueCode.PLACEHOLDER, rule.severity, field.key)
    elif field.personal is None and (found := set().union(*map(personal_data_in, texts))):
        kinds = ",".join(sorted(found))
        yield ValidationIssue(IssueCode.PERSONAL_DATA, rule.severity, field.key, {"kinds": kinds})


def _error(code: IssueCode, field: FieldDefinition, **params: object) -> ValidationIssue:
    return ValidationIssue(code, Severity.ERROR, field.key, params)


def _warning(code: IssueCode, field: FieldDefinition, **params: object) -> ValidationIssue:
    return ValidationIssue(code, Severity.WARNING, field.key, params)
