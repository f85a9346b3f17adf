"""Offers a person's answers of other drafts as suggestions, once the window has been painted."""

from __future__ import annotations

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
    """Adds earlier answers to the suggestions of every field that has some.

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
        self._answers: dict[str, tuple[str, ...]] = {}
        self._offered: set[str] = set()
        self._left = threading.Event()
        view.destroyed.connect(self._left.set)
        AfterFirstPaint(view, self._read, 0)  # what is typed first is helped, too
        view.step_shown.connect(self._offer)

    def _read(self) -> None:
        keys = [field.key for field in self._view.bridge.session.form.fields() if field.suggestions]
        if not keys or not self._program.has_drafts():
            return
        left = self._left
        self._worker.run(
            lambda: self._program.drafts.earlier_answers(keys, lambda: not left.is_set()),
            partial(_unless, left, self._take),
            _give_up,
        )

    def _take(self, answers: Mapping[str, tuple[str, ...]]) -> None:
        self._answers = dict(answers)
        self._offer()

    def _offer(self) -> None:
        # inputs are loaded with the first section, which a start with the list of drafts does not build
        from fichas_desktop.ui.inputs.line_input import LineInput  # noqa: PLC0415

        form = self._view.bridge.session.form
        for page in self._view.built_pages():
            for field in form.step_fields(page.section):
                if field.key in self._answers and field.key not in self._offered:
                    self._offered.add(field.key)
                    field_input = page.frames[field.key].input
                    if isinstance(field_input, LineInput):
                        field_input.set_earlier_answers(self._answers[field.key])


def _unless(
    left: threading.Event,
    take: Callable[[Mapping[str, tuple[str, ...]]], None],
    answers: Mapping[str, tuple[str, ...]],
) -> None:
    if not left.is_set():
        take(answers)


def _give_up(_error: FichasError) -> None:
    """Do without: suggestions are a courtesy."""
