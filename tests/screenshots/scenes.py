"""What the pictures show, in the order in which a person meets it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton, QWidget

from fichas_desktop.ui.about_dialog import AboutDialog
from fichas_desktop.ui.commands import Command
from fichas_desktop.ui.form_question import FormQuestion
from fichas_desktop.ui.history_dialog import HistoryDialog
from fichas_desktop.ui.main_window import MainWindow
from fichas_desktop.ui.manual_dialog import ManualDialog
from fichas_desktop.ui.shortcuts_dialog import ShortcutsDialog
from fichas_desktop.ui.trash_dialog import TrashDialog
from tests.builders import synthetic_form
from tests.screenshots.studio import DAY, Studio, settle, until, view_of
from tests.ui.keys import type_text

Scenes = Iterator[tuple[str, QWidget]]

SOME = ("Turnos por mensaje en la ventanilla", "", "Archivo de planos al alcance de todos")
MANY = (
    *SOME,
    "Cartas de respuesta que se entienden a la primera",
    "Bodega compartida de elementos de oficina",
    "Acompañamiento entre pares para quienes llegan a la entidad",
    "Mapa de saberes: quién sabe qué, dónde está y cómo pedirle ayuda sin pasar por cinco dependencias",
    "Reuniones de quince minutos",
    "Semillero de datos abiertos",
)
WRONG_MAIL = "mateo.ejemplo"


def scenes(studio: Studio) -> Scenes:
    """Yield each picture's name with what it shows."""
    yield from new_ficha(studio)
    yield from sections(studio)
    yield from problems(studio)
    yield from entrega(studio)
    yield from care(studio)
    yield from drafts(studio)
    yield from strips(studio)


def new_ficha(studio: Studio) -> Scenes:
    """The first start."""
    window = studio.window(studio.program("primera"))
    view = view_of(window)
    yield "ficha-nueva", window
    view.show_step(1)
    yield "seccion-sin-empezar", window
    view.show_step(5)
    yield "anexos-sin-empezar", window
    view.show_review()
    yield "revision-sin-empezar", window
    window.flows.show_drafts()
    yield "sin-fichas", window
    window.close()


def sections(studio: Studio) -> Scenes:
    """Every section of the example, and what can be done with it."""
    program, example = studio.with_example("secciones")
    studio.change(program, example, minutes=0, equipo="Equipo de servicios al barrio")
    window = studio.window(program, example)
    view = view_of(window)
    for row, section in enumerate(view.bridge.session.form.sections):
        view.show_step(row)
        yield section.key.replace("_", "-"), window
    window.menus.action(Command.SAVE).trigger()
    view.show_step(1)
    view.pages.toggle_large("descripcion")
    yield "ver-en-grande", window
    view.pages.leave_large()
    window.menus.action(Command.FIND).trigger()
    _type("trámites")
    settle()
    yield "buscar", window
    window.menus.action(Command.PREVIEW).trigger()
    until(lambda: window.flows.previews.preview is not None)
    settle(1500)
    yield "vista-previa", window
    window.flows.previews.leave()
    for words, name in (("&Archivo", "menu-archivo"), ("&Edición", "menu-edicion"), ("&Ver", "menu-ver")):
        menu = window.menus.menus[words]
        menu.popup(window.pos())
        yield name, menu
        menu.close()
    window.close()


def problems(studio: Studio) -> Scenes:
    """A ficha with two problems, one answer left for later and one too short."""
    program, example = studio.with_example("problemas")
    studio.change(
        program,
        example,
        minutes=4,
        correo_contacto=WRONG_MAIL,
        nombre="Feria",
        poblacion_objetivo="",
        equipo="XXX",
    )
    window = studio.window(program, example)
    view = view_of(window)
    frame = view.pages.page(0).frames["directivo"]
    frame.later.button.click()
    view.pages.page(0).focus_field("correo_contacto")
    view.go_next()
    settle()
    view.show_step(0)
    settle()
    yield "campo-por-volver", window
    view.pages.page(0).focus_field("correo_contacto")
    yield "campo-con-problemas", window
    view.show_review()
    yield "revision-con-problemas", window
    window.close()


