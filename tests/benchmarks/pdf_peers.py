"""Time of the PDF export against other ways to make the same pages, and its growth with ten times the text.

Peers are measured where they are installed: fpdf2, WeasyPrint, LibreOffice (from a .docx). They set the same
words with the same fonts where they can, untagged and without attachments; layouts are near, not identical.

Run: ``python -m tests.benchmarks.pdf_peers``
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from fichas_desktop.assets import asset_path
from fichas_desktop.export.document_model import build_document
from tests.benchmarks.export_ratio import FICHA, FORMS, export, fastest, load_record

ROUNDS = 6
GROWTH_GOAL = 12.0
MEMORY_GOAL = 200.0
FONTS = asset_path("resources", "fonts", "source-sans-3")
BLOCKS = {
    "title",
    "quotation",
    "note",
    "name",
    "label",
    "guidance",
    "p",
    "h",
    "li",
    "unanswered",
    "part",
    "closing",
}
GROWTH = """
import json, sys, time
from tests.export.synthetic import paragraphs, render
piece, length, paragraphs_in_all = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
texts = [(piece * (length // len(piece) + 1))[:length]] * paragraphs_in_all
render({"cosecha": paragraphs("x")})
begin = time.perf_counter()
pdf = render({"cosecha": paragraphs(*texts)})
seconds = time.perf_counter() - begin
# not ru_maxrss, in which a process inherits the peak of the one that started it
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024
print(json.dumps({"pages": pdf.pages, "seconds": seconds, "megabytes": peak}))
"""


def blocks(document: ET.Element) -> Iterator[tuple[str, str]]:
    """Yield kind and text of everything that is printed, in order."""
    for element in document.iter():
        if element.tag in BLOCKS:
            yield element.tag, element.get("marker", "") + " " + "".join(element.itertext())


def with_fpdf2(texts: list[tuple[str, str]]) -> Callable[[], object]:
    """Return the fpdf2 arm."""
    fpdf: Any = importlib.import_module("fpdf")

    def run() -> object:
        pdf = fpdf.FPDF(format="letter")
        pdf.add_font("S", "", FONTS / "SourceSans3_400Regular.ttf")
        pdf.add_font("S", "B", FONTS / "SourceSans3_700Bold.ttf")
        pdf.add_page()
        for kind, text in texts:
            pdf.set_font("S", "B" if kind in {"title", "name", "label", "h"} else "", 10.5)
            pdf.multi_cell(0, 5, text, new_x="LMARGIN", new_y="NEXT")
        return pdf.output()

    return run


def with_weasyprint(texts: list[tuple[str, str]]) -> Callable[[], object]:
    """Return the WeasyPrint arm."""
    weasyprint: Any = importlib.import_module("weasyprint")
    font = (FONTS / "SourceSans3_400Regular.ttf").as_uri()
    style = f"@font-face{{font-family:S;src:url({font})}} body{{font:10.5pt/14pt S}} @page{{size:letter}}"
    heading = {"title": "h1", "name": "h2", "label": "h3"}
    body = "".join(
        f"<{heading.get(kind, 'p')}>{escape(text)}</{heading.get(kind, 'p')}>" for kind, text in texts
    )
    html = f"<html lang=es><style>{style}</style><body>{body}"
    return lambda: weasyprint.HTML(string=html).write_pdf()


def with_libreoffice(texts: list[tuple[str, str]], folder: Path) -> Callable[[], object]:
    """Return the LibreOffice arm: a fresh process that converts a document, as it is used."""
    source = folder / "ficha.docx"
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for _, text in texts)
    kinds = "application/vnd.openxmlformats-"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Default Extension="rels" ContentType="{kinds}package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" '
            f'ContentType="{kinds}officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        relations = "http://schemas.openxmlformats.org/package/2006/relationships"
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", f"<w:document {word}><w:body>{body}</w:body></w:document>")
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(source)]
    return lambda: subprocess.run(command, check=True, capture_output=True)


def arms(folder: Path) -> dict[str, Callable[[], object]]:
    """Return what is measured, the export first."""
    record = load_record()
    form = FORMS.get(record.form.code, record.form.version)
    annexes: dict[str, Any] = {key: () for key, answer in record.answers.items() if isinstance(answer, tuple)}
    texts = list(blocks(build_document(form, record, annexes, "Código de verificación")))
    data = FICHA.read_bytes()
    found: dict[str, Callable[[], object]] = {"export": lambda: export(record, data)}
    if importlib.util.find_spec("fpdf"):
        found["fpdf2"] = with_fpdf2(texts)
    if importlib.util.find_spec("weasyprint"):
        found["WeasyPrint"] = with_weasyprint(texts)
    if shutil.which("soffice"):
        found["LibreOffice"] = with_libreoffice(texts, folder)
    return found


def growth(piece: str, length: int, paragraphs: int) -> dict[str, float]:
    """Return pages, seconds and megabytes of an export in a fresh process; the best time of three.

    Its only answer has ``paragraphs`` paragraphs of ``length`` characters, which repeat ``piece``.
    """
    runs = []
    for _ in range(3):
        output = subprocess.run(
            [sys.executable, "-c", GROWTH, piece, str(length), str(paragraphs)],
            check=True,
            capture_output=True,
            text=True,
        )
        runs.append(json.loads(output.stdout))
    return min(runs, key=lambda run: run["seconds"])


def main() -> int:
    """Print the ratios; exit code 1 when a goal is missed."""
    os.environ["PYTHONPATH"] = os.pathsep.join([".", *filter(None, [os.environ.get("PYTHONPATH")])])
    with tempfile.TemporaryDirectory() as scratch:
        measured = arms(Path(scratch))
        times = dict(zip(measured, fastest(ROUNDS, *measured.values()), strict=True))
    for name, seconds in times.items():
        print(f"{name:12} {seconds * 1000:8.1f} ms, {seconds / times['export']:6.2f} times the export")
    words = "cooperación interinstitucional y buenas prácticas "
    held = [
        holds("1,000 pages", growth(words, 300, 1300), growth(words, 300, 13_000)),
        holds("a paragraph of a million characters", growth(words, 100_000, 1), growth(words, 1_000_000, 1)),
        holds("a word of a million characters", growth("x", 100_000, 1), growth("x", 1_000_000, 1)),
    ]
    return 0 if all(held) else 1


def holds(name: str, short: dict[str, float], long: dict[str, float]) -> bool:
    """Print how an export grows with ten times the text; return whether that is within the goals."""
    print(f"{name}:")
    for run in (short, long):
        print(f"{run['pages']:5} pages {run['seconds']:6.2f} s, {run['megabytes']:4.0f} MB in all")
    ratio = long["seconds"] / short["seconds"]
    print(f"{ratio:.1f} times (goal: at most {GROWTH_GOAL:.0f}, and {MEMORY_GOAL:.0f} MB)")
    return ratio <= GROWTH_GOAL and long["megabytes"] <= MEMORY_GOAL


if __name__ == "__main__":
    begin = time.perf_counter()
    code = main()
    print(f"measured in {time.perf_counter() - begin:.0f} s")
    sys.exit(code)
