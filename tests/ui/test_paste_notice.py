"""The strip below the editor after a paste that could not keep everything."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.values import FileAttachment
from fichas_desktop.services.program import Program
from fichas_desktop.ui.inputs.rich_text_input import RichTextInput
from fichas_desktop.ui.quiet_notice import QuietNotice
from tests.ui.programs import invented_program, shipped_program
from tests.ui.rich_texts import p, text_of
from tests.ui.window_driver import WindowDriver, open_window

KEY = "descripcion"
TEXT_AND_TABLE = "<p>a</p><table><tr><td>b<td>c</table>"
TABLE_WORDS = "Se pegó el texto. La tabla quedó en renglones."


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return shipped_program(tmp_path / "datos")


def red_image() -> QImage:
    image = QImage(6, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("#c00000"))
    return image


def paste(driver: WindowDriver, html: str = "", image: QImage | None = None) -> None:
    """Paste with Ctrl+V what is put on the clipboard."""
    mime = QMimeData()
    if html:
        mime.setHtml(html)
    if image is not None:
        mime.setImageData(image)
    QApplication.clipboard().setMimeData(mime)
    driver.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def start(driver: WindowDriver) -> QuietNotice:
    driver.go_to_step(1)
    driver.click(KEY)
    field_input = driver.view.pages.field_input(KEY)
    assert isinstance(field_input, RichTextInput)
    return field_input.editor.notice


def test_a_paste_says_what_it_changed_until_the_person_writes_on(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        notice = start(driver)
        said: list[str] = []
        notice.announced.connect(said.append)
        paste(driver, TEXT_AND_TABLE)
        assert notice.isVisible()
        assert notice.words() == TABLE_WORDS
        assert said == [TABLE_WORDS]
        assert notice.accessibleName() == TABLE_WORDS
        assert driver.find(KEY).hasFocus()
        assert not notice.action_button.isVisible()
        driver.type_here("x")
        assert notice.words() == ""


def test_the_strip_is_closed_by_the_keyboard_alone(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        notice = start(driver)
        paste(driver, TEXT_AND_TABLE)
        driver.key(Qt.Key.Key_Tab)
        assert notice.close_button.hasFocus()
        driver.key(Qt.Key.Key_Space)
        assert notice.words() == ""
        assert driver.find(KEY).hasFocus()
        paste(driver, TEXT_AND_TABLE)
        driver.type_here("x")
        assert notice.words() == ""
        assert driver.find(KEY).hasFocus()


def test_a_paste_that_kept_everything_says_nothing(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        notice = start(driver)
        paste(driver, "<p>uno <b>dos</b></p>")
        assert notice.words() == ""


def test_undoing_the_paste_takes_the_words_away(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        notice = start(driver)
        driver.type_here("antes")
        paste(driver, TEXT_AND_TABLE)
        driver.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert notice.words() == ""
        assert driver.view.pages.field_input(KEY).value() == text_of(p("antes"))


def annex_key(program: Program) -> str:
    form = program.catalog.latest()
    return next(field.key for field in form.fields() if field.type.value == "attachments")


def test_a_pasted_image_becomes_an_annex_when_the_person_wants_it(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        notice = start(driver)
        for number in (1, 2):
            image = red_image()
            image.setPixelColor(0, 0, QColor(number, 0, 0))
            paste(driver, "", image)
            assert notice.words() == "Aquí no se pegan imágenes, solo texto."
            qtbot.mouseClick(notice.action_button, Qt.MouseButton.LeftButton)
            qtbot.waitUntil(lambda: notice.words().startswith("La imagen quedó"))
            assert notice.words() == (
                f"La imagen quedó en «Anexos» como «imagen-pegada-{number}.png»; descríbala allá."
            )
            driver.click(KEY)
        driver.view.pages.commit()
        items = driver.view.bridge.session.answer(annex_key(program))
        assert isinstance(items, tuple)
        (one, two) = items
        assert isinstance(one, FileAttachment)
        assert isinstance(two, FileAttachment)
        assert one.media_type == "image/png"
        data = program.drafts.read_file(driver.view.bridge.session.draft.id, one)
        assert data is not None
        assert QImage.fromData(data).pixelColor(2, 2) == QColor("#c00000")
        assert driver.view.pages.field_input(KEY).value() is None
        # once more the same one
        paste(driver, "", image)
        qtbot.mouseClick(notice.action_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "ya está en la lista" in notice.words())
        driver.view.pages.commit()
        assert driver.view.bridge.session.answer(annex_key(program)) == items


def test_a_picture_of_what_was_pasted_as_text_is_not_offered(qtbot: QtBot, program: Program) -> None:
    # spreadsheets put a picture of the cells beside their text
    with open_window(qtbot, program) as driver:
        notice = start(driver)
        paste(driver, TEXT_AND_TABLE, red_image())
        assert notice.words() == TABLE_WORDS
        assert not notice.action_button.isVisible()
        paste(driver, "<p>a<img src='file:///x.png'></p>", red_image())
        assert notice.action_button.isVisible()


def test_an_image_that_is_too_large_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    program = invented_program(tmp_path / "datos")
    noise = QImage(os.urandom(120 * 120 * 4), 120, 120, QImage.Format.Format_RGB32)
    with open_window(qtbot, program) as driver:
        form = driver.view.bridge.session.form
        field = next(field for field in form.fields() if field.type.value == "rich_text")
        driver.view.show_field(field.key)
        field_input = driver.view.pages.field_input(field.key)
        assert isinstance(field_input, RichTextInput)
        paste(driver, "", noise)
        qtbot.mouseClick(field_input.editor.notice.action_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "pasa de 19,5 KB" in field_input.editor.notice.words())
