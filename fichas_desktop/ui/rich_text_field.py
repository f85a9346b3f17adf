"""The rich text editor as people meet it: a toolbar joined to a text area."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QVBoxLayout, QWidget

from fichas_desktop.domain.rich_text import RichText
from fichas_desktop.ui.key_words import keys_words
from fichas_desktop.ui.paste_words import paste_words
from fichas_desktop.ui.quiet_notice import QuietNotice
from fichas_desktop.ui.rich_text_edit import SHORTCUTS, Command, PasteLosses, RichTextEdit


class _ButtonText(NamedTuple):
    label: str
    short: str
    name: str
    tip: str


_BUTTONS = (
    (Command.HEADING, _ButtonText("Subtítulo", "Subtítulo", "Subtítulo", "Subtítulo")),
    (Command.BOLD, _ButtonText("N", "N", "Negrita", "Negrita")),
    (Command.ITALIC, _ButtonText("K", "K", "Cursiva", "Cursiva")),
    (Command.BULLETS, _ButtonText("• Viñetas", "•", "Viñetas", "Lista con viñetas")),
    (Command.NUMBERS, _ButtonText("1. Numeración", "1.", "Numeración", "Lista numerada")),
)
LARGE = "Ver en grande"
LARGE_SHORT = "⤢"
STATE_MS = 30
"""After the cursor moved, until the buttons show what is on there: the letter itself comes first."""

_BUTTON_EDGES = 26  # pixels of a button besides its letters, with the gap to the next one
LARGE_KEYS = ("F11", "Ctrl+Shift+E")
AS_ANNEX = "Agregar la imagen como anexo"
_SEPARATED = frozenset({Command.BOLD, Command.BULLETS})


class RichTextEditor(QWidget):
    """Shows a rich text and lets a person write it.

    The toolbar is for the pointer and stays out of the way of Tab: each of its buttons has a shortcut.

    ``value_changed`` is emitted after each change by the person, formatting and undo included, never by
    :meth:`set_value`. What a paste could not keep is told by ``notice`` until the person writes on.

    Attributes:
        large_requested: The text is wanted in the whole window, or in its field again.
        image_given: A pasted ``QImage`` that the person wants as an annex.
    """

    value_changed = Signal()
    large_requested = Signal()
    image_given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rich_text_editor")
        self.edit = RichTextEdit(self)
        self.edit.setObjectName("rich_text_edit")
        self._buttons = {command: self._button(command, text) for command, text in _BUTTONS}
        self.large_button = QToolButton(self)
        self._make_large_button()
        self.toolbar = self._new_toolbar()
        self.notice = QuietNotice("rich_text_notice", self)
        self._offers_images = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.toolbar)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self.notice)
        self.setFocusProxy(self.edit)
        self.edit.edited.connect(self.value_changed)
        self.edit.edited.connect(self.notice.dismiss)
        self.edit.paste_dropped.connect(self._tell_losses)
        self._state_timer = QTimer(self, singleShot=True, interval=STATE_MS)
        self._state_timer.timeout.connect(self._show_state)
        self.edit.cursor_moved.connect(self._show_state_soon)
        self._show_state()

    def value(self) -> RichText | None:
        """Return the text in canonical form, None when there is none."""
        value = self.edit.value()
        return value if value.blocks else None

    def set_value(self, value: RichText | None) -> None:
        """Show a text; never emits."""
        self.edit.set_value(value or RichText())
        self._show_state()

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be read and copied only, or written again."""
        self.edit.setReadOnly(read_only)
        self.toolbar.setDisabled(read_only)

    def offer_images(self) -> None:
        """From now on offer pasted images as annexes: somebody takes them."""
        self._offers_images = True

    def set_large(self, large: bool) -> None:
        """Fill the window, or stand in the field again."""
        self.edit.set_filling(large)
        self._large_action.setVisible(not large)

    def event(self, event: QEvent) -> bool:
        """Claim the text's own shortcuts; here and not in the text, through which every key's events pass."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and self.edit.hasFocus()
            and self.edit.claims(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less on the buttons where there is no room for all words."""
        super().resizeEvent(event)
        self._fit_labels()

    def changeEvent(self, event: QEvent) -> None:
        """Choose the words anew when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_labels()

    def _fit_labels(self) -> None:
        labels = [text.label for _command, text in _BUTTONS]
        letters = sum(self.fontMetrics().horizontalAdvance(label) for label in (*labels, LARGE))
        fits = letters + _BUTTON_EDGES * (len(labels) + 2) <= self.width()
        for command, text in _BUTTONS:
            self._buttons[command].setText(text.label if fits else text.short)
        self.large_button.setText(LARGE if fits else LARGE_SHORT)

    def button(self, command: Command) -> QToolButton:
        """Return the toolbar's button of a command; KeyError for a command without one."""
        return self._buttons[command]

    def _new_toolbar(self) -> QToolBar:
        toolbar = QToolBar(self)
        toolbar.setObjectName("rich_text_toolbar")
        toolbar.setAccessibleName("Formato del texto")
        toolbar.setMovable(False)
        for command, button in self._buttons.items():
            if command in _SEPARATED:
                toolbar.addSeparator()
            toolbar.addWidget(button)
        gap = QWidget(toolbar)
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        toolbar.addWidget(gap)
        self._large_action = toolbar.addWidget(self.large_button)
        return toolbar

    def _make_large_button(self) -> None:
        button = self.large_button
        button.setObjectName("rich_text_large")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self.large_requested)
        for keys in LARGE_KEYS:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.large_requested)
        button.setText(LARGE)
        button.setAccessibleName(LARGE)
        button.setToolTip(f"{LARGE} ({keys_words(LARGE_KEYS)})")

    def _tell_losses(self, losses: PasteLosses) -> None:
        words = paste_words(losses.dropped, has_text=losses.has_text)
        image = losses.image
        if image is None or not self._offers_images:
            self.notice.say(words)
        else:
            self.notice.say(words, (AS_ANNEX, partial(self.image_given.emit, image)))

    def _button(self, command: Command, text: _ButtonText) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"rich_text_{command}")
        button.setText(text.label)
        button.setAccessibleName(text.name)
        button.setToolTip(f"{text.tip} ({keys_words(told_shortcuts(command))})")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        font = button.font()
        font.setBold(command is Command.BOLD)
        font.setItalic(command is Command.ITALIC)
        button.setFont(font)
        button.clicked.connect(lambda: self._click(command))
        return button

    def _click(self, command: Command) -> None:
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.run(command)
        self._show_state()

    def _show_state_soon(self) -> None:
        if not self._state_timer.isActive():  # one that begins anew with every key would never end
            self._state_timer.start()

    def _show_state(self) -> None:
        on = self.edit.commands_on()
        for command, button in self._buttons.items():
            button.setChecked(command in on)


def told_shortcuts(command: Command) -> tuple[str, ...]:
    """Return the shortcuts that a person is told: the first, and the second where both are common."""
    keys = SHORTCUTS[command]
    return keys[:2] if command in {Command.BOLD, Command.ITALIC} else keys[:1]
