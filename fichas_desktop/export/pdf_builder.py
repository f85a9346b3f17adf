"""Document model to flowables: which look and meaning each element has, and what must stand together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from xml.etree import ElementTree as ET

from msgspec import structs
from reportlab.platypus import Flowable

from fichas_desktop.assets import read_bytes
from fichas_desktop.export import styles
from fichas_desktop.export.annex_table import annex_table
from fichas_desktop.export.date_boxes import DateBoxes
from fichas_desktop.export.figure import Figure
from fichas_desktop.export.flowables import Element, Room, Rule, measured
from fichas_desktop.export.fonts import FontBook
from fichas_desktop.export.images import Picture, load_picture
from fichas_desktop.export.inline_text import inline_text, plain
from fichas_desktop.export.list_nodes import ListNodes
from fichas_desktop.export.page_frame import FrameTexts
from fichas_desktop.export.structure import HEADINGS, Role, StructureElement
from fichas_desktop.export.styles import LIST_START, LIST_STEP, TextStyle
from fichas_desktop.export.text_block import Marker, TextBlock
from fichas_desktop.export.text_layout import Line

_MARKER_GAP = 5.0
"""Least distance from a long marker to its text."""
_BESIDE_BOXES = 200.0
"""Room that a label leaves for date boxes beside it."""
_CAPTION_ROOM = 60.0
"""Height that a picture leaves for its caption and for what it begins below."""


class StoryBuilder:
    """Makes the flowables of one document.

    Labels, guidance and headings wait until what they belong to arrives; then room for all of them
    and for the first lines is asked for at once, so that none is left alone at the foot of a page.

    Args:
        fonts: The document's fonts.
        pictures: Images that ``figure`` elements point to.
        frame: What stands around the body; its footnote's element is given its place here.
        width: Width of the text.
        least_body: Height of the smallest page body; never is more room asked for.
    """

    def __init__(
        self, fonts: FontBook, pictures: Sequence[Picture], frame: FrameTexts, width: float, least_body: float
    ) -> None:
        self._fonts = fonts
        self._pictures = pictures
        self._width = width
        self._least_body = least_body
        self._root = self._node = frame.root
        self._footnote_node = frame.footnote_node
        self._story: list[Flowable] = []
        self._heads: list[Element] = []
        self._label: TextBlock | None = None
        self._heading_level = 1
        self._field_level = 1
        self._lists = ListNodes()
        self._item_text = LIST_START + LIST_STEP
        self._builders: Mapping[str, Callable[[ET.Element], None]] = {
            "header": _skip,
            "draft": _skip,
            "footnote": self._footnote,
            "title": self._title,
            "quotation": self._quotation,
            "note": self._note,
            "section": self._section,
            "name": self._section_name,
            "field": self._field,
            "label": self._field_label,
            "guidance": self._guidance,
            "p": self._paragraph,
            "h": self._heading,
            "li": self._list_item,
            "unanswered": self._unanswered,
            "date": self._date,
            "annexes": self._annexes,
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
            if child.tag not in {"li", "p"}:
                self._lists.end()
            self._builders[child.tag](child)

    def _title(self, element: ET.Element) -> None:
        self._add(self._block(element, styles.TITLE, self._node.add(Role.H1)))

    def _quotation(self, element: ET.Element) -> None:
        node = self._node.add(Role.QUOTATION).add(Role.PARAGRAPH)
        self._add(self._block(element, styles.QUOTATION, node))

    def _footnote(self, _: ET.Element) -> None:
        if self._footnote_node is not None:
            self._node.adopt(self._footnote_node)

    def _note(self, element: ET.Element) -> None:
        self._add(self._block(element, styles.NOTE, self._node.add(Role.PARAGRAPH)))

    def _section(self, element: ET.Element) -> None:
        self._node = self._root.add(Role.SECTION)
        self._children(element)

    def _section_name(self, element: ET.Element) -> None:
        self._flush()
        text = inline_text(element, styles.SECTION, self._fonts)
        node = self._heading_node(2)
        self._heads.append(TextBlock(text, styles.SECTION, node, bookmark=text.layout.text))
        self._heads.append(Rule(after=5))

    def _field(self, element: ET.Element) -> None:
        self._field_level = self._heading_level = 2
        self._label = None
        self._children(element)

    def _field_label(self, element: ET.Element) -> None:
        node = self._heading_node(2 if self._node is self._root else 3)
        self._field_level = self._heading_level
        self._label = self._block(element, styles.LABEL, node)
        self._heads.append(self._label)

    def _guidance(self, element: ET.Element) -> None:
        self._heads.append(self._block(element, styles.GUIDANCE, self._node.add(Role.PARAGRAPH)))

    def _heading(self, element: ET.Element) -> None:
        style = styles.SUBHEADING if _level(element) else styles.HEADING
        node = self._heading_node(self._field_level + 1 + _level(element))
        self._heads.append(self._block(element, style, node))

    def _heading_node(self, level: int) -> StructureElement:
        """Return a heading's element; no level may be left out on the way down (ISO 14289-1, 7.4.2)."""
        self._heading_level = min(level, self._heading_level + 1)
        return self._node.add(HEADINGS[self._heading_level - 1])

    def _paragraph(self, element: ET.Element) -> None:
        style = styles.PARAGRAPH
        if _level(element):
            node = (self._lists.body or self._node).add(Role.PARAGRAPH)
            self._add(self._block(element, _indented(style, self._item_text), node))
        else:
            if self._lists.body is not None:
                style = structs.replace(style, before=styles.AFTER_LIST)
            self._lists.end()
            self._add(self._block(element, style, self._node.add(Role.PARAGRAPH)))

    def _list_item(self, element: ET.Element) -> None:
        style = styles.LIST_ITEM
        words = element.get("marker", "")
        layout = plain(words + " ", self._fonts).layout
        marker_width = layout.width(Line(0, len(layout.text), broken=False)) * style.size / 1000
        indent = LIST_START + LIST_STEP * _level(element)
        hang = max(LIST_STEP, marker_width + _MARKER_GAP)
        self._item_text = indent + hang
        label, node = self._lists.item(self._node, _level(element), ordered=words[:1].isdigit())
        text = inline_text(element, style, self._fonts)
        self._add(TextBlock(text, _indented(style, indent), node, marker=Marker(layout, hang, label)))

    def _unanswered(self, element: ET.Element) -> None:
        self._add(self._block(element, styles.UNANSWERED, self._node.add(Role.PARAGRAPH)))

    def _date(self, element: ET.Element) -> None:
        boxes = [(box.get("head", ""), box.text or "") for box in element]
        label = self._heads[-1] if self._heads else None
        node = self._node.add(Role.TABLE)
        if (
            isinstance(label, TextBlock)
            and label is self._label
            and label.text_width < self._width - _BESIDE_BOXES
        ):
            self._heads.pop()
            self._add(DateBoxes(node, boxes, self._fonts, label))
        else:
            self._add(DateBoxes(node, boxes, self._fonts))

    def _annexes(self, element: ET.Element) -> None:
        self._add(annex_table(element, self._node.add(Role.TABLE), self._fonts))

    def _figure(self, element: ET.Element) -> None:
        node = self._node.add(Role.FIGURE, alternative_text=element.get("alt", "").strip())
        caption = self._block(element, styles.CAPTION, node.add(Role.CAPTION))
        picture = self._pictures[int(element.get("picture", ""))]
        room = self._least_body - _CAPTION_ROOM
        self._heads.append(Figure(picture, node, room, framed=bool(element.get("framed"))))
        self._add(caption)

    def _closing(self, element: ET.Element) -> None:
        self._flush()
        self._add(self._block(element, styles.CLOSING, self._node.add(Role.PARAGRAPH)))

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
        height = measured(elements, self._width) - last.spaceAfter
        height -= last.height_at(self._width) - last.least_height(self._width)
        self._story.append(Room(min(height, self._least_body)))

    def _block(self, element: ET.Element, style: TextStyle, node: StructureElement) -> TextBlock:
        return TextBlock(inline_text(element, style, self._fonts), style, node)


