"""Brings the session to the widgets: takes edits, emits what changed; the session itself has no signals."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from fichas_desktop.domain.definition import SectionDefinition
from fichas_desktop.domain.ficha import Draft, UnplacedText
from fichas_desktop.services.fill_session import FillSession
from fichas_desktop.ui.field_widget import FieldValue


class SessionBridge(QObject):
    """The one place where edits enter the session; a ficha that can only be read takes none.

    Signals:
        answer_changed: Key of a field whose answer is another now.
        progress_changed: Issues or states may look different; also after an answer changed.
        draft_changed: The draft as it is now, to be saved.
        unplaced_changed: There are other texts without a place now.
    """

    answer_changed = Signal(str)
    progress_changed = Signal()
    draft_changed = Signal(object)
    unplaced_changed = Signal()

    def __init__(
        self, session: FillSession, parent: QObject | None = None, *, read_only: bool = False
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.read_only = read_only
        self._checked: set[str] = set()

    def set_answer(self, key: str, value: FieldValue) -> None:
        """Take an edit; emits only when the answer is another one."""
        if not self.read_only and self.session.set_answer(key, value).changed:
            self.answer_changed.emit(key)
            self.progress_changed.emit()
            self.draft_changed.emit(self.session.draft)

    def set_later(self, key: str, note: str | None) -> None:
        """Take a mark to come back to a field with its note, or None for no mark; emits only on a change."""
        if not self.read_only and self.session.set_later(key, note).changed:
            self.progress_changed.emit()
            self.draft_changed.emit(self.session.draft)

    def check_section(self, section: SectionDefinition) -> None:
        """From now on show the problems of a section beside its fields."""
        self._checked.update(field.key for field in self.session.form.step_fields(section))
        self.progress_changed.emit()

    def check_all(self) -> None:
        """From now on show every problem beside its field."""
        for section in self.session.form.sections:
            self.check_section(section)

    def shows_issues(self, key: str) -> bool:
        """Tell whether a field's problems are shown beside it."""
        return key in self._checked

    def look_at(self, section: SectionDefinition, field_key: str) -> None:
        """Remember the section on the screen and the field that has the keyboard."""
        self.session.look_at(section, field_key)

    def remove_unplaced(self, entry: UnplacedText) -> int:
        """Take out a text without a place, and return where it stood."""
        place = self.session.remove_unplaced(entry)
        self._tell_unplaced()
        return place

    def put_back_unplaced(self, entry: UnplacedText, place: int) -> None:
        """Put a text without a place back where it stood."""
        self.session.put_back_unplaced(entry, place)
        self._tell_unplaced()

    def adopt(self, draft: Draft) -> None:
        """Take over what an export added to the draft."""
        self.session.adopt(draft)
        self.progress_changed.emit()

    def _tell_unplaced(self) -> None:
        self.unplaced_changed.emit()
        self.draft_changed.emit(self.session.draft)
