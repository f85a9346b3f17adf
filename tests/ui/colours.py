"""Contrast of two colours."""

from __future__ import annotations

import math

from PySide6.QtGui import QColor


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    shades = QColor(colour)
    return 0.2126 * linear(shades.redF()) + 0.7152 * linear(shades.greenF()) + 0.0722 * linear(shades.blueF())


def linear(channel: float) -> float:
    """Undo the gamma of one channel."""
    if channel <= 0.04045:
        return channel / 12.92
    return math.pow((channel + 0.055) / 1.055, 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast of WCAG 2, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
