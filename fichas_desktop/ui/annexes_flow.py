"""Annexes from the person's disk into the ficha and out to the system's programs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl

from fichas_desktop.domain.definition import FieldType
from fichas_desktop.domain.text import clean_line
from fichas_desktop.domain.values import FileAttachment
from fichas_desktop.errors import FichasError, InputError
from fichas_desktop.messages import error_sentence, plural
from fichas_desktop.services.program import Program
from fichas_desktop.ui.after_paint import AfterFirstPaint
from fichas_desktop.ui.annex_choice import AnnexChoice
from fichas_desktop.ui.background import BackgroundWorker
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.field_frame import FieldFrame
from fichas_desktop.ui.filling_view import FillingView
from fichas_desktop.ui.remembering import Remembering

if TYPE_CHECKING:
    from fichas_desktop.domain.progress import Report
    from fichas_desktop.services.annexes import Annexes, TakenIn
    from fichas_desktop.ui.annex_pictures import AnnexPictures
    from fichas_desktop.ui.annex_queue import AnnexQueue
    from fichas_desktop.ui.inputs.attachment_row import AttachmentRow
    from fichas_desktop.ui.inputs.attachments_input import AttachmentsInput
    from fichas_desktop.ui.pasted_images import PastedImages


class AnnexesFlow(QObject):
    """What the buttons and drops of an attachments input do.

    Args:
        program: Keeps the files.
        dialogs: Asks for files.
        worker: Copies them; whoever saves waits for it.
        remembering: Knows where the last one was chosen.
        view: The ficha on the screen.
        open_file: Opens a file with the system's program; False when there is none.
    """

    def __init__(
        self,
        program: Program,
        dialogs: Dialogs,
        worker: BackgroundWorker,
        remembering: Remembering,
        view: FillingView,
        open_file: Callable[[QUrl], bool],
    ) -> None:
        super().__init__(view)
        self._program = program
        self._dialogs = dialogs
        self._worker = worker
        self._choice = AnnexChoice(dialogs, remembering, view)
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

    @cached_property
    def _pictures(self) -> AnnexPictures:
        from fichas_desktop.ui.annex_pictures import AnnexPictures

        return AnnexPictures(self._annexes, lambda: not self._is_over, self)

    @cached_property
    def _pasted(self) -> PastedImages:
        from fichas_desktop.ui.pasted_images import PastedImages

        return PastedImages(self._annexes, self._queue, self._view, self._show)

    @cached_property
    def _queue(self) -> AnnexQueue:
        from fichas_desktop.ui.annex_queue import AnnexQueue

        return AnnexQueue(self._worker, self)

    @property
    def _missing(self) -> frozenset[str]:
        return self._view.bridge.session.missing_files

    def _connect_input(self, frame: FieldFrame) -> None:
        field_input = frame.input
        if field_input.field.type is FieldType.RICH_TEXT:
            from fichas_desktop.ui.inputs.rich_text_input import RichTextInput

            if isinstance(field_input, RichTextInput):
                self._pasted.connect(field_input)
        elif field_input.field.type is FieldType.ATTACHMENTS:
            from fichas_desktop.ui.inputs.attachments_input import AttachmentsInput

            if isinstance(field_input, AttachmentsInput):
                self._connect_annexes(field_input)

    def _connect_annexes(self, field_input: AttachmentsInput) -> None:
        field_input.set_missing(self._missing)
        field_input.files_requested.connect(partial(self._choose, field_input))
        field_input.files_dropped.connect(partial(self._take_in, field_input))
        field_input.opening_requested.connect(partial(self._open, field_input))
        field_input.replacement_requested.connect(partial(self._replace, field_input))
        field_input.search_requested.connect(partial(self._search, field_input))
        field_input.image_shown.connect(partial(self._pictures.show_in, field_input))
        for item in field_input.files():
            self._pictures.show_in(field_input, item)

    def _check_bytes(self) -> None:
        """Look in the worker for annexes whose bytes are no longer the ones that were attached."""
        draft = self._view.bridge.session.draft
        if not self._is_over and any(True for _ in draft.files()):
            self._worker.run(
                partial(self._program.drafts.missing_files, draft), self._show_missing, lambda _error: None
            )

    def _show_missing(self, missing: frozenset[str]) -> None:
        if not self._is_over:
            self._set_missing(self._missing | missing)

    def _set_missing(self, missing: frozenset[str]) -> None:
        from fichas_desktop.ui.missing_files import show_missing

        show_missing(self._view, missing)

    # Taking in

    def _choose(self, field_input: AttachmentsInput) -> None:
        self._take_in(field_input, self._choice.files())

    def _take_in(self, field_input: AttachmentsInput, paths: list[Path]) -> None:
        if paths:
            words, cancelled = _adding_words(paths)
            self._add(
                field_input,
                words,
                cancelled,
                lambda: partial(self._annexes.take_in, paths, field_input.files(), self._missing),
            )

    def _replace(self, field_input: AttachmentsInput, row: AttachmentRow) -> None:
        path = self._choice.file("Reemplazar el anexo", "Reemplazar")
        if path is not None:
            self._take_for(field_input, row, path)

    def _search(self, field_input: AttachmentsInput, row: AttachmentRow) -> None:
        item = row.item()
        path = self._choice.file("Buscar el archivo", "Usar este archivo")
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
        def begin() -> Callable[[Report], TakenIn]:
            old = row.item()
            assert isinstance(old, FileAttachment)  # noqa: S101 - only files have that button
            return partial(self._annexes.take_for, old, path, field_input.files(), self._missing)

        name = f"«{row.name()}»"
        self._add(field_input, f"Reemplazando {name}…", f"Se canceló; {name} sigue como estaba.", begin, row)

    def _add(
        self,
        field_input: AttachmentsInput,
        words: str,
        cancelled: str,
        begin: Callable[[], Callable[[Report], TakenIn]],
        row: AttachmentRow | None = None,
    ) -> None:
        from fichas_desktop.ui.annex_queue import Batch

        show = partial(self._show, field_input, row)
        self._queue.add(Batch(field_input.notice, words, cancelled, begin, show))

    def _show(self, field_input: AttachmentsInput, row: AttachmentRow | None, taken: TakenIn) -> list[str]:
        """Show what was taken in, and return why the rest was not."""
        kept = taken.found | {item.sha256 for item in taken.added}
        self._set_missing(self._missing - kept)
        for item in taken.added:
            if row is None:
                field_input.add_attachment(item)
            else:
                field_input.replace_attachment(row, item)
        for item in field_input.files():
            if item.sha256 in taken.found:
                self._pictures.show_in(field_input, item)
        return [error_sentence(error) for error in taken.refused]

    # Looking at

    def _open(self, field_input: AttachmentsInput, row: AttachmentRow) -> None:
        item = row.item()
        if not isinstance(item, FileAttachment):
            return
        try:
            data = self._annexes.read(item)
            if data is None:
                self._set_missing(self._missing | {item.sha256})
                raise InputError("annex_gone", name=item.name)
            path = self._program.annex_copies.make(item.name, data)
            if not self._open_file(QUrl.fromLocalFile(str(path))):
                raise InputError("annex_not_opened", name=item.name)
        except FichasError as error:
            field_input.notice.say(error_sentence(error))


def _adding_words(paths: list[Path]) -> tuple[str, str]:
    name = f"«{clean_line(paths[0].name)}»"
    return (
        plural(len(paths), f"Agregando {name}…", "Agregando {} archivos…"),
        plural(
            len(paths), f"Se canceló; {name} no se agregó.", "Se canceló; no se agregó ninguno de los {}."
        ),
    )
