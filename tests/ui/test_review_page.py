"""The review in the window: what is wrong and where, every answer, the way there and back."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fichas_desktop.app import make_application
from fichas_desktop.domain.definition import FieldType
from fichas_desktop.domain.partial_date import PartialDate
from fichas_desktop.domain.rich_text import Block, BlockKind, RichText, Run
from fichas_desktop.services.program import Program
from fichas_desktop.ui.answer_row import AnswerLabel, answer_label
from fichas_desktop.ui.issue_lines import IssueLines
from fichas_desktop.ui.theme import apply_theme
from fichas_desktop.ui.wrapping_link import WrappingLink
from tests.ui.programs import (
    EXAMPLE_DAY,
    invented_program,
    keep_complete,
    keep_example,
    shipped_program,
)
from tests.ui.window_driver import WindowDriver, open_window

REVIEW = 6


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return shipped_program(tmp_path / "datos")


def links(driver: WindowDriver, box: str) -> list[WrappingLink]:
    found = driver.find(box).findChildren(WrappingLink)
    return sorted(found, key=lambda link: link.y())


def heading(driver: WindowDriver, box: str) -> str:
    return driver.find(box).findChildren(QLabel)[0].text()


def shown_answer(driver: WindowDriver, key: str) -> str:
    label = driver.find(f"answer.{key}")
    assert isinstance(label, QLabel)
    return label.text()


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget is not None else ""


# --- what is wrong ----------------------------------------------------------------------------------


def test_an_empty_ficha_lists_what_is_missing_with_the_keyboard_on_the_first(
    qtbot: QtBot, program: Program
) -> None:
    with open_window(qtbot, program) as driver:
        driver.go_to_step(REVIEW)
        assert heading(driver, "summary.errors") == "Hay 16 problemas por corregir antes de la entrega"
        assert heading(driver, "summary.warnings") == "Hay 4 advertencias: puede dejarlas así"
        found = links(driver, "summary.errors")
        assert len(found) == 16
        assert (
            found[0].text() == "Sección 1. Falta responder «Nombre de la buena práctica de gestión pública»."
        )
        assert found[0].hasFocus()


def test_each_link_of_the_summary_leads_to_its_field(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        driver.go_to_step(REVIEW)
        names = [
            link.objectName() for box in ("summary.errors", "summary.warnings") for link in links(driver, box)
        ]
        for name in names:
            key = name.removeprefix("issue.")
            driver.find(name).setFocus()
            driver.key(Qt.Key.Key_Return)
            frame = driver.view.pages.page(driver.view.row).frames[key]
            assert QApplication.focusWidget() in frame.input.inputs(), key
            assert not frame.visibleRegion().isEmpty(), key
            driver.click("next")
            assert driver.view.row == REVIEW
        assert len(names) == 20


def test_the_same_words_stand_beside_the_field(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        driver.type_into("correo_contacto", "sin arroba")
        driver.go_to_step(REVIEW)
        words = links(driver, "summary.errors")[5].text()
        assert words.startswith("Sección 1. Correo institucional de contacto: ")
        driver.click("issue.correo_contacto")
        lines = driver.view.pages.page(0).frames["correo_contacto"].findChild(IssueLines)
        assert isinstance(lines, IssueLines)
        sentence = lines.words()[0].removeprefix("Error: ")
        assert words.endswith(sentence)


def test_one_problem_is_told_as_one(qtbot: QtBot, program: Program) -> None:
    draft_id = keep_example(program)
    with open_window(qtbot, program, draft_id) as driver:
        driver.type_into("correo_contacto", " ñ")
        driver.go_to_step(REVIEW)
        assert heading(driver, "summary.errors") == "Hay 1 problema por corregir antes de la entrega"


def test_volver_a_la_revision_returns_and_says_so_only_then(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        next_button = driver.find("next")
        assert next_button.property("text") == "&Siguiente"
        driver.go_to_step(REVIEW)
        driver.click("change.difusion")
        assert (driver.view.row, focused()) == (2, "difusion")
        assert next_button.property("text") == "V&olver a la revisión"
        driver.type_here("Carteles en el salón")
        driver.click("next")
        assert driver.view.row == REVIEW
        assert "Carteles en el salón" in shown_answer(driver, "difusion")
        driver.go_to_step(0)
        assert next_button.property("text") == "&Siguiente"


def test_without_problems_the_keyboard_is_on_the_entrega(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program, keep_example(program)) as driver:
        driver.go_to_step(REVIEW)
        assert not driver.exists("summary.errors")
        assert not driver.exists("summary.warnings")
        assert focused() == "export.final"


# --- the answers ------------------------------------------------------------------------------------


def test_every_answer_is_shown_with_a_way_to_change_it(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program, keep_example(program)) as driver:
        driver.go_to_step(REVIEW)
        session = driver.view.bridge.session
        for field in session.form.fields():
            assert shown_answer(driver, field.key) not in {"", "Sin responder"}, field.key
            name = field.label.rstrip(":") or session.form.label_of(field).capitalize()
            assert driver.find(f"change.{field.key}").accessibleName() == f"Cambiar: {name}"


def test_what_is_unanswered_is_called_so(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        driver.go_to_step(REVIEW)
        assert shown_answer(driver, "aporte") == "Sin responder"


def test_formatted_text_is_shown_as_it_was_formatted(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        driver.go_to_step(1)
        driver.click("descripcion")
        driver.key(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        driver.type_here("Fuerte")
        driver.key(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        driver.type_here(" y <b>sin</b> marca & más")
        driver.go_to_step(REVIEW)
        html = shown_answer(driver, "descripcion")
        assert "<b>Fuerte</b> y &lt;b&gt;sin&lt;/b&gt; marca &amp; más" in html


def test_an_answer_of_a_line_is_never_read_as_markup(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        driver.type_into("nombre", "<b>No</b> es negrita")
        driver.go_to_step(REVIEW)
        label = driver.find("answer.nombre")
        assert isinstance(label, QLabel)
        assert (label.text(), label.textFormat()) == ("<b>No</b> es negrita", Qt.TextFormat.PlainText)


@pytest.mark.parametrize("key", ["nombre", "descripcion"])
def test_an_endless_word_makes_the_page_no_wider(qtbot: QtBot, program: Program, key: str) -> None:
    with open_window(qtbot, program) as driver:
        driver.window.resize(1024, 600)
        driver.view.show_field(key)
        QApplication.clipboard().setText("x" * 250)
        driver.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        driver.go_to_step(REVIEW)
        QApplication.processEvents()
        assert driver.view.review.page.horizontalScrollBar().maximum() == 0
        assert driver.find(f"answer.{key}").height() > 2 * driver.window.fontMetrics().height()


# --- the date ---------------------------------------------------------------------------------------


def on_another_day(folder: Path) -> Program:
    return shipped_program(folder, EXAMPLE_DAY + dt.timedelta(days=5))


def test_a_date_of_another_day_is_asked_about(qtbot: QtBot, tmp_path: Path) -> None:
    program = on_another_day(tmp_path)
    with open_window(qtbot, program, keep_example(program)) as driver:
        driver.go_to_step(REVIEW)
        words = [label.text() for label in driver.view.review.page.findChildren(QLabel)]
        assert "«Fecha de diligenciamiento del formato» dice 16/05/2025; hoy es 21/05/2025." in words
        driver.click("date.use_today")
        assert not driver.exists("date.use_today")
        assert shown_answer(driver, "fecha_diligenciamiento") == "21/05/2025"
        driver.go_to_step(0)
        boxes = [driver.find(f"fecha_diligenciamiento.{part}") for part in ("day", "month", "year")]
        assert [box.property("text") for box in boxes] == ["21", "05", "2025"]
        assert driver.view.bridge.session.answer("fecha_diligenciamiento") == PartialDate(2025, 5, 21)


def test_a_date_that_is_to_stay_is_asked_about_once(qtbot: QtBot, tmp_path: Path) -> None:
    program = on_another_day(tmp_path)
    with open_window(qtbot, program, keep_example(program)) as driver:
        driver.go_to_step(REVIEW)
        driver.click("date.keep")
        assert not driver.exists("date.keep")
        assert shown_answer(driver, "fecha_diligenciamiento") == "16/05/2025"
        driver.go_to_step(0)
        driver.go_to_step(REVIEW)
        assert not driver.exists("date.keep")


@pytest.mark.parametrize("name", ["date.use_today", "date.keep"])
def test_whoever_answers_the_date_by_keyboard_goes_on_from_there(
    qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    program = on_another_day(tmp_path)
    with open_window(qtbot, program, keep_example(program)) as driver:
        driver.go_to_step(REVIEW)
        driver.find(name).setFocus()
        driver.key(Qt.Key.Key_Space)
        assert not driver.exists(name)
        assert QApplication.focusWidget() is driver.find("export.final")


def test_todays_date_is_not_asked_about(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program, keep_example(program)) as driver:
        driver.go_to_step(REVIEW)
        assert not driver.exists("date.keep")


def test_the_date_question_of_another_form(qtbot: QtBot, tmp_path: Path) -> None:
    program = invented_program(tmp_path)
    with open_window(qtbot, program, keep_complete(program, dia_registro="2024-05-19")) as driver:
        driver.view.show_review()
        driver.click("date.use_today")
        assert driver.view.bridge.session.answer("dia_registro") == PartialDate(2024, 5, 20)


class _Clipped(QObject):
    """Notes the answers that are painted lower than they need."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = 0
        self.when = ""
        self.clipped: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and isinstance(watched, AnswerLabel):
            self.painted += 1
            if watched.height() < watched.heightForWidth(watched.width()):
                self.clipped.append(f"{self.when}: {watched.objectName()}")
        return False


