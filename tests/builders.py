"""What tests of several layers build on: forms, clocks, answers, and strategies for random ones."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from fichas_desktop.codec.values import decode_answers
from fichas_desktop.domain.definition import FieldDefinition, FieldType, FormDefinition
from fichas_desktop.domain.ficha import Draft, FichaRecord, FormRef, Revision, Status, UnplacedText
from fichas_desktop.domain.partial_date import PartialDate, UnfinishedDate
from fichas_desktop.domain.rich_text import MAX_LEVEL, Block, BlockKind, RichText, Run, normalize
from fichas_desktop.domain.text import clean_line, clean_text
from fichas_desktop.domain.values import (
    Answer,
    AnswerSet,
    Attachment,
    ChoiceValue,
    DraftId,
    FileAttachment,
    LinkAttachment,
    NoteAttachment,
)
from fichas_desktop.forms.catalog import FormCatalog
from fichas_desktop.forms.loader import load_form

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "fichas_desktop"
SHIPPED_FORMS = ROOT / "resources" / "forms"
SHIPPED_FORM_FILE = SHIPPED_FORMS / "4202000-FT-1311-v01.toml"
TEST_FORMS = ROOT / "tests" / "data" / "forms"
NEWER_FORM = ROOT / "tests" / "data" / "newer_forms" / "SINT-01-v03.toml"
"""The invented form in a version that has no place for many answers to the first one."""

FICHAS = ROOT / "tests" / "data" / "fichas"

BOGOTA = dt.timezone(dt.timedelta(hours=-5))
NOW = dt.datetime(2024, 5, 20, 9, 30, tzinfo=BOGOTA)

PROPERTY = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
"""Settings of every property: no deadline, because the machine may be busy with other work."""


class FakeClock:
    """A clock that moves only when told."""

    def __init__(self, moment: dt.datetime = NOW) -> None:
        self.moment = moment

    def __call__(self) -> dt.datetime:
        return self.moment

    def advance(self, **step: float) -> None:
        self.moment += dt.timedelta(**step)


def counted_ids(first: int = 1) -> Callable[[], DraftId]:
    numbers = itertools.count(first)
    return lambda: draft_id(next(numbers))


def draft_id(number: int) -> DraftId:
    return DraftId(str(uuid.UUID(int=number)))


def synthetic_form(version: str = "01") -> FormDefinition:
    return load_form(TEST_FORMS / f"SINT-01-v{version}.toml")


def shipped_form() -> FormDefinition:
    return load_form(SHIPPED_FORM_FILE)


def synthetic_catalog() -> FormCatalog:
    return FormCatalog(TEST_FORMS)


def all_forms(folder: Path) -> Path:
    """Copy the shipped and the invented definitions into one folder, and return it."""
    folder.mkdir(parents=True)
    for path in (*SHIPPED_FORMS.glob("*.toml"), *TEST_FORMS.glob("*.toml")):
        shutil.copy(path, folder)
    return folder


def newer_forms(folder: Path) -> Path:
    """Copy the invented definitions and their newest version into one folder, and return it."""
    shutil.copytree(TEST_FORMS, folder)
    shutil.copy(NEWER_FORM, folder)
    return folder


def answers_of(form: FormDefinition, **raw: object) -> AnswerSet:
    """Decode stored values, given by field key."""
    return decode_answers(form, raw)


def paragraph(text: str) -> dict[str, object]:
    """JSON value of a rich text of one paragraph."""
    return {"blocks": [{"kind": "p", "runs": [{"text": text}]}]}


def complete_values() -> dict[str, object]:
    """Stored values of every field of the invented form but its files, free of errors and warnings."""
    return {
        "dia_registro": "2024-05-20",
        "titulo_taller": "Tejer la memoria",
        "sede": "Salón del Parque",
        "tallerista": "Ñusta Quimbaya Ejemplo",
        "telefono_sede": "300 000 0000",
        "buzon": "taller@ejemplo.org",
        "modalidad": {"choice": "presencial"},
        "apertura": "2023-08",
        "clausura": "2024-05-18",
        "resumen": paragraph("Doce vecinas tejieron el barrio."),
        "hallazgos": paragraph("Se aprende mirando."),
        "legajo": [{"kind": "note", "description": "Acta en la carpeta verde"}],
    }


def complete_answers() -> AnswerSet:
    return answers_of(synthetic_form(), **complete_values())


def draft_of(answers: AnswerSet, number: int = 1, version: str = "01") -> Draft:
    return Draft(draft_id(number), FormRef("SINT-01", version), NOW, NOW, answers)


def record_of(answers: AnswerSet, status: Status = Status.FINAL, revision: int = 1) -> FichaRecord:
    form = synthetic_form()
    return FichaRecord(
        draft_id(7), FormRef(form.code, form.version), revision, status, None, NOW, NOW, answers
    )


def write_answers_file(path: Path, answers: Mapping[str, object], **form: str) -> Path:
    document = {"form": {"code": "SINT-01", "version": "01"} | form, "answers": dict(answers)}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def python_files(folder: Path = PACKAGE) -> Iterator[Path]:
    yield from sorted(folder.rglob("*.py"))


# --- strategies for random answers, one per kind of field -------------------------------------------


def lines(max_size: int = 20) -> SearchStrategy[str]:
    """Clean, answered single lines."""
    return st.text(min_size=1, max_size=max_size).map(clean_line).filter(bool)


def descriptions() -> SearchStrategy[str]:
    return st.text(max_size=20).map(lambda text: clean_text(text).strip())


def runs() -> SearchStrategy[Run]:
    links = st.sampled_from(("", "", "https://ejemplo.org/a"))
    return st.builds(Run, st.text(max_size=12), st.booleans(), st.booleans(), links)


def blocks() -> SearchStrategy[Block]:
    def of_kind(kind: BlockKind) -> SearchStrategy[Block]:
        starts = st.integers(0, 12) if kind is BlockKind.NUMBER else st.just(0)
        levels = st.integers(0, MAX_LEVEL)
        return st.builds(Block, st.just(kind), levels, starts, st.lists(runs(), max_size=4).map(tuple))

    return st.sampled_from(BlockKind).flatmap(of_kind)


def raw_rich_texts() -> SearchStrategy[RichText]:
    """Rich texts as an editor may hand them over: empty blocks, split runs, needless starts."""
    return st.lists(blocks(), max_size=8).map(lambda found: RichText(tuple(found)))


def rich_texts() -> SearchStrategy[RichText]:
    return raw_rich_texts().map(normalize).filter(lambda value: bool(value.blocks))


def full_dates() -> SearchStrategy[PartialDate]:
    return st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)).map(PartialDate.from_date)


def partial_dates() -> SearchStrategy[PartialDate]:
    return st.one_of(
        full_dates(),
        st.builds(PartialDate, st.integers(1900, 2199)),
        st.builds(PartialDate, st.integers(1900, 2199), st.integers(1, 12)),
    )


def choice_values(field: FieldDefinition) -> SearchStrategy[ChoiceValue]:
    words = st.one_of(st.just(""), lines())
    return st.one_of(
        *(
            st.builds(ChoiceValue, st.just(choice.key), words if choice.other else st.just(""), words)
            for choice in field.choices
        )
    )


def attachments() -> SearchStrategy[tuple[Attachment, ...]]:
    sha256s = st.binary(min_size=32, max_size=32).map(bytes.hex)
    files = st.builds(FileAttachment, lines(), lines(), st.integers(0, 2**53 - 1), sha256s, descriptions())
    links = st.builds(LinkAttachment, st.text(max_size=20).map(clean_line), descriptions())
    notes = st.builds(NoteAttachment, descriptions())
    return st.lists(st.one_of(files, links, notes), min_size=1, max_size=4).map(tuple)


VALUES: Mapping[FieldType, Callable[[FieldDefinition], SearchStrategy[Answer]]] = {
    FieldType.LINE: lambda _field: lines(),
    FieldType.EMAIL: lambda _field: lines(),
    FieldType.PHONE: lambda _field: lines(),
    FieldType.CHOICE: choice_values,
    FieldType.DATE: lambda _field: full_dates(),
    FieldType.PARTIAL_DATE: lambda _field: partial_dates(),
    FieldType.RICH_TEXT: lambda _field: rich_texts(),
    FieldType.ATTACHMENTS: lambda _field: attachments(),
}
"""Canonical answers of each kind of field."""


def answer_sets(form: FormDefinition) -> SearchStrategy[AnswerSet]:
    fields: dict[str, SearchStrategy[Answer]] = {
        field.key: VALUES[field.type](field) for field in form.fields()
    }
    return st.fixed_dictionaries({}, optional=fields).map(AnswerSet)


def unplaced_texts() -> SearchStrategy[UnplacedText]:
    files = attachments().map(lambda items: tuple(item for item in items if isinstance(item, FileAttachment)))
    return st.builds(UnplacedText, lines(), st.text(max_size=40).map(clean_text), files)


def moments() -> SearchStrategy[dt.datetime]:
    zones = st.sampled_from((BOGOTA, dt.UTC))
    return st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2100, 1, 1), timezones=zones).map(  # noqa: DTZ001
        lambda moment: moment.replace(microsecond=0)
    )


def drafts(form: FormDefinition) -> SearchStrategy[Draft]:
    boxes = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
    dates = [field.key for field in form.fields() if field.type in (FieldType.DATE, FieldType.PARTIAL_DATE)]
    sha256s = st.binary(min_size=32, max_size=32).map(bytes.hex)
    return st.builds(
        Draft,
        id=st.uuids().map(lambda value: DraftId(str(value))),
        form=st.just(FormRef(form.code, form.version)),
        created_at=moments(),
        modified_at=moments(),
        answers=answer_sets(form),
        unfinished=st.dictionaries(st.sampled_from(dates), st.builds(UnfinishedDate, boxes, boxes, boxes)),
        section=st.sampled_from(["", *(section.key for section in form.sections)]),
        field=st.sampled_from(["", *(field.key for field in form.fields())]),
        revisions=st.lists(st.builds(Revision, st.integers(1, 9), sha256s, moments()), max_size=3).map(tuple),
        unplaced=st.lists(unplaced_texts(), max_size=2).map(tuple),
        later=st.dictionaries(st.sampled_from([field.key for field in form.fields()]), lines()),
    )
