"""Fields left for later: marked by mouse and keys, noted, kept, listed, cleared, and never handed in."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.ficha import Status
from fichas_desktop.services.origins import Origin
from fichas_desktop.services.program import Program
from tests.builders import TEST_FORMS, answers_of, complete_values
from tests.ui.programs import invented_program, shipped_program
from tests.ui.window_driver import WindowDriver, open_window

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
NOTE = "Preguntar a Rosalba el dato"
KEY = "resumen"
SECTION = 1


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return invented_program(tmp_path / "datos")


def mark(driver: WindowDriver, note: str = NOTE) -> None:
    driver.view.show_field(KEY)
    driver.key(Qt.Key.Key_D, CTRL_SHIFT)
    driver.type_here(note)


def later(driver: WindowDriver) -> dict[str, str]:
    driver.view.pages.commit()
    return dict(driver.view.bridge.session.draft.later)


def labels(driver: WindowDriver) -> list[str]:
    return [label.text() for label in driver.view.review.page.findChildren(QLabel) if label.isVisible()]


def test_a_field_is_marked_noted_and_cleared_by_keys(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        driver.view.show_field(KEY)
        assert not driver.exists(f"{KEY}.later_note")
        driver.key(Qt.Key.Key_D, CTRL_SHIFT)
        assert driver.find(f"{KEY}.later_note").hasFocus()
        assert later(driver) == {KEY: ""}
        driver.type_here(NOTE)
        qtbot.waitUntil(lambda: later(driver) == {KEY: NOTE})
        driver.key(Qt.Key.Key_D, CTRL_SHIFT)
        assert later(driver) == {}
        assert not driver.exists(f"{KEY}.later_note")


def test_the_note_is_seen_where_the_field_is_at_the_foot_of_the_window(
    qtbot: QtBot, program: Program
) -> None:
    with open_window(qtbot, program) as driver:
        driver.window.resize(1024, 600)
        page = driver.view.pages.page(0)
        field = page.frames["tallerista"]
        driver.view.show_field("tallerista")
        driver.wake()
        bottom = field.mapTo(page.ground, field.rect().bottomLeft()).y()
        page.verticalScrollBar().setValue(bottom - page.viewport().height())
        driver.key(Qt.Key.Key_D, CTRL_SHIFT)
        note = driver.find("tallerista.later_note")
        assert note.hasFocus()
        qtbot.waitUntil(lambda: note.visibleRegion().boundingRect() == note.rect())


def test_the_button_beside_the_label_does_the_same(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        driver.view.show_field(KEY)
        driver.click(f"{KEY}.later")
        driver.type_here(NOTE)
        driver.key(Qt.Key.Key_Tab)
        assert later(driver) == {KEY: NOTE}
        driver.click(f"{KEY}.later")
        assert later(driver) == {}


def test_the_button_is_at_the_right_also_where_the_section_names_the_field(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_window(qtbot, shipped_program(tmp_path)) as driver:
        for row, key in ((1, "descripcion"), (4, "conclusiones"), (5, "anexos")):
            driver.view.show_step(row)
            QApplication.processEvents()
            button, frame = driver.find(f"{key}.later"), driver.find(f"{key}.frame")
            right = button.mapTo(frame, button.rect().bottomRight()).x()
            assert right == frame.width() - 1, key
            assert button.width() < frame.width() / 3, key


def test_the_step_says_so(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        mark(driver)
        assert driver.view.steps.buttons[SECTION].detail.endswith(" · 1 después")
        driver.key(Qt.Key.Key_D, CTRL_SHIFT)
        assert "después" not in driver.view.steps.buttons[SECTION].detail


def test_the_review_lists_it_with_its_way_back_and_its_end(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        mark(driver)
        driver.view.show_review()
        assert "Quedó 1 respuesta para después" in labels(driver)
        assert f"Resumen: {NOTE}" in labels(driver)
        driver.click(f"later.{KEY}.change")
        assert driver.view.row == SECTION
        assert driver.find(KEY).hasFocus()
        driver.view.show_review()
        driver.click(f"later.{KEY}.clear")
        assert later(driver) == {}
        assert not driver.exists("later")
        driver.view.show_field(KEY)
        assert not driver.exists(f"{KEY}.later_note")


def test_it_is_kept_and_comes_back_also_from_a_version(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        driver.view.show_field(KEY)
        driver.type_here("Algo")
        mark(driver)
    (summary,) = program.drafts.summaries()
    with open_window(qtbot, program, summary.id) as driver:
        assert later(driver) == {KEY: NOTE}
        driver.view.show_field(KEY)
        assert driver.exists(f"{KEY}.later_note")
        program.drafts.keep_saved(driver.view.bridge.session.draft)
        driver.key(Qt.Key.Key_D, CTRL_SHIFT)
        assert later(driver) == {}
        version = next(one for one in program.drafts.history(summary.id) if one.kind == "saved")
        assert program.drafts.restored(driver.view.bridge.session.draft, version.name).later == {KEY: NOTE}
        assert driver.window.host.flush() is None
    assert program.drafts.load(summary.id).later == {}
    stored = json.loads((next((program.data_folder / "drafts").iterdir()) / "draft.json").read_text("utf-8"))
    assert "later" not in json.dumps(stored)


def test_it_blocks_nothing_and_is_in_nothing_that_is_handed_in(program: Program, tmp_path: Path) -> None:
    form = program.catalog.get("SINT-01", "01")
    session = program.drafts.session(program.drafts.begin(form, answers_of(form, **complete_values())))
    before = session.state()
    session.set_later(KEY, NOTE)
    assert session.state() == before
    draft = session.draft
    session.adopt(program.drafts.begin(form, draft.answers, draft.id))
    assert session.draft.later == {KEY: NOTE}
    program.drafts.save(draft)
    origin = program.origins.find(draft.id)
    assert isinstance(origin, Origin)
    pair = program.exporter.export(origin, tmp_path / "salida", status=Status.FINAL, replace=False)
    assert NOTE not in pair.sidecar.read_text(encoding="utf-8")
    reader = pypdf.PdfReader(pair.pdf)
    assert NOTE not in "".join(page.extract_text() for page in reader.pages)
    assert all(NOTE.encode() not in one.content for one in reader.attachment_list)


def test_a_portable_copy_takes_it_along(program: Program, tmp_path: Path) -> None:
    form = program.catalog.get("SINT-01", "01")
    session = program.drafts.session(program.drafts.begin(form, answers_of(form, **complete_values())))
    session.set_later(KEY, NOTE)
    program.drafts.save(session.draft)
    origin = program.origins.find(session.draft.id)
    copy = program.portable_exporter.export(origin, tmp_path, replace=False).path
    other = invented_program(tmp_path / "otro")
    taken = other.importer.take_in(copy)
    assert other.drafts.load(taken.id).later == {KEY: NOTE}


def test_a_reader_may_not_mark(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        driver.view.show_field(KEY)
        driver.type_here("Algo")
        driver.wait_saved()
        draft_id = driver.view.bridge.session.draft.id
        other = Program(program.data_folder, forms=TEST_FORMS, clock=program.clock)
        second = WindowDriver(qtbot, other, draft_id)
        second.view.show_field(KEY)
        second.key(Qt.Key.Key_D, CTRL_SHIFT)
        assert later(second) == {}
        second.close()
