"""Takes in what others wrote and makes drafts of it, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, structs

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.values import DraftId
from fichas_desktop.services.drafts import Drafts
from fichas_desktop.services.origins import Origin, Origins


class TakenIn(Struct, frozen=True):
    """A draft made of a file.

    Attributes:
        id: Under which it is kept.
        beside: Whether its own id was taken here, so that it is kept beside that draft under another.
    """

    id: DraftId
    beside: bool = False


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

    def take_in(self, path: Path, draft_id: DraftId | None = None) -> TakenIn:
        """Make a draft of an answers file or a portable draft; when this returns it is durable.

        A portable draft keeps its id unless there is a draft with that id; then both stay.

        Args:
            path: The file.
            draft_id: Fixed id of the draft, which is replaced; when None its own or a new one.

        Raises:
            InputError: The file cannot be used; nothing was kept.
        """
        origin = self._origins.from_file(path)
        draft = self._draft_of(origin, draft_id)
        for attachment in draft.files():
            data = origin.read_file(attachment)
            if data is not None:
                self._drafts.attach_bytes(draft.id, attachment.name, data)
        try:
            self._drafts.save(draft)
        finally:
            self._drafts.close(draft.id)
        return TakenIn(draft.id, beside=origin.draft is not None and draft.id != origin.draft.id)

    def _draft_of(self, origin: Origin, draft_id: DraftId | None) -> Draft:
        if origin.draft is None:
            return self._drafts.begin(origin.form, origin.answers, draft_id)
        if draft_id is None and self._drafts.exists(origin.draft.id):
            draft_id = self._drafts.begin(origin.form).id
        return structs.replace(origin.draft, id=draft_id or origin.draft.id)
