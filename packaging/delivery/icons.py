"""Draws the program's icon in every size that systems want, from its one drawing in ``resources/icons``."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "resources" / "icons" / "app.svg"
WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
SIDE_SIZE = (164, 314)
SIDE_ICON = 80
SIDE_COLOUR = "#D2E6F3"
LINUX_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def draw_png(side: int) -> bytes:
    """Return the icon as a PNG of ``side`` by ``side`` pixels."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())


def write_ico(path: Path) -> str:
    """Write the icon for Windows, all its sizes in one file, and return the path."""
    from PIL import Image

    pictures = [Image.open(BytesIO(draw_png(side))) for side in WINDOWS_SIZES]
    largest = pictures[-1]
    largest.save(
        path, sizes=[(side, side) for side in WINDOWS_SIZES], append_images=pictures[:-1], bitmap_format="bmp"
    )
    return str(path)


def write_installer_side(path: Path) -> None:
    """Write the picture beside the words of the installer's pages, of the size that NSIS wants."""
    from PIL import Image

    picture = Image.new("RGB", SIDE_SIZE, SIDE_COLOUR)
    icon = Image.open(BytesIO(draw_png(SIDE_ICON)))
    picture.paste(icon, ((SIDE_SIZE[0] - SIDE_ICON) // 2, SIDE_ICON // 2), icon)
    picture.save(path, "BMP")


def write_hicolor(folder: Path, name: str) -> None:
    """Write the icon into a theme folder (``hicolor``) of Linux."""
    for side in LINUX_SIZES:
        path = folder / f"{side}x{side}" / "apps" / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(draw_png(side))
    scalable = folder / "scalable" / "apps" / f"{name}.svg"
    scalable.parent.mkdir(parents=True, exist_ok=True)
    scalable.write_bytes(SOURCE.read_bytes())
