from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from fichas_desktop.codec.values import decode_answers, encode_answers
from fichas_desktop.domain.ficha import Draft, Revision
from fichas_desktop.domain.issues import IssueCode
from fichas_desktop.domain.partial_date import PartialDate, UnfinishedDate
from fichas_desktop.domain.rich_text import Block, BlockKind, RichText, Run
from fichas_desktop.domain.values import (
    Answer,
    AnswerSet,
    ChoiceValue,
    FileAttachment,
    LinkAttachment,
    NoteAttachment,
)
from fichas_desktop.services.fill_session import FillSession, SectionState
from tests.builders import (
    NOW,
    PROPERTY,
    FakeClock,
    answer_sets,
    complete_answers,
    draft_of,
    synthetic_form,
)

FORM = synthetic_form()
FIRST, STORY, PROOFS = FORM.sections


def session_of(answers: AnswerSet | None = None, clock: FakeClock | None = None) -> FillSession:
    return FillSession(FORM, draft_of(answers or AnswerSet()), clock or FakeClock())


def text(content: str) -> RichText:
    return RichText((Block(BlockKind.PARAGRAPH, runs=(Run(content),)),))


def test_an_answer_is_taken_and_told_as_a_change() -> None:
    session = session_of()
    change = session.set_answer("sede", "Salón")
    assert (change.field_key, change.changed) == ("sede", True)
    assert session.answer("sede") == "Salón"
    assert session.answered() == 1


@pytest.mark.parametrize(
    ("key", "value", "same"),
    [
        ("sede", "Salón del Parque", " Salón del\u200b Parque\n"),
        ("resumen", text("hola"), RichText((*text("hola").blocks, *text(" ").blocks))),
        ("modalidad", ChoiceValue("distinta", other="carta"), ChoiceValue("distinta", other=" carta ")),
        ("legajo", (NoteAttachment("acta"),), (NoteAttachment(" acta\n"),)),
        ("apertura", PartialDate(2019), PartialDate(2019)),
    ],
)
def test_the_same_answer_again_changes_nothing_not_even_the_time(
    key: str, value: Answer, same: Answer
) -> None:
    clock = FakeClock()
    session = session_of(clock=clock)
    session.set_answer(key, value)
    before = session.draft
    clock.advance(minutes=5)
    assert session.set_answer(key, same).changed is False
    assert session.draft is before


def test_a_change_bears_the_time_at_which_it_was_made() -> None:
    clock = FakeClock()
    session = session_of(clock=clock)
    clock.advance(minutes=5)
    session.set_answer("sede", "Salón")
    assert session.draft.modified_at == NOW + dt.timedelta(minutes=5)
    assert session.draft.created_at == NOW


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("sede", " dos\r\nlíneas\ud800 ", "dos líneas"),
        ("resumen", text("a\u0301\x00b"), text("áb")),
        (
            "modalidad",
            ChoiceValue("distinta", other="por\ncarta"),
            ChoiceValue("distinta", other="por carta"),
        ),
        (
            "legajo",
            (LinkAttachment(" https://ejemplo.org\n", " fotos "), NoteAttachment("\tacta")),
            (LinkAttachment("https://ejemplo.org", "fotos"), NoteAttachment("acta")),
        ),
    ],
)
def test_what_is_typed_is_cleaned(key: str, typed: Answer, kept: Answer) -> None:
    session = session_of()
    session.set_answer(key, typed)
    assert session.answer(key) == kept


@PROPERTY
@given(answer_sets(FORM), st.text(max_size=10))
def test_what_the_session_keeps_is_what_storing_and_reading_gives_back(answers: AnswerSet, raw: str) -> None:
    session = session_of()
    for key, value in answers.items():
        session.set_answer(key, value)
    link = "https://ejemplo.org/" + raw
    session.set_answer("legajo", (LinkAttachment(link, raw), FileAttachment("a", "b", 1, "0" * 64, raw)))
    session.set_answer("hallazgos", RichText((Block(BlockKind.PARAGRAPH, runs=(Run(raw, link=link),)),)))
    kept = session.draft.answers
    assert decode_answers(FORM, encode_answers(FORM, kept)) == kept


@pytest.mark.parametrize("nothing", [None, "", " \n"])
def test_an_emptied_field_is_unanswered(nothing: str | None) -> None:
    session = session_of(complete_answers())
    assert session.set_answer("sede", nothing).changed
    assert session.answer("sede") is None
    assert session.set_answer("sede", nothing).changed is False


def test_a_field_that_the_form_lacks_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        session_of().set_answer("otra", "x")


def test_unfinished_date_boxes_are_kept_to_the_letter_and_take_the_answer_s_place() -> None:
    session = session_of(complete_answers())
    boxes = UnfinishedDate(" 3", "13", "20")
    assert session.set_answer("apertura", boxes).changed
    assert session.answer("apertura") == boxes
    assert "apertura" not in session.draft.answers
    assert session.set_answer("apertura", boxes).changed is False


def test_what_no_file_can_hold_is_kept_out_of_date_boxes() -> None:
    session = session_of()
    session.set_answer("apertura", UnfinishedDate("3\ud800", "\u200b", "20"))
    assert session.answer("apertura") == UnfinishedDate("3", "", "20")
    session.set_answer("apertura", UnfinishedDate("\ud800"))
    assert session.answer("apertura") is None


