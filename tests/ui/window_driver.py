"""Drives the real window as a person does, by mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.app import make_application, show_first
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.services.program import Program
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.filling_view import FillingView
from fichas_desktop.ui.main_window import MainWindow
from tests.ui.keys import type_text


class AnsweredDialogs(Dialogs):
    """Dialogs that a test answers beforehand, and that remember what they said."""

    def __init__(self) -> None:
        self.annexes: list[Path] = []
        self.answers_files: list[Path] = []
        self.folder: Path | None = None
        self.copy: Path | None = None
        self.proposed: list[Path] = []
        self.confirms = True
        self.form_code = ""
        self.said: list[str] = []

    def choose_annexes(self, parent: QWidget, start: Path) -> list[Path]:
        self.proposed.append(start)
        return self.annexes

    def choose_file(self, parent: QWidget, title: str, accept: str, start: Path) -> Path | None:
        self.proposed.append(start)
        return self.annexes[0] if self.annexes else None

    def choose_answers_files(self, parent: QWidget, start: Path) -> list[Path]:
        self.proposed.append(start)
        return self.answers_files

    def choose_copy(self, parent: QWidget, proposed: Path) -> Path | None:
        self.proposed.append(proposed)
        return self.copy

    def choose_folder(self, parent: QWidget, start: Path) -> Path | None:
        return self.folder

    def choose_form(self, parent: QWidget, forms: tuple[FormDefinition, ...]) -> FormDefinition | None:
        if len(forms) == 1:
            return forms[0]
        return next((form for form in forms if form.code == self.form_code), None)

    def confirm(self, parent: QWidget, question: str, details: str, yes: str, no: str = "Cancelar") -> bool:
        self.said.append(f"{question} {details}")
        return self.confirms

    def tell(self, parent: QWidget, sentence: str) -> None:
        self.said.append(sentence)


class WindowDriver:
    """One window on a data folder."""

    def __init__(self, qtbot: QtBot, program: Program, target: str | None = None) -> None:
        self.qtbot = qtbot
        self.program = program
        self.dialogs = AnsweredDialogs()
        make_application()
        program.close()  # whoever kept drafts before this window ended as it should
        self.window = MainWindow(program, self.dialogs)
        show_first(self.window, program, target)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        QApplication.processEvents()
        qtbot.waitUntil(self._is_whole)

    def _is_whole(self) -> bool:
        """Tell whether what follows the first paint is there."""
        view = self.window.view
        return view is None or (
            view.steps.isVisible() and all(page.is_whole() for page in view.pages.built_pages())
        )

    @property
    def view(self) -> FillingView:
        assert self.window.view is not None
        return self.window.view

    def named(self, name: str) -> list[QWidget]:
        """Return the visible widgets with an object name."""
        widgets = [widget for widget in QApplication.allWidgets() if widget.objectName() == name]
        return [one for one in widgets if one.window().isVisible() and one.isVisibleTo(one.window())]

    def wake(self) -> None:
        """Make the window active again; the offscreen platform leaves it asleep when a popup closes."""
        if QApplication.activePopupWidget() is None and QApplication.activeModalWidget() is None:
            self.window.activateWindow()
        QApplication.processEvents()

    def find(self, name: str) -> QWidget:
        """Return the one visible widget with an object name."""
        found = self.named(name)
        assert len(found) == 1, f"{len(found)} widgets are named {name}"
        return found[0]

    def exists(self, name: str) -> bool:
        return bool(self.named(name))

    def click(self, name: str) -> None:
        """Click a widget in its middle, scrolled into view first."""
        self.wake()
        # what lies below the fold is built soon after the page is shown
        self.qtbot.waitUntil(lambda: self.exists(name))
        widget = self.find(name)
        if self.window.view is not None and self.window.view.row < self.window.view.review_row:
            self.window.view.pages.page(self.window.view.row).show_widget(widget)
        target = widget
        viewport = getattr(widget, "viewport", None)
        if viewport is not None:
            target = viewport()
        self.qtbot.mouseClick(target, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def type_into(self, name: str, text: str) -> None:
        self.click(name)
        type_text(self.find(name), text)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or self.window
        self.qtbot.keyClick(target, key, modifiers)
        QApplication.processEvents()

    def type_here(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        type_text(focused, text)

    def go_to_step(self, row: int) -> None:
        self.key(Qt.Key(Qt.Key.Key_1 + row), Qt.KeyboardModifier.ControlModifier)
        self.qtbot.waitUntil(lambda: self.view.row == row)

    def wait_saved(self) -> None:
        self.qtbot.waitUntil(
            lambda: self.view.save_status.label.text().startswith("Guardado a las"), timeout=10_000
        )

    def wait_work(self) -> None:
        """Wait until what goes on beside the window has ended and is shown."""
        for worker in (self.window.host.work, self.window.host.save_worker, self.window.host.reading):
            worker.settle()
        QApplication.processEvents()

    def close(self) -> None:
        self.window.close()
        QApplication.processEvents()


@contextmanager
def open_window(qtbot: QtBot, program: Program, target: str | None = None) -> Iterator[WindowDriver]:
    """Open a window and close it at the end."""
    driver = WindowDriver(qtbot, program, target)
    try:
        yield driver
    finally:
        driver.close()


def button_texts(parent: QWidget) -> list[str]:
    return [button.text() for button in parent.findChildren(QPushButton) if button.isVisibleTo(parent)]
