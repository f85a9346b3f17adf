"""Numbers as Colombia writes them: 1.234, whatever the computer's own settings."""

from __future__ import annotations


def count_text(number: int) -> str:
    """Return ``1234`` as ``"1.234"``."""
    return f"{number:,}".replace(",", ".")
