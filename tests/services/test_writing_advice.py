"""Advice knows what stands before an answer in its ficha."""

from __future__ import annotations

from fichas_desktop.domain.advice import AdviceKind
from fichas_desktop.services.writing_advice import WritingAdvice
from tests.builders import answers_of, paragraph, synthetic_form

FORM = synthetic_form()


def acronyms(key: str, text: str, **answers: object) -> tuple[str, ...]:
    found = WritingAdvice().on(FORM, answers_of(FORM, **answers), key, [text])
    return next((one.names for one in found if one.kind is AdviceKind.ACRONYMS), ())


def test_an_acronym_of_an_earlier_answer_is_not_asked_for_again() -> None:
    assert acronyms("hallazgos", "El MIPG manda.") == ("MIPG",)
    assert acronyms("hallazgos", "El MIPG manda.", resumen=paragraph("El Modelo (MIPG).")) == ()
    assert acronyms("hallazgos", "El MIPG manda.", titulo_taller="El taller del MIPG") == ()


def test_what_stands_after_an_answer_or_in_it_as_it_was_saved_does_not_count() -> None:
    assert acronyms("resumen", "El MIPG manda.", hallazgos=paragraph("El Modelo (MIPG).")) == ("MIPG",)
    assert acronyms("resumen", "El MIPG manda.", resumen=paragraph("El MIPG mandaba.")) == ("MIPG",)


def test_acronyms_that_everyone_knows_ship_as_data() -> None:
    assert acronyms("resumen", "Un PDF de la ONU sobre las TIC y el IVA, con COVID.") == ()
