"""Takes in what others wrote and makes drafts of it, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from fichas_desktop.domain.values import DraftId
from fichas_desktop.services.drafts import Drafts
from fichas_desktop.services.origins import Origins


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
        """Make a draft of an answers file; when this returns it is durable.

        Args:
            path: The answers file.
            draft_id: Fixed id of the draft, which is replaced; a new one when None.

        Raises:
            InputError: The file cannot be used; nothing was kept.
        """
        origin = self._origins.from_answers_file(path)
        draft = self._drafts.begin(origin.form, origin.answers, draft_id)
        for attachment in origin.answers.files():
            data = origin.read_file(attachment)
            if data is not None:
                self._drafts.attach_bytes(draft.id, attachment.name, data)
        self._drafts.save(draft)
        self._drafts.close(draft.id)
        return draft.id
