"""Small pictures of image annexes, from good files, turned ones, broken ones and bombs."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image
from PySide6.QtGui import QImage, QImageReader

from fichas_desktop.ui.thumbnails import FORMATS, MAX_PIXELS, read_thumbnail

ROTATED_RIGHT = 6  # EXIF: the camera was held upright, the sensor wrote it lying
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/hostname"/></svg>'
)


def image_file(kind: str, size: tuple[int, int] = (40, 20), orientation: int = 0) -> bytes:
    image = Image.new("RGB", size, "#c00000")
    image.paste("#0000c0", (0, 0, size[0] // 2, size[1]))
    buffer = io.BytesIO()
    if orientation:
        exif = Image.Exif()
        exif[0x0112] = orientation
        image.save(buffer, kind, exif=exif, quality=95)
    else:
        image.save(buffer, kind)
    return buffer.getvalue()


def png_header(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_an_image_is_fitted_into_the_square(kind: str) -> None:
    image = read_thumbnail(image_file(kind), 10)
    assert image is not None
    assert (image.width(), image.height()) == (10, 5)
    assert image.pixelColor(1, 2).blue() > 150
    assert image.pixelColor(8, 2).red() > 150


def test_a_small_image_stays_as_it_is() -> None:
    image = read_thumbnail(image_file("PNG"), 192)
    assert image is not None
    assert (image.width(), image.height()) == (40, 20)


@pytest.mark.parametrize("side", [10, 192])
def test_a_photo_is_turned_upright(side: int) -> None:
    image = read_thumbnail(image_file("JPEG", orientation=ROTATED_RIGHT), side)
    assert image is not None
    assert image.height() == 2 * image.width()
    top = image.pixelColor(image.width() // 2, 1)
    assert top.blue() > 150 > top.red()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no es una imagen",
        image_file("PNG")[:60],
        b"\x89PNG\r\n\x1a\n",
        SVG,
        png_header(0, 5),
    ],
    ids=["empty", "text", "cut", "head", "svg", "zero"],
)
def test_what_is_no_image_gives_no_picture(data: bytes) -> None:
    assert read_thumbnail(data, 192) is None


def test_a_bomb_is_never_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[QImage] = []
    real = QImageReader.read

    def note(reader: QImageReader) -> QImage:
        decoded.append(real(reader))
        return decoded[-1]

    monkeypatch.setattr(QImageReader, "read", note)
    assert read_thumbnail(png_header(60_000, 60_000), 192) is None
    assert read_thumbnail(png_header(MAX_PIXELS + 1, 1), 192) is None
    assert decoded == []
    assert read_thumbnail(image_file("PNG"), 192) is not None
    assert len(decoded) == 1


def test_the_formats_are_among_those_that_qt_reads_here() -> None:
    known = {bytes(name.data()).decode() for name in QImageReader.supportedImageFormats()}
    assert set(FORMATS) <= known
