"""The list of steps at the left: each section with its state in words and shape, and the review."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from fichas_desktop.services.fill_session import SectionState
from fichas_desktop.ui.theme import Tokens, tokens_of

_RING = 24
_LEFT = 18
_WORDS_LEFT = _LEFT + _RING + 12
_CHECK = ((7.5, 12.5), (10.8, 15.8), (16.8, 8.8))


class StepList(QWidget):
    """Steps that a click or a key goes to; the arrow keys move among them.

    Signals:
        step_chosen: Row that the person chose.
    """

    step_chosen = Signal(int)

    def __init__(self, titles: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("steps")
        self.setAccessibleName("Pasos de la ficha")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.buttons: list[StepButton] = []
        for row, title in enumerate(titles):
            number = row + 1 if row + 1 < len(titles) else None
            button = StepButton(title, number, partial(self._move_focus, row), self)
            button.clicked.connect(partial(self._choose, row))
            self.buttons.append(button)
            layout.addWidget(button)
        layout.addStretch(1)

    @property
    def titles(self) -> tuple[str, ...]:
        """Names of the steps."""
        return tuple(button.text() for button in self.buttons)

    def set_step(self, row: int, state: SectionState | None, detail: str, short: str = "") -> None:
        """Show a step's state.

        Args:
            row: Of the step.
            state: None for the review, which has none.
            detail: The state in words.
            short: The same in fewer words, for where there is no room for them; empty for none.
        """
        self.buttons[row].show_state(state, detail, short)

    def show_current(self, row: int) -> None:
        """Mark the step on the screen, the only one that the Tab key stops at."""
        for other, button in enumerate(self.buttons):
            button.show_current(is_current=other == row)

    def _choose(self, row: int, _checked: bool = False) -> None:
        self.step_chosen.emit(row)

    def _move_focus(self, row: int, step: int) -> None:
        target = min(max(row + step, 0), len(self.buttons) - 1)
        self.buttons[target].setFocus()


class StepButton(QAbstractButton):
    """One step: a ring with number, check or exclamation mark, the title, the state in words.

    Args:
        title: Name of the section, or of the review.
        number: Number in the ring; None draws the lines of the review instead.
        move_focus: Called with -1 or 1 for the arrow keys.
    """

    def __init__(
        self, title: str, number: int | None, move_focus: Callable[[int], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setText(title)
        self._number = number
        self._move_focus = move_focus
        self._state: SectionState | None = None
        self._detail = self._short = ""
        self._is_current = False
        self.setProperty("focusPolicy", "ClickFocus")
        self.setMouseTracking(True)
        self._size()

    @property
    def detail(self) -> str:
        """The state in words."""
        return self._detail

    def show_state(self, state: SectionState | None, detail: str, short: str = "") -> None:
        """Show how far the step is; ``short`` says it where there is no room for ``detail``."""
        if (state, detail) == (self._state, self._detail):
            return
        self._state, self._detail, self._short = state, detail, short or detail
        self.setAccessibleName(f"{self.text()}: {detail}")
        self.setToolTip(f"{self.text()}: {detail}")
        self.update()

    def show_current(self, *, is_current: bool) -> None:
        """Mark the step as the one on the screen, or not."""
        self._is_current = is_current
        self.setProperty("focusPolicy", "StrongFocus" if is_current else "ClickFocus")
        self.setAccessibleDescription("Paso que está en pantalla" if is_current else "Ir a este paso")
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for two lines of text."""
        return QSize(120, self.fontMetrics().lineSpacing() * 2 + 22)

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for the words when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size()

    def _size(self) -> None:
        # in a small window with large text the steps come closer, so that the last one is seen
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * 2 + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the step with Enter, to its neighbours with the arrow keys."""
        key = event.key()
        if key in {QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter}:
            self.click()
        elif key in {QtCore.Qt.Key.Key_Up, QtCore.Qt.Key.Key_Down}:
            self._move_focus(-1 if key == QtCore.Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Draw anew when the pointer comes or goes."""
        if event.type() in {QEvent.Type.Enter, QEvent.Type.Leave}:
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the step."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, tokens)
        ring = QRectF(_LEFT, (self.height() - _RING) / 2, _RING, _RING)
        if self._number is None:
            _paint_lines(painter, ring, tokens.accent if self._is_current else tokens.guidance)
        else:
            self._paint_ring(painter, ring, self._number, tokens)
        self._paint_words(painter, tokens)

    def _paint_ground(self, painter: QPainter, tokens: Tokens) -> None:
        if self._is_current or self.underMouse():
            painter.fillRect(self.rect(), QColor(tokens.selection if self._is_current else tokens.hover))
        if self._is_current:
            painter.fillRect(QRect(0, 0, 4, self.height()), QColor(tokens.accent))
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(self.rect().adjusted(6, 1, -2, -2))

    def _paint_ring(self, painter: QPainter, ring: QRectF, number: int, tokens: Tokens) -> None:
        filled = {SectionState.COMPLETE: tokens.ok, SectionState.PROBLEM: tokens.error}.get(
            self._state or SectionState.NOT_STARTED
        )
        quiet = tokens.accent if self._is_current else tokens.guidance
        painter.setPen(QPen(QColor(filled or quiet), 2.0 if filled or self._is_current else 1.5))
        painter.setBrush(QColor(filled or (tokens.accent if self._is_current else tokens.surface)))
        painter.drawEllipse(ring.adjusted(1, 1, -1, -1))
        mark = filled or self._is_current
        painter.setPen(QPen(QColor(tokens.on_accent if mark else tokens.guidance), 2.2))
        if self._state is SectionState.COMPLETE:
            painter.drawPolyline([QPointF(ring.left() + x, ring.top() + y) for x, y in _CHECK])
            return
        font = self.font()
        font.setWeight(QFont.Weight.DemiBold)
        font.setPixelSize(13)
        painter.setFont(font)
        _draw_centred(painter, ring, "!" if filled else str(number))
        if self._state is SectionState.IN_PROGRESS and not self._is_current:
            painter.setPen(QPen(QColor(tokens.accent), 2.5))
            painter.drawArc(ring.adjusted(1, 1, -1, -1), 90 * 16, -180 * 16)

    def words_width(self) -> int:
        """Return the room for words, in pixels."""
        return self.width() - _WORDS_LEFT - 10

    def shown_detail(self) -> str:
        """Return the state in the words for which there is room."""
        fits = QFontMetrics(self._small()).horizontalAdvance(self._detail) <= self.words_width()
        return self._detail if fits else self._short

    def _small(self) -> QFont:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.92)
        return font

    def _paint_words(self, painter: QPainter, tokens: Tokens) -> None:
        bold = self.font()
        bold.setWeight(QFont.Weight.DemiBold if self._is_current else QFont.Weight.Normal)
        width = self.words_width()
        line = self.fontMetrics().lineSpacing()
        top = self.height() // 2 - line
        quiet = tokens.error if self._state is SectionState.PROBLEM else tokens.guidance
        for font, colour, words, y in (
            (bold, tokens.ink, self.text(), top),
            (self._small(), quiet, self.shown_detail(), top + line + 1),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            metrics = QFontMetrics(font)
            shown = metrics.elidedText(words, QtCore.Qt.TextElideMode.ElideRight, width)
            painter.drawText(_WORDS_LEFT, y + metrics.ascent(), shown)


def _draw_centred(painter: QPainter, place: QRectF, words: str) -> None:
    metrics, middle = painter.fontMetrics(), place.center()
    left = middle.x() - metrics.horizontalAdvance(words) / 2
    painter.drawText(QPointF(left, middle.y() + (metrics.ascent() - metrics.descent()) / 2), words)


def _paint_lines(painter: QPainter, ring: QRectF, colour: str) -> None:
    painter.setPen(QPen(QColor(colour), 2))
    for y in (7.0, 12.0, 17.0):
        painter.drawLine(QPointF(ring.left() + 4, ring.top() + y), QPointF(ring.right() - 4, ring.top() + y))
