"""Small pictures of image annexes, made of strangers' bytes: the header is asked before decoding."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

MAX_PIXELS = 60_000_000
"""Largest image that is decoded; its header is asked first."""

FORMATS = ("png", "jpeg", "gif", "webp", "bmp", "tiff")
"""What is decoded at all: nothing that could name other files, as SVG can."""

_MEGABYTES = 256  # what one decoding may take, whatever a header says


def read_thumbnail(data: bytes, side: int) -> QImage | None:
    """Return an image turned upright and fitted into a square, or None where nothing can be shown.

    Args:
        data: Bytes of the file.
        side: Of the square, in pixels; a smaller image stays as it is.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_MEGABYTES)
    reader = QImageReader(buffer)
    try:
        return _read(reader, side)
    finally:
        # some formats turn to the bytes once more at their end: the reader goes before the buffer does
        del reader


def _read(reader: QImageReader, side: int) -> QImage | None:
    reader.setDecideFormatFromContent(True)
    if bytes(reader.format().data()).decode("ascii", "replace") not in FORMATS:
        return None
    size = reader.size()
    if size.isEmpty() or size.width() * size.height() > MAX_PIXELS:
        return None
    reader.setAutoTransform(True)
    if max(size.width(), size.height()) > side:
        # the reader counts before it turns the picture: a square treats both ways alike
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image
