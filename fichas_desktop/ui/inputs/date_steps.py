"""Changes of the three boxes of a date as one step that is taken back as one."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLineEdit

from fichas_desktop.ui.inputs.date_words import DateTexts


class DateSteps:
    """The texts of the boxes, and the last change of several of them at once.

    Each box keeps its own steps, as every line does. A whole date that was pasted or chosen is a step in each
    of the boxes: when it is taken back in one of them, by whatever way, the others follow.

    Args:
        boxes: Day, month and year.
    """

    def __init__(self, boxes: tuple[QLineEdit, ...]) -> None:
        self._boxes = boxes
        self._before = self._after = self.texts()

    def texts(self) -> DateTexts:
        """Return what stands in the boxes, to the letter."""
        return DateTexts(*(box.text() for box in self._boxes))

    def show(self, texts: DateTexts) -> None:
        """Show texts that the person did not write: there is nothing to take back."""
        for box, text in zip(self._boxes, texts, strict=True):
            box.setText(text)
        self.forget()

    def change(self, texts: DateTexts, since: DateTexts | None = None) -> None:
        """Write texts for the person, as a step that can be taken back.

        Args:
            texts: What is to stand there.
            since: What stood there before; None for what stands there now. What was typed letter by letter
                meanwhile is taken back with the rest.
        """
        if since is not None:
            for box, text in zip(self._boxes, since, strict=True):
                with QSignalBlocker(box):
                    box.setText(text)
        self._before, self._after = self.texts(), texts
        for box, text in zip(self._boxes, texts, strict=True):
            if box.text() != text:
                with QSignalBlocker(box):
                    box.selectAll()
                    box.insert(text)

    def take_back(self, box: QLineEdit) -> None:
        """Take back what has just been written into one box: it is to be written as a change of all."""
        with QSignalBlocker(box):
            box.undo()

    def forget(self) -> None:
        """Follow the last change no longer: the person writes on."""
        self._before = self._after = self.texts()

    def follow(self, edited: QLineEdit) -> None:
        """Take the change back, or back again, in the other boxes where the person did so in one."""
        if self._before == self._after:
            return
        place = self._boxes.index(edited)
        is_undone = edited.text() == self._before[place] and edited.isRedoAvailable()
        is_redone = edited.text() == self._after[place] and edited.isUndoAvailable()
        there, back = (self._after, self._before) if is_undone else (self._before, self._after)
        if not (is_undone or is_redone) or self._others(edited, self.texts()) != self._others(edited, there):
            return
        for box, old, new in zip(self._boxes, there, back, strict=True):
            if box is not edited and old != new:
                with QSignalBlocker(box):
                    if is_undone:
                        box.undo()
                    else:
                        box.redo()

    def _others(self, edited: QLineEdit, texts: DateTexts) -> list[str]:
        return [text for box, text in zip(self._boxes, texts, strict=True) if box is not edited]
