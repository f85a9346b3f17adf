"""Two processes write one draft: with the lock one of them is refused; without it no text is gone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from msgspec import structs

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.errors import EnvironmentFailedError
from tests.builders import ROOT, complete_answers, draft_id, draft_of
from tests.durability.crashes import begin
from tests.durability.workload import DRAFT_ID, open_store

_LOCK = "fichas_desktop.storage.draft_lock.DraftLock"
_TIMEOUT = 60
_TURNS = 2


def race(data_folder: Path, rounds: int) -> Counter[str]:
    """Let two processes without a lock save at the same instant, and count what became of each text.

    ``early`` texts are those that their own writer wrote over: an acknowledged one is in the journal all the
    same, and of those that were refused the last one is kept.
    """
    context = multiprocessing.get_context("spawn")
    for number in range(rounds):
        store = open_store(data_folder)
        store.save(_draft(number, "al principio"))
        store.close(draft_id(number + 1))
    barrier, queue = context.Barrier(2), context.Queue()
    writers = [
        context.Process(target=_write, args=(data_folder, who, rounds, barrier, queue)) for who in (1, 2)
    ]
    for writer in writers:
        writer.start()
    told: list[tuple[int, str, str]] = [queue.get(timeout=_TIMEOUT) for _ in range(2 * _TURNS * rounds)]
    for writer in writers:
        writer.join(_TIMEOUT)
    found: Counter[str] = Counter()
    store = open_store(data_folder)
    for number, text, outcome in told:
        when = "early" if f"vez {_TURNS - 1}" not in text else "last"
        found[f"{when} {outcome}, {_place(store.open(draft_id(number + 1)).draft, store, text)}"] += 1
        store.close(draft_id(number + 1))
    return found


def refuse(data_folder: Path, rounds: int) -> Counter[str]:
    """Let a child hold a draft, ask for it too, kill the child and ask again; count what happened."""
    found: Counter[str] = Counter()
    begin(data_folder)
    for _ in range(rounds):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.durability.writer", str(data_folder)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            found[_ask(data_folder, child.pid)] += 1
            child.send_signal(signal.SIGKILL)
        store = open_store(data_folder)
        found["stuck" if store.open(DRAFT_ID).read_only else "taken over"] += 1
        store.close(DRAFT_ID)
    return found


def _ask(data_folder: Path, owner: int) -> str:
    store = open_store(data_folder)
    opened = store.open(DRAFT_ID)
    try:
        store.save(opened.draft)
    except EnvironmentFailedError as error:
        is_named = opened.owner is not None and opened.owner.process == owner
        return "refused, owner named" if error.code == "locked" and is_named else "refused"
    finally:
        store.close(DRAFT_ID)
    return "not refused"


def _draft(number: int, text: str) -> Draft:
    return draft_of(complete_answers().with_answer("sede", text), number + 1)


def _write(data_folder: Path, who: int, rounds: int, barrier: Any, queue: Any) -> None:
    with _without_lock():
        for number in range(rounds):
            store = open_store(data_folder)
            draft = store.open(draft_id(number + 1)).draft
            for turn in range(_TURNS):
                text = f"de {who}, vez {turn}, ronda {number}"
                draft = structs.replace(draft, answers=draft.answers.with_answer("sede", text))
                barrier.wait(_TIMEOUT)
                outcome = "acknowledged"
                try:
                    (store.note if (number + turn) % 3 == 0 else store.save)(draft)
                except EnvironmentFailedError as error:
                    outcome = error.code
                queue.put((number, text, outcome))
            store.close(draft_id(number + 1))
            barrier.wait(_TIMEOUT)


@contextmanager
def _without_lock() -> Iterator[None]:
    # as on a network share where locks do nothing
    with patch(f"{_LOCK}.acquire", lambda _self, _now: True):
        yield


def _place(draft: Draft, store: Any, text: str) -> str:
    if draft.answers["sede"] == text:
        return "in the draft"
    kept = [store.read_version(draft.id, version.name) for version in store.history(draft.id)]
    if any(one.answers["sede"] == text for one in kept):
        return "in a version"
    folder = store._folder(draft.id)
    journals = b"".join(path.read_bytes() for path in folder.glob("journal-*"))
    return "in the journal" if text.encode() in journals else "gone"


def gone(found: Counter[str]) -> list[str]:
    """Return what must not be among the outcomes of a race."""
    fine = ("in the draft", "in a version")
    return [
        outcome
        for outcome in found
        if not outcome.endswith(fine)
        and outcome not in {"early acknowledged, in the journal", "early changed_elsewhere, gone"}
    ]
