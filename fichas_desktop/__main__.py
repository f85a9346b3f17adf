"""Entry point: the window at once, without click; every other command line goes to ``cli``."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fichas_desktop.errors import EnvironmentFailedError, FichasError, InputError
from fichas_desktop.streams import make_lasting

if TYPE_CHECKING:
    from fichas_desktop.services.program import Program

COMMANDS = frozenset(
    ("abrir", "autoprueba", "borradores", "ejemplo", "esquema", "exportar", "importar", "verificar")
)


class Door:
    """The way to the window; imports Qt only when it is opened."""

    def obstacle(self) -> FichasError | None:
        """Return why no window can open here, None when one can."""
        if _needs_display() and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            return EnvironmentFailedError("no_display")
        from fichas_desktop.interruption import Interruption
        from fichas_desktop.ui.qt_loading import load_qt

        try:
            with Interruption():
                load_qt()
        except ImportError:
            return EnvironmentFailedError("qt_libraries_missing")
        return None

    def open(self, program: Program, target: str | None) -> int:
        """Open the window, on a draft or file when one is named, and return the exit code."""
        if target is not None and not _names_something(program, target):
            raise InputError("unknown_word", name=target[:80])
        gc.disable()  # until the first paint, whichever command line opens the window
        from fichas_desktop.interruption import Interruption

        with Interruption() as interruption:
            obstacle = self.obstacle()
            if obstacle is not None:
                raise obstacle
            from fichas_desktop.app import open_window, quiet_qt

            quiet_qt()
            code = open_window(program, target, interruption)
            if interruption.came:
                interruption.forget()  # the window has answered: all that was written is kept
                return 130
            return code

    def prove(self, program: Program) -> None:
        """Build the window offscreen on a throw-away data folder."""
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        obstacle = self.obstacle()
        if obstacle is not None:
            raise obstacle
        from fichas_desktop.app import prove_window, quiet_qt

        quiet_qt()
        prove_window(program)


def main() -> None:
    """Run the program and exit with its code; every failure is one Spanish sentence."""
    output = make_lasting()
    code = _run(sys.argv[1:])
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what was done is done, and its code stands
    if output is not None and output.is_lost:
        failed = _explain(EnvironmentFailedError("not_told" if code else "done_not_told"))
        code = code or failed  # what was found out counts more
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    if getattr(sys, "frozen", False):  # a bundle has one program for the window and for its helpers
        from multiprocessing import freeze_support

        freeze_support()
    door = Door()
    try:
        if not arguments or (len(arguments) == 1 and _is_target(arguments[0])):
            gc.disable()  # half of what a start allocates stays anyway
            from fichas_desktop.services.program import Program

            program = Program()
            _complain_of_settings(program)
            return door.open(program, arguments[0] if arguments else None)
        from fichas_desktop.cli import run

        return run(arguments, door)
    except FichasError as error:
        return _explain(error)
    except KeyboardInterrupt:
        return 130
    except Exception:  # noqa: BLE001 - the last net: no traceback reaches a person
        return _explain(EnvironmentFailedError("unexpected"))


def _complain_of_settings(program: Program) -> None:
    if problems := program.settings.problems:
        from fichas_desktop.messages import settings_sentence

        for problem in problems:
            print(f"advertencia: {settings_sentence(problem)}", file=sys.stderr, flush=True)  # noqa: T201


def _explain(error: FichasError) -> int:
    from fichas_desktop.messages import error_sentence

    _tell(error_sentence(error))
    return error.exit_code


def _tell(sentence: str) -> None:
    if sys.platform == "win32" and sys.stderr is None:
        # a Windows program without console, before it has a window: the system's own box is all there is
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, "Fichas de buenas prácticas", 0x10)
    else:
        print(sentence, file=sys.stderr, flush=True)  # noqa: T201


def _is_target(word: str) -> bool:
    return word not in COMMANDS and not word.startswith("-")


def _names_something(program: Program, target: str) -> bool:
    with contextlib.suppress(OSError, ValueError):
        if target and Path(target).exists():
            return True
    return program.drafts.exists(target)


def _needs_display() -> bool:
    return sys.platform.startswith("linux") and os.environ.get("QT_QPA_PLATFORM", "") in {
        "",
        "xcb",
        "wayland",
    }


if __name__ == "__main__":
    main()
