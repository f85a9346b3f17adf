"""Form definitions added without a new program: used once a person, or the office's settings, said yes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fichas_desktop.durable_file import make_folder, write_durably
from fichas_desktop.errors import DefinitionError
from fichas_desktop.forms.catalog import FormCatalog
from fichas_desktop.forms.found import FoundForm, find_forms

FOLDER = "formularios"
"""In the data folder: where a person puts new definitions."""

__all__ = ["CONFIRMED", "FOLDER", "ExtraForms", "FoundForm"]

CONFIRMED = "formularios-confirmados.txt"
"""In the data folder: a definition a line, its SHA-256 and its name as ``sha256sum`` writes them."""


class ExtraForms:
    """Takes the definitions that may be used into the catalog, and keeps those to be asked about.

    Args:
        catalog: The forms that came with the program.
        data_folder: Where a person's own definitions and yeses are; None where there is none.
        folders: Further folders, as the settings name them.
        trusted: Fingerprints to which the settings say yes.

    Attributes:
        pending: Sound definitions that wait for a yes.
        refused: Why other files are not used.
        unreadable: Further folders that cannot be read, or not just now.
    """

    def __init__(
        self,
        catalog: FormCatalog,
        data_folder: Path | None,
        folders: Iterable[Path] = (),
        trusted: frozenset[str] = frozenset(),
    ) -> None:
        self.catalog = catalog
        self._data_folder = data_folder
        self.pending: tuple[FoundForm, ...] = ()
        self.refused: tuple[DefinitionError, ...] = ()
        own = (data_folder / FOLDER,) if data_folder is not None else ()
        unreadable: list[Path] = []
        found = (*find_forms(own), *find_forms(folders, unreadable.append))
        self.unreadable = tuple(unreadable)
        if found:
            self._sort(found, trusted | self._confirmed())

    def confirm(self, found: FoundForm) -> None:
        """Use a definition from now on, and remember that.

        Raises:
            EnvironmentFailedError: That cannot be remembered; nothing is changed.
            DefinitionError: ``form_taken``: another one with its code and version has been confirmed before.
        """
        self.pending = tuple(one for one in self.pending if one is not found)
        self.catalog.check_free(found)
        if self._data_folder is not None:
            make_folder(self._data_folder)
            line = f"{found.sha256}  {found.path.name}\n"
            write_durably(self._data_folder / CONFIRMED, (self._confirmed_text() + line).encode("utf-8"))
        self.catalog.add(found)

    def _sort(self, found: Iterable[FoundForm | DefinitionError], known: frozenset[str]) -> None:
        pending, refused = [], []
        for one in found:
            try:
                if isinstance(one, DefinitionError):
                    raise one
                if self.catalog.has_same(one):
                    continue
                self.catalog.check_free(one)
                if one.sha256 in known:
                    self.catalog.add(one)
                else:
                    pending.append(one)
            except DefinitionError as error:
                refused.append(error)
        self.pending, self.refused = tuple(pending), tuple(refused)

    def _confirmed(self) -> frozenset[str]:
        return frozenset(line.split(" ")[0] for line in self._confirmed_text().splitlines())

    def _confirmed_text(self) -> str:
        if self._data_folder is None:
            return ""
        try:
            return (self._data_folder / CONFIRMED).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
