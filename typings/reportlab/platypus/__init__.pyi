from collections.abc import Callable, Sequence
from typing import TypeVar

from reportlab.pdfgen.canvas import Canvas

_C = TypeVar("_C", bound=Canvas)

class Flowable:
    width: float
    height: float
    canv: Canvas
    def __init__(self) -> None: ...
    def wrap(self, width: float, height: float, /) -> tuple[float, float]: ...
    def split(self, width: float, height: float, /) -> Sequence[Flowable]: ...
    def draw(self) -> None: ...
    def drawOn(self, canvas: Canvas, x: float, y: float) -> None: ...

class CondPageBreak(Flowable):
    def __init__(self, height: float) -> None: ...

class Frame:
    def __init__(
        self,
        x1: float,
        y1: float,
        width: float,
        height: float,
        *,
        leftPadding: float = ...,
        bottomPadding: float = ...,
        rightPadding: float = ...,
        topPadding: float = ...,
        id: str | None = ...,
    ) -> None: ...

class PageTemplate:
    def __init__(
        self,
        id: str,
        frames: Sequence[Frame],
        onPage: Callable[[_C, BaseDocTemplate], None],
        onPageEnd: Callable[[_C, BaseDocTemplate], None],
        *,
        autoNextPageTemplate: str | None = ...,
    ) -> None: ...

class BaseDocTemplate:
    page: int
    def __init__(
        self,
        filename: str,
        *,
        pagesize: tuple[float, float] = ...,
        pageTemplates: Sequence[PageTemplate] = ...,
    ) -> None: ...
    def build(self, flowables: list[Flowable], *, canvasmaker: Callable[..., Canvas]) -> None: ...
