"""Fichas all the way: answers file, draft on disk, PDF and JSON, verification; and every way to tamper."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from msgspec import structs
from pypdf import PdfReader, PdfWriter

from fichas_desktop.codec.answers_file import read_answers_file
from fichas_desktop.codec.json_text import parse_json, pretty_bytes
from fichas_desktop.codec.sidecar import answers_sha256, read_sidecar, sidecar_answers, sidecar_record
from fichas_desktop.domain.ficha import Draft, Status
from fichas_desktop.domain.values import AnswerSet, DraftId
from fichas_desktop.errors import EnvironmentFailedError, InputError, RefusedError
from fichas_desktop.receipt.pair_check import PairCheck, Reason, Verdict
from fichas_desktop.services.exporting import ExportedPair, build_pair
from fichas_desktop.services.program import Program
from tests.builders import (
    FICHAS,
    FakeClock,
    all_forms,
    answers_of,
    complete_answers,
    complete_values,
    counted_ids,
    draft_of,
    synthetic_form,
)

STATUSES = {"incompleta": Status.BORRADOR}
FICHA_FOLDERS = sorted(path.parent.name for path in FICHAS.glob("*/respuestas.json"))


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return all_forms(tmp_path_factory.mktemp("all") / "forms")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def program(tmp_path: Path, forms: Path, clock: FakeClock) -> Program:
    return Program(tmp_path / "datos", forms=forms, clock=clock, new_id=counted_ids())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "salida"


@pytest.fixture(scope="module")
def good_pair(tmp_path_factory: pytest.TempPathFactory, forms: Path) -> ExportedPair:
    """The pair of the invented form's ficha, made once; tests tamper with copies."""
    folder = tmp_path_factory.mktemp("good")
    program = Program(folder / "datos", forms=forms, clock=FakeClock(), new_id=counted_ids())
    origin = program.origins.find(str(FICHAS / "sintetica" / "respuestas.json"))
    return program.exporter.export(origin, folder, status=Status.FINAL, replace=False)


@pytest.fixture
def pair(good_pair: ExportedPair, tmp_path: Path) -> tuple[Path, Path]:
    folder = tmp_path / "pareja"
    folder.mkdir()
    return Path(shutil.copy(good_pair.pdf, folder)), Path(shutil.copy(good_pair.sidecar, folder))


def export_draft(
    program: Program, wanted: DraftId, out: Path, status: Status = Status.FINAL, *, replace: bool = False
) -> ExportedPair:
    origin = program.origins.find(wanted)
    return program.exporter.export(origin, out, status=status, replace=replace)


def verify(program: Program, path: Path, *, final_only: bool = False) -> PairCheck:
    (found,) = program.verifier.verify(path, final_only=final_only)
    return found.check


def kept(program: Program, draft: Draft) -> Draft:
    program.drafts.save(draft)
    return draft


def rewrite(path: Path, change: Callable[[Any], object]) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document)
    path.write_bytes(pretty_bytes(document))


def fit_hash(sidecar: Path, pdf: Path) -> None:
    """Make the sidecar name the PDF that lies beside it."""
    rewrite(
        sidecar, lambda document: document["pdf"].update(sha256=hashlib.sha256(pdf.read_bytes()).hexdigest())
    )


