"""Names of the exported files: readable, ASCII, safe on Windows, and the same for both of a pair."""

from __future__ import annotations

import re
import unicodedata

from fichas_desktop.codec.portable import SUFFIX
from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import FichaRecord, Status
from fichas_desktop.domain.partial_date import PartialDate

MAX_TITLE = 40
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_SUFFIXES = {Status.BORRADOR: "_BORRADOR", Status.PUBLIC: "_publica"}


def pair_stem(form: FormDefinition, record: FichaRecord) -> str:
    """Return the name of a pair without extension.

    ``<short_code>_<title or sin-titulo>_<AAAA-MM-DD or sin-fecha>_e<n>_<first 8 of id>`` and
    ``_BORRADOR`` or ``_publica`` where it is one.
    """
    return _stem(form, record) + _SUFFIXES.get(record.status, "")


def portable_name(form: FormDefinition, record: FichaRecord) -> str:
    """Return the file name of a portable draft: the stem of its pair, whatever the record's status."""
    return _stem(form, record) + SUFFIX


def _stem(form: FormDefinition, record: FichaRecord) -> str:
    date = record.answers.get(form.date_field)
    parts = (
        form.short_code,
        _safe(str(record.answers.get(form.title_field, ""))) or "sin-titulo",
        date.iso() if isinstance(date, PartialDate) else "sin-fecha",
        f"e{record.revision}",
        record.id[:8],
    )
    return "_".join(parts)


def _safe(title: str) -> str:
    letters = "".join(
        letter if letter.isascii() else "" if unicodedata.combining(letter) else " "
        for letter in unicodedata.normalize("NFKD", title)
    )
    return _UNSAFE.sub("-", letters).strip("-")[:MAX_TITLE].strip("-")
