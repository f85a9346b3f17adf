"""One window saves in a worker while another of its workers exports: both write through one store."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec import structs

from fichas_desktop.storage import journal
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from fichas_desktop.storage.versions import VersionKind
from tests.builders import complete_answers, draft_of, synthetic_catalog

DRAFT = draft_of(complete_answers())
ROUNDS = 40


def test_threads_of_one_window_never_give_two_lines_one_number(tmp_path: Path) -> None:
    store = TinyDbDraftStore(tmp_path, synthetic_catalog())
    store.save(DRAFT)
    start = threading.Barrier(2)

    def type_on() -> None:
        start.wait()
        for number in range(ROUNDS):
            store.note(structs.replace(DRAFT, answers=DRAFT.answers.with_answer("sede", f"Nota {number}")))

    def save() -> None:
        start.wait()
        for number in range(ROUNDS):
            store.save(structs.replace(DRAFT, answers=DRAFT.answers.with_answer("sede", f"Salón {number}")))

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(type_on), pool.submit(save)]:
            done.result()
    store.close(DRAFT.id)
    lines = journal.read_lines(tmp_path / "drafts" / DRAFT.id)
    numbers = [line.seq for line in lines]
    assert numbers == sorted(set(numbers))
    store.open(DRAFT.id)
    assert VersionKind.CONFLICT not in {version.kind for version in store.history(DRAFT.id)}
