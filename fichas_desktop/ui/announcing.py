"""Words that a screen reader says although the keyboard stays where it is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Have words said.

    Args:
        widget: What they are about.
        words: One sentence or two.
    """
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415 - late: slow to load

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
