"""Labels that show their text as it is."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel


def show_plainly(label: QLabel) -> None:
    """Let a label show its text as it is, never as markup."""
    # by the property's name: to name Qt's enumeration makes all of them, which the first paint would wait for
    label.setProperty("textFormat", "PlainText")
