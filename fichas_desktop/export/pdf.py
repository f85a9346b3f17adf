"""Record to PDF: the one way in."""

from __future__ import annotations

from msgspec import Struct
from reportlab.platypus import BaseDocTemplate

from fichas_desktop.codec.sidecar import document_title
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import FichaRecord, Status
from fichas_desktop.domain.progress import Report, Stage, Step, unheard
from fichas_desktop.domain.text import clean_line
from fichas_desktop.export.annexes import ReadFile, load_annexes
from fichas_desktop.export.canvas import FichaCanvas
from fichas_desktop.export.document_model import build_document
from fichas_desktop.export.embedded_files import embedded_files
from fichas_desktop.export.fonts import FontBook
from fichas_desktop.export.metadata import DocumentIdentity
from fichas_desktop.export.page_frame import PageFrame
from fichas_desktop.export.pdf_builder import StoryBuilder, frame_texts
from fichas_desktop.export.structure import Role, StructureElement
from fichas_desktop.export.styles import SHEETS
from fichas_desktop.version import __version__

LANGUAGE = "es-CO"
CREATOR = f"fichas-desktop {__version__}"


class RenderedPdf(Struct, frozen=True):
    """A finished PDF.

    Attributes:
        pages: Number of pages.
        replaced: Characters that no font has, printed as ``[U+4E2D]``, in order of appearance.
    """

    data: bytes
    pages: int
    replaced: tuple[str, ...]


def render_pdf(
    form: FormDefinition,
    record: FichaRecord,
    *,
    verification_line: str,
    embedded_json: bytes,
    read_file: ReadFile,
    report: Report = unheard,
) -> RenderedPdf:
    """Lay out a record as the official form.

    The same arguments give the same bytes, in any process, time zone and place: every date comes
    from the record, and a record without times gives a PDF without dates.

    Args:
        form: Definition that the record was filled in with.
        record: Answers, status and times.
        verification_line: Closes the last section in small type; empty leaves it out.
        embedded_json: Bytes of the embedded ``ficha.json``; empty embeds none. The public version
            embeds nothing, whatever is given.
        read_file: Returns the bytes of a file handed in, or None when it is missing.
        report: Told of every annex and page.
    """
    annexes = load_annexes(record, form.limits, read_file, report)
    document = build_document(form, record, annexes.by_field, verification_line)
    fonts, sheet, root = FontBook(), SHEETS[form.paper], StructureElement(Role.DOCUMENT)
    texts = frame_texts(document, fonts, root)
    frame = PageFrame(texts, fonts, sheet)
    builder = StoryBuilder(fonts, annexes.pictures, texts, sheet.text_width, frame.least_body_height)
    story = builder.build(document)
    data = b"" if record.status is Status.PUBLIC else embedded_json
    files = embedded_files(data, annexes.originals)
    canvas = FichaCanvas(_identity(form, record), root, files, sheet, frame.draw_number)
    canvas.at_page = lambda number: report(Step(Stage.PAGE, number))
    template = BaseDocTemplate("", pagesize=(sheet.width, sheet.height), pageTemplates=frame.templates())
    template.build(story, canvasmaker=lambda *_, **__: canvas)
    return RenderedPdf(canvas.data, canvas.pages, fonts.replaced)


def _identity(form: FormDefinition, record: FichaRecord) -> DocumentIdentity:
    return DocumentIdentity(
        title=clean_line(document_title(form, record)),
        author=form.entity,
        subject=f"{form.name}. Formato {form.code}, versión {form.version}",
        creator=CREATOR,
        language=LANGUAGE,
        time=record.finalized_at or record.created_at,
    )
