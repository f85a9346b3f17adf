"""Image annexes of every kind, and bytes that are no image at all."""

from __future__ import annotations

import io
import struct
import zlib

import msgspec
import pdfplumber
import pytest
from PIL import Image

from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.values import FileAttachment
from fichas_desktop.export import pdf_builder
from fichas_desktop.export.images import MAX_SIDE, load_picture
from fichas_desktop.export.pdf import RenderedPdf
from tests.export.synthetic import FORM, body, paragraphs, render
from tests.export.tagged import TaggedReader

MISSING = "No se encontró este archivo: no va incluido en este documento."
UNSHOWABLE = "Este archivo no se puede mostrar en la página."
EMBEDDED = "El archivo original va adjunto a este PDF."


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return the image as a file of that kind."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def decoded(data: bytes) -> Image.Image:
    """Load bytes as the exporter does and open the JPEG that it makes."""
    picture = load_picture(data)
    assert picture is not None
    image = Image.open(io.BytesIO(picture.jpeg))
    assert image.format == "JPEG"
    assert image.mode == "RGB"
    assert image.size == (picture.width, picture.height)
    return image


def close(pixel: object, color: tuple[int, int, int]) -> bool:
    """Tell whether a pixel has a color, but for what JPEG does to it."""
    assert isinstance(pixel, tuple)
    return all(abs(part - wanted) < 12 for part, wanted in zip(pixel, color, strict=True))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_common_formats(kind: str) -> None:
    image = decoded(encoded(Image.new("RGB", (40, 30), (200, 30, 60)), kind))
    assert image.size == (40, 30)
    assert close(image.getpixel((20, 15)), (200, 30, 60))


@pytest.mark.parametrize("mode", ["1", "L", "P", "I;16", "LA", "RGBA"])
def test_modes(mode: str) -> None:
    assert decoded(encoded(Image.new(mode, (20, 20)), "PNG")).size == (20, 20)


def test_sixteen_bits_keep_their_shades() -> None:
    image = Image.new("I;16", (20, 20), 0x8000)
    assert close(decoded(encoded(image, "PNG")).getpixel((10, 10)), (128, 128, 128))


def test_transparency_becomes_white() -> None:
    image = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    assert close(decoded(encoded(image, "PNG")).getpixel((10, 10)), (255, 255, 255))
    palette = Image.new("P", (20, 20))
    assert close(decoded(encoded(palette, "PNG", transparency=0)).getpixel((10, 10)), (255, 255, 255))


def test_cmyk_becomes_rgb() -> None:
    image = Image.new("CMYK", (20, 20), (0, 255, 255, 0))
    pixel = decoded(encoded(image, "JPEG")).getpixel((10, 10))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 180
    assert pixel[1] < 80


def test_rotation_in_the_camera_is_undone() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert decoded(encoded(Image.new("RGB", (40, 20)), "JPEG", exif=exif)).size == (20, 40)


@pytest.mark.parametrize(
    ("size", "shown"),
    [((1, 1), (1, 1)), ((200, 8000), (45, 1800)), ((8000, 200), (1800, 45)), ((9000, 1), (1800, 1))],
)
def test_extreme_sizes(size: tuple[int, int], shown: tuple[int, int]) -> None:
    assert decoded(encoded(Image.new("RGB", size), "PNG")).size == shown
    assert max(shown) <= MAX_SIDE


