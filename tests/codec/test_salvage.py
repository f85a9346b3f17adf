from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from fichas_desktop.codec.draft import SCHEMA_VERSION, decode_draft, encode_draft, read_stored
from fichas_desktop.codec.salvage import newer_form, read_newer, salvage_draft
from fichas_desktop.domain.ficha import Draft, FormRef, UnplacedText
from fichas_desktop.errors import InputError
from tests.builders import PROPERTY, complete_answers, draft_of, drafts, paragraph, synthetic_form

FORM = synthetic_form()
DRAFT = draft_of(complete_answers())


def stored(**answers: object) -> dict[str, Any]:
    document = encode_draft(FORM, DRAFT)
    return document | {"answers": {**document["answers"], **answers}}  # type: ignore[dict-item]


def newer(**changes: object) -> dict[str, Any]:
    return stored() | {"schema_version": SCHEMA_VERSION + 1, "novelty": [1]} | changes


@PROPERTY
@given(drafts(FORM))
def test_a_draft_that_fits_is_read_as_ever(draft: Draft) -> None:
    document = read_stored(encode_draft(FORM, draft))
    assert salvage_draft(FORM, document) == decode_draft(FORM, document) == draft


FILE = {"kind": "file", "name": "acta.txt", "media_type": "text/plain", "size": 4, "sha256": "ab" * 32}


@pytest.mark.parametrize(
    ("key", "raw", "label", "text"),
    [
        ("sobra", "Un texto", "sobra", "Un texto"),
        ("sobra", paragraph("Un texto largo"), "sobra", "Un texto largo"),
        ("sobra", {"choice": "x", "other": "A su modo"}, "sobra", "A su modo"),
        ("sobra", [FILE], "sobra", "acta.txt"),
        ("sobra", {"nuevo": [1, True]}, "sobra", '{"nuevo":[1,true]}'),
        ("sede", paragraph("En el salón"), "Sede", "En el salón"),
        ("resumen", "Texto sin bloques", "Resumen", "Texto sin bloques"),
        ("clausura", "2024-02-31", "Clausura", "2024-02-31"),
        ("modalidad", {"choice": "en_canoa"}, "Modalidad", "en_canoa"),
        ("hallazgos", {"blocks": [{"kind": "p", "level": 7, "runs": []}]}, "Hallazgos", '{"blocks":'),
        ("legajo", [{**FILE, "sha256": "../../x"}], "Pruebas del taller", '[{"kind":"file"'),
    ],
)
def test_an_answer_that_does_not_fit_is_kept_as_text(key: str, raw: object, label: str, text: str) -> None:
    draft = salvage_draft(FORM, read_stored(stored(**{key: raw})))
    (entry,) = draft.unplaced
    assert entry.label == label
    assert entry.text.startswith(text)
    assert draft.answers == DRAFT.answers.with_answer(key, None)
    assert [file.sha256 for file in entry.files] == (["ab" * 32] if raw == [FILE] else [])
    # stored as text, it fits
    assert decode_draft(FORM, read_stored(encode_draft(FORM, draft))) == draft


def test_date_boxes_of_no_date_are_kept_as_text() -> None:
    boxes = {"sede": {"day": "3", "month": "", "year": ""}, "apertura": {"day": "", "month": "4", "year": ""}}
    draft = salvage_draft(FORM, read_stored(stored() | {"unfinished": boxes}))
    assert draft.unplaced == (UnplacedText("Sede", "3/—/—"),)
    assert list(draft.unfinished) == ["apertura"]


def test_a_place_that_the_form_does_not_have_is_forgotten() -> None:
    draft = salvage_draft(FORM, read_stored(stored() | {"section": "otra", "field": "sobra"}))
    assert (draft.section, draft.field) == ("", "")


@pytest.mark.parametrize("sha256", ["../../../etc/passwd", "AB" * 32, ""])
def test_a_text_without_a_place_names_no_file_that_cannot_be(sha256: str) -> None:
    entry = {"label": "x", "text": "y", "files": [{**FILE, "sha256": sha256}]}
    with pytest.raises(InputError) as caught:
        decode_draft(FORM, read_stored(stored() | {"unplaced": [entry]}))
    assert caught.value.code == "damaged_draft"


def test_what_is_understood_of_a_newer_draft_is_shown_and_the_rest_counted() -> None:
    document = newer(answers={"sede": "Salón", "resumen": 7, "firma": {"ink": "azul"}})
    assert newer_form(document) == FormRef("SINT-01", "01")
    found = read_newer(FORM, document)
    assert (dict(found.draft.answers), found.hidden) == ({"sede": "Salón"}, 2)
    assert found.draft.modified_at == DRAFT.modified_at


@pytest.mark.parametrize(
    "changes",
    [
        {"created_at": 5, "unfinished": [], "section": 3, "field": [], "revisions": "x", "unplaced": {}},
        {"unplaced": [{"label": "a", "text": "b", "colour": "c"}]},
    ],
)
def test_what_is_not_understood_of_a_newer_draft_hides_nothing_else(changes: dict[str, object]) -> None:
    assert read_newer(FORM, newer(**changes)).draft.answers == DRAFT.answers


@pytest.mark.parametrize(
    "changes",
    [
        {"answers": {}},
        {"answers": [1]},
        {"answers": {"firma": 1}},
        {"form": "x"},
        {"modified_at": 1},
        {"id": 3},
    ],
)
def test_a_newer_draft_of_which_nothing_is_understood_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(InputError) as caught:
        read_newer(FORM, newer(**changes))
    assert caught.value.code == "newer_draft"


def test_a_note_on_a_field_that_the_form_does_not_have_is_kept_as_text() -> None:
    later = {"sede": "Confirmar", "sobra": "Preguntar a Ana", "otra": ""}
    draft = salvage_draft(FORM, read_stored(stored() | {"later": later}))
    assert dict(draft.later) == {"sede": "Confirmar"}
    assert draft.unplaced == (UnplacedText("sobra", "Preguntar a Ana"),)


def test_notes_of_a_newer_draft_are_shown() -> None:
    found = read_newer(FORM, newer(later={"sede": "Confirmar", "firma": "x"}))
    assert dict(found.draft.later) == {"sede": "Confirmar"}
    assert read_newer(FORM, newer(later=[1])).draft.answers == DRAFT.answers
