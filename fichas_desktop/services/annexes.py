"""Files that a person hands in with a ficha: taken in with their limits, and found again when lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.progress import Report, Stage, Step, unheard
from fichas_desktop.domain.text import clean_line
from fichas_desktop.domain.values import DraftId, FileAttachment
from fichas_desktop.errors import EnvironmentFailedError, FichasError, InputError
from fichas_desktop.services.drafts import Drafts, describe_file, read_annex


class TakenIn(Struct, frozen=True):
    """What became of the files that a person gave.

    Attributes:
        added: New annexes, in the order given; their bytes are kept.
        found: Hashes of annexes whose lost bytes were among the files, and are kept again.
        refused: Why each of the other files was not taken.
    """

    added: tuple[FileAttachment, ...] = ()
    found: frozenset[str] = frozenset()
    refused: tuple[FichasError, ...] = ()


class Annexes:
    """Use cases around the files of one draft.

    Args:
        drafts: Keeps the bytes.
        form: Whose limits hold.
        draft_id: The draft.
    """

    def __init__(self, drafts: Drafts, form: FormDefinition, draft_id: DraftId) -> None:
        self._drafts = drafts
        self._form = form
        self._draft_id = draft_id

    def take_in(
        self,
        paths: Sequence[Path],
        present: Sequence[FileAttachment],
        missing: frozenset[str] = frozenset(),
        report: Report = unheard,
    ) -> TakenIn:
        """Keep copies of files, each looked at before anything is written.

        Args:
            paths: The files.
            present: The annexes that there are.
            missing: Hashes of those whose bytes are lost.
            report: Told of every file while it is read; what it raises ends the work with nothing added.
        """
        known = {item.sha256: item.name for item in present}
        room = self._form.limits.attachments_bytes - sum(item.size for item in present)
        added: list[FileAttachment] = []
        found: set[str] = set()
        refused: list[FichasError] = []
        for number, path in enumerate(paths, start=1):
            go_on = partial(report, Step(Stage.ANNEX, number, len(paths), path.name))
            go_on()
            try:
                item, data = self._read(path, go_on)
                self._refuse(item, known, missing - found, room)
                self._drafts.attach_bytes(self._draft_id, item.name, data)
            except EnvironmentFailedError as error:
                refused.append(error)  # the disk: the next file would fare no better
                break
            except InputError as error:
                refused.append(error)
            else:
                if item.sha256 in known:
                    found.add(item.sha256)
                else:
                    known[item.sha256] = item.name
                    room -= item.size
                    added.append(item)
        return TakenIn(tuple(added), frozenset(found), tuple(refused))

    def take_for(
        self,
        old: FileAttachment,
        path: Path,
        present: Sequence[FileAttachment],
        missing: frozenset[str] = frozenset(),
        report: Report = unheard,
    ) -> TakenIn:
        """Keep a file that is to take the place of an annex.

        Args:
            old: The annex.
            path: The file that takes its place; the same content again brings back lost bytes.
            present: All annexes, ``old`` among them.
            missing: Hashes of those whose bytes are lost.
            report: As in :meth:`take_in`.
        """
        others = [item for item in present if item.sha256 != old.sha256]
        taken = self.take_in((path,), others, missing, report)
        if taken.added and taken.added[0].sha256 == old.sha256:
            return TakenIn(found=frozenset((old.sha256,)))
        return taken

    def is_same(self, old: FileAttachment, path: Path) -> bool:
        """Tell whether a file has the content of an annex; InputError when it cannot be read."""
        return self._read(path)[0].sha256 == old.sha256

    def take_image(
        self, name: str, png: bytes, present: Sequence[FileAttachment], report: Report = unheard
    ) -> TakenIn:
        """Keep an image that came without a file.

        Args:
            name: What it is to be called.
            png: Its bytes.
            present: The annexes that there are.
            report: As in :meth:`take_in`.
        """
        report(Step(Stage.ANNEX, 1, 1, name))
        item = describe_file(name, png)
        limits = self._form.limits
        room = limits.attachments_bytes - sum(one.size for one in present)
        try:
            if item.size > limits.attachment_bytes:
                raise InputError("annex_too_large", name=name, limit=limits.attachment_bytes)
            self._refuse(item, {one.sha256: one.name for one in present}, frozenset(), room)
            self._drafts.attach_bytes(self._draft_id, name, png)
        except InputError as error:
            return TakenIn(refused=(error,))
        return TakenIn((item,))

    def read(self, item: FileAttachment) -> bytes | None:
        """Return an annex's bytes, or None when they are missing or altered."""
        return self._drafts.read_file(self._draft_id, item)

    def _refuse(
        self, item: FileAttachment, known: Mapping[str, str], lost: frozenset[str], room: int
    ) -> None:
        twin = known.get(item.sha256)
        if twin is None:
            if item.size > room:
                raise InputError("annex_no_room", name=item.name, limit=self._form.limits.attachments_bytes)
        elif item.sha256 not in lost:
            if twin == item.name:
                raise InputError("annex_already_there", name=item.name)
            raise InputError("annex_same_content", name=item.name, other=twin)

    def _read(self, path: Path, go_on: Callable[[], None] = lambda: None) -> tuple[FileAttachment, bytes]:
        if path.is_dir():
            raise InputError("annex_folder", name=clean_line(path.name))
        data = read_annex(path, self._form.limits.attachment_bytes, go_on)
        return describe_file(path.name, data), data
