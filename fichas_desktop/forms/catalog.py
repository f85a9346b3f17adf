"""The forms that this installation knows, found by code and version: those that ship, and those added."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import FormRef
from fichas_desktop.domain.text import clean_line
from fichas_desktop.errors import DefinitionError, EnvironmentFailedError, InputError
from fichas_desktop.forms.found import FoundForm, fingerprint
from fichas_desktop.forms.loader import load_form
from fichas_desktop.toml_file import read_bytes_of

_FILE_NAME = re.compile(r"(?P<code>.+)-v(?P<version>[0-9]{2,3})\.toml")


class FormCatalog:
    """Definitions in one folder, one file ``<code>-v<NN>.toml`` each; a file is read when asked for.

    Args:
        folder: Where the TOML files are.

    Raises:
        EnvironmentFailedError: ``no_forms`` when the folder holds no definition.
    """

    def __init__(self, folder: Path) -> None:
        self._loaded: dict[FormRef, FormDefinition] = {}
        self._files = {
            FormRef(match["code"], match["version"]): path
            for path in sorted(folder.glob("*.toml"))
            if (match := _FILE_NAME.fullmatch(path.name))
        }
        if not self._files:
            raise EnvironmentFailedError("no_forms")
        self._first_code = self.refs()[0].code

    def has_same(self, found: FoundForm) -> bool:
        """Tell whether a definition found elsewhere is here already, to the letter."""
        path = self._files.get(found.ref)
        return path is not None and fingerprint(read_bytes_of(path)) == found.sha256

    def check_free(self, found: FoundForm) -> None:
        """Refuse a definition in place of another one.

        Raises:
            DefinitionError: ``form_taken``.
        """
        if found.ref in self._files:
            raise DefinitionError(
                "form_taken", form=found.form.code, version=found.form.version, file=found.path.name
            )

    def add(self, found: FoundForm) -> None:
        """Take in a definition that :meth:`check_free` lets pass, as it was read when it was found."""
        self._files[found.ref] = found.path
        self._loaded[found.ref] = found.form

    def stamp(self) -> str:
        """Return what changes when a definition is added, taken away or replaced; reads none of them."""
        found = []
        for path in self._files.values():
            with contextlib.suppress(OSError):
                status = path.stat()
                found.append(f"{path.name}:{status.st_size}:{status.st_mtime_ns}")
        return " ".join(found)

    def refs(self) -> tuple[FormRef, ...]:
        """Return every form and version, by code and then version."""
        return tuple(sorted(self._files, key=_order))

    def get(self, code: str, version: str) -> FormDefinition:
        """Return one version of a form.

        Raises:
            InputError: ``unknown_form`` or ``unknown_version``.
            DefinitionError: The definition is damaged.
        """
        ref = FormRef(code, version)
        if ref not in self._files:
            known = [known.version for known in self.refs() if known.code == code]
            if not known:
                raise InputError("unknown_form", form=_shown(code))
            raise InputError("unknown_version", form=code, version=_shown(version), known=", ".join(known))
        if ref not in self._loaded:
            self._loaded[ref] = self._load(ref)
        return self._loaded[ref]

    def latest(self, code: str | None = None) -> FormDefinition:
        """Return the newest version of a form; without a code, of the first form that ships."""
        if code is None:
            code = self._first_code
        versions = [ref.version for ref in self.refs() if ref.code == code]
        if not versions:
            raise InputError("unknown_form", form=_shown(code))
        return self.get(code, versions[-1])

    def newest(self) -> tuple[FormDefinition, ...]:
        """Return the newest version of every form, what :meth:`latest` means first."""
        codes = dict.fromkeys((self._first_code, *(ref.code for ref in self.refs())))
        return tuple(self.latest(code) for code in codes)

    def _load(self, ref: FormRef) -> FormDefinition:
        path = self._files[ref]
        definition = load_form(path)
        if (definition.code, definition.version) != (ref.code, ref.version):
            raise DefinitionError("definition_file_name", file=path.name, path="code, version")
        return definition


def _shown(text: str) -> str:
    """Return what a stranger's file names, fit for a sentence."""
    return clean_line(text)[:60]


def _order(ref: FormRef) -> tuple[str, int]:
    return ref.code, int(ref.version)