def entrega(studio: Studio) -> Scenes:
    """From a review without problems to the end page, and the copy marked BORRADOR."""
    program, example = studio.with_example("entrega")
    studio.clock.moment = DAY + dt.timedelta(days=4)
    window = studio.window(program, example)
    view = view_of(window)
    view.show_review()
    yield "revision-otra-fecha", window
    use = window.findChild(QPushButton, "date.use_today")
    assert use is not None
    use.click()
    until(lambda: view.save_status.label.text().startswith("Guardado a las"))
    yield "revision", window
    window.menus.action(Command.EXPORT).trigger()
    exporting = window.flows.exports.dialog
    assert exporting is not None
    line = exporting.findChild(QWidget, "export.folder")
    assert line is not None
    line.setProperty("text", str(Path("Documentos") / "Buenas prácticas"))
    yield "generar", exporting
    exporting.confirmed.emit(Path("Documentos") / "Buenas prácticas")
    _until_written(window)
    yield "entrega", window
    view.show_review()
    window.menus.action(Command.EXPORT_DRAFT).trigger()
    exporting = window.flows.exports.dialog
    assert exporting is not None
    exporting.show_failure("No queda espacio en el disco. Escoja otra carpeta o libere espacio.")
    yield "generar-borrador-con-problema", exporting
    exporting.confirmed.emit(Path("Documentos") / "Buenas prácticas")
    _until_written(window)
    yield "copia-de-borrador", window
    window.close()

    program, example = studio.with_example("advertencias")
    studio.change(program, example, minutes=4, equipo="", proceso="", directivo="pendiente")
    window = studio.window(program, example)
    window.menus.action(Command.EXPORT).trigger()
    assert studio.dialogs.box is not None
    yield "pregunta-advertencias", studio.dialogs.box
    studio.dialogs.box.close()
    window.close()


def care(studio: Studio) -> Scenes:
    """History and help."""
    program, example = studio.with_example("fichas-desktop")
    studio.change(program, example, minutes=3, directivo="Aurora Montealegre")
    studio.change(
        program,
        example,
        minutes=26,
        equipo="Equipo de servicios al barrio",
        nombre="Feria de trámites",
        numero_contacto="",
    )
    window = studio.window(program, example)
    window.flows.reopening.show_history()
    history = window.findChild(HistoryDialog)
    assert history is not None
    versions = history.findChild(QListWidget, "history.list")
    assert versions is not None
    versions.setCurrentRow(1)
    versions.setFocus()
    yield "historial", history
    history.reject()
    for command, kind, name in (
        (Command.SHORTCUTS, ShortcutsDialog, "atajos"),
        (Command.ABOUT, AboutDialog, "acerca-de"),
        (Command.MANUAL, ManualDialog, "manual"),
    ):
        window.menus.action(command).trigger()
        dialog = window.findChild(kind)
        assert dialog is not None
        yield name, dialog
        dialog.close()
    window.close()


def drafts(studio: Studio) -> Scenes:
    """The list with some drafts and with many, and the trash."""
    program, example = studio.with_example("fichas")
    studio.keep(program, SOME, example)
    window = studio.window(program)
    yield "sus-fichas", window
    window.flows.show_trash()
    yield "papelera-vacia", _trash(window)
    _trash(window).reject()
    settle()
    for days, summary in enumerate(program.drafts.summaries()[2:]):
        studio.clock.moment = DAY - dt.timedelta(days=9 * days, minutes=41 * days)
        window.flows.drafts_page.delete_requested.emit(summary.id)
    studio.clock.moment = DAY
    yield "ficha-eliminada", window
    window.flows.show_trash()
    yield "papelera", _trash(window)
    window.close()

    program, example = studio.with_example("muchas")
    studio.keep(program, MANY, example)
    window = studio.window(program)
    yield "muchas-fichas", window
    window.close()


def strips(studio: Studio) -> Scenes:
    """What is told when a ficha was found otherwise than it was left."""
    window = studio.window(studio.interrupted("recuperada"))
    yield "trabajo-recuperado", window
    window.close()
    program, kept = studio.in_conflict("conflicto")
    window = studio.window(program, kept)
    yield "dos-versiones", window
    window.close()
    program = studio.program("formularios")
    window = studio.window(program)
    dialog = FormQuestion((program.catalog.latest(), synthetic_form()), window)
    dialog.show()
    yield "escoger-formulario", dialog
    dialog.close()
    window.close()


def _trash(window: MainWindow) -> TrashDialog:
    (trash,) = (one for one in window.findChildren(TrashDialog) if one.isVisible())
    return trash


def _until_written(window: MainWindow) -> None:
    view, exporting = view_of(window), window.flows.exports.dialog
    assert exporting is not None
    problem = exporting.findChild(QLabel, "export.problem")
    assert problem is not None
    problem.hide()
    until(lambda: view.end.isVisible() or problem.isVisible())
    if not view.end.isVisible():
        raise RuntimeError(problem.text())
    window.activateWindow()  # the offscreen platform leaves it asleep when a dialog closes


def _type(words: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    type_text(focused, words)
