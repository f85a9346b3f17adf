"""Finds what looks like the personal data of somebody in a text: e-mail, telephone, identity number.

Personal data are protected by Ley 1581 de 2012, and a ficha may be published. Numbers of ten digits that
begin with 3 (mobile) or 60 (fixed, with its area code) are telephones in Colombia's numbering plan; an
identity number (cédula, 6 to 10 digits) is taken for one where the words before it say so; without them only
ten digits in one piece from 10 to 12 on, as they are given out today.
"""

from __future__ import annotations

import re
from enum import StrEnum


class PersonalDatum(StrEnum):
    """What a text seems to hold."""

    EMAIL = "email"
    PHONE = "phone"
    IDENTITY = "identity"


_GAP = r"[ \u00a0.\-]?"
_NUMBER = rf"(?:\d{{3}}{_GAP}\d{{4}}|\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{2}}|\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{3}})"
_PHONE = re.compile(
    rf"(?<![\w$.,/#-])(?:\(?\+?57\)?[ \u00a0-]?)?(?:3\d\d|\(60[1-8]\)|60[1-8]){_GAP}{_NUMBER}"
    r"(?![\w%]|[.,/-]\d| ?%)"
)
_BARE_IDENTITY = re.compile(r"1[0-2]\d{8}")
# what the number of a contract, a sum or a count has beside it
_COUNTED_BEFORE = re.compile(
    r"(?:\$|pesos|cop|resoluci[óo]n|contrato|radicado|proceso|expediente|n\.?[°º]|nros?\.?|no\.)\s*$",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(
    r"\s*(?:de\s+)?(?:pesos|personas|habitantes|registros|usuarios|millones|folios)\b", re.IGNORECASE
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[a-z]{2,}", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"(?<![\w.,-])(?:\d{1,3}(?:[. \u00a0]\d{3}){1,3}|\d{6,10})(?![\w%]|[.,-]\d)")
_IDENTITY_BEFORE = re.compile(
    r"""(?<!\w)(?:c\.\s?c\.?|cc|c\.\s?e\.?|t\.\s?i\.?|documento(?=[\s:]+$)
        |c[ée]dulas?(?:\s+de\s+(?:ciudadan[íi]a|extranjer[íi]a))?
        |documentos?\s+de\s+(?:identidad|identificaci[óo]n))
        [\s:,-]*(?:(?:n[uú]meros?|n[°º]|nos?\.?|nro\.?|n\.\s?[°º]|\#)[\s:.]*)?$""",
    re.IGNORECASE | re.VERBOSE,
)
_FEWEST_DIGITS = 6
_CONTEXT = 60  # characters


def personal_data_in(text: str) -> frozenset[PersonalDatum]:
    """Return the kinds of personal data that a text seems to hold; in doubt, none."""
    found = set()
    if "@" in text and _EMAIL.search(text):
        found.add(PersonalDatum.EMAIL)
    if any(_is_phone(text, match) for match in _PHONE.finditer(text)):
        found.add(PersonalDatum.PHONE)
    if any(_is_identity(text, match) for match in _LONG_NUMBER.finditer(text)):
        found.add(PersonalDatum.IDENTITY)
    return frozenset(found)


def _is_phone(text: str, match: re.Match[str]) -> bool:
    return not _counts_something(text, match)


def _counts_something(text: str, match: re.Match[str]) -> bool:
    before, after = _COUNTED_BEFORE.search(_before(text, match)), _COUNTED_AFTER.match(text, match.end())
    return before is not None or after is not None


def _is_identity(text: str, match: re.Match[str]) -> bool:
    if _BARE_IDENTITY.fullmatch(match.group()) and not _counts_something(text, match):
        return True
    digits = sum(character.isdigit() for character in match.group())
    return digits >= _FEWEST_DIGITS and _IDENTITY_BEFORE.search(_before(text, match)) is not None


def _before(text: str, match: re.Match[str]) -> str:
    return text[max(match.start() - _CONTEXT, 0) : match.start()]
