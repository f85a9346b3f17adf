"""Every question that stops a person, in one object that tests replace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtWidgets import QWidget

from fichas_desktop.domain.definition import FormDefinition

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog, QMessageBox

BOX_TITLE = "Fichas"


class Dialogs:
    """Asks through the system's dialogs, always with words on the buttons that say what they do."""

    def choose_annexes(self, parent: QWidget, start: Path) -> list[Path]:
        """Ask for files to hand in, beginning in a folder; empty when cancelled."""
        dialog = file_dialog(parent, "Agregar archivos", "Agregar")
        dialog.setDirectory(str(start))
        return _chosen(dialog)

    def choose_file(self, parent: QWidget, title: str, accept: str, start: Path) -> Path | None:
        """Ask for one file, ``accept`` being the verb on the button; None when cancelled."""
        dialog = file_dialog(parent, title, accept)
        dialog.setDirectory(str(start))
        dialog.setFileMode(dialog.FileMode.ExistingFile)
        chosen = _chosen(dialog)
        return chosen[0] if chosen else None

    def choose_answers_files(self, parent: QWidget, start: Path) -> list[Path]:
        """Ask for portable drafts and answers files to import; empty when cancelled."""
        kind = "Copias para seguir y archivos de respuestas (*.ficha *.json)"
        dialog = file_dialog(parent, "Importar fichas", "Importar", kind)
        dialog.setDirectory(str(start))
        return _chosen(dialog)

    def choose_copy(self, parent: QWidget, proposed: Path) -> Path | None:
        """Ask where a copy of the ficha goes and what it is called; None when cancelled.

        Whether another file may be replaced is asked when it turns out to be another.
        """
        chosen = _chosen(copy_dialog(parent, proposed))
        return chosen[0] if chosen else None

    def choose_folder(self, parent: QWidget, start: Path) -> Path | None:
        """Ask for a folder; None when cancelled."""
        chosen = _chosen(folder_dialog(parent, "Escoger la carpeta", start))
        return chosen[0] if chosen else None

    def choose_form(self, parent: QWidget, forms: tuple[FormDefinition, ...]) -> FormDefinition | None:
        """Ask which form to fill in, where there are several; None when cancelled."""
        if len(forms) == 1:
            return forms[0]
        from fichas_desktop.ui.form_question import FormQuestion

        dialog = FormQuestion(forms, parent)
        accepted, chosen = dialog.exec(), dialog.chosen()
        dialog.deleteLater()
        return chosen if accepted else None

    def confirm(self, parent: QWidget, question: str, details: str, yes: str, no: str = "Cancelar") -> bool:
        """Ask before something that changes files; ``yes`` and ``no`` name what will be done."""
        box = question_box(parent, question, details, yes, no)
        box.exec()
        clicked = box.clickedButton()
        return clicked is not None and box.buttonRole(clicked) == box.ButtonRole.AcceptRole

    def tell(self, parent: QWidget, sentence: str) -> None:
        """Say one sentence that needs to be read."""
        sentence_box(parent, sentence).exec()


def question_box(parent: QWidget, question: str, details: str, yes: str, no: str) -> QMessageBox:
    """Return the box that asks before something that changes files; Enter and Esc say no."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Question, BOX_TITLE, question, parent=parent)
    box.setTextFormat(QtCore.Qt.TextFormat.PlainText)  # a ficha's title is no markup
    box.setInformativeText(details)
    box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(refuse)
    box.setEscapeButton(refuse)
    return box


def sentence_box(parent: QWidget, sentence: str) -> QMessageBox:
    """Return the box that says something which needs to be read."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Warning, BOX_TITLE, sentence, parent=parent)
    box.setTextFormat(QtCore.Qt.TextFormat.PlainText)  # it may name files
    box.setEscapeButton(box.addButton("Entendido", QMessageBox.ButtonRole.AcceptRole))
    return box


def file_dialog(
    parent: QWidget, title: str, accept: str, kind: str = "Todos los archivos (*)"
) -> QFileDialog:
    """Return the dialog that asks for files.

    Args:
        parent: The window it belongs to.
        title: What is asked.
        accept: The verb on its button.
        kind: Which files are offered, as Qt writes a filter.
    """
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(kind)
    _say_in_spanish(dialog, "Nombre:", accept)
    return dialog


def copy_dialog(parent: QWidget, proposed: Path) -> QFileDialog:
    """Return the dialog that asks where a copy goes, with a name to begin with."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent, "Guardar una copia para seguir en otro computador", str(proposed.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setNameFilter(f"Copia para seguir en otro computador (*{proposed.suffix})")
    dialog.setDefaultSuffix(proposed.suffix.removeprefix("."))
    dialog.selectFile(proposed.name)
    _say_in_spanish(dialog, "Nombre:", "Guardar")
    return dialog


def folder_dialog(parent: QWidget, title: str, start: Path) -> QFileDialog:
    """Return the dialog that asks for a folder, beginning at ``start``."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent, title, str(start))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _say_in_spanish(dialog, "Carpeta:", "Escoger")
    return dialog


def _say_in_spanish(dialog: QFileDialog, name: str, accept: str) -> None:
    # Qt's own translation leaves these in English where the system has no dialog of its own
    label = type(dialog).DialogLabel
    for part, words in (
        (label.LookIn, "Buscar en:"),
        (label.FileName, name),
        (label.FileType, "Tipo:"),
        (label.Accept, accept),
        (label.Reject, "Cancelar"),
    ):
        dialog.setLabelText(part, words)


def _chosen(dialog: QFileDialog) -> list[Path]:
    accepted = dialog.exec()
    names = dialog.selectedFiles() if accepted else []
    dialog.deleteLater()
    return [Path(name) for name in names]
