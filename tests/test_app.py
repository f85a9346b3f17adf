"""The composition root: what a start leaves behind for Python's collector."""

from __future__ import annotations

import gc

from fichas_desktop.app import begin_collecting


def test_what_a_start_made_is_never_looked_at_again() -> None:
    gc.disable()
    try:
        begin_collecting()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.enable()
        gc.unfreeze()
