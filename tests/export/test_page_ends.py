"""No page ends with what belongs to the next, over many pages of every length."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pypdfium2

from fichas_desktop.codec.answers_file import record_of_answers
from fichas_desktop.codec.values import decode_answers
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import FichaRecord, Status
from fichas_desktop.domain.rich_text import Block, BlockKind, RichText, Run
from fichas_desktop.domain.values import AnswerSet, FileAttachment
from fichas_desktop.export.pdf import render_pdf
from fichas_desktop.forms.loader import load_form
from tests.builders import FICHAS, SHIPPED_FORM_FILE

PADDINGS = 60
VERIFICATION = "Código de verificación: 0badcafe · entrega 1 · 0123456789abcdef"


def padded_record(form: FormDefinition, padding: int) -> FichaRecord:
    """Return the long ficha with its longest answers pushed down by some lines more each time."""
    document = json.loads((FICHAS / "larga" / "respuestas.json").read_text(encoding="utf-8"))

    def without_bytes(path: str, description: str) -> FileAttachment:
        return FileAttachment(path.rpartition("/")[2], "text/plain", 1, "0" * 64, description)

    answers = dict(decode_answers(form, document["answers"], without_bytes))
    for place, key in enumerate(("descripcion", "aporte", "estabilidad")):
        answer = answers[key]
        assert isinstance(answer, RichText)
        filler = Block(
            BlockKind.PARAGRAPH, runs=(Run("\n".join(["relleno"] * (1 + padding % (7 + 4 * place)))),)
        )
        middle = len(answer.blocks) // 2
        answers[key] = RichText((filler, *answer.blocks[:middle], filler, *answer.blocks[middle:]))
    return record_of_answers(form, AnswerSet(answers), Status.FINAL)


def heads(form: FormDefinition, record: FichaRecord) -> set[str]:
    """Return everything that must not end a page: labels, guidance, titles, headings in answers."""
    found = {section.title for section in form.sections} | {"N.º Nombre Descripción"}
    for field in form.fields():
        found |= {field.label, field.guidance}
    for answer in record.answers.values():
        if isinstance(answer, RichText):
            found |= {block.text for block in answer.blocks if block.kind is BlockKind.HEADING}
    return found - {""}


def last_lines(data: bytes) -> Iterator[str]:
    """Yield the last line of the body of each page but the last."""
    document = pypdfium2.PdfDocument(data)
    for number in range(len(document) - 1):
        text = document[number].get_textpage().get_text_bounded()
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        yield [line for line in lines if not line.startswith("¹")][-1]
    document.close()


def test_no_page_ends_with_a_label_a_heading_or_guidance() -> None:
    form = load_form(SHIPPED_FORM_FILE)
    pages = 0
    for padding in range(PADDINGS):
        record = padded_record(form, padding)
        pdf = render_pdf(
            form, record, verification_line=VERIFICATION, embedded_json=b"", read_file=lambda _: b"x"
        )
        forbidden = heads(form, record)
        for line in last_lines(pdf.data):
            assert not [head for head in forbidden if head.endswith(line)], (padding, line)
            pages += 1
    assert pages >= 500
