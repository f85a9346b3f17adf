"""Every word of every answer comes back from the PDF, as it was written and in its order."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from fichas_desktop.domain.definition import FieldType
from fichas_desktop.domain.partial_date import PartialDate
from fichas_desktop.domain.rich_text import Block, BlockKind, RichText, Run
from fichas_desktop.domain.values import (
    Answer,
    ChoiceValue,
    LinkAttachment,
    NoteAttachment,
)
from fichas_desktop.export.pdf import RenderedPdf
from tests.export.synthetic import (
    FORM,
    GUIDANCE,
    READERS,
    VERIFICATION,
    block,
    body,
    paragraphs,
    pypdf_pages,
    render,
    squeezed,
)
from tests.export.tagged import TaggedReader

Reader = Callable[[RenderedPdf], list[str]]
WORDS = [
    "surco",
    "semilla",
    "cántaro",
    "ñame",
    "azadón",
    "lluvia",
    "maíz",
    "güisquil",
    "cosecha",
    "vereda",
    "pájaro",
    "mata",
    "riego",
]


def prose(seed: int, words: int) -> str:
    """Return words in an order of their own, each numbered so that a lost one is noticed."""
    source = random.Random(seed)  # noqa: S311 - test data
    return " ".join(f"{source.choice(WORDS)}{number}" for number in range(words))


@pytest.mark.parametrize("read", READERS)
def test_all_field_types_are_printed_in_the_forms_order(read: Reader) -> None:
    answers: dict[str, Answer] = {
        "fecha": PartialDate(2024, 9, 20),
        "huerta": "La huerta de Ñoño",
        "vereda": "El Rosal",
        "persona": "NUBIA PEÑA",
        "telefono": "381 3000 ext. 1234",
        "correo": "NUBIA@HUERTA.GOV.CO",
        "suelo": ChoiceValue("arcilla"),
        "siembra": PartialDate(2019, 5),
        "cosecha": paragraphs("Primera.", "Segunda."),
        "plagas": paragraphs("Ninguna."),
        "cierre": paragraphs("Fin."),
        "soportes": (LinkAttachment("https://huerta.gov.co/acta", "Acta"), NoteAttachment("En papel")),
    }
    text = body(render(answers), read)
    expected = [
        "HUERTAS DE PRUEBA", 'Son "surcos rectos y tierra suelta".¹',
        "Nota: ningún dato de esta ficha es real.",
        "Fecha del registro:", "20 09 2024", "1. DATOS", "Huerta:", "¿Cómo la llaman?", "La huerta de Ñoño",
        "Vereda:", "El Rosal", "Persona:", "NUBIA PEÑA", "Teléfono:", "381 3000 ext. 1234", "Correo:",
        "NUBIA@HUERTA.GOV.CO", "Suelo:", "Arcilla roja", "Siembra:", "05 2019", "2. RELATO", "Cosecha:",
        GUIDANCE, "Primera.", "Segunda.", "Plagas", "Si las hubo", "Ninguna.", "3. CIERRE", "Fin.",
        "4. SOPORTES", "Anexe lo que haya.", "N.º Nombre Descripción", "1 https://huerta.gov.co/acta Acta",
        "2 Nota En papel",
        VERIFICATION,
    ]  # fmt: skip
    position = 0
    for words in expected:
        found = text.find(words, position)
        assert found >= 0, f"{words!r} is not in its place in {text[position:][:200]!r}"
        position = found + len(words)


def test_every_field_type_has_an_element() -> None:
    assert {field.type for field in FORM.fields()} == set(FieldType)
    assert body(render()).count(FORM.unanswered) == sum(
        field.type not in (FieldType.DATE, FieldType.PARTIAL_DATE) for field in FORM.fields()
    )


@pytest.mark.parametrize("read", READERS)
def test_long_answers_are_whole_over_many_pages(read: Reader) -> None:
    answers = {
        "cosecha": paragraphs(*(prose(seed, 400) for seed in range(4))),
        "plagas": paragraphs(prose(9, 900)),
    }
    text = body(render(answers), read)
    for answer in answers.values():
        assert squeezed(answer.text) in text


@pytest.mark.parametrize("read", READERS)
def test_numbers_go_on_after_deeper_items_and_continuations(read: Reader) -> None:
    answer = RichText(
        (
            block(BlockKind.PARAGRAPH, "Los pasos:"),
            block(BlockKind.NUMBER, "arar"),
            block(BlockKind.BULLET, "con buey", level=1),
            block(BlockKind.BULLET, "con tractor", level=1),
            block(BlockKind.NUMBER, "sembrar"),
            block(BlockKind.PARAGRAPH, "sin prisa", level=1),
            block(BlockKind.NUMBER, "regar"),
            block(BlockKind.NUMBER, "de noche", level=1),
            block(BlockKind.NUMBER, "de día", level=1),
            block(BlockKind.NUMBER, "esperar", start=110),
            block(BlockKind.BULLET, "y ya"),
        )
    )
    assert (
        "Los pasos: 1. arar – con buey – con tractor 2. sembrar sin prisa 3. regar 1. de noche 2. de día "
        "110. esperar • y ya"
    ) in body(render({"cosecha": answer}), read)


def test_runs_and_headings_keep_their_text_together() -> None:
    answer = RichText(
        (
            Block(BlockKind.HEADING, 0, runs=(Run("Un "), Run("título", italic=True))),
            Block(BlockKind.HEADING, 1, runs=(Run("Subtítulo"),)),
            Block(
                BlockKind.PARAGRAPH,
                runs=(
                    Run("Ne", bold=True),
                    Run("gri"),
                    Run("lla", italic=True),
                    Run(": sí.", bold=True, italic=True),
                ),
            ),
        )
    )
    assert "Un título Subtítulo Negrilla: sí." in body(render({"cosecha": answer}))


def test_line_breaks_part_words_and_lines() -> None:
    pages = pypdf_pages(render({"cosecha": paragraphs("primero\nsegundo\n\ncuarto")}))
    text = "".join(pages)
    assert "primerosegundo" not in text
    lines = [line.strip() for line in text.split("\n")]
    assert lines.index("segundo") == lines.index("primero") + 1


def test_links_print_their_address_once_and_only_where_it_differs() -> None:
    address = "https://huerta.gov.co/a?b=1&c=2"
    answer = RichText(
        (
            Block(
                BlockKind.PARAGRAPH,
                runs=(
                    Run("Vea "),
                    Run("la ", link=address),
                    Run("página", bold=True, link=address),
                    Run("."),
                ),
            ),
            Block(BlockKind.PARAGRAPH, runs=(Run("Vea "), Run(address, link=address))),
        )
    )
    text = body(render({"cosecha": answer}))
    assert f"Vea la página ({address})." in text
    assert text.count(address) == 2


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "hostile",
    [
        '<img src="/etc/hostname"/>',
        "<b>sin cerrar </para> <font color='foo'>",
        "{{ 7*7 }} {% x %} {# y #}",
        "&nosuch; &lt; &#x110000; &amp;amp;",
        "]]> <![CDATA[ <!-- y --> <?z?>",
        r"\ ( ) %page-number ET Q endstream \n \101",
        "{page} de {pages}",
    ],
)
def test_markup_in_answers_is_text(read: Reader, hostile: str) -> None:
    answers: dict[str, Answer] = {
        "huerta": hostile,
        "suelo": ChoiceValue("otro", hostile),
        "cosecha": RichText(
            (Block(BlockKind.HEADING, runs=(Run(hostile),)), block(BlockKind.BULLET, hostile))
        ),
        "soportes": (NoteAttachment(hostile), LinkAttachment(hostile, hostile)),
    }
    # cells of the annexes' table may be narrower than the words
    assert body(render(answers), read).count(squeezed(hostile)) >= 4
    tree = TaggedReader(render(answers).data).document
    assert squeezed(tree.text).count(squeezed(hostile)) == 7


def test_markup_in_the_definition_is_text() -> None:
    assert "a<b>&c" in body(render({"suelo": ChoiceValue("a<b>&c")}))


def test_a_single_long_paragraph_is_whole() -> None:
    answer = paragraphs(prose(3, 18_000))
    assert len(answer.text) > 200_000
    assert squeezed(answer.text) in body(render({"cosecha": answer}))


def test_a_word_without_end_is_broken_and_not_lost() -> None:
    word = "https://huerta.gov.co/" + "surco-" * 400
    assert word in body(render({"cosecha": paragraphs(word)})).replace(" ", "")


def test_personal_data_are_marked_as_withheld_only_in_the_public_version() -> None:
    from fichas_desktop.domain.ficha import Status  # noqa: PLC0415

    withheld = "(Dato personal reservado en la versión pública)"
    assert body(render(status=Status.PUBLIC)).count(withheld) == 1
    assert withheld not in body(render())
