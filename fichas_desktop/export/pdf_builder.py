"""Document model to flowables: which look each element has and what must stand together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree import ElementTree as ET

from msgspec import structs
from reportlab.platypus import Flowable

from fichas_desktop.assets import read_bytes
from fichas_desktop.export import styles
from fichas_desktop.export.flowables import (
    DateBoxes,
    Element,
    Figure,
    Room,
    Rule,
    TextBlock,
    measured,
)
from fichas_desktop.export.fonts import FontBook
from fichas_desktop.export.images import Picture, load_picture
from fichas_desktop.export.page_frame import FrameTexts
from fichas_desktop.export.styles import LIST_START, LIST_STEP, TEXT_WIDTH, Role, TextStyle
from fichas_desktop.export.text_layout import Line, TextLayout

_MARKER_GAP = 5.0
"""Least distance from a long marker to its text."""

LABEL_ROOM = TEXT_WIDTH - 200
"""Widest label that stands beside its date boxes."""


class _Span(NamedTuple):
    text: str
    bold: bool
    italic: bool


class StoryBuilder:
    """Makes the flowables of one document.

    Labels, guidance and headings wait until what they belong to arrives; then room for all of them
    and for the first lines is asked for at once, so that none is left alone at the foot of a page.

    Args:
        fonts: The document's fonts.
        pictures: Images that ``figure`` elements point to.
        least_body: Height of the smallest page body; never is more room asked for.
    """

    def __init__(self, fonts: FontBook, pictures: Sequence[Picture], least_body: float) -> None:
        self._fonts = fonts
        self._pictures = pictures
        self._least_body = least_body
        self._story: list[Flowable] = []
        self._heads: list[Element] = []
        self._item_text = LIST_START + LIST_STEP
        self._builders: Mapping[str, Callable[[ET.Element], None]] = {
            "header": _skip,
            "draft": _skip,
            "footnote": _skip,
            "title": self._title,
            "quotation": self._quotation,
            "note": self._note,
            "section": self._children,
            "name": self._section_name,
            "field": self._children,
            "label": self._label,
            "guidance": self._guidance,
            "p": self._paragraph,
            "h": self._heading,
            "li": self._list_item,
            "unanswered": self._unanswered,
            "date": self._date,
            "notice": self._notice,
            "figure": self._figure,
            "closing": self._closing,
        }

    def build(self, document: ET.Element) -> list[Flowable]:
        """Return the flowables of a document model, in reading order."""
        self._children(document)
        self._flush()
        return self._story

    def _children(self, element: ET.Element) -> None:
        for child in element:
            self._builders[child.tag](child)

    def _title(self, element: ET.Element) -> None:
        self._add(self._block(element, styles.TITLE, Role.TITLE))

    def _quotation(self, element: ET.Element) -> None:
        self._add(self._block(element, styles.QUOTATION, Role.QUOTATION))

    def _note(self, element: ET.Element) -> None:
        self._add(self._block(element, styles.NOTE, Role.PARAGRAPH))

    def _section_name(self, element: ET.Element) -> None:
        self._flush()
        layout = self._layout(element, styles.SECTION)
        self._heads.append(TextBlock(layout, styles.SECTION, Role.SECTION, bookmark=layout.text))
        self._heads.append(Rule(after=5))

    def _label(self, element: ET.Element) -> None:
        self._heads.append(self._block(element, styles.LABEL, Role.LABEL))

    def _guidance(self, element: ET.Element) -> None:
        self._heads.append(self._block(element, styles.GUIDANCE, Role.PARAGRAPH))

    def _heading(self, element: ET.Element) -> None:
        style = styles.SUBHEADING if _level(element) else styles.HEADING
        self._heads.append(self._block(element, style, Role.PARAGRAPH))

    def _paragraph(self, element: ET.Element) -> None:
        style = styles.PARAGRAPH
        if _level(element):
            self._add(self._block(element, style, Role.PARAGRAPH, indent=self._item_text))
        else:
            after_list = bool(self._story) and _is_list_item(self._story[-1])
            before = styles.AFTER_LIST if after_list and not self._heads else style.before
            style = structs.replace(style, before=before)
            self._add(self._block(element, style, Role.PARAGRAPH))

    def _list_item(self, element: ET.Element) -> None:
        style = styles.LIST_ITEM
        marker = TextLayout(self._fonts.pieces(element.get("marker", "") + " "))
        marker_width = marker.width(Line(0, len(marker.text), broken=False)) * style.size / 1000
        indent = LIST_START + LIST_STEP * _level(element)
        hang = max(LIST_STEP, marker_width + _MARKER_GAP)
        self._item_text = indent + hang
        layout = self._layout(element, style)
        self._add(TextBlock(layout, _indented(style, indent), Role.LIST_ITEM, marker=marker, hang=hang))

    def _unanswered(self, element: ET.Element) -> None:
        self._add(self._block(element, styles.UNANSWERED, Role.PARAGRAPH))

    def _date(self, element: ET.Element) -> None:
        boxes = [(box.get("head", ""), box.text or "") for box in element]
        label = self._heads[-1] if self._heads else None
        if isinstance(label, TextBlock) and label.role is Role.LABEL and label.text_width < LABEL_ROOM:
            self._heads.pop()
            self._add(DateBoxes(boxes, self._fonts, label))
        else:
            self._add(DateBoxes(boxes, self._fonts))

    def _notice(self, element: ET.Element) -> None:
        self._add(self._block(element, styles.NOTICE, Role.PARAGRAPH, indent=self._item_text))

    def _figure(self, element: ET.Element) -> None:
        caption = self._block(element, styles.CAPTION, Role.CAPTION)
        picture = self._pictures[int(element.get("picture", ""))]
        self._heads.append(Figure(picture, element.text or ""))
        self._add(caption)

    def _closing(self, element: ET.Element) -> None:
        self._flush()
        self._add(self._block(element, styles.CLOSING, Role.PARAGRAPH))

    def _add(self, element: Element) -> None:
        """Add an element after the heads that wait for it."""
        if self._heads:
            self._ask_room([*self._heads, element])
            self._story.extend(self._heads)
            self._heads = []
        self._story.append(element)

    def _flush(self) -> None:
        """Add heads that nothing followed: an answer may consist of headings alone."""
        if self._heads:
            self._ask_room(self._heads)
            self._story.extend(self._heads)
            self._heads = []

    def _ask_room(self, elements: Sequence[Element]) -> None:
        last = elements[-1]
        height = measured(elements) - last.spaceAfter
        height -= last.height_at(TEXT_WIDTH) - last.least_height(TEXT_WIDTH)
        self._story.append(Room(min(height, self._least_body)))

    def _block(
        self, element: ET.Element, style: TextStyle, role: Role, *, indent: float | None = None
    ) -> TextBlock:
        layout = self._layout(element, style)
        return TextBlock(layout, style if indent is None else _indented(style, indent), role)

    def _layout(self, element: ET.Element, style: TextStyle) -> TextLayout:
        return text_layout(element, style, self._fonts)


def frame_texts(document: ET.Element, fonts: FontBook) -> FrameTexts:
    """Return what the document model says for the margins of the pages."""
    header = tuple(tuple(cell.text or "" for cell in row) for row in document.iterfind("header/row"))
    footnote = document.find("footnote")
    note = None
    if footnote is not None:
        layout = text_layout(footnote, styles.FOOTNOTE, fonts)
        note = TextBlock(layout, styles.FOOTNOTE, Role.NOTE)
    return FrameTexts(_logo(document), header, note, document.findtext("draft", ""))


def _logo(document: ET.Element) -> Picture | None:
    header = document.find("header")
    name = header.get("logo", "") if header is not None else ""
    return load_picture(read_bytes("resources", *name.split("/"))) if name else None


def text_layout(element: ET.Element, style: TextStyle, fonts: FontBook) -> TextLayout:
    """Return the text of an element with the fonts of its runs."""
    return TextLayout(
        [
            piece
            for span in _spans(element, bold=style.bold, italic=style.italic)
            for piece in fonts.pieces(span.text, bold=span.bold, italic=span.italic)
        ]
    )


def _spans(element: ET.Element, *, bold: bool, italic: bool) -> Iterator[_Span]:
    if element.text:
        yield _Span(element.text, bold, italic)
    for child in element:
        yield from _spans(child, bold=bold or child.tag == "b", italic=italic or child.tag == "i")
        if child.tail:
            yield _Span(child.tail, bold, italic)


def _level(element: ET.Element) -> int:
    return int(element.get("level", "0"))


def _is_list_item(flowable: Flowable) -> bool:
    return isinstance(flowable, Element) and flowable.role is Role.LIST_ITEM


def _indented(style: TextStyle, indent: float) -> TextStyle:
    return structs.replace(style, indent=indent)


def _skip(_: ET.Element) -> None:
    """Leave out what stands in the margins; :func:`frame_texts` reads it."""
