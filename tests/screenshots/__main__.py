"""Makes the pictures of ``docs/screenshots`` and of the manual: ``python -m tests.screenshots``.

``python -m tests.screenshots FOLDER`` writes every picture in every look to a folder, with this machine's own
letters, to judge the window by.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

# before Qt is loaded
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["FONTCONFIG_FILE"] = (
    str(Path(__file__).with_name("fonts.conf")) if len(sys.argv) == 1 else "/etc/fonts/fonts.conf"
)

from PIL import Image
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from fichas_desktop.app import make_application
from fichas_desktop.domain.preferences import ColourChoice, Preferences
from fichas_desktop.ui.look import put_on
from tests.screenshots.scenes import scenes
from tests.screenshots.studio import Studio, settle

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "docs" / "screenshots"
MANUAL = ROOT / "resources" / "manual"
COLOURS = 160  # enough for the window's few colours and the edges of its letters
IN_MANUAL = frozenset(("identificacion", "revision", "entrega"))


class Look(NamedTuple):
    """One way to see the window.

    Attributes:
        folder: Below that of the pictures.
        size: Of the window.
        wanted: Colours and text size.
        names: The pictures that are kept in this look; empty for all.
    """

    folder: str
    size: tuple[int, int]
    wanted: Preferences
    names: tuple[str, ...] = ()


DARK = (
    *("identificacion", "campo-con-problemas", "revision-con-problemas", "entrega"),
    *("sus-fichas", "generar", "historial", "vista-previa"),
)
SMALL = (
    *("informacion-general", "identificacion", "anexos", "revision-con-problemas", "sus-fichas"),
    *("generar", "historial", "buscar", "ver-en-grande", "dos-versiones"),
)
LOOKS = (
    Look("", (1366, 768), Preferences(colours=ColourChoice.LIGHT)),
    Look("oscuro", (1366, 768), Preferences(colours=ColourChoice.DARK), DARK),
    Look("pequena", (1024, 600), Preferences(colours=ColourChoice.LIGHT, text_size=150), SMALL),
)


def main() -> None:
    """Write every picture."""
    everything = len(sys.argv) > 1
    out = Path(sys.argv[1]).resolve() if everything else OUT
    qInstallMessageHandler(lambda *_message: None)
    make_application()
    QApplication.setCursorFlashTime(0)  # a cursor that blinks is there in some pictures only
    for look in LOOKS:
        (out / look.folder).mkdir(parents=True, exist_ok=True)
        for old in (out / look.folder).glob("*.png"):
            old.unlink()
        put_on(make_application(look.wanted), look.wanted)
        # from inside the folder, so that the pictures name nobody's and the same each time
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            for name, window in scenes(Studio(Path(), look.size, look.wanted)):
                if everything or not look.names or name in look.names:
                    settle()
                    path = out / look.folder / f"{name}.png"
                    save(window, path)
                    # at once: the picture of the manual shows them
                    if path.parent == OUT and name in IN_MANUAL:
                        shutil.copy(path, MANUAL)


def save(window: QWidget, path: Path) -> None:
    """Write what the window shows, in few colours so that the file is small."""
    if not window.grab().save(str(path)):
        raise OSError(path)
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    main()
