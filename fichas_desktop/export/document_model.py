"""Definition and record to the document model: a small closed XML vocabulary.

The Jinja2 template ``templates/ficha.xml.j2`` owns order and fixed words. What it writes is checked
here against the vocabulary, so that nothing but known elements ever reaches a builder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from xml.etree import ElementTree as ET

from jinja2 import Environment, StrictUndefined, Template
from msgspec import Struct

from fichas_desktop.assets import read_text
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import FichaRecord
from fichas_desktop.domain.partial_date import PartialDate
from fichas_desktop.domain.rich_text import Block, Run, markers
from fichas_desktop.domain.text import clean_text
from fichas_desktop.domain.values import date_parts, plain_text
from fichas_desktop.export.addresses import uri_of
from fichas_desktop.export.annexes import Annex

_INLINE = frozenset({"a", "b", "i", "mark"})
_ANSWER = frozenset({"p", "h", "li", "unanswered", "date", "annexes", "figure"})


class ElementRule(Struct, frozen=True):
    """What an element may hold. ``text`` False means that only white space stands between children."""

    children: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    text: bool = True


VOCABULARY: Mapping[str, ElementRule] = {
    "ficha": ElementRule(
        frozenset(
            {"header", "draft", "title", "quotation", "footnote", "note", "field", "section", "closing"}
        ),
        text=False,
    ),
    "header": ElementRule(frozenset({"row"}), frozenset({"logo"}), text=False),
    "row": ElementRule(frozenset({"cell"}), text=False),
    "cell": ElementRule(),
    "draft": ElementRule(),
    "title": ElementRule(),
    "quotation": ElementRule(_INLINE),
    "footnote": ElementRule(_INLINE),
    "note": ElementRule(),
    "section": ElementRule(frozenset({"name", "field"}), text=False),
    "name": ElementRule(),
    "field": ElementRule(frozenset({"label", "guidance"}) | _ANSWER, text=False),
    "label": ElementRule(),
    "guidance": ElementRule(),
    "p": ElementRule(_INLINE, frozenset({"level"})),
    "h": ElementRule(_INLINE, frozenset({"level"})),
    "li": ElementRule(_INLINE, frozenset({"level", "marker"})),
    "b": ElementRule(_INLINE),
    "i": ElementRule(_INLINE),
    "a": ElementRule(_INLINE, frozenset({"href"})),
    "mark": ElementRule(),
    "unanswered": ElementRule(),
    "date": ElementRule(frozenset({"box"}), text=False),
    "box": ElementRule(attributes=frozenset({"head"})),
    "annexes": ElementRule(frozenset({"head", "annex"}), text=False),
    "head": ElementRule(),
    "annex": ElementRule(frozenset({"part", "notice", "remark"}), text=False),
    "part": ElementRule(_INLINE),
    "notice": ElementRule(),
    "remark": ElementRule(),
    "figure": ElementRule(attributes=frozenset({"picture", "framed", "alt"})),
    "closing": ElementRule(),
}


class LinkGroup(Struct, frozen=True):
    """Neighbouring runs of one link.

    Attributes:
        address: To print after them; empty where they show it themselves.
        uri: Where they lead; empty where there is no link, or one that no reader should follow.
    """

    runs: tuple[Run, ...]
    address: str
    uri: str


def build_document(
    form: FormDefinition,
    record: FichaRecord,
    annexes: Mapping[str, tuple[Annex, ...]],
    verification_line: str,
) -> ET.Element:
    """Render the template and parse what it gives.

    Args:
        form: Official texts, their order and the fields.
        record: Status and answers; its times are not printed.
        annexes: By field key, for every answered field of attachments.
        verification_line: Closing line in small type; empty leaves it out.

    Raises:
        ValueError: The template wrote something outside the vocabulary: a programming error.
    """
    text = _template().render(form=form, record=record, annexes=annexes, verification_line=verification_line)
    root = ET.fromstring(text)  # noqa: S314 - our own template's output, every value in it escaped
    check_document(root)
    return root


def check_document(root: ET.Element) -> None:
    """Refuse a document that breaks the vocabulary; see :func:`build_document`."""
    if root.tag != "ficha":
        raise ValueError(f"not a document model: <{root.tag}>")
    for element in root.iter():
        rule = VOCABULARY.get(element.tag)
        if rule is None:
            raise ValueError(f"unknown element <{element.tag}>")
        if unknown := set(element.keys()) - rule.attributes:
            raise ValueError(f"<{element.tag}> has unknown attributes: {sorted(unknown)}")
        texts = [element.text]
        for child in element:
            if child.tag not in rule.children:
                raise ValueError(f"<{child.tag}> may not stand in <{element.tag}>")
            texts.append(child.tail)
        if not rule.text and any(text and text.strip() for text in texts):
            raise ValueError(f"text between the children of <{element.tag}>")


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_clean, keep_trailing_newline=False
    )
    environment.globals.update(
        link_groups=_link_groups, marked=_marked, plain_text=plain_text, date_boxes=_date_boxes, uri_of=uri_of
    )
    return environment.from_string(read_text("templates", "ficha.xml.j2"))


def _clean(value: object) -> object:
    """Keep out what XML cannot hold. Text that a macro has escaped is of a subclass and stays."""
    return clean_text(value) if type(value) is str else value


def _link_groups(runs: Iterable[Run]) -> Iterator[LinkGroup]:
    for link, neighbours in groupby(runs, key=lambda run: run.link):
        group = tuple(neighbours)
        shown = "".join(run.text for run in group).strip()
        yield LinkGroup(group, link if link != shown else "", uri_of(link))


def _marked(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, str]]:
    return zip(blocks, markers(blocks), strict=True)


def _date_boxes(heads: tuple[str, str, str], value: PartialDate | None) -> Iterator[tuple[str, str]]:
    return zip(heads, date_parts(value) if value is not None else ("", "", ""), strict=True)
