"""Makes ``docs/manual.pdf`` with the program's own PDF engine: ``python -m tests.manual_pdf``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from reportlab.platypus import BaseDocTemplate

from fichas_desktop.domain.definition import Paper
from fichas_desktop.export.canvas import FichaCanvas
from fichas_desktop.export.document_model import check_document
from fichas_desktop.export.fonts import FontBook
from fichas_desktop.export.images import Picture, load_picture
from fichas_desktop.export.metadata import DocumentIdentity
from fichas_desktop.export.page_frame import PageFrame
from fichas_desktop.export.pdf import CREATOR, LANGUAGE
from fichas_desktop.export.pdf_builder import StoryBuilder, frame_texts
from fichas_desktop.export.structure import Role, StructureElement
from fichas_desktop.export.styles import SHEETS
from fichas_desktop.services.manual import manual_folder, manual_text

OUT = Path(__file__).resolve().parents[1] / "docs" / "manual.pdf"
PROGRAM = "Fichas de buenas prácticas"
HEADER = (("PROGRAMA", PROGRAM, "MANUAL", "Página {page} de {pages}"),)

_BLOCK = re.compile(
    r"(?P<heading>#{1,3}) |!\[(?P<alt>[^\]]+)\]\((?P<picture>[\w.-]+)\)$|(?P<bullet>- )|(?P<number>\d+\. )"
)
_INLINE = re.compile(r"(\*\*[^*]+\*\*|`[^`]+`)")


def make_pdf() -> tuple[bytes, int]:
    """Return the manual as a tagged PDF, and its number of pages; the same bytes each time."""
    document, pictures = manual_document()
    fonts, sheet, root = FontBook(), SHEETS[Paper.LETTER], StructureElement(Role.DOCUMENT)
    texts = frame_texts(document, fonts, root)
    frame = PageFrame(texts, fonts, sheet)
    story = StoryBuilder(fonts, pictures, texts, sheet.text_width, frame.least_body_height).build(document)
    identity = DocumentIdentity(f"Manual: {PROGRAM}", PROGRAM, "Manual del programa", CREATOR, LANGUAGE, None)
    canvas = FichaCanvas(identity, root, (), sheet, frame.draw_number)
    template = BaseDocTemplate("", pagesize=(sheet.width, sheet.height), pageTemplates=frame.templates())
    template.build(story, canvasmaker=lambda *_, **__: canvas)
    return canvas.data, canvas.pages


def manual_document() -> tuple[ET.Element, list[Picture]]:
    """Return the pages in the vocabulary of the exports, and the pictures that they name."""
    root = ET.Element("ficha")
    header = ET.SubElement(root, "header", logo="")
    for row in HEADER:
        cells = ET.SubElement(header, "row")
        for text in row:
            ET.SubElement(cells, "cell").text = text
    ET.SubElement(root, "title").text = PROGRAM
    pictures: list[Picture] = []
    field = ET.Element("field")
    for line in lines():
        match = _BLOCK.match(line)
        text = line[match.end() :] if match else line
        if match is None:
            _write(ET.SubElement(field, "p"), text)
        elif match["heading"] and len(match["heading"]) < 3:
            section = ET.SubElement(root, "section")
            ET.SubElement(section, "name").text = text.upper() if match["heading"] == "#" else text
            field = ET.SubElement(section, "field")
        elif match["heading"]:
            _write(ET.SubElement(field, "h"), text)
        elif match["picture"]:
            figure = ET.SubElement(
                field, "figure", picture=str(len(pictures)), framed="yes", alt=match["alt"]
            )
            figure.text = match["alt"]
            picture = load_picture((manual_folder() / match["picture"]).read_bytes())
            assert picture is not None
            pictures.append(picture)
        else:
            _write(ET.SubElement(field, "li", marker=(match["number"] or "•").strip()), text)
    check_document(root)
    return root, pictures


def lines() -> Iterator[str]:
    """Yield what stands on a line of its own."""
    return (line for line in manual_text().splitlines() if line.strip())


def _write(element: ET.Element, text: str) -> None:
    element.text = ""
    last: ET.Element | None = None
    for part in _INLINE.split(text):
        if part.startswith("**"):
            last = ET.SubElement(element, "b")
            last.text = part.strip("*")
        elif last is None:
            element.text += part.strip("`")
        else:
            last.tail = (last.tail or "") + part.strip("`")


if __name__ == "__main__":
    OUT.write_bytes(make_pdf()[0])
