"""What an office decides for its computers: the keys of ``ajustes.toml``, and nothing else."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from fichas_desktop.domain.definition import Key, PositiveInt, Text

Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]


class FormsFolder(
    Struct, frozen=True, forbid_unknown_fields=True, rename={"folder": "carpeta", "sha256": "sha256"}
):
    """A folder with form definitions; those with one of the fingerprints are used without a question."""

    folder: Text
    sha256: tuple[Sha256, ...] = ()


class Settings(
    Struct,
    frozen=True,
    forbid_unknown_fields=True,
    rename={
        "office_email": "correo",
        "mail_limit_mb": "limite_correo_mb",
        "data_folder": "carpeta_datos",
        "suggestions": "sugerencias",
        "forms": "formularios",
    },
):
    """Settings of an office or of a person.

    Attributes:
        office_email: Where the pair is to be sent.
        mail_limit_mb: Most that a mail there may carry, in megabytes.
        data_folder: Where drafts live; absolute once read.
        suggestions: By field key, in place of those that the form gives.
        forms: Folders with further form definitions; absolute once read.
    """

    office_email: Annotated[str, Meta(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = None
    mail_limit_mb: PositiveInt | None = None
    data_folder: Text | None = None
    suggestions: dict[Key, tuple[Text, ...]] = {}
    forms: tuple[FormsFolder, ...] = ()

    def trusted_forms(self) -> frozenset[str]:
        """Return the fingerprints of definitions that need no question."""
        return frozenset(one for folder in self.forms for one in folder.sha256)
