"""The list of drafts in the window: go on, begin, search, duplicate, delete with undo, import."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fichas_desktop.messages import UNREADABLE_DRAFT
from fichas_desktop.services.program import Program
from fichas_desktop.ui.commands import Command
from fichas_desktop.ui.drafts_page import SEARCH_FROM
from tests.builders import FakeClock, write_answers_file
from tests.ui.draft_rows import act, cards, click_row, listed, spoken, wait_listed
from tests.ui.programs import keep_example, keep_titled, kept_files, shipped_program
from tests.ui.window_driver import WindowDriver, button_texts, open_window

FORM = {"code": "4202000-FT-1311", "version": "01"}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return shipped_program(tmp_path / "datos")


def at_the_list(driver: WindowDriver) -> WindowDriver:
    driver.qtbot.waitUntil(lambda: driver.exists("drafts.continue"))
    QApplication.processEvents()
    return driver


def texts_in(driver: WindowDriver, name: str) -> list[str]:
    return [label.text() for label in driver.find(name).findChildren(QLabel)]


def test_the_last_changed_comes_first_and_can_be_gone_on_with(qtbot: QtBot, program: Program) -> None:
    keep_titled(program, "Primera", "Segunda", "Tercera")
    with open_window(qtbot, program) as driver:
        at_the_list(driver)
        wait_listed(driver, "Tercera", "Segunda", "Primera")
        texts = button_texts(driver.window.flows.drafts_page)
        assert texts[:4] == ["Continuar «Tercera»", "Nueva ficha", "Importar fichas…", "Papelera…"]
        assert texts[4:] == ["Ordenar por nombre", "Abrir", "Duplicar", "Eliminar"]


def test_a_card_says_what_one_wants_to_know(qtbot: QtBot, program: Program) -> None:
    keep_example(program)
    with open_window(qtbot, program) as driver:
        at_the_list(driver)
        (words,) = spoken(driver)
        assert words.split(". ") == [
            "Ejemplo: Feria de trámites en una tarde",
            "Dirección Distrital de Desarrollo Institucional",
            "22 de 22 respuestas · Lista para entregar · 16/05/2025 10:42",
        ]


def test_a_draft_without_title_is_called_so(qtbot: QtBot, program: Program) -> None:
    program.drafts.save(program.drafts.begin(program.catalog.latest()))
    with open_window(qtbot, program) as driver:
        at_the_list(driver)
        assert listed(driver) == ["Sin título"]


def test_a_long_title_is_shortened_on_the_button_and_whole_for_screen_readers(
    qtbot: QtBot, program: Program
) -> None:
    title = "Una práctica & su nombre de nunca acabar, " * 6
    keep_titled(program, title)
    with open_window(qtbot, program) as driver:
        at_the_list(driver)
        button = driver.find("drafts.continue")
        text = str(button.property("text"))
        assert text.startswith("Continuar «Una práctica && su")
        assert text.endswith("…»")
        assert button.accessibleName() == f"Continuar «{title.strip()}»"
        assert cards(driver).horizontalScrollBar().maximum() == 0


def test_a_title_of_one_endless_word_makes_nothing_wider(qtbot: QtBot, program: Program) -> None:
    keep_titled(program, "x" * 280)
    with open_window(qtbot, program) as driver:
        at_the_list(driver)
        driver.window.resize(1024, 600)
        QApplication.processEvents()
        assert cards(driver).horizontalScrollBar().maximum() == 0
        assert (driver.window.width(), driver.window.height()) == (1024, 600)


def test_any_draft_opens(qtbot: QtBot, program: Program) -> None:
    first, _second = keep_titled(program, "Primera", "Segunda")
    with open_window(qtbot, program) as driver:
        at_the_list(driver)
        act(driver, first, "open")
        assert driver.view.bridge.session.draft.id == first


def test_a_new_ficha_begins_beside_the_kept_ones(qtbot: QtBot, program: Program) -> None:
    keep_titled(program, "Primera")
    with open_window(qtbot, program) as driver:
        at_the_list(driver)
        driver.click("drafts.new")
        driver.type_into("nombre", "Segunda")
        driver.key(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: sorted(listed(driver)) == ["Primera", "Segunda"])


# --- search -----------------------------------------------------------------------------------------


def test_the_search_box_shows_from_eight_drafts_on(qtbot: QtBot, program: Program) -> None:
    keep_titled(program, *(f"Ficha {number}" for number in range(SEARCH_FROM - 1)))
    with open_window(qtbot, program) as driver:
        at_the_list(driver)
        assert not driver.exists("drafts.search")
        keep_titled(program, "Una más")
        driver.window.flows.show_list()
        qtbot.waitUntil(lambda: driver.exists("drafts.search"))


def test_the_search_narrows_the_list_whatever_the_accents(qtbot: QtBot, program: Program) -> None:
    keep_titled(program, *(f"Ficha {number}" for number in range(7)), "Atención en la PLAZA")
    with open_window(qtbot, program) as driver:
        qtbot.waitUntil(lambda: driver.exists("drafts.search"))
        driver.type_into("drafts.search", "atencion")
        assert listed(driver) == ["Atención en la PLAZA"]
        driver.type_here(" nada")
        assert listed(driver) == []
        none = driver.find("drafts.none")
        assert isinstance(none, QLabel)
        assert none.text() == "Ninguna ficha tiene esas palabras."
        driver.key(Qt.Key.Key_Escape)
        assert len(listed(driver)) == SEARCH_FROM


def test_a_search_box_that_went_away_hides_no_draft(qtbot: QtBot, program: Program) -> None:
    kept = keep_titled(program, *(f"Ficha {number}" for number in range(SEARCH_FROM)))
    with open_window(qtbot, program) as driver:
        qtbot.waitUntil(lambda: driver.exists("drafts.search"))
        driver.type_into("drafts.search", "ficha 3")
        act(driver, kept[3], "delete")
        assert len(listed(driver)) == SEARCH_FROM - 1


# --- duplicate and delete ---------------------------------------------------------------------------


def test_a_duplicate_is_a_draft_of_its_own(qtbot: QtBot, program: Program) -> None:
    draft_id = keep_example(program)
    with open_window(qtbot, program) as driver:
        at_the_list(driver)
        assert isinstance(program.clock, FakeClock)
        program.clock.advance(minutes=8)
        act(driver, draft_id, "duplicate")
        driver.wait_work()
        assert len(listed(driver)) == 2
        assert cards(driver).hasFocus()
        notice = driver.find("notice.duplicate").accessibleName()
        assert notice == (
            "Se copió «Ejemplo: Feria de trámites en una tarde»: la copia es la del 16/05/2025 10:50. "
            "Cámbiele el nombre para distinguirlas."
        )
        row = cards(driver).currentIndex().row()
        assert ["16/05/2025 10:50" in one for one in spoken(driver)] == [row == 0, row == 1]
        driver.click("drafts.continue")
        qtbot.waitUntil(lambda: not driver.exists("notice.duplicate"))
    copy = next(one for one in program.drafts.summaries() if one.id != draft_id)
    assert program.drafts.load(copy.id).answers == program.drafts.load(draft_id).answers
    assert program.drafts.missing_files(program.drafts.load(copy.id)) == frozenset()


def test_a_deleted_draft_comes_back_by_one_key(qtbot: QtBot, program: Program) -> None:
    first, second = keep_titled(program, "Primera", "Segunda")
    kept = program.drafts.load(first)
    with open_window(qtbot, program) as driver:
        at_the_list(driver)
        act(driver, first, "delete")
        assert listed(driver) == ["Segunda"]
        assert texts_in(driver, "drafts.undo_strip") == ["«Primera» está en la papelera."]
        assert driver.find("drafts.undo").hasFocus()
        assert driver.find("drafts.undo").accessibleName() == "Deshacer: sacar «Primera» de la papelera"
        assert [one.id for one in program.drafts.summaries()] == [second]
        driver.key(Qt.Key.Key_Return)
        assert listed(driver) == ["Segunda", "Primera"]
        assert not driver.exists("drafts.undo_strip")
    assert program.drafts.load(first) == kept


def test_after_the_last_draft_is_deleted_the_list_says_so(qtbot: QtBot, program: Program) -> None:
    (only,) = keep_titled(program, "Única")
    with open_window(qtbot, program) as driver:
        at_the_list(driver)
        act(driver, only, "delete")
        assert not driver.exists("drafts.continue")
        none = driver.find("drafts.none")
        assert isinstance(none, QLabel)
        qtbot.waitUntil(lambda: none.text().startswith("Todavía no hay fichas."))


def test_a_draft_that_cannot_be_read_is_listed_in_words_and_never_opened(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    (damaged,) = keep_titled(program, "Dañada")
    (file,) = (tmp_path / "datos" / "drafts" / damaged).glob("draft.json")
    program.drafts.close(damaged)
    for path in (file, *file.parent.glob("versions/*.json"), *file.parent.glob("*.jl")):
        path.write_text("{", encoding="utf-8")
    with open_window(qtbot, program) as driver:
        wait_listed(driver, "Ficha que no se puede leer")
        assert spoken(driver) == [f"Ficha que no se puede leer. {UNREADABLE_DRAFT}"]
        assert not driver.exists("drafts.continue")
        assert driver.find("drafts.new").hasFocus()
        click_row(driver, damaged, double=True)
        driver.key(Qt.Key.Key_Return)
        assert driver.window.view is None
        assert driver.dialogs.said == []
        assert not driver.exists("drafts.open")
        assert not driver.exists("drafts.duplicate")
        assert file.read_text(encoding="utf-8") == "{"
        driver.click("drafts.delete")
        assert listed(driver) == []
        assert driver.exists("drafts.undo")
    assert program.drafts.summaries() == ()


# --- import -----------------------------------------------------------------------------------------


def test_an_imported_file_opens(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    keep_titled(program, "Primera")
    path = write_answers_file(tmp_path / "otra.json", {"nombre": "Venida de lejos"}, **FORM)
    with open_window(qtbot, program) as driver:
        at_the_list(driver)
        driver.dialogs.answers_files = [path]
        driver.click("drafts.import")
        driver.wait_work()
        assert driver.view.bridge.session.draft.answers["nombre"] == "Venida de lejos"
    assert len(program.drafts.summaries()) == 2


def test_several_imported_files_come_to_the_list(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    paths = [
        write_answers_file(tmp_path / f"{name}.json", {"nombre": name}, **FORM) for name in ("Una", "Dos")
    ]
    with open_window(qtbot, program) as driver:
        driver.dialogs.answers_files = paths
        driver.window.menus.action(Command.IMPORT).trigger()
        driver.wait_work()
        qtbot.waitUntil(lambda: sorted(listed(driver)) == ["Dos", "Una"])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "El archivo no se puede leer; revíselo"),
        ('{"form": {"code": "4202000-FT-1311", "version": "01"}}', "no es un archivo de respuestas"),
        (
            '{"form": {"code": "4202000-FT-1311", "version": "01"}, "answers": {"nombre": "A", "otro": 1}}',
            "no tiene el campo «otro»",
        ),
        (
            '{"form": {"code": "4202000-FT-1311", "version": "01"}, "answers": {"anexos": [{"path": "x"}]}}',
            "No se encuentra el anexo",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence_and_nothing_is_kept(
    qtbot: QtBot, program: Program, tmp_path: Path, text: str, sentence: str
) -> None:
    path = tmp_path / "mala.json"
    path.write_text(text, encoding="utf-8")
    keep_titled(program, "Primera")
    program.close()
    before = kept_files(tmp_path / "datos")
    with open_window(qtbot, program) as driver:
        at_the_list(driver)
        driver.dialogs.answers_files = [path]
        driver.click("drafts.import")
        driver.wait_work()
        (said,) = driver.dialogs.said
        assert said.startswith("mala.json: ")
        assert sentence in said
        assert driver.window.view is None
        assert listed(driver) == ["Primera"]
    beside = {tmp_path / "datos" / name for name in ("index.json", "preferencias.json")}
    assert set(kept_files(tmp_path / "datos")) - beside == set(before)


def test_a_good_file_beside_a_bad_one_is_imported(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    bad = tmp_path / "mala.json"
    bad.write_text("[]", encoding="utf-8")
    good = write_answers_file(tmp_path / "buena.json", {"nombre": "Buena"}, **FORM)
    with open_window(qtbot, program) as driver:
        driver.dialogs.answers_files = [bad, good]
        driver.window.menus.action(Command.IMPORT).trigger()
        driver.wait_work()
        assert len(driver.dialogs.said) == 1
        assert driver.view.bridge.session.draft.answers["nombre"] == "Buena"


def test_a_start_with_a_file_that_cannot_be_used_shows_the_list(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "mala.json"
    path.write_text("[]", encoding="utf-8")
    with open_window(qtbot, program, str(path)) as driver:
        driver.wait_work()
        assert len(driver.dialogs.said) == 1
        assert driver.exists("drafts.new")
