"""Reads the HTML that word processors and browsers put on the clipboard. Opens no file and no address.

Known sources: Word and Outlook (``mso-list`` paragraphs, whose markers are text in a span marked
``mso-list:Ignore``), Word on the web, LibreOffice, Google Docs, web pages, and this program itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

from fichas_desktop.domain.rich_text import BlockKind, RichText, Run
from fichas_desktop.domain.text import clean_line
from fichas_desktop.ui.clipboard_blocks import BlockAssembler, Paragraph
from fichas_desktop.ui.clipboard_losses import NONE, DroppedKind, Looks, looks_of_style, looks_of_tag
from fichas_desktop.ui.rich_text_html import EXACT_LEVEL
from fichas_desktop.ui.symbol_fonts import read_symbols, symbol_font_in

Attributes = list[tuple[str, str | None]]

# fmt: off
_BLOCK_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "td", "th", "tr",
    "ul",
})
_VOID_TAGS = frozenset({
    "area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
})
_HIDDEN_TAGS = frozenset({
    "datalist", "del", "head", "noscript", "script", "style", "template", "title", "xml",
})
_EMBEDDED_TAGS = frozenset({
    "applet", "audio", "button", "canvas", "embed", "iframe", "input", "math", "object", "select", "svg",
    "textarea", "video",
})
# fmt: on
_BOLD_TAGS = frozenset({"b", "strong"})
_ITALIC_TAGS = frozenset({"i", "em", "cite"})
_LIST_TAGS = {
    "ul": BlockKind.BULLET,
    "ol": BlockKind.NUMBER,
    "dir": BlockKind.BULLET,
    "menu": BlockKind.BULLET,
}
_CELL_TAGS = frozenset({"td", "th"})
_CLOSED_BY_THEMSELVES = frozenset({"p", "li", "tr", "td", "th", "dt", "dd", "option"})
_TABLE_TAGS = frozenset({"table", "tr"})
_HEADING_LEVELS = {f"h{level}": level for level in range(1, 7)}
_HEADING_CLASSES = {"MsoTitle": 0, "MsoSubtitle": 1}
_DEEPEST_TABLE = 20
_LONGEST_STYLE = 2000
_BOLD_WEIGHT = 600

_COMMENT = re.compile(r"<!--.*?(?:--!?>|\Z)|<![^>]*(?:>|\Z)|<\?[^>]*(?:>|\Z)", re.DOTALL)
_WEIGHT = re.compile(r"(?<![-\w])font-weight\s*:\s*(\w+)")
_SLANT = re.compile(r"(?<![-\w])font-style\s*:\s*(\w+)")
_WHITE_SPACE = re.compile(r"(?<![-\w])white-space\s*:\s*(pre(?!-line)|break-spaces|\w)")
_FONT = re.compile(r"(?<![-\w])font(?:-family)?\s*:([^;]*)")
_LIST_LEVEL = re.compile(r"mso-list\s*:[^;]*\blevel(\d{1,2})")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*comment")
_LINK = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)


class _Style(NamedTuple):
    """What matters in a ``style`` attribute; None where it says nothing."""

    bold: bool | None = None
    italic: bool | None = None
    preformatted: bool | None = None
    is_hidden: bool = False
    is_comment: bool = False
    is_marker: bool = False
    list_level: int | None = None
    symbol_font: str | None = None
    looks: Looks = NONE


class _Element(NamedTuple):
    """An open element and the look of the text inside it."""

    tag: str = ""
    bold: bool = False
    italic: bool = False
    link: str = ""
    preformatted: bool = False
    is_hidden: bool = False
    is_marker: bool = False
    symbol_font: str = ""
    looks: Looks = NONE


@dataclass(slots=True)
class _List:
    kind: BlockKind
    number: int


@dataclass(slots=True)
class _Scope:
    """What is open inside a table cell, or outside of all tables: end tags don't reach beyond it."""

    open_tags: Counter[str] = field(default_factory=Counter)
    lists: list[_List] = field(default_factory=list)

    def new_paragraph(self) -> Paragraph:
        """Return a paragraph, which continues the item in whose list it stands."""
        return Paragraph(level=1 if self.lists else 0)

    def new_item(self, attributes: dict[str, str]) -> Paragraph:
        """Return an item of the innermost list, with the number that HTML gives it."""
        exact = attributes.get(EXACT_LEVEL, "")
        depth = _integer(
            attributes.get("data-aria-level") or attributes.get("aria-level", ""), len(self.lists)
        )
        level = _integer(exact, max(depth - 1, 0))
        if not self.lists:
            return Paragraph(BlockKind.BULLET, level)
        innermost = self.lists[-1]
        innermost.number = _integer(attributes.get("value", ""), innermost.number + 1)
        start = max(innermost.number, 1) if innermost.kind is BlockKind.NUMBER else 0
        return Paragraph(innermost.kind, level, start, is_exact=bool(exact))