def test_no_answer_is_ever_painted_lower_than_it_needs(qtbot: QtBot, program: Program) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    with open_window(qtbot, program, keep_example(program)) as driver:
        driver.window.resize(1200, 700)
        spy = _Clipped()
        application.installEventFilter(spy)
        spy.when = "first"
        driver.view.show_review()
        QApplication.processEvents()
        driver.view.review.page.verticalScrollBar().setValue(2000)
        QApplication.processEvents()
        for width in range(1200, 720, -40):
            spy.when = f"{width} wide"
            driver.window.resize(width, 700)
            QApplication.processEvents()
        for size in (11.0, 16.0):
            spy.when = f"{size} pt"
            apply_theme(application, "light", size / 11)
            QApplication.processEvents()
        application.removeEventFilter(spy)
        apply_theme(application, "light")
    assert spy.painted > 20
    assert spy.clipped == []


def test_a_long_answer_is_measured_once(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: Counter[str] = Counter()

    def measure(label: AnswerLabel, width: int) -> int:
        measured[label.objectName()] += 1
        return QLabel.heightForWidth(label, width)

    form = program.catalog.latest()
    with open_window(qtbot, program, keep_example(program)) as driver:
        monkeypatch.setattr(AnswerLabel, "heightForWidth", measure)
        driver.view.show_review()
        QApplication.processEvents()
    long = {f"answer.{field.key}" for field in form.fields() if field.type is FieldType.RICH_TEXT}
    assert {measured[name] for name in long} == {1}


def test_a_review_that_shows_all_as_it_is_stays(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program, keep_example(program)) as driver:
        driver.view.show_review()
        first = driver.find("answer.nombre")
        driver.go_to_step(0)
        driver.view.show_review()
        assert driver.find("answer.nombre") is first
        driver.view.show_field("nombre")
        driver.key(Qt.Key.Key_End)
        driver.type_here(" y más")
        driver.view.show_review()
        assert shown_answer(driver, "nombre").endswith(" y más")


def test_links_take_the_colour_of_the_look(qtbot: QtBot, program: Program) -> None:
    application = make_application()
    field = next(field for field in program.catalog.latest().fields() if field.type is FieldType.RICH_TEXT)
    value = RichText((Block(BlockKind.PARAGRAPH, runs=(Run("sitio", link="https://example.org"),)),))
    label = answer_label(field, value)
    qtbot.addWidget(label)
    label.resize(300, 60)
    label.show()

    def most_coloured() -> str:
        image = label.grab().toImage()
        colours = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        return max(colours, key=lambda colour: (colour.hslSaturation(), colour.alpha())).name()

    apply_theme(application, "dark")
    QApplication.processEvents()
    dark = most_coloured()
    apply_theme(application, "light")
    QApplication.processEvents()
    assert most_coloured() != dark
