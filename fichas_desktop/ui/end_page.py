"""After an export: what was written and where, that it was verified, and what to do next with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fichas_desktop.messages import plural
from fichas_desktop.ui.announcing import announce
from fichas_desktop.ui.buttons import button_row, make_button
from fichas_desktop.ui.icons import IconLabel
from fichas_desktop.ui.pages import ColumnPage, clear_layout, text_label
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.words import breakable

_VERIFIED = "Verificado: el PDF y los datos coinciden."


class EndPage(ColumnPage):
    """The two files of an export and the next steps.

    Signals:
        open_requested: Path of a file or folder to open with the system's program.
        back_requested: The person wants to go on with the ficha.
        drafts_requested: The person wants the list of drafts.
    """

    open_requested = Signal(object)
    back_requested = Signal()
    drafts_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page.end")
        self._pdf = Path()
        self._first: QPushButton | None = None

    def show_pair(
        self,
        title: str,
        pdf: Path,
        sidecar: Path,
        *,
        pages: int,
        next_steps: str,
        notes: tuple[str, ...],
    ) -> None:
        """Draw the page for a pair that was just written and verified."""
        self._pdf = pdf
        self.setAccessibleName(f"{title}. {_VERIFIED}")
        clear_layout(self.column)
        self.column.addWidget(text_label(title, Role.TITLE))
        self.column.addSpacing(16)
        self.column.addWidget(_verified_strip())
        self.column.addSpacing(16)
        self.column.addWidget(_files_card(pdf, sidecar, pages))
        self.column.addSpacing(16)
        self._add_buttons()
        for heading, text in (("Qué sigue", next_steps), *(("Tenga en cuenta", note) for note in notes)):
            if text:
                self.column.addWidget(text_label(heading, Role.HEADING))
                self.column.addSpacing(4)
                self.column.addWidget(text_label(text, Role.ANSWER))
                self.column.addSpacing(16)
        self.column.addStretch(1)

    def focus_first(self) -> None:
        """Give the keyboard to the first button, and have the good news said."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.accessibleName())

    def _add_buttons(self) -> None:
        folder = make_button("Abrir carpeta", "end.folder", Role.PRIMARY, self._open_folder)
        self._first = folder
        pdf = make_button("Abrir PDF", "end.pdf", None, self._open_pdf)
        back = make_button("Volver a la ficha", "end.back", None, self.back_requested.emit)
        drafts = make_button("Ver sus fichas", "end.drafts", None, self.drafts_requested.emit)
        row = button_row(folder, pdf, back, drafts)
        self.column.addWidget(row)
        row.show()  # at once: what is not shown yet does not take the keyboard, which the old row had
        self.column.addSpacing(24)

    def _open_folder(self) -> None:
        self.open_requested.emit(self._pdf.parent)

    def _open_pdf(self) -> None:
        self.open_requested.emit(self._pdf)


def _verified_strip() -> QFrame:
    strip = QFrame()
    set_role(strip, Role.OK_STRIP)
    layout = QHBoxLayout(strip)
    layout.setContentsMargins(16, 10, 16, 10)
    layout.setSpacing(10)
    layout.addWidget(IconLabel("ok", "ok", strip))
    layout.addWidget(text_label(_VERIFIED, Role.LABEL), 1)
    return strip


def _files_card(pdf: Path, sidecar: Path, pages: int) -> QFrame:
    card = QFrame()
    set_role(card, Role.CARD)
    files = QVBoxLayout(card)
    files.setContentsMargins(16, 12, 16, 12)
    files.setSpacing(2)
    size = plural(pages, "1 página", "{} páginas")
    for part, label, words in (
        ("pdf_name", f"PDF, {size}", pdf.name),
        ("data_name", "Archivo de datos", sidecar.name),
        ("folder_name", "Carpeta", str(pdf.parent)),
    ):
        files.addWidget(text_label(label, Role.GUIDANCE))
        name = text_label(breakable(words), Role.ANSWER)
        name.setObjectName(f"end.{part}")
        files.addWidget(name)
        files.addSpacing(8)
    files.takeAt(files.count() - 1)
    return card
