"""Annexes in the window: added, described, put in order, removed and back, too large, gone from the disk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.progress import Step
from fichas_desktop.domain.values import Attachments, FileAttachment, LinkAttachment, NoteAttachment
from fichas_desktop.services import drafts
from fichas_desktop.services.program import Program
from fichas_desktop.ui.inputs.annex_tile import AnnexTile
from fichas_desktop.ui.issue_lines import IssueLines
from fichas_desktop.ui.noticed_work import NoticedWork
from fichas_desktop.ui.quiet_notice import QuietNotice
from tests.ui.programs import invented_program, kept_as, kept_contents
from tests.ui.window_driver import WindowDriver, open_window

ANNEXES = 2


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return invented_program(tmp_path / "datos")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "acta ñ.txt"
    path.write_text("Acta del taller", encoding="utf-8")
    return path


def add(driver: WindowDriver, *paths: Path) -> None:
    driver.go_to_step(ANNEXES)
    driver.dialogs.annexes = list(paths)
    driver.click("legajo.add_files")


def annexes(driver: WindowDriver) -> Attachments:
    driver.view.pages.commit()
    value = driver.view.bridge.session.answer("legajo")
    return value if isinstance(value, tuple) else ()


def words_beside(driver: WindowDriver) -> tuple[str, ...]:
    found = driver.view.pages.page(ANNEXES).frames["legajo"].findChildren(IssueLines)
    return tuple(words for lines in found if lines.isVisibleTo(driver.window) for words in lines.words())


def notice(driver: WindowDriver) -> QuietNotice:
    found = driver.view.pages.field_input("legajo").findChild(QuietNotice)
    assert isinstance(found, QuietNotice)
    return found


def total(driver: WindowDriver) -> str:
    label = driver.find("legajo.total")
    assert isinstance(label, QLabel)
    return label.text()


def test_a_file_is_copied_described_and_still_there_after_reopening(
    qtbot: QtBot, program: Program, paper: Path
) -> None:
    with open_window(qtbot, program) as driver:
        add(driver, paper)
        qtbot.waitUntil(lambda: driver.exists("legajo.1.description"))
        driver.type_into("legajo.1.description", "El acta firmada")
        (annex,) = annexes(driver)
        assert isinstance(annex, FileAttachment)
        assert (annex.name, annex.size, annex.description) == ("acta ñ.txt", 15, "El acta firmada")
    paper.unlink()
    (summary,) = program.drafts.summaries()
    with open_window(qtbot, program, summary.id) as driver:
        assert annexes(driver) == (annex,)
        assert program.drafts.read_file(summary.id, annex) == b"Acta del taller"
        assert words_beside(driver) == ()


def test_annexes_are_put_in_order_removed_and_brought_back(qtbot: QtBot, program: Program) -> None:
    with open_window(qtbot, program) as driver:
        driver.go_to_step(ANNEXES)
        driver.click("legajo.add_note")
        driver.type_into("legajo.1.description", "Uno")
        driver.click("legajo.add_link")
        driver.type_into("legajo.2.address", "https://ejemplo.org/dos")
        driver.type_into("legajo.2.description", "Dos")
        one, two = NoteAttachment("Uno"), LinkAttachment("https://ejemplo.org/dos", "Dos")
        assert annexes(driver) == (one, two)
        driver.click("legajo.2.up")
        assert annexes(driver) == (two, one)
        driver.click("legajo.1.remove")
        assert annexes(driver) == (one,)
        undo = driver.find("legajo.removed").findChild(QPushButton)
        assert isinstance(undo, QPushButton)
        qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
        assert annexes(driver) == (two, one)


def test_what_cannot_be_taken_is_told_in_the_field_and_the_rest_is_added(
    qtbot: QtBot, program: Program, paper: Path, tmp_path: Path
) -> None:
    large, folder = tmp_path / "grande.bin", tmp_path / "fotos"
    large.write_bytes(bytes(20_001))
    folder.mkdir()
    with open_window(qtbot, program) as driver:
        add(driver, large, paper, folder)
        qtbot.waitUntil(lambda: bool(notice(driver).words()))
        assert notice(driver).words().splitlines() == [
            "El anexo «grande.bin» pasa de 19,5 KB; redúzcalo o ponga un enlace.",
            "«fotos» es una carpeta; abra la carpeta y agregue los archivos que necesite.",
        ]
        assert driver.dialogs.said == []
        assert [item.name for item in annexes(driver) if isinstance(item, FileAttachment)] == [paper.name]
        driver.click("legajo.notice.close")
        assert notice(driver).words() == ""


def test_more_than_a_ficha_may_hold_is_not_copied(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.bin" for name in ("a", "b", "c")]
    for path, size in zip(paths, (16_000, 17_000, 9_000), strict=True):
        path.write_bytes(path.name.encode() + bytes(size))
    with open_window(qtbot, program) as driver:
        add(driver, *paths)
        qtbot.waitUntil(lambda: bool(notice(driver).words()))
        assert notice(driver).words() == (
            "«b.bin» no se agregó: los anexos sumarían más de 29,3 KB; quite o reduzca alguno."
        )
        assert total(driver) == "2 anexos · 24,4 KB de 29,3 KB"
        driver.window.host.flush()
        kept = kept_contents(tmp_path / "datos").values()
        assert paths[0].read_bytes() in kept
        assert paths[1].read_bytes() not in kept


def test_the_same_content_is_noticed_under_another_name(
    qtbot: QtBot, program: Program, paper: Path, tmp_path: Path
) -> None:
    other = tmp_path / "copia.txt"
    other.write_bytes(paper.read_bytes())
    with open_window(qtbot, program) as driver:
        add(driver, paper, other)
        qtbot.waitUntil(lambda: bool(notice(driver).words()))
        assert notice(driver).words() == (
            "«copia.txt» es igual a «acta ñ.txt», que ya está en la lista; no se agregó otra vez."
        )
        assert len(annexes(driver)) == 1


def test_files_that_take_long_are_told_and_can_be_cancelled(
    qtbot: QtBot, program: Program, paper: Path
) -> None:
    free = threading.Event()
    with open_window(qtbot, program) as driver:
        driver.go_to_step(ANNEXES)
        driver.window.host.work.run(lambda: free.wait(60), lambda _: None, lambda _: None)
        add(driver, paper)
        assert notice(driver).words() == ""
        qtbot.waitUntil(lambda: notice(driver).words() == "Agregando «acta ñ.txt»…")
        driver.click("legajo.notice.action")
        free.set()
        qtbot.waitUntil(lambda: notice(driver).words() == "Se canceló; «acta ñ.txt» no se agregó.")
        assert annexes(driver) == ()

        free.clear()
        driver.window.host.work.run(lambda: free.wait(60), lambda _: None, lambda _: None)
        add(driver, paper)
        qtbot.waitUntil(lambda: notice(driver).words() == "Agregando «acta ñ.txt»…")
        free.set()
        qtbot.waitUntil(lambda: len(annexes(driver)) == 1)
        assert notice(driver).words() == ""


def test_cancelling_stops_in_the_middle_of_a_file(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "PIECE", 1)  # a file that takes long to read
    path = tmp_path / "video.bin"
    path.write_bytes(bytes(19_000))
    held = threading.Event()

    def report(work: NoticedWork, step: Step, told: Callable[[NoticedWork, Step], None]) -> None:
        told(work, step)
        reports.append(step)
        if len(reports) == 1000:
            held.wait(60)

    reports: list[Step] = []
    told = NoticedWork.report
    monkeypatch.setattr(NoticedWork, "report", lambda work, step: report(work, step, told))
    with open_window(qtbot, program) as driver:
        add(driver, path)
        qtbot.waitUntil(lambda: notice(driver).words() == "Agregando «video.bin»…")
        driver.click("legajo.notice.action")
        held.set()
        qtbot.waitUntil(lambda: notice(driver).words() == "Se canceló; «video.bin» no se agregó.")
        assert len(reports) == 1000, "nothing was read afterwards"
        assert annexes(driver) == ()
        assert path.read_bytes() not in kept_contents(tmp_path / "datos").values()


def test_closing_waits_for_a_file_that_is_being_copied(qtbot: QtBot, program: Program, paper: Path) -> None:
    with open_window(qtbot, program) as driver:
        add(driver, paper)
        assert driver.window.close()
    (summary,) = program.drafts.summaries()
    (annex,) = program.drafts.load(summary.id).answers.files()
    assert annex.name == "acta ñ.txt"


def with_a_lost_annex(qtbot: QtBot, program: Program, paper: Path, folder: Path) -> str:
    with open_window(qtbot, program) as driver:
        add(driver, paper)
        qtbot.waitUntil(lambda: driver.exists("legajo.1.description"))
        driver.type_into("legajo.1.description", "El acta")
    kept_as(folder, b"Acta del taller").unlink()
    (summary,) = program.drafts.summaries()
    return summary.id


def says_missing(driver: WindowDriver) -> bool:
    QApplication.processEvents()
    labels = driver.view.pages.page(ANNEXES).findChildren(QLabel)
    return any(label.text() == "Falta el archivo" and label.isVisible() for label in labels)


def test_an_annex_that_is_gone_from_the_disk_shows_at_once(
    qtbot: QtBot, program: Program, paper: Path, tmp_path: Path
) -> None:
    draft_id = with_a_lost_annex(qtbot, program, paper, tmp_path / "datos")
    with open_window(qtbot, program, draft_id) as driver:
        driver.go_to_step(ANNEXES)
        assert says_missing(driver)
        assert words_beside(driver) == (
            "Error: No se encuentra el archivo del anexo 1; agréguelo otra vez o quítelo.",
        )
        assert driver.view.steps.buttons[ANNEXES].detail == "Hay un problema"


def test_an_altered_annex_shows_after_the_first_paint_and_no_key_waits_for_that(
    qtbot: QtBot, program: Program, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_window(qtbot, program) as driver:
        add(driver, paper)
        qtbot.waitUntil(lambda: driver.exists("legajo.1.description"))
    kept = kept_as(tmp_path / "datos", b"Acta del taller")
    kept.write_bytes(b"acta del taller")
    (summary,) = program.drafts.summaries()
    readers = []
    real = program.drafts.missing_files

    def watched(draft: Draft) -> frozenset[str]:
        readers.append(threading.current_thread() is threading.main_thread())
        return real(draft)

    monkeypatch.setattr(program.drafts, "missing_files", watched)
    with open_window(qtbot, program, summary.id) as driver:
        driver.go_to_step(ANNEXES)
        qtbot.waitUntil(lambda: says_missing(driver))
        assert driver.view.steps.buttons[ANNEXES].detail == "Hay un problema"
    assert readers == [False]


def test_a_lost_annex_that_is_added_again_is_found(
    qtbot: QtBot, program: Program, paper: Path, tmp_path: Path
) -> None:
    draft_id = with_a_lost_annex(qtbot, program, paper, tmp_path / "datos")
    with open_window(qtbot, program, draft_id) as driver:
        driver.go_to_step(ANNEXES)
        driver.click("legajo.1.remove")
        driver.view.pages.commit()
        assert words_beside(driver) == ()
        add(driver, paper)
        qtbot.waitUntil(lambda: driver.exists("legajo.1.description"))
        driver.type_into("legajo.1.description", "Otra vez")
        assert annexes(driver) != ()
        assert words_beside(driver) == ()
        assert not says_missing(driver)
        assert driver.view.steps.buttons[ANNEXES].detail == "Completa"


def test_a_lost_annex_that_is_found_keeps_its_place_and_its_words(
    qtbot: QtBot, program: Program, paper: Path, tmp_path: Path
) -> None:
    draft_id = with_a_lost_annex(qtbot, program, paper, tmp_path / "datos")
    with open_window(qtbot, program, draft_id) as driver:
        driver.go_to_step(ANNEXES)
        before = annexes(driver)
        driver.dialogs.annexes = [paper]
        driver.click("legajo.1.search")
        qtbot.waitUntil(lambda: not says_missing(driver))
        assert driver.dialogs.said == []
        assert annexes(driver) == before
        assert words_beside(driver) == ()
        (annex,) = program.drafts.load(driver.view.bridge.session.draft.id).answers.files()
        assert program.drafts.read_file(driver.view.bridge.session.draft.id, annex) == b"Acta del taller"


@pytest.mark.parametrize("agrees", [True, False])
def test_another_file_for_a_lost_annex_is_asked_for_first(
    qtbot: QtBot, program: Program, paper: Path, tmp_path: Path, *, agrees: bool
) -> None:
    draft_id = with_a_lost_annex(qtbot, program, paper, tmp_path / "datos")
    other = tmp_path / "otra.txt"
    other.write_text("Otra acta", encoding="utf-8")
    with open_window(qtbot, program, draft_id) as driver:
        driver.go_to_step(ANNEXES)
        before = annexes(driver)
        driver.dialogs.annexes = [other]
        driver.dialogs.confirms = agrees
        driver.click("legajo.1.search")
        if agrees:
            qtbot.waitUntil(lambda: annexes(driver) != before)
            (annex,) = annexes(driver)
            assert isinstance(annex, FileAttachment)
            assert (annex.name, annex.description) == ("otra.txt", "El acta")
        else:
            assert annexes(driver) == before
        assert says_missing(driver) is not agrees
        (question,) = driver.dialogs.said
        assert question.startswith("Ese archivo no es el mismo que se había agregado. Si lo usa, ocupa el ")
        assert "«acta ñ.txt»" in question


def test_a_lost_annex_given_again_as_a_new_file_is_there_again(
    qtbot: QtBot, program: Program, paper: Path, tmp_path: Path
) -> None:
    draft_id = with_a_lost_annex(qtbot, program, paper, tmp_path / "datos")
    with open_window(qtbot, program, draft_id) as driver:
        add(driver, paper)
        qtbot.waitUntil(lambda: not says_missing(driver))
        assert len(annexes(driver)) == 1
        assert notice(driver).words() == ""


def test_another_file_takes_the_place_and_the_words_of_an_annex(
    qtbot: QtBot, program: Program, paper: Path, tmp_path: Path
) -> None:
    other = tmp_path / "foto.png"
    other.write_bytes(b"no es una foto")
    with open_window(qtbot, program) as driver:
        driver.go_to_step(ANNEXES)
        driver.click("legajo.add_note")
        driver.type_into("legajo.1.description", "Nota")
        add(driver, paper)
        qtbot.waitUntil(lambda: driver.exists("legajo.2.description"))
        driver.type_into("legajo.2.description", "El acta")
        driver.dialogs.annexes = [other]
        driver.click("legajo.2.replace")
        qtbot.waitUntil(
            lambda: annexes(driver)[1].description == "El acta" and driver.exists("legajo.2.open")
        )
        qtbot.waitUntil(lambda: getattr(annexes(driver)[1], "name", "") == "foto.png")
        assert annexes(driver)[0] == NoteAttachment("Nota")
        assert driver.find("legajo.2.replace").hasFocus()
        assert driver.find("legajo.2").accessibleName() == "Anexo 2 · foto.png, Imagen PNG · 14 bytes"
        assert driver.find("legajo.2.description").accessibleName().endswith(": Descripción de la imagen")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Collect what would be opened by the system's programs."""
    paths: list[Path] = []

    def note(url: QUrl) -> bool:
        paths.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    return paths


