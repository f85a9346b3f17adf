from __future__ import annotations

import json
from pathlib import Path

import pytest

from fichas_desktop.codec.sidecar import sidecar_document
from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.values import FileAttachment
from fichas_desktop.errors import EnvironmentFailedError, InputError
from fichas_desktop.services.drafts import Drafts
from fichas_desktop.services.importing import Importer
from fichas_desktop.services.origins import Origins
from fichas_desktop.storage.memory_drafts import MemoryDraftStore
from tests.builders import (
    FakeClock,
    complete_answers,
    complete_values,
    counted_ids,
    draft_id,
    draft_of,
    record_of,
    synthetic_catalog,
    synthetic_form,
    write_answers_file,
)

FORM = synthetic_form()


@pytest.fixture
def drafts() -> Drafts:
    return Drafts(MemoryDraftStore(), synthetic_catalog(), FakeClock(), counted_ids())


@pytest.fixture
def origins(drafts: Drafts) -> Origins:
    return Origins(drafts, synthetic_catalog())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "entrega"
    (folder / "anexos").mkdir(parents=True)
    (folder / "anexos" / "nota.txt").write_bytes(b"nota")
    (tmp_path / "secreto.txt").write_bytes(b"secreto")
    return folder


def error_of(origins: Origins, path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        origins.from_answers_file(path)
    return caught.value


def naming(folder: Path, *paths: str) -> Path:
    entries = [{"path": path, "description": "x"} for path in paths]
    return write_answers_file(folder / "respuestas.json", {"legajo": entries})


def test_an_answers_file_is_an_origin_without_a_draft(origins: Origins, folder: Path) -> None:
    origin = origins.find(str(write_answers_file(folder / "r.json", complete_values())))
    assert (origin.draft, origin.answers, origin.unfinished) == (None, complete_answers(), {})
    assert origin.record(Status.FINAL, FakeClock()).revision == 1


@pytest.mark.parametrize("path", ["anexos/nota.txt", "./anexos/nota.txt", "anexos//nota.txt"])
def test_an_annex_inside_the_folder_is_read(origins: Origins, folder: Path, path: str) -> None:
    origin = origins.from_answers_file(naming(folder, path))
    (file,) = origin.answers.files()
    assert (file.name, file.size, file.description) == ("nota.txt", 4, "x")
    assert origin.read_file(file) == b"nota"
    assert origin.missing_files() == frozenset()


@pytest.mark.parametrize(
    "path",
    [
        "../secreto.txt",
        "anexos/../../secreto.txt",
        "anexos/../anexos/nota.txt",
        "/etc/passwd",
        "//server/share/x",
        "C:\\secreto.txt",
        "C:secreto.txt",
        "\\secreto.txt",
        "..\\secreto.txt",
        "anexos\\..\\..\\secreto.txt",
        "\\\\server\\share\\x",
        "",
        " ",
        "a\0b",
        "\ud800.txt",
    ],
)
def test_a_path_that_leaves_the_folder_is_refused(origins: Origins, folder: Path, path: str) -> None:
    file = folder / "respuestas.json"
    document = {
        "form": {"code": "SINT-01", "version": "01"},
        "answers": {"legajo": [{"path": path, "description": "x"}]},
    }
    file.write_text(json.dumps(document), encoding="utf-8")
    assert error_of(origins, file).code == "annex_outside"


def test_the_absolute_path_of_a_file_inside_the_folder_is_refused_as_well(
    origins: Origins, folder: Path
) -> None:
    assert error_of(origins, naming(folder, str(folder / "anexos" / "nota.txt"))).code == "annex_outside"


def test_a_link_that_leaves_the_folder_is_refused(origins: Origins, folder: Path) -> None:
    (folder / "enlace.txt").symlink_to(folder.parent / "secreto.txt")
    (folder / "afuera").symlink_to(folder.parent)
    (folder / "vueltas").symlink_to("vueltas")
    for path in ("enlace.txt", "afuera/secreto.txt", "vueltas"):
        assert error_of(origins, naming(folder, path)).code == "annex_outside"


def test_a_link_that_stays_in_the_folder_is_read(origins: Origins, folder: Path) -> None:
    (folder / "otra.txt").symlink_to(folder / "anexos" / "nota.txt")
    origin = origins.from_answers_file(naming(folder, "otra.txt"))
    assert [origin.read_file(file) for file in origin.answers.files()] == [b"nota"]


def test_a_folder_reached_through_a_link_has_its_own_annexes(origins: Origins, folder: Path) -> None:
    (folder.parent / "atajo").symlink_to(folder)
    naming(folder, "anexos/nota.txt")
    assert (
        origins.from_answers_file(folder.parent / "atajo" / "respuestas.json").missing_files() == frozenset()
    )


def test_a_missing_annex_and_a_folder_are_told_apart(origins: Origins, folder: Path) -> None:
    error = error_of(origins, naming(folder, "anexos/no.txt"))
    assert (error.code, error.params) == ("annex_not_found", {"name": "no.txt"})
    assert error_of(origins, naming(folder, "anexos")).code == "annex_not_file"
    assert error_of(origins, naming(folder, ".")).code == "annex_not_file"


def test_annexes_are_limited_each_and_together(origins: Origins, folder: Path) -> None:
    for name, size in (("a", 20_000), ("b", 20_001), ("c", 10_001)):
        (folder / name).write_bytes(name.encode() * size)
    assert error_of(origins, naming(folder, "b")).code == "annex_too_large"
    assert error_of(origins, naming(folder, "a", "c")).code == "annexes_too_large"
    assert origins.from_answers_file(naming(folder, "a", "a")).missing_files() == frozenset()


def test_a_file_that_is_only_described_is_missing(origins: Origins, folder: Path) -> None:
    entry = {"kind": "file", "name": "a", "media_type": "b", "size": 1, "sha256": "0" * 64}
    origin = origins.from_answers_file(write_answers_file(folder / "r.json", {"legajo": [entry]}))
    assert origin.missing_files() == {"0" * 64}


def test_a_sidecar_is_named_as_such(origins: Origins, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps(sidecar_document(FORM, record_of(complete_answers()), "1")), encoding="utf-8")
    assert error_of(origins, path).code == "sidecar_not_supported"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_json"),
        (b"\xff", "not_utf8"),
        (b"[" * 100_000, "nested_too_deep"),
        (b"[]", "no_answers_file"),
        (b'{"form": {"code": "X", "version": "01"}, "answers": {}}', "unknown_form"),
        (b'{"form": {"code": "SINT-01", "version": "9"}, "answers": {}}', "unknown_version"),
        (b'{"form": {"code": "SINT-01", "version": "01"}, "answers": {"x": 1}}', "unknown_field"),
        (b'{"form": {"code": "SINT-01", "version": "01"}, "answers": {"sede": 1}}', "wrong_type"),
    ],
)
def test_a_file_that_is_no_answers_file_says_why(
    origins: Origins, tmp_path: Path, data: bytes, code: str
) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(data)
    assert error_of(origins, path).code == code


