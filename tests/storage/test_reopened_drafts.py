"""Drafts that are opened again: at their place, of newer programs, with unplaced texts, in conflict."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from msgspec import structs

from fichas_desktop.codec.draft import SCHEMA_VERSION
from fichas_desktop.codec.json_text import pretty_bytes
from fichas_desktop.domain.ficha import Draft, FormRef, UnplacedText
from fichas_desktop.errors import EnvironmentFailedError, InputError
from fichas_desktop.forms.catalog import FormCatalog
from fichas_desktop.storage.draft_lock import DraftLock
from fichas_desktop.storage.draft_store import Saved
from fichas_desktop.storage.sealed_file import read_sealed, sealed
from fichas_desktop.storage.tinydb_drafts import TinyDbDraftStore
from fichas_desktop.storage.versions import VersionKind
from tests.builders import TEST_FORMS, FakeClock, complete_answers, draft_of, paragraph, synthetic_catalog

DRAFT = draft_of(complete_answers())
OTHER = structs.replace(DRAFT, answers=DRAFT.answers.with_answer("sede", "Otra sede"))
Anew = Callable[[], TinyDbDraftStore]


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return tmp_path / "datos"


@pytest.fixture
def folder(data_folder: Path) -> Path:
    return data_folder / "drafts" / DRAFT.id


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def anew(data_folder: Path, clock: FakeClock) -> Anew:
    """Another start of the program."""
    return lambda: TinyDbDraftStore(data_folder, synthetic_catalog(), clock)


def left(store: TinyDbDraftStore, draft: Draft = DRAFT) -> None:
    store.save(draft)
    store.close(draft.id)


def change_document(folder: Path, **changes: Any) -> None:
    """Write a draft's file as another program may have, with a seal of its own."""
    document, seq = read_sealed(folder / "draft.json")
    (folder / "draft.json").write_bytes(sealed({**document, **changes}, seq + 10))


def trace(folder: Path) -> dict[str, tuple[int, bytes | None]]:
    """Return every file and folder with its time and its bytes."""
    paths = (folder, *folder.rglob("*"))
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else None) for path in paths
    }


# --- where it was left --------------------------------------------------------------------------------


def test_the_place_comes_back_and_is_nothing_to_be_recovered(anew: Anew) -> None:
    left(anew())
    store = anew()
    store.open(DRAFT.id)
    store.note(structs.replace(DRAFT, section="relato", field="hallazgos"))
    # killed: nothing closes it
    store._locks[DRAFT.id].release()
    opened = anew().open(DRAFT.id)
    assert (opened.draft.section, opened.draft.field) == ("relato", "hallazgos")
    assert (opened.recovered, opened.damaged) == (False, False)


def test_moving_about_makes_no_version(anew: Anew, clock: FakeClock) -> None:
    left(anew())
    for field in ("resumen", "hallazgos", "resumen"):
        clock.advance(hours=1)
        store = anew()
        store.open(DRAFT.id)
        store.note(structs.replace(DRAFT, section="relato", field=field))
        store.save(structs.replace(DRAFT, section="relato", field=field))
        store.close(DRAFT.id)
    assert anew().history(DRAFT.id) == ()
    store = anew()
    store.save(OTHER)
    assert store.history(DRAFT.id) != ()


# --- newer programs -----------------------------------------------------------------------------------


def newer_documents(folder: Path) -> dict[str, bytes]:
    document, seq = read_sealed(folder / "draft.json")
    answers = {"sede": "Sede de mañana", "titulo_taller": "Taller", "firma": {"ink": "azul"}}
    newer = document | {"schema_version": SCHEMA_VERSION + 1, "answers": answers, "novelty": [1]}
    return {
        "sealed as today": sealed(newer, seq),
        "sealed in another way": pretty_bytes({"draft": {"1": newer}, "seal": {"1": {"blake3": "x"}}}),
        "without a seal": pretty_bytes({"draft": {"1": newer}, "more": {"1": {}}}),
    }


