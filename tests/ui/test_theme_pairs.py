"""Every colour of the style sheet against every ground on which it may lie, found in the sheet itself."""

from __future__ import annotations

import re
from itertools import product
from typing import NamedTuple

import pytest

from fichas_desktop.assets import read_text
from fichas_desktop.ui.theme import DARK, LIGHT, Tokens
from tests.ui.colours import contrast

PAGES = ("surface", "ground", "hover")
"""Behind pages, cards, dialogs and bands."""
STRIPS = ("ok_tint", "warn_tint")
MEANINGLESS = frozenset({"hairline"})
"""Lines that only part what stands apart already, and edges of what is disabled."""
CHOSEN = ("selection",)
BY_HAND = [
    # steps, cards of the list, links and tiles are painted by hand
    *product(("ink", "guidance", "error"), CHOSEN),
    *product(("accent", "accent_strong", "guidance"), (*PAGES, *STRIPS)),
    ("on_accent", "ok"),
    ("on_accent", "error"),
    ("on_accent", "accent"),
]
EDGES_BY_HAND = [
    *product(("ok", "warn", "error", "accent", "guidance"), ("surface", "ground", "selection")),
    ("ok", "ok_tint"),
    ("warn", "warn_tint"),
    *product(("border", "accent"), STRIPS),  # buttons in a strip
    ("on_accent", "accent"),  # the ring in the strong button
]


class Look(NamedTuple):
    """What a rule of the sheet, with those it builds on, says about colours."""

    selector: str
    text: str
    ground: str
    edge: str


def rules() -> list[tuple[str, dict[str, str]]]:
    sheet = re.sub(r"/\*.*?\*/", "", read_text("resources", "theme", "app.qss"), flags=re.DOTALL)
    found = []
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        pairs = (one.split(":", 1) for one in body.split(";") if ":" in one)
        says = {name.strip(): value.strip() for name, value in pairs}
        found += [(" ".join(one.split()), says) for one in selectors.split(",")]
    return found


def looks() -> list[Look]:
    known = rules()
    return [_look(selector, known) for selector in dict.fromkeys(selector for selector, _ in known)]


def _look(selector: str, known: list[tuple[str, dict[str, str]]]) -> Look:
    bare = re.sub(r"(?<!:):[a-z-]+", "", selector)
    plain = re.sub(r"\[[^]]*\]", "", bare)
    says: dict[str, str] = {}
    for base in dict.fromkeys((plain, bare, selector)):
        for other, one in known:
            if other == base:
                says |= one
    text = _token(says.get("color", ""))
    ground = _token(says.get("background", says.get("background-color", "")))
    edge = _token(says.get("border-color", says.get("border", "")))
    return Look(selector, text, ground, edge)


def _token(value: str) -> str:
    names = re.findall(r"\$(\w+)", value)
    return names[-1] if names else ""


def text_pairs() -> list[tuple[str, str]]:
    pairs = [
        (look.text, ground)
        for look in looks()
        if look.text
        for ground in ((look.ground,) if look.ground else (*PAGES, *(STRIPS if look.text == "ink" else ())))
    ]
    for _selector, says in rules():
        if "selection-color" in says:
            pairs.append((_token(says["selection-color"]), _token(says["selection-background-color"])))
    return sorted({*pairs, *BY_HAND})


def edge_pairs() -> list[tuple[str, str]]:
    pairs = {
        (look.edge, ground)
        for look in looks()
        if look.edge and look.edge not in MEANINGLESS
        for ground in PAGES
    }
    return sorted({*pairs, *EDGES_BY_HAND})


def test_the_sheet_is_understood() -> None:
    found = {look.selector: look for look in looks()}
    assert found['QPushButton[role="primary"]:hover'] == Look(
        'QPushButton[role="primary"]:hover', "on_accent", "accent_strong", "accent"
    )
    assert found["QPushButton:pressed"].text == "ink"
    assert found["QLineEdit:focus"].edge == "accent"
    assert len(found) > 60


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), text_pairs())
def test_words_can_be_read(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), edge_pairs())
def test_edges_and_icons_can_be_seen(tokens: Tokens, edge: str, ground: str) -> None:
    assert contrast(getattr(tokens, edge), getattr(tokens, ground)) >= 3


def test_no_colour_goes_unchecked() -> None:
    checked = {name for pair in (*text_pairs(), *edge_pairs()) for name in pair} | MEANINGLESS
    assert checked == set(Tokens.__struct_fields__)
