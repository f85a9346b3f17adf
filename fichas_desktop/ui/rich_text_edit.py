"""The text area of the rich text editor: what its keys, its clipboard and its commands do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QWidget

from fichas_desktop.domain.rich_text import BlockKind, RichText, from_plain_text
from fichas_desktop.domain.text import clean_text
from fichas_desktop.ui import rich_text_commands as commands
from fichas_desktop.ui.clipboard_losses import DroppedKind
from fichas_desktop.ui.growing_text_edit import GrowingTextEdit
from fichas_desktop.ui.rich_text_document import dump, dump_selection, is_bold, load, shape_of
from fichas_desktop.ui.rich_text_html import write_html
from fichas_desktop.ui.rich_text_numbering import settle


class Command(StrEnum):
    """What a person can do to the text besides writing it."""

    HEADING = "heading"
    BOLD = "bold"
    ITALIC = "italic"
    BULLETS = "bullets"
    NUMBERS = "numbers"
    INDENT = "indent"
    OUTDENT = "outdent"


# The first one is the one that the person is told. The others are the same keys as other keyboards
# report them, and Word's.
SHORTCUTS: Mapping[Command, tuple[str, ...]] = MappingProxyType(
    {
        Command.HEADING: ("Ctrl+Shift+S",),
        Command.BOLD: ("Ctrl+B", "Ctrl+N"),
        Command.ITALIC: ("Ctrl+I", "Ctrl+K"),
        Command.BULLETS: ("Ctrl+Shift+L",),
        Command.NUMBERS: ("Ctrl+Shift+7", "Ctrl+Shift+/", "Ctrl+Shift+&"),
        Command.INDENT: ("Ctrl+]", "Alt+Shift+Right"),
        Command.OUTDENT: ("Ctrl+[", "Alt+Shift+Left"),
    }
)
BLOCK_KINDS: Mapping[Command, BlockKind] = MappingProxyType(
    {
        Command.HEADING: BlockKind.HEADING,
        Command.BULLETS: BlockKind.BULLET,
        Command.NUMBERS: BlockKind.NUMBER,
    }
)
_KEYSTROKES = frozenset({(0, 1), (1, 0)})  # characters removed and added inside a block
_BLOCK_KEYS: Mapping[int, Callable[[QTextCursor], bool | None]] = MappingProxyType(
    {
        Qt.Key.Key_Return: commands.start_block,
        Qt.Key.Key_Enter: commands.start_block,
        Qt.Key.Key_Backspace: commands.delete_backwards,
        Qt.Key.Key_Delete: commands.delete_forwards,
    }
)
"""Keys that change blocks; one that says False leaves it to Qt."""
_MODIFIERS = ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier).value
"""The bits of those modifiers that make another key of one; as numbers, for every key asks for them."""


class PasteLosses(NamedTuple):
    """What a paste could not keep.

    Attributes:
        dropped: How often what was left out or changed.
        has_text: True when there was text in the paste.
        image: The picture that was left out, where the clipboard holds it.
    """

    dropped: Mapping[DroppedKind, int]
    has_text: bool = False
    image: QImage | None = None


class RichTextEdit(GrowingTextEdit):
    """Edits a rich text.

    ``edited`` is emitted when the person, or an undo, has changed content or formatting; ``cursor_moved``
    when what a toolbar shows may have changed; ``paste_dropped`` with :class:`PasteLosses` when a paste could
    not keep everything.
    """

    edited = Signal()
    cursor_moved = Signal()
    paste_dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_ClosedDocument(), parent)
        self._value: RichText | None = RichText()
        self._is_busy = False
        self._change: tuple[int, int] | None = None
        self._block_count = 1
        self._shortcuts = {
            QKeySequence(keys): command for command, all_ in SHORTCUTS.items() for keys in all_
        }
        self.document().contentsChange.connect(self._note_change)
        self.document().contentsChanged.connect(self._settle_change)
        self.cursorPositionChanged.connect(self.cursor_moved)
        self.currentCharFormatChanged.connect(self.cursor_moved)

    def value(self) -> RichText:
        """Return the content in canonical form; at once while nothing has changed."""
        if self._value is None:
            self._value = dump(self.document())
        return self._value

    def set_value(self, value: RichText) -> None:
        """Show a text. Emits nothing; an equal text leaves the cursor and the undo steps alone."""
        if value == self.value():
            return
        self._is_busy = True
        try:
            load(self.document(), value)
            self.setTextCursor(QTextCursor(self.document()))
        finally:
            self._is_busy = False
        self._forget_change()
        self.cursor_moved.emit()

    def run(self, command: Command) -> None:
        """Carry out a command at the cursor or on the selection."""
        if self.isReadOnly():
            return
        cursor = self.textCursor()
        if command in BLOCK_KINDS:
            commands.toggle_kind(cursor, BLOCK_KINDS[command])
        elif command in {Command.INDENT, Command.OUTDENT}:
            commands.shift_level(cursor, 1 if command is Command.INDENT else -1)
        else:
            toggle = commands.toggle_bold if command is Command.BOLD else commands.toggle_italic
            look = toggle(cursor)
            if not cursor.hasSelection():
                self.setCurrentCharFormat(look)
        self.cursor_moved.emit()

    def commands_on(self) -> frozenset[Command]:
        """Return which of the commands that can be on or off are on at the cursor."""
        cursor = self.textCursor()
        kind, look = shape_of(cursor.block()).kind, commands.look_at(cursor)
        found = {command for command, one in BLOCK_KINDS.items() if one is kind}
        if is_bold(look):
            found.add(Command.BOLD)
        if look.fontItalic():
            found.add(Command.ITALIC)
        return frozenset(found)

    # Keys

    def claims(self, event: QKeyEvent) -> bool:
        """Tell whether a key is one of the editor's own shortcuts, before the window takes it for its own."""
        return self._command_of(event) is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Carry out shortcuts, and what Enter, Backspace and Delete do to blocks; everything else is Qt's."""
        modifiers = event.modifiers().value & _MODIFIERS
        if modifiers and (command := self._command_of(event)) is not None:
            self.run(command)
        elif modifiers or self.isReadOnly() or not self._edit_block(event.key()):
            if event.text() and not self.isReadOnly():
                self._step_out_of_link()
            super().keyPressEvent(event)
            return
        event.accept()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Compose text outside of a link that ends at the cursor."""
        self._step_out_of_link()
        super().inputMethodEvent(event)

    def _command_of(self, event: QKeyEvent) -> Command | None:
        modifiers = event.modifiers().value & _MODIFIERS
        if event.key() <= 0 or not modifiers:
            return None
        return self._shortcuts.get(QKeySequence(modifiers | event.key()))

    def _edit_block(self, key: int) -> bool:
        edit = _BLOCK_KEYS.get(key)
        if edit is None:
            return False
        cursor = self.textCursor()
        if edit(cursor) is False:
            return False
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True

    def _step_out_of_link(self) -> None:
        outside = commands.look_outside_link(self.textCursor(), self.currentCharFormat())
        if outside is not None:
            self.setCurrentCharFormat(outside)

    # Clipboard

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return the selection as HTML and as text with its list markers."""
        value = dump_selection(self.textCursor())
        mime = QMimeData()
        mime.setHtml(write_html(value))
        mime.setText(value.plain_text() or self.textCursor().selectedText())
        return mime

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Accept text and, for the sake of saying that they are left out, images; never files."""
        return not _has_files(source) and (source.hasHtml() or source.hasText() or source.hasImage())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop, as one undo step; what can only be read takes nothing."""
        if self.isReadOnly():
            return
        dropped: Mapping[DroppedKind, int] = {}
        has_text = False
        if _has_files(source):
            dropped = {DroppedKind.FILE: 1}
        elif source.hasHtml():
            # what reads other programs' HTML takes a while to load, and most pages are left without a paste
            from fichas_desktop.ui.clipboard_html import read_html

            value, dropped = read_html(source.html())
            has_text = bool(value.blocks)
            self._insert(value, "" if dropped else source.text())
        elif source.hasText():
            self._insert(RichText(), source.text())
        elif source.hasImage():
            dropped = {DroppedKind.IMAGE: 1}
        if dropped:
            self.paste_dropped.emit(PasteLosses(dropped, has_text, _image_of(source, dropped)))

    def _insert(self, value: RichText, text: str) -> None:
        """Insert blocks or, where there are none, plain text."""
        text = clean_text(text)
        if not value.blocks and "\n" in text:
            value = from_plain_text(text)
        self._step_out_of_link()
        cursor = self.textCursor()
        if value.blocks:
            commands.insert_rich_text(cursor, value)
        elif "\n" not in text:
            cursor.insertText(text, self.currentCharFormat())
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def loadResource(self, type_: int, name: QUrl | str) -> object:  # noqa: ARG002 - Qt's signature
        """Return nothing: no file is read and no address is opened."""
        return None

    # Order after each change

    def _note_change(self, position: int, removed: int, added: int) -> None:
        keystroke = (removed, added) in _KEYSTROKES and self.document().blockCount() == self._block_count
        if keystroke or self._is_busy:
            return
        first, last = self._change or (position, position)
        self._change = min(first, position), max(last, position + added)

    def _settle_change(self) -> None:
        if self._is_busy:
            return
        if self._change is not None and not self.document().isRedoAvailable():
            self._is_busy = True
            try:
                settle(self.document(), *self._change)
            finally:
                self._is_busy = False
        self._forget_change()
        self.edited.emit()

    def _forget_change(self) -> None:
        self._value = None
        self._change = None
        self._block_count = self.document().blockCount()


class _ClosedDocument(QTextDocument):
    """A document that fetches nothing: Qt's own one would still read local files."""

    def loadResource(self, type_: int, name: QUrl | str) -> object:  # noqa: ARG002 - Qt's signature
        """Return nothing."""
        return None


def _image_of(source: QMimeData, dropped: Mapping[DroppedKind, int]) -> QImage | None:
    """Return the image that a paste left out, where the clipboard holds its picture too."""
    if DroppedKind.IMAGE not in dropped or not source.hasImage():
        return None
    image = source.imageData()
    return image if isinstance(image, QImage) and not image.isNull() else None


def _has_files(source: QMimeData) -> bool:
    return any(url.isLocalFile() for url in source.urls())
