"""What every test relies on."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator

import pytest

# before any test module imports Qt
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

CALLS = ("bind", "connect", "connect_ex", "sendto", "sendmsg")
NAMES = ("getaddrinfo", "gethostbyaddr", "gethostbyname", "gethostbyname_ex", "getnameinfo")


def _refuse_network() -> None:
    """Refuse every way to another computer, whichever library takes it: the program has no network.

    Not by an audit hook: those are asked so often that tests under hypothesis take many times as long.
    """

    def guarded(name: str, call: Callable[..., object]) -> Callable[..., object]:
        def checked(itself: socket.socket, *arguments: object) -> object:
            if itself.family != getattr(socket, "AF_UNIX", None):
                raise RuntimeError(f"a test used the network: {name}")
            return call(itself, *arguments)

        return checked

    def refused(name: str) -> Callable[..., object]:
        def refuse(*_arguments: object, **_named: object) -> object:
            raise RuntimeError(f"a test looked a name up: {name}")

        return refuse

    for name in CALLS:
        if hasattr(socket.socket, name):
            setattr(socket.socket, name, guarded(name, getattr(socket.socket, name)))
    for name in NAMES:
        setattr(socket, name, refused(name))


_refuse_network()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run when a test was skipped where nothing may be missing (``FICHAS_NO_SKIPS``)."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("FICHAS_NO_SKIPS") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def application_as_found() -> Iterator[None]:
    """Give back the application's own look after a test, and an empty clipboard.

    The offscreen platform deletes what a test copied only after Python has ended, which crashes.
    """
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    application = widgets.QApplication.instance() if widgets is not None else None
    if application is None:
        return
    application.clipboard().clear()
    if application.styleSheet():
        application.setStyleSheet("")
        application.setPalette(application.style().standardPalette())
        application.setFont(_plain_font())


def _plain_font() -> object:
    from PySide6.QtGui import QFontDatabase  # noqa: PLC0415 - only where Qt is in use

    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