@pytest.mark.parametrize("how", ["sealed as today", "sealed in another way", "without a seal"])
def test_a_draft_of_a_newer_program_can_be_read_and_its_folder_stays_as_it_is(
    anew: Anew, folder: Path, how: str
) -> None:
    store = anew()
    left(store)
    store.add_file(DRAFT.id, b"nota")
    (folder / "draft.json").write_bytes(newer_documents(folder)[how])
    (folder / ".lock").unlink()
    stale = folder / ".00ff00ff00ff00ff.tmp"
    stale.write_bytes(b"half")
    os.utime(stale, (0, 0))
    before = trace(folder)
    for store in (anew(), anew()):
        opened = store.open(DRAFT.id)
        assert (opened.newer, opened.read_only, opened.hidden) == (True, True, 1)
        assert dict(opened.draft.answers) == {"sede": "Sede de mañana", "titulo_taller": "Taller"}
        assert store.look_at(DRAFT.id) == opened
        for write in (store.save, store.note):
            with pytest.raises(EnvironmentFailedError) as caught:
                write(opened.draft)
            assert caught.value.code == "locked"
        with pytest.raises(InputError) as refused:
            store.load(DRAFT.id)
        assert refused.value.code == "newer_draft"
        store.close(DRAFT.id)
    assert trace(folder) == before


def test_what_a_newer_program_noted_last_is_shown(
    anew: Anew, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left(anew())
    with monkeypatch.context() as patch:
        for module in ("codec.draft", "storage.sealed_file"):
            patch.setattr(f"fichas_desktop.{module}.SCHEMA_VERSION", SCHEMA_VERSION + 1)
        patch.setitem(
            __import__("fichas_desktop.codec.draft", fromlist=["x"]).MIGRATIONS,
            SCHEMA_VERSION,
            lambda document: {**document, "schema_version": SCHEMA_VERSION + 1},
        )
        store = anew()
        store.open(DRAFT.id)
        store.save(structs.replace(DRAFT, section="relato"))
        store.note(OTHER)
        store.close(DRAFT.id)
    assert anew().open(DRAFT.id).draft.answers["sede"] == "Otra sede"


def test_a_newer_draft_under_anothers_name_is_not_shown(anew: Anew, folder: Path) -> None:
    left(anew())
    change_document(folder, schema_version=SCHEMA_VERSION + 1, id=draft_of(DRAFT.answers, 9).id)
    with pytest.raises(InputError) as caught:
        anew().open(DRAFT.id)
    assert caught.value.code == "newer_draft"


@pytest.mark.parametrize("schema", [SCHEMA_VERSION, SCHEMA_VERSION + 1])
@pytest.mark.parametrize("form", [FormRef("SINT-01", "09"), FormRef("OTRO-02", "01")])
def test_a_draft_of_an_unknown_form_is_refused_and_stays_as_it_is(
    anew: Anew, folder: Path, schema: int, form: FormRef
) -> None:
    left(anew())
    change_document(folder, schema_version=schema, form={"code": form.code, "version": form.version})
    before = trace(folder)
    for ask in (anew().open, anew().look_at):
        with pytest.raises(InputError) as caught:
            ask(DRAFT.id)
        assert caught.value.code == "draft_form_unknown"
        assert dict(caught.value.params) == {"form": form.code, "version": form.version}
    assert trace(folder) == before


# --- what has no place --------------------------------------------------------------------------------


@pytest.fixture
def poorer(data_folder: Path, tmp_path: Path, clock: FakeClock) -> Anew:
    """A program whose definition of the same version lost a field and made another one of another kind."""
    forms = tmp_path / "formularios"
    shutil.copytree(TEST_FORMS, forms)
    path = forms / "SINT-01-v01.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace(
        'key = "tallerista"\ntype = "line"', 'key = "otro_tallerista"\ntype = "line"'
    ).replace('key = "hallazgos"\ntype = "rich_text"', 'key = "hallazgos"\ntype = "line"')
    path.write_text(text, encoding="utf-8")
    return lambda: TinyDbDraftStore(data_folder, FormCatalog(forms), clock)


