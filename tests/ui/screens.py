"""Every page and dialog of the program, each opened as it is opened in use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeAlias

from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.ficha import UnplacedText
from fichas_desktop.errors import EnvironmentFailedError
from fichas_desktop.messages import error_sentence, folder_risk_sentence
from fichas_desktop.services.drafts import Reopened
from fichas_desktop.services.folder_risk import FolderRisk, RiskKind
from fichas_desktop.services.reopening import Conflict
from fichas_desktop.ui import dialogs
from fichas_desktop.ui.autosave import SaveState
from fichas_desktop.ui.commands import Command
from fichas_desktop.ui.draft_notices import conflict_strip, newer_form_strip, notices, unplaced_strip
from fichas_desktop.ui.export_dialog import ExportDialog
from fichas_desktop.ui.form_question import FormQuestion
from fichas_desktop.ui.inputs.attachments_input import AttachmentsInput
from fichas_desktop.ui.inputs.date_input import DateInput
from fichas_desktop.ui.notice_strip import NoticeStrip
from fichas_desktop.ui.rich_text_field import RichTextEditor
from fichas_desktop.ui.theme import Role
from tests.builders import NOW
from tests.ui.draft_rows import act
from tests.ui.programs import invented_program, keep_complete, keep_example, keep_titled, shipped_program
from tests.ui.window_driver import WindowDriver, open_window

Show: TypeAlias = Callable[[WindowDriver], QWidget]


class Screen(NamedTuple):
    """What is shown, and in which program: ``new``, ``example``, ``invented`` or ``list``."""

    program: str
    show: Show


@contextmanager
def shown(qtbot: QtBot, folder: Path, screen: Screen) -> Iterator[QWidget]:
    """Open a window and show a screen in it."""
    program = (invented_program if screen.program == "invented" else shipped_program)(folder / "datos")
    target = None
    if screen.program == "example":
        target = keep_example(program)
    elif screen.program == "invented":
        target = keep_complete(program, modalidad={"choice": "distinta", "other": "Por carta"})
    elif screen.program == "list":
        keep_titled(program, *(f"Ficha {number}" for number in range(9)))
    with open_window(qtbot, program, target) as driver:
        # the advice on texts begins when the window is idle
        qtbot.waitUntil(lambda: driver.window.language is not None)
        root = screen.show(driver)
        QApplication.processEvents()
        yield root


# --- the ficha --------------------------------------------------------------------------------------


def section(row: int) -> Show:
    def show(driver: WindowDriver) -> QWidget:
        driver.go_to_step(row)
        driver.qtbot.waitUntil(lambda: driver.view.pages.page(row).is_whole())
        return driver.window

    return show


def review(driver: WindowDriver) -> QWidget:
    driver.view.show_review()
    return driver.window


def review_of_everything(driver: WindowDriver) -> QWidget:
    """Warnings, a date that is not today's, fields left for later, texts without a place."""
    for place, label in enumerate(("Firma", "Sello")):
        driver.view.bridge.put_back_unplaced(UnplacedText(label, "Ana"), place)
    driver.view.bridge.set_later("resumen", "Preguntar a Rosalba")
    driver.view.bridge.set_later("sede", "")
    return review(driver)


def end(driver: WindowDriver) -> QWidget:
    pair = Path("uno.pdf"), Path("uno.json")
    driver.view.end.show_pair(
        "Entrega 1 generada", *pair, pages=2, next_steps="Envíe.", notes=("Pesa mucho.",)
    )
    driver.view.show_end()
    return driver.window


def large(driver: WindowDriver) -> QWidget:
    driver.go_to_step(1)
    driver.view.pages.toggle_large("descripcion")
    return driver.window


def find_bar(driver: WindowDriver) -> QWidget:
    driver.window.menus.action(Command.FIND).trigger()
    driver.type_here("feria")
    driver.qtbot.waitUntil(lambda: driver.find("find.next").isEnabled())
    return driver.window


