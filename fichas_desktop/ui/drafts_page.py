"""The list of drafts at the start: go on with one, begin anew, duplicate, delete with undo, import."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fichas_desktop.domain.values import DraftId
from fichas_desktop.messages import state_words
from fichas_desktop.services.drafts import DraftSummary
from fichas_desktop.ui.buttons import button_row, make_button
from fichas_desktop.ui.elided_button import ElidedButton
from fichas_desktop.ui.pages import ColumnPage, clear_layout, text_label
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.words import breakable, folded

SEARCH_FROM = 8
"""The search box shows from this many drafts on."""

NO_TITLE = "Sin título"


class DraftsPage(ColumnPage):
    """What was being written, the last one first.

    Signals:
        open_requested: Id of the draft to open.
        new_requested: A new ficha is wanted.
        duplicate_requested: Id of the draft to copy.
        delete_requested: Id of the draft to put in the trash.
        undo_requested: Id of the draft to bring back.
        import_requested: Files are to be imported.
    """

    open_requested = Signal(str)
    new_requested = Signal()
    duplicate_requested = Signal(str)
    delete_requested = Signal(str)
    undo_requested = Signal(str)
    import_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page.drafts")
        self._summaries: tuple[DraftSummary, ...] = ()
        self.column.addWidget(text_label("Sus fichas", Role.TITLE))
        self.column.addSpacing(16)
        self._undo_place = QVBoxLayout()
        self.column.addLayout(self._undo_place)
        self._continue = ElidedButton("Continuar «{}»", "drafts.continue")
        set_role(self._continue, Role.PRIMARY)
        self._continue.clicked.connect(self._open_first)
        self._new = make_button("Nueva ficha", "drafts.new", None, self.new_requested.emit)
        load = make_button("Importar fichas…", "drafts.import", None, self.import_requested.emit)
        self.column.addWidget(button_row(self._continue, self._new, load))
        self.column.addSpacing(16)
        self._search = QLineEdit()
        self._search.setObjectName("drafts.search")
        self._search.setPlaceholderText("Buscar por nombre o dependencia")
        self._search.setAccessibleName("Buscar ficha")
        self._search.setAccessibleDescription(
            "Muestra solo las fichas cuyo nombre o dependencia lo contienen."
        )
        self._search.textChanged.connect(self._draw_rows)
        self.column.addWidget(self._search)
        self.column.addSpacing(12)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.column.addLayout(self._rows)
        self.column.addStretch(1)
        self.show_drafts(())

    def show_drafts(self, summaries: tuple[DraftSummary, ...]) -> None:
        """Show the list, the last changed first."""
        self._summaries = summaries
        first = summaries[0] if summaries and summaries[0].state.readable else None
        self._continue.setVisible(first is not None)
        if first is not None:
            self._continue.set_subject(first.title or NO_TITLE)
        self._search.setVisible(len(summaries) >= SEARCH_FROM)
        self._draw_rows()

    def offer_undo(self, draft_id: DraftId, title: str) -> None:
        """Say that a draft went to the trash and how to bring it back."""
        clear_layout(self._undo_place)
        strip = QFrame()
        strip.setObjectName("drafts.undo_strip")
        set_role(strip, Role.OK_STRIP)
        layout = QHBoxLayout(strip)
        layout.addWidget(text_label(breakable(f"«{title or NO_TITLE}» está en la papelera."), Role.ANSWER), 1)
        undo = make_button("Deshacer", "drafts.undo", None, partial(self.undo_requested.emit, draft_id))
        layout.addWidget(undo)
        self._undo_place.addWidget(strip)
        self._undo_place.addSpacing(12)
        undo.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_undo(self) -> None:
        """Take the offer back."""
        clear_layout(self._undo_place)

    def focus_first(self) -> None:
        """Give the keyboard to the likeliest next step."""
        # the one to go on with is hidden when there is none that can be read
        target = self._continue if self._continue.isVisibleTo(self) else self._new
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_first(self, _checked: bool = False) -> None:
        self.open_requested.emit(self._summaries[0].id)

    def _draw_rows(self) -> None:
        clear_layout(self._rows)
        # a hidden search box narrows nothing
        is_searching = len(self._summaries) >= SEARCH_FROM
        wanted = folded(self._search.text()) if is_searching else ""
        found = [
            summary for summary in self._summaries if wanted in folded(f"{summary.title} {summary.subtitle}")
        ]
        for summary in found:
            self._rows.addWidget(self._row(summary))
        if not found:
            words = "Ninguna ficha tiene esas palabras." if wanted else "Todavía no hay fichas."
            nothing = text_label(words, Role.GUIDANCE)
            nothing.setObjectName("drafts.none")
            self._rows.addWidget(nothing)

    def _row(self, summary: DraftSummary) -> QWidget:
        card = QFrame()
        card.setObjectName(f"draft.{summary.id}")
        set_role(card, Role.CARD)
        layout = QHBoxLayout(card)
        layout.setContentsMargins(16, 12, 12, 12)
        words = QVBoxLayout()
        words.setSpacing(3)
        title = summary.title or NO_TITLE
        words.addWidget(text_label(breakable(title), Role.LABEL))
        if summary.subtitle:
            words.addWidget(text_label(breakable(summary.subtitle), Role.ANSWER))
        words.addWidget(text_label(_details(summary), Role.GUIDANCE))
        layout.addLayout(words, 1)
        actions = (
            ("Abrir", "open", self.open_requested),
            ("Duplicar", "duplicate", self.duplicate_requested),
            ("Eliminar", "delete", self.delete_requested),
        )
        for text, name, signal in actions:
            button = make_button(text, f"{name}.{summary.id}", None, partial(signal.emit, summary.id))
            button.setAccessibleName(f"{text}: {title}")
            button.setEnabled(summary.state.readable)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return card


def _details(summary: DraftSummary) -> str:
    if not summary.state.readable:
        return state_words(summary.state)
    modified = f" · {summary.modified:%d/%m/%Y %H:%M}" if summary.modified else ""
    return f"{summary.answered} de {summary.total} respuestas · {state_words(summary.state)}{modified}"
