"""Rich text as HTML for the clipboard, in words that other programs read too."""

from __future__ import annotations

from html import escape

from fichas_desktop.domain.rich_text import Block, BlockKind, RichText, Run, markers

EXACT_LEVEL = "data-level"
"""Attribute that marks the blocks of this program's own HTML."""

_TAGS = {
    (BlockKind.PARAGRAPH, 0): "p",
    (BlockKind.PARAGRAPH, 1): "p",
    (BlockKind.HEADING, 0): "h3",
    (BlockKind.HEADING, 1): "h4",
}


def write_html(value: RichText) -> str:
    """Return HTML from which ``clipboard_html.read_html`` reads the same blocks.

    Every run of items is a list of its own that names its first number: so each program shows the
    numbers of ``markers``. Every block names its level, which marks it as this program's own.
    """
    parts = []
    open_list: tuple[BlockKind, int] | None = None
    for block, marker in zip(value.blocks, markers(value.blocks), strict=True):
        shape = (block.kind, block.level) if block.kind in {BlockKind.BULLET, BlockKind.NUMBER} else None
        if open_list is not None and (shape != open_list or block.start):
            parts.append(_list_tags(*open_list, end=True))
            open_list = None
        if shape is not None and open_list is None:
            parts.append(_list_tags(*shape, first=marker.rstrip(".")))
            open_list = shape
        parts.append(_block_html(block))
    if open_list is not None:
        parts.append(_list_tags(*open_list, end=True))
    return f'<div style="white-space: pre-wrap">{"".join(parts)}</div>'


def _list_tags(kind: BlockKind, level: int, first: str = "", *, end: bool = False) -> str:
    if end:
        return f"</{kind}>" * (level + 1)
    start = f' start="{first}"' if kind is BlockKind.NUMBER else ""
    return f"<{kind}>" * level + f"<{kind}{start}>"


def _block_html(block: Block) -> str:
    tag = _TAGS.get((block.kind, block.level), "li")
    indent = ' style="margin-left: 2em"' if tag == "p" and block.level else ""
    runs = "".join(_run_html(run) for run in block.runs)
    return f'<{tag} {EXACT_LEVEL}="{block.level}"{indent}>{runs}</{tag}>'


def _run_html(run: Run) -> str:
    html = escape(run.text, quote=False).replace("\n", "<br>")
    if run.italic:
        html = f"<i>{html}</i>"
    if run.bold:
        html = f"<b>{html}</b>"
    return f'<a href="{escape(run.link)}">{html}</a>' if run.link else html
