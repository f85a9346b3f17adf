"""Images out of a paste, kept as annexes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from fichas_desktop.domain.definition import FieldType
from fichas_desktop.domain.progress import Report
from fichas_desktop.messages import field_name
from fichas_desktop.services.annexes import Annexes, TakenIn
from fichas_desktop.ui.annex_queue import AnnexQueue, Batch
from fichas_desktop.ui.filling_view import FillingView
from fichas_desktop.ui.inputs.attachments_input import AttachmentsInput
from fichas_desktop.ui.inputs.rich_text_input import RichTextInput

NAME = "imagen-pegada-{}.png"


class PastedImages:
    """Keeps the images that an editor hands over in the ficha's first field of annexes.

    Args:
        annexes: Keeps the files.
        queue: Copies them, each in its turn.
        view: The ficha on the screen.
        show: Shows there what was taken in, and returns why the rest was not.
    """

    def __init__(
        self,
        annexes: Annexes,
        queue: AnnexQueue,
        view: FillingView,
        show: Callable[[AttachmentsInput, None, TakenIn], list[str]],
    ) -> None:
        self._annexes = annexes
        self._queue = queue
        self._view = view
        fields = view.bridge.session.form.fields()
        keys = [field.key for field in fields if field.type is FieldType.ATTACHMENTS]
        self._key = keys[0] if keys else None
        self._show = show

    def connect(self, field_input: RichTextInput) -> None:
        """Have an editor offer the images of what is pasted into it, where the form asks for annexes."""
        if self._key is not None:
            field_input.editor.offer_images()
            field_input.editor.image_given.connect(partial(self._keep, field_input, self._key))

    def _keep(self, field_input: RichTextInput, key: str, image: QImage) -> None:
        target = self._view.pages.field_input(key)
        if not isinstance(target, AttachmentsInput):
            return

        def begin() -> Callable[[Report], TakenIn]:
            present = target.files()
            name = _free_name({item.name for item in present})
            return lambda report: self._annexes.take_image(name, _png_of(image), present, report)

        def show(taken: TakenIn) -> list[str]:
            form = self._view.bridge.session.form
            label = field_name(form, form.field(key))
            refused = self._show(target, None, taken)
            return refused + [
                f"La imagen quedó en «{label}» como «{item.name}»; descríbala allá." for item in taken.added
            ]

        words, cancelled = "Agregando la imagen…", "Se canceló; la imagen no se agregó."
        self._queue.add(Batch(field_input.editor.notice, words, cancelled, begin, show))


def _free_name(names: set[str]) -> str:
    return next(name for name in map(NAME.format, range(1, len(names) + 2)) if name not in names)


def _png_of(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
