from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from fichas_desktop.domain.ficha import Draft, FormRef, Status, UnplacedText
from fichas_desktop.domain.partial_date import UnfinishedDate
from fichas_desktop.errors import EnvironmentFailedError, InputError
from fichas_desktop.services.program import Program
from fichas_desktop.storage.sealed_file import read_sealed, sealed
from fichas_desktop.storage.versions import VersionKind
from tests.builders import NOW, FakeClock, answers_of, complete_values, counted_ids, newer_forms

FILE = b"lo que se anexa"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    forms = newer_forms(tmp_path / "formularios")
    return Program(tmp_path / "datos", forms=forms, clock=FakeClock(NOW), new_id=counted_ids())


def keep(program: Program, **changes: object) -> Draft:
    form = program.catalog.get("SINT-01", "01")
    draft = program.drafts.begin(form, answers_of(form, **(complete_values() | changes)))
    program.drafts.save(draft)
    return draft


def with_file(program: Program, draft: Draft) -> Draft:
    attachment = program.drafts.attach_bytes(draft.id, "acta.txt", FILE)
    changed = structs.replace(draft, answers=draft.answers.with_answer("legajo", (attachment,)))
    program.drafts.save(changed)
    return changed


def moved(program: Program, draft: Draft) -> Draft:
    form = program.reopening.newer_form(draft)
    assert form is not None
    return program.reopening.move_to(draft, form)


def test_a_draft_is_moved_to_the_newest_form_after_a_backup(program: Program) -> None:
    before = with_file(program, keep(program))
    before = structs.replace(
        before, unfinished={"clausura": UnfinishedDate("3", "", "")}, field="titulo_taller"
    )
    before = structs.replace(
        before, answers=before.answers.with_answer("clausura", None), section="ficha_taller"
    )
    program.drafts.save(before)
    after = moved(program, before)
    assert program.drafts.load(before.id) == after
    assert after.form == FormRef("SINT-01", "03")
    assert (after.section, after.field) == ("ficha_taller", "nombre_taller")
    assert after.unfinished == before.unfinished
    assert [entry.label for entry in after.unplaced] == ["Tallerista", "Apertura", "Pruebas del taller"]
    assert program.reopening.newer_form(after) is None
    (backup,) = [one for one in program.drafts.history(before.id) if one.kind == VersionKind.BACKUP]
    assert program.drafts.read_version(before.id, backup.name) == before
    (file,) = after.unplaced[-1].files
    assert program.drafts.read_file(after.id, file) == FILE


def test_going_back_to_the_backup_brings_the_older_form_back(program: Program) -> None:
    before = keep(program)
    after = moved(program, before)
    (backup,) = [one for one in program.drafts.history(before.id) if one.kind == VersionKind.BACKUP]
    back = program.reopening.take_version(after, backup.name)
    assert (back.form, back.answers, back.unplaced) == (before.form, before.answers, ())
    assert program.drafts.load(before.id) == back
    kept = [program.drafts.read_version(back.id, one.name) for one in program.drafts.history(back.id)]
    assert after in kept


