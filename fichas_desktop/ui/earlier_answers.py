"""Offers as suggestions what the office names and what a person answered in other drafts, after the paint."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject

from fichas_desktop.errors import FichasError
from fichas_desktop.services.program import Program
from fichas_desktop.ui.after_paint import AfterFirstPaint
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.filling_view import FillingView


class EarlierAnswers(QObject):
    """Adds earlier answers to the suggestions of every field that has some, from the form or the office.

    Args:
        program: Knows the drafts.
        view: The ficha on the screen; it owns this object.
        worker: In which drafts are read.
    """

    def __init__(self, program: Program, view: FillingView, worker: BackgroundWorker) -> None:
        super().__init__(view)
        self._program = program
        self._view = view
        self._worker = worker
        self._of_office = program.settings.current.suggestions
        self._answers: Mapping[str, tuple[str, ...]] = {}
        self._offered: set[str] = set()
        self._left = threading.Event()
        view.destroyed.connect(self._left.set)
        AfterFirstPaint(view, self._read, 0)  # what is typed first is helped, too
        view.step_shown.connect(self._offer)

    def _read(self) -> None:
        fields = list(self._view.bridge.session.form.fields())
        keys = [field.key for field in fields if field.suggestions or field.key in self._of_office]
        self._offer()
        program, left = self._program, self._left
        if not keys:
            return
        with contextlib.suppress(FichasError):
            if not program.has_drafts():
                return
        self._worker.run(
            lambda: program.drafts.earlier_answers(keys, lambda: not left.is_set()),
            partial(_unless, left, self._take),
            _give_up,
        )

    def _take(self, answers: Mapping[str, tuple[str, ...]]) -> None:
        self._answers = answers
        self._offered.clear()
        self._offer()

    def _offer(self) -> None:
        form = self._view.bridge.session.form
        for page in self._view.pages.built_pages():
            for field in form.step_fields(page.section):
                is_known = field.key in self._answers or field.key in self._of_office
                if is_known and field.key not in self._offered:
                    self._offered.add(field.key)
                    suggested = self._of_office.get(field.key, field.suggestions)
                    earlier = self._answers.get(field.key, ())
                    page.frames[field.key].input.set_suggestions((*suggested, *earlier))


def _unless(
    left: threading.Event,
    take: Callable[[Mapping[str, tuple[str, ...]]], None],
    answers: Mapping[str, tuple[str, ...]],
) -> None:
    if not left.is_set():
        take(answers)


def _give_up(_error: FichasError) -> None:
    """Do without: suggestions are a courtesy."""
