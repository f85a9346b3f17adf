"""Time of the PDF export of a long ficha, against a floor that only draws the same strings.

The floor is a bare ReportLab canvas with the same embedded fonts: no layout, no document model, no
embedded file. Both are run in turns in one process, and the fastest of each counts.

Run: ``python tests/benchmarks/export_ratio.py [rounds]``
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from reportlab.pdfgen.canvas import Canvas  # noqa: E402
from reportlab.pdfgen.textobject import PDFTextObject  # noqa: E402

from fichas_desktop.codec.answers_file import record_of_answers  # noqa: E402
from fichas_desktop.codec.values import decode_answers  # noqa: E402
from fichas_desktop.domain.ficha import FichaRecord, Status  # noqa: E402
from fichas_desktop.domain.values import FileAttachment  # noqa: E402
from fichas_desktop.export.fonts import REGULAR, load_face  # noqa: E402
from fichas_desktop.export.pdf import RenderedPdf, render_pdf  # noqa: E402
from fichas_desktop.forms.catalog import FormCatalog  # noqa: E402

FICHA = ROOT / "tests" / "data" / "fichas" / "larga" / "respuestas.json"
FORMS = FormCatalog(ROOT / "resources" / "forms")
GOAL = 4.0


class Drawn(NamedTuple):
    """A string as the export draws it."""

    page: int
    font: str
    size: float
    text: str


def load_record() -> FichaRecord:
    """Return the long ficha; its files are left out, as a floor has nothing to compare them with."""
    document = json.loads(FICHA.read_text(encoding="utf-8"))
    form = FORMS.get(document["form"]["code"], document["form"]["version"])

    def without_bytes(path: str, description: str) -> FileAttachment:
        return FileAttachment(Path(path).name, "application/octet-stream", 0, "0" * 64, description)

    answers = decode_answers(form, document["answers"], without_bytes)
    return record_of_answers(form, answers, Status.FINAL)


def export(record: FichaRecord, embedded_json: bytes) -> RenderedPdf:
    """Export as the program does."""
    form = FORMS.get(record.form.code, record.form.version)
    return render_pdf(
        form,
        record,
        verification_line="Código de verificación: 00000000 · entrega 1 · 0000000000000000",
        embedded_json=embedded_json,
        read_file=lambda _: None,
    )


@contextmanager
def recorded(strings: list[Drawn]) -> Iterator[None]:
    """Record every string that is written while the context lasts."""
    write = PDFTextObject._formatText

    def recording(text_object: PDFTextObject, text: str) -> str:
        canvas = text_object._canvas
        strings.append(Drawn(canvas.getPageNumber(), text_object._fontname, text_object._fontsize, text))
        return write(text_object, text)

    with patch.object(PDFTextObject, "_formatText", recording):
        yield


def draw_floor(strings: list[Drawn]) -> bytes:
    """Draw the strings, page by page, with nothing around them."""
    canvas = Canvas("floor.pdf", pageCompression=1, invariant=1, initialFontName=load_face(REGULAR).name)
    page, y = 1, 740.0
    for string in strings:
        if string.page != page:
            canvas.showPage()
            page, y = string.page, 740.0
        canvas.setFont(string.font, string.size)
        canvas.drawString(62, y, string.text)
        y -= 7
    return canvas.getpdfdata()


def fastest(rounds: int, *functions: Callable[[], object]) -> list[float]:
    """Return the least time of each function, run in turns."""
    times: list[list[float]] = [[] for _ in functions]
    for _ in range(rounds):
        for function, measured in zip(functions, times, strict=True):
            gc.collect()
            started = time.perf_counter()
            function()
            measured.append(time.perf_counter() - started)
    return [min(measured) for measured in times]


def main(rounds: int) -> int:
    """Print both times and their ratio; exit code 1 when the goal is missed."""
    record = load_record()
    embedded_json = FICHA.read_bytes()
    strings: list[Drawn] = []
    with recorded(strings):
        pdf = export(record, embedded_json)
    # page numbers are drawn after the last page; the header counts once, as the export draws it once
    strings = [string._replace(page=min(string.page, pdf.pages)) for string in strings]
    floor, full = fastest(rounds, lambda: draw_floor(strings), lambda: export(record, embedded_json))
    characters = sum(len(string.text) for string in strings)
    print(f"{pdf.pages} pages, {characters} characters in {len(strings)} strings, {len(pdf.data)} bytes")
    print(f"floor  {floor * 1000:6.1f} ms")
    print(f"export {full * 1000:6.1f} ms")
    print(f"ratio  {full / floor:6.2f} (goal: at most {GOAL})")
    return 0 if full / floor <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