def with_embedded(pdf: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Write a PDF anew with its embedded files changed, or left out for None."""
    reader, writer = PdfReader(io.BytesIO(pdf)), PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    for name, contents in reader.attachments.items():
        for content in contents:
            changed = change(name, content)
            if changed is not None:
                writer.add_attachment(name, changed)
    writer.add_metadata({name: str(value) for name, value in (reader.metadata or {}).items()})
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


# --- all the way ------------------------------------------------------------------------------------


def test_the_test_fichas_are_there() -> None:
    assert set(FICHA_FOLDERS) >= {"incompleta", "larga", "sintetica", "solo-ano"}


@pytest.mark.parametrize("name", FICHA_FOLDERS)
def test_a_ficha_goes_from_its_answers_file_to_a_pair_that_verifies(
    program: Program, out: Path, name: str
) -> None:
    source = FICHAS / name / "respuestas.json"
    status = STATUSES.get(name, Status.FINAL)
    draft_id = program.importer.import_file(source)
    draft = program.drafts.load(draft_id)
    exported = export_draft(program, draft_id, out, status)

    assert sorted(out.iterdir()) == sorted((exported.pdf, exported.sidecar))
    document = parse_json(exported.sidecar.read_bytes())
    sidecar = read_sidecar(document)
    form = program.catalog.get(draft.form.code, draft.form.version)
    given = read_answers_file(parse_json(source.read_bytes()))
    assert sidecar_answers(form, sidecar) == draft.answers
    assert set(sidecar.answers) == set(given.answers)
    assert sidecar_record(form, sidecar).id == draft_id
    assert (
        verify(program, exported.pdf) == verify(program, exported.sidecar) == PairCheck(Verdict(status.value))
    )


@pytest.mark.parametrize("name", FICHA_FOLDERS)
def test_an_answers_file_gives_the_same_bytes_each_time(
    program: Program, out: Path, clock: FakeClock, name: str
) -> None:
    source, status = str(FICHAS / name / "respuestas.json"), STATUSES.get(name, Status.FINAL)
    first = program.exporter.export(program.origins.find(source), out, status=status, replace=False)
    before = first.pdf.read_bytes(), first.sidecar.read_bytes()
    clock.advance(days=400)
    second = program.exporter.export(program.origins.find(source), out / "2", status=status, replace=False)
    assert (second.pdf.read_bytes(), second.sidecar.read_bytes()) == before
    assert (second.pdf.name, second.sidecar.name) == (first.pdf.name, first.sidecar.name)


def test_the_pdf_carries_the_sidecar_without_its_pdf_block_and_every_annex(good_pair: ExportedPair) -> None:
    document = json.loads(good_pair.sidecar.read_text(encoding="utf-8"))
    inside = PdfReader(good_pair.pdf).attachments
    del document["pdf"]
    assert inside["ficha.json"] == [pretty_bytes(document)]
    hashes = {hashlib.sha256(data).hexdigest() for contents in inside.values() for data in contents}
    files = [item for item in document["answers"]["legajo"]["value"] if item["kind"] == "file"]
    assert len(files) == 2
    assert {item["sha256"] for item in files} <= hashes


def test_an_incomplete_ficha_is_refused_and_nothing_is_written(program: Program, out: Path) -> None:
    draft_id = program.importer.import_file(FICHAS / "incompleta" / "respuestas.json")
    with pytest.raises(RefusedError) as caught:
        export_draft(program, draft_id, out)
    assert caught.value.code == "incomplete"
    assert not out.exists()
    assert program.drafts.load(draft_id).revisions == ()


def test_even_an_empty_draft_gives_a_borrador_that_verifies(program: Program, out: Path) -> None:
    draft = kept(program, draft_of(AnswerSet()))
    exported = export_draft(program, draft.id, out, Status.BORRADOR)
    assert verify(program, exported.pdf).verdict is Verdict.BORRADOR
    assert "_sin-titulo_sin-fecha_e1_" in exported.pdf.name


@pytest.mark.parametrize(
    "items",
    [
        [{"kind": "link", "url": "", "description": ""}],
        [{"kind": "note", "description": ""}],
        [{"kind": "file", "name": "a.png", "media_type": "image/png", "size": 1, "sha256": "0" * 64}],
    ],
    ids=["empty link", "empty note", "missing file"],
)
def test_a_borrador_works_however_unfinished_its_annexes_are(
    program: Program, out: Path, items: list[dict[str, object]]
) -> None:
    draft = kept(program, draft_of(answers_of(synthetic_form(), **complete_values() | {"legajo": items})))
    exported = export_draft(program, draft.id, out, Status.BORRADOR)
    assert verify(program, exported.pdf).verdict is Verdict.BORRADOR


# --- entregas ---------------------------------------------------------------------------------------


def test_exporting_unchanged_answers_again_is_the_same_entrega(
    program: Program, out: Path, clock: FakeClock
) -> None:
    draft = kept(program, draft_of(complete_answers()))
    clock.advance(hours=1)
    first = export_draft(program, draft.id, out)
    bytes_of_first = first.pdf.read_bytes()
    clock.advance(days=2)
    second = export_draft(program, draft.id, out)
    assert (second.pdf, second.pdf.read_bytes()) == (first.pdf, bytes_of_first)
    assert [revision.number for revision in program.drafts.load(draft.id).revisions] == [1]


def test_changed_answers_are_entrega_2_beside_the_first(
    program: Program, out: Path, clock: FakeClock
) -> None:
    draft = kept(program, draft_of(complete_answers()))
    first = export_draft(program, draft.id, out)
    clock.advance(days=2)
    session = program.drafts.open(draft.id)
    session.set_answer("sede", "Otra sede")
    program.drafts.save(session.draft)
    second = export_draft(program, draft.id, out)
    sidecar = read_sidecar(parse_json(second.sidecar.read_bytes()))
    assert "_e2_" in second.pdf.name
    assert sidecar.ficha.revision == 2
    assert sidecar.ficha.supersedes == answers_sha256(session.form, draft.answers)
    assert [found.check.verdict for found in program.verifier.verify(out)] == [Verdict.FINAL] * 2
    assert first.pdf.is_file()


def test_a_borrador_keeps_no_entrega(program: Program, out: Path) -> None:
    draft = kept(program, draft_of(complete_answers()))
    exported = export_draft(program, draft.id, out, Status.BORRADOR)
    assert exported.pdf.stem.endswith("_BORRADOR")
    assert exported.sidecar.stem == exported.pdf.stem
    assert program.drafts.load(draft.id) == draft


# --- both files or none -----------------------------------------------------------------------------


def replace_failing_for(suffix: str, folder: Path) -> Callable[..., None]:
    real = os.replace

    def replace(source: str | Path, target: str | Path) -> None:
        if Path(target).parent == folder and Path(target).suffix == suffix:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(source, target)

    return replace


@pytest.mark.parametrize("suffix", [".pdf", ".json"])
def test_when_one_file_cannot_appear_neither_does_and_the_draft_keeps_no_entrega(
    program: Program, out: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    draft = kept(program, draft_of(complete_answers()))
    with monkeypatch.context() as patch:
        patch.setattr("fichas_desktop.durable_file.os.replace", replace_failing_for(suffix, out))
        with pytest.raises(EnvironmentFailedError) as caught:
            export_draft(program, draft.id, out)
    assert (caught.value.code, caught.value.exit_code) == ("disk_full", 3)
    assert list(out.iterdir()) == []
    assert program.drafts.load(draft.id) == draft
    assert "_e1_" in export_draft(program, draft.id, out).pdf.name


def test_when_replacing_fails_half_way_both_old_files_stand_again(
    program: Program, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = kept(program, draft_of(complete_answers()))
    exported = export_draft(program, draft.id, out)
    exported.pdf.write_bytes(b"viejo pdf")
    exported.sidecar.write_bytes(b"viejo json")
    seen: list[Path] = []
    failing = replace_failing_for(".json", out)

    def fail_once(source: str | Path, target: str | Path) -> None:
        seen.append(Path(target))
        failing(source, target)

    with monkeypatch.context() as patch:
        patch.setattr("fichas_desktop.durable_file.os.replace", fail_once)
        with pytest.raises(EnvironmentFailedError):
            export_draft(program, draft.id, out, replace=True)
    assert exported.pdf in seen
    assert exported.pdf.read_bytes() == b"viejo pdf"
    assert exported.sidecar.read_bytes() == b"viejo json"
    assert len(list(out.iterdir())) == 2


def test_when_the_draft_cannot_keep_its_entrega_no_file_appears(
    program: Program, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = kept(program, draft_of(complete_answers()))
    folder = program.data_folder / "drafts" / draft.id

    def refuse(*_arguments: object, **_named: object) -> NoReturn:
        raise EnvironmentFailedError("disk_full", folder=str(folder))

    with monkeypatch.context() as patch:
        patch.setattr("fichas_desktop.durable_file.os.replace", replace_failing_for(".json", folder))
        patch.setattr("fichas_desktop.storage.journal.append", refuse)
        with pytest.raises(EnvironmentFailedError) as caught:
            export_draft(program, draft.id, out)
    assert caught.value.code == "disk_full"
    assert list(out.iterdir()) == []
    assert program.drafts.load(draft.id) == draft


@pytest.mark.parametrize("taken", ["pdf", "sidecar"])
def test_a_name_taken_by_other_content_is_not_touched(program: Program, out: Path, taken: str) -> None:
    draft = kept(program, draft_of(complete_answers()))
    files, _ = build_pair(
        program.origins.find(draft.id), program.origins.find(draft.id).record(Status.BORRADOR, program.clock)
    )
    name = next(name for name in files if name.endswith(".pdf") == (taken == "pdf"))
    out.mkdir()
    (out / name).write_bytes(b"de otra persona")
    with pytest.raises(EnvironmentFailedError) as caught:
        export_draft(program, draft.id, out, Status.BORRADOR)
    assert (caught.value.code, caught.value.exit_code) == ("name_taken", 3)
    assert [(path.name, path.read_bytes()) for path in out.iterdir()] == [(name, b"de otra persona")]
    replaced = export_draft(program, draft.id, out, Status.BORRADOR, replace=True)
    assert verify(program, replaced.pdf).verdict is Verdict.BORRADOR


def test_a_name_taken_adds_no_entrega_to_the_draft(program: Program, out: Path, clock: FakeClock) -> None:
    draft = kept(program, draft_of(complete_answers()))
    first = export_draft(program, draft.id, out)
    program.drafts.save(draft)
    clock.advance(days=1)
    with pytest.raises(EnvironmentFailedError):
        export_draft(program, draft.id, out)
    assert program.drafts.load(draft.id).revisions == ()
    assert verify(program, first.pdf).verdict is Verdict.FINAL


def test_a_name_taken_does_not_save_over_what_was_typed_meanwhile(program: Program, out: Path) -> None:
    draft = kept(program, draft_of(complete_answers()))
    origin = program.origins.from_draft(draft)
    first = program.exporter.export(origin, out, status=Status.FINAL, replace=False)
    first.pdf.write_bytes(b"otro")
    typed = structs.replace(
        draft, answers=draft.answers.with_answer("titulo_taller", "Escrito mientras tanto")
    )
    program.drafts.save(typed)
    with pytest.raises(EnvironmentFailedError):
        program.exporter.export(origin, out, status=Status.FINAL, replace=False)
    assert program.drafts.load(draft.id) == typed


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX")
def test_the_person_s_own_mask_says_who_may_read_the_files(program: Program, out: Path) -> None:
    draft = kept(program, draft_of(complete_answers()))
    before = os.umask(0o027)
    try:
        pair = export_draft(program, draft.id, out)
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in (pair.pdf, pair.sidecar)} == {0o640}


def test_the_same_bytes_under_the_name_are_success_and_left_alone(program: Program, out: Path) -> None:
    draft = kept(program, draft_of(complete_answers()))
    first = export_draft(program, draft.id, out, Status.BORRADOR)
    before = [path.stat().st_mtime_ns for path in (first.pdf, first.sidecar)]
    second = export_draft(program, draft.id, out, Status.BORRADOR)
    assert [path.stat().st_mtime_ns for path in (second.pdf, second.sidecar)] == before


def test_one_file_that_was_lost_is_written_again(program: Program, out: Path) -> None:
    draft = kept(program, draft_of(complete_answers()))
    first = export_draft(program, draft.id, out)
    first.sidecar.unlink()
    assert verify(program, export_draft(program, draft.id, out).sidecar).verdict is Verdict.FINAL


def test_a_folder_under_the_name_is_never_replaced(program: Program, out: Path) -> None:
    draft = kept(program, draft_of(complete_answers()))
    exported = export_draft(program, draft.id, out)
    exported.sidecar.unlink()
    exported.sidecar.mkdir()
    with pytest.raises(EnvironmentFailedError) as caught:
        export_draft(program, draft.id, out, replace=True)
    assert caught.value.code == "name_taken"
    assert exported.sidecar.is_dir()


def test_the_folder_is_made_with_its_parents(program: Program, out: Path) -> None:
    draft = kept(program, draft_of(complete_answers()))
    assert export_draft(program, draft.id, out / "a" / "b").pdf.is_file()


# --- tampering --------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", range(12))
def test_one_byte_of_the_pdf_is_noticed_wherever_it_is(
    program: Program, pair: tuple[Path, Path], part: int
) -> None:
    pdf, _ = pair
    data = bytearray(pdf.read_bytes())
    data[len(data) * part // 12] ^= 0x01
    pdf.write_bytes(data)
    check = verify(program, pdf)
    assert check.verdict in {Verdict.ALTERED, Verdict.UNREADABLE, Verdict.OTHER_REVISION}
    assert Reason.PDF_HASH in check.reasons


SIDECAR_CHANGES: dict[str, tuple[Callable[[Any], object], Verdict, set[Reason]]] = {
    "an answer": (
        lambda document: document["answers"]["sede"].update(value="Otra sede"),
        Verdict.ALTERED,
        {Reason.ANSWERS_HASH, Reason.EMBEDDED_DIFFERS},
    ),
    "an answer taken away": (
        lambda document: document["answers"].pop("hallazgos"),
        Verdict.ALTERED,
        {Reason.ANSWERS_HASH, Reason.EMBEDDED_DIFFERS},
    ),
    "an answer that is none": (
        lambda document: document["answers"]["dia_registro"].update(value="2024-02-30"),
        Verdict.ALTERED,
        {Reason.VALUES, Reason.EMBEDDED_DIFFERS},
    ),
    "an answer not as the program writes it": (
        lambda document: document["answers"]["sede"].update(value="Salón del Parque "),
        Verdict.ALTERED,
        {Reason.VALUES, Reason.EMBEDDED_DIFFERS},
    ),
    "a label": (
        lambda document: document["answers"]["sede"].update(label="Lugar:"),
        Verdict.ALTERED,
        {Reason.SCHEMA, Reason.VALUES, Reason.EMBEDDED_DIFFERS},
    ),
    "a text beside its blocks": (
        lambda document: document["answers"]["hallazgos"].update(text="Otra cosa"),
        Verdict.ALTERED,
        {Reason.VALUES, Reason.EMBEDDED_DIFFERS},
    ),
    "the hash of the answers": (
        lambda document: document.update(answers_sha256="0" * 64),
        Verdict.ALTERED,
        {Reason.ANSWERS_HASH, Reason.EMBEDDED_DIFFERS, Reason.NO_CODE},
    ),
    "the pages": (
        lambda document: document["pdf"].update(pages=document["pdf"]["pages"] + 1),
        Verdict.ALTERED,
        {Reason.PDF_PAGES},
    ),
    "the hash of the pdf": (
        lambda document: document["pdf"].update(sha256="0" * 64),
        Verdict.ALTERED,
        {Reason.PDF_HASH},
    ),
    "no pdf block": (lambda document: document.pop("pdf"), Verdict.ALTERED, {Reason.PDF_HASH}),
    "the status": (
        lambda document: document["ficha"].update(status="historica"),
        Verdict.ALTERED,
        {Reason.EMBEDDED_DIFFERS},
    ),
    "the time": (
        lambda document: document["ficha"].update(finalized_at="2024-05-21T00:00:00-05:00"),
        Verdict.ALTERED,
        {Reason.EMBEDDED_DIFFERS},
    ),
    "the entrega": (
        lambda document: document["ficha"].update(revision=2),
        Verdict.OTHER_REVISION,
        {Reason.EMBEDDED_DIFFERS, Reason.OTHER_REVISION, Reason.NO_CODE},
    ),
    "the id": (
        lambda document: document["ficha"].update(id="11111111-1111-1111-1111-111111111111"),
        Verdict.OTHER_REVISION,
        {Reason.EMBEDDED_DIFFERS, Reason.OTHER_REVISION, Reason.NO_CODE},
    ),
    "an unknown field": (
        lambda document: document["answers"].update(otra={"label": "x", "value": "y"}),
        Verdict.ALTERED,
        {Reason.SCHEMA, Reason.VALUES, Reason.EMBEDDED_DIFFERS},
    ),
    "an unknown form": (
        lambda document: document["form"].update(code="SINT-77"),
        Verdict.NEWER,
        {Reason.UNKNOWN_FORM},
    ),
    "an unknown version": (
        lambda document: document["form"].update(version="77"),
        Verdict.NEWER,
        {Reason.UNKNOWN_FORM},
    ),
    "a newer schema": (
        lambda document: document.update(schema_version=2),
        Verdict.NEWER,
        {Reason.NEWER_SIDECAR},
    ),
    "a key more": (
        lambda document: document.update(extra=1),
        Verdict.UNREADABLE,
        {Reason.SIDECAR_UNREADABLE},
    ),
}


@pytest.mark.parametrize(
    ("change", "verdict", "reasons"), SIDECAR_CHANGES.values(), ids=list(SIDECAR_CHANGES)
)
def test_a_change_of_the_data_is_noticed_for_what_it_is(
    program: Program,
    pair: tuple[Path, Path],
    change: Callable[[Any], object],
    verdict: Verdict,
    reasons: set[Reason],
) -> None:
    _, sidecar = pair
    rewrite(sidecar, change)
    check = verify(program, sidecar)
    assert check.verdict is verdict
    assert set(check.reasons) == reasons


def test_a_forger_who_fits_the_hash_is_betrayed_by_what_is_inside_the_pdf(
    program: Program, pair: tuple[Path, Path]
) -> None:
    _, sidecar = pair
    form = program.catalog.get("SINT-01", "01")

    def forge(document: Any) -> None:
        document["answers"]["sede"]["value"] = "Otra sede"
        document["answers_sha256"] = answers_sha256(form, sidecar_answers(form, read_sidecar(document)))

    rewrite(sidecar, forge)
    check = verify(program, sidecar)
    assert check.verdict is Verdict.ALTERED
    assert set(check.reasons) == {Reason.EMBEDDED_DIFFERS, Reason.NO_CODE}


def test_the_pdf_of_another_entrega_is_told_apart(program: Program, out: Path, clock: FakeClock) -> None:
    draft = kept(program, draft_of(complete_answers()))
    first = export_draft(program, draft.id, out)
    clock.advance(days=1)
    changed = structs.replace(
        program.drafts.load(draft.id), answers=draft.answers.with_answer("sede", "Otra sede")
    )
    second = export_draft(program, kept(program, changed).id, out)
    first.pdf.write_bytes(second.pdf.read_bytes())
    check = verify(program, first.pdf)
    assert check.verdict is Verdict.OTHER_REVISION
    assert {Reason.PDF_HASH, Reason.OTHER_REVISION} <= set(check.reasons)
    fit_hash(first.sidecar, first.pdf)
    assert verify(program, first.sidecar).verdict is Verdict.OTHER_REVISION


def test_the_swapped_pdfs_of_two_fichas_are_told_apart(program: Program, out: Path) -> None:
    one = export_draft(program, kept(program, draft_of(complete_answers(), 1 << 96)).id, out)
    other = export_draft(program, kept(program, draft_of(complete_answers(), 2 << 96)).id, out)
    one_pdf, other_pdf = one.pdf.read_bytes(), other.pdf.read_bytes()
    one.pdf.write_bytes(other_pdf)
    other.pdf.write_bytes(one_pdf)
    checks = [found.check for found in program.verifier.verify(out)]
    assert [check.verdict for check in checks] == [Verdict.OTHER_REVISION] * 2


def test_changed_data_inside_the_pdf_are_noticed(program: Program, pair: tuple[Path, Path]) -> None:
    pdf, sidecar = pair
    pdf.write_bytes(
        with_embedded(
            pdf.read_bytes(),
            lambda name, data: data.replace("Salón".encode(), b"Sotano") if name == "ficha.json" else data,
        )
    )
    fit_hash(sidecar, pdf)
    check = verify(program, pdf)
    assert (check.verdict, check.reasons) == (Verdict.ALTERED, (Reason.EMBEDDED_DIFFERS,))


def test_missing_data_inside_the_pdf_are_noticed(program: Program, pair: tuple[Path, Path]) -> None:
    pdf, sidecar = pair
    pdf.write_bytes(
        with_embedded(pdf.read_bytes(), lambda name, data: None if name == "ficha.json" else data)
    )
    fit_hash(sidecar, pdf)
    assert verify(program, pdf) == PairCheck(Verdict.ALTERED, (Reason.NO_EMBEDDED,))


def test_data_twice_inside_the_pdf_are_noticed(program: Program, pair: tuple[Path, Path]) -> None:
    pdf, sidecar = pair
    data = PdfReader(pdf).attachments["ficha.json"][0]
    writer = PdfWriter(clone_from=pdf)
    writer.add_attachment("ficha.json", data)
    stream = io.BytesIO()
    writer.write(stream)
    pdf.write_bytes(stream.getvalue())
    fit_hash(sidecar, pdf)
    assert verify(program, pdf).verdict is Verdict.ALTERED


def test_a_missing_annex_is_noticed(program: Program, pair: tuple[Path, Path]) -> None:
    pdf, sidecar = pair
    pdf.write_bytes(
        with_embedded(pdf.read_bytes(), lambda name, data: data if name == "ficha.json" else None)
    )
    fit_hash(sidecar, pdf)
    assert verify(program, pdf) == PairCheck(Verdict.ALTERED, (Reason.NO_ANNEX,))


def test_a_pair_of_which_one_file_is_missing_is_incomplete(program: Program, pair: tuple[Path, Path]) -> None:
    pdf, sidecar = pair
    data = pdf.read_bytes()
    pdf.unlink()
    assert verify(program, sidecar) == PairCheck(Verdict.INCOMPLETE, (Reason.NO_PDF,))
    pdf.write_bytes(data)
    sidecar.unlink()
    assert verify(program, pdf) == PairCheck(Verdict.INCOMPLETE, (Reason.NO_SIDECAR,))
    assert verify(program, pdf.parent) == PairCheck(Verdict.INCOMPLETE, (Reason.NO_SIDECAR,))


GARBAGE = [b"", b"basura", b"%PDF-1.7\n%%EOF", b"\x00" * 5000, b"[" * 100_000]


@pytest.mark.parametrize("data", GARBAGE, ids=["empty", "words", "head", "zeros", "brackets"])
def test_garbage_is_unreadable(program: Program, pair: tuple[Path, Path], data: bytes) -> None:
    pdf, sidecar = pair
    good = sidecar.read_bytes()
    sidecar.write_bytes(data)
    assert verify(program, sidecar) == PairCheck(Verdict.UNREADABLE, (Reason.SIDECAR_UNREADABLE,))
    sidecar.write_bytes(good)
    pdf.write_bytes(data)
    check = verify(program, pdf)
    assert check.verdict is Verdict.UNREADABLE
    assert Reason.PDF_UNREADABLE in check.reasons


def test_half_a_pdf_is_not_good(program: Program, pair: tuple[Path, Path]) -> None:
    pdf, _ = pair
    pdf.write_bytes(pdf.read_bytes()[: pdf.stat().st_size // 2])
    assert not verify(program, pdf).verdict.is_good


def test_a_pair_may_be_renamed_together(program: Program, pair: tuple[Path, Path]) -> None:
    pdf, sidecar = (path.rename(path.with_stem("recibida")) for path in pair)
    assert verify(program, pdf) == verify(program, sidecar) == PairCheck(Verdict.FINAL)


@pytest.mark.parametrize("capital", [0, 1], ids=["pdf", "json"])
def test_an_ending_in_capitals_is_still_of_the_pair(
    program: Program, pair: tuple[Path, Path], capital: int
) -> None:
    pair[capital].rename(pair[capital].with_suffix(pair[capital].suffix.upper()))
    found = program.verifier.verify(pair[0].parent)
    assert [verified.check for verified in found] == [PairCheck(Verdict.FINAL)]


def test_the_folder_one_stands_in_is_named(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for use in (program.verifier.verify, lambda path: program.origins.find(str(path))):
        with pytest.raises(InputError) as caught:
            use(Path())
        assert caught.value.params == {"name": "."}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_pipe_is_not_a_file_and_not_missing(program: Program, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.json")
    with pytest.raises(InputError) as caught:
        program.verifier.verify(tmp_path / "a.json")
    assert caught.value.code == "not_a_file"


def test_a_folder_without_permission_is_not_missing(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_dir, exists = Path.is_dir, Path.exists

    def guarded(ask: Callable[[Path], bool]) -> Callable[[Path], bool]:
        def answer(path: Path) -> bool:
            if path == tmp_path / "closed":
                raise PermissionError(errno.EACCES, "closed")
            return ask(path)

        return answer

    monkeypatch.setattr(Path, "is_dir", guarded(is_dir))
    monkeypatch.setattr(Path, "exists", guarded(exists))
    for use in (program.verifier.verify, lambda path: program.origins.find(str(path))):
        with pytest.raises(InputError) as caught:
            use(tmp_path / "closed")
        assert caught.value.code == "file_unreadable"


def test_only_a_final_entrega_passes_where_one_is_demanded(
    program: Program, out: Path, pair: tuple[Path, Path]
) -> None:
    assert verify(program, pair[0], final_only=True) == PairCheck(Verdict.FINAL)
    exported = export_draft(program, kept(program, draft_of(complete_answers())).id, out, Status.BORRADOR)
    assert verify(program, exported.pdf, final_only=True) == PairCheck(Verdict.BORRADOR, (Reason.NOT_FINAL,))


def test_a_borrador_that_calls_itself_final_is_betrayed_by_its_title(program: Program, out: Path) -> None:
    origin = program.origins.from_answers_file(FICHAS / "sintetica" / "respuestas.json")
    pair = program.exporter.export(origin, out, status=Status.BORRADOR, replace=False)
    document = json.loads(pair.sidecar.read_text(encoding="utf-8"))
    document["ficha"]["status"] = "final"
    embedded = pretty_bytes({key: value for key, value in document.items() if key != "pdf"})
    pair.pdf.write_bytes(
        with_embedded(pair.pdf.read_bytes(), lambda name, data: embedded if name == "ficha.json" else data)
    )
    pair.sidecar.write_bytes(pretty_bytes(document))
    fit_hash(pair.sidecar, pair.pdf)
    assert Reason.TITLE in verify(program, pair.pdf).reasons


def test_a_public_version_must_carry_nothing_inside(program: Program, pair: tuple[Path, Path]) -> None:
    pdf, sidecar = pair
    document = json.loads(sidecar.read_text(encoding="utf-8"))
    document["ficha"]["status"] = "publica"
    sidecar.write_bytes(pretty_bytes(document))
    fit_hash(sidecar, pdf)
    assert Reason.NOT_WITHHELD in verify(program, pdf).reasons


def test_an_encrypted_pdf_is_unreadable(program: Program, pair: tuple[Path, Path]) -> None:
    pdf, sidecar = pair
    writer = PdfWriter(clone_from=pdf)
    writer.encrypt("", algorithm="RC4-128")
    writer.write(pdf)
    fit_hash(sidecar, pdf)
    assert verify(program, pdf).verdict is Verdict.UNREADABLE


def test_an_export_keeps_what_was_typed_meanwhile(program: Program, out: Path) -> None:
    draft_id = program.importer.import_file(FICHAS / "sintetica" / "respuestas.json")
    origin = program.origins.find(draft_id)
    session = program.drafts.open(draft_id)
    title = session.form.title_field
    session.set_answer(title, "Otro nombre, escrito mientras se generaba")
    program.drafts.save(session.draft)
    with pytest.raises(EnvironmentFailedError, match="changed_meanwhile"):
        program.exporter.export(origin, out, status=Status.FINAL, replace=False)
    assert program.drafts.load(draft_id).answers[title] == "Otro nombre, escrito mientras se generaba"
    assert list(out.glob("*")) == []
