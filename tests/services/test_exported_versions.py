"""Every export of a kept draft keeps a version of what was handed out."""

from __future__ import annotations

from pathlib import Path

import pytest

from fichas_desktop.domain.ficha import Draft, Status
from fichas_desktop.domain.values import DraftId
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.services.program import Program
from fichas_desktop.storage.versions import KEPT, VersionKind
from tests.ui.programs import invented_program, keep_complete


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return invented_program(tmp_path / "datos")


@pytest.fixture
def draft(program: Program) -> Draft:
    return program.drafts.load(keep_complete(program))


def kinds(program: Program, draft_id: DraftId) -> list[str]:
    return [entry.kind for entry in program.drafts.history(draft_id) if entry.kind != "auto"]


def pair(program: Program, draft: Draft, folder: Path, status: Status) -> None:
    program.exporter.export(program.origins.from_draft(draft), folder, status=status, replace=False)


def portable(program: Program, draft: Draft, folder: Path) -> None:
    program.portable_exporter.export(program.origins.from_draft(draft), folder, replace=False)


def test_a_borrador_and_a_portable_copy_keep_a_version(
    program: Program, draft: Draft, tmp_path: Path
) -> None:
    pair(program, draft, tmp_path, Status.BORRADOR)
    assert kinds(program, draft.id) == ["export"]
    portable(program, draft, tmp_path)
    assert kinds(program, draft.id) == ["export"], "the same content is kept once"
    session = program.drafts.session(draft)
    session.set_answer("sede", "Otra sede")
    program.drafts.save(session.draft)
    portable(program, session.draft, tmp_path / "otra")
    assert kinds(program, draft.id) == ["export", "export"]


def test_a_final_is_kept_for_ever_and_generated_again_it_is_an_export(
    program: Program, draft: Draft, tmp_path: Path
) -> None:
    pair(program, draft, tmp_path, Status.FINAL)
    assert kinds(program, draft.id) == ["final"]
    pair(program, program.drafts.load(draft.id), tmp_path / "otra", Status.FINAL)
    assert sorted(kinds(program, draft.id)) == ["export", "final"]
    assert (KEPT[VersionKind.FINAL], KEPT[VersionKind.EXPORT]) == (None, 20)


def test_what_was_typed_meanwhile_stays_the_draft(program: Program, draft: Draft, tmp_path: Path) -> None:
    session = program.drafts.session(draft)
    session.set_answer("sede", "Escrita mientras tanto")
    program.drafts.save(session.draft)
    portable(program, draft, tmp_path)
    (entry,) = [one for one in program.drafts.history(draft.id) if one.kind == "export"]
    assert program.drafts.read_version(draft.id, entry.name).answers == draft.answers
    program.close()
    again = Program(program.data_folder, forms=program._forms)
    assert again.drafts.load(draft.id).answers["sede"] == "Escrita mientras tanto"


def test_an_export_that_fails_keeps_no_version(program: Program, draft: Draft, tmp_path: Path) -> None:
    blocked = tmp_path / "fichero"
    blocked.write_text("x", encoding="utf-8")
    with pytest.raises(EnvironmentFailedError):
        pair(program, draft, blocked, Status.BORRADOR)
    with pytest.raises(EnvironmentFailedError):
        portable(program, draft, blocked)
    assert kinds(program, draft.id) == []


def test_a_draft_that_another_window_writes_is_exported_all_the_same(
    program: Program, draft: Draft, tmp_path: Path
) -> None:
    other = Program(program.data_folder, forms=program._forms)
    assert other.drafts.reopen(draft.id).read_only
    portable(other, draft, tmp_path)
    pair(other, draft, tmp_path, Status.BORRADOR)
    assert kinds(program, draft.id) == []
    assert len(list(tmp_path.glob("*.ficha"))) == 1


def test_what_is_no_kept_draft_makes_none(program: Program, draft: Draft, tmp_path: Path) -> None:
    portable(program, program.drafts.begin(program.catalog.get("SINT-01", "01")), tmp_path)
    assert program.drafts.history(draft.id) == ()
    assert len(program.drafts.summaries()) == 1


def test_a_number_is_given_to_one_content_alone(program: Program, draft: Draft, tmp_path: Path) -> None:
    early = program.origins.from_draft(draft)
    program.close()
    other = Program(program.data_folder, forms=program._forms)
    pair(other, draft, tmp_path / "primera", Status.FINAL)
    other.close()
    found = program.exporter.export(early, tmp_path / "segunda", status=Status.FINAL, replace=False)
    assert found.draft is not None
    assert len(found.draft.revisions) == 1
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / one).iterdir()}
        for one in ("primera", "segunda")
    )
    assert first == second


def test_nobody_changes_a_draft_between_looking_at_it_and_freezing_its_entrega(
    program: Program, draft: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Program(program.data_folder, forms=program._forms)
    program.close()
    origin = program.origins.from_draft(draft)
    load = program._store.load
    refused: list[str] = []

    def load_while_another_tries(draft_id: DraftId) -> Draft:
        found = load(draft_id)
        try:
            other.drafts.save(found)
        except EnvironmentFailedError as error:
            refused.append(error.code)
        return found

    monkeypatch.setattr(program._store, "load", load_while_another_tries)
    program.exporter.export(origin, tmp_path, status=Status.FINAL, replace=False)
    assert refused == ["locked"]
