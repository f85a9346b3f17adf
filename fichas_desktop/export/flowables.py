"""What every flowable of the body is: it knows how much of it must stand where it begins.

None of them takes ReportLab's paragraph markup: text is drawn as it is, whatever it looks like.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import CondPageBreak, Flowable

from fichas_desktop.export.canvas import FichaCanvas
from fichas_desktop.export.styles import HAIRLINE, Color


class Element(Flowable):
    """A flowable with space around it."""

    canv: FichaCanvas

    def __init__(self, *, before: float = 0, after: float = 0) -> None:
        super().__init__()
        self.spaceBefore = before
        self.spaceAfter = after

    def height_at(self, width: float) -> float:
        """Return the whole height."""
        return self.wrap(width, 0)[1]

    def least_height(self, width: float) -> float:
        """Return the height of the least part that may stand at the foot of a page."""
        return self.height_at(width)


class Room(CondPageBreak):
    """Starts a new page unless ``height`` is left; takes no space, and hides none of its neighbours'."""

    _SPACETRANSFER = True


class Rule(Element):
    """A hairline over the width of the text."""

    def __init__(self, color: Color = HAIRLINE, *, after: float = 0) -> None:
        super().__init__(after=after)
        self._color = color

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return its size: the line alone."""
        self.width, self.height = width, 0.8
        return self.width, self.height

    def draw(self) -> None:
        """Draw the line."""
        with self.canv.artifact():
            self.canv.setStrokeColor(self._color)
            self.canv.setLineWidth(0.8)
            self.canv.line(0, 0.4, self.width, 0.4)


def measured(elements: Sequence[Element], width: float) -> float:
    """Return the height that elements take together, the space above the first included."""
    height = after = 0.0
    for element in elements:
        height += max(element.spaceBefore, after) + element.height_at(width)
        after = element.spaceAfter
    return height + after
