"""Every question that stops a person, in one object that tests replace."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget


class Dialogs:
    """Asks through the system's dialogs, always with words on the buttons that say what they do."""

    def choose_annexes(self, parent: QWidget) -> list[Path]:
        """Ask for files to hand in; empty when cancelled."""
        from PySide6.QtWidgets import QFileDialog

        names, _filter = QFileDialog.getOpenFileNames(parent, "Agregar archivos")
        return [Path(name) for name in names]

    def choose_answers_files(self, parent: QWidget) -> list[Path]:
        """Ask for portable drafts and answers files to import; empty when cancelled."""
        from PySide6.QtWidgets import QFileDialog

        names, _filter = QFileDialog.getOpenFileNames(
            parent, "Importar fichas", filter="Copias y archivos de respuestas (*.ficha *.json)"
        )
        return [Path(name) for name in names]

    def choose_folder(self, parent: QWidget, start: Path) -> Path | None:
        """Ask for a folder; None when cancelled."""
        from PySide6.QtWidgets import QFileDialog

        name = QFileDialog.getExistingDirectory(parent, "Escoger la carpeta", str(start))
        return Path(name) if name else None

    def confirm(self, parent: QWidget, question: str, details: str, yes: str) -> bool:
        """Ask before something that changes files; ``yes`` names what will be done."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.Question, "Fichas", question, parent=parent)
        box.setInformativeText(details)
        accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton("Cancelar", QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is accept

    def tell(self, parent: QWidget, sentence: str) -> None:
        """Say one sentence that needs to be read."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.Warning, "Fichas", sentence, parent=parent)
        box.addButton("Entendido", QMessageBox.ButtonRole.AcceptRole)
        box.exec()
