"""Menus and shortcuts of the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from fichas_desktop.ui.theme import Scheme, apply_theme
from fichas_desktop.version import __version__

SMALLEST_SCALE, LARGEST_SCALE, SCALE_STEP = 80, 160, 10
_MOST_STEPS = 9


class Menus(QObject):
    """Archivo, Ir, Ver and Ayuda; says by signals what the person wants.

    Signals:
        new_requested, drafts_requested, trash_requested, import_requested, save_requested, copy_requested,
            history_requested, preview_requested: As in Archivo.
        export_requested: True for the final pair, False for a copy marked BORRADOR.
        spelling_switched, advice_switched: True for on.
        step_requested: Row of a step. next_requested, back_requested: The step after or before.
    """

    new_requested = Signal()
    drafts_requested = Signal()
    trash_requested = Signal()
    import_requested = Signal()
    save_requested = Signal()
    copy_requested = Signal()
    history_requested = Signal()
    preview_requested = Signal()
    export_requested = Signal(bool)
    spelling_switched = Signal(bool)
    advice_switched = Signal(bool)
    step_requested = Signal(int)
    next_requested = Signal()
    back_requested = Signal()

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._scale = 100
        self._scheme: Scheme = "light"
        self._filling: list[QAction] = []
        self._steps: list[QAction] = []
        self._fill_file_menu(window.menuBar().addMenu("&Archivo"))
        self._fill_go_menu(window.menuBar().addMenu("&Ir"))
        self._fill_view_menu(window.menuBar().addMenu("&Ver"))
        help_menu = window.menuBar().addMenu("A&yuda")
        self._add(help_menu, "Acerca de este programa", (), self._about)
        self.set_steps(())

    def show_language(self, spelling: bool | None, *, advice: bool) -> None:
        """Show what is on; None for a spell check that is not installed."""
        self.spelling_action.setVisible(spelling is not None)
        self.spelling_action.setChecked(bool(spelling))
        self.advice_action.setVisible(True)
        self.advice_action.setChecked(advice)

    def set_steps(self, titles: tuple[str, ...]) -> None:
        """Name the steps of the ficha on the screen; none when there is no ficha."""
        for action in self._filling:
            action.setEnabled(bool(titles))
        for row, action in enumerate(self._steps):
            is_there = row < len(titles)
            action.setEnabled(is_there)
            action.setVisible(is_there)
            if is_there:
                action.setText(f"&{row + 1}. {titles[row].replace('&', '&&')}")

    def _fill_file_menu(self, menu: QMenu) -> None:
        self._add(menu, "&Nueva ficha", ("Ctrl+Shift+N",), self.new_requested.emit)
        self._add(menu, "Sus &fichas", ("Ctrl+O",), self.drafts_requested.emit)
        self._add(menu, "Pape&lera…", (), self.trash_requested.emit)
        self._add(menu, "&Importar fichas…", (), self.import_requested.emit)
        menu.addSeparator()
        self._filling.append(
            self._add(menu, "&Guardar ahora", ("Ctrl+S", "Ctrl+G"), self.save_requested.emit)
        )
        self._filling.append(
            self._add(menu, "Guardar &una copia en…", ("Ctrl+Shift+S",), self.copy_requested.emit)
        )
        self._filling.append(self._add(menu, "&Historial…", ("Ctrl+H",), self.history_requested.emit))
        self._filling.append(self._add(menu, "&Vista previa", ("F6",), self.preview_requested.emit))
        final = partial(self.export_requested.emit, True)  # noqa: FBT003 - a signal's argument
        copy = partial(self.export_requested.emit, False)  # noqa: FBT003
        self._filling.append(self._add(menu, "Generar &PDF y datos…", ("Ctrl+P",), final))
        self._filling.append(self._add(menu, "Generar copia de &borrador…", (), copy))
        menu.addSeparator()
        self._add(menu, "&Cerrar", ("Ctrl+Q",), self._window.close)

    def _fill_go_menu(self, menu: QMenu) -> None:
        self._filling.append(self._add(menu, "Paso &siguiente", ("Ctrl+PgDown",), self.next_requested.emit))
        self._filling.append(self._add(menu, "Paso &anterior", ("Ctrl+PgUp",), self.back_requested.emit))
        menu.addSeparator()
        for row in range(_MOST_STEPS):
            go = partial(self.step_requested.emit, row)
            self._steps.append(self._add(menu, "", (f"Ctrl+{row + 1}",), go))

    def _fill_view_menu(self, menu: QMenu) -> None:
        self._add(menu, "Texto más &grande", ("Ctrl++", "Ctrl+="), partial(self._zoom, SCALE_STEP))
        self._add(menu, "Texto más &pequeño", ("Ctrl+-",), partial(self._zoom, -SCALE_STEP))
        self._add(menu, "Texto de tamaño &normal", ("Ctrl+0",), partial(self._zoom, 0))
        menu.addSeparator()
        schemes: tuple[tuple[str, Scheme], ...] = (("&Claro", "light"), ("&Oscuro", "dark"))
        group = QActionGroup(self)
        for words, scheme in schemes:
            action = self._add(menu, words, (), partial(self._use_scheme, scheme))
            action.setCheckable(True)
            action.setChecked(scheme == self._scheme)
            group.addAction(action)
        menu.addSeparator()
        # seen from when it is known whether they are on, after the first paint
        self.spelling_action = self._add_switch(menu, "Revisar la &ortografía", self.spelling_switched.emit)
        self.advice_action = self._add_switch(menu, "Consejos de &redacción", self.advice_switched.emit)

    def _add(self, menu: QMenu, words: str, keys: tuple[str, ...], slot: Callable[[], object]) -> QAction:
        action = QAction(words, self._window)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _checked=False: slot())
        menu.addAction(action)
        return action

    def _add_switch(self, menu: QMenu, words: str, slot: Callable[[bool], object]) -> QAction:
        action = QAction(words, self._window)
        action.setCheckable(True)
        action.setVisible(False)
        # a signal's emit, connected as it is, would be called without the state
        action.triggered.connect(lambda checked: slot(checked))  # noqa: PLW0108
        menu.addAction(action)
        return action

    def _zoom(self, step: int) -> None:
        wanted = self._scale + step if step else 100
        self._scale = min(max(wanted, SMALLEST_SCALE), LARGEST_SCALE)
        self._apply()

    def _use_scheme(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._apply()

    def _apply(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self._scheme, self._scale / 100)

    def _about(self) -> None:
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.NoIcon, "Acerca de este programa", "", parent=self._window)
        box.setText(f"Fichas Desktop {__version__}")
        box.setInformativeText(
            "Diligencia el formato oficial sin conexión a internet. "
            "Sus fichas quedan solo en este computador."
        )
        box.addButton("Cerrar", QMessageBox.ButtonRole.AcceptRole)
        box.open()
