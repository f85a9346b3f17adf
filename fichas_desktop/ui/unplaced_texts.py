"""Textos sin ubicar: answers that the form has no place for, to be copied where they belong or taken out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fichas_desktop.domain.ficha import UnplacedText
from fichas_desktop.messages import plural
from fichas_desktop.ui.buttons import button_row, make_button
from fichas_desktop.ui.pages import clear_layout, text_label
from fichas_desktop.ui.session_bridge import SessionBridge
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.words import breakable, is_broken

TITLE = "Textos sin ubicar"
_ADVICE = (
    "El formulario no tiene un campo para estos textos. Cópielos donde correspondan o quítelos; "
    "no salen en el PDF ni en los datos."
)
_COPIED = "Copiado"


def unplaced_words(count: int) -> str:
    """Return what the review says of so many texts."""
    return plural(
        count,
        "Hay 1 texto sin ubicar; cópielo donde corresponda o quítelo.",
        "Hay {} textos sin ubicar; cópielos donde correspondan o quítelos.",
    )


class UnplacedTexts(QWidget):
    """A card for each text; the one that was taken out last can be put back.

    Args:
        bridge: Where changes go.
    """

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unplaced")
        self._bridge = bridge
        self._removed: tuple[int, UnplacedText] | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 24)
        layout.setSpacing(8)
        layout.addWidget(text_label(TITLE, Role.HEADING))
        layout.addWidget(text_label(_ADVICE, Role.GUIDANCE))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        layout.addLayout(self._cards)
        self._draw()

    def focus_first(self) -> None:
        """Give the keyboard to the first text's button."""
        self._focus("unplaced.copy.0")

    def _draw(self) -> None:
        clear_layout(self._cards)
        entries = self._bridge.session.draft.unplaced
        for number, entry in enumerate(entries):
            self._add_undo(number)
            self._cards.addWidget(self._card(number, entry))
        self._add_undo(len(entries))

    def _add_undo(self, place: int) -> None:
        if self._removed is None or self._removed[0] != place:
            return
        strip = QFrame()
        set_role(strip, Role.BAND)
        row = QHBoxLayout(strip)
        row.setContentsMargins(16, 8, 12, 8)
        row.addWidget(text_label(breakable(f"Se quitó «{self._removed[1].label}»."), Role.ANSWER), 1)
        undo = make_button("Deshacer", "unplaced.undo", None, self._put_back)
        undo.setAccessibleName(f"Deshacer: volver a poner «{self._removed[1].label}»")
        row.addWidget(undo)
        self._cards.addWidget(strip)

    def _card(self, number: int, entry: UnplacedText) -> QFrame:
        card = QFrame()
        card.setObjectName(f"unplaced.{number}")
        set_role(card, Role.CARD)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(6)
        layout.addWidget(text_label(breakable(entry.label), Role.LABEL))
        words = text_label(breakable(entry.text), Role.ANSWER)
        words.setObjectName(f"unplaced.text.{number}")
        if not is_broken(words.text()):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(words)
        if entry.files:
            kept = plural(len(entry.files), "Su archivo sigue guardado.", "Sus {} archivos siguen guardados.")
            layout.addWidget(text_label(kept, Role.HINT))
        copy = make_button("Copiar", f"unplaced.copy.{number}")
        copy.clicked.connect(partial(self._copy, number, entry))
        copy.setAccessibleName(f"Copiar: {entry.label}")
        remove = make_button("Quitar", f"unplaced.remove.{number}", None, partial(self._remove, entry))
        remove.setAccessibleName(f"Quitar: {entry.label}")
        remove.setEnabled(not self._bridge.read_only)
        layout.addWidget(button_row(copy, remove))
        return card

    def _copy(self, number: int, entry: UnplacedText, _checked: bool = False) -> None:
        QGuiApplication.clipboard().setText(entry.text)
        for button in self.findChildren(type(make_button("", ""))):
            if button.objectName().startswith("unplaced.copy."):
                is_this = button.objectName() == f"unplaced.copy.{number}"
                button.setText(_COPIED if is_this else "Copiar")

    def _remove(self, entry: UnplacedText) -> None:
        self._removed = (self._bridge.remove_unplaced(entry), entry)
        self._draw()
        self._focus("unplaced.undo")

    def _put_back(self) -> None:
        if self._removed is None:
            return
        place, entry = self._removed
        self._bridge.put_back_unplaced(entry, place)
        self._removed = None
        self._draw()
        self._focus(f"unplaced.copy.{place}")

    def _focus(self, name: str) -> None:
        # cards drawn before are still about to be deleted
        for button in self.findChildren(QWidget, name):
            if button.isVisibleTo(self):
                button.setFocus(Qt.FocusReason.OtherFocusReason)
