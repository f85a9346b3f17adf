"""Where words stand in a ficha: counted in its answers, shown in its fields."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from fichas_desktop.domain.definition import FieldDefinition
from fichas_desktop.domain.rich_text import RichText
from fichas_desktop.domain.text_search import places, plain_letters
from fichas_desktop.domain.values import Answer, ChoiceValue, FileAttachment, LinkAttachment
from fichas_desktop.services.fill_session import FillSession

_OF_TWO_UNITS = 0xFFFF  # letters beyond it count twice in a document of Qt


class Match(NamedTuple):
    """One place, sorted as it is read.

    Attributes:
        field: Number of the field in the ficha.
        part: Number of the text in the field.
        nth: Which one in that text, from 0.
    """

    field: int
    part: int
    nth: int


class FichaSearch:
    """Searches the answers of one ficha; what has not changed is not read again."""

    def __init__(self, session: FillSession) -> None:
        self._session = session
        form = session.form
        self.fields = tuple(field for section in form.sections for field in form.step_fields(section))
        self._read: dict[str, tuple[object, tuple[str, ...]]] = {}
        self._wanted = ""
        self.matches: list[Match] = []

    def look_for(self, words: str) -> None:
        """Find every place of some words as the ficha is now."""
        self._wanted = plain_letters(words)
        self.matches = [
            Match(number, part, nth)
            for number, field in enumerate(self.fields)
            for part, text in enumerate(self._texts(field))
            for nth in range(len(places(text, self._wanted)))
        ]

    def after(self, place: Match) -> Match | None:
        """Return the next match, the first one behind the last; None where there is none."""
        if not self.matches:
            return None
        return self.matches[bisect_right(self.matches, place) % len(self.matches)]

    def before(self, place: Match) -> Match | None:
        """Return the match before, the last one before the first; None where there is none."""
        return self.matches[bisect_left(self.matches, place) - 1] if self.matches else None

    def start_of(self, field_key: str) -> Match:
        """Return a place right before all matches of a field, or of the ficha."""
        keys = [field.key for field in self.fields]
        return Match(keys.index(field_key) if field_key in keys else 0, -1, -1)

    def select(self, match: Match, widget: QWidget) -> None:
        """Select a match in the text that shows it; what is no text shows it as it is."""
        if not isinstance(widget, (QTextEdit, QPlainTextEdit)):
            return
        text = widget.document().toRawText()
        found = places(plain_letters(text), self._wanted)
        if match.nth >= len(found):
            return
        at = found[match.nth]
        cursor = QTextCursor(widget.document())
        cursor.setPosition(_units(text[:at]))
        length = _units(text[at : at + len(self._wanted)])
        cursor.setPosition(cursor.position() + length, QTextCursor.MoveMode.KeepAnchor)
        widget.setTextCursor(cursor)

    def _texts(self, field: FieldDefinition) -> tuple[str, ...]:
        value = self._session.draft.answers.get(field.key)
        kept = self._read.get(field.key)
        if kept is not None and kept[0] is value:
            return kept[1]
        texts = tuple(plain_letters(text) for text in texts_of(field, value))
        self._read[field.key] = (value, texts)
        return texts


def deselect(widget: QWidget) -> None:
    """Let a text have its cursor where it is, with nothing selected."""
    if isinstance(widget, (QTextEdit, QPlainTextEdit)):
        cursor = widget.textCursor()
        cursor.clearSelection()
        widget.setTextCursor(cursor)


def texts_of(field: FieldDefinition, value: Answer | None) -> tuple[str, ...]:
    """Return the texts of an answer, in the order in which ``FieldWidget.text_place`` shows them."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, RichText):
        return (value.text,)
    if isinstance(value, ChoiceValue):
        return field.choice_label(value.choice), value.other
    if isinstance(value, tuple):
        return tuple(text for item in value for text in (_name(item), item.description))
    return ()


def _name(item: object) -> str:
    if isinstance(item, FileAttachment):
        return item.name
    return item.url if isinstance(item, LinkAttachment) else ""


def _units(text: str) -> int:
    return len(text) + sum(ord(letter) > _OF_TWO_UNITS for letter in text)
