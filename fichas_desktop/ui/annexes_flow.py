"""Annexes from the person's disk into the ficha and out to the system's programs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QObject

from fichas_desktop.domain.definition import FieldType
from fichas_desktop.domain.values import FileAttachment
from fichas_desktop.errors import FichasError, InputError
from fichas_desktop.messages import error_sentence, field_name, plural
from fichas_desktop.services.program import Program
from fichas_desktop.ui.after_paint import AfterFirstPaint
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.field_frame import FieldFrame
from fichas_desktop.ui.field_widget import FieldWidget
from fichas_desktop.ui.filling_view import FillingView

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QImage

    from fichas_desktop.services.annexes import Annexes, TakenIn
    from fichas_desktop.ui.inputs.attachment_row import AttachmentRow
    from fichas_desktop.ui.inputs.attachments_input import AttachmentsInput
    from fichas_desktop.ui.noticed_work import NoticedWork

_PICTURE_SIDE = 192  # pixels: three to each of the tile's, for screens of triple density
PASTED_NAME = "imagen-pegada-{}.png"


class AnnexesFlow(QObject):
    """What the buttons and drops of an attachments input do.

    Args:
        program: Keeps the files.
        dialogs: Asks for files.
        worker: Copies them; whoever saves waits for it.
        view: The ficha on the screen.
        open_file: Opens a file with the system's program; False when there is none.
    """

    def __init__(
        self,
        program: Program,
        dialogs: Dialogs,
        worker: BackgroundWorker,
        view: FillingView,
        open_file: Callable[[QUrl], bool],
    ) -> None:
        super().__init__(view)
        self._program = program
        self._dialogs = dialogs
        self._worker = worker
        self._painter = BackgroundWorker(self)  # nobody waits for small pictures
        self._view = view
        self._open_file = open_file
        self._is_over = False
        view.pages.field_built.connect(self._connect_input)
        AfterFirstPaint(view, self._check_bytes)

    def end(self) -> None:
        """Leave the ficha: pictures that are still to be made are not."""
        self._is_over = True

    @cached_property
    def _annexes(self) -> Annexes:
        from fichas_desktop.services.annexes import Annexes

        session = self._view.bridge.session
        return Annexes(self._program.drafts, session.form, session.draft.id)

    def _connect_input(self, frame: FieldFrame) -> None:
        field_input = frame.input
        if field_input.field.type is FieldType.RICH_TEXT:
            self._connect_rich_text(field_input)
            return
        if field_input.field.type is not FieldType.ATTACHMENTS:
            return
        from fichas_desktop.ui.inputs.attachments_input import AttachmentsInput

        if not isinstance(field_input, AttachmentsInput):
            return
        field_input.set_missing(self._view.bridge.session.missing_files)
        field_input.files_requested.connect(partial(self._choose, field_input))
        field_input.files_dropped.connect(partial(self._take_in, field_input))
        field_input.opening_requested.connect(partial(self._open, field_input))
        field_input.replacement_requested.connect(partial(self._replace, field_input))
        field_input.search_requested.connect(partial(self._search, field_input))
        field_input.image_shown.connect(partial(self._picture, field_input))
        for item in field_input.files():
            if item.media_type.startswith("image/"):
                self._picture(field_input, item)

    def _check_bytes(self) -> None:
        """Look in the worker for annexes whose bytes are no longer the ones that were attached."""
        draft = self._view.bridge.session.draft
        if not self._is_over and any(True for _ in draft.files()):
            self._worker.run(
                partial(self._program.drafts.missing_files, draft), self._show_missing, lambda _error: None
            )

    def _show_missing(self, missing: frozenset[str]) -> None:
        session = self._view.bridge.session
        if self._is_over or missing <= session.missing_files:
            return
        session.set_missing_files(session.missing_files | missing)
        for page in self._view.pages.built_pages():
            for frame in page.frames.values():
                self._mark_missing(frame.input)
        self._view.bridge.progress_changed.emit()

    def _mark_missing(self, field_input: FieldWidget) -> None:
        from fichas_desktop.ui.inputs.attachments_input import AttachmentsInput

        if isinstance(field_input, AttachmentsInput):
            field_input.set_missing(self._view.bridge.session.missing_files)

    # Taking in

    def _choose(self, field_input: AttachmentsInput) -> None:
        self._take_in(field_input, self._dialogs.choose_annexes(self._view.window()))

    def _take_in(self, field_input: AttachmentsInput, paths: list[Path]) -> None:
        if paths:
            present, missing = field_input.files(), self._view.bridge.session.missing_files
            from fichas_desktop.ui.noticed_work import NoticedWork

            words = plural(len(paths), "Agregando 1 archivo…", "Agregando {} archivos…")
            work = NoticedWork(field_input.notice, words, field_input)
            self._run(field_input, lambda: self._annexes.take_in(paths, present, missing, work.report), work)

    def _replace(self, field_input: AttachmentsInput, row: AttachmentRow) -> None:
        path = self._dialogs.choose_file(self._view.window(), "Reemplazar el anexo", "Reemplazar")
        if path is not None:
            self._take_for(field_input, row, path)

    def _search(self, field_input: AttachmentsInput, row: AttachmentRow) -> None:
        item = row.item()
        path = self._dialogs.choose_file(self._view.window(), "Buscar el archivo", "Usar este archivo")
        if path is None or not isinstance(item, FileAttachment):
            return
        try:
            is_same = self._annexes.is_same(item, path)
        except FichasError as error:
            field_input.notice.say(error_sentence(error))
            return
        if is_same or self._dialogs.confirm(
            self._view.window(),
            "Ese archivo no es el mismo que se había agregado.",
            f"Si lo usa, ocupa el lugar de «{item.name}» con la misma descripción.",
            "Usar este archivo",
        ):
            self._take_for(field_input, row, path)

    def _take_for(self, field_input: AttachmentsInput, row: AttachmentRow, path: Path) -> None:
        item = row.item()
        if isinstance(item, FileAttachment):
            present, missing = field_input.files(), self._view.bridge.session.missing_files
            from fichas_desktop.ui.noticed_work import NoticedWork

            work = NoticedWork(field_input.notice, "Reemplazando el anexo…", field_input)
            self._run(
                field_input,
                lambda: self._annexes.take_for(item, path, present, missing, work.report),
                work,
                row,
            )

    def _run(
        self,
        field_input: AttachmentsInput,
        job: Callable[[], TakenIn],
        work: NoticedWork,
        row: AttachmentRow | None = None,
    ) -> None:
        field_input.notice.dismiss()

        def show(taken: TakenIn) -> None:
            work.end()
            self._show(field_input, taken, row)

        def tell(error: FichasError) -> None:
            work.end()
            field_input.notice.say(error_sentence(error))

        self._worker.run(job, show, tell)

    def _show(self, field_input: AttachmentsInput, taken: TakenIn, row: AttachmentRow | None) -> None:
        session = self._view.bridge.session
        kept = taken.found | {item.sha256 for item in taken.added}
        if kept & session.missing_files:
            session.set_missing_files(session.missing_files - kept)
            self._view.bridge.progress_changed.emit()
        field_input.set_missing(session.missing_files)
        for item in taken.added:
            if row is None:
                field_input.add_attachment(item)
            else:
                field_input.replace_attachment(row, item)
        for item in field_input.files():
            if item.sha256 in taken.found and item.media_type.startswith("image/"):
                self._picture(field_input, item)
        if taken.refused:
            field_input.notice.say("\n".join(error_sentence(error) for error in taken.refused))

    # Looking at

    def _open(self, field_input: AttachmentsInput, row: AttachmentRow) -> None:
        item = row.item()
        if not isinstance(item, FileAttachment):
            return
        try:
            data = self._annexes.read(item)
            if data is None:
                session = self._view.bridge.session
                session.set_missing_files(session.missing_files | {item.sha256})
                field_input.set_missing(session.missing_files)
                self._view.bridge.progress_changed.emit()
                raise InputError("annex_gone", name=item.name)
            path = self._program.annex_copies.make(item.name, data)
            if not self._open_file(QtCore.QUrl.fromLocalFile(str(path))):
                raise InputError("annex_not_opened", name=item.name)
        except FichasError as error:
            field_input.notice.say(error_sentence(error))

    def _picture(self, field_input: AttachmentsInput, item: FileAttachment) -> None:
        from fichas_desktop.ui.thumbnails import read_thumbnail

        def make() -> QImage | None:
            data = None if self._is_over else self._annexes.read(item)
            return None if data is None else read_thumbnail(data, _PICTURE_SIDE)

        def show(image: QImage | None) -> None:
            if image is not None and not self._is_over:
                field_input.show_image(item.sha256, image)

        self._painter.run(make, show, lambda _error: None)

    # Pictures out of a paste

    def _connect_rich_text(self, field_input: FieldWidget) -> None:
        from fichas_desktop.ui.inputs.rich_text_input import RichTextInput

        form = self._view.bridge.session.form
        fields = [field for field in form.fields() if field.type is FieldType.ATTACHMENTS]
        if fields and isinstance(field_input, RichTextInput):
            field_input.editor.offer_images()
            field_input.editor.image_given.connect(partial(self._keep_image, field_input, fields[0].key))

    def _keep_image(self, field_input: FieldWidget, key: str, image: QImage) -> None:
        from fichas_desktop.ui.inputs.attachments_input import AttachmentsInput
        from fichas_desktop.ui.inputs.rich_text_input import RichTextInput

        target = self._view.pages.field_input(key)
        if not isinstance(target, AttachmentsInput) or not isinstance(field_input, RichTextInput):
            return
        present = target.files()
        names = {item.name for item in present}
        name = next(name for name in map(PASTED_NAME.format, range(1, len(names) + 2)) if name not in names)
        notice = field_input.editor.notice

        def show(taken: TakenIn) -> None:
            self._show(target, TakenIn(taken.added), None)
            form = self._view.bridge.session.form
            label = field_name(form, form.field(key))
            sentences = [error_sentence(error) for error in taken.refused]
            notice.say(" ".join(sentences) or f"La imagen quedó en «{label}» como «{name}»; descríbala allá.")

        from fichas_desktop.services.annexes import TakenIn

        self._worker.run(
            lambda: self._annexes.take_image(name, png_of(image), present),
            show,
            lambda error: notice.say(error_sentence(error)),
        )


def png_of(image: QImage) -> bytes:
    """Return an image as a PNG file."""
    buffer = QtCore.QBuffer()
    buffer.open(QtCore.QIODevice.OpenModeFlag.WriteOnly)
    QtGui.QImageWriter(buffer, QtCore.QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
