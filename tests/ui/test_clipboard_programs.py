"""What whole documents become, copied out of the programs that people write in; the texts are invented.

LibreOffice wrote its file itself; the others have the markup that those programs put on the clipboard.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from fichas_desktop.domain.rich_text import RichText, Run
from fichas_desktop.ui.clipboard_html import read_html
from fichas_desktop.ui.clipboard_losses import DroppedKind
from fichas_desktop.ui.paste_words import paste_words
from fichas_desktop.ui.rich_text_edit import RichTextEdit
from fichas_desktop.ui.rich_text_field import RichTextEditor
from tests.builders import ROOT
from tests.ui.rich_texts import b, h, i, ol, p, text_of, ul

FOLDER = ROOT / "tests" / "data" / "clipboard"
GUIDE = Run("la guía", link="https://huerto.example/guia")
DOCUMENTS = {
    "libreoffice-7.4.html": text_of(
        h("Cómo se organizó el huerto"),
        p("El ", b("huerto"), " de la sede empezó en ", i("marzo"), "; vea ", GUIDE, "."),
        h("Primer año", level=1),
        ul("Semillas propias"),
        ul("De maíz", level=1),
        ul("Herramientas prestadas"),
        ol("Abonar"),
        ol("Con compost", level=1),
        ol("Regar"),
        p("Una pausa"),
        ol("Cosechar", start=3),
        p("Mes | Kilos"),
        p("Abril | 12"),
        p("Fin"),
    ),
    "outlook.html": text_of(
        p("Buenos días:"),
        p(
            b("Lo acordado"),
            " en la ",
            i("reunión"),
            " (",
            Run("acta", link="https://acta.example/12"),
            ", \u00a010 m2):",
        ),
        ul("Regar a diario"),
        ul("Al amanecer", level=1),
        ol("Medir"),
        ol("Pesar Anotar"),
        p("María\nTel. 300\u00a0000\u00a00000"),
    ),
    "google-docs.html": text_of(
        h("Cómo se organizó"),
        p("El ", b("huerto"), i(" escolar"), ", vea ", GUIDE),
        ul("Semillas"),
        ul("De maíz", level=1),
        ol("Abonar"),
        ol("Regar"),
        p("Mes | Kilos"),
    ),
}
MANY = (
    "Quedaron por fuera 1 imagen y 2 objetos incrustados; 3 enlaces que no son de internet "
    "quedaron como texto y las listas quedaron en dos niveles."
)
SENTENCES = {
    "libreoffice-7.4.html": "Se pegó el texto. Quedaron por fuera los colores y los subrayados; "
    "la tabla quedó en renglones.",
    "outlook.html": "Se pegó el texto. Quedaron por fuera 1 imagen, los colores, las líneas de tachado "
    "y los superíndices y subíndices.",
    "google-docs.html": "Se pegó el texto. Quedaron por fuera 1 imagen y los colores; "
    "la tabla quedó en renglones.",
}


def html_of(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "expected"), DOCUMENTS.items())
def test_a_document_keeps_paragraphs_headings_lists_and_links(name: str, expected: RichText) -> None:
    assert read_html(html_of(name))[0] == expected


@pytest.mark.parametrize(("name", "sentence"), SENTENCES.items())
def test_what_a_document_lost_is_said_in_plain_words(name: str, sentence: str) -> None:
    value, dropped = read_html(html_of(name))
    assert paste_words(dropped, has_text=bool(value.blocks)) == sentence


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_pasted_document_is_one_undo_step_and_nothing_is_read(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    asked: list[object] = []
    for kind in (RichTextEdit, QTextDocument):
        monkeypatch.setattr(kind, "loadResource", lambda _self, _type, url: asked.append(url))
    editor = RichTextEditor()
    qtbot.addWidget(editor)
    before = text_of(p("antes"))
    editor.set_value(before)
    mime = QMimeData()
    mime.setHtml(html_of(name))
    editor.edit.selectAll()
    editor.edit.insertFromMimeData(mime)
    editor.grab()
    assert editor.value() == DOCUMENTS[name]
    assert asked == []
    editor.edit.undo()
    assert editor.value() == before
    editor.edit.redo()
    assert editor.value() == DOCUMENTS[name]


def test_the_fixtures_name_things_that_must_not_be_read() -> None:
    assert any("file:///" in html_of(name) for name in DOCUMENTS)
    assert any("<img" in html_of(name) for name in DOCUMENTS)
    assert {path.name for path in Path(FOLDER).iterdir()} == set(DOCUMENTS)


@pytest.mark.parametrize(
    ("style", "is_coloured"),
    [
        ("color:black", False),
        ("color:windowtext", False),
        ("color: rgb(33, 37, 41)", False),
        ("color:#1f2937", False),
        ("color:#777", False),
        ("background-color:transparent", False),
        ("background:white", False),
        ("background-color: rgba(255, 0, 0, 0)", False),
        ("border-color:red", False),
        ("color:#C00000", True),
        ("color:#c00", True),
        ("COLOR: Red", True),
        ("background:yellow;mso-highlight:yellow", True),
        ("color: rgb(200, 30, 30)", True),
        ("background-color: rgba(255, 0, 0, .5)", True),
    ],
)
def test_only_colours_that_say_something_are_told(style: str, is_coloured: bool) -> None:
    _, dropped = read_html(f'<p><span style="{style}">texto</span></p>')
    assert (DroppedKind.COLOUR in dropped) is is_coloured


def test_the_look_of_a_link_or_of_nothing_is_no_loss() -> None:
    html = '<p><a href="https://a.co"><u><font color="blue">uno</font></u></a> <u> </u><sup></sup></p>'
    assert read_html(html)[1] == {}


@pytest.mark.parametrize(
    ("dropped", "has_text", "words"),
    [
        ({DroppedKind.FILE: 1}, False, "Los archivos no se pegan en el texto; agréguelos como anexos."),
        ({DroppedKind.IMAGE: 1}, False, "Aquí no se pegan imágenes, solo texto."),
        ({DroppedKind.IMAGE: 1}, True, "Se pegó el texto. Quedó por fuera 1 imagen."),
        ({DroppedKind.IMAGE: 2}, True, "Se pegó el texto. Quedaron por fuera 2 imágenes."),
        (
            {DroppedKind.TABLE: 2},
            True,
            "Se pegó el texto. Las tablas quedaron en renglones.",
        ),
        (
            {DroppedKind.IMAGE: 1, DroppedKind.EMBEDDED: 2, DroppedKind.LINK: 3, DroppedKind.LIST_LEVEL: 1},
            False,
            MANY,
        ),
        (
            {DroppedKind.LIST_LEVEL: 1},
            True,
            "Se pegó el texto. Las listas quedaron en dos niveles.",
        ),
        ({DroppedKind.EMBEDDED: 1}, False, "Quedó por fuera 1 objeto incrustado."),
    ],
)
def test_words_of_a_paste(dropped: dict[DroppedKind, int], has_text: bool, words: str) -> None:
    assert paste_words(dropped, has_text=has_text) == words


def test_every_loss_has_words() -> None:
    for kind in DroppedKind:
        assert len(paste_words({kind: 1}, has_text=True)) > 20
