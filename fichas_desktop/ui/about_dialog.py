"""What this program is: its version, the forms that it carries, whose work it stands on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fichas_desktop.services.program import Program
from fichas_desktop.ui.buttons import make_button
from fichas_desktop.ui.icons import app_icon
from fichas_desktop.ui.pages import text_label
from fichas_desktop.ui.theme import Role
from fichas_desktop.version import __version__

OFFLINE = (
    "Funciona sin conexión a internet y no envía nada a nadie: sus fichas quedan solo en este computador."
)
LICENCES = (
    "Qt y PySide6 (LGPL-3.0) · ReportLab, Jinja2, click, pypdf y msgspec (BSD) · TinyDB, filelock, "
    "platformdirs y jsonschema (MIT) · Pillow (MIT-CMU) · PDFium y pypdfium2 (BSD y Apache-2.0) · "
    "chunspell (MIT y MPL-1.1) · "
    "diccionario es_CO de RLA-ES (MPL-1.1) · letras Source Sans 3 y Noto (SIL OFL 1.1)."
)
_ICON = 64
_LETTERS = 74


class AboutDialog(QDialog):
    """To be read and closed.

    Args:
        program: Knows the forms and where the data lie.
        parent: The window.
    """

    def __init__(self, program: Program, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setWindowTitle("Acerca de este programa")
        self.setMinimumWidth(
            min(self.fontMetrics().averageCharWidth() * _LETTERS, parent.window().width() - 40)
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(6)
        layout.addLayout(self._head())
        layout.addSpacing(10)
        layout.addWidget(text_label(OFFLINE, Role.ANSWER))
        forms = "\n".join(f"{ref.code}, versión {ref.version}" for ref in program.catalog.refs())
        for heading, words in (
            ("Formatos que trae", forms),
            ("Sus fichas están en", str(program.data_folder)),
            ("Hecho con", LICENCES),
        ):
            layout.addSpacing(8)
            layout.addWidget(text_label(heading, Role.LABEL))
            label = text_label(words, Role.GUIDANCE)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label)
        layout.addSpacing(12)
        row = QHBoxLayout()
        row.addStretch(1)
        close = make_button("Cerrar", "about.close", Role.PRIMARY, self.accept)
        row.addWidget(close)
        layout.addLayout(row)
        # a dialog of wrapped words makes itself too high
        self.resize(self.minimumWidth(), layout.totalHeightForWidth(self.minimumWidth()))
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _head(self) -> QHBoxLayout:
        icon = QLabel()
        icon.setPixmap(app_icon().pixmap(_ICON, _ICON))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(text_label("Fichas Desktop", Role.TITLE))
        words.addWidget(text_label(f"Versión {__version__}", Role.GUIDANCE))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(icon)
        head.addLayout(words, 1)
        return head
