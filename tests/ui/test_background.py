"""A worker that goes away with its window while a job is running."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from tests.builders import ROOT

PROGRAM = """
import gc, threading, time
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from fichas_desktop.ui.background import BackgroundWorker

app = QApplication([])
owner, shown = QWidget(), QWidget()
begun, called = threading.Event(), []

def job():
    begun.set()
    for _ in range(100):
        time.sleep(0.002)

worker = BackgroundWorker(owner)
worker.run(job, called.append, called.append)
begun.wait(10)
{end}
QTest.qWait(50)
print("ended", called)
"""


@pytest.mark.parametrize(
    "end",
    [
        "owner.deleteLater(); shown.show(); QTest.qWaitForWindowExposed(shown)",
        "del worker, owner; gc.collect()",
    ],
)
def test_a_job_ends_and_tells_nobody_when_its_worker_is_deleted(end: str) -> None:
    program = textwrap.dedent(PROGRAM).format(end=end)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, timeout=20, check=False, cwd=ROOT, text=True
    )
    assert (done.returncode, done.stdout.strip(), done.stderr.count("Traceback")) == (0, "ended []", 0)
