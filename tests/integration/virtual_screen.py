"""A virtual screen with the program on it, driven from outside: keys go in, pictures and files come out."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageGrab

from fichas_desktop.storage.journal import applied, read_lines

TOOLS = ("Xvfb", "xdotool", "openbox", "xmodmap", "xset")
PATIENCE = 30.0
_LETTERS = (
    "aacute Aacute",
    "eacute Eacute",
    "iacute Iacute",
    "oacute Oacute",
    "uacute Uacute",
    "ntilde Ntilde",
)
_CARET = 400
"""Pixels: what blinks in a picture that is else the same."""


class VirtualScreen:
    """One screen with a window manager.

    Args:
        environment: What a process needs that shows its window there.
    """

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment

    def keys(self, *names: str) -> None:
        """Press keys one after the other; the program takes them in that order however busy it is."""
        self._xdotool("key", "--delay", "12", *names)

    def type(self, text: str) -> None:
        """Type a text."""
        self._xdotool("type", "--delay", "12", text)

    def has_manager(self) -> bool:
        """Tell whether there is a window manager at work."""
        return self._xdotool("get_num_desktops") not in {"", "0"}

    def windows(self, title: str) -> list[str]:
        """Return the windows on the screen whose title matches a pattern."""
        return self._xdotool("search", "--onlyvisible", "--name", title).split()

    def title(self, window: str) -> str:
        """Return a window's title."""
        return self._xdotool("getwindowname", window)

    def activate(self, window: str) -> None:
        """Give the keyboard to a window."""
        self._xdotool("windowactivate", "--sync", window)

    def wait_for_dialog(self, title: str) -> None:
        """Wait until a dialog is there and has the keyboard."""
        pattern = f"^{title}"

        def is_active() -> bool:
            return self._xdotool("getactivewindow") in self.windows(pattern)

        until(is_active, f"the dialog «{title}»")

    def wait_until_gone(self, title: str) -> None:
        """Wait until a dialog has closed."""
        until(lambda: not self.windows(f"^{title}"), f"the end of «{title}»")

    def picture(self) -> Image.Image:
        """Return what is on the screen."""
        return ImageGrab.grab(xdisplay=self.environment["DISPLAY"]).convert("L")

    def differs(self, before: Image.Image) -> bool:
        """Tell whether the screen is another one than before."""
        return differs(self.picture(), before)

    def wait_for_other(self, before: Image.Image) -> Image.Image:
        """Wait until the screen is another one than before and has come to rest; return it."""
        until(lambda: self.differs(before), "another picture")
        return self.wait_for_rest()

    def wait_for_rest(self) -> Image.Image:
        """Wait until nothing moves on the screen any more but a caret; return the picture."""
        shown = [self.picture()]

        def is_still() -> bool:
            time.sleep(0.3)  # two looks at the same moment would always agree
            shown.append(self.picture())
            return not differs(shown[-1], shown[-2])

        until(is_still, "a screen at rest")
        return shown[-1]

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, check=False, timeout=60
        )
        return done.stdout.strip()


@contextmanager
def virtual_screen(home: Path) -> Iterator[VirtualScreen]:
    """Start a screen and a window manager, and end both.

    The screen goes on when its last client leaves: else it begins anew, without what was done to keys,
    and refuses whoever comes meanwhile.
    """
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(write_end,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        number = pipe.readline().strip()
    hidden = {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment |= {"DISPLAY": f":{number}", "LANG": "C.UTF-8", "HOME": str(home)}
    with (home / "openbox.log").open("wb") as log:
        manager = subprocess.Popen(["openbox"], env=environment, stdout=log, stderr=log)
    screen = VirtualScreen(environment)
    try:
        until(screen.has_manager, "the window manager")
        _prepare_keyboard(environment)
        yield screen
    finally:
        manager.terminate()
        server.terminate()
        manager.wait(10)
        server.wait(10)


def _prepare_keyboard(environment: dict[str, str]) -> None:
    """Put accented letters on unused keys, and never repeat a key that a busy machine holds down for long.

    xdotool would else swap keys while it types. The first key makes xdotool's keyboard the one in use, so
    that it is the one that gets the letters.
    """

    def run(*words: str) -> str:
        return subprocess.run(words, env=environment, capture_output=True, text=True, check=True).stdout

    run("xdotool", "key", "Shift_L")
    run("xset", "r", "off")
    unused = [line.split()[1] for line in run("xmodmap", "-pke").splitlines() if line.rstrip().endswith("=")]
    for keycode, letter in zip(unused, _LETTERS, strict=False):
        run("xmodmap", "-e", f"keycode {keycode} = {letter}")


@contextmanager
def running(screen: VirtualScreen, folder: Path) -> Iterator[str]:
    """Start the program on a data folder, yield its window, and leave it with Ctrl+Q as a person does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "fichas_desktop", "--datos", str(folder)], env=screen.environment
    )
    try:
        until(lambda: screen.windows("Fichas de buenas"), "the window")
        (window, *_) = screen.windows("Fichas de buenas")
        screen.activate(window)
        yield window
        screen.activate(window)
        screen.keys("ctrl+q")
        assert process.wait(PATIENCE) == 0
    except BaseException:
        screen.picture().save(folder.parent / "failed.png")  # what was on the screen
        raise
    finally:
        process.kill()
        process.wait()


def until(found: Callable[[], object], what: str) -> None:
    """Wait until a condition holds; fail after a while."""
    end = time.monotonic() + PATIENCE
    while not found():
        if time.monotonic() > end:
            pytest.fail(f"never came: {what}")
        time.sleep(0.1)  # another process: there is no signal to wait for


def differs(one: Image.Image, other: Image.Image) -> bool:
    """Tell whether two pictures differ in more than a caret that blinks."""
    changed = ImageChops.difference(one, other).point(lambda value: 255 if value > 8 else 0)
    return changed.histogram()[255] > _CARET


def as_journal_tells(folder: Path) -> Mapping[str, object]:
    """Return the one draft of a data folder; what was typed a second ago is in it."""
    document: dict[str, object] = {}
    for draft in folder.glob("drafts/*/draft.json"):
        for entry in read_lines(draft.parent):
            document = applied(document, entry)
    return document
