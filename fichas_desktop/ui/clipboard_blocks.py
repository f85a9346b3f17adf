"""Builds blocks out of the stretches of text, block edges, lists and table cells of a pasted document."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from fichas_desktop.domain.rich_text import MAX_LEVEL, Block, BlockKind, RichText, Run, normalize

CELL_SEPARATOR = " | "
_COLLAPSIBLE = re.compile(r"[ \t\n\r\f]+")
_SEVERAL_SPACES = re.compile(r"[ \u00a0]{2,}")
_SPACES = " \u00a0"
_EDGES = " \u00a0\n"
_NUMBER_MARKER = re.compile(r"\(?(?:\d+[.)])*(\d{1,6}|[a-z]|[ivxlc]{1,7})[.)\-º°]*", re.IGNORECASE)
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
# A bullet typed or pasted as text. The private characters are those of Symbol and Wingdings. Letters, the
# section sign and what they mean in Wingdings are bullets only with the wide gap that word processors put
# behind them.
_BULLET = re.compile("[·•●▪■□○◦‣⁃▫\uf020-\uf0ff][ \u00a0]*|[o§ØüvqÜ➢✓❖❑➲][ \u00a0]{2,}")
_INNER_BULLETS = "o§○◦▫▪\uf0a7"


@dataclass(slots=True)
class Paragraph:
    """A block in the making.

    Attributes:
        level: Counted from 0 and not yet brought to the two levels of rich text.
        is_exact: True for what this program wrote itself: its levels and its bold are kept as they are.
    """

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    start: int = 0
    is_exact: bool = False
    runs: list[Run] = field(default_factory=list)
    is_preformatted: bool = False

    @property
    def is_list_item(self) -> bool:
        """True for items of both kinds of list."""
        return self.kind in {BlockKind.BULLET, BlockKind.NUMBER}

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(run.text for run in self.runs)


NewParagraph = Callable[[], Paragraph]


class BlockAssembler:
    """Collects paragraphs; those of a table's cell are kept apart until the row is complete."""

    def __init__(self) -> None:
        self.joined_tables = 0
        self._joins_row_before = False
        self._sinks: list[list[Paragraph]] = [[]]
        self._rows: list[list[list[Paragraph]]] = []
        self._current: Paragraph | None = None

    @property
    def is_waiting_item(self) -> bool:
        """True while a list item has begun and has no text yet."""
        return self._current is not None and self._current.is_list_item and not self._current.runs

    @property
    def follows_item(self) -> bool:
        """True where a paragraph would stand below a list item or a continuation of it."""
        sink = self._sinks[-1]
        return bool(sink) and (sink[-1].is_list_item or (sink[-1].level > 0 and not _is_heading(sink[-1])))

    def begin(self, paragraph: Paragraph) -> None:
        """End the block before and begin another one."""
        self.end()
        self._current = paragraph

    def add(self, run: Run, *, preformatted: bool, fallback: NewParagraph) -> None:
        """Add text to the current block, or to a new one where there is none."""
        text = run.text
        current = self._current
        if not preformatted:
            text = _COLLAPSIBLE.sub(" ", text)
            if current is None or not current.runs or current.runs[-1].text.endswith((" ", "\n")):
                text = text.lstrip(" ")
        if not text:
            return
        if current is None:
            self._current = current = fallback()
        current.is_preformatted = current.is_preformatted or preformatted
        current.runs.append(Run(text, run.bold, run.italic, run.link))

    def break_line(self, run: Run, *, preformatted: bool, fallback: NewParagraph) -> None:
        """Add a line break, a run of its own; outside of preformatted text, two in a row make a new block."""
        if preformatted:
            self.add(run, preformatted=True, fallback=fallback)
            return
        if self._current is None or not self._current.runs:
            return
        last = self._current.runs[-1]
        if last.text.endswith("\n"):
            self.begin(fallback())
        else:
            self._current.runs[-1] = _with_text(last, last.text.rstrip(" "))
            self._current.runs.append(run)

    def mark(self, marker: str) -> None:
        """Take a word processor's own marker for the current list item; other blocks keep it as text."""
        marker = marker.strip(_EDGES)
        current = self._current
        if current is None or not marker:
            return
        if not current.is_list_item:
            current.runs.append(Run(f"{marker} "))
            return
        number = _NUMBER_MARKER.fullmatch(marker)
        is_number = number is not None and (marker != number[1] or marker.isdecimal())
        if number is None or not is_number:
            current.kind = BlockKind.BULLET
            return
        current.kind = BlockKind.NUMBER
        current.start = _number_of(number[1].lower(), self._number_before(current.level) + 1)

    def end(self) -> None:
        """End the current block; one without text leaves nothing behind."""
        current, self._current = self._current, None
        if current is None or not current.text.strip():
            return
        if not current.is_exact:
            _trim(current.runs, "\n" if current.is_preformatted else _EDGES)
        if current.kind is BlockKind.PARAGRAPH and not current.is_exact:
            current = self._with_bullet(current)
        self._sinks[-1].append(current)

    def begin_row(self) -> None:
        """Begin a row of a table."""
        self.end()
        self._rows.append([])

    def begin_cell(self) -> None:
        """Begin a cell of the row."""
        self.end()
        self._sinks.append([])

    def end_cell(self) -> None:
        """End the cell."""
        self.end()
        self._rows[-1].append(self._sinks.pop())

    def end_row(self) -> None:
        """End the row: a single cell is no table but layout, several become one line."""
        self.end()
        cells = self._rows.pop()
        if len(cells) == 1:
            self._sinks[-1].extend(cells[0])
        elif any(cells):
            self.joined_tables += not self._joins_row_before
            self._joins_row_before = True
            self._sinks[-1].append(Paragraph(runs=_joined(cells)))

    def end_table(self) -> None:
        """End a table: rows that follow belong to another one."""
        self._joins_row_before = False

    def finish(self) -> tuple[RichText, bool]:
        """Return all blocks, and whether lists were deeper than rich text has levels."""
        self.end()
        paragraphs = self._sinks[0]
        is_too_deep = any(item.is_list_item and item.level > MAX_LEVEL for item in paragraphs)
        headings = [item.level for item in paragraphs if _is_heading(item) and not item.is_exact]
        top = min(headings, default=0)
        blocks = (_block(item, 0 if item.is_exact or not _is_heading(item) else top) for item in paragraphs)
        return normalize(RichText(tuple(blocks))), is_too_deep

    def _number_before(self, level: int) -> int:
        for paragraph in reversed(self._sinks[-1][-200:]):
            if paragraph.is_list_item and paragraph.level <= level:
                same = paragraph.level == level and paragraph.kind is BlockKind.NUMBER
                return paragraph.start if same else 0
        return 0

    def _with_bullet(self, paragraph: Paragraph) -> Paragraph:
        text = paragraph.text
        bullet = _BULLET.match(text)
        if bullet is None or bullet.end() == len(text):
            return paragraph
        level = 1 if text[0] in _INNER_BULLETS and self.follows_item else paragraph.level
        _cut(paragraph.runs, bullet.end())
        return replace(paragraph, kind=BlockKind.BULLET, level=level)


