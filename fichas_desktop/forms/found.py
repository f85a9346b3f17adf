"""Form definitions that did not come with the program: found in folders, checked, not yet in use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import FormRef
from fichas_desktop.errors import DefinitionError
from fichas_desktop.forms.loader import parse_form
from fichas_desktop.toml_file import read_bytes_of

MAX_BYTES = 1_000_000


class FoundForm(Struct, frozen=True):
    """A sound definition with the fingerprint of the very bytes that it was read from."""

    path: Path
    sha256: str
    form: FormDefinition

    @property
    def ref(self) -> FormRef:
        """Its code and version."""
        return FormRef(self.form.code, self.form.version)


def file_name(ref: FormRef) -> str:
    """Return the name that the file of a form has."""
    return f"{ref.code}-v{ref.version}.toml"


def fingerprint(data: bytes) -> str:
    """Return the SHA-256 of a definition's bytes in hexadecimal digits."""
    import hashlib  # noqa: PLC0415 - loads OpenSSL, and a start without added forms needs none

    return hashlib.sha256(data).hexdigest()


def find_forms(
    folders: Iterable[Path], at_unreadable: Callable[[Path], object] = lambda _folder: None
) -> Iterator[FoundForm | DefinitionError]:
    """Yield what is in each TOML file of some folders: a definition, or why it is none.

    Args:
        folders: Where to look.
        at_unreadable: Told of a folder that is not there, or not just now, as one of the network.
    """
    for folder in folders:
        try:
            files = sorted(path for path in folder.iterdir() if path.suffix == ".toml" and path.is_file())
        except OSError:
            at_unreadable(folder)
            continue
        for path in files:
            try:
                yield _found(path)
            except DefinitionError as error:
                yield error


def _found(path: Path) -> FoundForm:
    data = read_bytes_of(path, MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise DefinitionError("definition_too_large", file=path.name)
    form = parse_form(data, path.name)
    found = FoundForm(path, fingerprint(data), form)
    if path.name != file_name(found.ref):
        raise DefinitionError("definition_file_name", file=path.name, path="code, version")
    return found
