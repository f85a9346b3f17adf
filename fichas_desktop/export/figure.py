"""Pictures of annexes."""

from __future__ import annotations

from fichas_desktop.export.flowables import Element
from fichas_desktop.export.images import Picture
from fichas_desktop.export.structure import StructureElement
from fichas_desktop.export.styles import HAIRLINE


class Figure(Element):
    """A picture, never wider than the text nor higher than ``max_height``.

    Args:
        node: Its element, with the alternative text.
        framed: Whether a hairline shows where the picture ends, as a white page does not.
    """

    PIXEL = 72 / 110
    """Points per pixel of a small image, which is not blown up."""

    def __init__(self, picture: Picture, node: StructureElement, max_height: float, *, framed: bool) -> None:
        super().__init__(before=8)
        self._picture = picture
        self._node = node
        self._max_height = max_height
        self._framed = framed

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the size of the image on the page."""
        scale = min(width / self._picture.width, self._max_height / self._picture.height, self.PIXEL)
        self.width, self.height = self._picture.width * scale, self._picture.height * scale
        return self.width, self.height

    def draw(self) -> None:
        """Draw the image."""
        canvas = self.canv
        left, bottom = canvas.absolutePosition(0, 0)
        box = f"{left:.2f} {bottom:.2f} {left + self.width:.2f} {bottom + self.height:.2f}"
        self._node.attributes = f"<</O/Layout/BBox[{box}]/Placement/Block>>"
        with canvas.content(self._node):
            canvas.draw_picture(self._picture, self.width, self.height)
        if self._framed:
            with canvas.artifact():
                canvas.setStrokeColor(HAIRLINE)
                canvas.setLineWidth(0.5)
                canvas.rect(0, 0, self.width, self.height)