def later_mark(driver: WindowDriver) -> QWidget:
    driver.go_to_step(0)
    driver.view.pages.page(0).frames["nombre"].later.button.click()
    return driver.window


def save_failure(driver: WindowDriver) -> QWidget:
    error = EnvironmentFailedError("unexpected")
    driver.view.save_status.show_state(SaveState.FAILED, error, NOW)
    return driver.window


def read_only(driver: WindowDriver) -> QWidget:
    draft_id = driver.view.bridge.session.draft.id
    driver.window.flows.show_drafts()
    session = driver.program.drafts.reopen(draft_id).session
    driver.window.host.show(session, read_only=True, is_kept=True)
    driver.qtbot.waitUntil(lambda: driver.view.pages.page(driver.view.row).is_whole())
    return driver.window


def preview(driver: WindowDriver) -> QWidget:
    driver.window.menus.action(Command.PREVIEW).trigger()
    page = driver.window.flows.previews.page
    driver.qtbot.waitUntil(lambda: page.pages.count > 0, timeout=30_000)
    driver.qtbot.waitUntil(lambda: page.pages.first_wanted() is None, timeout=30_000)
    return driver.window


def calendar(driver: WindowDriver) -> QWidget:
    driver.view.show_field("apertura")
    date = driver.view.pages.field_input("apertura")
    assert isinstance(date, DateInput)
    date.open_calendar()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    return popup


def annexes(driver: WindowDriver) -> QWidget:
    """Files, one of them lost, a link, a note, one taken out, and a notice."""
    driver.go_to_step(5)
    driver.qtbot.waitUntil(lambda: driver.exists("anexos.add_link"))
    for name in ("anexos.add_link", "anexos.add_note"):
        driver.click(name)
    field = driver.view.pages.field_input("anexos")
    assert isinstance(field, AttachmentsInput)
    field.notice.say("Ya está en la lista: «acta.txt».")
    driver.click("anexos.1.remove")
    field.set_missing([file.sha256 for file in field.files()][:1])
    return driver.window


def pasted(driver: WindowDriver) -> QWidget:
    driver.go_to_step(1)
    editor = driver.find("descripcion").parentWidget()
    assert isinstance(editor, RichTextEditor)
    editor.notice.say("Se quitó una imagen.", ("Agregar la imagen como anexo", bool))
    return driver.window


def strips(driver: WindowDriver) -> QWidget:
    """Everything that a window may tell over its page, all at once."""
    view, over = driver.view, driver.window.strips
    draft = view.bridge.session.draft
    view.bridge.put_back_unplaced(UnplacedText("Firma", "Ana"), 0)
    reopened = Reopened(view.bridge.session, recovered=True, damaged=True)
    for strip in notices(reopened, bool, bool):
        view.add_notice(strip)
    view.add_notice(unplaced_strip(view))
    conflict = Conflict("1-conflict", NOW + dt.timedelta(hours=2))
    view.add_notice(conflict_strip(draft, conflict, compare=bool, take=bool, keep=bool))
    view.add_notice(newer_form_strip(view.bridge.session.form, bool))
    risk = folder_risk_sentence(FolderRisk(RiskKind.SYNCHRONIZED, "OneDrive"))
    over.show_strip("folder", NoticeStrip("notice.folder", risk, Role.WARN_STRIP))
    over.show_progress("copy", "Guardando la copia…", lambda: None)
    over.show_progress("import", "Importando «a.ficha»…", lambda: None)
    return driver.window


# --- the list ---------------------------------------------------------------------------------------


def no_drafts(driver: WindowDriver) -> QWidget:
    driver.window.flows.show_drafts()
    driver.qtbot.waitUntil(lambda: driver.exists("drafts.none"))
    return driver.window


def drafts(driver: WindowDriver) -> QWidget:
    driver.qtbot.waitUntil(lambda: driver.exists("drafts.search"))
    act(driver, driver.program.drafts.summaries()[3].id, "delete")
    return driver.window


