"""Formatted text of the long answers: paragraphs, headings and two-level lists with bold and italics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct, structs

from fichas_desktop.domain.text import clean_line, clean_text

MAX_LEVEL = 1


class BlockKind(StrEnum):
    """Kinds of block; the values are those of the JSON contract."""

    PARAGRAPH = "p"
    HEADING = "h"
    BULLET = "ul"
    NUMBER = "ol"


class Run(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    r"""A stretch of equally formatted text; ``\n`` inside is a line break.

    Attributes:
        link: Address that the text points to, or empty. It is printed, never opened.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


class Block(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A paragraph, heading or list item.

    Attributes:
        level: 0 or 1. For headings title and subtitle; for lists the depth; a paragraph at level 1
            continues the list item above it.
        start: For numbered items only, the number where counting starts anew; 0 goes on counting.
    """

    kind: BlockKind
    level: int = 0
    start: int = 0
    runs: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        """The block's text without formatting or marker."""
        return "".join(run.text for run in self.runs)


class RichText(Struct, frozen=True, forbid_unknown_fields=True):
    """A formatted answer: its blocks from top to bottom."""

    blocks: tuple[Block, ...] = ()

    @property
    def text(self) -> str:
        """The blocks' texts joined by line breaks, without markers: what the length counts."""
        return "\n".join(block.text for block in self.blocks)

    def plain_text(self) -> str:
        """The text with list markers and two spaces of indent per level, one block after the other."""
        return "\n".join(
            f"{'  ' * block.level if block.kind is not BlockKind.HEADING else ''}"
            f"{f'{marker} ' if marker else ''}{block.text}"
            for block, marker in zip(self.blocks, markers(self.blocks), strict=True)
        )


def markers(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the marker of each block: ``"1."`` upwards, ``"-"``, or empty for other blocks."""
    numbering = _Numbering()
    for block in blocks:
        number = numbering.number_of(block)
        yield f"{number}." if number else "-" if block.kind is BlockKind.BULLET else ""


class _Numbering:
    """Counts the numbered items of a text, block by block.

    A numbered list goes on over deeper items and over paragraphs that continue an item (level 1). It
    ends at any other block of its own level or above it.
    """

    def __init__(self) -> None:
        self._counters = [0] * (MAX_LEVEL + 1)

    def number_of(self, block: Block) -> int:
        """Return the number of the next block, 0 when it is no numbered item."""
        level = block.level
        if block.kind is BlockKind.NUMBER:
            number = block.start or self._counters[level] + 1
            self._counters[level:] = [number] + [0] * (MAX_LEVEL - level)
            return number
        if block.kind is BlockKind.BULLET:
            self._counters[level:] = [0] * (MAX_LEVEL + 1 - level)
        elif block.kind is BlockKind.HEADING or level == 0:
            self._counters = [0] * (MAX_LEVEL + 1)
        return 0


def from_plain_text(text: str) -> RichText:
    """Make paragraphs of plain text: a blank line starts a new one, a single break stays a line break."""
    paragraphs: list[list[str]] = [[]]
    for line in clean_text(text).split("\n"):
        if line.strip():
            paragraphs[-1].append(line)
        else:
            paragraphs.append([])
    return normalize(
        RichText(
            tuple(Block(BlockKind.PARAGRAPH, runs=(Run("\n".join(lines)),)) for lines in paragraphs if lines)
        )
    )


def normalize(value: RichText) -> RichText:
    """Return the canonical form: clean text, no empty blocks or runs, equal neighbour runs merged.

    Numbers stay as they are: ``start`` stands only where the item would else get another one, also where
    an empty paragraph that parted two lists is dropped. Empty items do not count.
    """
    blocks: list[Block] = []
    shown, natural = _Numbering(), _Numbering()
    for block in value.blocks:
        runs = _merged(block.runs)
        is_blank = not "".join(run.text for run in runs).strip()
        if is_blank:
            if block.kind is not BlockKind.NUMBER:
                shown.number_of(block)
            continue
        number = shown.number_of(block)
        start = number if natural.number_of(Block(block.kind, block.level)) != number else 0
        canonical = Block(block.kind, block.level, start, runs)
        if start:
            natural.number_of(canonical)
        blocks.append(canonical)
    return RichText(tuple(blocks))


def _merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    merged: list[Run] = []
    for run in runs:
        text = clean_text(run.text)
        if not text:
            continue
        clean = Run(text, run.bold, run.italic, clean_line(run.link))
        if merged and _look(merged[-1]) == _look(clean):
            joined = clean_text(merged[-1].text + text)
            merged[-1] = structs.replace(clean, text=joined)
        else:
            merged.append(clean)
    return tuple(merged)


def _look(run: Run) -> tuple[bool, bool, str]:
    return run.bold, run.italic, run.link
