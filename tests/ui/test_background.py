"""The worker off the GUI thread, when what it works for is deleted."""

from __future__ import annotations

import time

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.ui.background import BackgroundWorker


def test_a_worker_that_is_deleted_at_work_ends_its_job_and_holds_nobody_up(qtbot: QtBot) -> None:
    window, other = QWidget(), QWidget()
    qtbot.addWidget(other)
    worker = BackgroundWorker(window)
    steps: list[str] = []

    def job() -> None:
        steps.append("begun")
        for _ in range(20):
            time.sleep(0.01)
        steps.append("ended")

    worker.run(job, lambda _: steps.append("told"), lambda _: steps.append("told"))
    qtbot.waitUntil(lambda: bool(steps))
    window.deleteLater()
    other.show()
    # one of Qt's functions that hold Python's lock while they let events through
    QTest.qWaitForWindowExposed(other, 5000)
    qtbot.waitUntil(lambda: "ended" in steps)
    assert steps == ["begun", "ended"]