def test_an_annex_opens_as_a_copy_that_cannot_harm_the_kept_one(
    qtbot: QtBot, program: Program, paper: Path, tmp_path: Path, opened: list[Path]
) -> None:
    with open_window(qtbot, program) as driver:
        add(driver, paper)
        qtbot.waitUntil(lambda: driver.exists("legajo.1.open"))
        driver.click("legajo.1.open")
        (copy,) = opened
        assert copy.name == "acta ñ.txt"
        assert copy.read_bytes() == b"Acta del taller"
        assert tmp_path / "datos" not in copy.parents
        copy.chmod(0o600)
        copy.write_text("cambiada", encoding="utf-8")
        driver.click("legajo.1.open")
        driver.window.flows.show_drafts()
        assert opened[1].read_bytes() == b"Acta del taller"
    program.close()
    assert not copy.exists()
    assert not opened[1].exists()


def test_a_program_is_never_opened(
    qtbot: QtBot, program: Program, tmp_path: Path, opened: list[Path]
) -> None:
    virus = tmp_path / "Foto.JPG.Exe"
    virus.write_bytes(b"MZ")
    with open_window(qtbot, program) as driver:
        add(driver, virus)
        qtbot.waitUntil(lambda: driver.exists("legajo.1.open"))
        driver.click("legajo.1.open")
        assert opened == []
        assert notice(driver).words().startswith("«Foto.JPG.Exe» es un programa")


