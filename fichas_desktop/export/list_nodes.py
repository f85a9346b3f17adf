"""Structure elements of lists: items under each other, deeper lists inside their items."""

from __future__ import annotations

from msgspec import Struct

from fichas_desktop.export.structure import Role, StructureElement


class _OpenList(Struct):
    depth: int
    ordered: bool
    node: StructureElement
    body: StructureElement


class ListNodes:
    """Knows which lists are open while blocks arrive one after the other."""

    def __init__(self) -> None:
        self._open: list[_OpenList] = []

    @property
    def body(self) -> StructureElement | None:
        """Body of the last item, where what continues it belongs; None outside of lists."""
        return self._open[-1].body if self._open else None

    def item(
        self, around: StructureElement, depth: int, *, ordered: bool
    ) -> tuple[StructureElement, StructureElement]:
        """Return the elements of the next item: label and paragraph.

        Args:
            around: Where a list of the first level belongs.
            depth: 0 or 1.
            ordered: Whether the item has a number.
        """
        while self._open and self._open[-1].depth > depth:
            self._open.pop()
        if self._open and self._open[-1].depth == depth and self._open[-1].ordered != ordered:
            self._open.pop()
        if not self._open or self._open[-1].depth < depth:
            numbering = "Decimal" if ordered else "Disc"
            node = (self.body or around).add(Role.LIST, attributes=f"<</O/List/ListNumbering/{numbering}>>")
            self._open.append(_OpenList(depth, ordered, node, node))
        item = self._open[-1].node.add(Role.LIST_ITEM)
        label = item.add(Role.LABEL)
        self._open[-1].body = item.add(Role.LIST_BODY)
        return label, self._open[-1].body.add(Role.PARAGRAPH)

    def end(self) -> None:
        """Close all lists."""
        self._open = []
