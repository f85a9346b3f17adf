"""Verifies pairs that lie in files and folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from fichas_desktop.codec.json_text import parse_json
from fichas_desktop.codec.sidecar import read_sidecar
from fichas_desktop.domain.text import clean_line
from fichas_desktop.durable_file import read_retrying
from fichas_desktop.errors import InputError
from fichas_desktop.forms.catalog import FormCatalog
from fichas_desktop.receipt.pair_check import PairCheck, Reason, Verdict, check_pair

MAX_PDF_BYTES = 500_000_000
MAX_SIDECAR_BYTES = 50_000_000


class VerifiedPair(Struct, frozen=True):
    """A pair with what was found; ``path`` is the sidecar, or the PDF where there is no sidecar."""

    path: Path
    check: PairCheck


class Verifier:
    """Use case of verifying.

    Args:
        catalog: The forms known.
    """

    def __init__(self, catalog: FormCatalog) -> None:
        self._catalog = catalog

    def verify(self, path: Path, *, final_only: bool = False) -> tuple[VerifiedPair, ...]:
        """Verify one pair, named by either file, or every pair in a folder.

        Args:
            path: File or folder.
            final_only: Whether a pair that agrees but is no final entrega is amiss, too.

        Raises:
            InputError: As :meth:`pairs` and :meth:`verify_pair`.
        """
        return tuple(self.verify_pair(file, final_only=final_only) for file in self.pairs(path))

    def pairs(self, path: Path) -> tuple[Path, ...]:
        """Return the file by which to verify each pair that a path names.

        Raises:
            InputError: ``path_missing``, ``not_a_file``, ``file_unreadable``; ``no_pair`` or ``no_pair_file``
                when there is nothing to verify.
        """
        name = clean_line(path.name or str(path))  # «.» has no name
        try:
            if path.is_dir():
                files = sorted(entry for entry in path.iterdir() if entry.is_file())
            elif path.is_file():
                files = [path]
            else:
                raise InputError("not_a_file" if path.exists() else "path_missing", name=name)
        except PermissionError as error:
            raise InputError("file_unreadable", name=name) from error
        except (OSError, ValueError) as error:
            raise InputError("path_missing", name=name) from error
        candidates = [file for file in files if file.suffix.lower() in {".json", ".pdf"}]
        if path.is_dir():
            candidates = list(_pairs_in(candidates))
        if not candidates:
            raise InputError("no_pair" if path.is_dir() else "no_pair_file", name=name)
        return tuple(candidates)

    def verify_pair(self, path: Path, *, final_only: bool = False) -> VerifiedPair:
        """Verify the pair of a file; InputError ``file_unreadable`` where either one cannot be read."""
        found = self._verify(path)
        return _as_final(found) if final_only else found

    def _verify(self, path: Path) -> VerifiedPair:
        sidecar = path if path.suffix.lower() == ".json" else _beside(path, ".json")
        if sidecar is None:
            return VerifiedPair(path, PairCheck(Verdict.INCOMPLETE, (Reason.NO_SIDECAR,)))
        return VerifiedPair(sidecar, self._check(sidecar, path if path != sidecar else None))

    def _check(self, sidecar_path: Path, pdf_path: Path | None) -> PairCheck:
        try:
            document = parse_json(_read(sidecar_path, MAX_SIDECAR_BYTES))
            form_block = read_sidecar(document).form
            form = self._catalog.get(form_block.code, form_block.version)
        except InputError as error:
            if error.code == "file_unreadable":  # what was not read is not judged
                raise
            unreadable = PairCheck(Verdict.UNREADABLE, (Reason.SIDECAR_UNREADABLE,))
            return _FIRST_VERDICTS.get(error.code, unreadable)
        pdf_path = pdf_path or _beside(sidecar_path, ".pdf")
        if pdf_path is None:
            return PairCheck(Verdict.INCOMPLETE, (Reason.NO_PDF,))
        try:
            return check_pair(form, document, _read(pdf_path, MAX_PDF_BYTES))
        except InputError as error:
            if error.code == "file_unreadable":
                raise
            return PairCheck(Verdict.UNREADABLE, (Reason.PDF_UNREADABLE,))


_FIRST_VERDICTS = {
    "newer_sidecar": PairCheck(Verdict.NEWER, (Reason.NEWER_SIDECAR,)),
    "unknown_form": PairCheck(Verdict.NEWER, (Reason.UNKNOWN_FORM,)),
    "unknown_version": PairCheck(Verdict.NEWER, (Reason.UNKNOWN_FORM,)),
}


def _as_final(pair: VerifiedPair) -> VerifiedPair:
    if pair.check.reasons or pair.check.verdict is Verdict.FINAL:
        return pair
    return VerifiedPair(pair.path, PairCheck(pair.check.verdict, (Reason.NOT_FINAL,)))


def _pairs_in(files: list[Path]) -> Iterator[Path]:
    stems_with_json = {file.with_suffix("") for file in files if file.suffix.lower() == ".json"}
    for file in files:
        if file.suffix.lower() == ".json" or file.with_suffix("") not in stems_with_json:
            yield file


def _beside(path: Path, suffix: str) -> Path | None:
    for other in (path.with_suffix(suffix), path.with_suffix(suffix.upper())):
        if other.is_file():
            return other
    return None


def _read(path: Path, limit: int) -> bytes:
    name = clean_line(path.name)
    try:
        if path.stat().st_size > limit:
            raise InputError("file_too_large", name=name)
        return read_retrying(path)
    except OSError as error:
        raise InputError("file_unreadable", name=name) from error
