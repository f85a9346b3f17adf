"""The composition root: how Python's collector is set up when the first window has been painted."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fichas_desktop.app import begin_collecting


class Ring:
    """Two things that hold one another: only the collector lets them go."""

    def __init__(self) -> None:
        self.other: Ring | None = self


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QObject]:
    assert qapp is not None  # timers need it
    one = QObject()
    begin_collecting(one)
    yield one
    one.deleteLater()
    gc.enable()
    gc.unfreeze()


def test_what_a_start_made_is_never_looked_at_again(owner: QObject) -> None:
    assert owner.children()
    assert gc.get_freeze_count() > 10_000


def test_what_a_thread_leaves_goes_in_the_windows_thread(qtbot: QtBot, owner: QObject) -> None:
    assert owner.children()
    where: list[int] = []

    def leave() -> None:
        for _ in range(2_000):
            weakref.finalize(Ring(), lambda: where.append(threading.get_ident()))

    thread = threading.Thread(target=leave)
    thread.start()
    thread.join()
    assert where == []
    qtbot.waitUntil(lambda: len(where) == 2_000)
    assert set(where) == {threading.get_ident()}
