"""Work beside the window: in order, one at a time, and no obstacle to the window's end."""

from __future__ import annotations

import time
from functools import partial
from threading import Event

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.progress import Stage, Step
from fichas_desktop.errors import FichasError, RefusedError
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.long_work import CANCELLED, LongWork


def no_error(error: FichasError) -> None:
    raise AssertionError(error)


def test_jobs_are_done_in_order_and_settled(qtbot: QtBot) -> None:
    worker = BackgroundWorker()
    done: list[int] = []
    for number in range(20):
        worker.run(partial(abs, number), done.append, no_error)
    worker.settle()
    assert done == list(range(20))


def test_results_come_by_themselves(qtbot: QtBot) -> None:
    worker = BackgroundWorker()
    done: list[str] = []
    worker.run(lambda: "hecho", done.append, no_error)
    qtbot.waitUntil(lambda: done == ["hecho"])


def test_jobs_that_a_result_starts_are_settled_too(qtbot: QtBot) -> None:
    worker = BackgroundWorker()
    done: list[str] = []
    worker.run(lambda: "uno", lambda one: worker.run(lambda: one + " dos", done.append, no_error), no_error)
    worker.settle()
    assert done == ["uno dos"]


def test_a_worker_that_goes_while_its_job_needs_python_does_not_hold_the_window(qtbot: QtBot) -> None:
    owner = QObject()
    worker = BackgroundWorker(owner)
    begun, ended = Event(), Event()

    def job() -> None:
        begun.set()
        until = time.monotonic() + 0.3
        while time.monotonic() < until:
            sum(range(100))
        ended.set()

    worker.run(job, lambda _: None, no_error)
    begun.wait()
    owner.deleteLater()
    del owner, worker
    QApplication.processEvents()
    assert ended.wait(10)


def test_what_is_unforeseen_comes_as_a_code(qtbot: QtBot) -> None:
    worker = BackgroundWorker()
    errors: list[str] = []
    worker.run(lambda: 1 / 0, lambda _: None, lambda error: errors.append(error.code))
    worker.settle()
    assert errors == ["unexpected"]


def test_long_work_ends_at_the_next_report_after_its_cancel(qtbot: QtBot) -> None:
    worker, work = BackgroundWorker(), LongWork()
    begun = Event()
    errors: list[str] = []

    def job() -> None:
        while True:
            work.report(Step(Stage.PAGE, 1))
            begun.set()

    worker.run(job, lambda _: None, lambda error: errors.append(error.code))
    begun.wait()
    with qtbot.waitSignal(work.advanced):
        pass
    work.cancel()
    worker.settle()
    assert errors == [RefusedError(CANCELLED).code]
