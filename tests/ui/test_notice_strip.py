"""A strip's words have room to be read, in a small window too."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fichas_desktop.app import make_application
from fichas_desktop.ui.notice_strip import NoticeStrip
from fichas_desktop.ui.theme import Role, apply_theme

SENTENCE = "Se recuperó su trabajo hasta las 14:32. El archivo estaba dañado y quedó apartado."
BESIDE_STEPS = 530
"""What a window of 800 pixels leaves beside the list of steps."""


Show: TypeAlias = Callable[[int, tuple[str, ...]], NoticeStrip]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    make_application()
    ground = QWidget()
    qtbot.addWidget(ground)
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)

    def showing(width: int, words: tuple[str, ...]) -> NoticeStrip:
        strip = NoticeStrip("strip", SENTENCE, Role.OK_STRIP, tuple((one, bool) for one in words))
        column.addWidget(strip)
        column.addStretch(1)
        ground.resize(width, 400)
        ground.show()
        QApplication.processEvents()
        return strip

    return showing


def places(strip: NoticeStrip) -> tuple[QLabel, list[QPushButton]]:
    (label,) = strip.findChildren(QLabel)
    return label, strip.findChildren(QPushButton)


def top(strip: NoticeStrip, widget: QWidget) -> int:
    return widget.mapTo(strip, widget.rect().topLeft()).y()


@pytest.mark.parametrize("words", [(), ("Ver la versión anterior",), ("Comparar", "Usar la otra")])
def test_in_a_small_window_the_words_have_the_whole_width(show: Show, words: tuple[str, ...]) -> None:
    strip = show(BESIDE_STEPS, words)
    label, buttons = places(strip)
    assert label.width() > BESIDE_STEPS / 2
    assert label.height() >= label.heightForWidth(label.width())
    assert strip.width() == BESIDE_STEPS
    for button in buttons:
        beside = button.mapTo(strip, button.rect().topLeft()).x() >= label.width()
        assert beside or top(strip, button) >= top(strip, label) + label.height()
        assert button.mapTo(strip, button.rect().topRight()).x() < strip.width()


def test_in_a_wide_window_the_one_button_stands_beside_the_words(show: Show) -> None:
    strip = show(1000, ("Ver la versión anterior",))
    label, buttons = places(strip)
    assert len(buttons) == 2
    assert all(top(strip, button) < top(strip, label) + label.height() for button in buttons)


def test_large_text_sends_the_button_below(show: Show) -> None:
    strip = show(800, ("Ver la versión anterior",))
    label, buttons = places(strip)
    assert top(strip, buttons[0]) < top(strip, label) + label.height()
    apply_theme(make_application(), "light", 1.6)
    QApplication.processEvents()
    assert top(strip, buttons[0]) >= top(strip, label) + label.height()
    assert strip.width() == 800
