"""One answer on the review: its name, the answer as it will be handed in, and the way back to change it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from fichas_desktop.domain.definition import FieldDefinition, FieldType
from fichas_desktop.domain.partial_date import UnfinishedDate
from fichas_desktop.domain.rich_text import Block, RichText, Run
from fichas_desktop.domain.values import Answer, annex_text, plain_text
from fichas_desktop.ui.buttons import make_button
from fichas_desktop.ui.pages import text_label
from fichas_desktop.ui.rich_text_html import write_html
from fichas_desktop.ui.theme import Role
from fichas_desktop.ui.words import breakable, is_broken

UNANSWERED = "Sin responder"
_NAME_CHARACTERS = 34
_HINT_CHARACTERS = 20
_LINK_EDGE = 1
_LONG = frozenset({FieldType.RICH_TEXT, FieldType.ATTACHMENTS})


class AnswerRow(QWidget):
    """Name, answer and button; the answer stands below the name where it is long or the window narrow.

    Args:
        field: What was asked.
        name: What the field is called.
        value: The answer as it is now.
        on_change: Called when the person wants to change it.
    """

    def __init__(
        self,
        field: FieldDefinition,
        name: str,
        value: Answer | UnfinishedDate | None,
        on_change: Callable[[], object],
    ) -> None:
        super().__init__()
        self._is_long = field.type in _LONG and value is not None
        self._is_stacked: bool | None = None
        self._name = text_label(name, Role.LABEL)
        self._answer = answer_label(field, value)
        self._change: QPushButton = make_button("Cambiar", f"change.{field.key}", Role.LINK, on_change)
        self._change.setAccessibleName(f"Cambiar: {name}")
        self._change.setAccessibleDescription("Lleva al campo; después puede volver a la revisión.")
        for words in (self._name, self._answer):
            words.setContentsMargins(0, _LINK_EDGE, 0, 0)  # the words of the button begin as high
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 10, 0, 10)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose anew where the answer stands."""
        super().resizeEvent(event)
        self._arrange()

    def settle(self) -> None:
        """Take the height that the answer asks for."""
        self._grid.activate()

    def changeEvent(self, event: QEvent) -> None:
        """Choose anew when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        name_width = self.fontMetrics().averageCharWidth() * _NAME_CHARACTERS
        is_stacked = self._is_long or self.width() < 2.5 * name_width
        self._grid.setColumnMinimumWidth(0, 0 if is_stacked else name_width)
        self._name.setMaximumWidth(self.maximumWidth() if is_stacked else name_width)
        if is_stacked == self._is_stacked:
            return
        self._is_stacked = is_stacked
        for widget in (self._name, self._answer, self._change):
            self._grid.removeWidget(widget)
        top = Qt.AlignmentFlag.AlignTop
        last = 1 if is_stacked else 2
        self._grid.addWidget(self._name, 0, 0, top)
        if is_stacked:
            self._grid.addWidget(self._answer, 1, 0, 1, 2)
        else:
            self._grid.addWidget(self._answer, 0, 1, top)
        self._grid.addWidget(self._change, 0, last, top | Qt.AlignmentFlag.AlignRight)
        for column in range(3):
            self._grid.setColumnStretch(column, int(column == (0 if is_stacked else 1)))


class AnswerLabel(QLabel):
    """A text that takes the width it is given, and then asks for the height that it needs there.

    Layouts ask a usual label for its height at a dozen widths that it never gets, and it lays its text out
    for each; the review of a long ficha would come late for it.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._height = 0

    def hasHeightForWidth(self) -> bool:
        """Tell layouts not to ask."""
        return False

    def sizeHint(self) -> QSize:
        """Return some words' width, and the height of the text in its present width."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * _HINT_CHARACTERS, self._height or metrics.lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """Return the same: no text makes the page wider."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that the new width needs."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Ask for the height that letters of another size need; draw links in the colour of the look now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.textFormat() is Qt.TextFormat.RichText:
            text = self.text()  # Qt colours links when a text is set, and an equal one is none to it
            self.clear()
            self.setText(text)
        if self._height and event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._measure()

    def _measure(self) -> None:
        height = self.heightForWidth(self.width())
        if height != self._height:
            self._height = height
            self.updateGeometry()


def answer_label(field: FieldDefinition, value: Answer | UnfinishedDate | None) -> QLabel:
    """Return a label with an answer, formatted text as it was formatted."""
    label = text_label("", Role.GUIDANCE if value is None else Role.ANSWER, kind=AnswerLabel)
    label.setObjectName(f"answer.{field.key}")
    if value is None:
        label.setText(UNANSWERED)
    elif isinstance(value, UnfinishedDate):
        label.setText("/".join(part or "—" for part in (value.day, value.month, value.year)))
    elif isinstance(value, RichText):
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setText(write_html(_breakable_text(value)))
    elif isinstance(value, tuple):  # the problems tell annexes by their numbers
        lines = (f"Anexo {number} · {annex_text(item)}" for number, item in enumerate(value, start=1))
        label.setText(breakable("\n".join(lines)))
    else:
        label.setText(breakable(plain_text(field, value)))
    if not is_broken(label.text()):
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _breakable_text(value: RichText) -> RichText:
    return RichText(
        tuple(
            Block(
                block.kind,
                block.level,
                block.start,
                tuple(Run(breakable(run.text), run.bold, run.italic, run.link) for run in block.runs),
            )
            for block in value.blocks
        )
    )
