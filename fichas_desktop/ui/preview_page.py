"""The PDF in the window: its pages, what it is, how large it is shown, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from fichas_desktop.ui.announcing import announce
from fichas_desktop.ui.buttons import make_button
from fichas_desktop.ui.page_scroll import PageScroll
from fichas_desktop.ui.pages import MARGIN, text_label
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.wrapping_row import WrappingRow

PREVIEW_TITLE = "Vista previa"
_LARGER = frozenset((Qt.Key.Key_Plus, Qt.Key.Key_Equal))
_SMALLER = frozenset((Qt.Key.Key_Minus, Qt.Key.Key_Underscore))
_ZOOM_KEYS = _LARGER | _SMALLER | {Qt.Key.Key_0}
_BAR_WIDTH = 240


class PreviewPage(QWidget):
    """Shows one document, or that it is being made, or why there is none.

    Signals:
        back_requested: The person wants to be where they were.
    """

    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page.preview")
        set_role(self, Role.PAGE)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.pages = PageScroll()
        self._texts: dict[int, str] = {}
        self._note = _named(text_label("", Role.GUIDANCE), "preview.note")
        self._place = _named(text_label("", Role.LABEL, wrap=False), "preview.place")
        self._size = _named(text_label("", Role.GUIDANCE, wrap=False), "preview.zoom")
        self._smaller = _zoom_button("−", "preview.smaller", "Alejar", "Ctrl+−", self._zoom_out)
        self._larger = _zoom_button("+", "preview.larger", "Acercar", "Ctrl++", self._zoom_in)
        fit, words = "preview.fit", "Ajustar al ancho"
        self._fit = _zoom_button(words, fit, words, "Ctrl+0", self.pages.fit_width)
        self._back = make_button("Volver a la ficha", "preview.back", None, self.back_requested.emit)
        self._back.setToolTip("Esc")
        self._back.setAccessibleDescription("Vuelve a donde estaba en la ficha.")
        self._waiting = self._make_waiting()
        self._lay_out()
        self.pages.page_changed.connect(self._show_place)
        self.pages.zoom_changed.connect(self._show_zoom)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.back_requested)

    def show_waiting(self, words: str) -> None:
        """Say that the document is being made."""
        self._texts.clear()
        self._note.hide()
        self.pages.show_pages(())
        self._show_document(there=False)
        self._bar.show()
        self.show_progress(words)
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, words: str) -> None:
        """Say how far it is."""
        self._words.setText(words)
        self._bar.setAccessibleName(words)

    def show_failure(self, sentence: str) -> None:
        """Say why there is no document, or why what was shown of it has gone."""
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._note.hide()
        self.pages.show_pages(())
        self._show_document(there=False)
        self._bar.hide()
        self._words.setText(sentence)
        announce(self._words, sentence)

    def show_document(self, note: str) -> None:
        """Show the pages that :attr:`pages` was given."""
        self._note.setText(note)
        self._note.show()
        self._show_document(there=True)
        self._show_place(self.pages.page)
        self.pages.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle_sizes(self) -> None:
        """Make the pages as wide at once as they will be."""
        layout = self.layout()
        if layout is not None:
            layout.activate()

    def take_text(self, page: int, text: str) -> None:
        """Learn what a page says, for those who do not see it."""
        self._texts[page] = text
        if page == self.pages.page:
            self.pages.setAccessibleDescription(text)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the zoom from the menu, where they change the size of the window's text."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_zoom(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the pages larger or smaller."""
        if not _is_zoom(event):
            super().keyPressEvent(event)
        elif event.key() in _LARGER:
            self._zoom_in()
        elif event.key() in _SMALLER:
            self._zoom_out()
        else:
            self.pages.fit_width()

    def _zoom_in(self) -> None:
        self.pages.zoom_by(1)

    def _zoom_out(self) -> None:
        self.pages.zoom_by(-1)

    def _show_place(self, page: int) -> None:
        if not self.pages.count:
            return
        words = f"Página {page + 1} de {self.pages.count}"
        self._place.setText(words)
        self.pages.setAccessibleName(words)
        self.pages.setAccessibleDescription(self._texts.get(page, ""))
        if self.pages.hasFocus():
            announce(self.pages, words)

    def _show_zoom(self, zoom: float) -> None:
        self._size.setText(f"{round(zoom * 100)} %")
        self._size.setAccessibleName(f"Tamaño: {round(zoom * 100)} por ciento")

    def _show_document(self, *, there: bool) -> None:
        self.pages.setVisible(there)
        self._tools.setVisible(there)
        self._waiting.setVisible(not there)

    def _make_waiting(self) -> QWidget:
        ground = QWidget(self)
        self._words = _named(text_label("", Role.ANSWER), "preview.words")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setFixedWidth(_BAR_WIDTH)
        column = QVBoxLayout(ground)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._words)
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return ground

    def _lay_out(self) -> None:
        band = QFrame(self)
        set_role(band, Role.BAR)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(text_label(PREVIEW_TITLE, Role.TITLE))
        words.addWidget(self._note)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addLayout(words, 1)
        top.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        self._tools = WrappingRow()
        for widget in (self._place, self._smaller, self._size, self._larger, self._fit):
            self._tools.add_widget(widget)
        head = QVBoxLayout(band)
        head.setContentsMargins(MARGIN, 16, MARGIN, 12)
        head.setSpacing(10)
        head.addLayout(top)
        head.addWidget(self._tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(band)
        column.addWidget(self._waiting, 1)
        column.addWidget(self.pages, 1)


def _named(label: QLabel, name: str) -> QLabel:
    label.setObjectName(name)
    return label


def _zoom_button(words: str, name: str, meaning: str, keys: str, action: Callable[[], object]) -> QPushButton:
    button = make_button(words, name, None, action)
    button.setAccessibleName(meaning)
    button.setToolTip(f"{meaning} ({keys})")
    return button


def _is_zoom(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier) and event.key() in _ZOOM_KEYS
