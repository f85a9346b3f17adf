"""Colours that can be read, and a look that follows scheme and text size."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.assets import asset_path
from fichas_desktop.ui.icons import APP_ICON_SIZES, IconLabel, app_icon
from fichas_desktop.ui.theme import (
    DARK,
    LIGHT,
    Role,
    Scheme,
    Tokens,
    apply_theme,
    base_size,
    set_role,
    style_sheet,
    tokens_of,
)

TEXT = ("ink", "guidance", "accent", "accent_strong", "ok", "warn", "error")
GROUNDS = ("surface", "ground")
TEXT_PAIRS = [
    *product(TEXT, GROUNDS),
    *product(("ink", "guidance"), ("hover",)),
    *product(("ink", "guidance", "accent", "error"), ("selection",)),
    *product(("ink",), ("ok_tint", "warn_tint", "error_tint", "hairline")),
    ("accent", "hover"),
    ("accent_strong", "hover"),
    ("ok", "ok_tint"),
    ("warn", "warn_tint"),
    ("error", "error_tint"),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
]
EDGE_PAIRS = [*product(("border", "accent", "error"), GROUNDS), ("accent", "hover"), ("accent", "selection")]


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    shades = QColor(colour)
    return 0.2126 * linear(shades.redF()) + 0.7152 * linear(shades.greenF()) + 0.0722 * linear(shades.blueF())


def linear(channel: float) -> float:
    if channel <= 0.04045:
        return channel / 12.92
    return math.pow((channel + 0.055) / 1.055, 2.4)


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#76858F", "#FFFFFF") == pytest.approx(3.8, abs=0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_edges_and_focus_can_be_seen(tokens: Tokens, edge: str, ground: str) -> None:
    assert contrast(getattr(tokens, edge), getattr(tokens, ground)) >= 3


@pytest.fixture
def plain_look(qapp: QApplication) -> Iterator[QApplication]:
    """Give the program back its look after the test."""
    font, palette = qapp.font(), qapp.palette()
    yield qapp
    qapp.setStyleSheet("")
    qapp.setFont(font)
    qapp.setPalette(palette)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_style_sheet_has_only_colours_of_the_scheme(scheme: Scheme) -> None:
    sheet = style_sheet(scheme, 10.5)
    assert "$" not in sheet
    known = {getattr(LIGHT if scheme == "light" else DARK, name) for name in Tokens.__struct_fields__}
    written = {
        word.strip(";,}) ") for word in sheet.split() if word.startswith("#") and len(word.strip(";,}")) == 7
    }
    assert {word for word in written if QColor.isValidColorName(word)} <= known


def test_text_size_reaches_widgets_that_exist_already(qtbot: QtBot, plain_look: QApplication) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    text, title = QLabel("Texto", window), QLabel("Título", window)
    set_role(title, Role.TITLE)
    window.show()
    sizes = []
    for scale in (1.0, 1.6, 1.0):
        apply_theme(plain_look, "light", scale)
        assert text.font().pointSizeF() == pytest.approx(base_size(scale), abs=0.01)
        assert title.font().pointSizeF() == pytest.approx(base_size(scale) * 18 / 10.5, abs=0.05)
        sizes.append(text.sizeHint().height())
    assert sizes[0] == sizes[2] < sizes[1]


def test_painted_things_follow_the_scheme(qtbot: QtBot, plain_look: QApplication) -> None:
    apply_theme(plain_look, "light")
    icon = IconLabel("error", "error")
    qtbot.addWidget(icon)
    icon.show()
    assert tokens_of(icon) is LIGHT
    light = icon.pixmap().toImage()
    apply_theme(plain_look, "dark")
    assert tokens_of(icon) is DARK
    assert icon.pixmap().toImage() != light


def test_the_program_has_an_icon_in_every_size() -> None:
    sizes = {(size.width(), size.height()) for size in app_icon().availableSizes()}
    assert sizes == {(size, size) for size in APP_ICON_SIZES}


def test_every_drawing_has_its_source() -> None:
    folder = asset_path("resources", "icons")
    drawn = {path.stem for path in folder.glob("*.png") if not path.stem.startswith("app-")}
    assert drawn | {"app"} == {path.stem for path in folder.glob("*.svg")}
