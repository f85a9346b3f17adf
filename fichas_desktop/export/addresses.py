"""Web and mail addresses in texts, so that they can be followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

_WEB = re.compile(r"(?:https?://|www\.)[^\s<>\"«»“”‘’]+", re.IGNORECASE)
_DOMAIN = re.compile(r"@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_LOCAL = re.compile(r"[\w.+%-]+$")
_MAX_LOCAL = 64
"""Characters before the ``@`` (RFC 5321, 4.5.3.1.1); a bound, so that looking for them stays quick."""
_CLOSERS = {")": "(", "]": "[", "}": "{"}
_SAFE = "!#$%&'()*+,/:;=?@[]~-._"
_SCHEMES = ("http://", "https://", "mailto:")


class Address(NamedTuple):
    """A stretch of a text that is an address."""

    start: int
    end: int
    uri: str


def find_addresses(text: str) -> Iterator[Address]:
    """Yield the addresses in a text from left to right, none within another."""
    end = 0
    for address in sorted([*_web(text), *_mail(text)]):
        if address.start >= end:
            yield address
            end = address.end


def uri_of(address: str) -> str:
    """Return the address as a URI in ASCII, empty when it is neither web nor mail."""
    if address.lower().startswith("www."):
        address = f"https://{address}"
    return quote(address, safe=_SAFE) if address.lower().startswith(_SCHEMES) else ""


def _web(text: str) -> Iterator[Address]:
    for match in _WEB.finditer(text):
        address = _trimmed(match[0])
        if address.rstrip("./:").lower() not in {"http", "https", "www"}:
            yield Address(match.start(), match.start() + len(address), uri_of(address))


def _mail(text: str) -> Iterator[Address]:
    for match in _DOMAIN.finditer(text):
        before = _LOCAL.search(text, max(0, match.start() - _MAX_LOCAL), match.start())
        if before is not None:
            uri = quote(f"mailto:{before[0]}{match[0]}", safe=_SAFE)
            yield Address(before.start(), match.end(), uri)


def _trimmed(address: str) -> str:
    """Return the address without the signs of the sentence around it."""
    while address:
        last = address[-1]
        opener = _CLOSERS.get(last)
        if last not in ".,;:!?'" and (opener is None or opener in address):
            break
        address = address[:-1]
    return address
