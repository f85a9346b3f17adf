"""The strips over all pages of the window: what is being done, and what there is to tell of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QWidget

from fichas_desktop.ui.announcing import announce
from fichas_desktop.ui.buttons import make_button
from fichas_desktop.ui.pages import text_label
from fichas_desktop.ui.strip_area import StripArea
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.words import breakable

_BAR_WIDTH = 160
_NAME = "strip"


class WindowStrips(StripArea):
    """Strips one below the other; each name is there once."""

    def show_strip(self, name: str, strip: QWidget) -> None:
        """Show a strip in the place of the one that had its name."""
        self.drop(name)
        strip.setProperty(_NAME, name)
        self.add_strip(strip)

    def show_progress(self, name: str, words: str, on_cancel: Callable[[], None] | None = None) -> None:
        """Say that something is being done, in the place of what was said under that name.

        Args:
            name: Of the strip.
            words: What is being done.
            on_cancel: Called once where the person no longer wants it; None where it cannot be stopped.
        """
        strip = QFrame()
        strip.setObjectName(f"progress.{name}")
        strip.setAccessibleName(words)
        set_role(strip, Role.BAR)
        layout = QHBoxLayout(strip)
        layout.setContentsMargins(28, 8, 16, 8)
        layout.setSpacing(10)
        label = text_label(breakable(words), Role.ANSWER)
        label.setObjectName(f"progress.{name}.words")
        layout.addWidget(label, 1)
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, 0)
        bar.setFixedWidth(_BAR_WIDTH)
        bar.setAccessibleName(words)
        layout.addWidget(bar)
        if on_cancel is not None:
            cancel = make_button("Cancelar", f"progress.{name}.cancel")
            cancel.setAccessibleName(f"Cancelar: {words}")
            # never twice, and no key that a person presses for something else reaches it afterwards
            cancel.clicked.connect(partial(cancel.setEnabled, False))  # noqa: FBT003 - Qt's own
            cancel.clicked.connect(lambda _checked=False: on_cancel())
            layout.addWidget(cancel)
        self.show_strip(name, strip)
        announce(strip, words)

    def update_progress(self, name: str, words: str) -> None:
        """Say how far it is, where that is being shown."""
        label = self.findChild(QLabel, f"progress.{name}.words")
        strip = self.findChild(QFrame, f"progress.{name}")
        if label is not None and strip is not None:
            label.setText(breakable(words))
            for widget in (strip, *strip.findChildren(QProgressBar)):
                widget.setAccessibleName(words)

    def drop(self, name: str) -> None:
        """Take away what is shown under a name, if anything is."""
        for strip in self.strips():
            if strip.property(_NAME) == name:
                strip.setProperty(_NAME, None)
                strip.hide()
                strip.deleteLater()
