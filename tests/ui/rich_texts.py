"""Rich texts for tests: short ways to write them down, and hostile ones made at random."""

from __future__ import annotations

from hypothesis import strategies as st
from PySide6.QtGui import QTextBlock, QTextDocument, QTextListFormat

from fichas_desktop.domain.rich_text import Block, BlockKind, RichText, Run, normalize

_SPECIAL = (
    " ",
    "  ",
    "\u00a0",
    "\n",
    "\n\n",
    "*x*",
    "# a",
    "1. b",
    "- c",
    "<b>",
    "&amp;",
    "\\",
    "😀",
    "ñ",
    "e\u0301",
    "\u0301",
    "\u00ad",
    "\ufffc",
    "·  a",
    "o\u00a0\u00a0 b",
    "\uf0b7 c",
    "‘q’",
    "𝄞",
    "\t",
)
_TEXTS = st.lists(st.sampled_from(_SPECIAL) | st.text(max_size=4), max_size=4).map("".join)
_LINKS = st.sampled_from(("", "", "https://a.co/?x=1&y=2", "mailto:a@b.co", 'http://a.co/"<b>'))
_RUNS = st.builds(Run, _TEXTS, st.booleans(), st.booleans(), _LINKS)


def _block(kind: BlockKind, level: int, start: int, runs: list[Run]) -> Block:
    return Block(kind, level, start if kind is BlockKind.NUMBER else 0, tuple(runs))


_BLOCKS = st.builds(
    _block,
    st.sampled_from((*BlockKind, BlockKind.NUMBER, BlockKind.NUMBER)),  # numbers are what goes wrong
    st.integers(0, 1),
    st.sampled_from((0, 0, 0, 1, 2, 3, 41)),
    st.lists(_RUNS, max_size=4),
)


def rich_texts() -> st.SearchStrategy[RichText]:
    """Make canonical rich texts with everything in them that an editor could get wrong."""
    blocks = st.lists(_BLOCKS, max_size=9)
    # the canonical form of the canonical form: a cleaned character may join the one before it
    return blocks.map(lambda items: normalize(normalize(RichText(tuple(items)))))


def p(*runs: str | Run, level: int = 0) -> Block:
    """Write a paragraph."""
    return Block(BlockKind.PARAGRAPH, level, 0, _runs(runs))


def h(*runs: str | Run, level: int = 0) -> Block:
    """Write a heading."""
    return Block(BlockKind.HEADING, level, 0, _runs(runs))


def ul(*runs: str | Run, level: int = 0) -> Block:
    """Write an item with a bullet."""
    return Block(BlockKind.BULLET, level, 0, _runs(runs))


def ol(*runs: str | Run, level: int = 0, start: int = 0) -> Block:
    """Write a numbered item."""
    return Block(BlockKind.NUMBER, level, start, _runs(runs))


def b(text: str) -> Run:
    """Write bold text."""
    return Run(text, bold=True)


def i(text: str) -> Run:
    """Write text in italics."""
    return Run(text, italic=True)


def text_of(*blocks: Block) -> RichText:
    """Write a rich text."""
    return RichText(blocks)


def shown_markers(document: QTextDocument) -> list[str]:
    """Return the marker that Qt draws before each block, bullets as ``-``."""
    markers = []
    block: QTextBlock = document.begin()
    while block.isValid():
        text_list = block.textList()
        if not text_list:
            markers.append("")
        elif text_list.format().style() == QTextListFormat.Style.ListDecimal:
            markers.append(text_list.itemText(block))
        else:
            markers.append("-")
        block = block.next()
    return markers


def _runs(runs: tuple[str | Run, ...]) -> tuple[Run, ...]:
    return tuple(Run(run) if isinstance(run, str) else run for run in runs)