def test_a_folder_is_no_answers_file(origins: Origins, tmp_path: Path) -> None:
    assert error_of(origins, tmp_path).code == "not_a_file"


def test_a_file_that_is_not_there_is_named(origins: Origins, tmp_path: Path) -> None:
    error = error_of(origins, tmp_path / "no-hay.json")
    assert (error.code, error.params) == ("path_missing", {"name": "no-hay.json"})


def test_a_file_of_absurd_size_is_not_read(
    origins: Origins, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = naming(folder)
    monkeypatch.setattr("fichas_desktop.services.origins.MAX_ANSWERS_FILE", 10)
    assert error_of(origins, path).code == "file_too_large"


@pytest.mark.parametrize("name", ["no-hay.json", "borrador", "", "a\0b", "x" * 5000])
def test_a_name_that_names_nothing_is_refused(origins: Origins, name: str) -> None:
    if name == "":
        name = "   "
    with pytest.raises(InputError) as caught:
        origins.find(name)
    assert caught.value.code == "no_such_origin"


def test_a_kept_draft_is_an_origin_with_its_files(origins: Origins, drafts: Drafts) -> None:
    attachment = drafts.attach_bytes(draft_id(1), "nota.txt", b"nota")
    gone = FileAttachment("a", "b", 1, "0" * 64)
    draft = draft_of(complete_answers().with_answer("legajo", (attachment, gone)))
    drafts.save(draft)
    origin = origins.find(draft.id)
    assert origin.draft == draft
    assert origin.read_file(attachment) == b"nota"
    assert origin.missing_files() == {gone.sha256}


def test_a_file_is_meant_before_a_draft_of_the_same_name(
    origins: Origins, drafts: Drafts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts.save(draft_of(complete_answers()))
    monkeypatch.chdir(tmp_path)
    write_answers_file(tmp_path / draft_id(1), {"sede": "x"})
    assert origins.find(draft_id(1)).draft is None


def test_importing_keeps_answers_and_files(origins: Origins, drafts: Drafts, folder: Path) -> None:
    path = naming(folder, "anexos/nota.txt")
    found = Importer(origins, drafts).import_file(path)
    draft = drafts.load(found)
    assert drafts.missing_files(draft) == frozenset()
    assert [file.name for file in draft.answers.files()] == ["nota.txt"]


def test_importing_twice_makes_two_drafts_and_a_fixed_id_is_never_written_over(
    origins: Origins, drafts: Drafts, folder: Path
) -> None:
    path, importer = naming(folder), Importer(origins, drafts)
    assert importer.import_file(path) != importer.import_file(path)
    assert importer.import_file(path, draft_id(77)) == draft_id(77)
    with pytest.raises(EnvironmentFailedError) as caught:
        importer.import_file(path, draft_id(77))
    assert caught.value.code == "name_taken"
    assert len(drafts.summaries()) == 3


def test_a_file_that_fails_is_not_imported_in_part(folder: Path) -> None:
    class WatchedStore(MemoryDraftStore):
        touched = False

        def add_file(self, draft_id: object, data: bytes) -> str:
            self.touched = True
            return str((draft_id, data))

    store = WatchedStore()
    drafts = Drafts(store, synthetic_catalog(), FakeClock(), counted_ids())
    importer = Importer(Origins(drafts, synthetic_catalog()), drafts)
    for paths in (("anexos/nota.txt", "anexos/no.txt"), ("anexos/nota.txt", "../secreto.txt")):
        with pytest.raises(InputError):
            importer.import_file(naming(folder, *paths))
    assert store.ids() == ()
    assert not store.touched
