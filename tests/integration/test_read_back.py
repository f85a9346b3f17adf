"""Another library reads each exported ficha back: every answer, whole and in order, and every header."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pdfplumber
import pypdf
import pytest

from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.partial_date import PartialDate
from fichas_desktop.domain.rich_text import RichText, markers
from fichas_desktop.domain.values import FileAttachment, LinkAttachment, date_parts, plain_text
from fichas_desktop.services.exporting import ExportedPair
from fichas_desktop.services.origins import Origin
from fichas_desktop.services.program import Program

FICHAS = Path(__file__).parents[1] / "data" / "fichas"
NAMES = ("larga", "incompleta", "solo-ano")
HEADER_WORDS = (
    "GESTIÓN DEL CONOCIMIENTO",
    "Buenas prácticas y lecciones aprendidas de gestión pública",
    "Documentación de buenas prácticas de gestión pública",
    "4202000-FT-1311",
    "VERSIÓN",
)


def bare(text: str) -> str:
    """Return a text without white space, which line breaks and page breaks change."""
    return "".join(unicodedata.normalize("NFC", text).split())


@pytest.fixture(params=NAMES)
def exported(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Origin, ExportedPair]:
    """Take a ficha the whole way: answers file, draft on disk, pair."""
    program = Program(tmp_path / "datos")
    draft_id = program.importer.import_file(FICHAS / request.param / "respuestas.json")
    origin = Program(tmp_path / "datos").origins.find(draft_id)
    status = Status.BORRADOR if request.param == "incompleta" else Status.FINAL
    return origin, program.exporter.export(origin, tmp_path / "salida", status=status, replace=False)


def printed_pieces(origin: Origin) -> list[str]:
    """Return what the PDF must say of the answers, in the form's order."""
    pieces: list[str] = []
    for field in origin.form.fields():
        value = origin.answers.get(field.key)
        pieces.append(field.label)
        if isinstance(value, PartialDate):
            pieces.extend(date_parts(value, skip_unknown=True))
        elif isinstance(value, RichText):
            for block, marker in zip(value.blocks, markers(value.blocks), strict=True):
                pieces.append(marker if marker != "-" else "")
                pieces.extend(run.text for run in block.runs)
        elif isinstance(value, tuple):
            for item in value:
                name = item.name if isinstance(item, FileAttachment) else ""
                pieces += [name or (item.url if isinstance(item, LinkAttachment) else ""), item.description]
        elif value is not None:
            pieces.append(plain_text(field, value))
        else:
            pieces.append("" if "date" in field.type else origin.form.unanswered)
    return [bare(piece) for piece in pieces if piece]


def assert_in_order(pieces: list[str], text: str) -> None:
    place = 0
    for piece in pieces:
        found = text.find(piece, place)
        assert found >= 0, f"not found after {text[max(place - 60, 0) : place]!r}: {piece[:80]!r}"
        place = found + len(piece)


def test_every_answer_is_in_the_text_whole_and_in_order(exported: tuple[Origin, ExportedPair]) -> None:
    origin, pair = exported
    pages = [page.extract_text() for page in pypdf.PdfReader(pair.pdf).pages]
    footnote = bare("¹" + origin.form.footnote), bare("1" + origin.form.footnote)
    body = []
    for number, page in enumerate(pages, start=1):
        _header, _page, rest = page.partition(f"{number} de {len(pages)}")
        assert rest, f"page {number} has no header"
        text = bare(rest)
        for note in footnote:
            text = text.replace(note, "")
        body.append(text)
    assert_in_order(printed_pieces(origin), "".join(body))


def test_the_header_with_the_right_page_number_is_on_every_page(
    exported: tuple[Origin, ExportedPair],
) -> None:
    _origin, pair = exported
    with pdfplumber.open(pair.pdf) as document:
        total = len(document.pages)
        assert total == pair.pages
        for number, page in enumerate(document.pages, start=1):
            header = page.crop((0, 0, page.width, 125)).extract_text()
            assert f"Página {number} de {total}" in " ".join(header.split())
            for words in HEADER_WORDS:
                assert bare(words) in bare(header), words


def test_the_long_ficha_fills_nine_pages_and_more(tmp_path: Path) -> None:
    program = Program(tmp_path / "datos")
    origin = program.origins.find(str(FICHAS / "larga" / "respuestas.json"))
    pair = program.exporter.export(origin, tmp_path / "salida", status=Status.FINAL, replace=False)
    assert pair.pages >= 9
