"""The rows of the list of drafts as a model: in order, narrowed by a search, and with their words."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt

from fichas_desktop.domain.draft_summary import DraftSummary
from fichas_desktop.domain.text import folded
from fichas_desktop.messages import UNREADABLE_DRAFT, state_words

NO_TITLE = "Sin título"
UNREADABLE_TITLE = "Ficha que no se puede leer"

Index = QModelIndex | QPersistentModelIndex


class DraftRole(IntEnum):
    """What a row holds beside its words."""

    SUMMARY = Qt.ItemDataRole.UserRole


class DraftsModel(QStringListModel):
    """The drafts whose title or subtitle holds the words searched for.

    Qt's own list of texts holds their ids, so that laying out ten thousand rows asks nothing of Python.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[DraftSummary, ...] = ()
        self._wanted = ""
        self._words: dict[tuple[str, str], str] = {}

    @property
    def shown(self) -> tuple[DraftSummary, ...]:
        """The rows from top to bottom."""
        return self._shown

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the summary, the words on the screen, or those for a screen reader."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        summary = self._shown[index.row()]
        if role == DraftRole.SUMMARY:
            return summary
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return title_of(summary)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(summary)
        return None

    def row_of(self, draft_id: str) -> int:
        """Return the row of a draft, -1 when it is not shown."""
        return next((row for row, one in enumerate(self._shown) if one.id == draft_id), -1)

    def show(self, summaries: tuple[DraftSummary, ...], search: str) -> None:
        """Show the drafts that a search leaves over; only what differs is drawn anew where that is enough."""
        self._wanted = folded(search)
        shown = tuple(one for one in summaries if self._is_wanted(one))
        if [one.id for one in shown] == [one.id for one in self._shown]:
            changed = [row for row, one in enumerate(shown) if one != self._shown[row]]
            self._shown = shown
            if changed:
                self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
            return
        self._shown = shown
        self.setStringList([one.id for one in shown])

    def _is_wanted(self, summary: DraftSummary) -> bool:
        if not self._wanted:
            return True
        key = (summary.title, summary.subtitle)
        if key not in self._words:
            self._words[key] = folded(f"{summary.title} {summary.subtitle}")
        return self._wanted in self._words[key]


def title_of(summary: DraftSummary) -> str:
    """Return what a draft is called."""
    return (summary.title or NO_TITLE) if summary.state.readable else UNREADABLE_TITLE


def details_of(summary: DraftSummary) -> tuple[str, ...]:
    """Return how far a draft is and when it was changed, then the same in fewer words where room is scarce.

    Of one that cannot be read it is what to do with it.
    """
    if not summary.state.readable:
        return (UNREADABLE_DRAFT,)
    state = state_words(summary.state)
    dated = f"{state} · {summary.modified:%d/%m/%Y %H:%M}" if summary.modified else state
    return f"{summary.answered} de {summary.total} respuestas · {dated}", dated, state


def spoken(summary: DraftSummary) -> str:
    """Return a row as a screen reader says it."""
    return ". ".join(part for part in (title_of(summary), summary.subtitle, details_of(summary)[0]) if part)
