"""Applies a definition's levels, kinds and rules to answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from fichas_desktop.domain.definition import (
    EmailDomain,
    FieldDefinition,
    FormDefinition,
    Level,
    NoPersonalData,
    NoPlaceholders,
    NotAfter,
    NotFuture,
    Severity,
)
from fichas_desktop.domain.issues import IssueCode, ValidationIssue
from fichas_desktop.domain.partial_date import PartialDate, UnfinishedDate
from fichas_desktop.domain.values import Answer, AnswerSet, FileAttachment
from fichas_desktop.validation.rules import (
    VALUE_CHECKS,
    check_email_domain,
    check_not_after,
    check_not_future,
    check_texts,
    check_unfinished,
)


class FormValidator:
    """Finds every problem of a ficha, in the form's order.

    Args:
        form: The definition whose levels and rules hold.
    """

    def __init__(self, form: FormDefinition) -> None:
        self._form = form
        self._texts: dict[str, tuple[Answer, tuple[ValidationIssue, ...]]] = {}

    def check(
        self,
        answers: AnswerSet,
        *,
        today: PartialDate,
        unfinished: Mapping[str, UnfinishedDate] | None = None,
        missing_files: Collection[str] = (),
    ) -> tuple[ValidationIssue, ...]:
        """Return the problems of a ficha.

        Args:
            answers: Its answers.
            today: Full date against which future dates are seen.
            unfinished: Date boxes that hold no date yet, by field key.
            missing_files: SHA-256 of the files whose bytes are missing or altered.
        """
        found = list(self._rule_issues(answers, today))
        for field in self._form.fields():
            found.extend(self._field_issues(field, answers, unfinished or {}, missing_files))
        order = {field.key: position for position, field in enumerate(self._form.fields())}
        return tuple(sorted(found, key=lambda issue: order[issue.field_key]))

    def _field_issues(
        self,
        field: FieldDefinition,
        answers: AnswerSet,
        unfinished: Mapping[str, UnfinishedDate],
        missing_files: Collection[str],
    ) -> Iterator[ValidationIssue]:
        value = answers.get(field.key)
        if field.key in unfinished:
            yield check_unfinished(field, unfinished[field.key])
        elif value is None:
            if field.level is Level.REQUIRED:
                yield ValidationIssue(IssueCode.REQUIRED, Severity.ERROR, field.key)
            elif field.level is Level.EXPECTED:
                yield ValidationIssue(IssueCode.EXPECTED, Severity.WARNING, field.key)
        else:
            yield from VALUE_CHECKS[field.type](self._form, field, value)
            yield from self._text_issues(field, value)
            for number, item in enumerate(value if isinstance(value, tuple) else (), start=1):
                if isinstance(item, FileAttachment) and item.sha256 in missing_files:
                    yield ValidationIssue(
                        IssueCode.FILE_MISSING, Severity.ERROR, field.key, {"number": number}
                    )

    def _text_issues(self, field: FieldDefinition, value: Answer) -> tuple[ValidationIssue, ...]:
        # with every edit of one answer the others come here again, and reading a long text takes a while
        before, issues = self._texts.get(field.key, (None, ()))
        if before is not value:
            issues = tuple(
                issue
                for rule in self._form.rules
                if isinstance(rule, (NoPlaceholders, NoPersonalData))
                for issue in check_texts(rule, field, value)
            )
            self._texts[field.key] = value, issues
        return issues

    def _rule_issues(self, answers: AnswerSet, today: PartialDate) -> Iterator[ValidationIssue]:
        for rule in self._form.rules:
            if isinstance(rule, NotAfter):
                yield from check_not_after(rule, self._form, answers)
            elif isinstance(rule, EmailDomain):
                yield from check_email_domain(rule, answers)
            elif isinstance(rule, NotFuture):
                yield from check_not_future(rule, answers, today)
