"""Every use case wired to one data folder: what the command line and the window are built on."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from fichas_desktop.assets import asset_path
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.forms.catalog import FormCatalog
from fichas_desktop.services.fill_session import FillSession, begin_draft
from fichas_desktop.services.runtime import Clock, NewId, default_data_folder, random_id, system_clock
from fichas_desktop.storage.draft_folders import draft_ids, interrupted_draft

if TYPE_CHECKING:
    from fichas_desktop.services.drafts import Drafts
    from fichas_desktop.services.exporting import Exporter
    from fichas_desktop.services.importing import Importer
    from fichas_desktop.services.origins import Origins
    from fichas_desktop.services.portable import PortableExporter
    from fichas_desktop.services.preferences import RememberedPreferences
    from fichas_desktop.services.spelling import Spelling
    from fichas_desktop.services.verifying import Verifier
    from fichas_desktop.services.writing_advice import WritingAdvice


class Program:
    """The services, each made when first asked for, so that a window opens without the libraries of export.

    Args:
        data_folder: Where drafts live; None takes the platform's folder.
        forms: Folder of form definitions; None takes the shipped one.
        clock: Present time.
        new_id: Ids of new drafts.
    """

    def __init__(
        self,
        data_folder: Path | None = None,
        *,
        forms: Path | None = None,
        clock: Clock = system_clock,
        new_id: NewId = random_id,
    ) -> None:
        self._data_folder = data_folder
        self._forms = forms
        self.clock = clock
        self.new_id = new_id

    @cached_property
    def data_folder(self) -> Path:
        """Folder of the person's data."""
        return self._data_folder if self._data_folder is not None else default_data_folder()

    @cached_property
    def catalog(self) -> FormCatalog:
        """The forms known."""
        return FormCatalog(self._forms or asset_path("resources", "forms"))

    def has_drafts(self) -> bool:
        """Tell whether there is any draft, without loading what reads them."""
        return bool(draft_ids(self.data_folder))

    def new_session(self, form: FormDefinition) -> FillSession:
        """Return a session on a new draft, which is kept from its first save on."""
        return FillSession(form, begin_draft(form, self.clock, self.new_id()), self.clock)

    def interrupted_draft(self) -> str | None:
        """Return the draft that was being written when the program last ended abnormally, None after none."""
        return interrupted_draft(self.data_folder)

    def close(self) -> None:
        """Give back what the drafts of this program are locked with."""
        if "drafts" in self.__dict__:
            self.drafts.close_all()

    @cached_property
    def drafts(self) -> Drafts:
        """Use cases around drafts."""
        from fichas_desktop.services.drafts import Drafts
        from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore

        return Drafts(TinyDbDraftStore(self.data_folder, self.catalog), self.catalog, self.clock, self.new_id)

    @cached_property
    def origins(self) -> Origins:
        """Finds what can be exported."""
        from fichas_desktop.services.origins import Origins

        return Origins(self.drafts, self.catalog)

    @cached_property
    def importer(self) -> Importer:
        """Makes drafts of files."""
        from fichas_desktop.services.importing import Importer

        return Importer(self.origins, self.drafts)

    @cached_property
    def exporter(self) -> Exporter:
        """Writes pairs."""
        from fichas_desktop.services.exporting import Exporter

        return Exporter(self.clock, self.drafts)

    @cached_property
    def portable_exporter(self) -> PortableExporter:
        """Writes portable drafts."""
        from fichas_desktop.services.portable import PortableExporter

        return PortableExporter(self.catalog, self.clock)

    @cached_property
    def verifier(self) -> Verifier:
        """Verifies pairs."""
        from fichas_desktop.services.verifying import Verifier

        return Verifier(self.catalog)

    @cached_property
    def preferences(self) -> RememberedPreferences:
        """What the window remembers."""
        from fichas_desktop.services.preferences import RememberedPreferences

        return RememberedPreferences(self.data_folder)

    @cached_property
    def spelling(self) -> Spelling:
        """Judges the spelling of what is written."""
        from fichas_desktop.services.spelling import Spelling

        return Spelling(self.data_folder)

    @cached_property
    def writing_advice(self) -> WritingAdvice:
        """Advises on plain writing."""
        from fichas_desktop.services.writing_advice import WritingAdvice

        return WritingAdvice()
