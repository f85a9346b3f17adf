"""The document model keeps to its vocabulary."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from fichas_desktop.domain.rich_text import Block, BlockKind, RichText, Run
from fichas_desktop.export.document_model import VOCABULARY, build_document, check_document
from fichas_desktop.export.pdf_builder import StoryBuilder, frame_texts
from fichas_desktop.export.structure import Role, StructureElement
from tests.export.synthetic import FORM, paragraphs, record


def test_answers_become_text_and_never_elements() -> None:
    hostile = "</p><section/>&x;]]>{{ 7*7 }}"
    document = build_document(FORM, record({"cosecha": paragraphs(hostile)}), {}, "")
    assert [p.text for p in document.iter("p")] == [hostile]


def test_white_space_of_the_writer_is_kept_and_that_of_the_template_is_not() -> None:
    runs = (Run(" a "), Run(" b ", bold=True), Run("\nc", italic=True))
    answer = RichText((Block(BlockKind.PARAGRAPH, runs=runs),))
    document = build_document(FORM, record({"cosecha": answer}), {}, "")
    (paragraph,) = document.iter("p")
    assert "".join(paragraph.itertext()) == " a  b \nc"


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    document = build_document(FORM, record({"huerta": "a\x00\x0b\ud800\uffffb"}), {}, "")
    assert [p.text for p in document.iter("p")] == ["a\nb"]


@pytest.mark.parametrize(
    "broken",
    [
        "<html/>",
        "<ficha><script/></ficha>",
        "<ficha><title onclick='x'>a</title></ficha>",
        "<ficha><p>suelto</p></ficha>",
        "<ficha>texto</ficha>",
        "<ficha><section><name>a</name>texto</section></ficha>",
        "<ficha><title><b>a</b></title></ficha>",
    ],
)
def test_what_is_outside_the_vocabulary_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match=r"element|attributes|stand in|text between|document model"):
        check_document(ET.fromstring(broken))  # noqa: S314


def test_the_builder_knows_every_element_that_may_stand_on_a_page() -> None:
    from fichas_desktop.export.fonts import FontBook  # noqa: PLC0415

    inside = {
        "row",
        "cell",
        "a",
        "b",
        "i",
        "mark",
        "box",
        "head",
        "annex",
        "part",
        "notice",
        "remark",
        "ficha",
    }
    fonts = FontBook()
    texts = frame_texts(ET.Element("ficha"), fonts, StructureElement(Role.DOCUMENT))
    builders = StoryBuilder(fonts, (), texts, 400, 100)._builders
    assert set(builders) == set(VOCABULARY) - inside