def png_header(width: int, height: int) -> bytes:
    """Return a PNG that says it is large and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


WHOLE = encoded(Image.effect_noise((300, 300), 80), "JPEG")
WHOLE_PNG = encoded(Image.effect_noise((300, 300), 80), "PNG")
UNREADABLE = {
    "empty": b"",
    "text": b"no soy una imagen",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>',
    "truncated jpeg": WHOLE[: len(WHOLE) // 2],
    "truncated png": WHOLE_PNG[: len(WHOLE_PNG) // 2],
    "header alone": WHOLE_PNG[:20],
    "bomb": png_header(40_000, 40_000),
    "bomb below Pillow's own alarm": png_header(9_000, 9_000),
    "broken chunk": WHOLE_PNG[:30] + b"\xff" * 40 + WHOLE_PNG[70:],
    "pdf": b"%PDF-1.7\n",
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_image_gives_nothing(name: str) -> None:
    assert load_picture(UNREADABLE[name]) is None


def test_pillow_s_remarks_reach_nobody(recwarn: pytest.WarningsRecorder) -> None:
    assert load_picture(png_header(10_000, 10_000)) is None
    tiff = encoded(Image.new("RGB", (20, 20)), "TIFF")
    load_picture(tiff[:-20])
    assert not recwarn.list


def test_the_same_image_gives_the_same_bytes() -> None:
    assert load_picture(WHOLE) == load_picture(WHOLE)


def image_file(name: str, data: bytes, description: str) -> FileAttachment:
    """Return an attachment that says it is an image."""
    return FileAttachment(name, "image/png", len(data), "0" * 64, description)


FILES = {"foto.png": WHOLE_PNG, "rota.png": b"no", "tabla.xlsx": b"PK"}


def annexes() -> tuple[FileAttachment, ...]:
    """Return a good image, a broken one, a missing one and a file of another kind."""
    return (
        image_file("foto.png", WHOLE_PNG, "La huerta en mayo"),
        image_file("rota.png", b"no", "La huerta en junio"),
        image_file("perdida.png", b"", ""),
        FileAttachment("tabla.xlsx", "application/vnd.ms-excel", 2, "0" * 64, "Cuentas"),
    )


def rows(pdf: RenderedPdf) -> list[list[str]]:
    """Return the cells of the table of annexes."""
    (table,) = list(TaggedReader(pdf.data).document.all("Sect"))[-1].all("Table")
    return [
        [" ".join(p.text.strip() for p in cell.all("P")) for cell in row.children] for row in table.children
    ]


def test_annexes_are_listed_and_images_shown_with_a_caption() -> None:
    pdf = render({"soportes": annexes()}, read_file=lambda file: FILES.get(file.name))
    assert rows(pdf)[1:] == [
        ["1", "foto.png", "La huerta en mayo"],
        ["2", "rota.png", f"La huerta en junio {UNSHOWABLE} {EMBEDDED}"],
        ["3", "perdida.png", MISSING],
        ["4", "tabla.xlsx", f"Cuentas {EMBEDDED}"],
    ]
    (figure,) = TaggedReader(pdf.data).document.all("Figure")
    assert figure.alternative_text == "La huerta en mayo"
    assert figure.text.strip() == "Anexo 1. La huerta en mayo"
    assert pdf.data.count(b"/DCTDecode") == 1


def test_the_public_version_promises_no_original() -> None:
    pdf = render({"soportes": annexes()}, status=Status.PUBLIC, read_file=lambda file: FILES.get(file.name))
    assert UNSHOWABLE in body(pdf)
    assert "adjunto" not in body(pdf)


def test_the_logo_stands_on_each_page_once_in_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    logo = encoded(Image.new("RGB", (300, 100), "red"), "PNG")
    monkeypatch.setattr(pdf_builder, "read_bytes", lambda *_: logo)
    header = msgspec.structs.replace(FORM.header, logo="icons/logo.png")
    form = msgspec.structs.replace(FORM, header=header)
    pdf = render({"cosecha": paragraphs("Texto. " * 2000)}, form=form)
    with pdfplumber.open(io.BytesIO(pdf.data)) as document:
        for page in document.pages:
            (image,) = page.images
            assert image["x0"] >= 62
            assert image["bottom"] < 120
    assert pdf.data.count(b"/DCTDecode") == 1


def test_many_tall_images_with_long_captions_are_laid_out() -> None:
    tall = encoded(Image.new("RGB", (200, 8000)), "PNG")
    files = tuple(image_file(f"{number}.png", tall, "Muy alta. " * 200) for number in range(6))
    pdf = render({"soportes": files}, read_file=lambda _: tall)
    assert body(pdf).count("Anexo ") == 6
    assert pdf.data.count(b"/DCTDecode") == 1
