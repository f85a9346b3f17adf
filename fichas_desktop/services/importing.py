"""Takes in what others wrote and makes drafts of it, whole or not at all."""

from __future__ import annotations

import hashlib
import itertools
import uuid
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, structs

from fichas_desktop.codec.portable import encode_portable_draft
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.progress import Report, Stage, Step, unheard
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import EnvironmentFailedError, FichasError
from fichas_desktop.services.drafts import Drafts
from fichas_desktop.services.origins import Origin, Origins


class TakenIn(Struct, frozen=True):
    """A draft made of a file.

    Attributes:
        id: Under which it is kept.
        beside: Whether its own id was taken here, so that it is kept beside that draft under another.
        known: Whether the very same was here already, so that no other draft was made of it.
    """

    id: DraftId
    beside: bool = False
    known: bool = False


class Importer:
    """Makes a draft of each file.

    Args:
        origins: Reads the files.
        drafts: Keeps the drafts.
    """

    def __init__(self, origins: Origins, drafts: Drafts) -> None:
        self._origins = origins
        self._drafts = drafts

    def import_file(self, path: Path, draft_id: DraftId | None = None) -> DraftId:
        """Make a draft of a file as :meth:`take_in` does, and return its id."""
        return self.take_in(path, draft_id).id

    def take_in(self, path: Path, draft_id: DraftId | None = None, report: Report = unheard) -> TakenIn:
        """Make a draft of an answers file or a portable draft; when this returns it is durable.

        A portable draft keeps its id unless there is a draft with that id; then both stay. Taken in again
        it is no second draft as long as the first one still holds it unchanged.

        Args:
            path: The file.
            draft_id: Fixed id of the draft, of which there is none yet; when None its own or a new one.
            report: Told of the file and of every annex; what it raises leaves nothing kept.

        Raises:
            InputError: The file cannot be used; nothing was kept.
            EnvironmentFailedError: The data folder cannot take it; nothing was kept.
        """
        report(Step(Stage.FILE, name=path.name))
        origin = self._origins.from_file(path)
        try:
            return self._keep(origin, draft_id, report)
        except EnvironmentFailedError as error:
            if error.code != "name_taken" or draft_id is not None:
                raise
            return self._keep(origin, None, report)  # another window took the same file in meanwhile

    def _keep(self, origin: Origin, draft_id: DraftId | None, report: Report) -> TakenIn:
        if origin.draft is None:
            draft = self._drafts.begin(origin.form, origin.answers, draft_id)
        else:
            draft = origin.draft
            for free_id in (draft_id,) if draft_id else _ids_for(origin.form, draft):
                draft = structs.replace(draft, id=free_id)
                if not self._drafts.exists(free_id):
                    break
                if self._holds(origin, draft):
                    return TakenIn(draft.id, known=True)
        self._drafts.add(draft, _files(origin, draft, report))
        return TakenIn(draft.id, beside=origin.draft is not None and draft.id != origin.draft.id)

    def _holds(self, origin: Origin, draft: Draft) -> bool:
        """Tell whether the kept draft of an id says all that one taken in says, and nothing else."""
        try:
            kept = self._drafts.load(draft.id)
        except FichasError:
            return False
        delivered = kept.revisions[: len(draft.revisions)] == draft.revisions
        if kept.content() != draft.content() or not delivered:
            return False
        not_there = {file.sha256 for file in draft.files() if origin.read_file(file) is None}
        return self._drafts.missing_files(kept) <= not_there


def _files(origin: Origin, draft: Draft, report: Report) -> Iterator[bytes]:
    """Yield the bytes of the annexes that are there."""
    files = tuple(draft.files())
    for number, file in enumerate(files, start=1):
        report(Step(Stage.ANNEX, number, len(files), file.name))
        data = origin.read_file(file)
        if data is not None:
            yield data
    report(Step(Stage.CHECK))


def _ids_for(form: FormDefinition, draft: Draft) -> Iterator[DraftId]:
    """Yield the id of a portable draft, and then those under which it is kept beside others.

    They depend on what it holds alone, so that the same file finds the draft that was made of it.
    """
    yield draft.id
    name = hashlib.sha256(encode_portable_draft(form, draft)).hexdigest()
    for number in itertools.count(1):
        yield DraftId(str(uuid.uuid5(uuid.UUID(draft.id), f"{number} {name}")))
