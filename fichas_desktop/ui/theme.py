"""How the window looks: colour tokens of the two schemes, text sizes, and the style sheet made of them.

Every colour on the screen is one of the tokens; a test computes their contrast. Widgets say what they
are with :func:`set_role`, and the style sheet ``resources/theme/app.qss`` says how a role looks.
"""

from __future__ import annotations

from enum import StrEnum
from string import Template
from typing import Literal

from msgspec import Struct, structs
from PySide6 import QtCore, QtGui
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from fichas_desktop.assets import asset_path, read_text

Scheme = Literal["light", "dark"]

SMALLEST_BASE_SIZE = 10.5
TEXT_COLUMN = 800
_DARK_GROUND = 128
_SIZE_RATIOS = {"title": 18 / 10.5, "heading": 12.5 / 10.5, "small": 9.5 / 10.5}


class Role(StrEnum):
    """What a widget is, for the style sheet."""

    PAGE = "page"
    SIDE = "side"
    FOOTER = "footer"
    EYEBROW = "eyebrow"
    TITLE = "title"
    HEADING = "heading"
    LABEL = "label"
    GUIDANCE = "guidance"
    ANSWER = "answer"
    HINT = "hint"
    ADVICE = "advice"
    HINT_OVER = "hint_over"
    ERROR_TEXT = "error_text"
    WARNING_TEXT = "warning_text"
    OK_TEXT = "ok_text"
    SEPARATOR = "separator"
    CARD = "card"
    DROP_AREA = "drop_area"
    DROP_VEIL = "drop_veil"
    BAND = "band"
    BAR = "bar"
    ERROR_BOX = "error_box"
    WARN_STRIP = "warn_strip"
    OK_STRIP = "ok_strip"
    PRIMARY = "primary"
    LINK = "link"
    QUIET = "quiet"
    POPUP = "popup"
    SCROLLED = "scrolled"
    """Text or pages that take the keyboard only to be scrolled."""


class Tokens(Struct, frozen=True):
    """Colours of one scheme.

    Attributes:
        ground: Behind the step list, the footer and cards.
        surface: Behind the text column and inside inputs.
        ink: Text.
        guidance: Quiet text.
        accent: Links, focus ring, the one strong button.
        on_accent: Text on the accent.
        border: Edges of inputs and buttons.
        hairline: Separators that carry no meaning.
        hover: Behind what the pointer is over, and the toolbar.
        selection: Behind selected text and rows.
    """

    ground: str
    surface: str
    ink: str
    guidance: str
    accent: str
    accent_strong: str
    on_accent: str
    ok: str
    warn: str
    error: str
    border: str
    hairline: str
    hover: str
    selection: str
    ok_tint: str
    warn_tint: str


LIGHT = Tokens(
    ground="#F4F6F8",
    surface="#FFFFFF",
    ink="#1B2733",
    guidance="#51606E",
    accent="#1F5F8B",
    accent_strong="#174A6D",
    on_accent="#FFFFFF",
    ok="#1E7A46",
    warn="#8A5A00",
    error="#B3261E",
    border="#76858F",
    hairline="#D3DAE0",
    hover="#EAEFF3",
    selection="#D3E6F3",
    ok_tint="#EEF7F1",
    warn_tint="#FDF6E7",
)
DARK = Tokens(
    ground="#12161B",
    surface="#1C2127",
    ink="#E8EDF2",
    guidance="#B3BFCA",
    accent="#7FC1EC",
    accent_strong="#A5D5F3",
    on_accent="#12161B",
    ok="#6FCF97",
    warn="#E9B44C",
    error="#FF9B92",
    border="#6B7986",
    hairline="#353D46",
    hover="#262D35",
    selection="#24465C",
    ok_tint="#18281F",
    warn_tint="#2B2414",
)


def tokens_for(scheme: Scheme) -> Tokens:
    """Return the colours of a scheme."""
    return DARK if scheme == "dark" else LIGHT


def tokens_of(widget: QWidget) -> Tokens:
    """Return the colours in which a widget is being shown, for what is painted by hand."""
    # the one colour of a palette that no rule of the style sheet touches
    ground = widget.palette().color(QPalette.ColorRole.ToolTipBase)
    return DARK if ground.lightness() < _DARK_GROUND else LIGHT


def set_role(widget: QWidget, role: Role | None) -> None:
    """Say what a widget is, and let it look so at once."""
    before = widget.property("role")
    if before == role:
        return
    widget.setProperty("role", role)
    # a widget that is being made gets its style when it is shown
    if before is not None or widget.window().windowHandle() is not None:
        refresh_style(widget)


def refresh_style(widget: QWidget) -> None:
    """Apply the style sheet anew after a property that it asks for has changed.

    A widget that was never shown gets its style when it is, and needs no work before.
    """
    if not widget.testAttribute(QtCore.Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def base_size(text_scale: float) -> float:
    """Return the size of running text in points: the system's, but never tiny, times the scale."""
    system = _system_font().pointSizeF()
    return round(max(system, SMALLEST_BASE_SIZE) * text_scale, 2)


def _system_font() -> QFont:
    app = QApplication.instance()
    if isinstance(app, QApplication) and not app.styleSheet():
        return app.font()  # nothing of ours is on yet; the font database takes a while to come into being
    return QtGui.QFontDatabase.systemFont(QtGui.QFontDatabase.SystemFont.GeneralFont)


def apply_theme(app: QApplication, scheme: Scheme, text_scale: float = 1.0) -> None:
    """Give the whole program its look.

    Args:
        app: The program.
        scheme: ``light`` or ``dark``; following the system is the caller's choice.
        text_scale: 0.8 to 1.6 of the base size.
    """
    tokens = tokens_for(scheme)
    size = base_size(text_scale)
    font = _system_font()
    font.setPointSizeF(size)
    # an application style sheet hides a later change of font, so it is taken away first
    app.setStyleSheet("")
    app.setFont(font)
    app.setPalette(_palette(tokens))
    # both changes wait for the event loop, and a style sheet that comes before them hides them
    for change in (QEvent.Type.ApplicationFontChange, QEvent.Type.ApplicationPaletteChange):
        QCoreApplication.sendPostedEvents(None, change)
    app.setStyleSheet(style_sheet(scheme, size))


def style_sheet(scheme: Scheme, size: float) -> str:
    """Return the style sheet of a scheme with text of ``size`` points."""
    values = structs.asdict(tokens_for(scheme))
    values |= {name: f"{size * ratio:.2f}pt" for name, ratio in _SIZE_RATIOS.items()}
    chevron = asset_path("resources", "icons", f"chevron-{scheme}.png")
    return Template(read_text("resources", "theme", "app.qss")).substitute(values, chevron=chevron.as_posix())


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for names, colour in (
        ((role.Window, role.AlternateBase), tokens.ground),
        ((role.Base, role.ToolTipBase), tokens.surface),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), tokens.ink),
        ((role.Button, role.Midlight, role.Light), tokens.hover),
        ((role.Mid, role.Dark, role.Shadow), tokens.border),
        ((role.PlaceholderText,), tokens.guidance),
        ((role.Link, role.LinkVisited, role.Accent), tokens.accent),
        ((role.Highlight,), tokens.selection),
        ((role.HighlightedText,), tokens.ink),
        ((role.BrightText,), tokens.error),
    ):
        for name in names:
            palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.guidance))
    return palette
