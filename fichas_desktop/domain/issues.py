"""What can be wrong with an answer, as codes; the sentences are made in messages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from fichas_desktop.domain.definition import Severity


class IssueCode(StrEnum):
    """Stable names of the problems."""

    REQUIRED = "required"
    EXPECTED = "expected"
    TOO_LONG = "too_long"
    EMAIL_FORM = "email_form"
    EMAIL_DOMAIN = "email_domain"
    PHONE_FORM = "phone_form"
    DATE_UNFINISHED = "date_unfinished"
    DATE_NO_YEAR = "date_no_year"
    DATE_SHORT_YEAR = "date_short_year"
    DATE_YEAR_RANGE = "date_year_range"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_AFTER = "date_after"
    DATE_FUTURE = "date_future"
    CHOICE_OTHER_EMPTY = "choice_other_empty"
    FILE_MISSING = "file_missing"
    FILE_TOO_LARGE = "file_too_large"
    FILES_TOO_LARGE = "files_too_large"
    LINK_FORM = "link_form"
    ANNEX_TOO_LONG = "annex_too_long"
    NO_DESCRIPTION = "no_description"
    PLACEHOLDER = "placeholder"
    PERSONAL_DATA = "personal_data"


class ValidationIssue(Struct, frozen=True):
    """One problem of one field.

    Attributes:
        params: Values for the sentence; never the answer itself.
    """

    code: IssueCode
    severity: Severity
    field_key: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def annex(self) -> int | None:
        """Number of the annex that it is about, 1 for the first; None when it is about the whole answer."""
        number = self.params.get("number")
        return number if isinstance(number, int) else None


def has_errors(issues: tuple[ValidationIssue, ...]) -> bool:
    """Tell whether any of the issues blocks the final export."""
    return any(issue.severity is Severity.ERROR for issue in issues)
