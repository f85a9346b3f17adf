"""Textos sin ubicar: answers that the form has no place for, to be copied where they belong or taken out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fichas_desktop.domain.ficha import UnplacedText
from fichas_desktop.messages import plural
from fichas_desktop.ui.buttons import button_row, make_button
from fichas_desktop.ui.pages import text_label
from fichas_desktop.ui.session_bridge import SessionBridge
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.words import breakable, is_broken

TITLE = "Textos sin ubicar"
_ADVICE = (
    "El formulario no tiene un campo para estos textos. Cópielos donde correspondan o quítelos; "
    "no salen en el PDF ni en los datos."
)
_COPY = "Copiar"


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
        self._undo: QFrame | None = None
        self._copy_buttons: dict[int, QPushButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 24)
        layout.setSpacing(8)
        layout.addWidget(text_label(TITLE, Role.HEADING))
        layout.addWidget(text_label(_ADVICE, Role.GUIDANCE))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        layout.addLayout(self._cards)
        for number, entry in enumerate(bridge.session.draft.unplaced):
            self._cards.addWidget(self._card(number, entry))

    def focus_first(self) -> None:
        """Give the keyboard to the first text's button."""
        next(iter(self._copy_buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)

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
        copy = make_button(_COPY, f"unplaced.copy.{number}", None, partial(self._copy, number, entry))
        copy.setAccessibleName(f"{_COPY}: {entry.label}")
        remove = make_button(
            "Quitar", f"unplaced.remove.{number}", None, partial(self._remove, number, entry, card)
        )
        remove.setAccessibleName(f"Quitar: {entry.label}")
        remove.setEnabled(not self._bridge.read_only)
        self._copy_buttons[number] = copy
        layout.addWidget(button_row(copy, remove))
        return card

    def _copy(self, number: int, entry: UnplacedText) -> None:
        QGuiApplication.clipboard().setText(entry.text)
        for other, button in self._copy_buttons.items():
            button.setText("Copiado" if other == number else _COPY)

    def _remove(self, number: int, entry: UnplacedText, card: QFrame) -> None:
        place = self._bridge.remove_unplaced(entry)
        del self._copy_buttons[number]
        self._drop_undo()
        strip = QFrame()
        set_role(strip, Role.BAND)
        row = QHBoxLayout(strip)
        row.setContentsMargins(16, 8, 12, 8)
        row.addWidget(text_label(breakable(f"Se quitó «{entry.label}»."), Role.ANSWER), 1)
        undo = make_button("Deshacer", "unplaced.undo", None, partial(self._put_back, number, entry, place))
        undo.setAccessibleName(f"Deshacer: volver a poner «{entry.label}»")
        row.addWidget(undo)
        self._cards.insertWidget(self._cards.indexOf(card), strip)
        self._undo = strip
        # before the card goes: the keyboard stays where the person is
        undo.setFocus(Qt.FocusReason.OtherFocusReason)
        _drop(card)

    def _put_back(self, number: int, entry: UnplacedText, place: int) -> None:
        if self._undo is None:
            return
        self._bridge.put_back_unplaced(entry, place)
        self._cards.insertWidget(self._cards.indexOf(self._undo), self._card(number, entry))
        self._copy_buttons[number].setFocus(Qt.FocusReason.OtherFocusReason)
        self._drop_undo()

    def _drop_undo(self) -> None:
        if self._undo is not None:
            _drop(self._undo)
            self._undo = None


def _drop(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()
