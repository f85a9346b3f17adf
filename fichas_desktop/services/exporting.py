"""Exports an origin: checks, renders, verifies and writes the pair."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct, structs

from fichas_desktop.codec.json_text import pretty_bytes
from fichas_desktop.codec.sidecar import answers_sha256, sidecar_document, verification_line, with_pdf
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import Draft, FichaRecord, Status
from fichas_desktop.domain.issues import ValidationIssue, has_errors
from fichas_desktop.domain.progress import Report, Stage, Step, unheard
from fichas_desktop.domain.values import AnswerSet, plain_text
from fichas_desktop.errors import EnvironmentFailedError, RefusedError
from fichas_desktop.export.file_names import pair_stem
from fichas_desktop.export.pair import write_pair
from fichas_desktop.export.pdf import RenderedPdf, render_pdf
from fichas_desktop.receipt.pair_check import check_pair
from fichas_desktop.receipt.schema_check import schema_problem
from fichas_desktop.services.drafts import Drafts
from fichas_desktop.services.origins import Origin, with_revision
from fichas_desktop.services.runtime import Clock, today
from fichas_desktop.storage.versions import VersionKind
from fichas_desktop.validation.form_validator import FormValidator
from fichas_desktop.version import __version__


class ExportedPair(Struct, frozen=True):
    """What an export wrote.

    Attributes:
        pdf: Path of the PDF.
        sidecar: Path of the JSON.
        pages: Pages of the PDF.
        size: Bytes of both files.
        issues: Problems that did not stop it.
        replaced: Characters for which no font has a picture, shown as ``[U+4E2D]`` in the PDF.
        draft: The draft with its new entrega, where a kept draft was the origin.
    """

    pdf: Path
    sidecar: Path
    pages: int
    size: int
    issues: tuple[ValidationIssue, ...]
    replaced: tuple[str, ...]
    draft: Draft | None


class Exporter:
    """Use case of exporting.

    Args:
        clock: For the time of a new entrega and for dates in the future.
        drafts: Keeps the entregas of drafts.
    """

    def __init__(self, clock: Clock, drafts: Drafts) -> None:
        self._clock = clock
        self._drafts = drafts

    def issues(self, origin: Origin) -> tuple[ValidationIssue, ...]:
        """Return every problem of an origin, its missing files included."""
        return FormValidator(origin.form).check(
            origin.answers,
            today=today(self._clock),
            unfinished=origin.unfinished,
            missing_files=origin.missing_files(),
        )

    def export(
        self, origin: Origin, folder: Path, *, status: Status, replace: bool, report: Report = unheard
    ) -> ExportedPair:
        """Write the pair of an origin into a folder, both files or none.

        Args:
            origin: What to export.
            folder: Created when missing.
            status: FINAL, or BORRADOR, which works however incomplete the ficha is.
            replace: Whether other content under the same names may be replaced.
            report: Told of every annex and page; what it raises leaves nothing written.

        Raises:
            RefusedError: ``incomplete`` with ``issues``: a final export of a ficha with errors.
            EnvironmentFailedError: The folder cannot take the files, or the pair does not verify.
        """
        issues = self.issues(origin)
        if status is Status.FINAL and has_errors(issues):
            raise RefusedError("incomplete", issues=issues)
        try:
            return self._export(origin, folder, issues, status=status, replace=replace, report=report)
        except EnvironmentFailedError as error:
            if error.code != "delivered_meanwhile" or origin.draft is None:
                raise
        # the ficha is still the same and so is its entrega, which another program has generated meanwhile
        origin = structs.replace(origin, draft=self._drafts.load(origin.draft.id))
        return self._export(origin, folder, issues, status=status, replace=replace, report=report)

    def _export(
        self,
        origin: Origin,
        folder: Path,
        issues: tuple[ValidationIssue, ...],
        *,
        status: Status,
        replace: bool,
        report: Report,
    ) -> ExportedPair:
        record = origin.record(status, self._clock)
        files, rendered = build_pair(origin, record, report)
        before = draft = origin.draft if origin.is_kept else None
        if draft is not None and status is Status.FINAL:
            draft = with_revision(origin.form, draft, record)
        if before is not None and draft is not None and draft is not before:
            pdf, sidecar = self._hand_in(before, draft, folder, files, replace=replace)
        else:
            pdf, sidecar = write_pair(folder, files, replace=replace)
            if draft is not None:
                self._drafts.keep_exported(draft)
        size = sum(len(data) for data in files.values())
        return ExportedPair(pdf, sidecar, rendered.pages, size, issues, rendered.replaced, draft)

    def _hand_in(
        self, before: Draft, draft: Draft, folder: Path, files: dict[str, bytes], *, replace: bool
    ) -> tuple[Path, ...]:
        """Write the pair of a new entrega, which the kept draft knows of before the files are there."""
        frozen: list[Draft] = []
        try:
            pair = write_pair(
                folder,
                files,
                replace=replace,
                before_commit=lambda: frozen.append(self._with_revisions(before, draft)),
            )
        except EnvironmentFailedError:
            # only the entrega is taken back: what was typed meanwhile stays
            if frozen:
                self._with_revisions(draft, before)
            raise
        with contextlib.suppress(EnvironmentFailedError):  # the pair itself holds the same
            self._drafts.keep_version(draft, VersionKind.FINAL)
        return pair

    def _with_revisions(self, known: Draft, draft: Draft) -> Draft:
        """Give the kept draft the entregas of ``draft`` in place of those of ``known``, and nothing else."""
        kept = self._drafts.claim(draft.id)
        if kept.answers != draft.answers:
            raise EnvironmentFailedError("changed_meanwhile")
        if kept.revisions != known.revisions:  # a number is one content: somebody else has taken it
            raise EnvironmentFailedError("delivered_meanwhile")
        kept = structs.replace(kept, revisions=draft.revisions)
        self._drafts.save(kept)
        return kept


def count_replaced(form: FormDefinition, answers: AnswerSet, replaced: Iterable[str]) -> dict[str, int]:
    """Return how many characters of each answer no font has a picture for, fields without any left out."""
    wanted = frozenset(replaced)
    texts = ((field, answers.get(field.key)) for field in form.fields() if wanted)
    counts = {
        field.key: sum(character in wanted for character in plain_text(field, value))
        for field, value in texts
        if value is not None
    }
    return {key: count for key, count in counts.items() if count}


def rendered_record(origin: Origin, record: FichaRecord, report: Report = unheard) -> RenderedPdf:
    """Return the PDF of a record."""
    form = origin.form
    return render_pdf(
        form,
        record,
        verification_line=verification_line(record, answers_sha256(form, record.answers)),
        embedded_json=pretty_bytes(sidecar_document(form, record, __version__)),
        read_file=origin.read_file,
        report=report,
    )


def build_pair(
    origin: Origin, record: FichaRecord, report: Report = unheard
) -> tuple[dict[str, bytes], RenderedPdf]:
    """Return the two files of a record by name, verified against each other and the schema.

    Raises:
        EnvironmentFailedError: ``pair_not_verified``: a defect of the installation, nothing was written.
    """
    form = origin.form
    document = sidecar_document(form, record, __version__)
    rendered = rendered_record(origin, record, report)
    report(Step(Stage.CHECK))
    stem = pair_stem(form, record)
    sha256 = hashlib.sha256(rendered.data).hexdigest()
    complete = with_pdf(document, f"{stem}.pdf", sha256, rendered.pages)
    if problem := schema_problem(form, complete):
        raise EnvironmentFailedError("pair_not_verified", reason=problem)
    files = {f"{stem}.pdf": rendered.data, f"{stem}.json": pretty_bytes(complete)}
    check = check_pair(form, complete, rendered.data)
    report(Step(Stage.CHECK))
    if not check.verdict.is_good:
        raise EnvironmentFailedError("pair_not_verified", reason=", ".join(check.reasons))
    return files, rendered