def read_html(html: str) -> tuple[RichText, Mapping[DroppedKind, int]]:
    """Read the blocks of an HTML text.

    Returns:
        The blocks in canonical form, and how often what was left out or changed.
    """
    # Comments go first: Word's conditional ones are no business of the parser, and many unclosed ones
    # or a tag that never ends would make it look through the whole rest again and again.
    body, angle, tail = _COMMENT.sub("", html).rpartition(">")
    reader = _HtmlReader()
    reader.feed(body + angle + tail.replace("<", "&lt;"))
    reader.close()
    return reader.finish()


class _HtmlReader(HTMLParser):
    """Follows the open elements and tells the assembler what they mean."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks = BlockAssembler()
        self._dropped: Counter[DroppedKind] = Counter()
        self._styles: dict[str, _Style] = {}
        self._open = [_Element()]
        self._scopes = [_Scope()]
        self._marker: list[str] = []

    def finish(self) -> tuple[RichText, Mapping[DroppedKind, int]]:
        """Return the blocks, and how often what was dropped."""
        while len(self._open) > 1:
            self._pop()
        value, is_too_deep = self._blocks.finish()
        self._dropped[DroppedKind.LIST_LEVEL] = int(is_too_deep)
        self._dropped[DroppedKind.TABLE] = self._blocks.joined_tables
        return value, {kind: self._dropped[kind] for kind in DroppedKind if self._dropped[kind]}

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Open an element."""
        if tag in _EMBEDDED_TAGS and not self._open[-1].is_hidden:
            self._dropped[DroppedKind.EMBEDDED] += 1
        if tag in _VOID_TAGS:
            self._read_void(tag)
            return
        self._close_implied(tag)
        if tag in _CELL_TAGS and (not self._scopes[-1].open_tags["tr"] or len(self._scopes) > _DEEPEST_TABLE):
            tag = "div"
        attributes = {name: value or "" for name, value in attrs}
        style = self._style_of(attributes.get("style", ""))
        element = self._element(tag, attributes, style)
        if tag in _CELL_TAGS:
            self._scopes.append(_Scope())
        self._scopes[-1].open_tags[tag] += 1
        self._open.append(element)
        if element.is_marker and not self._open[-2].is_marker:
            self._marker = []
        if tag in _BLOCK_TAGS and not element.is_hidden:
            self._begin_block(tag, attributes, style)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """Open and close an element; only void ones truly end with a slash in HTML."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID_TAGS:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element and what is open inside it."""
        if tag == "br":
            self._read_void("br")
        if tag in _TABLE_TAGS:
            self._leave_cell_for(tag)
        if self._scopes[-1].open_tags[tag]:
            self._pop_to(tag)

    def handle_data(self, data: str) -> None:
        """Read text."""
        element = self._open[-1]
        if element.is_hidden:
            return
        if element.is_marker:
            self._marker.append(data)
            return
        if not element.link and not data.isspace():  # a link's colour and line are its own
            self._dropped.update(dict.fromkeys(element.looks - self._dropped.keys(), 1))
        if element.symbol_font:
            data, unknown = read_symbols(data, element.symbol_font)
            self._dropped[DroppedKind.SYMBOL] += unknown
        self._blocks.add(
            _run(data, element), preformatted=element.preformatted, fallback=self._scopes[-1].new_paragraph
        )

    def _read_void(self, tag: str) -> None:
        element = self._open[-1]
        if element.is_hidden or element.is_marker:
            return
        if tag == "img":
            self._dropped[DroppedKind.IMAGE] += 1
        elif tag == "br":
            line_break = _run("\n", element)
            self._blocks.break_line(
                line_break, preformatted=element.preformatted, fallback=self._scopes[-1].new_paragraph
            )
        elif tag == "hr":
            self._blocks.end()

    # Elements

    def _element(self, tag: str, attributes: dict[str, str], style: _Style) -> _Element:
        outer = self._open[-1]
        is_comment = style.is_comment or tag == "del" or attributes.get("class", "").lower() == "msocomanchor"
        if is_comment and not outer.is_hidden:
            self._dropped[DroppedKind.COMMENT] += 1
        hides = style.is_hidden or is_comment or tag in _HIDDEN_TAGS or tag in _EMBEDDED_TAGS
        preformatted = outer.preformatted or tag == "pre"
        return _Element(
            tag,
            bold=(outer.bold or tag in _BOLD_TAGS) if style.bold is None else style.bold,
            italic=(outer.italic or tag in _ITALIC_TAGS) if style.italic is None else style.italic,
            link=self._link(attributes["href"]) if tag == "a" and "href" in attributes else outer.link,
            preformatted=preformatted if style.preformatted is None else style.preformatted,
            is_hidden=outer.is_hidden or hides,
            is_marker=outer.is_marker or style.is_marker,
            symbol_font=_symbol_font(tag, attributes, style, outer),
            looks=outer.looks | style.looks | looks_of_tag(tag, attributes),
        )

    def _link(self, address: str) -> str:
        address = clean_line(address)
        if _LINK.match(address):
            return re.sub(r"\s", "%20", address)
        if address and not address.startswith("#"):
            self._dropped[DroppedKind.LINK] += 1
        return ""

    def _style_of(self, text: str) -> _Style:
        if text not in self._styles:
            self._styles[text] = _read_style(text[:_LONGEST_STYLE].lower())
        return self._styles[text]

    def _close_implied(self, tag: str) -> None:
        """Close what HTML lets authors leave open before ``tag``."""
        if tag == "body" and self._scopes[-1].open_tags["head"]:
            self._pop_to("head")
        if tag in _BLOCK_TAGS and self._open[-1].tag == "p":
            self._pop()
        if tag in _CLOSED_BY_THEMSELVES and self._open[-1].tag == tag:
            self._pop()
        if tag in _CELL_TAGS or tag == "tr":
            if not self._scopes[-1].open_tags["table"]:
                self._leave_cell_for("tr")
            if tag == "tr" and self._scopes[-1].open_tags["tr"] and self._open[-1].tag != "table":
                self._pop_to("tr")

    def _leave_cell_for(self, tag: str) -> None:
        """Close the cell when ``tag`` is not open inside it but around it."""
        if len(self._scopes) > 1 and not self._scopes[-1].open_tags[tag] and self._scopes[-2].open_tags[tag]:
            while self._pop() not in _CELL_TAGS:
                pass

    def _pop_to(self, tag: str) -> None:
        while self._pop() != tag:
            pass

    def _pop(self) -> str:
        """Close the innermost element and return its tag."""
        element = self._open.pop()
        scope = self._scopes[-1]
        scope.open_tags[element.tag] -= 1
        if element.tag in _CELL_TAGS:
            self._scopes.pop()
        if element.is_marker and not self._open[-1].is_marker:
            self._blocks.mark("".join(self._marker))
        if element.is_hidden:
            return element.tag
        if element.tag in _CELL_TAGS:
            self._blocks.end_cell()
        elif element.tag == "tr":
            self._blocks.end_row()
        elif element.tag in _BLOCK_TAGS:
            self._blocks.end()
            if element.tag == "table":
                self._blocks.end_table()
            if element.tag in _LIST_TAGS:
                scope.lists.pop()
        return element.tag

    # Blocks

    def _begin_block(self, tag: str, attributes: dict[str, str], style: _Style) -> None:
        if tag == "tr":
            self._blocks.begin_row()
        elif tag in _CELL_TAGS:
            self._blocks.begin_cell()
        elif tag in _LIST_TAGS:
            self._blocks.end()
            first = _integer(attributes.get("start", ""), 1)
            self._scopes[-1].lists.append(_List(_LIST_TAGS[tag], first - 1))
        elif tag == "li":
            self._blocks.begin(self._scopes[-1].new_item(attributes))
        elif style.list_level is not None and tag not in _HEADING_LEVELS:
            self._blocks.begin(Paragraph(BlockKind.BULLET, style.list_level))
        elif not self._blocks.is_waiting_item:
            self._blocks.begin(self._new_paragraph_of(tag, attributes))

    def _new_paragraph_of(self, tag: str, attributes: dict[str, str]) -> Paragraph:
        exact = attributes.get(EXACT_LEVEL, "")
        class_ = attributes.get("class", "")
        heading = _HEADING_LEVELS.get(tag, _HEADING_CLASSES.get(class_))
        if heading is not None:
            return Paragraph(BlockKind.HEADING, _integer(exact, heading), is_exact=bool(exact))
        if exact:
            return Paragraph(level=_integer(exact, 0), is_exact=True)
        paragraph = self._scopes[-1].new_paragraph()
        if class_.startswith("MsoListParagraph") and self._blocks.follows_item:
            paragraph.level = 1
        return paragraph


