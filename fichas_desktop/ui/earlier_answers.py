"""Offers a person's answers of other drafts as suggestions, once the window has been painted."""

from __future__ import annotations

from PySide6.QtCore import QObject

from fichas_desktop.services.program import Program
from fichas_desktop.ui.after_paint import AfterFirstPaint
from fichas_desktop.ui.filling_view import FillingView


class EarlierAnswers(QObject):
    """Adds earlier answers to the suggestions of every field that has some.

    Args:
        program: Knows the drafts.
        view: The ficha on the screen; it owns this object.
    """

    def __init__(self, program: Program, view: FillingView) -> None:
        super().__init__(view)
        self._program = program
        self._view = view
        self._offered: set[str] = set()
        AfterFirstPaint(view, self._offer)
        view.step_shown.connect(self._offer)

    def _offer(self) -> None:
        # inputs are loaded with the first section, which a start with the list of drafts does not build
        from fichas_desktop.ui.inputs.line_input import LineInput  # noqa: PLC0415

        if not self._program.has_drafts():
            return
        form = self._view.bridge.session.form
        for page in self._view.built_pages():
            for field in form.step_fields(page.section):
                if field.suggestions and field.key not in self._offered:
                    self._offered.add(field.key)
                    field_input = page.frames[field.key].input
                    if isinstance(field_input, LineInput):
                        field_input.set_earlier_answers(self._program.drafts.earlier_answers(field.key))
