"""The command line: Spanish throughout, one service per command, exit codes by contract."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import click
from msgspec import Struct

from fichas_desktop.cli_words import PathName, SpanishCommand, SpanishGroup, usage_sentence
from fichas_desktop.domain.definition import FormDefinition, Severity
from fichas_desktop.domain.draft_summary import DraftSummary
from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.issues import IssueCode, ValidationIssue, has_errors
from fichas_desktop.domain.text import clean_line
from fichas_desktop.errors import FichasError, InputError, RefusedError
from fichas_desktop.interruption import Interruption
from fichas_desktop.messages import (
    FORM_PENDING,
    KEPT_BESIDE,
    KNOWN_COPY,
    NO_PICTURE,
    REASONS,
    VERDICTS,
    error_sentence,
    folder_risk_sentence,
    form_left_out,
    form_words,
    issue_sentence,
    plural,
    settings_sentence,
    state_words,
)
from fichas_desktop.services.example import example_draft, example_form
from fichas_desktop.services.exporting import count_replaced
from fichas_desktop.services.origins import Origin
from fichas_desktop.services.program import Program
from fichas_desktop.services.schema import schema_text
from fichas_desktop.services.self_test import prove_draft_and_pair
from fichas_desktop.services.settings_doubts import settings_doubts
from fichas_desktop.services.verifying import VerifiedPair
from fichas_desktop.version import __version__


class WindowDoor(Protocol):
    """The way to the window, handed in so that the command line never imports Qt."""

    def obstacle(self) -> FichasError | None:
        """Return why no window can open here, None when one can."""

    def open(self, program: Program, target: str | None) -> int:
        """Open the window, on a draft or file when one is named, and return the exit code."""

    def prove(self, program: Program) -> None:
        """Build the window offscreen on a throw-away data folder; FichasError when it fails."""


class Invocation(Struct, frozen=True):
    """What every command gets: the services and the way to the window."""

    program: Program
    door: WindowDoor


def run(arguments: list[str], door: WindowDoor) -> int:
    """Run one command line and return its exit code; nothing but a sentence reaches a person."""
    try:
        result = main.main(arguments, "fichas-desktop", standalone_mode=False, obj=door)
    except click.ClickException as error:
        _complain(usage_sentence(error))
        return InputError.exit_code
    except click.Abort:
        _complain("Se canceló.")
        return 130
    return result if isinstance(result, int) else 0


# whether a path can be read is found out by using it: the service says which one cannot, and the rest go on
_PATH = PathName(path_type=Path, readable=False)

# the window asks by itself, and the self-test has a data folder of its own
_NEEDING_FORMS = frozenset(("borradores", "ejemplo", "esquema", "exportar", "importar", "verificar"))


@click.group(cls=SpanishGroup, invoke_without_command=True)
@click.option("--datos", type=_PATH, metavar="CARPETA", help="Carpeta de los borradores.")
@click.option("--version", is_flag=True, help="Muestra la versión y la de los formularios, y termina.")
@click.pass_context
def main(context: click.Context, datos: Path | None, *, version: bool) -> int:
    """Diligencia, guarda y genera fichas del formato oficial, sin conexión.

    Sin comando abre la ventana; con un archivo o el identificador de un borrador la abre en él.
    """
    door: WindowDoor = context.obj
    context.obj = Invocation(Program(datos), door)
    context.call_on_close(context.obj.program.close)
    if version and context.invoked_subcommand is not None:
        raise click.UsageError("", context)
    if version:
        forms = (f"{one.code} versión {one.version}" for one in context.obj.program.catalog.refs())
        _print_lines((f"fichas-desktop {__version__}", *forms))
        context.exit(0)
    _complain_of_arrivals(context.obj.program, forms=context.invoked_subcommand in _NEEDING_FORMS)
    if context.invoked_subcommand is None:
        return door.open(context.obj.program, None)
    return 0


@main.command("abrir", cls=SpanishCommand, hidden=True)
@click.argument("destino", metavar="ARCHIVO|ID")
@click.pass_obj
def open_target(invocation: Invocation, destino: str) -> int:
    """Abre la ventana en un archivo o borrador."""
    return invocation.door.open(invocation.program, destino)


@main.command("ejemplo", cls=SpanishCommand)
@click.option(
    "--salida", type=_PATH, default=Path("ejemplo"), metavar="CARPETA", help="Dónde deja los dos archivos."
)
@click.option("--sin-ventana", is_flag=True, help="No abre la ventana al final.")
@click.pass_obj
def example(invocation: Invocation, salida: Path, *, sin_ventana: bool) -> int:
    """Genera el PDF y los datos de una ficha inventada y la abre en la ventana."""
    program = invocation.program
    _warn_of_folder(program)
    draft_id = example_draft(example_form(program.catalog), program.importer, program.drafts)
    origin = program.origins.from_draft(program.drafts.load(draft_id))
    status = Status.BORRADOR if has_errors(program.exporter.issues(origin)) else Status.FINAL
    pair = program.exporter.export(origin, salida, status=status, replace=True)
    _print_lines((pair.pdf, pair.sidecar))
    found = program.verifier.verify(pair.sidecar)
    _print_verdicts(found)
    if not all(verified.check.verdict.is_good for verified in found):
        return RefusedError.exit_code
    if sin_ventana:
        return 0
    obstacle = invocation.door.obstacle()
    if obstacle is not None:
        _complain(error_sentence(obstacle))
        return 0
    return invocation.door.open(program, draft_id)


@main.command("exportar", cls=SpanishCommand)
@click.argument("origen", type=PathName(readable=False))
@click.option("--salida", type=_PATH, required=True, metavar="CARPETA", help="Dónde deja los dos archivos.")
@click.option("--borrador", is_flag=True, help="Genera una copia marcada BORRADOR, aunque esté incompleta.")
@click.option("--portatil", is_flag=True, help="Genera la copia para seguir en otro computador.")
@click.option("--reemplazar", is_flag=True, help="Reemplaza los archivos que tengan el mismo nombre.")
@click.pass_obj
def export(
    invocation: Invocation, origen: str, salida: Path, *, borrador: bool, portatil: bool, reemplazar: bool
) -> int:
    """Genera el PDF y los datos de un borrador, una copia para seguir o un archivo de respuestas."""
    if portatil and borrador:
        raise InputError("portable_or_borrador")
    program = invocation.program
    origin = program.origins.find(origen)
    if origin.is_kept:
        _warn_of_folder(program)
    if portatil:
        return _export_portable(program, origin, salida, replace=reemplazar)
    status = Status.BORRADOR if borrador else Status.FINAL
    try:
        pair = program.exporter.export(origin, salida, status=status, replace=reemplazar)
    except RefusedError as error:
        if error.code != "incomplete":
            raise
        _print_issues(origin.form, program.exporter.issues(origin), borrador=False)
        return error.exit_code
    _print_issues(origin.form, pair.issues, borrador=borrador)
    for key, count in count_replaced(origin.form, origin.answers, pair.replaced).items():
        _complain(f"{key}: advertencia: {plural(count, *NO_PICTURE)}")
    _print_lines((pair.pdf, pair.sidecar))
    return 0


@main.command("importar", cls=SpanishCommand)
@click.argument("archivos", nargs=-1, required=True, type=_PATH, metavar="ARCHIVO...")
@click.pass_obj
def import_files(invocation: Invocation, archivos: tuple[Path, ...]) -> int:
    """Hace un borrador de cada copia para seguir o archivo de respuestas y muestra su identificador."""
    worst = 0
    _warn_of_folder(invocation.program)
    invocation.program.drafts.sweep()
    for path in archivos:
        name = clean_line(path.name or str(path))  # «.» has no name
        try:
            taken = invocation.program.importer.take_in(path)
            _print_lines((taken.id,))
            if taken.beside:
                _complain(f"{name}: {KEPT_BESIDE}")
            if taken.known:
                _complain(f"{name}: {KNOWN_COPY}")
        except FichasError as error:
            _complain(f"{name}: {error_sentence(error)}")
            worst = max(worst, error.exit_code)
    return worst


@main.command("borradores", cls=SpanishCommand)
@click.option("--json", "as_json", is_flag=True, help="Muestra la lista en JSON.")
@click.pass_obj
def list_drafts(invocation: Invocation, *, as_json: bool) -> int:
    """Muestra la lista de borradores."""
    summaries = invocation.program.drafts.summaries()
    if as_json:
        _print_lines((json.dumps([_summary_json(row) for row in summaries], ensure_ascii=False, indent=2),))
    elif not summaries:
        _print_lines(("No hay borradores.",))
    for row in () if as_json else summaries:
        modified = row.modified.strftime("%d/%m/%Y %H:%M") if row.modified else "—"
        answered = f"{row.answered} de {row.total}"
        words = f"{answered}  {state_words(row.state)}  {row.title or 'Sin título'}"
        _print_lines((f"{row.id}  {modified}  {words}",))
    return 0


@main.command("verificar", cls=SpanishCommand)
@click.argument("rutas", nargs=-1, required=True, type=_PATH, metavar="RUTA...")
@click.option("--json", "as_json", is_flag=True, help="Muestra el resultado en JSON.")
@click.option("--exigir-final", is_flag=True, help="Solo da por buenas las entregas finales.")
@click.pass_obj
def verify(invocation: Invocation, rutas: tuple[Path, ...], *, as_json: bool, exigir_final: bool) -> int:
    """Dice si cada PDF y su archivo de datos son los que el programa generó."""
    verifier = invocation.program.verifier
    files: list[Path] = []
    found: list[VerifiedPair] = []
    worst = 0
    for path in rutas:
        try:
            files.extend(verifier.pairs(path))
        except FichasError as error:
            worst = max(worst, _explain(error))
    for file in files:
        try:
            found.append(verifier.verify_pair(file, final_only=exigir_final))
        except FichasError as error:
            worst = max(worst, _explain(error))
    if as_json:
        _print_lines((json.dumps([_verdict_json(pair) for pair in found], ensure_ascii=False, indent=2),))
    else:
        _print_verdicts(found)
    amiss = any(pair.check.reasons for pair in found)
    return max(worst, RefusedError.exit_code if amiss else 0)


@main.command("esquema", cls=SpanishCommand)
@click.option("--formulario", metavar="CODIGO", help="Código del formulario.")
@click.pass_obj
def schema(invocation: Invocation, formulario: str | None) -> int:
    """Muestra el esquema JSON del archivo de datos."""
    _print_lines((schema_text(invocation.program.catalog, formulario),))
    return 0


@main.command("autoprueba", cls=SpanishCommand)
@click.pass_obj
def self_test(invocation: Invocation) -> int:
    """Prueba la instalación sin dejar nada: ventana, borrador, PDF y datos."""
    with Interruption() as interruption, tempfile.TemporaryDirectory(prefix="fichas-desktop-") as folder:
        program = Program(Path(folder) / "datos")
        prove_draft_and_pair(program, Path(folder) / "salida")
        _print_lines(("Borrador guardado y leído.", "PDF y datos generados y verificados."))
        interruption.check()
        invocation.door.prove(program)
        interruption.check()
        _print_lines(("Ventana construida.", "La instalación funciona."))
    return 0


def _export_portable(program: Program, origin: Origin, folder: Path, *, replace: bool) -> int:
    copy = program.portable_exporter.export(origin, folder, replace=replace)
    missing = [one for one in program.exporter.issues(origin) if one.code is IssueCode.FILE_MISSING]
    _print_issues(origin.form, missing, borrador=True)
    _print_lines((copy.path,))
    return 0


def _complain_of_arrivals(program: Program, *, forms: bool) -> None:
    sentences = [settings_sentence(problem) for problem in program.settings.problems]
    if forms:
        sentences += map(error_sentence, settings_doubts(program.settings, program.extra_forms))
        sentences += [form_left_out(error) for error in program.extra_forms.refused]
        sentences += [
            form_words(FORM_PENDING, found.form, found.sha256) for found in program.extra_forms.pending
        ]
    for sentence in sentences:
        _complain(f"advertencia: {sentence}")


def _warn_of_folder(program: Program) -> None:
    risk = program.folder_risk()
    if risk is not None:
        _complain(f"advertencia: {folder_risk_sentence(risk)}")


def _summary_json(row: DraftSummary) -> dict[str, object]:
    return {
        "id": row.id,
        "title": row.title,
        "subtitle": row.subtitle,
        "answered": row.answered,
        "total": row.total,
        "state": state_words(row.state),
        "modified": row.modified.isoformat(timespec="seconds") if row.modified else None,
    }


def _verdict_json(pair: VerifiedPair) -> dict[str, object]:
    return {
        "path": str(pair.path),
        "verdict": pair.check.verdict.value,
        "reasons": [REASONS[reason] for reason in pair.check.reasons],
    }


def _print_verdicts(found: Iterable[VerifiedPair]) -> None:
    for pair in found:
        words = " ".join((f"{VERDICTS[pair.check.verdict]}.", *(REASONS[one] for one in pair.check.reasons)))
        _print_lines((f"{clean_line(str(pair.path))}: {words}",))


def _print_issues(form: FormDefinition, issues: Iterable[ValidationIssue], *, borrador: bool) -> None:
    for issue in issues:
        sentence = issue_sentence(form, issue)
        blocks = issue.severity is Severity.ERROR and not borrador
        _complain(f"{issue.field_key}: {'' if blocks else 'advertencia: '}{sentence}")


def _explain(error: FichasError) -> int:
    _complain(error_sentence(error))
    return error.exit_code


def _print_lines(lines: Iterable[object]) -> None:
    for line in lines:
        print(line, flush=True)  # noqa: T201 - this is the program's output


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201