def frame_texts(document: ET.Element, fonts: FontBook, root: StructureElement) -> FrameTexts:
    """Return what the document model says for the margins of the pages.

    Args:
        document: The document model.
        fonts: The document's fonts.
        root: The document's element; the mark of a borrador becomes its first child.
    """
    header = tuple(tuple(cell.text or "" for cell in row) for row in document.iterfind("header/row"))
    draft = document.findtext("draft", "")
    draft_node = root.add(Role.PARAGRAPH) if draft else None
    footnote = document.find("footnote")
    note = footnote_node = None
    if footnote is not None:
        footnote_node = StructureElement(Role.NOTE, identifier="note-1")
        note = TextBlock(inline_text(footnote, styles.FOOTNOTE, fonts), styles.FOOTNOTE, footnote_node)
    return FrameTexts(root, _logo(document), header, note, footnote_node, draft, draft_node)


def _logo(document: ET.Element) -> Picture | None:
    header = document.find("header")
    name = header.get("logo", "") if header is not None else ""
    return load_picture(read_bytes("resources", *name.split("/"))) if name else None


def _level(element: ET.Element) -> int:
    return int(element.get("level", "0"))


def _indented(style: TextStyle, indent: float) -> TextStyle:
    return structs.replace(style, indent=indent)


def _skip(_: ET.Element) -> None:
    """Leave out what stands in the margins; :func:`frame_texts` reads it."""