def test_a_draft_whose_form_lost_a_field_opens_and_is_backed_up_before_it_is_written(
    anew: Anew, poorer: Anew, folder: Path
) -> None:
    left(anew())
    before = (folder / "draft.json").read_bytes()
    store = poorer()
    opened = store.open(DRAFT.id)
    assert opened.draft.unplaced == (
        UnplacedText("Hallazgos", "Se aprende mirando."),
        UnplacedText("tallerista", "Ñusta Quimbaya Ejemplo"),
    )
    assert (folder / "draft.json").read_bytes() == before
    assert store.history(DRAFT.id) == ()
    changed = structs.replace(opened.draft, answers=opened.draft.answers.with_answer("sede", "Otra"))
    assert store.save(changed) == Saved()
    store.save(structs.replace(changed, unplaced=()))
    (backup,) = [one for one in store.history(DRAFT.id) if one.kind is VersionKind.BACKUP]
    store.close(DRAFT.id)
    assert anew().read_version(DRAFT.id, backup.name) == DRAFT
    assert anew().load(DRAFT.id) == structs.replace(changed, unplaced=())


def test_texts_without_a_place_are_kept_in_draft_journal_and_versions(anew: Anew, folder: Path) -> None:
    entry = UnplacedText("Lema", "A paso de hormiga", ())
    with_text = structs.replace(DRAFT, unplaced=(entry,))
    store = anew()
    store.save(DRAFT)
    store.note(with_text)
    assert anew().load(DRAFT.id) == with_text
    store.keep_version(with_text, VersionKind.SAVED)
    store.save(structs.replace(with_text, unplaced=()))
    (saved,) = [one for one in store.history(DRAFT.id) if one.kind is VersionKind.SAVED]
    assert store.read_version(DRAFT.id, saved.name) == with_text


def test_a_value_of_another_kind_in_the_file_hides_no_other(anew: Anew, folder: Path) -> None:
    left(anew())
    document, _seq = read_sealed(folder / "draft.json")
    answers: dict[str, Any] = dict(document["answers"])  # type: ignore[call-overload]
    change_document(folder, answers={**answers, "sede": paragraph("Con bloques")})
    opened = anew().open(DRAFT.id)
    assert opened.draft.unplaced == (UnplacedText("Sede", "Con bloques"),)
    assert opened.draft.answers == DRAFT.answers.with_answer("sede", None)


# --- conflicts ----------------------------------------------------------------------------------------


def test_moving_about_while_another_program_writes_is_no_conflict(anew: Anew) -> None:
    left(anew())
    with patch.object(DraftLock, "acquire", lambda _self, _now: True):
        store, other = anew(), anew()
        store.open(DRAFT.id)
        other.open(DRAFT.id)
        other.save(OTHER)
        for write in (store.note, store.save):
            with pytest.raises(EnvironmentFailedError) as caught:
                write(structs.replace(DRAFT, section="relato"))
            assert caught.value.code == "changed_elsewhere"
        assert VersionKind.CONFLICT not in {one.kind for one in store.history(DRAFT.id)}
        with pytest.raises(EnvironmentFailedError):
            store.save(structs.replace(DRAFT, unplaced=(UnplacedText("a", "b"),)))
        assert VersionKind.CONFLICT in {one.kind for one in store.history(DRAFT.id)}
    assert anew().load(DRAFT.id) == OTHER


def test_an_answered_conflict_is_remembered_and_its_version_stays(anew: Anew, data_folder: Path) -> None:
    store = anew()
    store.save(DRAFT)
    store.keep_version(OTHER, VersionKind.CONFLICT)
    (conflict,) = store.history(DRAFT.id)
    assert not conflict.answered
    store.mark_answered(DRAFT.id, conflict.name)
    store.mark_answered(DRAFT.id, conflict.name)
    (again,) = anew().history(DRAFT.id)
    assert again == structs.replace(conflict, answered=True)
    assert anew().read_version(DRAFT.id, conflict.name).answers["sede"] == "Otra sede"


@pytest.mark.parametrize("name", ["", "../draft.json", "00000009-conflict.json"])
def test_only_a_version_can_be_answered(anew: Anew, name: str) -> None:
    store = anew()
    store.save(DRAFT)
    with pytest.raises(InputError) as caught:
        store.mark_answered(DRAFT.id, name)
    assert caught.value.code == "no_such_version"