def test_a_draft_that_cannot_be_backed_up_is_not_moved(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keep(program)

    def fail(*_arguments: object) -> None:
        raise EnvironmentFailedError("disk_full", folder="x")

    monkeypatch.setattr("fichas_desktop.storage.versions.write_durably", fail)
    with pytest.raises(EnvironmentFailedError):
        moved(program, before)
    assert program.drafts.load(before.id) == before


def test_texts_without_a_place_and_their_files_travel_in_the_portable_copy_and_in_a_duplicate(
    program: Program, tmp_path: Path
) -> None:
    after = moved(program, with_file(program, keep(program)))
    origin = program.origins.from_draft(after)
    path = program.portable_exporter.export(origin, tmp_path, replace=False).path
    other = Program(tmp_path / "otro", forms=tmp_path / "formularios", clock=FakeClock(NOW))
    taken = other.drafts.load(other.importer.take_in(path).id)
    assert taken == after
    copy = program.drafts.duplicate(after.id)
    for drafts, draft in ((other.drafts, taken), (program.drafts, copy)):
        assert draft.unplaced == after.unplaced
        (file,) = draft.unplaced[-1].files
        assert drafts.read_file(draft.id, file) == FILE


def test_texts_without_a_place_are_in_no_export(program: Program, tmp_path: Path) -> None:
    form = program.catalog.get("SINT-01", "01")
    draft = structs.replace(keep(program), unplaced=(UnplacedText("Lema", "Pasito a pasito"),))
    program.drafts.save(draft)
    pair = program.exporter.export(
        program.origins.from_draft(draft), tmp_path / "salida", status=Status.FINAL, replace=False
    )
    assert form.version == "01"
    assert "Pasito" not in pair.sidecar.read_text(encoding="utf-8")
    assert pair.draft is not None
    assert program.drafts.load(draft.id).unplaced == draft.unplaced


def test_an_unknown_newest_form_moves_nothing(program: Program) -> None:
    draft = structs.replace(keep(program), form=FormRef("OTRO-01", "01"))
    with pytest.raises(InputError):
        program.reopening.newer_form(draft)


# --- which of two states ------------------------------------------------------------------------------


def conflicting(program: Program, draft: Draft, seat: str) -> Draft:
    """Keep another state of a draft as the store does when two programs write it."""
    other = structs.replace(draft, answers=draft.answers.with_answer("sede", seat))
    program.drafts.keep_version(other, VersionKind.CONFLICT)
    program.drafts.save(draft)
    return other


def test_two_states_are_asked_about_until_one_is_chosen(program: Program) -> None:
    draft = keep(program)
    assert program.reopening.conflict(draft) is None
    conflicting(program, draft, "La primera")
    conflicting(program, draft, "La segunda")
    asked = []
    while (conflict := program.reopening.conflict(draft)) is not None:
        asked.append(program.drafts.read_version(draft.id, conflict.version).answers["sede"])
        program.reopening.keep_present(draft, conflict)
    assert asked == ["La segunda", "La primera"]
    assert program.drafts.load(draft.id) == draft
    assert len(program.drafts.history(draft.id)) >= 2


def test_the_other_state_can_be_taken_and_nothing_is_lost(program: Program) -> None:
    draft = keep(program)
    other = conflicting(program, draft, "La otra")
    conflict = program.reopening.conflict(draft)
    assert conflict is not None
    taken = program.reopening.take_version(draft, conflict.version)
    assert taken.answers == other.answers
    assert program.drafts.load(draft.id) == taken
    assert program.reopening.conflict(taken) is None
    program.drafts.save(draft)
    assert program.reopening.conflict(draft) is None
    kept = [program.drafts.read_version(draft.id, one.name) for one in program.drafts.history(draft.id)]
    assert draft in kept


def test_states_that_say_the_same_are_not_asked_about(program: Program) -> None:
    draft = keep(program)
    program.drafts.keep_version(structs.replace(draft, section="relato"), VersionKind.CONFLICT)
    assert program.reopening.conflict(draft) is None


def test_a_draft_of_a_newer_program_that_is_on_the_screen_is_never_exported(
    program: Program, tmp_path: Path
) -> None:
    draft = keep(program)
    program.close()
    path = tmp_path / "datos" / "drafts" / draft.id / "draft.json"
    document, seq = read_sealed(path)
    path.write_bytes(sealed({**document, "schema_version": 99}, seq))
    reopened = program.drafts.reopen(draft.id)
    assert (reopened.newer, reopened.hidden) == (True, 0)
    with pytest.raises(InputError) as caught:
        program.origins.from_draft(reopened.session.draft)
    assert caught.value.code == "newer_draft"
    assert program.drafts.summary(draft.id).title == "Tejer la memoria"
