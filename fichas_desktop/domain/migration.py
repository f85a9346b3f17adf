"""Brings answers from one version of a form to another, and drops none.

An answer keeps its place where the new version has that field and can hold the answer as it is. Whatever
has no place there becomes an :class:`UnplacedText` with its old label.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fichas_desktop.domain.definition import FieldDefinition, FieldType, FormDefinition
from fichas_desktop.domain.ficha import UnplacedText
from fichas_desktop.domain.partial_date import PartialDate, UnfinishedDate
from fichas_desktop.domain.rich_text import RichText, from_plain_text
from fichas_desktop.domain.text import clean_line
from fichas_desktop.domain.values import (
    Answer,
    AnswerSet,
    ChoiceValue,
    FileAttachment,
    plain_text,
)

TEXTS = frozenset((FieldType.LINE, FieldType.EMAIL, FieldType.PHONE))
DATES = frozenset((FieldType.DATE, FieldType.PARTIAL_DATE))


def migrate_answers(
    old_form: FormDefinition, new_form: FormDefinition, answers: Mapping[str, Answer]
) -> tuple[AnswerSet, tuple[UnplacedText, ...]]:
    """Return the answers that have a place in the new form, and those that have none."""
    places = field_places(new_form)
    placed: dict[str, Answer] = {}
    unplaced: list[UnplacedText] = []
    # a field that kept its key goes before one that was renamed to it
    for field in sorted(old_form.fields(), key=lambda one: _is_renamed(places, one.key)):
        if field.key not in answers:
            continue
        target = places.get(field.key)
        value = (
            _fitted(target, answers[field.key]) if target is not None and target.key not in placed else None
        )
        if target is None or value is None:
            unplaced.append(unplaced_answer(label_in(old_form, field.key), field, answers[field.key]))
        else:
            placed[target.key] = value
    order = [field.key for field in new_form.fields() if field.key in placed]
    return AnswerSet({key: placed[key] for key in order}), tuple(unplaced)


def migrate_unfinished(
    old_form: FormDefinition,
    new_form: FormDefinition,
    unfinished: Mapping[str, UnfinishedDate],
    taken: AnswerSet,
) -> tuple[dict[str, UnfinishedDate], tuple[UnplacedText, ...]]:
    """Return the date boxes that have a place in the new form, and the others as texts.

    Args:
        old_form: Where they stand.
        new_form: Where they go.
        unfinished: Boxes that hold no date yet, by field key.
        taken: Answers in the new form, which no boxes displace.
    """
    places = field_places(new_form)
    kept: dict[str, UnfinishedDate] = {}
    unplaced: list[UnplacedText] = []
    for key, boxes in unfinished.items():
        target = places.get(key)
        if target is not None and target.type in DATES and target.key not in {*taken, *kept}:
            kept[target.key] = boxes
        else:
            unplaced.append(UnplacedText(label_in(old_form, key), boxes_text(boxes)))
    return kept, tuple(unplaced)


def migrate_later(
    old_form: FormDefinition, new_form: FormDefinition, later: Mapping[str, str]
) -> tuple[dict[str, str], tuple[UnplacedText, ...]]:
    """Return the marks that have a field in the new form, and the notes of the others as texts.

    Args:
        old_form: Where they stand.
        new_form: Where they go.
        later: Notes on fields to come back to, by field key.
    """
    places = field_places(new_form)
    kept: dict[str, str] = {}
    unplaced: list[UnplacedText] = []
    for key, note in later.items():
        target = places.get(key)
        if target is not None and target.key not in kept:
            kept[target.key] = note
        elif note:
            unplaced.append(UnplacedText(label_in(old_form, key), note))
    return kept, tuple(unplaced)


def field_places(form: FormDefinition) -> Mapping[str, FieldDefinition]:
    """Return the form's fields by every key that they have or had."""
    former = {key: field for field in form.fields() for key in field.formerly}
    return former | {field.key: field for field in form.fields()}


def label_in(form: FormDefinition, key: str) -> str:
    """Return what a field is called, or the key itself when the form has no such field."""
    found = next((field for field in form.fields() if field.key == key), None)
    if found is None:
        return key
    return found.label.rstrip(":") or form.label_of(found).capitalize()


def unplaced_answer(label: str, field: FieldDefinition, value: Answer) -> UnplacedText:
    """Return an answer as a text without a place: all words of it, its links and files too."""
    words = [plain_text(field, value)]
    files: tuple[FileAttachment, ...] = ()
    if isinstance(value, ChoiceValue):
        words += [other for other in (value.other, value.as_typed) if other and other not in words]
    elif isinstance(value, RichText):
        links = dict.fromkeys(run.link for block in value.blocks for run in block.runs if run.link)
        words += [link for link in links if link not in words[0]]
    elif isinstance(value, tuple):
        files = tuple(item for item in value if isinstance(item, FileAttachment))
    return UnplacedText(label, "\n".join(words), files)


def boxes_text(boxes: UnfinishedDate) -> str:
    """Return the three boxes of a date as text, empty ones as a dash."""
    return "/".join(part or "—" for part in (boxes.day, boxes.month, boxes.year))


def _is_renamed(places: Mapping[str, FieldDefinition], key: str) -> bool:
    return key in places and places[key].key != key


def _fitted(field: FieldDefinition, value: Answer) -> Answer | None:
    """Return the value as the field holds it, None where something would be lost."""
    return next(fit(field, value) for kind, fit in _FITS if isinstance(value, kind))


def _fit_line(field: FieldDefinition, value: Answer) -> Answer | None:
    if field.type is FieldType.RICH_TEXT and isinstance(value, str):
        text = from_plain_text(value)
        return text if text.plain_text() == value else None
    return value if field.type in TEXTS else None


def _fit_rich_text(field: FieldDefinition, value: Answer) -> Answer | None:
    if field.type in TEXTS and isinstance(value, RichText):
        line = value.plain_text()
        return line if clean_line(line) == line and from_plain_text(line) == value else None
    return value if field.type is FieldType.RICH_TEXT else None


def _fit_date(field: FieldDefinition, value: Answer) -> Answer | None:
    is_full = isinstance(value, PartialDate) and value.is_full
    fits = field.type is FieldType.PARTIAL_DATE or (field.type is FieldType.DATE and is_full)
    return value if fits else None


def _fit_choice(field: FieldDefinition, value: Answer) -> Answer | None:
    if field.type is not FieldType.CHOICE or not isinstance(value, ChoiceValue):
        return None
    choice = field.choice_of(value.choice)
    return value if choice is not None and (choice.other or not value.other) else None


def _fit_attachments(field: FieldDefinition, value: Answer) -> Answer | None:
    return value if field.type is FieldType.ATTACHMENTS else None


_FITS: tuple[tuple[type, Callable[[FieldDefinition, Answer], Answer | None]], ...] = (
    (str, _fit_line),
    (RichText, _fit_rich_text),
    (PartialDate, _fit_date),
    (ChoiceValue, _fit_choice),
    (tuple, _fit_attachments),
)
