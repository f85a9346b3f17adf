"""Rich text to Qt document and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from PySide6.QtGui import QFont, QTextCursor, QTextDocument

from fichas_desktop.domain.rich_text import RichText, markers
from fichas_desktop.ui.rich_text_document import dump, dump_selection, load
from fichas_desktop.ui.rich_text_numbering import settle
from tests.ui.rich_texts import b, h, i, ol, p, rich_texts, shown_markers, text_of, ul

pytestmark = pytest.mark.usefixtures("qapp")


def loaded(value: RichText) -> QTextDocument:
    document = QTextDocument()
    load(document, value)
    return document


@given(rich_texts())
def test_what_is_loaded_is_dumped_to_the_letter(value: RichText) -> None:
    assert dump(loaded(value)) == value


@given(rich_texts())
def test_qt_shows_the_numbers_of_the_domain(value: RichText) -> None:
    document = loaded(value)
    assert shown_markers(document) == (list(markers(value.blocks)) or [""])


@given(rich_texts())
def test_a_loaded_document_is_in_order_and_has_no_history(value: RichText) -> None:
    document = loaded(value)
    assert not document.isUndoAvailable()
    assert not document.isModified()
    assert not settle(document, 0, document.characterCount())


def test_loading_again_leaves_nothing_of_the_text_before() -> None:
    document = loaded(text_of(h("Título"), ol(b("uno"), start=7), ul("dos", level=1)))
    load(document, text_of(p("solo")))
    assert dump(document) == text_of(p("solo"))
    load(document, RichText())
    assert dump(document) == RichText()
    assert document.begin().blockFormat().headingLevel() == 0


def test_heading_looks_strong_without_being_bold() -> None:
    document = loaded(text_of(h("uno ", b("dos"))))
    plain, bold = (stretch.format.fontWeight() for stretch in document.begin().textFormats())
    assert QFont.Weight.Normal < plain < QFont.Weight.Bold <= bold


def test_items_count_on_over_deeper_items_and_continuations() -> None:
    value = text_of(
        ol("a"), ul("b", level=1), p("c", level=1), ol("d"), ol("e", level=1), ol("f"), p("g"), ol("h")
    )
    assert shown_markers(loaded(value)) == ["1.", "-", "", "2.", "1.", "3.", "", "1."]


def test_empty_blocks_are_left_out_but_still_keep_lists_apart() -> None:
    document = loaded(text_of(ol("a"), p("b"), ol("c")))
    cursor = QTextCursor(document.findBlockByNumber(1))
    cursor.deleteChar()
    assert dump(document) == text_of(ol("a"), ol("c", start=1))


def test_a_selection_keeps_its_numbers() -> None:
    document = loaded(text_of(ol("uno"), ol("dos"), ol("tres 😀 fin")))
    cursor = QTextCursor(document)
    cursor.setPosition(4)
    cursor.setPosition(document.characterCount() - 5, QTextCursor.MoveMode.KeepAnchor)
    assert dump_selection(cursor) == text_of(ol("dos", start=2), ol("tres 😀"))


def test_a_selection_inside_a_block_is_text() -> None:
    document = loaded(text_of(ul("uno ", i("dos"), " tres")))
    cursor = QTextCursor(document)
    cursor.setPosition(3)
    cursor.setPosition(8, QTextCursor.MoveMode.KeepAnchor)
    assert dump_selection(cursor) == text_of(p(" ", i("dos"), " "))
