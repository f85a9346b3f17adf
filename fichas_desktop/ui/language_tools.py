"""What the window does for the language of a ficha: spell check and advice, each with its switch."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from fichas_desktop.domain.advice import Advice
from fichas_desktop.errors import FichasError
from fichas_desktop.messages import error_sentence
from fichas_desktop.ui.advised_text import AdvisedText
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.spelling import SpellCheck

if TYPE_CHECKING:
    from fichas_desktop.services.program import Program
    from fichas_desktop.ui.field_frame import FieldFrame
    from fichas_desktop.ui.filling_view import FillingView
    from fichas_desktop.ui.menus import Menus
    from fichas_desktop.ui.remembering import Remembering


class LanguageTools(QObject):
    """Attends every field of the fichas that the window shows, once it has been painted.

    Args:
        program: The services.
        menus: Has the switches.
        remembering: Keeps which of them are on.
        tell: Says a sentence to the person.
    """

    advice_switched = Signal(bool)

    def __init__(
        self,
        program: Program,
        menus: Menus,
        remembering: Remembering,
        tell: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._menus = menus
        self._remembering = remembering
        self._tell = tell
        self._worker = BackgroundWorker(self)
        self.spell_check: SpellCheck | None = None
        wanted = program.preferences.current
        if program.spelling.is_installed():
            save_words = partial(self._in_background, program.spelling.save)
            self.spell_check = SpellCheck(program.spelling, self._worker, save_words, self)
            self.spell_check.switch(wanted.spelling)
        menus.show_language(wanted.spelling if self.spell_check is not None else None, advice=wanted.advice)
        menus.spelling_switched.connect(self._switch_spelling)
        menus.advice_switched.connect(self._switch_advice)

    def attend(self, view: FillingView) -> None:
        """Attend a ficha's fields: those on the screen, and the others as they are built."""
        for page in view.pages.built_pages():
            for frame in page.built_frames():
                self._attend_field(view, frame)
        view.pages.field_built.connect(partial(self._attend_field, view))

    def end(self) -> None:
        """Begin nothing any more, and wait until everything has been kept."""
        if self.spell_check is not None:
            self.spell_check.end()
        self._worker.settle()

    def _attend_field(self, view: FillingView, frame: FieldFrame) -> None:
        frame.input.prose_added.connect(self._check_spelling)
        for area in frame.input.prose():
            self._check_spelling(area)
            if isinstance(area, QTextEdit) and not area.isReadOnly():
                advised = AdvisedText(frame, area, partial(self._advise, view))
                advised.hide_asked.connect(self._hide_advice)
                self.advice_switched.connect(advised.switch)
                advised.switch(self._program.preferences.current.advice)

    def _check_spelling(self, area: QWidget) -> None:
        if self.spell_check is not None and isinstance(area, (QTextEdit, QPlainTextEdit)):
            self.spell_check.attend(area)

    def _advise(self, view: FillingView, key: str, paragraphs: list[str]) -> tuple[Advice, ...]:
        session = view.bridge.session
        return self._program.writing_advice.on(session.form, session.draft.answers, key, paragraphs)

    def _hide_advice(self) -> None:
        self._menus.show_language(
            self._program.preferences.current.spelling if self.spell_check is not None else None, advice=False
        )
        self._switch_advice(*(False,))

    def _switch_spelling(self, on: bool) -> None:
        if self.spell_check is not None:
            self.spell_check.switch(on)
            self._remembering.change(spelling=on)

    def _switch_advice(self, on: bool) -> None:
        self._remembering.change(advice=on)
        self.advice_switched.emit(on)

    def _in_background(self, job: Callable[[], None]) -> None:
        self._worker.run(job, lambda _: None, self._tell_error)

    def _tell_error(self, error: FichasError) -> None:
        self._tell(error_sentence(error))