def test_an_annex_that_vanished_meanwhile_shows_as_missing(
    qtbot: QtBot, program: Program, paper: Path, tmp_path: Path, opened: list[Path]
) -> None:
    with open_window(qtbot, program) as driver:
        add(driver, paper)
        qtbot.waitUntil(lambda: driver.exists("legajo.1.open"))
        kept_as(tmp_path / "datos", b"Acta del taller").write_bytes(b"alterada")
        driver.click("legajo.1.open")
        assert opened == []
        assert says_missing(driver)
        assert notice(driver).words() == (
            "No se encuentra el archivo de «acta ñ.txt»; use «Buscar el archivo…»."
        )


def test_an_image_shows_a_small_picture_of_itself(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    photo = tmp_path / "foto.png"
    picture = QImage(20, 10, QImage.Format.Format_RGB32)
    picture.fill(QColor("#1f5f8b"))
    assert picture.save(str(photo))
    with open_window(qtbot, program) as driver:
        add(driver, photo)
        qtbot.waitUntil(lambda: driver.exists("legajo.1.open"))
        field_input = driver.view.pages.field_input("legajo")
        qtbot.waitUntil(lambda: tile_image(field_input) is not None)
        image = tile_image(field_input)
        assert image is not None
        assert image.pixelColor(3, 3) == QColor("#1f5f8b")
        driver.click("legajo.1.remove")
        undo = driver.find("legajo.removed").findChild(QPushButton)
        assert isinstance(undo, QPushButton)
        qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
        assert tile_image(field_input) is not None
        (summary,) = [driver.view.bridge.session.draft.id]
    with open_window(qtbot, program, summary) as driver:
        driver.go_to_step(ANNEXES)
        qtbot.waitUntil(lambda: tile_image(driver.view.pages.field_input("legajo")) is not None)


def tile_image(field_input: QWidget) -> QImage | None:
    tile = field_input.findChild(AnnexTile)
    return tile.image if isinstance(tile, AnnexTile) else None


def test_files_are_looked_for_where_the_last_one_was(
    qtbot: QtBot, program: Program, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = paper.parent / "Documentos"
    documents.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(documents))
    with open_window(qtbot, program) as driver:
        add(driver, paper)
        qtbot.waitUntil(lambda: driver.exists("legajo.1.replace"))
        driver.dialogs.annexes = []
        for name in ("add_files", "1.replace"):
            driver.click(f"legajo.{name}")
        assert driver.dialogs.proposed == [documents, paper.parent, paper.parent]
    (summary,) = program.drafts.summaries()
    with open_window(qtbot, program, summary.id) as driver:
        add(driver)
        assert driver.dialogs.proposed == [paper.parent]
