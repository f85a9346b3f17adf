"""Every use case wired to one data folder: what the command line and the window are built on."""

from __future__ import annotations

import contextlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from fichas_desktop.assets import asset_path
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.forms.catalog import FormCatalog
from fichas_desktop.services.extra_forms import ExtraForms
from fichas_desktop.services.fill_session import FillSession, begin_draft
from fichas_desktop.services.runtime import Clock, NewId, default_data_folder, random_id, system_clock
from fichas_desktop.services.settings import ReadSettings, read_settings, settings_places
from fichas_desktop.storage.draft_folders import has_drafts, interrupted_draft
from fichas_desktop.version import __version__

if TYPE_CHECKING:
    from fichas_desktop.services.annex_copies import AnnexCopies
    from fichas_desktop.services.drafts import Drafts
    from fichas_desktop.services.exporting import Exporter
    from fichas_desktop.services.folder_risk import FolderRisk
    from fichas_desktop.services.importing import Importer
    from fichas_desktop.services.origins import Origins
    from fichas_desktop.services.portable import PortableExporter
    from fichas_desktop.services.preferences import RememberedPreferences
    from fichas_desktop.services.previewing import Previewer
    from fichas_desktop.services.reopening import Reopening
    from fichas_desktop.services.spelling import Spelling
    from fichas_desktop.services.trash import Trash
    from fichas_desktop.services.verifying import Verifier
    from fichas_desktop.services.writing_advice import WritingAdvice
    from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore


class Program:
    """The services, each made when first asked for, so that a window opens without the libraries of export.

    Args:
        data_folder: Where drafts live; None takes the platform's folder.
        forms: Folder of form definitions; None takes the shipped one.
        settings_files: Where ``ajustes.toml`` may be, the weakest first; None takes this computer's places.
        clock: Present time.
        new_id: Ids of new drafts.
    """

    def __init__(
        self,
        data_folder: Path | None = None,
        *,
        forms: Path | None = None,
        settings_files: tuple[Path, ...] | None = None,
        clock: Clock = system_clock,
        new_id: NewId = random_id,
    ) -> None:
        self._data_folder = data_folder
        self._forms = forms
        self._settings_files = settings_files
        self.clock = clock
        self.new_id = new_id

    @cached_property
    def settings(self) -> ReadSettings:
        """What the office and the person decided for this computer."""
        return read_settings(settings_places() if self._settings_files is None else self._settings_files)

    @cached_property
    def data_folder(self) -> Path:
        """Folder of the person's data."""
        if self._data_folder is not None:
            return self._data_folder
        chosen = self.settings.current.data_folder
        return Path(chosen) if chosen is not None else default_data_folder()

    @cached_property
    def catalog(self) -> FormCatalog:
        """The forms known."""
        return self.extra_forms.catalog

    @cached_property
    def extra_forms(self) -> ExtraForms:
        """Definitions that did not come with the program."""
        settings = self.settings.current
        data_folder = None
        with contextlib.suppress(EnvironmentFailedError):  # what needs no drafts works without a home
            data_folder = self.data_folder
        return ExtraForms(
            FormCatalog(self._forms or asset_path("resources", "forms")),
            data_folder,
            [Path(one.folder) for one in settings.forms],
            settings.trusted_forms(),
        )

    def has_drafts(self) -> bool:
        """Tell whether there is any draft, without loading what reads them."""
        return has_drafts(self.data_folder)

    def new_session(self, form: FormDefinition) -> FillSession:
        """Return a session on a new draft, which is kept from its first save on."""
        return FillSession(form, begin_draft(form, self.clock, self.new_id()), self.clock)

    def interrupted_draft(self) -> str | None:
        """Return the draft that was being written when the program last ended abnormally, None after none."""
        return interrupted_draft(self.data_folder)

    def folder_risk(self) -> FolderRisk | None:
        """Return why drafts are less safe in the data folder; None once a person has closed that warning."""
        from fichas_desktop.services.folder_risk import risk_here, was_seen

        return None if was_seen(self.data_folder) else risk_here(self.data_folder)

    def accept_folder_risk(self) -> None:
        """Remember that the warning about the data folder was closed."""
        from fichas_desktop.services.folder_risk import remember_seen

        remember_seen(self.data_folder)

    def close(self) -> None:
        """Give back the locks of the drafts, and delete what was copied for other programs."""
        if "drafts" in self.__dict__:
            self.drafts.close_all()
            self.drafts.listed.write()
        self._clear_copies()

    def _clear_copies(self) -> None:
        if "annex_copies" in self.__dict__:
            self.annex_copies.clear()

    def sweep(self) -> None:
        """Delete what killed programs left half made, or copied for other programs, a day ago or more."""
        self.drafts.sweep()
        self.annex_copies.sweep()

    @cached_property
    def drafts(self) -> Drafts:
        """Use cases around drafts."""
        from fichas_desktop.services.drafts import Drafts
        from fichas_desktop.storage.draft_index import DraftIndex

        index = DraftIndex(self.data_folder, f"{__version__} {self.catalog.stamp()}")
        return Drafts(self._store, self.catalog, self.clock, self.new_id, index)

    @cached_property
    def trash(self) -> Trash:
        """Use cases around deleted drafts."""
        from fichas_desktop.services.trash import Trash

        return Trash(
            self._store, self.catalog, self.clock, self.new_id, self.drafts.listed, self._clear_copies
        )

    @cached_property
    def _store(self) -> TinyDbDraftStore:
        from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore

        return TinyDbDraftStore(self.data_folder, self.catalog, self.clock)

    @cached_property
    def reopening(self) -> Reopening:
        """Use cases around a draft that is opened again."""
        from fichas_desktop.services.reopening import Reopening

        return Reopening(self.drafts, self.catalog, self.clock)

    @cached_property
    def annex_copies(self) -> AnnexCopies:
        """Copies of annexes for other programs to open."""
        from fichas_desktop.services.annex_copies import AnnexCopies

        return AnnexCopies()

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
    def previewer(self) -> Previewer:
        """Shows what would be exported."""
        from fichas_desktop.services.previewing import Previewer

        return Previewer(self.exporter, self.clock)

    @cached_property
    def portable_exporter(self) -> PortableExporter:
        """Writes portable drafts."""
        from fichas_desktop.services.portable import PortableExporter

        return PortableExporter(self.catalog, self.clock, self.drafts)

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
