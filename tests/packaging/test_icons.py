"""The icon in the sizes of each system."""

from __future__ import annotations

from pathlib import Path

from delivery.icons import LINUX_SIZES, WINDOWS_SIZES, write_hicolor, write_ico
from PIL import Image


def test_the_icon_for_windows_holds_every_size_and_is_not_blank(tmp_path: Path) -> None:
    with Image.open(write_ico(tmp_path / "icon.ico")) as icon:
        assert icon.info["sizes"] == {(side, side) for side in WINDOWS_SIZES}
        assert icon.convert("RGBA").getpixel((128, 20)) == (0x1F, 0x5F, 0x8B, 255)


def test_the_icon_for_linux_is_in_every_size(tmp_path: Path) -> None:
    write_hicolor(tmp_path, "fichas-desktop")
    for side in LINUX_SIZES:
        with Image.open(tmp_path / f"{side}x{side}" / "apps" / "fichas-desktop.png") as icon:
            assert icon.size == (side, side)
