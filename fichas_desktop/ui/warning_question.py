"""Asks once about the warnings of a ficha before it is handed over."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fichas_desktop.domain.definition import FormDefinition, Severity
from fichas_desktop.domain.issues import ValidationIssue
from fichas_desktop.domain.values import DraftId
from fichas_desktop.messages import field_name, issue_sentence, plural
from fichas_desktop.services.fill_session import FillSession
from fichas_desktop.ui.dialogs import Dialogs

MOST_LISTED = 5


class WarningQuestion:
    """Remembers what was confirmed, draft by draft, until the program ends; a new warning is asked about.

    Args:
        dialogs: Asks.
    """

    def __init__(self, dialogs: Dialogs) -> None:
        self._dialogs = dialogs
        self._confirmed: dict[DraftId, tuple[ValidationIssue, ...]] = {}

    def is_confirmed(self, parent: QWidget, session: FillSession) -> bool:
        """Tell whether the person lets all warnings be; asks where one of them is new."""
        warnings = tuple(issue for issue in session.issues() if issue.severity is Severity.WARNING)
        known = self._confirmed.get(session.draft.id, ())
        if all(warning in known for warning in warnings):
            return True
        count = plural(len(warnings), "Hay 1 advertencia", "Hay {} advertencias")
        agreed = self._dialogs.confirm(
            parent,
            f"{count}; puede entregarla así.",
            _listed(session.form, warnings),
            "Entregarla así",
            no="Ver las advertencias",
        )
        if agreed:
            self._confirmed[session.draft.id] = warnings
        return agreed


def _listed(form: FormDefinition, warnings: tuple[ValidationIssue, ...]) -> str:
    lines = [
        f"• {field_name(form, form.field(issue.field_key))}: {issue_sentence(form, issue)}"
        for issue in warnings[:MOST_LISTED]
    ]
    rest = len(warnings) - len(lines)
    return "\n".join((*lines, *([plural(rest, "… y 1 más.", "… y {} más.")] if rest else [])))
