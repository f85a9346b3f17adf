"""Drafts by number: what a harness writes, and which of them it finds again."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

from msgspec import structs

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.rich_text import Block, BlockKind, RichText, Run
from fichas_desktop.domain.values import FileAttachment
from fichas_desktop.storage.draft_store import DraftStore
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from tests.builders import NOW, complete_answers, draft_of, synthetic_catalog

WORDS = (
    "práctica",
    "vereda",
    "municipio",
    "señal",
    "acción",
    "niñez",
    "año",
    "corazón",
    "según",
    "comunidad",
)
FILE_EVERY = 5
DRAFT_ID = draft_of(complete_answers()).id


def open_store(data_folder: Path) -> TinyDbDraftStore:
    return TinyDbDraftStore(data_folder, synthetic_catalog())


def text(seed: int, size: int) -> str:
    source = random.Random(seed)
    return " ".join(source.choices(WORDS, k=max(size // 8, 1)))


def attachment_bytes(number: int) -> bytes:
    """What is attached last before a draft is written."""
    return f"anexo {number // FILE_EVERY}\n".encode() * 3000


def numbered(number: int, size: int = 12_000) -> Draft:
    """Return the draft of a number; each of its answers changes with it, some of them rarely."""
    source = random.Random(number)
    data = attachment_bytes(number)
    file = FileAttachment("a.txt", "text/plain", len(data), hashlib.sha256(data).hexdigest())
    answers = complete_answers().with_answer("sede", f"Sede {number}").with_answer("legajo", (file,))
    if number % 7:
        answers = answers.with_answer("titulo_taller", f"Taller {number // 3}")
    for key, step in (("resumen", 1), ("hallazgos", 4)):
        words = text(number // step, source.randrange(size // 8, size) if step == 1 else size // 2)
        answers = answers.with_answer(key, RichText((Block(BlockKind.PARAGRAPH, 0, 0, (Run(words),)),)))
    moment = NOW + dt.timedelta(seconds=number)
    return structs.replace(draft_of(answers), modified_at=moment, section="relato" if number % 2 else "")


def number_of(draft: Draft, size: int = 12_000) -> int | None:
    """Return the number of a draft, None when it is not one that was ever written."""
    number = int(str(draft.answers.get("sede", "Sede -1")).removeprefix("Sede "))
    return number if number >= 0 and draft == numbered(number, size) else None


def write(store: DraftStore, number: int) -> None:
    """Write the draft of a number as the window does: files first, typing noted, now and then a save."""
    if number % FILE_EVERY == 0:
        store.add_file(DRAFT_ID, attachment_bytes(number))
    if number % 4 in {1, 2}:
        store.note(numbered(number))
    else:
        store.save(numbered(number))


def temporary_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob(".*.tmp") if path.is_file()]


def faulty_files(folder: Path) -> Iterator[str]:
    """Yield the names of attachments whose bytes are not what their name says."""
    for path in folder.glob("drafts/*/files/*"):
        if not path.name.startswith(".") and hashlib.sha256(path.read_bytes()).hexdigest() != path.name:
            yield path.name
