"""The shape that every page shares: a scrolling column of text width, aligned left."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from fichas_desktop.ui.after_paint import AfterFirstPaint
from fichas_desktop.ui.in_view import bring_into_view_soon
from fichas_desktop.ui.plain_label import show_plainly
from fichas_desktop.ui.theme import TEXT_COLUMN, Role, set_role

MARGIN = 32
_NEW_SIZES = frozenset({QEvent.Type.FontChange, QEvent.Type.StyleChange})


class ColumnPage(QScrollArea):
    """A scrolling page whose widgets stand in one column, wide enough to read and no wider."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_painted = False  # before all that has an event
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("focusPolicy", "NoFocus")
        self.ground = QWidget()
        set_role(self.ground, Role.PAGE)
        outer = QHBoxLayout(self.ground)
        outer.setContentsMargins(MARGIN, 24, MARGIN, 40)
        inner = QWidget()
        inner.setMaximumWidth(TEXT_COLUMN)
        outer.addWidget(inner, 1)
        outer.addStretch(0)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setWidget(self.ground)
        AfterFirstPaint(self.ground, self.note_paint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep in view what has the keyboard when a strip above takes room or the window shrinks."""
        focused = self.ground.focusWidget() if self._is_painted else None
        at_hand = focused is not None and self._is_seen(focused, event.oldSize().height())
        super().resizeEvent(event)
        if focused is not None and at_hand:
            self.show_widget(focused)

    def changeEvent(self, event: QEvent) -> None:
        """Keep in view what has the keyboard when the text size changes."""
        super().changeEvent(event)
        focused = self.ground.focusWidget() if event.type() in _NEW_SIZES and self._is_painted else None
        if focused is not None and self._is_seen(focused, self.viewport().height()):
            bring_into_view_soon(focused)

    def show_widget(self, widget: QWidget) -> None:
        """Scroll so that a widget is seen with a little room around it."""
        self.ensureWidgetVisible(widget, 20, 80)

    def note_paint(self) -> None:
        """Keep in view from now on what has the keyboard; before the first paint nothing is to be kept."""
        self._is_painted = True

    def _is_seen(self, widget: QWidget, height: int) -> bool:
        top = widget.mapTo(self.viewport(), widget.rect().topLeft()).y()
        return top < height and top + widget.height() > 0


def text_label(text: str, role: Role, *, wrap: bool = True, kind: type[QLabel] = QLabel) -> QLabel:
    """Return a label that shows text as it is, never as markup."""
    label = kind(text)
    show_plainly(label)
    label.setWordWrap(wrap)
    set_role(label, role)
    return label


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and let its widgets be deleted."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            clear_layout(inner)
        elif widget is not None:
            widget.hide()
            widget.deleteLater()
