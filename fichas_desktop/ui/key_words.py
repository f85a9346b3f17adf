"""What keys are called here: as they stand on a keyboard of Colombia, in the menus and everywhere else."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QTranslator
from PySide6.QtGui import QKeySequence

_TOLD = 2
_WORDS = {
    ("QShortcut", "Ctrl"): "Ctrl",
    ("QShortcut", "Shift"): "Mayús",
    ("QShortcut", "Del"): "Supr",
    ("QShortcut", "Delete"): "Supr",
    ("QShortcut", "Return"): "Entrar",
    ("QShortcut", "Enter"): "Entrar",
    ("QShortcut", "Esc"): "Esc",
    ("QShortcut", "Backspace"): "Retroceso",
    # misprinted in Qt's own translation
    ("QFileDialog", "Go to the parent directory"): "Ir a la carpeta superior",
}


class KeyWords(QTranslator):
    """Comes before Qt's own Spanish, which says «Control+Mayúsculas» and «Retorno»."""

    def translate(
        self, context: str, source_text: str, _disambiguation: str | None = None, _number: int = -1
    ) -> str | None:
        """Return our words; None leaves the text to the next translation."""
        return _WORDS.get((context, source_text))


def keys_words(keys: Iterable[str]) -> str:
    """Return shortcuts as they stand on the keyboard, at most two of those that do the same."""
    native = QKeySequence.SequenceFormat.NativeText
    return " o ".join(QKeySequence(key).toString(native) for key in list(keys)[:_TOLD])