def _is_heading(paragraph: Paragraph) -> bool:
    return paragraph.kind is BlockKind.HEADING


def _block(paragraph: Paragraph, top_heading: int) -> Block:
    runs = tuple(paragraph.runs)
    if (
        _is_heading(paragraph)
        and not paragraph.is_exact
        and all(run.bold for run in runs if run.text.strip())
    ):
        runs = tuple(Run(run.text, italic=run.italic, link=run.link) for run in runs)
    level = min(paragraph.level - top_heading, MAX_LEVEL)
    return Block(paragraph.kind, level, paragraph.start, runs)


def _joined(cells: list[list[Paragraph]]) -> list[Run]:
    runs: list[Run] = []
    for number, cell in enumerate(cells):
        if number:
            runs.append(Run(CELL_SEPARATOR))
        for position, paragraph in enumerate(cell):
            if position:
                runs.append(Run(" "))
            runs += (_with_text(run, run.text.replace("\n", " ")) for run in paragraph.runs)
    return runs


def _trim(runs: list[Run], edges: str) -> None:
    # a word processor writes several spaces as hard ones; a single hard one is meant
    runs[:] = (_with_text(run, _SEVERAL_SPACES.sub(lambda gap: " " * len(gap[0]), run.text)) for run in runs)
    while not runs[0].text.lstrip(edges):
        del runs[0]
    while not runs[-1].text.rstrip(edges):
        del runs[-1]
    runs[0] = _with_text(runs[0], runs[0].text.lstrip(edges))
    runs[-1] = _with_text(runs[-1], runs[-1].text.rstrip(edges))


def _with_text(run: Run, text: str) -> Run:
    return Run(text, run.bold, run.italic, run.link)


def _cut(runs: list[Run], length: int) -> None:
    """Remove the first characters, and the spaces behind them."""
    while length > 0 or (runs and not runs[0].text.lstrip(_SPACES)):
        first = runs[0]
        runs[0] = _with_text(first, first.text[length:].lstrip(_SPACES))
        length -= len(first.text)
        if not runs[0].text:
            del runs[0]


def _number_of(digits: str, expected: int) -> int:
    """Read a number, a letter or a Roman number; what is both is what comes next."""
    if digits.isdecimal():
        return int(digits)
    letter = ord(digits) - ord("a") + 1 if len(digits) == 1 else 0
    roman = _roman(digits)
    if expected in {letter, roman} or not roman:
        return expected if expected in {letter, roman} else letter
    return roman if digits == "i" or not letter else letter


def _roman(digits: str) -> int:
    if any(digit not in _ROMAN_DIGITS for digit in digits):
        return 0
    values = [_ROMAN_DIGITS[digit] for digit in digits]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
