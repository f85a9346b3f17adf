"""The file around the pages: embedded data, description, fonts, sameness of bytes."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdf
import pytest
from PIL import Image
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject, StreamObject

from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.values import FileAttachment
from fichas_desktop.export.embedded_files import safe_name
from fichas_desktop.export.pdf import RenderedPdf
from tests.export.synthetic import FORM, paragraphs, render

ROOT = Path(__file__).parents[2]
JSON = '{"huerta": "Ñoño & <cía>"}\r\n'.encode()
SAME_BYTES = """
import hashlib
from tests.export.test_pdf_file import sample
pdf = sample()
print(hashlib.sha256(pdf.data).hexdigest(), ascii(pdf.replaced))
"""


def attachment(name: str, data: bytes = b"x", media_type: str = "application/pdf") -> FileAttachment:
    """Return an attachment of those bytes."""
    return FileAttachment(name, media_type, len(data), hashlib.sha256(data).hexdigest(), f"Sobre {name}")


def reader(pdf: RenderedPdf) -> pypdf.PdfReader:
    """Open a rendered PDF with pypdf."""
    return pypdf.PdfReader(io.BytesIO(pdf.data), strict=True)


def catalog(pdf: RenderedPdf) -> DictionaryObject:
    """Return the catalog of a rendered PDF."""
    root = reader(pdf).trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)
    return root


def specifications(pdf: RenderedPdf) -> list[DictionaryObject]:
    """Return the file specifications of the associated files."""
    files = catalog(pdf)["/AF"].get_object()
    assert isinstance(files, ArrayObject)
    return [dictionary(file) for file in files]


def dictionary(value: PdfObject) -> DictionaryObject:
    """Return what should be a dictionary, with references followed."""
    found = value.get_object()
    assert isinstance(found, DictionaryObject)
    return found


def content(file: DictionaryObject) -> StreamObject:
    """Return the embedded stream of a file specification."""
    stream = dictionary(dictionary(file["/EF"])["/F"])
    assert isinstance(stream, StreamObject)
    return stream


def words(file: DictionaryObject, key: str) -> str:
    """Return a string or name of a dictionary."""
    return str(file[key])


def sample() -> RenderedPdf:
    """Return a PDF with something of everything that might depend on the machine."""
    picture = io.BytesIO()
    Image.linear_gradient("L").save(picture, "PNG")
    contents = {"b.pdf": render(embedded_json=b"").data, "ñandú.txt": b"n", "c.png": picture.getvalue()}
    types = ("application/pdf", "text/plain", "image/png")
    files = tuple(attachment(name, media_type=kind) for name, kind in zip(contents, types, strict=True))
    return render(
        {"cosecha": paragraphs("Ñandú → 😀 中文 ∑ " * 50), "soportes": files},
        embedded_json=JSON,
        read_file=lambda file: contents[file.name],
    )


def test_the_data_file_is_embedded_byte_for_byte() -> None:
    pdf = render(embedded_json=JSON)
    assert reader(pdf).attachments["ficha.json"] == [JSON]
    (file,) = specifications(pdf)
    assert words(file, "/AFRelationship") == "/Data"
    assert words(file, "/UF") == "ficha.json"
    assert words(content(file), "/Subtype") == "/application/json"
    with pikepdf.open(io.BytesIO(pdf.data)) as opened:
        found = opened.attachments["ficha.json"]
        assert found.get_file().read_bytes() == JSON
        assert str(found.relationship) == "/Data"
        assert found.get_file().mime_type == "application/json"


def test_originals_are_embedded_under_names_of_their_own() -> None:
    names = ["acta.pdf", "ACTA.pdf", "ficha.json", "../../etc/passwd", "CON.txt", "añil.pdf"]
    pdf = render(
        {"soportes": tuple(attachment(name) for name in names)}, read_file=lambda file: file.name.encode()
    )
    files = specifications(pdf)
    assert [words(file, "/UF") for file in files] == [
        "ficha.json", "acta.pdf", "ACTA (2).pdf", "ficha (2).json", "_.._etc_passwd", "_CON.txt", "añil.pdf",
    ]  # fmt: skip
    assert {words(file, "/AFRelationship") for file in files[1:]} == {"/Supplement"}
    assert [content(file).get_data().decode() for file in files[1:]] == names
    assert words(files[1], "/Desc") == "Sobre acta.pdf"


def test_the_public_version_embeds_nothing() -> None:
    pdf = render({"soportes": (attachment("a.pdf"),)}, status=Status.PUBLIC, read_file=lambda _: b"secreto")
    assert not {"/AF", "/Names"} & set(catalog(pdf))
    assert b"EmbeddedFile" not in pdf.data


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("", "anexo"),
        ("...", "anexo"),
        ("a/b\\c.txt", "a_b_c.txt"),
        ("nul", "_nul"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("a\nb.txt", "a_b.txt"),
    ],
)
def test_safe_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_the_document_says_what_it_is() -> None:
    pdf = render({"huerta": "La huerta de Ñoño"})
    root = catalog(pdf)
    assert words(root, "/Lang") == "es-CO"
    assert dictionary(root["/ViewerPreferences"])["/DisplayDocTitle"]
    info = reader(pdf).metadata
    assert info is not None
    assert info.title == "La huerta de Ñoño (SINT)"
    assert info.author == FORM.entity
    assert info.subject == "Registro sintético de huertas. Formato SINT-9, versión 03"


def test_each_section_has_a_bookmark() -> None:
    document = reader(render({"cosecha": paragraphs("Texto. " * 3000)}))
    titles = []
    for entry in document.outline:
        assert isinstance(entry, pypdf.generic.Destination)
        titles.append(entry.title)
        page = document.get_destination_page_number(entry)
        assert page is not None
        assert str(entry.title) in document.pages[page].extract_text()
    assert titles == [section.title for section in FORM.sections]


def test_dates_come_from_the_record() -> None:
    info = reader(render()).metadata
    assert info is not None
    assert words(info, "/CreationDate") == words(info, "/ModDate") == "D:20240920083000-05'00'"


def test_a_record_without_times_gives_a_file_without_dates() -> None:
    pdf = render(time=None)
    assert b"Date" not in pdf.data


def test_all_fonts_are_embedded_subsets_with_a_map_to_unicode() -> None:
    for page in reader(sample()).pages:
        for font in dictionary(dictionary(page["/Resources"])["/Font"]).values():
            properties = dictionary(font)
            assert words(properties, "/BaseFont")[7] == "+"
            assert "/FontFile2" in dictionary(properties["/FontDescriptor"])
            assert "/ToUnicode" in properties


def test_the_same_record_gives_the_same_bytes_everywhere() -> None:
    def digest(zone: str, seed: str) -> str:
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        environment["SOURCE_DATE_EPOCH"] = seed
        command = [sys.executable, "-c", SAME_BYTES]
        return subprocess.run(
            command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout.strip()

    pdf = sample()
    here = f"{hashlib.sha256(pdf.data).hexdigest()} {pdf.replaced!a}"
    assert {digest("Asia/Tokyo", "1"), digest("America/Bogota", "77")} == {here}
