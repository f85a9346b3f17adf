"""Numbers as Colombia writes them: 1.234 and 1,4 MB, whatever the computer's own settings."""

from __future__ import annotations

_THOUSAND = 1000


def count_text(number: int) -> str:
    """Return ``1234`` as ``"1.234"``."""
    return f"{number:,}".replace(",", ".")


def size_text(size: int) -> str:
    """Return a number of bytes as ``"820 bytes"``, ``"48 kB"`` or ``"1,4 MB"`` (powers of 1000)."""
    if size < _THOUSAND:
        return "1 byte" if size == 1 else f"{size} bytes"
    if round(size / _THOUSAND) < _THOUSAND:
        return f"{round(size / _THOUSAND)} kB"
    megabytes = round(size / _THOUSAND**2, 1)
    if megabytes < 10:
        return f"{megabytes:.1f} MB".replace(".", ",")
    return f"{count_text(round(megabytes))} MB"