def _run(text: str, element: _Element) -> Run:
    return Run(text, element.bold, element.italic, element.link)


def _symbol_font(tag: str, attributes: dict[str, str], style: _Style, outer: _Element) -> str:
    if style.symbol_font is not None:
        return style.symbol_font
    return (
        symbol_font_in(attributes["face"].lower())
        if tag == "font" and "face" in attributes
        else outer.symbol_font
    )


def _read_style(text: str) -> _Style:
    weight, slant, space = _WEIGHT.search(text), _SLANT.search(text), _WHITE_SPACE.search(text)
    level, fonts = _LIST_LEVEL.search(text), _FONT.findall(text)
    bold = None
    if weight is not None:
        bold = int(weight[1]) >= _BOLD_WEIGHT if weight[1].isdecimal() else weight[1] in {"bold", "bolder"}
    return _Style(
        bold=bold,
        italic=None if slant is None else slant[1] in {"italic", "oblique"},
        preformatted=None if space is None else space[1] in {"pre", "break-spaces"},
        is_hidden=_HIDDEN.search(text) is not None,
        is_comment="mso-element:comment" in text,
        is_marker="mso-list:ignore" in text.replace(" ", ""),
        list_level=None if level is None else max(int(level[1]) - 1, 0),
        symbol_font=symbol_font_in(fonts[-1]) if fonts else None,
        looks=looks_of_style(text),
    )


def _integer(text: str, default: int) -> int:
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else default
