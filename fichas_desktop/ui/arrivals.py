"""What came to this computer beside the program: settings that do not count, new forms to say yes to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fichas_desktop.errors import FichasError
from fichas_desktop.messages import (
    FORM_ADDED,
    FORM_QUESTION,
    error_sentence,
    form_left_out,
    form_words,
    settings_sentence,
)
from fichas_desktop.services.program import Program
from fichas_desktop.services.settings_doubts import settings_doubts
from fichas_desktop.ui.notice_strip import NoticeStrip
from fichas_desktop.ui.theme import Role
from fichas_desktop.ui.window_strips import WindowStrips

if TYPE_CHECKING:
    from fichas_desktop.services.extra_forms import FoundForm


class Arrivals:
    """Tells of them in strips, which stop nobody.

    Args:
        program: The services.
        strips: Where they are told.
    """

    def __init__(self, program: Program, strips: WindowStrips) -> None:
        self._extra_forms = program.extra_forms
        self._settings = program.settings
        self._strips = strips

    def show(self) -> None:
        """Show a strip for each."""
        for problem in self._settings.problems:
            self._tell(f"settings.{problem.params['file']}", settings_sentence(problem), Role.WARN_STRIP)
        for doubt in settings_doubts(self._settings, self._extra_forms):
            self._tell(f"settings.{doubt.params['path']}", error_sentence(doubt), Role.WARN_STRIP)
        for error in self._extra_forms.refused:
            self._tell(f"form.{error.params['file']}", form_left_out(error), Role.WARN_STRIP)
        for found in self._extra_forms.pending:
            self._ask(found)

    def _ask(self, found: FoundForm) -> None:
        words = form_words(FORM_QUESTION, found.form, found.sha256)
        use = ("Usar este formulario", partial(self._use, found))
        strip = NoticeStrip("notice.form", words, Role.WARN_STRIP, (use,))
        self._strips.show_strip(f"form.{found.path.name}", strip)

    def _use(self, found: FoundForm) -> None:
        name = f"form.{found.path.name}"
        try:
            self._extra_forms.confirm(found)
        except FichasError as error:
            self._tell(name, error_sentence(error), Role.WARN_STRIP)
        else:
            self._tell(name, form_words(FORM_ADDED, found.form), Role.OK_STRIP)

    def _tell(self, name: str, words: str, role: Role) -> None:
        self._strips.show_strip(name, NoticeStrip("notice.arrival", words, role))
