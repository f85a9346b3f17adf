"""Qt loaded as quickly as it goes: a stock PySide compiles 120 kB of its own Python at every start."""

from __future__ import annotations

import builtins
import contextlib
import importlib
import importlib.util
import marshal
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType

_COMPILED = "shibokensupport"
"""First word of the file names of what PySide carries as text within its library."""


def load_qt() -> None:
    """Import Qt's widgets.

    Raises:
        ImportError: A library that Qt needs from the system is missing.
    """
    with _compiled_once(kept_code_path()):
        importlib.import_module("PySide6.QtWidgets")
    # PySide looks through the source of every module imported after it for a feature of its own (other names
    # for Qt's methods) that no module here uses; without that the modules of the window load in half the time
    vars(builtins)["__import__"] = vars(builtins).get("__orig_import__", builtins.__import__)


def kept_code_path() -> Path:
    """Return where the compiled text is kept: beside this module's own compiled code."""
    return Path(importlib.util.cache_from_source(str(Path(__file__).with_name(f"{_COMPILED}.py"))))


@contextlib.contextmanager
def _compiled_once(path: Path) -> Iterator[None]:
    kept = _read(path)
    needed: dict[bytes, CodeType] = {}
    compile_text: Callable[..., CodeType] = builtins.compile

    def compile_or_take(
        source: object, filename: object, mode: str, *others: object, **named: object
    ) -> CodeType:
        if others or named or not isinstance(source, bytes) or not str(filename).startswith(_COMPILED):
            return compile_text(source, filename, mode, *others, **named)
        key = importlib.util.source_hash(source)
        needed[key] = kept.get(key) or compile_text(source, filename, mode)
        return needed[key]

    vars(builtins)["compile"] = compile_or_take
    try:
        yield
    finally:
        vars(builtins)["compile"] = compile_text
    if needed.keys() - kept.keys():
        _write(path, needed)


def _read(path: Path) -> dict[bytes, CodeType]:
    """Return the code by the hash of its text; nothing when another Python wrote it, or nobody yet."""
    with contextlib.suppress(OSError, EOFError, ValueError, TypeError):
        data = path.read_bytes()
        if data.startswith(importlib.util.MAGIC_NUMBER):
            kept = dict(marshal.loads(data[len(importlib.util.MAGIC_NUMBER) :]))  # noqa: S302 - as of any .pyc
            return {key: code for key, code in kept.items() if isinstance(code, CodeType)}
    return {}


def _write(path: Path, code: dict[bytes, CodeType]) -> None:
    if sys.dont_write_bytecode:
        return
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(importlib.util.MAGIC_NUMBER + marshal.dumps(code))
        temporary.replace(path)
    except OSError:  # where nobody may write, each start compiles
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
