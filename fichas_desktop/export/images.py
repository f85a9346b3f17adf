"""Safe loading of image annexes: strangers' bytes become small RGB JPEGs, or nothing."""

from __future__ import annotations

import io
import struct
import warnings
import zlib

from msgspec import Struct
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_PIXELS = 60_000_000
"""Largest image that is decoded; its header is asked first."""

MAX_SIDE = 1800
"""Pixels of the longer side in the PDF: 250 per inch over the width of the text."""

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_QUALITY = 88
_UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    OverflowError,
    TypeError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    UnidentifiedImageError,
)
"""What Pillow raises for broken files; a broken PNG is a SyntaxError to it."""


class Picture(Struct, frozen=True):
    """An image ready for the page: JPEG bytes in RGB, with its size in pixels."""

    jpeg: bytes
    width: int
    height: int


_SHRUNK_FIRST = frozenset(("RGB", "RGBA", "L", "LA"))
"""Modes in which a large picture is made smaller before it is copied onto a page."""


def load_picture(data: bytes) -> Picture | None:
    """Decode an image, turn it upright, flatten it on white and shrink it.

    Args:
        data: Bytes of the file as it was handed in; trusted in nothing.

    Returns:
        The picture, or None when the bytes are no image that can be shown: broken, truncated, empty,
        of another format, or of more than :data:`MAX_PIXELS`.
    """
    try:
        # Pillow's remarks on odd files are English and would reach the person's terminal
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                return None
            image.draft("RGB", (MAX_SIDE, MAX_SIDE))
            upright = ImageOps.exif_transpose(image)
            if upright.mode in _SHRUNK_FIRST:
                upright = _shrunk(upright)
            return picture_of(upright)
    except _UNREADABLE:
        return None


def picture_of(image: Image.Image) -> Picture:
    """Return a decoded image as it stands on the page."""
    return _encoded(_shrunk(_flattened(image)))


def _flattened(image: Image.Image) -> Image.Image:
    if "A" in image.getbands() or "transparency" in image.info:
        opaque = image.convert("RGBA")
        page = Image.new("RGB", opaque.size, "white")
        page.paste(opaque, mask=opaque.getchannel("A"))
        return page
    if image.mode.startswith("I"):
        # 16 bits per pixel, of which Pillow's own conversion keeps the lower eight
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("RGB")
    return image.convert("RGB")


def _shrunk(image: Image.Image) -> Image.Image:
    longer = max(image.size)
    if longer <= MAX_SIDE:
        return image
    scale = MAX_SIDE / longer
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encoded(image: Image.Image) -> Picture:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    return Picture(buffer.getvalue(), image.width, image.height)
