"""Makes ``docs/manual.pdf`` with the program's own PDF engine: ``python -m tests.manual_pdf``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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
CONTENTS = "Contenido"
HEADER = (("PROGRAMA", PROGRAM, "MANUAL", "Página {page} de {pages}"),)

_BLOCK = re.compile(
    r"(?P<heading>#{1,3}) |!\[(?P<alt>[^\]]+)\]\((?P<picture>[\w.-]+)\)$|(?P<bullet>- )|(?P<number>\d+\. )"
)
_INLINE = re.compile(r"(\*\*[^*]+\*\*|`[^`]+`)")


class _Canvas(FichaCanvas):
    """Knows on which page each chapter begins."""

    begins: dict[str, int]

    def bookmark(self, title: str, key: str, y: float) -> None:
        if not self.bookmarks:
            self.begins = {}
        self.begins[title] = self.getPageNumber()
        super().bookmark(title, key, y)


def make_pdf() -> tuple[bytes, int]:
    """Return the manual as a tagged PDF, and its number of pages; the same bytes each time."""
    canvas = _drawn({})
    canvas = _drawn(canvas.begins)
    return canvas.data, canvas.pages


def _drawn(begins: Mapping[str, int]) -> _Canvas:
    """Draw the pages, the contents with the pages that another drawing found."""
    document, pictures = manual_document(begins)
    fonts, sheet, root = FontBook(), SHEETS[Paper.LETTER], StructureElement(Role.DOCUMENT)
    texts = frame_texts(document, fonts, root)
    frame = PageFrame(texts, fonts, sheet)
    story = StoryBuilder(fonts, pictures, texts, sheet.text_width, frame.least_body_height).build(document)
    identity = DocumentIdentity(f"Manual: {PROGRAM}", PROGRAM, "Manual del programa", CREATOR, LANGUAGE, None)
    canvas = _Canvas(identity, root, (), sheet, frame.draw_number)
    template = BaseDocTemplate("", pagesize=(sheet.width, sheet.height), pageTemplates=frame.templates())
    template.build(story, canvasmaker=lambda *_, **__: canvas)
    return canvas


def manual_document(begins: Mapping[str, int]) -> tuple[ET.Element, list[Picture]]:
    """Return the pages in the vocabulary of the exports, and the pictures that they name.

    Args:
        begins: By title, the page of each chapter, for the contents.
    """
    root = ET.Element("ficha")
    header = ET.SubElement(root, "header", logo="icons/app-256.png")
    for row in HEADER:
        cells = ET.SubElement(header, "row")
        for text in row:
            ET.SubElement(cells, "cell").text = text
    ET.SubElement(root, "title").text = PROGRAM
    _add_contents(root, begins)
    pictures: list[Picture] = []
    field = ET.Element("field")
    for line in lines():
        match = _BLOCK.match(line)
        text = line[match.end() :] if match else line
        if match is None:
            _write(ET.SubElement(field, "p"), text)
        elif match["heading"] and len(match["heading"]) < 3:
            field = _begin_section(root, text.upper() if match["heading"] == "#" else text)
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


def _add_contents(root: ET.Element, begins: Mapping[str, int]) -> None:
    field = _begin_section(root, CONTENTS)
    for line in lines():
        match = _BLOCK.match(line)
        if match is not None and match["heading"] and len(match["heading"]) < 3:
            title = line[match.end() :]
            is_part = match["heading"] == "#"
            page = f" · página {begins.get(title.upper() if is_part else title, 0)}"
            if is_part:
                _write(ET.SubElement(field, "p"), f"**{title}**{page}")
            else:
                _write(ET.SubElement(field, "li", marker="•"), f"{title}{page}")


def _begin_section(root: ET.Element, name: str) -> ET.Element:
    section = ET.SubElement(root, "section")
    ET.SubElement(section, "name").text = name
    return ET.SubElement(section, "field")


def lines() -> Iterator[str]:
    """Yield what stands on a line of its own."""
    return (line for line in manual_text().splitlines() if line.strip())


def _write(element: ET.Element, text: str) -> None:
    element.text = ""
    last: ET.Element | None = None
    for part in _INLINE.split(text):
        mark = next((tag for sign, tag in (("**", "b"), ("`", "i")) if part.startswith(sign)), None)
        if mark is not None:
            last = ET.SubElement(element, mark)
            last.text = part.strip("*`")
        elif last is None:
            element.text += part
        else:
            last.tail = (last.tail or "") + part


if __name__ == "__main__":
    OUT.write_bytes(make_pdf()[0])
