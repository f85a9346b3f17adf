"""Small pictures of annexes, made in a thread of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from fichas_desktop.domain.values import FileAttachment
from fichas_desktop.services.annexes import Annexes
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.thumbnails import read_thumbnail

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from fichas_desktop.ui.inputs.attachments_input import AttachmentsInput

_SIDE = 192  # pixels: three to each of the tile's, for screens of triple density


class AnnexPictures(QObject):
    """Makes pictures; nobody who saves waits for them.

    Args:
        annexes: Reads the files.
        is_wanted: Asked before a picture is made and before it is shown.
        parent: Owns this object.
    """

    def __init__(self, annexes: Annexes, is_wanted: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._annexes = annexes
        self._is_wanted = is_wanted
        self._painter = BackgroundWorker(self)

    def show_in(self, field_input: AttachmentsInput, item: FileAttachment) -> None:
        """Show the picture of an annex, soon, where it is an image that can be read."""
        if not item.media_type.startswith("image/"):
            return

        def make() -> QImage | None:
            data = self._annexes.read(item) if self._is_wanted() else None
            return None if data is None else read_thumbnail(data, _SIDE)

        def show(image: QImage | None) -> None:
            if image is not None and self._is_wanted():
                field_input.show_image(item.sha256, image)

        self._painter.run(make, show, lambda _error: None)
