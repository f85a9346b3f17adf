"""Day, month and year in boxes, as the form has them: a table to those who listen."""

from __future__ import annotations

from collections.abc import Sequence

from fichas_desktop.export.flowables import Element
from fichas_desktop.export.fonts import FontBook
from fichas_desktop.export.structure import COLUMN_HEAD, Role, StructureElement
from fichas_desktop.export.styles import FRAME, INK, QUIET, TINT, TextStyle
from fichas_desktop.export.text_block import Pen, TextBlock
from fichas_desktop.export.text_layout import Line, TextLayout

_HEAD = TextStyle(8, 10, color=QUIET)
_VALUE = TextStyle(10.5, 13, bold=True, color=INK)


class DateBoxes(Element):
    """Boxes with heads over them: day, month and year.

    Args:
        node: The table's element.
        boxes: Head and value of each box; an empty value leaves the box empty.
        label: One line to stand left of the boxes, or None.
    """

    WIDTH = 54.0
    HEAD_HEIGHT = 12.5
    VALUE_HEIGHT = 17.0
    LABEL_GAP = 14.0

    def __init__(
        self,
        node: StructureElement,
        boxes: Sequence[tuple[str, str]],
        fonts: FontBook,
        label: TextBlock | None = None,
    ) -> None:
        super().__init__(before=label.spaceBefore if label else 3, after=6)
        self._label = label
        self._left = label.text_width + self.LABEL_GAP if label else 0.0
        self._rows = (
            [TextLayout(fonts.pieces(head)) for head, _ in boxes],
            [TextLayout(fonts.pieces(value, bold=True)) for _, value in boxes],
        )
        self._count = len(boxes)
        heads, values = node.add(Role.ROW), node.add(Role.ROW)
        self._nodes = (
            [heads.add(Role.HEAD_CELL, attributes=COLUMN_HEAD) for _ in boxes],
            [values.add(Role.CELL) for _ in boxes],
        )

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the size of the whole row of boxes."""
        self.width = self._left + self.WIDTH * self._count
        self.height = self.HEAD_HEIGHT + self.VALUE_HEIGHT
        return self.width, self.height

    def draw(self) -> None:
        """Draw the label and the boxes, the heads and then the values."""
        canvas = self.canv
        if self._label is not None:
            height = self._label.height_at(self._left)
            self._label.drawOn(canvas, 0, (self.VALUE_HEIGHT - height) / 2)
        edges = [self._left + number * self.WIDTH for number in range(self._count + 1)]
        with canvas.artifact():
            canvas.setFillColor(TINT)
            width = self.WIDTH * self._count
            canvas.rect(edges[0], self.VALUE_HEIGHT, width, self.HEAD_HEIGHT, stroke=0, fill=1)
            canvas.setStrokeColor(FRAME)
            canvas.setLineWidth(0.5)
            canvas.grid(edges, [0, self.VALUE_HEIGHT, self.height])
        heights = (self.VALUE_HEIGHT + 3.5, 4.8)
        for row, nodes, style, y in zip(self._rows, self._nodes, (_HEAD, _VALUE), heights, strict=True):
            pen = Pen(canvas, style)
            for left, layout, node in zip(edges, row, nodes, strict=False):
                line = Line(0, len(layout.text), broken=False)
                width = layout.width(line) * style.size / 1000
                pen.move_to(left + (self.WIDTH - width) / 2, y)
                if layout.text:
                    pen.begin(node)
                    pen.write_line(layout, line)
            pen.draw()
