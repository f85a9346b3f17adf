"""The program's version, also written into what it exports."""

from __future__ import annotations

__version__ = "0.1.0"