def test_a_finished_date_takes_the_boxes_place() -> None:
    session = session_of()
    session.set_answer("apertura", UnfinishedDate("3", "", ""))
    session.set_answer("apertura", PartialDate(2019))
    assert session.answer("apertura") == PartialDate(2019)
    assert session.draft.unfinished == {}


def test_emptied_date_boxes_leave_the_field_unanswered() -> None:
    session = session_of(complete_answers())
    session.set_answer("apertura", UnfinishedDate())
    assert session.answer("apertura") is None
    assert session.draft.unfinished == {}


def test_issues_follow_the_answers_and_the_missing_files() -> None:
    session = session_of(complete_answers())
    assert session.issues() == ()
    session.set_answer("sede", None)
    assert [issue.code for issue in session.field_issues("sede")] == [IssueCode.REQUIRED]
    session.set_answer("legajo", (FileAttachment("a", "b", 1, "0" * 64, "x"),))
    assert session.field_issues("legajo") == ()
    session.set_missing_files(frozenset(["0" * 64]))
    assert [issue.code for issue in session.field_issues("legajo")] == [IssueCode.FILE_MISSING]


def test_the_date_that_the_program_filled_in_does_not_start_a_section() -> None:
    session = session_of(AnswerSet({"dia_registro": PartialDate(2024, 5, 20)}))
    progress = session.progress(FIRST)
    assert (progress.state, progress.missing, progress.total) == (SectionState.NOT_STARTED, 4, 5)


def test_a_section_goes_from_not_started_to_complete() -> None:
    session = session_of()
    states = [session.progress(STORY).state]
    session.set_answer("hallazgos", text("x"))
    states.append(session.progress(STORY).state)
    session.set_answer("resumen", text("x"))
    states.append(session.progress(STORY).state)
    assert states == [SectionState.NOT_STARTED, SectionState.IN_PROGRESS, SectionState.COMPLETE]
    assert session.progress(STORY).missing == 0


def test_the_preamble_counts_with_the_first_section() -> None:
    session = session_of(complete_answers())
    assert session.progress(FIRST).state is SectionState.COMPLETE
    session.set_answer("dia_registro", None)
    assert session.progress(FIRST).missing == 1


def test_a_section_with_something_to_correct_is_a_problem_even_when_answers_are_missing() -> None:
    session = session_of()
    session.set_answer("telefono_sede", "no tengo")
    assert session.progress(FIRST).state is SectionState.PROBLEM
    assert session.progress(STORY).state is SectionState.NOT_STARTED


def test_unfinished_boxes_start_a_section_and_are_a_problem() -> None:
    session = session_of()
    session.set_answer("apertura", UnfinishedDate("", "5", ""))
    assert session.progress(FIRST).state is SectionState.PROBLEM


def test_what_is_still_being_written_is_no_problem_until_the_section_is_checked() -> None:
    session = session_of(complete_answers())
    session.set_answer("buzon", "ana")
    assert session.progress(FIRST, is_checked=False).state is SectionState.IN_PROGRESS
    assert session.progress(FIRST).state is SectionState.PROBLEM
    assert session.state().to_correct == 1
    session.set_answer("buzon", None)
    session.set_answer("apertura", UnfinishedDate("31", "02", "2024"))
    assert session.progress(FIRST, is_checked=False).state is SectionState.IN_PROGRESS


def test_what_is_told_while_it_is_written_is_a_problem_at_once() -> None:
    session = session_of(complete_answers())
    session.set_answer("resumen", text("x" * 20_001))
    assert session.progress(STORY, is_checked=False).state is SectionState.PROBLEM
    session.set_answer("legajo", (FileAttachment("a", "b", 1, "0" * 64, "x"),))
    session.set_missing_files(frozenset(["0" * 64]))
    assert session.progress(PROOFS, is_checked=False).state is SectionState.PROBLEM


def test_warnings_do_not_keep_a_section_from_being_complete() -> None:
    session = session_of(complete_answers())
    session.set_answer("tallerista", None)
    session.set_answer("buzon", "a@otra.org")
    assert session.progress(FIRST).state is SectionState.COMPLETE


def test_a_section_of_expected_answers_alone_is_not_started_while_empty() -> None:
    session = session_of()
    assert session.progress(PROOFS).state is SectionState.NOT_STARTED
    session.set_answer("legajo", (NoteAttachment("x"),))
    assert session.progress(PROOFS).state is SectionState.COMPLETE


def test_looking_at_a_section_is_remembered_and_no_change_of_answers() -> None:
    session = session_of()
    session.look_at(STORY)
    assert session.draft.section == "relato"
    assert session.draft.modified_at == NOW


def test_what_an_export_added_is_adopted_and_later_typing_kept() -> None:
    session = session_of(complete_answers())
    exported: Draft = structs.replace(session.draft, revisions=(Revision(1, "ab" * 32, NOW),))
    session.set_answer("sede", "Otra")
    session.adopt(exported)
    assert session.answer("sede") == "Otra"
    assert len(session.draft.revisions) == 1
