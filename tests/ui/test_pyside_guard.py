"""Guards against a PySide6 that loses references to None: docs/adr/0005-pyside-pin.md."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject


def test_calls_that_return_nothing_keep_the_references_to_none() -> None:
    target = QObject()
    before = sys.getrefcount(None)
    for _ in range(1_000):
        target.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 100
