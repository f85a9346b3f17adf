"""Strangers' PDFs are drawn beside the program: what hangs or kills that process harms nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from fichas_desktop.errors import RefusedError
from fichas_desktop.export.page_process import PageProcess
from fichas_desktop.export.pdf_pages import load_pages
from tests.builders import ROOT
from tests.export.samples import pdf_of

LEVELS = 12
INTERRUPTED = """
import os, signal
from fichas_desktop.export.page_process import PageProcess
from tests.export.samples import pdf_of

with PageProcess() as process:
    process.load(pdf_of(1), 1, lambda page: None)
    pid = process.pid
    os.kill(pid, signal.SIGINT)
    process.load(pdf_of(1), 1, lambda page: None)
    print(process.pid == pid, signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, set()))
"""


def endless() -> bytes:
    """Return a small PDF of one page that takes years to draw: each drawing holds the next ten times."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        b"<</Length 5>>stream\n/X Do\nendstream",
    ]
    for level in range(LEVELS):
        inner = b"/X Do " * 10 if level < LEVELS - 1 else b"0 0 9 9 re f "
        objects.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 200 200]/Resources<</XObject<</X %d 0 R>>>>/Length %d>>"
            b"stream\n%s\nendstream" % (level + 6, len(inner), inner)
        )
    objects.append(b"<<>>")
    found, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(found))
        found += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows)
    return found + table + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(found))


def unwatched(_page: int) -> None:
    """Let the pages be drawn."""


def test_pages_drawn_beside_are_those_drawn_here() -> None:
    seen: list[int] = []
    with PageProcess() as process:
        beside = process.load(pdf_of(3), 2, seen.append)
    assert beside is not None
    assert beside == load_pages(pdf_of(3), 2, unwatched)
    assert (len(beside.pages), beside.total) == (2, 3)
    assert sorted(set(seen)) == [1, 2]


def test_one_process_draws_all_files_and_is_gone_afterwards() -> None:
    with PageProcess() as process:
        pids = set()
        for _ in range(2):
            assert process.load(pdf_of(1), 1, unwatched) is not None
            pids.add(process.pid)
    (pid,) = pids
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to a process")
def test_an_interruption_is_for_the_program_and_not_for_it() -> None:
    # in a program of its own, where it is the very first process that is begun
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "True False\n", "")


def test_a_page_without_end_is_given_up_and_the_next_file_is_drawn() -> None:
    with PageProcess(seconds=2) as process:
        assert process.load(endless(), 5, unwatched) is None
        assert process.pid is None
        assert process.load(pdf_of(1), 5, unwatched) is not None


def test_a_process_that_dies_of_a_file_leaves_the_next_one_to_be_drawn() -> None:
    with PageProcess() as process:
        killed: list[int] = []

        def kill(_page: int) -> None:
            if process.pid is not None and not killed:
                killed.append(process.pid)
                os.kill(process.pid, signal.SIGKILL)

        assert process.load(endless(), 5, kill) is None
        assert process.load(pdf_of(1), 5, unwatched) is not None


def test_whoever_waits_can_stop_in_the_middle_of_a_page() -> None:
    def stop(_page: int) -> None:
        raise RefusedError("cancelled")

    with PageProcess() as process:
        with pytest.raises(RefusedError):
            process.load(endless(), 5, stop)
        assert process.pid is None
