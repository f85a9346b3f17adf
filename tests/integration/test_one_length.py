"""One text everywhere: what is stored, written in the editor, counted, judged and exported is the same."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec import structs
from pytestqt.qtbot import QtBot

from fichas_desktop.codec.values import decode_answers, encode_answers
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.issues import IssueCode
from fichas_desktop.domain.partial_date import PartialDate
from fichas_desktop.domain.rich_text import Block, RichText, Run, normalize
from fichas_desktop.domain.values import AnswerSet
from fichas_desktop.export.document_model import build_document
from fichas_desktop.ui.field_frame import FieldFrame
from fichas_desktop.validation.form_validator import FormValidator
from tests.builders import record_of, synthetic_form
from tests.ui.rich_texts import rich_texts

KEY = "resumen"
TODAY = PartialDate(2025, 5, 16)


@pytest.fixture
def frame(qtbot: QtBot) -> FieldFrame:
    form = synthetic_form()
    frame = FieldFrame(form, form.field(KEY))
    qtbot.addWidget(frame)
    return frame


def through_json(form: FormDefinition, value: RichText) -> RichText:
    stored = json.dumps(encode_answers(form, AnswerSet({KEY: value})))
    read = decode_answers(form, json.loads(stored))[KEY]
    assert isinstance(read, RichText)
    return read


def allowing(form: FormDefinition, length: int) -> FormDefinition:
    return structs.replace(form, limits=structs.replace(form.limits, rich_text=length))


def excess(form: FormDefinition, value: RichText) -> list[object]:
    issues = FormValidator(form).check(AnswerSet({KEY: value}), today=TODAY)
    return [issue.params["excess"] for issue in issues if issue.code is IssueCode.TOO_LONG]


def without_links(value: RichText) -> RichText:
    """Return the text as the PDF prints it, where a link's address stands behind it in brackets."""
    blocks = tuple(
        Block(
            block.kind,
            block.level,
            block.start,
            tuple(Run(run.text, run.bold, run.italic) for run in block.runs),
        )
        for block in value.blocks
    )
    return normalize(RichText(blocks))


def exported_text(form: FormDefinition, value: RichText) -> str:
    annexes = {field.key: () for field in form.fields() if field.type.value == "attachments"}
    root = build_document(form, record_of(AnswerSet({KEY: value})), annexes, "")
    label = form.field(KEY).label
    (field,) = (one for one in root.iter("field") if one.findtext("label") == label)
    return "\n".join("".join(part.itertext()) for part in field if part.tag in {"p", "h", "li"})


@given(rich_texts())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_a_stored_text_comes_out_of_the_editor_to_the_letter_and_as_long_everywhere(
    frame: FieldFrame, value: RichText
) -> None:
    form = frame.definition
    if not value.blocks:
        return
    stored = through_json(form, value)
    assert stored == value
    frame.input.set_value(stored)
    frame.refresh()
    back = frame.input.value()
    assert isinstance(back, RichText)
    assert through_json(form, back) == value

    length = len(value.text)
    shown = frame.hint().text.partition(" ")[0].replace(".", "")
    assert int(shown) == length
    assert excess(allowing(form, length), back) == []
    assert excess(allowing(form, length - 1), back) == ([1] if value.text.strip() else [])

    plain = without_links(back)
    assert exported_text(form, plain) == plain.text
