from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtWidgets import QWidget

class SignalBlocker:
    args: list[Any] | None
    signal_triggered: bool

class QtBot:
    def addWidget(
        self, widget: QWidget, *, before_close_func: Callable[[QWidget], None] | None = ...
    ) -> None: ...
    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = ...) -> None: ...
    def waitSignal(
        self,
        signal: SignalInstance | None,
        *,
        timeout: int = ...,
        raising: bool | None = ...,
        check_params_cb: Callable[..., bool] | None = ...,
    ) -> AbstractContextManager[SignalBlocker]: ...
    def assertNotEmitted(
        self, signal: SignalInstance, *, wait: int = ...
    ) -> AbstractContextManager[None]: ...
    def waitExposed(self, widget: QWidget, *, timeout: int = ...) -> AbstractContextManager[None]: ...
    def waitActive(self, widget: QWidget, *, timeout: int = ...) -> AbstractContextManager[None]: ...
    def keyClick(
        self,
        widget: QWidget | None,
        key: Qt.Key | str,
        modifier: Qt.KeyboardModifier = ...,
        delay: int = ...,
    ) -> None: ...
    def keyClicks(
        self, widget: QWidget | None, keys: str, modifier: Qt.KeyboardModifier = ..., delay: int = ...
    ) -> None: ...
    def mouseClick(
        self,
        widget: QWidget,
        button: Qt.MouseButton,
        modifier: Qt.KeyboardModifier = ...,
        pos: QPoint = ...,
        delay: int = ...,
    ) -> None: ...
