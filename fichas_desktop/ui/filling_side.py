"""What stands at the left of a ficha: its steps, and the way to its PDF."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fichas_desktop.messages import state_words
from fichas_desktop.ui.after_paint import AfterFirstPaint
from fichas_desktop.ui.buttons import make_button
from fichas_desktop.ui.session_bridge import SessionBridge
from fichas_desktop.ui.step_list import StepList
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.words import section_words

REVIEW_TITLE = "Revisar y generar"
_CHARACTERS = 30


class FillingSide(QFrame):
    """As wide as the words of the steps need.

    Args:
        bridge: The ficha, and which of its sections are checked.

    Signals:
        preview_requested: The PDF as it would be now is wanted.
    """

    preview_requested = Signal()

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        titles = (section.short_title for section in bridge.session.form.sections)
        self.steps = StepList((*titles, REVIEW_TITLE))
        set_role(self, Role.SIDE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(0)  # at the largest text the side fills a small screen
        layout.addWidget(self.steps, 1)
        layout.addLayout(self._preview_row())
        self._fit()
        self.refresh()

    def refresh(self) -> None:
        """Show how far each section is."""
        session = self._bridge.session
        sections = session.form.sections
        for row, section in enumerate(sections):
            is_checked = all(
                self._bridge.shows_issues(field.key) for field in session.form.step_fields(section)
            )
            progress = session.progress(section, is_checked=is_checked)
            self.steps.set_step(row, progress.state, section_words(progress))
        state = session.state()
        self.steps.set_step(len(sections), None, state_words(state), state_words(state, short=True))

    def show_steps_later(self) -> None:
        """Show the steps once the first field has been painted.

        They are painted by hand, which needs all of Qt's own enumerations: the field does not wait for them.
        """
        self.steps.hide()
        AfterFirstPaint(self, self.steps.show)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _preview_row(self) -> QHBoxLayout:
        button = make_button("Vista previa", "preview", Role.LINK, self.preview_requested.emit)
        button.setToolTip("Muestra el PDF como queda ahora (F6)")
        button.setAccessibleDescription("Muestra el PDF como queda ahora.")
        row = QHBoxLayout()
        row.setContentsMargins(18, 0, 18, 0)
        row.addWidget(button)
        row.addStretch(1)
        return row

    def _fit(self) -> None:
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * _CHARACTERS + 60)
