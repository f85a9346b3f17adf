"""Remembers which field has the keyboard, so that a draft is opened again where the person left it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.ui.field_frame import FieldFrame
from fichas_desktop.ui.filling_view import FillingView

NOTE_MS = 1_000
"""A move to another field goes to the journal after this time."""


class PlaceKeeper(QObject):
    """Follows the keyboard through the ficha on the screen; begins where it stands now.

    To move about is no edit: a draft that was never kept is not kept for it, and nobody is told.

    Args:
        view: The ficha; it owns this object.
        note: Makes the draft durable in the background.
        is_kept: Whether the draft is kept already.
    """

    def __init__(self, view: FillingView, note: Callable[[Draft], object], *, is_kept: bool) -> None:
        super().__init__(view)
        self._view = view
        self._note = note
        self._is_kept = is_kept
        self._kept_place = self._place()
        self._timer = QTimer(self, singleShot=True, interval=NOTE_MS)
        self._timer.timeout.connect(self._note_now)
        view.bridge.draft_changed.connect(self._on_edit)
        view.step_shown.connect(self._on_move)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def moved_draft(self) -> Draft | None:
        """Return the draft when the person is elsewhere than it was last noted, else None."""
        self._timer.stop()
        is_elsewhere = self._is_kept and not self._view.bridge.read_only and self._place() != self._kept_place
        return self._view.bridge.session.draft if is_elsewhere else None

    def _place(self) -> tuple[str, str]:
        draft = self._view.bridge.session.draft
        return draft.section, draft.field

    def _on_edit(self, _draft: object) -> None:
        self._is_kept = True

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self._view.isAncestorOf(now):
            return
        frame: QWidget | None = now
        while frame is not None and not isinstance(frame, FieldFrame):
            frame = frame.parentWidget()
        if frame is not None:
            form = self._view.bridge.session.form
            self._view.bridge.look_at(form.section_of(frame.field_key), frame.field_key)
            self._on_move()

    def _on_move(self) -> None:
        if self._place() != self._kept_place:
            self._timer.start()

    def _note_now(self) -> None:
        draft = self.moved_draft()
        if draft is not None:
            self._kept_place = self._place()
            self._note(draft)
