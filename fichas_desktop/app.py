"""Composition root of the window: the Qt application, its language and look, and the main window."""

from __future__ import annotations

import gc
import os
import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from fichas_desktop.domain.preferences import Preferences
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.interruption import Interruption
from fichas_desktop.messages import error_sentence
from fichas_desktop.services.program import Program
from fichas_desktop.ui.after_paint import IDLE, AfterFirstPaint
from fichas_desktop.ui.collector import Collector
from fichas_desktop.ui.dialogs import Dialogs
from fichas_desktop.ui.key_words import KeyWords
from fichas_desktop.ui.look import put_on
from fichas_desktop.ui.main_window import MainWindow

_HAS_WORDS = "hasSpanishWords"


def quiet_qt() -> None:
    """Keep Qt's own English words from the person; a fatal one becomes a sentence."""
    qInstallMessageHandler(_on_qt_message)


def open_window(program: Program, target: str | None, interruption: Interruption) -> int:
    """Open the window and return the program's exit code when it is closed.

    Args:
        program: The services.
        target: Path of an answers file or portable draft, or id of a draft; None for the list of drafts or
            a new ficha.
        interruption: Closes the window as «Salir» does.
    """
    app = make_application(program.preferences.current)
    window = MainWindow(program, Dialogs())
    sys.excepthook = _Net(window)
    show_first(window, program, target)
    # collecting was put off so that the first paint does not wait for it
    AfterFirstPaint(window.pages, partial(begin_collecting, window), IDLE)
    window.show()
    # not from within the signal's handler: that may run in the middle of a save. Nothing has to wake Qt for
    # it: Python has its turn whenever the collector's timer goes off
    interruption.answer_with(lambda: QTimer.singleShot(0, window, partial(_close, window, interruption)))
    return app.exec()


def _close(window: MainWindow, interruption: Interruption) -> None:
    if window.close():
        QApplication.exit()  # a dialog that stands open does not keep the program
    else:
        interruption.forget()


def begin_collecting(owner: QObject) -> None:
    """Have collected what is no longer needed, and never look again at what a start has made.

    A collection stops every thread: over the modules of the whole program it took 65 to 100 ms.

    Args:
        owner: Of the collector: it collects in the window's thread only.
    """
    gc.freeze()
    Collector(owner)


def make_application(wanted: Preferences | None = None) -> QApplication:
    """Return the application in Spanish of Colombia with the look that a person wants."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        # by its name: what setStyle() returns brings in all enumerations of QStyle
        app = QApplication(["fichas-desktop", "-style", "fusion"])
    app.setApplicationDisplayName("")
    app.setDesktopFileName("fichas-desktop")
    QLocale.setDefault(QLocale(QLocale.Language.Spanish, QLocale.Country.Colombia))
    # a property, for looking for a child wraps the style, and that makes all enumerations of QStyle
    if app.property(_HAS_WORDS) is None:
        app.setProperty(_HAS_WORDS, "yes")
        translator = QTranslator(app)
        if translator.load("qtbase_es", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(translator)
        app.installTranslator(KeyWords(app))
    put_on(app, wanted or Preferences())
    return app


def show_first(window: MainWindow, program: Program, target: str | None) -> None:
    """Show what a start begins with: what was asked for, else the list of drafts, else a new ficha."""
    flows = window.flows
    AfterFirstPaint(window.pages, flows.begin_housekeeping, 2 * IDLE)
    if target is not None and program.drafts.exists(target):
        flows.open_draft(target)
    elif target is not None:
        flows.show_list()
        flows.imports.begin([Path(target)])
    elif (interrupted := program.interrupted_draft()) is not None:
        AfterFirstPaint(flows.drafts_page, lambda: flows.reopening.open_interrupted(interrupted))
    elif program.has_drafts():
        flows.show_list()
    else:
        flows.start_new()
    AfterFirstPaint(window.pages, flows.sweep_trash, 3 * IDLE)


def prove_window(program: Program) -> None:
    """Build the window on a draft, turn every page, save and close; for the self-test.

    Raises:
        EnvironmentFailedError: ``self_test_failed`` when the window does not do its part.
    """
    make_application()
    window = MainWindow(program, Dialogs())
    summaries = program.drafts.summaries()
    window.flows.open_draft(summaries[0].id)
    if window.view is None:
        raise EnvironmentFailedError("self_test_failed", step="ventana")
    window.show()
    for row in range(window.view.review_row + 1):
        window.view.show_step(row)
        QApplication.processEvents()
    if window.grab().isNull() or window.host.flush() is not None:
        raise EnvironmentFailedError("self_test_failed", step="ventana")
    window.close()


class _Net:
    """Last net under the window: a slot's failure is told in a sentence, and the window stays open."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._is_telling = False

    def __call__(self, *_failure: object) -> None:
        # what fails at every paint would otherwise pile up one sentence over the other
        if self._is_telling:
            return
        self._is_telling = True
        try:
            self._window.autosave.save_now()
            Dialogs().tell(self._window, error_sentence(EnvironmentFailedError("unexpected")))
        finally:
            self._is_telling = False


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, _message: str) -> None:
    # a fatal message comes where Qt cannot open the screen, right before it aborts the process
    if kind is QtMsgType.QtFatalMsg:
        print(error_sentence(EnvironmentFailedError("no_display")), file=sys.stderr, flush=True)  # noqa: T201
        os._exit(EnvironmentFailedError.exit_code)
