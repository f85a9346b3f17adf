"""The word BORRADOR across the page, as strokes and not as text.

Letters of text would be mixed into the answers when a page is read back; strokes are not. The words
in the top margin say the same to whoever does not see them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from fichas_desktop.export.styles import WATERMARK, Sheet

WORD = "BORRADOR"
HEIGHT = 74.0
"""Height of the letters in points."""
LETTER = 0.62
"""Width of a letter, in heights, as all lengths below."""
GAP = 0.30
STROKE = 0.13
_WAIST = 0.54
_ROUND = 0.5523
"""Part of the radius at which the control points of a quarter circle lie."""


def draw_watermark(canvas: Canvas, sheet: Sheet) -> None:
    """Draw the word along the rising diagonal of the page, light enough to be read over."""
    width = (len(WORD) * (LETTER + GAP) - GAP) * HEIGHT
    canvas.translate(sheet.width / 2, sheet.height / 2 - 30)
    canvas.rotate(math.degrees(math.atan2(sheet.height, sheet.width)))
    canvas.translate(-width / 2, -HEIGHT / 2)
    canvas.scale(HEIGHT, HEIGHT)
    canvas.setStrokeColor(WATERMARK)
    canvas.setLineWidth(STROKE)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for letter in WORD:
        path = canvas.beginPath()
        _LETTERS[letter](path)
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.translate(LETTER + GAP, 0)


def _bowl(path: PDFPathObject, bottom: float, top: float, width: float) -> None:
    """Draw a half-round belly from the stem at ``top`` and back to it at ``bottom``."""
    radius = min((top - bottom) / 2, width)
    turn = width - radius
    reach = turn + radius * _ROUND
    path.moveTo(0, top)
    path.lineTo(turn, top)
    path.curveTo(reach, top, width, top - radius * (1 - _ROUND), width, top - radius)
    path.lineTo(width, bottom + radius)
    path.curveTo(width, bottom + radius * (1 - _ROUND), reach, bottom, turn, bottom)
    path.lineTo(0, bottom)


def _stem(path: PDFPathObject) -> None:
    path.moveTo(0, 0)
    path.lineTo(0, 1)


def _letter_b(path: PDFPathObject) -> None:
    _stem(path)
    _bowl(path, _WAIST, 1, LETTER * 0.9)
    _bowl(path, 0, _WAIST, LETTER)


def _letter_o(path: PDFPathObject) -> None:
    path.ellipse(-0.03, 0, LETTER + 0.06, 1)


def _letter_r(path: PDFPathObject) -> None:
    _stem(path)
    _bowl(path, _WAIST - 0.06, 1, LETTER * 0.94)
    path.moveTo(LETTER * 0.48, _WAIST - 0.06)
    path.lineTo(LETTER, 0)


def _letter_a(path: PDFPathObject) -> None:
    path.moveTo(-0.06, 0)
    path.lineTo(LETTER / 2, 1)
    path.lineTo(LETTER + 0.06, 0)
    path.moveTo(0.06, 0.32)
    path.lineTo(LETTER - 0.06, 0.32)


def _letter_d(path: PDFPathObject) -> None:
    _stem(path)
    _bowl(path, 0, 1, LETTER)


_LETTERS: Mapping[str, Callable[[PDFPathObject], None]] = {
    "B": _letter_b,
    "O": _letter_o,
    "R": _letter_r,
    "A": _letter_a,
    "D": _letter_d,
}
