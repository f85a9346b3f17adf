from __future__ import annotations

import pytest

from fichas_desktop.services.media_types import media_type
from fichas_desktop.ui.file_kinds import ending_of, kind_words


@pytest.mark.parametrize(
    ("name", "words", "ending"),
    [
        ("foto.png", "Imagen PNG", "PNG"),
        ("foto.JPG", "Imagen JPEG", "JPG"),
        ("acta.pdf", "Documento PDF", "PDF"),
        ("acta.docx", "Documento de Word", "DOCX"),
        ("plano.dwg", "Archivo DWG", "DWG"),
        ("charla.mp3", "Audio MP3", "MP3"),
        ("charla.mp4", "Video MP4", "MP4"),
        ("sin nombre", "Archivo", ""),
        ("acta. firmada", "Archivo", ""),
        ("acta.firmadaporlosdos", "Archivo", ""),
    ],
)
def test_kind_of_a_file_in_words(name: str, words: str, ending: str) -> None:
    assert kind_words(name, media_type(name)) == words
    assert ending_of(name) == ending