# --- dialogs ----------------------------------------------------------------------------------------


def dialog_of(driver: WindowDriver, command: Command, name: str) -> QWidget:
    driver.window.menus.action(command).trigger()
    driver.qtbot.waitUntil(lambda: driver.exists(name))
    return driver.find(name)


def by_menu(command: Command, name: str) -> Show:
    return lambda driver: dialog_of(driver, command, name)


def history(driver: WindowDriver) -> QWidget:
    driver.view.show_field("sede")
    driver.type_here(" nueva")
    driver.window.menus.action(Command.SAVE).trigger()
    driver.wait_saved()
    driver.type_here(" y otra")
    return dialog_of(driver, Command.HISTORY, "history")


def trash(driver: WindowDriver) -> QWidget:
    driver.program.drafts.move_to_trash(driver.program.drafts.summaries()[3].id)
    dialog = dialog_of(driver, Command.TRASH, "trash")
    driver.qtbot.waitUntil(lambda: driver.find("trash.empty").isEnabled())
    return dialog


def empty_trash(driver: WindowDriver) -> QWidget:
    dialog = dialog_of(driver, Command.TRASH, "trash")
    driver.qtbot.waitUntil(lambda: driver.exists("trash.none"))
    return dialog


def failed_export(driver: WindowDriver) -> QWidget:
    dialog = dialog_of(driver, Command.EXPORT_DRAFT, "export")
    assert isinstance(dialog, ExportDialog)
    dialog.show_failure(error_sentence(EnvironmentFailedError("unexpected")))
    return dialog


def opened(make: Callable[[WindowDriver], QDialog]) -> Show:
    def show(driver: WindowDriver) -> QWidget:
        dialog = make(driver)
        dialog.open()
        driver.qtbot.waitUntil(lambda: driver.window.findChild(QDialog) is not None)
        dialog.activateWindow()
        QApplication.processEvents()
        return dialog

    return show


QUESTION = (
    "Hay 1 advertencia; puede entregarla así.",
    "• Nombre: …",
    "Entregarla así",
    "Ver las advertencias",
)

SCREENS = {
    "a new ficha": Screen("new", section(0)),
    **{f"section {row + 1}": Screen("example", section(row)) for row in range(6)},
    "a choice with own words": Screen("invented", section(0)),
    "review with problems": Screen("new", review),
    "review of a complete ficha": Screen("example", review),
    "review with everything": Screen("invented", review_of_everything),
    "end": Screen("example", end),
    "large editor": Screen("example", large),
    "find bar": Screen("example", find_bar),
    "later mark": Screen("example", later_mark),
    "save failure": Screen("example", save_failure),
    "read only": Screen("invented", read_only),
    "preview": Screen("example", preview),
    "calendar": Screen("invented", calendar),
    "annexes": Screen("example", annexes),
    "paste notice": Screen("example", pasted),
    "strips": Screen("invented", strips),
    "no drafts": Screen("new", no_drafts),
    "drafts": Screen("list", drafts),
    "history": Screen("invented", history),
    "trash": Screen("list", trash),
    "empty trash": Screen("list", empty_trash),
    "export": Screen("example", by_menu(Command.EXPORT, "export")),
    "failed export": Screen("example", failed_export),
    "about": Screen("new", by_menu(Command.ABOUT, "about")),
    "shortcuts": Screen("new", by_menu(Command.SHORTCUTS, "shortcuts")),
    "manual": Screen("new", by_menu(Command.MANUAL, "manual")),
    "question": Screen("new", opened(lambda one: dialogs.question_box(one.window, *QUESTION))),
    "error": Screen("new", opened(lambda one: dialogs.sentence_box(one.window, "No se guardó la copia."))),
    "form": Screen(
        "invented",
        opened(lambda one: FormQuestion(one.program.catalog.newest(), one.window)),
    ),
}
